/* Child processes: environment, output, masks, deadlines. */
#include "tests/support/test.h"

#include "base/process.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const clean[] = {"PATH=/usr/bin:/bin", "GREETING=hello", NULL};

static sl_process_end run(const char *script, sl_process_spec spec, sl_buf *out)
{
    sl_err e = {0};
    sl_process_end end;
    const char *const argv[] = {"sh", "-c", script, NULL};
    spec.argv = argv;
    spec.env = clean;
    sl_buf_init(out, 1 << 22);
    assert_ok(sl_process_run(&spec, out, out, &end, &e), &e);
    return end;
}

static void a_child_sees_only_the_environment_it_is_given(void **state)
{
    (void)state;
    sl_buf out;
    setenv("SLUICE_TEST_LEAK", "secret", 1);

    sl_process_end end =
        run("env | grep -c SLUICE_TEST_LEAK; echo $GREETING", (sl_process_spec){0}, &out);

    assert_int_equal(end.code, 0);
    assert_string_equal(out.p, "0\nhello\n");
    sl_buf_clear(&out);
}

static void a_child_inherits_no_descriptor(void **state)
{
    (void)state;
    sl_buf out;
    FILE *leak = fopen("/dev/null", "r");

    run("ls /proc/self/fd | wc -l", (sl_process_spec){0}, &out);

    assert_string_equal(out.p, "4\n"); /* three, and the folder that ls reads */
    fclose(leak);
    sl_buf_clear(&out);
}

static void exit_status_and_signal_are_told_apart(void **state)
{
    (void)state;
    sl_buf out;
    sl_process_end end = run("exit 7", (sl_process_spec){0}, &out);
    assert_false(end.is_signal);
    assert_int_equal(end.code, 7);
    sl_buf_clear(&out);

    end = run("kill -SEGV $$", (sl_process_spec){0}, &out);

    assert_true(end.is_signal);
    assert_int_equal(end.code, SIGSEGV);
    sl_buf_clear(&out);
}

static void a_secret_is_masked_even_when_it_is_written_in_two_parts(void **state)
{
    sl_buf out;
    sl_process_spec spec = {0};
    *sl_list_add((sl_arena *)*state, &spec.secrets) = SL_S("hunter2secret");

    run("printf 'x hunter2'; printf 'secret y\\n'; printf hunter2secret | base64", spec, &out);

    assert_string_equal(out.p, "x *** y\n***dA==\n");
    sl_buf_clear(&out);
}

/* True when the process is gone, or a zombie that its new parent has not reaped yet. */
static bool is_dead(const char *pid)
{
    char path[64];
    char text[256] = "";
    snprintf(path, sizeof path, "/proc/%d/cmdline", atoi(pid));
    FILE *f = fopen(path, "r");
    size_t n = f ? fread(text, 1, sizeof text, f) : 0;
    if (f)
        fclose(f);
    return n == 0;
}

static void a_deadline_ends_the_whole_group(void **state)
{
    (void)state;
    sl_buf out;
    uint64_t from = sl_now_ms();

    sl_process_end end = run("trap '' TERM; sleep 60 & echo $!; wait; sleep 60",
                             (sl_process_spec){.timeout_ms = 200, .grace_ms = 200}, &out);

    assert_true(end.is_timeout);
    assert_true(end.is_signal);
    assert_true(sl_now_ms() - from < 20000);
    assert_true(is_dead(out.p));
    sl_buf_clear(&out);
}

static void what_leaves_its_group_and_session_ends_with_the_command(void **state)
{
    (void)state;
    sl_buf out;

    sl_process_end end = run("setsid sh -c 'sleep 60 > /dev/null 2>&1 & echo $!'",
                             (sl_process_spec){.timeout_ms = 20000}, &out);

    assert_false(end.is_timeout);
    assert_int_equal(end.code, 0);
    assert_true(atoi(out.p) > 1);
    assert_true(is_dead(out.p));
    sl_buf_clear(&out);
}

static void ignore_end(void *context, const sl_process_end *end)
{
    (void)context;
    (void)end;
}

static void pass_on(void *context, sl_str line, bool is_error)
{
    (void)is_error;
    dprintf(*(int *)context, "%.*s\n", SL_FMT(line));
}

static void a_command_ends_when_sluice_is_killed(void **state)
{
    (void)state;
    int ends[2];
    char text[32] = "";
    assert_int_equal(pipe(ends), 0);
    pid_t sluice = fork();
    if (sluice == 0) {
        sl_loop *loop;
        sl_process *process;
        sl_err e = {0};
        const char *const argv[] = {"sh", "-c", "trap '' TERM; echo $$; while :; do :; done", NULL};
        const sl_process_spec spec = {
            .argv = argv, .env = clean, .line = pass_on, .end = ignore_end, .context = &ends[1]};
        if (sl_loop_new(&loop, &e) && sl_process_start(&process, loop, &spec, &e))
            while (sl_loop_step(loop, &e))
                continue;
        _exit(1);
    }
    close(ends[1]);
    assert_true(read(ends[0], text, sizeof text - 1) > 0);
    struct pollfd command = {.fd = (int)syscall(SYS_pidfd_open, atoi(text), 0), .events = POLLIN};
    assert_true(command.fd >= 0);

    kill(sluice, SIGKILL);

    assert_int_equal(poll(&command, 1, 20000), 1);
    assert_int_equal(waitpid(sluice, NULL, 0), sluice);
    close(command.fd);
    close(ends[0]);
}

static void a_secret_is_masked_where_a_long_line_is_cut(void **state)
{
    sl_buf out;
    sl_process_spec spec = {.max_line = 16};
    *sl_list_add((sl_arena *)*state, &spec.secrets) = SL_S("hunter2secret");

    run("printf '0123456789hunter2secret4567890123456789'; printf 'x'; printf '\\nend'", spec,
        &out);

    assert_string_equal(out.p, "0123456789\n***456\n7890123456789x\nend\n");
    sl_buf_clear(&out);
}

static void a_line_without_end_goes_in_pieces(void **state)
{
    (void)state;
    sl_buf out;

    run("head -c 3000000 /dev/zero | tr '\\0' a", (sl_process_spec){.max_line = 1000}, &out);

    assert_int_equal(out.n, 3000000 + 3000);
    sl_buf_clear(&out);
}

static void a_secret_of_several_lines_is_masked_in_each(void **state)
{
    sl_buf out;
    sl_process_spec spec = {0};
    *sl_list_add((sl_arena *)*state, &spec.secrets) = SL_S("first line\nabc\nlast line\n");

    run("printf 'a first line\\nabc\\nlast line b\\n'", spec, &out);

    assert_string_equal(out.p, "a ***\nabc\n*** b\n");
    sl_buf_clear(&out);
}

static void input_reaches_the_child_whole(void **state)
{
    sl_buf out;
    size_t n = 300000;
    char *text = sl_alloc(*state, n);
    memset(text, 'a', n);

    run("wc -c", (sl_process_spec){.input = sl_str_at(text, n)}, &out);

    assert_int_equal(atoi(out.p), n);
    sl_buf_clear(&out);
}

static void a_program_that_does_not_exist_is_named(void **state)
{
    (void)state;
    sl_err e = {0};
    sl_process_end end;
    const char *const argv[] = {"no-such-program", NULL};

    assert_false(
        sl_process_run(&(sl_process_spec){.argv = argv, .env = clean}, NULL, NULL, &end, &e));
    assert_int_equal(e.kind, SL_ENOENT);
    assert_non_null(strstr(e.text, "no-such-program"));
}

static void a_program_is_looked_up_in_the_path_of_the_child(void **state)
{
    sl_err e = {0};
    sl_process_end end;
    sl_buf out;
    char *folder = sl_test_folder(*state);
    const char *const argv[] = {"only-here", NULL};
    const char *const env[] = {sl_printf(*state, "PATH=%s", folder).p, NULL};
    sl_test_shell(sl_printf(*state, "printf '#!/bin/sh\necho found' > %s/only-here; chmod +x %s/*",
                            folder, folder)
                      .p);
    sl_buf_init(&out, 100);

    assert_ok(sl_process_run(&(sl_process_spec){.argv = argv, .env = env}, &out, &out, &end, &e),
              &e);

    assert_string_equal(out.p, "found\n");
    sl_buf_clear(&out);
    sl_test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_child_sees_only_the_environment_it_is_given),
        sl_test(a_child_inherits_no_descriptor),
        sl_test(exit_status_and_signal_are_told_apart),
        sl_test(a_secret_is_masked_even_when_it_is_written_in_two_parts),
        sl_test(a_deadline_ends_the_whole_group),
        sl_test(what_leaves_its_group_and_session_ends_with_the_command),
        sl_test(a_command_ends_when_sluice_is_killed),
        sl_test(a_secret_is_masked_where_a_long_line_is_cut),
        sl_test(a_line_without_end_goes_in_pieces),
        sl_test(a_secret_of_several_lines_is_masked_in_each),
        sl_test(input_reaches_the_child_whole),
        sl_test(a_program_that_does_not_exist_is_named),
        sl_test(a_program_is_looked_up_in_the_path_of_the_child),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

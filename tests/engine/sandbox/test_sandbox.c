/* What code in a worker can still do: read below the source and answer; each other thing fails the
   unit that tried. */
#include "tests/support/pass.h"

#define PCRE2_CODE_UNIT_WIDTH 8

#include <fcntl.h>
#include <pcre2.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/path.h"
#include "engine/rules/ruleset.h"
#include "engine/sandbox/sandbox.h"

#define count(a) (sizeof(a) / sizeof *(a))

sl_str sl_builtin_pack(sl_str kind)
{
    return pass_pack(kind);
}

/* Runs one order in a pass whose root is `root`. */
static pass_case *order(sl_arena *mem, const char *root, const char *text)
{
    const char **texts = sl_alloc(mem, sizeof *texts);
    texts[0] = text;
    pass_case *c = pass_of(mem, texts, 1);
    c->source.root = sl_str_of(root);
    pass_run(c, mem);
    return c;
}

static void files_below_the_source_can_be_read_and_no_others(void **state)
{
    sl_arena *mem = *state;
    char *inside = sl_test_folder(mem);
    char *outside = sl_test_folder(mem);
    sl_test_shell(sl_printf(mem, "mkdir %s/a; echo x > %s/a/f; echo x > %s/f; ln -s %s/f %s/link",
                            inside, inside, outside, outside, inside)
                      .p);

    pass_case *in = order(mem, inside, sl_printf(mem, "code:OPEN %s/a/f\n", inside).p);
    pass_case *out = order(mem, inside, sl_printf(mem, "code:OPEN %s/f\n", outside).p);
    pass_case *link = order(mem, inside, sl_printf(mem, "code:OPEN %s/link\n", inside).p);
    pass_case *none = order(mem, "", sl_printf(mem, "code:OPEN %s/a/f\n", inside).p);
    pass_case *file = order(mem, sl_printf(mem, "%s/f", outside).p,
                            sl_printf(mem, "code:OPEN %s/f\n", outside).p);

    assert_int_equal(pass_state(in, 0, 0)->state, SL_UNIT_SCANNED);
    assert_int_equal(pass_state(file, 0, 0)->state, SL_UNIT_SCANNED);
    assert_reason(pass_state(out, 0, 0), "Permission denied");
    assert_reason(pass_state(link, 0, 0), "Permission denied");
    assert_reason(pass_state(none, 0, 0), "Permission denied");
    sl_test_folder_end(inside);
    sl_test_folder_end(outside);
}

static void a_file_cannot_be_made(void **state)
{
    sl_arena *mem = *state;
    char *folder = sl_test_folder(mem);

    pass_case *c = order(mem, folder, sl_printf(mem, "code:WRITE %s/new\n", folder).p);

    assert_int_equal(pass_state(c, 0, 0)->state, SL_UNIT_FAILED);
    assert_reason(pass_state(c, 0, 0), "forbidden system call openat");
    assert_false(sl_path_exists(sl_printf(mem, "%s/new", folder)));
    sl_test_folder_end(folder);
}

static void a_socket_cannot_be_made_and_no_program_run(void **state)
{
    pass_case *socket = order(*state, "", "code:SOCKET\nHIT a\n");
    pass_case *exec = order(*state, "", "code:EXEC\nHIT a\n");

    assert_reason(pass_state(socket, 0, 0), "forbidden system call socket");
    assert_reason(pass_state(exec, 0, 0), "forbidden system call execve");
    assert_int_equal(pass_state(socket, 0, 1)->state, SL_UNIT_SCANNED);
    assert_int_equal(pass_state(exec, 0, 1)->state, SL_UNIT_SCANNED);
}

static void descriptors_of_the_parent_are_closed_but_for_readable_files(void **state)
{
    sl_arena *mem = *state;
    int ends[2];
    int kept = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    int written = open("/dev/null", O_WRONLY | O_CLOEXEC);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);

    pass_case *c = order(mem, "", "code:FDS\n");

    assert_int_equal(c->result.findings.n, 1);
    sl_str list = sl_printf(mem, " %.*s", SL_FMT(c->result.findings.v[0].message));
    assert_true(sl_str_find(list, sl_printf(mem, " %d ", kept), 0) != SIZE_MAX);
    assert_true(sl_str_find(list, sl_printf(mem, " %d ", written), 0) == SIZE_MAX);
    assert_true(sl_str_find(list, sl_printf(mem, " %d ", ends[0]), 0) == SIZE_MAX);
    size_t n = 0;
    for (sl_str number; sl_str_cut(&list, ' ', &number);)
        n += number.n > 0;
    assert_int_equal(n, 2); /* that file and the worker's socket */
    close(kept);
    close(written);
    close(ends[0]);
    close(ends[1]);
}

static void a_required_sandbox_is_had_or_an_error(void **state)
{
    const char *const texts[] = {"HIT a"};
    pass_case *c = pass_of(*state, texts, 1);
    c->spec.require_sandbox = true;

    bool ok = sl_pass_run(&c->result, *state, &c->spec, &c->e);

    assert_true(ok ? c->result.findings.n == 2 && c->result.sandbox_notes.n == 0
                   : sl_str_find(sl_str_of(c->e.text), SL_S("sandbox is required"), 0) != SIZE_MAX);
}

static bool answer(void *context, sl_buf *out, sl_err *e)
{
    (void)e;
    return sl_buf_addf(out, "answer to %s", (const char *)context);
}

static bool refuse(void *context, sl_buf *out, sl_err *e)
{
    (void)context;
    sl_buf_addz(out, "half an answer");
    return sl_fail(e, SL_EUSAGE, "rule.yml:1: no");
}

static bool crash(void *context, sl_buf *out, sl_err *e)
{
    (void)context;
    (void)out;
    (void)e;
    _exit(9);
}

static bool loop_for_ever(void *context, sl_buf *out, sl_err *e)
{
    (void)out;
    (void)e;
    for (volatile char *p = context; p;)
        continue;
    return true;
}

static bool open_socket(void *context, sl_buf *out, sl_err *e)
{
    (void)context;
    (void)out;
    return socket(AF_INET, SOCK_STREAM, 0) >= 0 || sl_fail(e, SL_EFAIL, "no socket");
}

static bool flood(void *context, sl_buf *out, sl_err *e)
{
    (void)context;
    (void)e;
    while (sl_buf_addz(out, "0123456789"))
        continue;
    return true;
}

/* PCRE2 gets executable memory in the sandbox; without JIT it says so and the match runs anyway. */
static bool match(void *context, sl_buf *out, sl_err *e)
{
    int number = 0;
    PCRE2_SIZE offset = 0;
    uint32_t has_jit = 0;
    (void)context;
    pcre2_config(PCRE2_CONFIG_JIT, &has_jit);
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR) "(a|b)+c", PCRE2_ZERO_TERMINATED, 0, &number, &offset, NULL);
    if (!code || (has_jit && pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0))
        return sl_fail(e, SL_EFAIL, "no JIT in the sandbox");
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
    int n = pcre2_match(code, (PCRE2_SPTR) "xxababc", 7, 0, 0, data, NULL);
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    return sl_buf_addf(out, "%d", n);
}

static void a_sandboxed_call_gives_its_answer(void **state)
{
    char name[] = "life";
    sl_err e = {0};
    sl_buf out;
    (void)state;
    sl_buf_init(&out, 1000);
    sl_buf_addz(&out, "> ");

    assert_ok(sl_sandboxed(&out, answer, name, 10000, &e), &e);

    assert_string_equal(out.p, "> answer to life");
    sl_buf_clear(&out);
}

static void patterns_are_compiled_to_code_in_the_sandbox(void **state)
{
    sl_err e = {0};
    sl_buf out;
    (void)state;
    sl_buf_init(&out, 1000);

    assert_ok(sl_sandboxed(&out, match, NULL, 10000, &e), &e);

    assert_string_equal(out.p, "2");
    sl_buf_clear(&out);
}

static void a_sandboxed_call_that_fails_says_why(void **state)
{
    static const struct {
        bool (*call)(void *context, sl_buf *out, sl_err *e);
        sl_err_kind kind;
        const char *text;
    } cases[] = {
        {refuse, SL_EUSAGE, "rule.yml:1: no"},
        {crash, SL_EFAIL, "ended with status 9"},
        {loop_for_ever, SL_ETOOBIG, "not done within 200 ms"},
        {open_socket, SL_EDENIED, "forbidden system call socket"},
        {flood, SL_ETOOBIG, "more than"},
    };
    char context[] = "x";
    (void)state;
    for (size_t i = 0; i < count(cases); i++) {
        sl_err e = {0};
        sl_buf out;
        sl_buf_init(&out, 10000);

        assert_false(sl_sandboxed(&out, cases[i].call, context, i == 2 ? 200 : 10000, &e));

        assert_int_equal(e.kind, cases[i].kind);
        assert_non_null(strstr(e.text, cases[i].text));
        assert_int_equal(out.n, 0);
        sl_buf_clear(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(files_below_the_source_can_be_read_and_no_others),
        sl_test(a_file_cannot_be_made),
        sl_test(a_socket_cannot_be_made_and_no_program_run),
        sl_test(descriptors_of_the_parent_are_closed_but_for_readable_files),
        sl_test(a_required_sandbox_is_had_or_an_error),
        sl_test(a_sandboxed_call_gives_its_answer),
        sl_test(patterns_are_compiled_to_code_in_the_sandbox),
        sl_test(a_sandboxed_call_that_fails_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

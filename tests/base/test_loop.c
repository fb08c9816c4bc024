/* The event loop: order, dropping inside callbacks, children. */
#include "tests/support/test.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/loop.h"

/* What callbacks leave behind: one letter each. */
typedef struct trace {
    sl_loop *loop;
    char text[64];
    size_t n;
    sl_watch *victim, *later;
    int fd, status;
} trace;

static void note(trace *t, char c)
{
    if (t->n + 1 < sizeof t->text)
        t->text[t->n++] = c;
}

static void on_a(void *context)
{
    note(context, 'a');
}

static void on_b(void *context)
{
    note(context, 'b');
}

static void on_drop(void *context)
{
    trace *t = context;
    note(t, 'd');
    sl_loop_drop(t->loop, t->victim);
}

static void on_again(void *context)
{
    trace *t = context;
    note(t, 'x');
    if (t->n < 5)
        sl_loop_timer(t->loop, 0, on_again, t);
}

static void on_byte(void *context)
{
    trace *t = context;
    char c;
    if (read(t->fd, &c, 1) == 1)
        note(t, c);
    else
        sl_loop_drop(t->loop, t->victim);
}

static void on_child(void *context, int status)
{
    trace *t = context;
    t->status = status;
    note(t, 'c');
}

static void run(trace *t)
{
    sl_err e = {0};
    while (sl_loop_step(t->loop, &e))
        continue;
    assert_int_equal(e.kind, SL_OK);
}

static int setup(void **state)
{
    static trace t;
    sl_err e = {0};
    t = (trace){0};
    *state = &t;
    return !sl_loop_new(&t.loop, &e);
}

static int teardown(void **state)
{
    sl_loop_free(((trace *)*state)->loop);
    return 0;
}

static void timers_fire_in_the_order_of_their_deadlines(void **state)
{
    trace *t = *state;
    sl_loop_timer(t->loop, 20, on_b, t);
    sl_loop_timer(t->loop, 1, on_a, t);

    run(t);

    assert_string_equal(t->text, "ab");
}

static void a_loop_without_watches_is_over(void **state)
{
    trace *t = *state;
    sl_err e = {0};

    assert_false(sl_loop_step(t->loop, &e));
    assert_int_equal(e.kind, SL_OK);
}

static void a_dropped_watch_is_silent(void **state)
{
    trace *t = *state;
    t->victim = sl_loop_timer(t->loop, 5, on_a, t);
    sl_loop_timer(t->loop, 0, on_drop, t);

    run(t);

    assert_string_equal(t->text, "d");
}

static void dropping_a_watch_that_has_fired_spares_the_one_in_its_place(void **state)
{
    trace *t = *state;
    sl_watch *fired = sl_loop_timer(t->loop, 0, on_a, t);
    run(t);
    sl_loop_timer(t->loop, 0, on_b, t);

    sl_loop_drop(t->loop, fired);
    sl_loop_drop(t->loop, NULL);
    run(t);

    assert_string_equal(t->text, "ab");
}

static void a_callback_may_add_watches(void **state)
{
    trace *t = *state;
    sl_loop_timer(t->loop, 0, on_again, t);

    run(t);

    assert_string_equal(t->text, "xxxxx");
}

static void a_descriptor_is_read_until_its_end(void **state)
{
    trace *t = *state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    t->fd = ends[0];
    t->victim = sl_loop_fd(t->loop, ends[0], false, on_byte, t);
    assert_int_equal(write(ends[1], "hey", 3), 3);
    close(ends[1]);

    run(t);

    assert_string_equal(t->text, "hey");
    close(ends[0]);
}

static void a_child_is_reaped_with_its_status(void **state)
{
    trace *t = *state;
    pid_t pid = fork();
    if (pid == 0)
        _exit(7);
    sl_loop_child(t->loop, pid, on_child, t);

    run(t);

    assert_string_equal(t->text, "c");
    assert_int_equal(WEXITSTATUS(t->status), 7);
    assert_int_equal(waitpid(pid, NULL, WNOHANG), -1);
}

static void a_child_that_somebody_else_reaped_did_not_succeed(void **state)
{
    trace *t = *state;
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    siginfo_t info;
    assert_int_equal(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
    sl_loop_child(t->loop, pid, on_child, t);
    assert_int_equal(waitpid(pid, NULL, 0), pid);

    run(t);

    assert_string_equal(t->text, "c");
    assert_true(WIFSIGNALED(t->status));
}

#define loop_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        loop_test(timers_fire_in_the_order_of_their_deadlines),
        loop_test(a_loop_without_watches_is_over),
        loop_test(a_dropped_watch_is_silent),
        loop_test(dropping_a_watch_that_has_fired_spares_the_one_in_its_place),
        loop_test(a_callback_may_add_watches),
        loop_test(a_descriptor_is_read_until_its_end),
        loop_test(a_child_is_reaped_with_its_status),
        loop_test(a_child_that_somebody_else_reaped_did_not_succeed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The lines that git hands to hooks of pushes. */
#include "tests/support/test.h"

#include "runner/hook/updates.h"

#define A    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define ZERO "0000000000000000000000000000000000000000"

static sl_ref_updates read_all(sl_arena *mem, const char *text, bool is_push)
{
    sl_ref_updates updates;
    sl_err e = {0};
    assert_ok(sl_ref_updates_read(&updates, mem, sl_str_of(text), is_push, &e), &e);
    return updates;
}

static void pushed_lines_have_the_remote_s_side_last(void **state)
{
    sl_ref_updates u = read_all(*state, "refs/heads/a " A " refs/heads/b " B "\n", true);

    assert_int_equal(u.n, 1);
    assert_true(sl_str_is(u.v[0].ref, "refs/heads/b"));
    assert_true(sl_str_is(u.v[0].new, A));
    assert_true(sl_str_is(u.v[0].old, B));
}

static void local_side_of_a_push_may_be_any_revision(void **state)
{
    sl_ref_updates u = read_all(
        *state, "HEAD^{/a b} " A " refs/heads/b " ZERO "\n(delete) " ZERO " refs/tags/t " B "\n",
        true);

    assert_int_equal(u.n, 2);
    assert_true(sl_str_is(u.v[0].ref, "refs/heads/b"));
    assert_int_equal(u.v[0].old.n, 0);
    assert_int_equal(u.v[1].new.n, 0);
}

static void received_lines_have_the_old_side_first(void **state)
{
    sl_ref_updates u =
        read_all(*state, ZERO " " A " refs/heads/a\n" A " " ZERO " refs/heads/b\n", false);

    assert_int_equal(u.n, 2);
    assert_int_equal(u.v[0].old.n, 0);
    assert_true(sl_str_is(u.v[0].new, A));
    assert_int_equal(u.v[1].new.n, 0);
    assert_true(sl_str_is(u.v[1].ref, "refs/heads/b"));
}

static void no_lines_are_no_updates(void **state)
{
    assert_int_equal(read_all(*state, "", true).n, 0);
    assert_int_equal(read_all(*state, "", false).n, 0);
}

static void what_git_does_not_write_is_refused_with_its_line(void **state)
{
    static const char *const lines[] = {"\n",
                                        "refs/heads/a " A " refs/heads/b\n",
                                        A " " B "\n",
                                        A " " B " refs/heads/a extra\n",
                                        A "\n",
                                        A " " B "g refs/heads/a\n",
                                        " " A " " B "\n"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        sl_ref_updates u;
        sl_err e = {0};
        const char *text = sl_printf(*state, ZERO " " A " refs/heads/a\n%s", lines[i]).p;
        assert_false(sl_ref_updates_read(&u, *state, sl_str_of(text), false, &e));
        assert_int_equal(e.kind, SL_EPARSE);
        assert_non_null(strstr(e.text, "line 2"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(pushed_lines_have_the_remote_s_side_last),
        sl_test(local_side_of_a_push_may_be_any_revision),
        sl_test(received_lines_have_the_old_side_first),
        sl_test(no_lines_are_no_updates),
        sl_test(what_git_does_not_write_is_refused_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

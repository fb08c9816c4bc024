/* Refs that are a repository's memory of a remote. */
#include "tests/support/test.h"

#include "runner/hook/remote.h"

static sl_trackings read_all(sl_arena *mem, sl_str rows)
{
    sl_trackings all;
    sl_trackings_read(&all, mem, rows);
    return all;
}

static bool is_of(const sl_trackings *all, const char *remote, const char *ref)
{
    return sl_trackings_is_of(all, sl_str_of(remote), sl_str_of(ref));
}

static void refs_are_those_that_the_remote_s_refspecs_write(void **state)
{
    sl_trackings all =
        read_all(*state, SL_S("remote.origin.fetch\n+refs/heads/*:refs/remotes/origin/*\0"
                              "remote.origin.fetch\n+refs/pull/*/head:refs/remotes/pulls/*/head\0"
                              "remote.one.branch.fetch\nrefs/heads/main:refs/remotes/kept/main\0"));

    assert_true(is_of(&all, "origin", "refs/remotes/origin/main"));
    assert_true(is_of(&all, "origin", "refs/remotes/origin/a/b"));
    assert_true(is_of(&all, "origin", "refs/remotes/pulls/7/head"));
    assert_true(is_of(&all, "one.branch", "refs/remotes/kept/main"));
    assert_false(is_of(&all, "origin", "refs/remotes/pulls/7/merge"));
    assert_false(is_of(&all, "origin", "refs/remotes/kept/main"));
    assert_false(is_of(&all, "one.branch", "refs/remotes/kept/main2"));
    assert_false(is_of(&all, "other", "refs/remotes/other/main"));
}

static void name_that_begins_another_has_not_the_other_s_refs(void **state)
{
    sl_trackings all =
        read_all(*state, SL_S("remote.team.fetch\n+refs/heads/*:refs/remotes/team/*\0"
                              "remote.team/side.fetch\n+refs/heads/*:refs/remotes/team/side/*\0"
                              "remote.team2.fetch\n+refs/heads/*:refs/remotes/team2/*\0"));

    assert_true(is_of(&all, "team", "refs/remotes/team/main"));
    assert_false(is_of(&all, "team", "refs/remotes/team2/main"));
    assert_false(is_of(&all, "team", "refs/remotes/team/side/main"));
    assert_true(is_of(&all, "team2", "refs/remotes/team2/main"));
}

static void what_may_be_another_remote_s_is_nobody_s(void **state)
{
    sl_trackings all = read_all(*state, SL_S("remote.a.fetch\n+refs/heads/*:refs/remotes/x/*\0"
                                             "remote.b.fetch\n+refs/heads/*:refs/remotes/x/*\0"));

    assert_false(is_of(&all, "a", "refs/remotes/x/main"));
    assert_false(is_of(&all, "b", "refs/remotes/x/main"));
}

static void branches_of_one_s_own_are_no_memory_of_a_remote(void **state)
{
    sl_trackings all = read_all(*state, SL_S("remote.mirror.fetch\n+refs/*:refs/*\0"
                                             "remote.only.fetch\nrefs/heads/main\0"
                                             "remote.less.fetch\n^refs/heads/main\0"
                                             "remote.fetch\n+refs/*:refs/remotes/x/*\0"));

    assert_int_equal(all.n, 0);
    assert_false(is_of(&all, "mirror", "refs/heads/main"));
    assert_false(is_of(&all, "mirror", "refs/remotes/x/main"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(refs_are_those_that_the_remote_s_refspecs_write),
        sl_test(name_that_begins_another_has_not_the_other_s_refs),
        sl_test(what_may_be_another_remote_s_is_nobody_s),
        sl_test(branches_of_one_s_own_are_no_memory_of_a_remote),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

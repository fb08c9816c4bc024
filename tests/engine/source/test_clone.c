/* Clones, from paths and URLs, through the protocols that work without a network. */
#include "tests/engine/source/fixture.h"

#include "engine/source/repo.h"

static sl_str url_of(sl_arena *mem, const char *scheme, const char *folder, const char *name)
{
    return sl_printf(mem, "%s%s/%s", scheme, folder, name);
}

static void make_origin(sl_arena *mem, const char *folder)
{
    make(mem, folder,
         "git init -q r; cd r; echo 1 > a; git add -A; git commit -qm 1; git tag v1\n"
         "git checkout -qb side/way; echo 2 > a; git commit -qam 2; git tag -a v2 -m 2\n"
         "git checkout -q main");
}

static void a_clone_has_the_branches_and_tags_by_their_names(void **state)
{
    static const char *const schemes[] = {"", "file://"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        sl_arena *mem = *state;
        char *folder = scratch(mem);
        make_origin(mem, folder);
        sl_repo *origin = repo_at(mem, folder, "r");
        sl_repo *repo = NULL;
        sl_err e = {0};

        assert_ok(sl_repo_clone(&repo, url_of(mem, schemes[i], folder, "r"),
                                sl_printf(mem, "%s/copy", folder), &e),
                  &e);

        assert_string_equal(commit_at(repo, "HEAD").hex, commit_at(origin, "HEAD").hex);
        assert_string_equal(commit_at(repo, "side/way").hex, commit_at(origin, "side/way").hex);
        assert_string_equal(commit_at(repo, "v1").hex, commit_at(origin, "v1").hex);
        assert_string_equal(commit_at(repo, "v2").hex, commit_at(origin, "v2").hex);
        assert_true(sl_str_is(sl_repo_branch(repo, mem), "main"));
        assert_int_equal(sl_repo_work_tree(repo).n, 0);
        sl_repo_close(repo);
        sl_repo_close(origin);
        sl_test_folder_end(folder);
    }
}

static void an_empty_repository_is_cloned_unborn(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, "git init -q r");
    sl_repo *repo = NULL;
    sl_err e = {0};

    assert_ok(
        sl_repo_clone(&repo, url_of(mem, "", folder, "r"), sl_printf(mem, "%s/copy", folder), &e),
        &e);

    assert_true(sl_repo_is_unborn(repo));
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void what_cannot_be_cloned_leaves_nothing_and_tells_no_password(void **state)
{
    static const char *const urls[] = {"http://user:hunter2@127.0.0.1:1/r.git",
                                       "nonsense://user:hunter2@host/r",
                                       "https://user:hunter2@[::bad/r"};
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    sl_str to = sl_printf(mem, "%s/copy", folder);

    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        sl_repo *repo = NULL;
        sl_err e = {0};
        assert_false(sl_repo_clone(&repo, sl_str_of(urls[i]), to, &e));
        assert_null(repo);
        assert_true(sl_str_starts(sl_str_of(e.text), SL_S("cloning ")));
        assert_null(strstr(e.text, "hunter2"));
        assert_int_not_equal(access(to.p, F_OK), 0);
    }

    sl_repo *repo = NULL;
    sl_err e = {0};
    assert_false(sl_repo_clone(&repo, SL_S("nonsense://git@github.example/r"), to, &e));
    assert_non_null(strstr(e.text, "cloning nonsense://***@github.example/r: "));
    assert_false(sl_repo_clone(&repo, SL_S("https://host/r\nhost=other"), to, &e));
    assert_int_equal(e.kind, SL_EUSAGE);
    sl_test_folder_end(folder);
}

static void a_path_without_a_repository_is_said_to_be_none(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, "mkdir empty; git init -q --object-format=sha256 s");
    sl_str to = sl_printf(mem, "%s/copy", folder);
    sl_repo *repo = NULL;
    sl_err e = {0};

    assert_false(sl_repo_clone(&repo, url_of(mem, "", folder, "empty"), to, &e));
    assert_int_equal(e.kind, SL_ENOENT);
    assert_non_null(strstr(e.text, "not a git repository"));
    assert_false(sl_repo_clone(&repo, url_of(mem, "", folder, "s"), to, &e));
    assert_int_equal(e.kind, SL_ENOTSUP);
    assert_false(sl_repo_clone(&repo, url_of(mem, "file://", folder, "gone"), to, &e));
    assert_int_not_equal(e.kind, SL_OK);
    sl_test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_clone_has_the_branches_and_tags_by_their_names),
        sl_test(an_empty_repository_is_cloned_unborn),
        sl_test(what_cannot_be_cloned_leaves_nothing_and_tells_no_password),
        sl_test(a_path_without_a_repository_is_said_to_be_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

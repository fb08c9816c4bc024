/* What stands around a change: its base's files with what they are in the comparison. */
#include "tests/engine/source/fixture.h"

/* "PATH ROLE" of each unit, '=' behind what the base has too. */
static const char *roles(sl_arena *mem, const sl_source *source)
{
    static const char *const names[] = {"tested", "context", "old"};
    sl_str out = SL_S("");
    for (size_t i = 0; i < source->units.n; i++) {
        const sl_unit *unit = &source->units.v[i];
        out = sl_printf(mem, "%.*s%.*s %s%s\n", SL_FMT(out), SL_FMT(unit->path), names[unit->role],
                        unit->is_unchanged ? " =" : "");
    }
    return out.p;
}

static const char script[] =
    "git init -q r; cd r; mkdir d; echo 1 > changed; echo 1 > gone; echo 1 > d/same\n"
    "git add -A; git commit -qm 1; git tag base; echo 2 > changed; git rm -q gone; echo 2 > new\n"
    "git add -A";

static void what_is_staged_stands_among_the_unchanged(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, script);
    sl_repo *repo = repo_at(mem, folder, "r");
    sl_commit head = commit_at(repo, "HEAD");
    sl_source *staged = NULL;
    sl_source *around = NULL;
    sl_source *all = NULL;
    sl_err e = {0};
    assert_ok(sl_source_index(&staged, mem, repo, &e), &e);

    assert_ok(sl_source_around(&all, &around, mem, repo, &head, staged, &e), &e);

    assert_string_equal(roles(mem, all), "changed tested\nchanged old\nd/same context\ngone old\n"
                                         "new tested\n");
    assert_string_equal(content(mem, all, "d/same"), "1\n");
    sl_source_close(around);
    sl_source_close(staged);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void a_tree_stands_beside_what_it_changed_of_the_base(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, script);
    make(mem, folder, "cd r; git commit -qm 2");
    sl_repo *repo = repo_at(mem, folder, "r");
    sl_commit head = commit_at(repo, "HEAD");
    sl_commit base = commit_at(repo, "base");
    sl_source *tree = NULL;
    sl_source *around = NULL;
    sl_source *all = NULL;
    sl_err e = {0};
    assert_ok(sl_source_commit(&tree, mem, repo, &head, NULL, &e), &e);

    assert_ok(sl_source_around(&all, &around, mem, repo, &base, tree, &e), &e);

    assert_string_equal(roles(mem, all), "changed tested\nchanged old\nd/same tested =\ngone old\n"
                                         "new tested\n");
    sl_source_close(around);
    sl_source_close(tree);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(what_is_staged_stands_among_the_unchanged),
        sl_test(a_tree_stands_beside_what_it_changed_of_the_base),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

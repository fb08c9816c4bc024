/* Trees of commits as sources: what `git ls-tree -r` lists, and content by id. */
#include "tests/engine/source/fixture.h"

static sl_source *source_of(sl_arena *mem, sl_repo *repo, const char *rev, const sl_strs *only)
{
    sl_source *source = NULL;
    sl_err e = {0};
    sl_commit commit = commit_at(repo, rev);
    assert_ok(sl_source_commit(&source, mem, repo, &commit, only, &e), &e);
    return source;
}

static void a_commit_lists_what_ls_tree_lists(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q r; cd r; mkdir -p a/b c; echo 1 > a/b/x; echo 2 > a.b; echo 3 > a-b\n"
         "echo 4 > c/y; chmod +x c/y; ln -s /etc/passwd link\n"
         "printf 5 > \"$(printf 'bad\\377\\nname')\"; git add -A; git commit -qm x");
    sl_repo *repo = repo_at(mem, folder, "r");

    sl_source *source = source_of(mem, repo, "HEAD", NULL);

    assert_string_equal(labels(mem, source), "a-b\na.b\na/b/x\nbad%FF%0Aname\nc/y\nlink\n");
    assert_string_equal(content(mem, source, "a/b/x"), "1\n");
    assert_string_equal(content(mem, source, "bad%FF%0Aname"), "5");
    assert_string_equal(content(mem, source, "link"), "/etc/passwd");
    assert_int_equal(unit_at(source, "link")->kind, SL_UNIT_SYMLINK);
    assert_int_equal(unit_at(source, "c/y")->mode, 0100755);
    assert_int_equal(unit_at(source, "a.b")->mode, 0100644);
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void named_paths_narrow_a_commit_and_have_to_exist(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q r; cd r; mkdir -p a/b ab; touch a/b/x a/y ab/z top; git add -A\n"
         "git commit -qm x");
    sl_repo *repo = repo_at(mem, folder, "r");
    sl_str some[] = {SL_STR("./a/b/"), SL_STR("top")};
    sl_str wrong[] = {SL_STR("a/nope")};
    sl_strs only = {.v = some, .n = 2};
    sl_strs missing = {.v = wrong, .n = 1};
    sl_err e = {0};
    sl_commit head = commit_at(repo, "HEAD");
    sl_source *none = NULL;

    sl_source *source = source_of(mem, repo, "HEAD", &only);

    assert_string_equal(labels(mem, source), "a/b/x\ntop\n");
    assert_false(sl_source_commit(&none, mem, repo, &head, &missing, &e));
    assert_int_equal(e.kind, SL_ENOENT);
    assert_non_null(strstr(e.text, "a/nope: no such file or folder in commit"));
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_commit_lists_what_ls_tree_lists),
        sl_test(named_paths_narrow_a_commit_and_have_to_exist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The index as a source: what the next commit would have that HEAD has not. */
#include "tests/engine/source/fixture.h"

static sl_source *staged(sl_arena *mem, sl_repo *repo)
{
    sl_source *source = NULL;
    sl_err e = {0};
    assert_ok(sl_source_index(&source, mem, repo, &e), &e);
    return source;
}

static void staged_content_is_read_not_the_work_tree(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q r; cd r; mkdir -p a/b; echo old > a/b/part; echo same > same; echo gone > "
         "gone\n"
         "git add -A; git commit -qm x; git rm -q gone\n"
         "echo staged > a/b/part; git add a/b/part; echo later > a/b/part\n"
         "echo new > a.new; git add a.new; rm a.new; echo untracked > other; chmod +x same\n"
         "git add same; echo changed > same; git add -N other");
    sl_repo *repo = repo_at(mem, folder, "r");

    sl_source *source = staged(mem, repo);

    assert_string_equal(labels(mem, source), "a.new\na/b/part\nsame\n");
    assert_string_equal(content(mem, source, "a/b/part"), "staged\n");
    assert_string_equal(content(mem, source, "a.new"), "new\n");
    assert_string_equal(content(mem, source, "same"), "same\n");
    assert_int_equal(unit_at(source, "same")->mode, 0100755);
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void everything_is_staged_before_the_first_commit(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, "git init -q r; cd r; mkdir d; echo 1 > d/a; echo 2 > b; git add -A");
    sl_repo *repo = repo_at(mem, folder, "r");

    sl_source *source = staged(mem, repo);

    assert_string_equal(labels(mem, source), "b\nd/a\n");
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void nothing_is_staged_in_a_clean_repository(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q r; cd r; mkdir d; echo 1 > d/a; git add -A; git commit -qm x\n"
         "echo 2 > d/a");
    sl_repo *repo = repo_at(mem, folder, "r");

    sl_source *source = staged(mem, repo);

    assert_int_equal(source->units.n, 0);
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void a_conflict_is_a_unit_that_has_failed(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q r; cd r; echo 1 > f; echo 1 > g; git add -A; git commit -qm 1\n"
         "git checkout -qb other; echo 2 > f; git commit -qam 2; git checkout -q main\n"
         "echo 3 > f; git commit -qam 3; git merge -q other || true");
    sl_repo *repo = repo_at(mem, folder, "r");

    sl_source *source = staged(mem, repo);

    assert_string_equal(labels(mem, source), "f\n");
    assert_true(sl_str_starts(unit_at(source, "f")->error, SL_S("unmerged")));
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

/* What git itself would say, in the same form. */
static const char *cached(sl_arena *mem, const char *folder)
{
    return printed(mem, folder,
                   "cd r; git -c core.quotePath=false diff --cached --no-renames --name-only "
                   "--diff-filter=d")
        .p;
}

static void many_folders_are_compared_as_git_does(void **state)
{
    static const char *const versions[] = {"2", "3", "4"};
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        sl_arena *mem = *state;
        char *folder = scratch(mem);
        make(mem, folder,
             sl_printf(mem,
                       "git init -q r; cd r; git config index.version %s\n"
                       "for d in a a.b a-b b/c/d b/c.x; do mkdir -p $d; for f in 1 2 3 x; do\n"
                       "echo $d$f > $d/$f; done; done; git add -A; git commit -qm x\n"
                       "echo z > a/2; echo y > a.b/9; echo 1 > b/c/d/x; git rm -qr a-b\n"
                       "rm -r b/c.x; echo f > b/c.x; git add -A; git mv a/3 a0; mkdir a-b\n"
                       "echo 4 > a-b/.x; git add -A; echo i > ita; git add -N ita",
                       versions[i])
                 .p);
        sl_repo *repo = repo_at(mem, folder, "r");

        sl_source *source = staged(mem, repo);

        assert_string_equal(labels(mem, source), cached(mem, folder));
        sl_source_close(source);
        sl_repo_close(repo);
        sl_test_folder_end(folder);
    }
}

static void a_sparse_index_is_compared_by_trees(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q r; cd r; mkdir -p in out/deep; echo 1 > in/a; echo 2 > out/deep/b; echo 3 > "
         "top\n"
         "git add -A; git commit -qm x; echo 4 > out/deep/c; git add -A; git commit -qm y\n"
         "git sparse-checkout set --cone --sparse-index in; git reset -q --soft HEAD~1\n"
         "echo 5 > in/new; git add in/new");
    sl_repo *repo = repo_at(mem, folder, "r");

    sl_source *source = staged(mem, repo);

    assert_string_equal(labels(mem, source), "in/new\nout/deep/c\n");
    assert_string_equal(content(mem, source, "out/deep/c"), "4\n");
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void the_index_of_a_hook_is_the_one_in_the_environment(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q r; cd r; echo 1 > a; echo 2 > b; git add a\n"
         "cp .git/index .git/other; GIT_INDEX_FILE=.git/other git add b");
    sl_repo *repo = repo_at(mem, folder, "r");

    setenv("GIT_INDEX_FILE", ".git/other", 1);
    sl_source *source = staged(mem, repo);
    unsetenv("GIT_INDEX_FILE");

    assert_string_equal(labels(mem, source), "a\nb\n");
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void a_bare_repository_and_a_broken_index_are_errors(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q --bare b.git; git init -q r; cd r; echo 1 > a; git add a\n"
         "head -c 70 .git/index > i; mv i .git/index");
    sl_repo *bare = repo_at(mem, folder, "b.git");
    sl_repo *repo = repo_at(mem, folder, "r");
    sl_source *source = NULL;
    sl_err e = {0};

    assert_false(sl_source_index(&source, mem, bare, &e));
    assert_non_null(strstr(e.text, "bare repository"));
    assert_false(sl_source_index(&source, mem, repo, &e));
    assert_int_equal(e.kind, SL_EPARSE);
    sl_repo_close(repo);
    sl_repo_close(bare);
    sl_test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(staged_content_is_read_not_the_work_tree),
        sl_test(everything_is_staged_before_the_first_commit),
        sl_test(nothing_is_staged_in_a_clean_repository),
        sl_test(a_conflict_is_a_unit_that_has_failed),
        sl_test(many_folders_are_compared_as_git_does),
        sl_test(a_sparse_index_is_compared_by_trees),
        sl_test(the_index_of_a_hook_is_the_one_in_the_environment),
        sl_test(a_bare_repository_and_a_broken_index_are_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

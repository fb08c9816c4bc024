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

static void submodules_and_lfs_pointers_can_be_told(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(
        mem, folder,
        "git init -q lib; cd lib; echo 1 > l; git add -A; git commit -qm l; cd ..\n"
        "git init -q r; cd r; git submodule -q add ../lib sub\n"
        "printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:4d7a214614ab2935c943f9e0ff"
        "69d22eadbb8f32b1258daaa5e2ca24d17e2393\\nsize 12345\\n' > big.bin\n"
        "git add -A; git commit -qm x");
    sl_repo *repo = repo_at(mem, folder, "r");
    sl_buf text;
    sl_err e = {0};

    sl_source *source = source_of(mem, repo, "HEAD", NULL);

    assert_string_equal(labels(mem, source), ".gitmodules\nbig.bin\nsub\n");
    assert_int_equal(unit_at(source, "sub")->kind, SL_UNIT_SUBMODULE);
    assert_string_equal(unit_at(source, "sub")->skip.p,
                        "git submodule: a commit of another repository");
    assert_false(try_read(&text, source, "sub", 100, &e));
    assert_true(sl_is_lfs_pointer(sl_str_of(content(mem, source, "big.bin"))));
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void a_blob_over_the_limit_is_too_big_before_it_is_unpacked(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q r; cd r; head -c 300000000 /dev/zero > bomb; echo 1 > one\n"
         "git add -A; git commit -qm x; git repack -adq");
    sl_repo *repo = repo_at(mem, folder, "r");
    sl_source *source = source_of(mem, repo, "HEAD", NULL);
    sl_buf text;
    sl_err e = {0};

    assert_false(try_read(&text, source, "bomb", 1 << 20, &e));

    assert_int_equal(e.kind, SL_ETOOBIG);
    assert_string_equal(e.text, "over the limit of 1048576 bytes for one file");
    assert_false(try_read(&text, source, "one", 1, &e));
    assert_int_equal(e.kind, SL_ETOOBIG);
    assert_true(try_read(&text, source, "one", 2, &e));
    sl_buf_clear(&text);
    sl_source_close(source);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void an_empty_commit_and_a_detached_head_are_fine(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q r; cd r; git commit -qm empty --allow-empty\n"
         "git checkout -q --detach; echo 1 > a; git add -A; git commit -qm x");
    sl_repo *repo = repo_at(mem, folder, "r");

    sl_source *none = source_of(mem, repo, "main", NULL);
    sl_source *one = source_of(mem, repo, "HEAD", NULL);

    assert_int_equal(none->units.n, 0);
    assert_string_equal(labels(mem, one), "a\n");
    sl_source_close(one);
    sl_source_close(none);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_commit_lists_what_ls_tree_lists),
        sl_test(named_paths_narrow_a_commit_and_have_to_exist),
        sl_test(submodules_and_lfs_pointers_can_be_told),
        sl_test(a_blob_over_the_limit_is_too_big_before_it_is_unpacked),
        sl_test(an_empty_commit_and_a_detached_head_are_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

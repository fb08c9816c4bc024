/* Sources without git, labels, and Git LFS pointers. */
#include "tests/engine/source/fixture.h"

static void a_joined_source_keeps_each_content_once(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "git init -q r; cd r; echo '*.x' > .gitignore; echo 1 > a; git add -A; git commit -qm 1\n"
         "echo 2 > a; git add a; echo 3 > a; echo 4 > b.x; echo 5 > c; git add c");
    sl_repo *repo = repo_at(mem, folder, "r");
    sl_str path = sl_printf(mem, "%s/r", folder);
    sl_walk_options seen = {.use_ignores = true};
    sl_walk_options hidden = {.only_ignored = true};
    sl_source *parts[4] = {0};
    sl_source *all = NULL;
    sl_commit head = commit_at(repo, "HEAD");
    sl_err e = {0};
    assert_ok(sl_source_index(&parts[0], mem, repo, &e), &e);
    assert_ok(sl_source_commit(&parts[1], mem, repo, &head, NULL, &e), &e);
    assert_ok(sl_source_folder(&parts[2], mem, path, &seen, &e), &e);
    assert_ok(sl_source_folder(&parts[3], mem, path, &hidden, &e), &e);

    assert_ok(sl_source_joined(&all, mem, parts, 4, &e), &e);

    assert_string_equal(labels(mem, all), ".gitignore\n.gitignore\na\na\na\nb.x\nc\nc\n");
    sl_buf text;
    sl_buf_init(&text, 100);
    for (size_t i = 2; i < 5; i++)
        assert_ok(all->read(all, i, &text, &e), &e);
    assert_true(sl_str_is(sl_buf_str(&text), "2\n1\n3\n"));
    sl_buf_clear(&text);
    sl_source_close(all);
    sl_repo_close(repo);
    sl_test_folder_end(folder);
}

static void the_same_folder_twice_is_the_same_files(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, "mkdir w; touch w/a w/b");
    sl_str path = sl_printf(mem, "%s/w", folder);
    sl_source *parts[2] = {0};
    sl_source *all = NULL;
    sl_err e = {0};
    assert_ok(sl_source_folder(&parts[0], mem, path, NULL, &e), &e);
    assert_ok(sl_source_folder(&parts[1], mem, path, NULL, &e), &e);

    assert_ok(sl_source_joined(&all, mem, parts, 2, &e), &e);

    assert_string_equal(labels(mem, all), "a\nb\n");
    sl_source_close(all);
    sl_test_folder_end(folder);
}

static void texts_in_memory_keep_their_order(void **state)
{
    static const sl_str paths[] = {SL_STR("b.py"), SL_STR("a.py")};
    static const sl_str texts[] = {SL_STR("1"), SL_STR("22")};
    sl_source *source = NULL;
    sl_err e = {0};
    sl_buf text;

    assert_ok(sl_source_memory(&source, *state, paths, texts, 2, &e), &e);

    assert_string_equal(labels(*state, source), "b.py\na.py\n");
    assert_string_equal(content(*state, source, "a.py"), "22");
    assert_false(try_read(&text, source, "a.py", 1, &e));
    assert_int_equal(e.kind, SL_ETOOBIG);
    sl_source_close(source);
}

static void an_image_is_one_unit_with_its_path(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, "mkdir layout; printf 123 > image.tar");
    sl_str archive = sl_printf(mem, "%s/image.tar", folder);
    sl_source *source = NULL;
    sl_err e = {0};

    assert_ok(sl_source_image(&source, mem, archive, &e), &e);

    assert_int_equal(source->units.n, 1);
    assert_int_equal(source->units.v[0].kind, SL_UNIT_IMAGE);
    assert_true(sl_str_eq(source->units.v[0].path, archive));
    assert_true(source->units.v[0].size == 3);
    sl_source_close(source);
    assert_ok(sl_source_image(&source, mem, sl_printf(mem, "%s/layout", folder), &e), &e);
    assert_true(source->units.v[0].size == UINT64_MAX);
    sl_source_close(source);
    assert_false(sl_source_image(&source, mem, sl_printf(mem, "%s/gone", folder), &e));
    assert_int_equal(e.kind, SL_ENOENT);
    sl_test_folder_end(folder);
}

#define OID     "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n"
#define VERSION "version https://git-lfs.github.com/spec/v1\n"

static void pointers_of_lfs_are_told_from_files_that_look_like_them(void **state)
{
    (void)state;

    assert_true(sl_is_lfs_pointer(SL_S(VERSION OID "size 12345\n")));
    assert_true(sl_is_lfs_pointer(
        SL_S(VERSION "ext-0-foo sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17"
                     "e2393\n" OID "size 0\n")));
    assert_false(sl_is_lfs_pointer(SL_S(VERSION OID "size 12345\npassword = hunter2\n")));
    assert_false(sl_is_lfs_pointer(SL_S(VERSION "key AKIA\n" OID "size 12345\n")));
    assert_false(sl_is_lfs_pointer(SL_S(VERSION "ext-0-x sha256:secret\n" OID "size 1\n")));
    assert_false(sl_is_lfs_pointer(SL_S(VERSION OID "size -1\n")));
    assert_false(sl_is_lfs_pointer(SL_S(VERSION OID)));
    assert_false(sl_is_lfs_pointer(SL_S(VERSION "oid sha256:4d7a\nsize 1\n")));
    assert_false(sl_is_lfs_pointer(SL_S(VERSION)));
    assert_false(sl_is_lfs_pointer(SL_S("")));
}

static void labels_are_decoded_to_the_path_again(void **state)
{
    static const struct {
        const char *path, *label;
    } cases[] = {
        {"plain/path.c", "plain/path.c"},
        {"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"},
        {"a\nb\tc\x7f", "a%0Ab%09c%7F"},
        {"\xff\xfe", "%FF%FE"},
        {"\xc0\xaf", "%C0%AF"},
        {"\xed\xa0\x80", "%ED%A0%80"},
        {"\xe2\x82", "%E2%82"},
        {"\xf4\x90\x80\x80", "%F4%90%80%80"},
        {"\xc2\x85", "%C2%85"},
        {"100% sure", "100% sure"},
        {"%0A", "%250A"},
        {"%%41", "%%2541"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(sl_dup(*state, sl_path_label(*state, sl_str_of(cases[i].path))).p,
                            cases[i].label);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_joined_source_keeps_each_content_once),
        sl_test(the_same_folder_twice_is_the_same_files),
        sl_test(texts_in_memory_keep_their_order),
        sl_test(an_image_is_one_unit_with_its_path),
        sl_test(pointers_of_lfs_are_told_from_files_that_look_like_them),
        sl_test(labels_are_decoded_to_the_path_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

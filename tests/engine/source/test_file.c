/* Reading one file below a folder, which is never a way out of it. */
#include "tests/engine/source/fixture.h"

/* What is read at the path, or why nothing is. */
static const char *read_at(sl_arena *mem, const char *folder, const char *path)
{
    sl_buf text;
    sl_err e = {0};
    sl_buf_init(&text, 100);
    bool ok = sl_folder_read(&text, sl_str_of(folder), sl_str_of(path), &e);
    const char *out = ok ? sl_dup(mem, sl_buf_str(&text)).p : sl_printf(mem, "%s", e.text).p;
    assert_true(ok || e.kind != 0);
    sl_buf_clear(&text);
    return out;
}

static void a_file_and_links_that_stay_below_are_read(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder, "mkdir a; echo text > a/file; ln -s a/file one; ln -s ../one a/two");

    assert_string_equal(read_at(mem, folder, "a/file"), "text\n");
    assert_string_equal(read_at(mem, folder, "./a/../a/file"), "text\n");
    assert_string_equal(read_at(mem, folder, "one"), "text\n");
    assert_string_equal(read_at(mem, folder, "a/two"), "text\n");
    sl_test_folder_end(folder);
}

static void what_leads_out_of_the_folder_is_not_read(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "echo ours > ours; mkdir in; cd in; ln -s ../ours up; ln -s \"$PWD/../ours\" far\n"
         "ln -s .. above; ln -s up again");
    sl_str in = sl_printf(mem, "%s/in", folder);
    static const char *const paths[] = {"up", "far", "again", "../ours", "/etc/passwd"};

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_string_equal(read_at(mem, in.p, paths[i]),
                            sl_printf(mem, "%s: it is outside of the repository", paths[i]).p);
    assert_non_null(strstr(read_at(mem, in.p, "above/ours"), "links are not followed"));
    sl_test_folder_end(folder);
}

static void what_is_no_file_is_told(void **state)
{
    sl_arena *mem = *state;
    char *folder = scratch(mem);
    make(mem, folder,
         "mkfifo pipe; mkdir folder; ln -s b a; ln -s a b; head -c 200 /dev/zero > big");

    assert_string_equal(read_at(mem, folder, "pipe"), "pipe: no regular file");
    assert_string_equal(read_at(mem, folder, "folder"), "folder: no regular file");
    assert_string_equal(read_at(mem, folder, "a"), "a: more than 5 links lead to one another");
    assert_non_null(strstr(read_at(mem, folder, "big"), "over the limit of 100"));
    assert_non_null(strstr(read_at(mem, folder, "none"), "No such file"));
    sl_test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_file_and_links_that_stay_below_are_read),
        sl_test(what_leads_out_of_the_folder_is_not_read),
        sl_test(what_is_no_file_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

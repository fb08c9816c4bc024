/* Paths as text, whole files, folders. */
#include "tests/support/test.h"

#include "base/path.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void a_clean_path_never_leaves_its_root(void **state)
{
    sl_str out;

    assert_true(sl_path_clean(&out, *state, SL_S("a/./b//../c")));
    assert_string_equal(out.p, "a/c");
    assert_false(sl_path_clean(&out, *state, SL_S("a/../../b")));
    assert_false(sl_path_clean(&out, *state, SL_S("/etc/passwd")));
}

static void an_extension_begins_at_the_last_dot_of_the_name(void **state)
{
    (void)state;
    assert_true(sl_str_is(sl_path_extension(SL_S("a.b/c.tar.gz")), ".gz"));
    assert_int_equal(sl_path_extension(SL_S("a.b/.bashrc")).n, 0);
    assert_int_equal(sl_path_extension(SL_S("a.b/c")).n, 0);
}

static void a_write_replaces_the_file_whole_and_keeps_its_mode(void **state)
{
    sl_err e = {0};
    char *folder = sl_test_folder(*state);
    sl_str path = sl_printf(*state, "%s/report", folder);
    assert_ok(sl_file_write(path, SL_S("old and long"), &e), &e);
    assert_int_equal(chmod(path.p, 0640), 0);

    assert_ok(sl_file_write(path, SL_S("new"), &e), &e);

    sl_buf text;
    struct stat st;
    sl_buf_init(&text, 100);
    assert_ok(sl_file_read(&text, path, &e), &e);
    assert_string_equal(text.p, "new");
    assert_int_equal(stat(path.p, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0640);
    sl_buf_clear(&text);
    sl_test_folder_end(folder);
}

static void a_full_disk_leaves_no_half_written_report(void **state)
{
    sl_err e = {0};

    assert_false(sl_file_write(SL_S("/dev/full"), SL_S("text"), &e));
    assert_int_equal(e.kind, SL_EIO);
    assert_non_null(strstr(e.text, "/dev/full"));
    (void)state;
}

static void reading_stops_at_the_bound_with_its_size_named(void **state)
{
    sl_err e = {0};
    sl_buf text;
    sl_buf_init(&text, 1000);

    assert_false(sl_file_read(&text, SL_S("/dev/zero"), &e));
    assert_int_equal(e.kind, SL_ETOOBIG);
    assert_non_null(strstr(e.text, "1000 bytes"));
    sl_buf_clear(&text);
    (void)state;
}

static void removing_a_folder_does_not_follow_links_out_of_it(void **state)
{
    sl_err e = {0};
    char *folder = sl_test_folder(*state);
    sl_str outside = sl_printf(*state, "%s/outside/kept", folder);
    sl_str inside = sl_printf(*state, "%s/inside", folder);
    assert_ok(sl_folder_make(sl_path_parent(outside), &e), &e);
    assert_ok(sl_file_write(outside, SL_S("x"), &e), &e);
    assert_ok(sl_folder_make(inside, &e), &e);
    assert_int_equal(symlink("../outside", sl_printf(*state, "%s/link", inside.p).p), 0);

    assert_ok(sl_folder_remove(inside, &e), &e);

    assert_false(sl_path_exists(inside));
    assert_true(sl_path_exists(outside));
    sl_test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_clean_path_never_leaves_its_root),
        sl_test(an_extension_begins_at_the_last_dot_of_the_name),
        sl_test(a_write_replaces_the_file_whole_and_keeps_its_mode),
        sl_test(a_full_disk_leaves_no_half_written_report),
        sl_test(reading_stops_at_the_bound_with_its_size_named),
        sl_test(removing_a_folder_does_not_follow_links_out_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Stamps: a file that has the same has the same content, and in doubt it is not known. */
#include "tests/support/test.h"

#include <string.h>

#include "base/digest.h"
#include "engine/cache/stamps.h"

enum { SECOND = 1000000000 };

static const sl_stamp stamp = {.device = 7,
                               .inode = 1234,
                               .size = 10,
                               .modified = (int64_t)1700000000 * SECOND,
                               .changed = (int64_t)1700000001 * SECOND,
                               .taken = (int64_t)1700000900 * SECOND};

static sl_cache *open_cache(sl_arena *mem, const char *folder)
{
    sl_cache *cache;
    sl_err e = {0};
    setenv("SLUICE_CACHE_KEY", "the key of this test", 1);
    assert_ok(sl_cache_open(&cache, mem, &(sl_cache_spec){.folder = sl_str_of(folder)}, &e), &e);
    return cache;
}

/* Notes `n` files that differ in their inodes, the first with the stamp, and saves. */
static void note(sl_arena *mem, const char *folder, const sl_stamp *first, size_t n)
{
    sl_cache *cache = open_cache(mem, folder);
    sl_stamps *stamps = sl_stamps_new(mem, cache, SL_S("/repo"));
    sl_stamp one = *first;
    for (size_t i = 0; i < n; i++, one.inode++) {
        sl_id id = sl_git_blob_id(sl_printf(mem, "content %zu", i));
        sl_stamps_note(stamps, &one, &id);
    }
    sl_stamps_save(stamps);
    sl_cache_close(cache);
}

static bool finds(sl_arena *mem, const char *folder, sl_str root, const sl_stamp *wanted, sl_id *id)
{
    sl_cache *cache = open_cache(mem, folder);
    bool found = sl_stamps_find(id, sl_stamps_new(mem, cache, root), wanted);
    sl_cache_close(cache);
    return found;
}

static void a_file_is_known_by_its_stamp(void **state)
{
    char *folder = sl_test_folder(*state);
    sl_id wanted = sl_git_blob_id(SL_S("content 0"));
    sl_id id;

    note(*state, folder, &stamp, 1000);

    assert_true(finds(*state, folder, SL_S("/repo"), &stamp, &id));
    assert_memory_equal(id.bytes, wanted.bytes, sizeof id.bytes);
    assert_int_equal(id.kind, SL_ID_GIT_SHA1);
    assert_false(finds(*state, folder, SL_S("/other"), &stamp, &id));
    sl_test_folder_end(folder);
}

static void a_file_with_any_other_stamp_is_not_known(void **state)
{
    char *folder = sl_test_folder(*state);
    sl_stamp others[] = {stamp, stamp, stamp, stamp, stamp};
    others[0].device++;
    others[1].inode++;
    others[2].size++;
    others[3].modified++;
    others[4].changed++;
    sl_id id;

    note(*state, folder, &stamp, 1);

    for (size_t i = 0; i < 5; i++)
        assert_false(finds(*state, folder, SL_S("/repo"), &others[i], &id));
    sl_test_folder_end(folder);
}

/* A change in the same tick of the clock would leave the stamp as it is. */
static void a_file_changed_just_now_is_not_taken_down(void **state)
{
    char *folder = sl_test_folder(*state);
    sl_stamp fresh[] = {stamp, stamp, stamp};
    sl_id id;
    fresh[0].taken = stamp.changed + SECOND;
    fresh[1].taken = stamp.changed - (int64_t)500 * SECOND; /* from the future */
    fresh[2].modified = stamp.taken;

    for (size_t i = 0; i < 3; i++) {
        note(*state, folder, &fresh[i], 1);
        assert_false(finds(*state, folder, SL_S("/repo"), &fresh[i], &id));
    }
    sl_test_folder_end(folder);
}

static void a_file_that_changed_replaces_what_was_known(void **state)
{
    char *folder = sl_test_folder(*state);
    sl_stamp later = stamp;
    sl_id id;
    later.changed += (int64_t)5 * SECOND;

    note(*state, folder, &stamp, 3);
    note(*state, folder, &later, 1);

    assert_true(finds(*state, folder, SL_S("/repo"), &later, &id));
    assert_false(finds(*state, folder, SL_S("/repo"), &stamp, &id));
    sl_test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_file_is_known_by_its_stamp),
        sl_test(a_file_with_any_other_stamp_is_not_known),
        sl_test(a_file_changed_just_now_is_not_taken_down),
        sl_test(a_file_that_changed_replaces_what_was_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

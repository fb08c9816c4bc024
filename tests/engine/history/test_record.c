/* Records of a history: what was written is read, and bytes that are no record never are. */
#include "tests/support/test.h"

#include "engine/history/record.h"

enum { ID = 20, BYTES_MAX = 1 << 16 };

static const int64_t times[] = {1700000000, -5};
static const sl_record_version versions[] = {{0, 1, 0100644}, {1, 0, 0120000}};
static const uint32_t parents_end[] = {2, 2};
static const uint32_t parents[] = {1, 2};
static const uint32_t entrances_end[] = {1, 3};
static const uint32_t entrances[] = {1, 0, 1};
static const uint32_t paths_end[] = {3, 8};
static const unsigned char ids[3 * ID] = "one, two and three";
static const unsigned char blobs[2 * ID] = "contents";
static const unsigned char tags[ID] = "tag";
static const unsigned char marks[] = {0, 2, 1};

static sl_record small(void)
{
    return (sl_record){.n_commits = 2,
                       .n_ids = 3,
                       .n_parents = 2,
                       .n_entrances = 3,
                       .n_versions = 2,
                       .n_blobs = 2,
                       .n_paths = 2,
                       .n_tags = 1,
                       .path_bytes = 8,
                       .pack_bytes = 5,
                       .times = times,
                       .versions = versions,
                       .parents_end = parents_end,
                       .parents = parents,
                       .entrances_end = entrances_end,
                       .entrances = entrances,
                       .paths_end = paths_end,
                       .ids = ids,
                       .blobs = blobs,
                       .tags = tags,
                       .commit_marks = marks,
                       .blob_marks = marks,
                       .path_marks = marks + 1,
                       .tag_marks = marks,
                       .paths = "a.cdir/b",
                       .packs = "pack\n",
                       .answers = SL_STR("answers")};
}

/* The bytes of a record in storage that is aligned. */
static sl_str written(sl_arena *mem, const sl_record *record)
{
    sl_buf out;
    sl_buf_init(&out, BYTES_MAX);
    sl_record_write(&out, record, ID);
    sl_str bytes = sl_dup(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return bytes;
}

static void what_was_written_is_read(void **state)
{
    sl_arena *mem = sl_arena_new();
    sl_record record = small();
    sl_record read;
    (void)state;

    assert_true(sl_record_read(&read, written(mem, &record), ID));

    assert_int_equal(read.n_commits, 2);
    assert_int_equal(read.times[1], -5);
    assert_int_equal(read.parents_end[1], 2);
    assert_int_equal(read.parents[1], 2);
    assert_int_equal(read.entrances[2], 1);
    assert_memory_equal(read.versions, versions, sizeof versions);
    assert_memory_equal(read.ids, ids, sizeof ids);
    assert_memory_equal(read.blobs, blobs, sizeof blobs);
    assert_memory_equal(read.tags, tags, sizeof tags);
    assert_memory_equal(read.path_marks, marks + 1, 2);
    assert_true(sl_str_is(sl_str_at(read.paths, read.path_bytes), "a.cdir/b"));
    assert_true(sl_str_is(sl_str_at(read.packs, read.pack_bytes), "pack\n"));
    assert_true(sl_str_is(read.answers, "answers"));
    sl_arena_free(mem);
}

static void a_record_of_nothing_is_read(void **state)
{
    sl_arena *mem = sl_arena_new();
    const sl_record record = {.n_commits = 0};
    sl_record read;
    (void)state;

    assert_true(sl_record_read(&read, written(mem, &record), ID));
    assert_false(sl_record_read(&read, (sl_str){0}, ID));
    sl_arena_free(mem);
}

static void a_record_that_ends_early_or_late_or_has_other_ids_is_none(void **state)
{
    sl_arena *mem = sl_arena_new();
    sl_record record = small();
    sl_record read;
    sl_str bytes = written(mem, &record);
    (void)state;

    for (size_t n = 0; n < bytes.n; n++)
        assert_false(sl_record_read(&read, sl_dup(mem, sl_str_sub(bytes, 0, n)), ID));
    assert_false(sl_record_read(&read, sl_str_at(sl_dup(mem, bytes).p, bytes.n + 1), ID));
    assert_false(sl_record_read(&read, bytes, 32));
    sl_arena_free(mem);
}

static void numbers_of_nothing_are_no_record(void **state)
{
    static const uint32_t wrong_parents[] = {1, 3};
    static const uint32_t wrong_entrances[] = {1, 0, 2};
    static const uint32_t back[] = {3, 2};
    static const uint32_t short_of[] = {1, 2};
    static const sl_record_version wrong_path[] = {{0, 1, 0}, {2, 0, 0}};
    static const sl_record_version wrong_blob[] = {{0, 2, 0}, {1, 0, 0}};
    sl_arena *mem = sl_arena_new();
    sl_record wrong[8];
    (void)state;
    for (size_t i = 0; i < 8; i++)
        wrong[i] = small();
    wrong[0].parents = wrong_parents;
    wrong[1].entrances = wrong_entrances;
    wrong[2].entrances_end = back;
    wrong[3].entrances_end = short_of;
    wrong[4].paths_end = back;
    wrong[5].versions = wrong_path;
    wrong[6].versions = wrong_blob;
    wrong[7].n_ids = 1;

    for (size_t i = 0; i < 8; i++) {
        sl_record read;
        assert_false(sl_record_read(&read, written(mem, &wrong[i]), ID));
    }
    sl_arena_free(mem);
}

/* Whatever is flipped, what is read stays within its bounds (the sanitizers watch). */
static void a_flipped_bit_leads_nowhere_else(void **state)
{
    sl_arena *mem = sl_arena_new();
    sl_record record = small();
    sl_str bytes = written(mem, &record);
    size_t n_read = 0;
    (void)state;

    for (size_t bit = 0; bit < bytes.n * 8; bit++) {
        char *copy = sl_dup_z(mem, bytes);
        sl_record read;
        copy[bit / 8] = (char)(copy[bit / 8] ^ 1 << bit % 8);
        if (!sl_record_read(&read, sl_str_at(copy, bytes.n), ID))
            continue;
        for (size_t i = 0; i < read.n_entrances; i++)
            assert_true(read.versions[read.entrances[i]].path < read.n_paths);
        n_read++;
    }
    assert_in_range(n_read, 1, bytes.n * 8 - 1);
    sl_arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read),
        cmocka_unit_test(a_record_of_nothing_is_read),
        cmocka_unit_test(a_record_that_ends_early_or_late_or_has_other_ids_is_none),
        cmocka_unit_test(numbers_of_nothing_are_no_record),
        cmocka_unit_test(a_flipped_bit_leads_nowhere_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A shelf: what was put is found again after it was written and read, what nobody asks for goes. */
#include "tests/support/test.h"

#include "engine/cache/shelf.h"

static sl_cache_key key_of(const char *text)
{
    sl_cache_key key;
    sl_str part = sl_str_of(text);
    sl_cache_key_of(&key, &part, 1);
    return key;
}

static void put(sl_shelf *shelf, const char *question, const char *answer)
{
    sl_cache_key key = key_of(question);
    sl_shelf_put(shelf, &key, sl_str_of(answer));
}

static bool has(sl_shelf *shelf, const char *question, const char *answer)
{
    sl_cache_key key = key_of(question);
    sl_str value;
    bool found = sl_shelf_get(shelf, &key, &value);
    if (found)
        assert_true(sl_str_is(value, answer));
    return found;
}

static sl_str written(sl_arena *mem, const sl_shelf *shelf, bool all)
{
    sl_buf out;
    sl_buf_init(&out, 1 << 20);
    sl_shelf_write(&out, shelf, all);
    sl_str bytes = sl_dup(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return bytes;
}

static void what_was_put_is_found_by_who_reads_it(void **state)
{
    sl_arena *mem = sl_arena_new();
    sl_shelf *shelf = sl_shelf_new(mem);
    (void)state;
    put(shelf, "one", "1");
    put(shelf, "empty", "");
    put(shelf, "one", "first");

    sl_shelf *other = sl_shelf_new(mem);
    assert_true(sl_shelf_read(other, written(mem, shelf, false), true));

    assert_true(has(other, "one", "first"));
    assert_true(has(other, "empty", ""));
    assert_false(has(other, "two", ""));
    assert_false(sl_shelf_has_new(other));
    assert_true(sl_shelf_has_new(shelf));
    sl_arena_free(mem);
}

static void what_nobody_asked_for_is_not_written_again(void **state)
{
    sl_arena *mem = sl_arena_new();
    sl_shelf *shelf = sl_shelf_new(mem);
    (void)state;
    put(shelf, "one", "1");
    put(shelf, "two", "2");
    sl_str bytes = written(mem, shelf, false);

    sl_shelf *idle = sl_shelf_new(mem);
    sl_shelf *other = sl_shelf_new(mem);
    sl_shelf *third = sl_shelf_new(mem);
    assert_true(sl_shelf_read(idle, bytes, false));
    assert_true(sl_shelf_read(other, bytes, false));
    assert_true(has(other, "two", "2"));
    assert_true(sl_shelf_read(third, written(mem, other, false), false));

    assert_true(sl_str_eq(written(mem, idle, false), bytes)); /* nobody asked anything */
    assert_true(has(third, "two", "2"));
    assert_false(has(third, "one", "1"));
    sl_arena_free(mem);
}

static void what_is_settled_is_written_with_all_only(void **state)
{
    sl_arena *mem = sl_arena_new();
    sl_shelf *first = sl_shelf_new(mem);
    sl_shelf *shelf = sl_shelf_new(mem);
    (void)state;
    put(first, "one", "1");
    put(first, "two", "2");
    assert_true(sl_shelf_read(shelf, written(mem, first, false), true));
    assert_true(has(shelf, "one", "1") && has(shelf, "two", "2"));
    put(shelf, "two", "anew");

    sl_shelf *late = sl_shelf_new(mem);
    sl_shelf *all = sl_shelf_new(mem);
    assert_true(sl_shelf_read(late, written(mem, shelf, false), false));
    assert_true(sl_shelf_read(all, written(mem, shelf, true), false));

    assert_true(has(late, "two", "anew"));
    assert_false(has(late, "one", "1"));
    assert_true(has(all, "two", "anew") && has(all, "one", "1"));
    sl_arena_free(mem);
}

static void bytes_that_end_early_are_no_shelf(void **state)
{
    sl_arena *mem = sl_arena_new();
    sl_shelf *shelf = sl_shelf_new(mem);
    (void)state;
    put(shelf, "one", "a longer answer");
    sl_str bytes = written(mem, shelf, false);

    for (size_t n = 1; n < bytes.n; n++)
        assert_false(sl_shelf_read(sl_shelf_new(mem), sl_str_sub(bytes, 0, n), false));
    assert_true(sl_shelf_read(sl_shelf_new(mem), (sl_str){0}, false));
    sl_arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_found_by_who_reads_it),
        cmocka_unit_test(what_nobody_asked_for_is_not_written_again),
        cmocka_unit_test(what_is_settled_is_written_with_all_only),
        cmocka_unit_test(bytes_that_end_early_are_no_shelf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

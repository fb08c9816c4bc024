/* Large values of a cache: each whole or none, whoever wrote to their files. */
#include "tests/support/test.h"

#include <stddef.h>

#include "tests/support/cache.h"

static int setup(void **state)
{
    int failed = sl_test_cache_setup(state);
    setenv("SLUICE_CACHE_KEY", "the key of these tests", 1);
    return failed;
}

static sl_cache_key key_of(size_t i)
{
    sl_cache_key key;
    sl_str part = sl_str_at((const char *)&i, sizeof i);
    sl_cache_key_of(&key, &part, 1);
    return key;
}

/* A large value, its bytes not the same in any two places of its pages. */
static sl_str large_value(sl_test_cache *w, size_t n)
{
    char *bytes = sl_alloc(w->mem, n);
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)(i * 7 + i / 251);
    return sl_str_at(bytes, n);
}

static void fill_large(sl_test_cache *w, size_t n_values, size_t bytes)
{
    sl_cache *cache = sl_test_cache_open(w);
    for (size_t i = 0; i < n_values; i++) {
        sl_cache_key key = key_of(i);
        sl_cache_put_large(cache, &key, large_value(w, bytes));
    }
    sl_cache_close(cache);
}

static bool finds_large(sl_test_cache *w, size_t i, size_t bytes)
{
    sl_cache *cache = sl_test_cache_open(w);
    sl_cache_key key = key_of(i);
    sl_str value;
    bool found = sl_cache_get_large(cache, w->mem, &key, &value);
    if (found) {
        assert_true(sl_str_eq(value, large_value(w, bytes)));
        assert_int_equal((uintptr_t)value.p % _Alignof(max_align_t), 0);
    }
    sl_cache_close(cache);
    return found;
}

/* Runs a command over all files of large values, each as "$F". */
static void with_large_files(sl_test_cache *w, const char *command)
{
    sl_str line =
        sl_printf(w->mem, "cd '%.*s' && for F in large-*; do [ -e \"$F\" ] || break; %s; done",
                  SL_FMT(w->spec.folder), command);
    sl_test_shell(line.p);
}

static void a_large_value_is_found_by_the_next_process_and_replaced_whole(void **state)
{
    sl_test_cache *w = *state;
    fill_large(w, 2, 3 << 20);
    fill_large(w, 1, 5 << 20);

    assert_true(finds_large(w, 0, 5 << 20));
    assert_true(finds_large(w, 1, 3 << 20));
    assert_false(finds_large(w, 2, 1));
}

static void a_large_value_that_is_not_what_was_written_is_dropped(void **state)
{
    static const char *const commands[] = {
        "head -c 70000 \"$F\" > x; cat x > \"$F\"",
        ": > \"$F\"",
        "printf x >> \"$F\"",
        "printf x | dd of=\"$F\" bs=1 seek=0 conv=notrunc 2>&1",
        "printf x | dd of=\"$F\" bs=1 seek=50001 conv=notrunc 2>&1",
        "rm \"$F\"; ln -s /etc/passwd \"$F\"",
        "rm \"$F\"; mkfifo \"$F\"",
        "mv \"$F\" x; mkdir \"$F\"",
    };
    sl_test_cache *w = *state;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        fill_large(w, 1, 100000);
        assert_true(finds_large(w, 0, 100000));

        with_large_files(w, commands[i]);

        assert_false(finds_large(w, 0, 100000));
        with_large_files(w, "rm -rf \"$F\"");
    }
}

static void large_values_under_each_others_names_are_dropped(void **state)
{
    sl_test_cache *w = *state;
    fill_large(w, 2, 100000);

    with_large_files(w, "mv \"$F\" x; for G in large-*; do cp \"$G\" \"$F\"; break; done; break");

    assert_true(finds_large(w, 0, 100000) != finds_large(w, 1, 100000));
}

static void another_key_finds_no_large_value(void **state)
{
    sl_test_cache *w = *state;
    fill_large(w, 1, 100000);
    setenv("SLUICE_CACHE_KEY", "the key of somebody else", 1);

    assert_false(finds_large(w, 0, 100000));

    setenv("SLUICE_CACHE_KEY", "the key of these tests", 1);
    assert_true(finds_large(w, 0, 100000));
}

static void large_values_are_counted_verified_and_cleared(void **state)
{
    sl_test_cache *w = *state;
    sl_cache_figures figures;
    sl_err e = {0};
    uint64_t n_dropped;
    fill_large(w, 3, 100000);
    with_large_files(w, "printf x | dd of=\"$F\" bs=1 seek=50001 conv=notrunc 2>&1; break");

    sl_cache *cache = sl_test_cache_open(w);
    assert_ok(sl_cache_count(&figures, cache, &e), &e);
    assert_int_equal(figures.n_entries, 3);
    assert_in_range(figures.bytes, 300000, 400000);
    assert_ok(sl_cache_verify(&n_dropped, cache, &e), &e);
    assert_int_equal(n_dropped, 1);
    assert_ok(sl_cache_count(&figures, cache, &e), &e);
    assert_int_equal(figures.n_entries, 2);
    assert_ok(sl_cache_clear(cache, &e), &e);
    assert_ok(sl_cache_count(&figures, cache, &e), &e);
    assert_int_equal(figures.n_entries, 0);
    sl_cache_close(cache);
}

static void large_values_take_a_quarter_of_the_cache_at_most(void **state)
{
    enum { N = 8, BYTES = 300000, HOLDS = 3 };
    sl_test_cache *w = *state;
    size_t found = 0;
    w->spec.bytes_max = 4 << 20;
    fill_large(w, N, BYTES);
    fill_large(w, 1, 2 << 20); /* never fits */

    for (size_t i = 0; i < N; i++)
        found += finds_large(w, i, BYTES);
    assert_in_range(found, 0, HOLDS);
    fill_large(w, N, BYTES);
    assert_true(finds_large(w, N - 1, BYTES));
}

static void what_a_killed_process_left_of_a_large_value_goes(void **state)
{
    sl_test_cache *w = *state;
    fill_large(w, 1, 100000);
    with_large_files(w,
                     "head -c 5000 \"$F\" > \"$F.abcdef\"; touch -d '2 hours ago' \"$F.abcdef\"; "
                     "head -c 5000 \"$F\" > \"$F.ghijkl\"; break");

    fill_large(w, 1, 100000);

    with_large_files(w, "case $F in *.abcdef) exit 1;; esac");
    assert_true(finds_large(w, 0, 100000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_large_value_is_found_by_the_next_process_and_replaced_whole, setup,
            sl_test_cache_teardown),
        cmocka_unit_test_setup_teardown(a_large_value_that_is_not_what_was_written_is_dropped,
                                        setup, sl_test_cache_teardown),
        cmocka_unit_test_setup_teardown(large_values_under_each_others_names_are_dropped, setup,
                                        sl_test_cache_teardown),
        cmocka_unit_test_setup_teardown(another_key_finds_no_large_value, setup,
                                        sl_test_cache_teardown),
        cmocka_unit_test_setup_teardown(large_values_are_counted_verified_and_cleared, setup,
                                        sl_test_cache_teardown),
        cmocka_unit_test_setup_teardown(large_values_take_a_quarter_of_the_cache_at_most, setup,
                                        sl_test_cache_teardown),
        cmocka_unit_test_setup_teardown(what_a_killed_process_left_of_a_large_value_goes, setup,
                                        sl_test_cache_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

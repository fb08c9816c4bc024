/* The cache: what was put is found, what somebody else wrote is not, and nothing that goes wrong
   with the file is more than a cache that has nothing. */
#include "tests/support/test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/path.h"
#include "tests/support/cache.h"

enum { MANY = 500 };

static sl_cache_key key_of(sl_test_cache *w, size_t i)
{
    sl_cache_key key;
    sl_str part = sl_printf(w->mem, "question %04zu", i);
    sl_cache_key_of(&key, &part, 1);
    return key;
}

static void put(sl_test_cache *w, sl_cache *cache, size_t i)
{
    sl_cache_key key = key_of(w, i);
    sl_cache_put(cache, &key, sl_printf(w->mem, "the answer to question %04zu", i));
}

static size_t count_found(sl_test_cache *w, sl_cache *cache, size_t n)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        sl_cache_key key = key_of(w, i);
        sl_str value;
        if (!sl_cache_get(cache, w->mem, &key, &value))
            continue;
        assert_true(sl_str_eq(value, sl_printf(w->mem, "the answer to question %04zu", i)));
        found++;
    }
    return found;
}

static void fill(sl_test_cache *w, size_t n)
{
    sl_cache *cache = sl_test_cache_open(w);
    for (size_t i = 0; i < n; i++)
        put(w, cache, i);
    sl_cache_close(cache);
}

static sl_str file_of(sl_test_cache *w)
{
    return sl_path_join(w->mem, w->spec.folder, SL_S(SL_CACHE_FILE));
}

static sl_str content_of(sl_test_cache *w)
{
    sl_buf text;
    sl_err e = {0};
    sl_buf_init(&text, 64 << 20);
    assert_ok(sl_file_read(&text, file_of(w), &e), &e);
    sl_str copy = sl_dup(w->mem, sl_buf_str(&text));
    sl_buf_clear(&text);
    return copy;
}

static void what_was_put_is_found_by_the_next_process(void **state)
{
    sl_test_cache *w = *state;

    fill(w, MANY);

    sl_cache *cache = sl_test_cache_open(w);
    assert_int_equal(count_found(w, cache, MANY), MANY);
    assert_int_equal(count_found(w, cache, MANY + 10), MANY);
    sl_cache_close(cache);
}

static void a_value_is_found_after_settling(void **state)
{
    sl_test_cache *w = *state;
    sl_cache *cache = sl_test_cache_open(w);
    put(w, cache, 0);

    sl_cache_settle(cache);

    assert_int_equal(count_found(w, cache, 1), 1);
    sl_cache_close(cache);
}

static void borders_between_the_parts_of_a_key_count(void **state)
{
    sl_cache_key a;
    sl_cache_key b;
    (void)state;

    sl_cache_key_of(&a, (const sl_str[]){SL_STR("ab"), SL_STR("c")}, 2);
    sl_cache_key_of(&b, (const sl_str[]){SL_STR("a"), SL_STR("bc")}, 2);

    assert_memory_not_equal(a.bytes, b.bytes, sizeof a.bytes);
}

static void a_cache_that_is_off_has_nothing(void **state)
{
    sl_test_cache *w = *state;
    sl_cache_key key = key_of(w, 0);
    sl_str value;

    sl_cache_put(NULL, &key, SL_S("x"));
    sl_cache_settle(NULL);

    assert_false(sl_cache_get(NULL, w->mem, &key, &value));
    assert_int_equal(sl_cache_trouble(NULL).n, 0);
    sl_cache_close(NULL);
}

static void nothing_that_was_put_can_be_read_in_the_file(void **state)
{
    sl_test_cache *w = *state;

    fill(w, MANY);

    assert_int_equal(sl_str_find(content_of(w), SL_S("answer"), 0), SIZE_MAX);
    assert_int_equal(sl_str_find(content_of(w), SL_S("question"), 0), SIZE_MAX);
}

static void another_key_finds_nothing_and_takes_nothing_away(void **state)
{
    sl_test_cache *w = *state;
    sl_cache_figures figures;
    sl_err e = {0};
    uint64_t n_dropped;
    fill(w, MANY);

    setenv("SLUICE_CACHE_KEY", "the key of somebody else", 1);
    sl_cache *cache = sl_test_cache_open(w);
    assert_int_equal(count_found(w, cache, MANY), 0);
    assert_ok(sl_cache_verify(&n_dropped, cache, &e), &e);
    assert_ok(sl_cache_count(&figures, cache, &e), &e);
    sl_cache_close(cache);

    unsetenv("SLUICE_CACHE_KEY");
    assert_int_equal(n_dropped, 0);
    assert_int_equal(figures.n_foreign, MANY);
    cache = sl_test_cache_open(w);
    assert_int_equal(count_found(w, cache, MANY), MANY);
    sl_cache_close(cache);
}

static void a_short_key_is_refused(void **state)
{
    sl_test_cache *w = *state;
    sl_cache *cache;
    sl_err e = {0};
    setenv("SLUICE_CACHE_KEY", "short", 1);

    assert_false(sl_cache_open(&cache, w->mem, &w->spec, &e));

    assert_non_null(strstr(e.text, "SLUICE_CACHE_KEY is shorter than 16"));
    assert_null(cache);
}

/* Where in a record a byte is turned. */
enum { IN_NAME = 0, IN_VALUE = 16 + 4 + 20 };

/* Where the sealed values begin is found by the head that each has: format and mark of the key. */
static size_t flip_every_tenth(sl_test_cache *w, size_t where)
{
    sl_str bytes = content_of(w);
    char *text = sl_dup_z(w->mem, bytes);
    size_t n_flipped = 0;
    size_t n_seen = 0;
    size_t value = SL_S("the answer to question 0100").n + 33;
    for (size_t at = 4096; at + value < bytes.n; at++) {
        /* A record of 3 columns: name (16 bytes), time (4), value; the types are 44, 4, 12 + 2n. */
        if (text[at] != 44 || text[at + 1] != 4)
            continue;
        size_t type =
            ((size_t)(unsigned char)text[at + 2] & 127) << 7 | ((unsigned char)text[at + 3] & 127);
        if (type < 12 + 2 * (value - 3) || type > 12 + 2 * value || n_seen++ % 10)
            continue;
        text[at + 4 + where] ^= 0x50;
        n_flipped++;
    }
    sl_err e = {0};
    assert_ok(sl_file_write(file_of(w), sl_str_at(text, bytes.n), &e), &e);
    return n_flipped;
}

static void a_flipped_byte_in_every_tenth_entry_costs_these_entries_only(void **state)
{
    sl_test_cache *w = *state;
    fill(w, MANY);

    size_t n = flip_every_tenth(w, IN_VALUE);

    assert_in_range(n, MANY / 10, MANY / 10 + 1);
    sl_cache *cache = sl_test_cache_open(w);
    assert_in_range(count_found(w, cache, MANY), MANY - n, MANY - n + 1);
    sl_cache_close(cache);
}

static void verify_drops_what_was_tampered_with(void **state)
{
    sl_test_cache *w = *state;
    sl_err e = {0};
    uint64_t n_first;
    uint64_t n_second;
    fill(w, MANY);
    size_t n = flip_every_tenth(w, IN_VALUE);

    sl_cache *cache = sl_test_cache_open(w);
    assert_ok(sl_cache_verify(&n_first, cache, &e), &e);
    assert_ok(sl_cache_verify(&n_second, cache, &e), &e);
    sl_cache_close(cache);

    assert_int_equal(n_first, n);
    assert_int_equal(n_second, 0);
}

/* They stand in the wrong order then, where nobody who seeks their names finds them. */
static void verify_drops_entries_under_changed_names(void **state)
{
    sl_test_cache *w = *state;
    sl_err e = {0};
    uint64_t n_first;
    uint64_t n_second;
    fill(w, MANY);
    flip_every_tenth(w, IN_NAME);

    sl_cache *cache = sl_test_cache_open(w);
    assert_ok(sl_cache_verify(&n_first, cache, &e), &e);
    assert_ok(sl_cache_verify(&n_second, cache, &e), &e);
    sl_cache_close(cache);

    assert_int_not_equal(n_first, 0);
    assert_int_equal(n_second, 0);
}

/* Each makes something else of the cache's file; whatever it is, the cache starts anew. */
static void a_file_that_is_no_cache_is_replaced(void **state)
{
    static const char *const commands[] = {
        "head -c 3000 \"$F\" > x; cat x > \"$F\"",
        "head -c 9000 \"$F\" > x; cat x > \"$F\"",
        "yes nonsense | head -c 20000 > \"$F\"",
        "printf x > \"$F\"",
        "printf 'SQLite format 3\\0' > \"$F\"",
        "dd if=/dev/zero of=\"$F\" bs=1 seek=5000 count=3000 conv=notrunc 2>&1",
        "dd if=/dev/zero of=\"$F\" bs=1 seek=60 count=4 conv=notrunc 2>&1", /* version 0 */
    };
    sl_test_cache *w = *state;
    setenv("F", file_of(w).p, 1);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        fill(w, MANY);

        sl_test_shell(sl_printf(w->mem, "cd %s; %s >/dev/null", w->folder, commands[i]).p);

        sl_cache *cache = sl_test_cache_open(w);
        assert_in_range(count_found(w, cache, MANY), 0, MANY - 1);
        sl_cache_close(cache);
        fill(w, MANY); /* where only writing finds the damage */
        fill(w, MANY);
        cache = sl_test_cache_open(w);
        assert_int_equal(count_found(w, cache, MANY), MANY);
        sl_cache_close(cache);
    }
}

static void a_folder_in_its_place_is_a_cache_that_cannot_be_used(void **state)
{
    sl_test_cache *w = *state;
    sl_cache *cache;
    sl_err e = {0};
    assert_ok(sl_folder_make(file_of(w), &e), &e);

    assert_false(sl_cache_open(&cache, w->mem, &w->spec, &e));

    assert_non_null(strstr(e.text, SL_CACHE_FILE));
    assert_null(cache);
}

static void a_link_in_its_place_is_not_followed(void **state)
{
    sl_test_cache *w = *state;
    sl_cache *cache;
    sl_err e = {0};
    sl_str target = sl_printf(w->mem, "%s/precious", w->folder);
    assert_ok(sl_folder_make(w->spec.folder, &e), &e);
    assert_int_equal(symlink(target.p, file_of(w).p), 0);

    assert_false(sl_cache_open(&cache, w->mem, &w->spec, &e));

    assert_false(sl_path_exists(target));
}

/* SQLite would delete the file that such a journal names as its super-journal. */
static void a_strange_journal_is_removed_unread(void **state)
{
    sl_test_cache *w = *state;
    sl_str precious = sl_printf(w->mem, "%s/precious", w->folder);
    sl_err e = {0};
    fill(w, MANY);
    assert_ok(sl_file_write(precious, SL_S("mine"), &e), &e);
    sl_str journal = sl_printf(w->mem, "%.*s-journal", SL_FMT(file_of(w)));
    sl_str text = sl_printf(w->mem, "%0600d%.*s1234%s", 0, SL_FMT(precious),
                            "5678\xd9\xd5\x05\xf9\x20\xa1\x63\xd7");
    assert_ok(sl_file_write(journal, text, &e), &e);

    fill(w, MANY);

    assert_true(sl_path_exists(precious));
    sl_cache *cache = sl_test_cache_open(w);
    assert_int_equal(count_found(w, cache, MANY), MANY);
    sl_cache_close(cache);
}

/* A pipe that nobody writes to would be waited for. */
static void what_is_no_file_beside_the_cache_is_removed_unread(void **state)
{
    sl_test_cache *w = *state;
    static const char *const ends[] = {"-journal", "-wal", "-shm"};
    fill(w, MANY);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        sl_str path = sl_printf(w->mem, "%.*s%s", SL_FMT(file_of(w)), ends[i]);
        unlink(path.p);
        assert_int_equal(mkfifo(path.p, 0600), 0);
    }

    sl_cache *cache = sl_test_cache_open(w);

    assert_int_equal(count_found(w, cache, MANY), MANY);
    sl_cache_close(cache);
}

static void a_cache_that_may_not_be_written_is_still_read(void **state)
{
    sl_test_cache *w = *state;
    if (geteuid() == 0)
        skip(); /* may write anything */
    fill(w, MANY);
    assert_int_equal(chmod(file_of(w).p, 0444), 0);
    assert_int_equal(chmod(w->spec.folder.p, 0555), 0);

    sl_cache *cache = sl_test_cache_open(w);
    put(w, cache, MANY);

    assert_int_equal(count_found(w, cache, MANY), MANY);
    sl_cache_close(cache);
}

static void what_was_used_least_recently_goes_when_it_is_full(void **state)
{
    sl_test_cache *w = *state;
    enum { VALUE = 20000, N = 400 };
    sl_cache_figures figures;
    sl_err e = {0};
    char *value = sl_alloc(w->mem, VALUE);
    w->spec.bytes_max = 2 << 20;

    for (size_t i = 0; i < N; i++) {
        sl_cache *cache = sl_test_cache_open(w);
        sl_cache_key key = key_of(w, i);
        sl_cache_put(cache, &key, sl_str_at(value, VALUE));
        sl_cache_settle(cache);
        assert_string_equal(sl_dup(w->mem, sl_cache_trouble(cache)).p, "");
        sl_cache_close(cache);
    }

    struct stat st;
    assert_int_equal(stat(file_of(w).p, &st), 0);
    assert_in_range(st.st_size, 1 << 20, 2 << 20);
    sl_cache *cache = sl_test_cache_open(w);
    sl_cache_key last = key_of(w, N - 1);
    sl_str found;
    bool has_last = sl_cache_get(cache, w->mem, &last, &found);
    assert_true(has_last);
    assert_ok(sl_cache_count(&figures, cache, &e), &e);
    assert_in_range(figures.n_entries, 40, 110);
    assert_int_equal(sl_cache_trouble(cache).n, 0);
    sl_cache_close(cache);
}

static void clear_leaves_nothing(void **state)
{
    sl_test_cache *w = *state;
    sl_cache_figures figures;
    sl_err e = {0};
    fill(w, MANY);

    sl_cache *cache = sl_test_cache_open(w);
    assert_ok(sl_cache_clear(cache, &e), &e);

    assert_int_equal(count_found(w, cache, MANY), 0);
    assert_ok(sl_cache_count(&figures, cache, &e), &e);
    assert_int_equal(figures.n_entries, 0);
    assert_in_range(figures.bytes, 0, 5 * 4096);
    sl_cache_close(cache);
}

static void hits_and_misses_are_counted_over_processes(void **state)
{
    sl_test_cache *w = *state;
    sl_cache_figures figures;
    sl_err e = {0};
    fill(w, 10);
    for (int i = 0; i < 3; i++) {
        sl_cache *cache = sl_test_cache_open(w);
        count_found(w, cache, 15);
        sl_cache_close(cache);
    }

    sl_cache *cache = sl_test_cache_open(w);
    assert_ok(sl_cache_count(&figures, cache, &e), &e);

    assert_int_equal(figures.n_hits, 30);
    assert_int_equal(figures.n_misses, 15);
    assert_int_equal(figures.n_entries, 10);
    sl_cache_close(cache);
}

static void many_processes_at_once_lose_nothing(void **state)
{
    sl_test_cache *w = *state;
    enum { N = 4, EACH = 200 };
    int status;

    for (size_t p = 0; p < N; p++)
        if (fork() == 0) {
            for (size_t i = 0; i < EACH; i += 20) {
                sl_cache *cache = sl_test_cache_open(w);
                count_found(w, cache, EACH);
                for (size_t k = i; k < i + 20; k++)
                    put(w, cache, p * EACH + k);
                sl_cache_close(cache);
            }
            _exit(0);
        }
    for (size_t p = 0; p < N; p++)
        assert_true(wait(&status) > 0 && status == 0);

    sl_cache *cache = sl_test_cache_open(w);
    assert_int_equal(count_found(w, cache, (size_t)N * EACH), N * EACH);
    sl_cache_close(cache);
}

/* The child writes for ever and tells after each time; it is killed somewhere in the next. */
static void a_process_killed_while_it_writes_leaves_what_it_had_written(void **state)
{
    sl_test_cache *w = *state;
    for (size_t round = 1; round <= 5; round++) {
        int ends[2];
        char told;
        assert_int_equal(pipe(ends), 0);
        pid_t pid = fork();
        if (pid == 0) {
            sl_cache *cache = sl_test_cache_open(w);
            for (size_t i = 0;; i += MANY) {
                for (size_t k = i; k < i + MANY; k++)
                    put(w, cache, k);
                sl_cache_settle(cache);
                if (write(ends[1], "x", 1) != 1)
                    _exit(1);
            }
        }
        for (size_t i = 0; i < round; i++)
            assert_int_equal(read(ends[0], &told, 1), 1);
        kill(pid, SIGKILL);
        assert_int_equal(waitpid(pid, NULL, 0), pid);
        close(ends[0]);
        close(ends[1]);

        sl_err e = {0};
        uint64_t n_dropped;
        sl_cache *cache = sl_test_cache_open(w);
        assert_int_equal(count_found(w, cache, round * MANY), round * MANY);
        assert_ok(sl_cache_verify(&n_dropped, cache, &e), &e);
        assert_int_equal(n_dropped, 0);
        sl_cache_close(cache);
    }
}

/* A limit on the size of files stands in for a full disk. */
static void a_full_disk_ends_the_writing_and_nothing_else(void **state)
{
    sl_test_cache *w = *state;
    fill(w, MANY);
    pid_t pid = fork();
    if (pid == 0) {
        struct rlimit limit = {100000, 100000};
        sl_cache *cache = sl_test_cache_open(w);
        setrlimit(RLIMIT_FSIZE, &limit);
        signal(SIGXFSZ, SIG_IGN);
        for (size_t i = MANY; i < 20 * MANY; i++)
            put(w, cache, i);
        sl_cache_settle(cache);
        bool told = sl_cache_trouble(cache).n > 0;
        sl_cache_close(cache);
        _exit(!told);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);

    sl_cache *cache = sl_test_cache_open(w);
    assert_int_equal(count_found(w, cache, MANY), MANY);
    sl_cache_close(cache);
}

int main(void)
{
#define in_world(function)                                                                         \
    cmocka_unit_test_setup_teardown(function, sl_test_cache_setup, sl_test_cache_teardown)
    const struct CMUnitTest tests[] = {
        in_world(what_was_put_is_found_by_the_next_process),
        in_world(a_value_is_found_after_settling),
        in_world(borders_between_the_parts_of_a_key_count),
        in_world(a_cache_that_is_off_has_nothing),
        in_world(nothing_that_was_put_can_be_read_in_the_file),
        in_world(another_key_finds_nothing_and_takes_nothing_away),
        in_world(a_short_key_is_refused),
        in_world(a_flipped_byte_in_every_tenth_entry_costs_these_entries_only),
        in_world(verify_drops_what_was_tampered_with),
        in_world(verify_drops_entries_under_changed_names),
        in_world(a_file_that_is_no_cache_is_replaced),
        in_world(a_folder_in_its_place_is_a_cache_that_cannot_be_used),
        in_world(a_link_in_its_place_is_not_followed),
        in_world(a_strange_journal_is_removed_unread),
        in_world(what_is_no_file_beside_the_cache_is_removed_unread),
        in_world(a_cache_that_may_not_be_written_is_still_read),
        in_world(what_was_used_least_recently_goes_when_it_is_full),
        in_world(clear_leaves_nothing),
        in_world(hits_and_misses_are_counted_over_processes),
        in_world(many_processes_at_once_lose_nothing),
        in_world(a_process_killed_while_it_writes_leaves_what_it_had_written),
        in_world(a_full_disk_ends_the_writing_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

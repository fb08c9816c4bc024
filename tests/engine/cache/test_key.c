/* The key of the cache: made once, for us alone, by however many at once. */
#include "tests/support/test.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/cache/key.h"
#include "tests/support/cache.h"

static void the_key_is_made_once_and_for_us_alone(void **state)
{
    sl_test_cache *w = *state;
    unsigned char first[SL_CACHE_KEY_BYTES];
    unsigned char second[SL_CACHE_KEY_BYTES];
    sl_err e = {0};
    struct stat st;

    assert_ok(sl_cache_secret(first, w->mem, &e), &e);
    assert_ok(sl_cache_secret(second, w->mem, &e), &e);

    assert_memory_equal(first, second, sizeof first);
    assert_int_equal(stat(sl_printf(w->mem, "%s/config/sluice/cache.key", w->folder).p, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
}

static void a_key_that_others_can_read_is_refused(void **state)
{
    sl_test_cache *w = *state;
    unsigned char key[SL_CACHE_KEY_BYTES];
    sl_err e = {0};
    assert_ok(sl_cache_secret(key, w->mem, &e), &e);
    assert_int_equal(chmod(sl_printf(w->mem, "%s/config/sluice/cache.key", w->folder).p, 0644), 0);

    assert_false(sl_cache_secret(key, w->mem, &e));

    assert_non_null(strstr(e.text, "is open to others"));
}

/* All of many processes that start at once read the same key. */
static void a_key_made_by_many_at_once_is_one_key(void **state)
{
    sl_test_cache *w = *state;
    enum { N = 12 };
    int ends[2];
    unsigned char keys[N][SL_CACHE_KEY_BYTES];
    assert_int_equal(pipe(ends), 0);

    for (int i = 0; i < N; i++)
        if (fork() == 0) {
            sl_err e = {0};
            bool ok = sl_cache_secret(keys[0], w->mem, &e) &&
                      write(ends[1], keys[0], sizeof keys[0]) == sizeof keys[0];
            _exit(!ok);
        }
    for (int i = 0; i < N; i++) {
        int status;
        assert_int_equal(read(ends[0], keys[i], sizeof keys[i]), sizeof keys[i]);
        assert_true(wait(&status) > 0 && status == 0);
    }

    for (int i = 1; i < N; i++)
        assert_memory_equal(keys[i], keys[0], sizeof keys[0]);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
#define in_world(function)                                                                         \
    cmocka_unit_test_setup_teardown(function, sl_test_cache_setup, sl_test_cache_teardown)
    const struct CMUnitTest tests[] = {
        in_world(the_key_is_made_once_and_for_us_alone),
        in_world(a_key_that_others_can_read_is_refused),
        in_world(a_key_made_by_many_at_once_is_one_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

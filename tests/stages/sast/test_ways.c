/* How patterns were read is kept, and what is kept may be damaged. */
#include "tests/support/test.h"

#include "stages/sast/ways.h"

static const char *const texts[] = {"f($X, ..., k=1)", "if $X:\n  ...\n", "\"...\"",
                                    "@$D\ndef $F(...): ..."};

enum { N = sizeof texts / sizeof *texts };

static const sl_tables *python(sl_arena *mem)
{
    return sl_tables_open(mem, sl_dialect_of(SL_S("python"), SL_S("")));
}

/* The patterns by their texts. */
static sl_map patterns_of(sl_arena *mem)
{
    sl_map map = {0};
    sl_err e = {0};
    for (size_t i = 0; i < N; i++) {
        sl_code_pattern *pattern;
        assert_ok(sl_code_pattern_read(&pattern, mem, python(mem), sl_str_of(texts[i]), &e), &e);
        sl_map_put(&map, mem, sl_str_of(texts[i]), pattern);
    }
    return map;
}

static void a_pattern_that_is_read_again_is_the_same(void **state)
{
    sl_map patterns = patterns_of(*state);

    sl_str ways = sl_sast_ways_write(*state, &patterns);

    for (size_t i = 0; i < N; i++) {
        sl_code_way way;
        sl_code_pattern *again;
        const sl_code_pattern *before = patterns.v[i].value;
        assert_true(sl_sast_ways_find(&way, ways, sl_str_of(texts[i])));
        assert_true(
            sl_code_pattern_read_again(&again, *state, python(*state), sl_str_of(texts[i]), &way));
        assert_int_equal(again->n, before->n);
        assert_int_equal(again->v[0]->kind, before->v[0]->kind);
        assert_int_equal(again->v[0]->n, before->v[0]->n);
        assert_int_equal(again->words.n, before->words.n);
    }
}

static void what_was_not_kept_is_not_found(void **state)
{
    sl_map patterns = patterns_of(*state);
    sl_map none = {0};
    sl_code_way way;

    sl_str ways = sl_sast_ways_write(*state, &patterns);

    assert_false(sl_sast_ways_find(&way, ways, SL_S("g($X)")));
    assert_false(sl_sast_ways_find(&way, sl_sast_ways_write(*state, &none), SL_S("g($X)")));
    assert_false(sl_sast_ways_find(&way, SL_S(""), SL_S("g($X)")));
}

static void ways_that_are_cut_off_or_of_another_pattern_lead_nowhere(void **state)
{
    sl_map patterns = patterns_of(*state);
    sl_str ways = sl_sast_ways_write(*state, &patterns);
    sl_code_way way;
    sl_code_pattern *again;

    for (size_t n = 0; n < ways.n; n++) {
        bool is_found = sl_sast_ways_find(&way, sl_str_sub(ways, 0, n), sl_str_of(texts[0]));
        assert_true(!is_found || way.choices + way.n <= (const uint8_t *)ways.p + n);
    }
    assert_true(sl_sast_ways_find(&way, ways, sl_str_of(texts[0])));
    assert_false(sl_code_pattern_read_again(&again, *state, python(*state), SL_S("f(1)"), &way));
    way.frame = UINT16_MAX;
    assert_false(
        sl_code_pattern_read_again(&again, *state, python(*state), sl_str_of(texts[0]), &way));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(a_pattern_that_is_read_again_is_the_same),
        sl_test(what_was_not_kept_is_not_found),
        sl_test(ways_that_are_cut_off_or_of_another_pattern_lead_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

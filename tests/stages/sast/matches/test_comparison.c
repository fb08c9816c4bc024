/* The expressions of metavariable-comparison, with $X bound to the text of each case. */
#include "tests/support/test.h"

#include "stages/sast/matches/comparison.h"

static bool lookup(const void *context, sl_str name, sl_str *text)
{
    *text = *(const sl_str *)context;
    return sl_str_is(name, "$X") || sl_str_is(name, "$...X");
}

static const struct {
    const char *expression, *x;
    bool holds;
} cases[] = {
    {"$X < 2048", "1024", true},
    {"not str($...X) in ['a', 'b']", "c", true},
    {"not str($...X) in ['a', 'b']", "b", false},
    {"$X < 2048", "4096", false},
    {"$X >= 1 and $X <= 3", "2", true},
    {"$X == 0x10", "16", true},
    {"$X % 2 == 1 or $X > 100", "7", true},
    {"not $X == 1", "2", true},
    {"$X == 'a'", "\"a\"", true},
    {"$X != 'a'", "'b'", true},
    {"$X in ['a', 'b']", "'b'", true},
    {"$X not in [1, 2]", "3", true},
    {"int($X) > 5", "'7'", true},
    {"len($X) < 3", "\"ab\"", true},
    {"re.match('.*key.*', $X)", "'my_key'", true},
    {"($X & 7) != 0", "0o755", true},
    {"-$X < 0", "5", true},
    {"$X > 1", "name", false},
    {"$Y > 1", "2", false},
};

static void comparisons_hold_or_not(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const sl_comparison *comparison;
        sl_err e = {0};
        sl_str x = sl_str_of(cases[i].x);
        sl_comparison_spec spec = {sl_str_of(cases[i].expression), false, 0};
        assert_ok(sl_comparison_read(&comparison, *state, &spec, &e), &e);

        bool holds = sl_comparison_holds(comparison, *state, lookup, &x);

        if (holds != cases[i].holds)
            fail_msg("%s with %s", cases[i].expression, cases[i].x);
    }
}

static const char *const bad[] = {"", "$X <", "$X 1", "f($X)", "[1, 2", "'a", "$X == (1"};

static void an_expression_that_is_wrong_is_refused(void **state)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const sl_comparison *comparison;
        sl_err e = {0};
        sl_comparison_spec spec = {sl_str_of(bad[i]), false, 0};

        bool ok = sl_comparison_read(&comparison, *state, &spec, &e);

        if (ok || !strstr(e.text, "comparison"))
            fail_msg("'%s': %s", bad[i], e.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(comparisons_hold_or_not),
        sl_test(an_expression_that_is_wrong_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

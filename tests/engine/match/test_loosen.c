/* Looser expressions: what changes, and what has to stay as it is. */
#include "tests/support/test.h"

#include "engine/match/loosen.h"

static const struct {
    const char *before, *after;
} cases[] = {
    {"a{0,300}", "a*"},
    {"a{1,300}b{2,300}", "a+b{2,}"},
    {"a{0,9}b{3}c{2,}", "a{0,9}b{3}c{2,}"},
    {"a{500}b{500,}c{500,600}", "a{12,}b{12,}c{12,}"},
    {"[{0,300}]{0,300}?", "[{0,300}]*?"},
    {"[]a{0,300}]x{0,300}", "[]a{0,300}]x*"},
    {"[[:alpha:]\\]{0,300}]+y{0,300}", "[[:alpha:]\\]{0,300}]+y*"},
    {"\\{0,300}x{0,300}", "\\{0,300}x*"},
    {"(?!a{0,300})b{0,300}", "(?!a{0,300})b*"},
    {"(?<=(a{0,300}))(b{0,300})", "(?<=(a{0,300}))(b*)"},
    {"(?i:a{0,300}){0,300}", "(?i:a*)*"},
    {"(?x)a # {0,300}", "(?x)a # {0,300}"},
    {"(?(1)a{0,300}|b)", "(?(1)a{0,300}|b)"},
    {"\\Qa{0,300}\\E", "\\Qa{0,300}\\E"},
    {"a{,300}b{0,99999999}{", "a{,300}b{0,99999999}{"},
    {"(a{0,300}", "(a{0,300}"},
    {"a{0,300}\\", "a*\\"},
    {"", ""},
};

static void only_large_repetitions_outside_of_look_arounds_are_loosened(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_str before = sl_str_of(cases[i].before);

        sl_str after = sl_regex_loosen(*state, before, 12);

        if (!sl_str_is(after, cases[i].after))
            fail_msg("%s: %.*s", cases[i].before, SL_FMT(after));
        assert_int_equal(after.p == before.p, sl_str_eq(before, after));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(only_large_repetitions_outside_of_look_arounds_are_loosened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

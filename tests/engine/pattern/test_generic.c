/* Patterns for texts of any kind: pattern, text, and what is found, separated by '|'. */
#include "tests/support/test.h"

#include "engine/pattern/generic.h"

static const struct {
    const char *pattern, *text, *found;
} cases[] = {
    {"a b", "a  b a\nb", "a  b|a\nb"},
    {"key = $X", "key = value; key=\"x\"", "key = value"},
    {"$X $X", "a a b c", "a a"},
    {"f(...)", "f(1, g(2)) f()", "f(1, g(2))|f()"},
    {"{ ... b ... }", "{ a { c } b d } { a }", "{ a { c } b d }"},
    {"a ... b", "a\n1\n2\nb", "a\n1\n2\nb"},
    {"a ... b", "a\n\n\n\n\n\n\n\n\n\n\n\n\nb", ""},
    {"x: $...REST end", "x: 1 2 3 end", "x: 1 2 3 end"},
    {"é", "a é b", "é"},
};

static void generic_patterns_match_words_and_marks(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_founds found = {0};
        sl_err e = {0};
        sl_str text = sl_str_of(cases[i].text);
        sl_str all = {0};

        assert_ok(sl_generic_search(&found, *state, sl_str_of(cases[i].pattern), text, &e), &e);

        for (size_t k = 0; k < found.n; k++)
            all = sl_printf(*state, "%.*s%s%.*s", SL_FMT(all), k ? "|" : "",
                            SL_FMT(sl_str_sub(text, found.v[k].start, found.v[k].end)));
        if (!sl_str_is(all, cases[i].found))
            fail_msg("%s: '%.*s', wanted '%s'", cases[i].pattern, SL_FMT(all), cases[i].found);
    }
}

static void the_longest_word_is_the_literal(void **state)
{
    sl_str literal = sl_generic_literal(*state, SL_S("$LONGEST_NAME = secret ... key"));

    assert_true(sl_str_is(literal, "secret"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(generic_patterns_match_words_and_marks),
        sl_test(the_longest_word_is_the_literal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Patterns for texts of any kind: pattern, text, and what is found, separated by '|'. */
#include "tests/support/test.h"

#include "engine/pattern/generic.h"

static const struct {
    const char *pattern, *text, *found;
} cases[] = {
    {"a b", "a  b a\nb", "a  b|a\nb"},
    {"key = $X", "key = value; key=\"x\"", "key = value"},
    {"$X $X", "a a b c", "a a"},
    {"a ... b", "a\n1\n2\nb", "a\n1\n2\nb"},
    {"a ... b", "a\n\n\n\n\n\n\n\n\n\n\n\n\nb", ""},
    {"x: $...REST end", "x: 1 2 3 end", "x: 1 2 3 end"},
    {"é", "a é b", "é"},
    /* an ellipsis passes over a block or enters it, but never leaves the one that it began in */
    {"a ... d", "a\n  b\n  c\nd", "a\n  b\n  c\nd"},
    {"a ... c", "a\n  b\n  c\nd", "a\n  b\n  c"},
    {"b ... d", "a\n  b\n  c\nd", ""},
    {"b ... d", "a (b) d", ""},
    {"a ... d", "a (b) d", "a (b) d"},
    {"(b ... ) d", "a (b c) d", "(b c) d"},
    {"b ... d", "a (b\nc) d", "b\nc) d"},
    {"f(...)", "f(1) f()", "f(1)|f()"},
    /* what begins outside a block may enter it and go on after it, word by word */
    {"a b c", "a\n  b\nc", "a\n  b\nc"},
    {"a ... b ... d", "a\n  b\n    c\nd", "a\n  b\n    c\nd"},
    {"f(... b ... d", "f(a(b)c) d", "f(a(b)c) d"},
    {"a ... c", "  a\n b\nc", ""},
    /* ellipses in a row go as far as all of them, and many take no longer than few */
    {"a ...\n...\nb", "a\n\n\n\n\n\n\n\n\n\n\n\n\nb", "a\n\n\n\n\n\n\n\n\n\n\n\n\nb"},
    {"a .1. ... 1 ... 1 ... 1 ... 1 ... 1 ... 1 ... 1 ... 1 ... b",
     "a .1. 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", ""},
    /* an indented block of the pattern is a whole block, of any length where an ellipsis ends it */
    {"a {\n  ...\n}", "a {\n  b {\n    c\n  }\n}", "a {\n  b {\n    c\n  }\n}"},
    {"a {\n  b\n}", "a {\n  b\n  c\n}\na { b }\n", "a { b }"},
    {"a {\n  ...\n}", "a {\n  1\n  2\n  3\n  4\n  5\n  6\n  7\n  8\n  9\n  0\n  1\n}",
     "a {\n  1\n  2\n  3\n  4\n  5\n  6\n  7\n  8\n  9\n  0\n  1\n}"},
    {"a {\n  ...\n}", "a {}", "a {}"},
    {"a\n  ...", "a\nb", "a"},
    {"a\n  b", "  a\n b", ""},
    /* of two that end with the same word, the later begin */
    {"a ... b", "a 1 a 2 b", "a 2 b"},
    {"a ...", "a 1\nb", "a 1\nb"},
};

static void generic_patterns_match_words_and_marks(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_founds found = {0};
        sl_err e = {0};
        sl_str text = sl_str_of(cases[i].text);
        sl_str all = {0};

        sl_generic_spec spec = {.pattern = sl_str_of(cases[i].pattern), .span = SL_GENERIC_LINES};
        assert_ok(sl_generic_search(&found, *state, &spec, text, &e), &e);

        for (size_t k = 0; k < found.n; k++)
            all = sl_printf(*state, "%.*s%s%.*s", SL_FMT(all), k ? "|" : "",
                            SL_FMT(sl_str_sub(text, found.v[k].start, found.v[k].end)));
        if (!sl_str_is(all, cases[i].found))
            fail_msg("%s: '%.*s', wanted '%s'", cases[i].pattern, SL_FMT(all), cases[i].found);
    }
}

/* Options, a pattern and a text of the other engine, and what is found, separated by '|'. */
static const struct {
    sl_generic_spec spec;
    const char *text, *found;
} alien[] = {
    {{.pattern = SL_STR("hello $X")}, "hello  a hellob hello\nc", "hello  a|hello\nc"},
    {{.pattern = SL_STR("f(...)")}, "f(a, (b), c) d", "f(a, (b), c)"},
    {{.pattern = SL_STR("{ ... } e")}, "{ a { b } c } e", "{ a { b } c } e"},
    {{.pattern = SL_STR("[ ... ]")}, "[ a ) b ]", "[ a ) b ]"},
    {{.pattern = SL_STR("{ ... b ... }")}, "{ a } { b }", "{ b }"},
    {{.pattern = SL_STR("a ... e")}, "(a) e", "a) e"},
    {{.pattern = SL_STR("$X = $X")}, "a = b a = a", "a = a"},
    {{.pattern = SL_STR("k $...V;")}, "k a b;", "k a b;"},
    {{.pattern = SL_STR("a ...")}, "a b\nc", "a b\nc"},
    {{.pattern = SL_STR("a ..."), .is_single_line = true}, "a b\nc", "a b"},
    {{.pattern = SL_STR("a ... c"), .is_single_line = true}, "a b\nc", ""},
    {{.pattern = SL_STR("a .... c"), .is_single_line = true}, "a b\nc", "a b\nc"},
    {{.pattern = SL_STR("A"), .ignores_case = true}, "a b", "a"},
    {{.pattern = SL_STR("l {\n  ....\n  i;\n  ....\n}")},
     "l {\n a;\n i;\n b; }",
     "l {\n a;\n i;\n b; }"},
};

static void the_other_engine_keeps_brackets_in_pairs(void **state)
{
    for (size_t i = 0; i < sizeof alien / sizeof *alien; i++) {
        sl_generic_spec spec = alien[i].spec;
        sl_founds found = {0};
        sl_err e = {0};
        sl_str text = sl_str_of(alien[i].text);
        sl_str all = {0};

        spec.is_alien = true;
        assert_ok(sl_generic_search(&found, *state, &spec, text, &e), &e);

        for (size_t k = 0; k < found.n; k++)
            all = sl_printf(*state, "%.*s%s%.*s", SL_FMT(all), k ? "|" : "",
                            SL_FMT(sl_str_sub(text, found.v[k].start, found.v[k].end)));
        if (!sl_str_is(all, alien[i].found))
            fail_msg("%.*s: '%.*s', wanted '%s'", SL_FMT(spec.pattern), SL_FMT(all),
                     alien[i].found);
    }
}

static void options_say_how_far_ellipses_go_and_what_comments_are(void **state)
{
    static const struct {
        sl_generic_spec spec;
        const char *text;
        size_t n;
    } with[] = {
        {{.pattern = SL_STR("a ... b"),
          .span = 0,
          .comments = SL_COMMENTS_KEPT,
          .ignores_case = false},
         "a 1 b\na\nb",
         1},
        {{.pattern = SL_STR("a b"), .span = 10, .comments = SL_COMMENTS_CPP, .ignores_case = false},
         "a // 1\nb\na /* 2\n */ b\na # b",
         2},
        {{.pattern = SL_STR("a b"),
          .span = 10,
          .comments = SL_COMMENTS_SHELL,
          .ignores_case = false},
         "a # 1\nb\na /* */ b",
         1},
        {{.pattern = SL_STR("a b"), .span = 10, .comments = SL_COMMENTS_C, .ignores_case = false},
         "a // 1\nb\na /* */ b",
         1},
        {{.pattern = SL_STR("a b"), .span = 10, .comments = SL_COMMENTS_KEPT, .ignores_case = true},
         "A b",
         1},
        {{.pattern = SL_STR("a b"),
          .span = 10,
          .comments = SL_COMMENTS_KEPT,
          .ignores_case = false},
         "A b",
         0},
    };
    for (size_t i = 0; i < sizeof with / sizeof *with; i++) {
        sl_founds found = {0};
        sl_err e = {0};

        assert_ok(sl_generic_search(&found, *state, &with[i].spec, sl_str_of(with[i].text), &e),
                  &e);

        assert_int_equal(found.n, with[i].n);
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
        sl_test(the_other_engine_keeps_brackets_in_pairs),
        sl_test(options_say_how_far_ellipses_go_and_what_comments_are),
        sl_test(the_longest_word_is_the_literal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

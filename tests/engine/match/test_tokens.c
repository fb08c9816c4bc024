/* Each case is a text and its tokens, separated by blanks that stand for nothing else. */
#include "tests/support/test.h"

#include "engine/match/tokens.h"

typedef struct token_case {
    const char *syntax, *text, *tokens;
} token_case;

static const token_case cases[] = {
    {"c", "int a; // b", "int a ;"},
    {"c", "int a; /* b */ int c;", "int a ; int c ;"},
    {"c", "a->b++ <<= c>>2", "a -> b ++ <<= c >> 2"},
    {"c", "f(...); a::b", "f ( ... ) ; a :: b"},
    {"c", "1.5e-3 0xffUL 1'000 .5 1.f 1..2", "1.5e-3 0xffUL 1'000 . 5 1.f 1 . . 2"},
    {"c", "L\"a\" 'b' R\"x(c\")x\"", "L \"a\" 'b' R \"x(c\")x\""},
    {"c", "#include <a.h>\nint a;", "int a ;"},
    {"c", "#define X a \\\n b\nc", "c"},
    {"c", "#define X /* a\n b */ c\nd", "d"},
    {"c", "  # if defined(X)\r\na\r\n#endif", "a"},
    {"c", "a # b", "a # b"},
    {"c", "#if 0\na don't\n#if 1\nb\n#endif\nc\n#endif\nd", "d"},
    {"c", "#if 0\na\n#else\nb\n#endif\nc", "b c"},
    {"c", "#if 0 /* why */\na /* b\n c */ d\n#endif\ne", "e"},
    {"c", "/* a */ #if 0\nb\n#endif\nc", "c"},
    {"c", "\xef\xbb\xbfint a", "int a"},
    {"python", "#if 0\nx = 'a' # b", "x = 'a'"},
    {"javascript", "let a = x => x?.y ?? /b\\/c/g", "let a = x => x ? . y ? ? /b\\/c/ g"},
    {"javascript", "`select a, ${b + 1} c`", "` select a , $ { b + 1 } c `"},
    {"javascript", "a === b !== c", "a === b !== c"},
    {"javascript", "$a_b \xc3\xa9t\xc3\xa9", "$a_b \xc3\xa9t\xc3\xa9"},
    {"go", "a := `b c`", "a := ` b c `"},
    {NULL, "a // \"b", "a / / \" b"},
    {"c", "", ""},
    {"c", "#if 0", ""},
};

static const char *tokens_of(sl_arena *mem, const token_case *c)
{
    sl_tokens t;
    sl_token token;
    sl_str out = SL_S("");
    sl_str text = sl_str_of(c->text);
    sl_tokens_init(&t, mem, c->syntax ? sl_syntax_of(sl_str_of(c->syntax)) : NULL, text);
    while (sl_tokens_next(&t, &token))
        out = sl_printf(mem, "%.*s%s%.*s", SL_FMT(out), out.n ? " " : "",
                        SL_FMT(sl_str_sub(text, token.start, token.end)));
    return out.p;
}

static void texts_are_cut_into_tokens(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(tokens_of(*state, &cases[i]), cases[i].tokens);
}

static void words_that_a_language_reserves_are_keywords(void **state)
{
    const sl_syntax *c = sl_syntax_of(SL_S("c"));
    const sl_syntax *python = sl_syntax_of(SL_S("python"));
    (void)state;

    assert_true(sl_token_is_keyword(c, SL_S("while")));
    assert_true(sl_token_is_keyword(c, SL_S("reinterpret_cast")));
    assert_true(sl_token_is_keyword(python, SL_S("elif")));
    assert_true(sl_token_is_keyword(NULL, SL_S("if")));
    assert_false(sl_token_is_keyword(c, SL_S("elif")));
    assert_false(sl_token_is_keyword(c, SL_S("whil")));
    assert_false(sl_token_is_keyword(c, SL_S("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(texts_are_cut_into_tokens),
        sl_test(words_that_a_language_reserves_are_keywords),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

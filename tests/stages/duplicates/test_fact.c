/* What a worker tells about a file survives the way to the parent; what is no fact is refused. */
#include "tests/support/test.h"

#include "stages/duplicates/fact.h"

enum { FACT_MAX = 1 << 20 };

static sl_str fact_of(sl_arena *mem, const char *syntax, sl_str text)
{
    sl_buf out;
    sl_err e = {0};
    sl_buf_init(&out, FACT_MAX);
    assert_ok(sl_clone_fact_write(&out, mem, sl_syntax_of(sl_str_of(syntax)), text, &e), &e);
    sl_str fact = sl_dup(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return fact;
}

/* "text@line" of each token, "|" for a border; what is read has to be the text's. */
static const char *read_back(sl_arena *mem, sl_str fact, sl_str text)
{
    sl_clone_reader r;
    sl_clone_token token;
    sl_str out = SL_S("");
    assert_true(sl_clone_fact_open(&r, mem, fact));
    while (sl_clone_fact_next(&r, &token)) {
        sl_str one = sl_str_sub(text, token.start, token.end);
        out = token.is_border ? sl_printf(mem, "%.*s |", SL_FMT(out))
              : token.line == token.end_line
                  ? sl_printf(mem, "%.*s %.*s@%u", SL_FMT(out), SL_FMT(one), token.line)
                  : sl_printf(mem, "%.*s %.*s@%u-%u", SL_FMT(out), SL_FMT(one), token.line,
                              token.end_line);
    }
    assert_false(r.is_bad);
    return out.n ? out.p + 1 : "";
}

static const struct {
    const char *syntax, *text, *tokens;
} cases[] = {
    {"c", "", ""},
    {"c", "int a;\n\n\n  int b;\n", "int@1 a@1 ;@1 int@4 b@4 ;@4"},
    {"c", "/* x\n y */ a\n// z\na", "a@2 a@4"},
    {"python", "a = '''b\nc'''\nd", "a@1 =@1 '''b\nc'''@1-2 d@3"},
    {"c", "a // CPD-OFF\nb\n// CPD-ON\nc", "a@1 | c@4"},
    {"c", "a /* jscpd:ignore-start */ b\nc /* jscpd:ignore-end */ d", "a@1 | d@2"},
    {"c", "a // sluice:ignore-start duplicates: alike by law\nb\n// sluice:ignore-end\nc",
     "a@1 | c@4"},
    {"c", "a // sluice:ignore-start\nb\n// sluice:ignore-end\nc", "a@1 | c@4"},
    {"c", "a // sluice:ignore-start secrets\nb\n// sluice:ignore-end\nc", "a@1 b@2 c@4"},
    {"c", "a // CPD-OFF\nb\nc", "a@1 |"},
    {"c", "a(\"CPD-OFF\")\nb", "a@1 (@1 \"CPD-OFF\"@1 )@1 b@2"},
    {"c", "a // CPD-OFF jscpd:ignore-start\nb // CPD-ON\nc // jscpd:ignore-end\nd", "a@1 | d@4"},
};

static void facts_hold_tokens_with_their_lines(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_str text = sl_str_of(cases[i].text);
        sl_str fact = fact_of(*state, cases[i].syntax, text);
        assert_string_equal(read_back(*state, fact, text), cases[i].tokens);
    }
}

static void equal_tokens_have_one_word(void **state)
{
    sl_clone_reader r;
    sl_clone_token token;
    sl_str fact = fact_of(*state, "c", SL_S("if (a == a) b(\"x\", 1, \"x\");"));

    assert_true(sl_clone_fact_open(&r, *state, fact));
    while (sl_clone_fact_next(&r, &token))
        ;

    assert_false(r.is_bad);
    assert_int_equal(r.n_words, 10);
    assert_int_equal(r.words[0].kind, SL_CLONE_KEYWORD);
    assert_int_equal(r.words[1].kind, SL_CLONE_SIGN);
    assert_int_equal(r.words[2].kind, SL_CLONE_NAME);
    assert_int_equal(r.words[6].kind, SL_CLONE_LITERAL);
}

static void a_fact_holds_no_text(void **state)
{
    sl_str text = SL_S("password = \"correct-horse-battery-staple\";\n");

    sl_str fact = fact_of(*state, "c", text);

    assert_int_equal(sl_str_find(fact, SL_S("horse"), 0), SIZE_MAX);
    assert_int_equal(sl_str_find(fact, SL_S("password"), 0), SIZE_MAX);
}

/* Every fact that is cut short, and every one with a byte changed, is refused or at least reads as
   tokens inside the file. */
static void damaged_facts_do_no_harm(void **state)
{
    sl_str fact = fact_of(*state, "c", SL_S("int a;\nint b; // CPD-OFF\nc // CPD-ON\nint a;\n"));
    for (size_t i = 0; i < fact.n; i++)
        for (unsigned change = 0; change < 256; change++) {
            sl_arena *mem = sl_arena_new();
            sl_str copy = sl_dup(mem, change ? fact : sl_str_sub(fact, 0, i));
            char *bytes = sl_dup_z(mem, copy);
            memcpy(bytes, copy.p, copy.n);
            if (change)
                bytes[i] = (char)(bytes[i] ^ change);
            sl_clone_reader r;
            sl_clone_token token;
            size_t n = 0;
            bool ok = sl_clone_fact_open(&r, mem, sl_str_at(bytes, copy.n));
            while (ok && sl_clone_fact_next(&r, &token)) {
                n++;
                assert_true(token.start <= token.end && token.end <= r.n_bytes);
                assert_true(token.line <= token.end_line && token.end_line <= r.n_lines + 1);
                assert_true(token.is_border || token.word < r.n_words);
            }
            assert_true(change || r.is_bad);
            assert_true(!ok || n <= r.n_tokens);
            sl_arena_free(mem);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(facts_hold_tokens_with_their_lines),
        sl_test(equal_tokens_have_one_word),
        sl_test(a_fact_holds_no_text),
        sl_test(damaged_facts_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

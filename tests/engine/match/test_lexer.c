/* Each case is a text and, below each byte of it, what the byte is: '.' code, 'c' comment,
   's' string. */
#include "tests/support/test.h"

#include "engine/match/lexer.h"

typedef struct lex_case {
    const char *syntax, *text, *kinds;
} lex_case;

static const lex_case cases[] = {
    {"python", "x = 'a#b' # no", "....sssss.cccc"},
    {"python", "f(\"\"\"a\n'b\"\"\")#", "..ssssssssss.c"},
    {"python", "f\"a{g('x')}b\"", ".sss..sss.sss"},
    {"python", "rb'\\'' # c", "..ssss.ccc"},
    {"python", "f'{{a}}' #", ".sssssss.c"},
    {"python", "'open\nx = 1", "sssss......"},
    {"javascript", "a = /['\"]/g; // c", "....ssssss...cccc"},
    {"javascript", "a = b / c / d; '/'", "...............sss"},
    {"javascript", "`a${b + `c`}d` /*x*/", "ssss....ssssss.ccccc"},
    {"javascript", "`${{a:'}'}}`", "sss...sss.ss"},
    {"javascript", "return /x/.test('y')", ".......sss......sss."},
    {"javascript", "<a b={x} /> 'y'", "............sss"},
    {"java", "c = '\"'; // \"", "....sss..cccc"},
    {"java", "s = \"\"\"\n a\"b\n\"\"\";", "....ssssssssssss."},
    {"c", "a = '\\''; /* \" */ \"//\"", "....ssss..ccccccc.ssss"},
    {"c", "R\"x(a)\" )x\" // c", ".ssssssssss.cccc"},
    {"c", "n = 1'000'000; 'c'", "...............sss"},
    {"go", "a := `x\\` // c",
     "....."
     "ssss.cccc"},
    {"csharp", "@\"a\"\"b\\\" // c", "ssssssss.cccc"},
    {"csharp", "$\"a{b(\"c\")}d\"", "ssss..sss.sss"},
    {"csharp", "\"\"\"\"a\"\"\"b\"\"\"\" 'c'", "sssssssssssss.sss"},
    {"php", "it's <?php # c ?> it's", "...........cccc......."},
    {"php", "<?php #[A]\n$x = 'a'; // b", "................sss..cccc"},
    {"php", "<?php f(<<<EOT\n it's\n  EOT, 'x');",
     "..............."
     "ssssss"
     ".......sss.."},
    {"ruby", "puts \"a#{b ? 'c' : \"d\"}e\"", ".....ssss....sss...ssssss"},
    {"ruby", "x = %w[a [b] c] # y", "....sssssssssss.ccc"},
    {"ruby", "f(<<~EOS, 'x')\n  it's\n  EOS\ny # z",
     "..........sss.."
     "sssssss"
     "......"
     "..ccc"},
    {"ruby", "=begin\nit's\n=end\nx = 'a'",
     "cccccccccccccccc"
     ".....sss"},
    {"ruby", "a << 'x' if b =~ /'/ # c", ".....sss.........sss.ccc"},
    {"rust", "fn f<'a>(x: &'a str) {'b'}", "......................sss."},
    {"rust", "r#\"a\"b\"# /* /* */ x */ y", ".sssssss.ccccccccccccc.."},
    {"kotlin", "\"\"\"a${b}\"\"\"\" + \"c\"", "ssssss.sssss...sss"},
    {"scala", "s\"a${b}\" 'sym \"c\"", ".ssss.ss......sss"},
    {"swift", "\"a\\(f(\"b\"))c\" #\"\\\"# //", "ssss..sss.sss.sssss.cc"},
    {"shell", "echo ${x#a} \"b # $(c 'd')\" # e", "............sssssss..sssss.ccc"},
    {"shell", "cat <<EOF # c\nit's\nEOF\n# d", "..........ccc.sssss....ccc"},
    {"shell", "echo \\' $((1<<2)) 'x'", "..................sss"},
    {"powershell", "\"a`\"b\" <# x #> # y", "ssssss.ccccccc.ccc"},
    {"yaml", "a: don't # b", ".........ccc"},
    {"yaml", "a: 'it''s' # b\nb: x#y", "...sssssss.ccc......."},
    {"json", "{\"a\": \"//\"} // c", ".sss..ssss..cccc"},
    {"markup", "it's <!-- 'a' --> \"", ".....cccccccccccc.."},
    {"dockerfile", "RUN a # b\n # c \"d\"",
     "........."
     "..ccccccc"},
    {"hcl", "a = \"${b(\"c\")}\" # d", "....sss..sss.ss.ccc"},
    {"hcl", "a = <<-EOT\n  it's\n  EOT\nb", "...........sssssss......."},
    {"sql", "'it''s' -- x", "sssssss.cccc"},
    {"lua", "a = [==[ ]] ]==] --[[ x\n]] y", "....ssssssssssss.ccccccccc.."},
    {"dart", "r'\\' + 'a${b}'", ".sss...ssss.ss"},
    {"ocaml", "(* (* a *) b *) 'c' 'a", "ccccccccccccccc.sss..."},
};

static char kind_at(const sl_lexemes *lexemes, size_t i)
{
    static const char marks[] = ".cs";
    const sl_lexeme *lexeme = sl_lexeme_at(lexemes, i);
    return marks[lexeme ? lexeme->kind : SL_LEX_CODE];
}

static void comments_and_strings_are_told_from_code(void **state)
{
    unsigned failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const lex_case *c = &cases[i];
        sl_str text = sl_str_of(c->text);
        const sl_syntax *syntax = sl_syntax_of(sl_str_of(c->syntax));
        assert_non_null(syntax);
        sl_lexemes lexemes;

        sl_lex(&lexemes, *state, syntax, text);

        char *kinds = sl_alloc(*state, text.n + 1);
        for (size_t at = 0; at < text.n; at++)
            kinds[at] = kind_at(&lexemes, at);
        if (strcmp(kinds, c->kinds) != 0) {
            print_error("%s:\n%s\n%s\n%s (expected)\n", c->syntax, c->text, kinds, c->kinds);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

static void lexemes_are_in_order_whatever_the_bytes(void **state)
{
    static const char *const names[] = {"python", "javascript", "php",  "ruby", "shell",
                                        "csharp", "swift",      "rust", "hcl",  "scala"};
    static const char alphabet[] = "\"'`$#{}()[]<>/\\*?=-%\n rRfEO@|~";
    uint32_t seed = 3;
    for (int round = 0; round < 3000; round++) {
        char bytes[64];
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        sl_lexemes lexemes;

        sl_lex(&lexemes, *state, sl_syntax_of(sl_str_of(names[round % 10])),
               sl_str_at(bytes, sizeof bytes));

        size_t last = 0;
        for (size_t i = 0; i < lexemes.n; i++) {
            assert_true(lexemes.v[i].start >= last);
            assert_true(lexemes.v[i].end > lexemes.v[i].start);
            last = lexemes.v[i].end;
        }
        assert_true(last <= sizeof bytes);
    }
}

static void nesting_past_the_limit_ends_without_harm(void **state)
{
    sl_str text = sl_str_at(sl_alloc(*state, 3000), 3000);
    char *p = (char *)(uintptr_t)text.p;
    for (size_t i = 0; i + 3 <= text.n; i += 3)
        memcpy(p + i, "`${", 3);
    sl_lexemes lexemes;

    sl_lex(&lexemes, *state, sl_syntax_of(SL_S("javascript")), text);

    assert_in_range(lexemes.n, SL_LEX_DEPTH / 2, text.n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(comments_and_strings_are_told_from_code),
        sl_test(lexemes_are_in_order_whatever_the_bytes),
        sl_test(nesting_past_the_limit_ends_without_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

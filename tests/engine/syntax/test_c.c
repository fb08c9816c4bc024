/* C: declarators, fields, labels, directives. */
#include "tests/support/test.h"

#include "engine/syntax/languages/c_directives.h"
#include "tests/support/code.h"

static const sl_test_terms terms[] = {
    {"c", "char *a, b[2] = {1};",
     "(item:block (item:variable (type:other=pointer_type (item:name \"char\")) (name:name \"a\")) "
     "(item:variable (type:other=array_type (item:name \"char\") (item:number \"2\")) (name:name "
     "\"b\") (value:list (item:number \"1\"))))"},
    {"c", "static int *f(const char *a, void (*g)(int)) { return 0; }",
     "(item:block (item:function (modifier:token \"static\") (name:name \"f\") (param:parameter "
     "(modifier:token \"const\") (type:other=pointer_type (item:name \"char\")) (name:name \"a\")) "
     "(param:parameter (type:other=pointer_type (item:other=function_type (param:parameter "
     "(type:name \"int\")) (item:name \"void\"))) (name:name \"g\")) (result:other=pointer_type "
     "(item:name \"int\")) (body:block (item:return (item:number \"0\")))))"},
    {"c", "int f(a, b) int a; char *b; {}",
     "(item:block (item:function (name:name \"f\") (param:parameter (type:name \"int\") (name:name "
     "\"a\")) (param:parameter (type:other=pointer_type (item:name \"char\")) (name:name \"b\")) "
     "(result:name \"int\") (body:block)))"},
    {"c", "typedef struct { int a; } T;",
     "(item:block (item:class \"struct\" (body:members (item:variable (type:name \"int\") "
     "(name:name \"a\")))) (item:other=type_definition (type:other=struct_specifier (item:token "
     "\"struct\")) (name:name \"T\")))"},
    {"c", "void f(void) { a->b = (*c).d; x: goto x; }",
     "(item:block (item:function (name:name \"f\") (result:name \"void\") (body:block "
     "(item:expression (item:assign (left:field \"->\" (object:name \"a\") (name:name \"b\")) "
     "(right:field \"->\" (object:name \"c\") (name:name \"d\")))) (item:other=labeled_statement "
     "(name:name \"x\")) (item:other=goto_statement (name:name \"x\")))))"},
};

static const sl_test_match matches[] = {
    /* declarations */
    {"c", "$X = 5", "void f() {\n  int a = 5;\n  b = 5;\n  char *c = d, e = 5;\n}", "2 3 4"},
    {"c", "int $X;", "int a;\nint b = 1;\nstatic int c;\nint d(void);", "1 3"},
    {"c", "char *$X = $Y;", "const char *a = b;\nchar c = 'd';\nchar **e = f;", "1"},
    {"c", "$T $X[$N];", "char a[10];\nchar b;\nint c[N];", "1 3"},
    {"c", "$T $X[10];", "void f() {\n  int n = 10;\n  char a[n];\n  char b[m];\n}", "3"},
    {"c", "int $F(...);", "int f(int a);\nint g(void);\nint h(int a) { }\n", "1 2"},
    {"c", "$T $F(..., char *$X, ...) { ... }",
     "int f(int a, const char *b) {}\nvoid g(char c) {}\nint h(a) char *a; {}", "1 3"},
    {"c", "struct $S { ... int $A; ... };", "struct a { char b; int c; };\nstruct d { char e; };",
     "1"},
    /* typed metavariables */
    {"c", "f((char *$X))",
     "void g(char *a, const char *b, int c) {\n f(a);\n f(b);\n f(c);\n f(\"d\");\n f(NULL);\n "
     "f((char *)c);\n}",
     "2 3 5 6 7"},
    {"c", "($T *$X) == ($T *$Y)",
     "void g(char *a, char *b, int *c, int d) {\n a == b;\n a == c;\n d == d;\n a == NULL;\n}",
     "2 5"},
    {"c", "f((int $X))", "void g(int a, long b) {\n f(a);\n f(b);\n f(1);\n f('c');\n f(a * b);\n}",
     "2 4"},
    {"c", "f((T *$X))", "void g(T *a) {\n while (b) {\n  a->c.d = 1;\n  f(a);\n }\n}", "4"},
    {"c", "f(($X * 2))", "void g() {\n f(a * 2);\n f((b) * 2);\n}", "2 3"},
    /* fields */
    {"c", "$X->$F", "void g() {\n a->b;\n (*a).b;\n a.b;\n}", "2 3"},
    {"c", "$X.b", "void g() {\n a->b;\n a.b;\n}", "2 3"},
    {"c", "a.b", "void g() {\n a->b;\n a.b;\n}", "3"},
    /* statements */
    {"c", "free($X);\n...\n$X = NULL;", "void f() {\n  free(a);\n  if (b) { a = NULL; }\n}", "2"},
    {"c", "if ($X)\n  goto $L;\n  goto $L;", "void f() {\n if (a)\n  goto b;\n  goto b;\nb:;\n}",
     "2"},
    {"c", "goto $X;\n...\nf();", "void g() {\n goto a;\n b();\na:\n f();\n}", "2"},
    {"c", "do { ... } while ($X);", "void g() {\n do { a(); } while (b);\n while (b) a();\n}", "2"},
    {"c", "for (...) { ... }",
     "void g() {\n for (;;) a();\n for (int i = 0; i < 1; i++) { b(); }\n}", "2 3"},
    {"c", "switch ($X) { ... case 1: ... }",
     "void g() {\n switch (a) { case 0: b(); break; case 1: c(); }\n}", "2"},
    /* expressions */
    {"c", "sizeof($X)", "int a = sizeof(int);\nint b = sizeof(c);", "2"},
    {"c", "\"...\"", "#include \"a.h\"\nchar *b = \"c\";\n", "2"},
    {"c", "sizeof(...)", "int a = sizeof(int);\nint b = sizeof c;", "1 2"},
    {"c", "$F($X)", "void g() {\n a(b);\n sizeof(c);\n}", "2"},
    {"c", "(char)$X", "void g() {\n (char)a;\n (int)a;\n}", "2"},
    {"c", "f(\"ab\")", "void g() {\n f(\"a\" \"b\");\n}", "2"},
    {"c", "f(\"...\")", "void g() {\n f(\"a\");\n f(a);\n f('a');\n}", "2"},
    {"c", "strlen($X) + 1", "void g() {\n a = malloc(strlen(b) + 1);\n}", "2"},
    {"c", "{..., .x = $V, ...}", "struct a b = {.y = 1, .x = 2};\nstruct a c = {.y = 1};", "1"},
    /* directives */
    {"c", "#include <a.h>", "#include <a.h>\n#include \"a.h\"\n", "1"},
    {"c", "#include \"$X\"", "#include <a.h>\n#include \"b.h\"\n", "2"},
    {"c", "a();\n...\nd();", "void g() {\n a();\n#ifdef X\n b();\n#else\n c();\n#endif\n d();\n}",
     "2"},
    {"c", "c();", "void g() {\n#ifdef X\n b();\n#else\n c();\n#endif\n}", "5"},
    {"c", "g(1)", "#define A g(1)\n#define B(x) do { g(1); x; } while (0)\n#define C g(\n", "1 2"},
    {"c", "$X = 5",
     "void f() {\n#ifdef A\n if (b) {\n  c = 5;\n } else\n#else\n {\n  d = 5;\n }\n#endif\n e = "
     "5;\n}",
     "4 8 11"},
    {"c", "g($X)",
     "#ifdef A\nint f(int a) {\n#else\nint f(void) {\n#endif\n g(1);\n}\nvoid h() {\n g(2);\n}",
     "6 9"},
    {"c", "#define $X 1", "#define A 1\n#define B 2\n", "1"},
};

static void code_is_lowered_to_terms(void **state)
{
    sl_test_lowered(*state, terms, sizeof terms / sizeof *terms);
}

static void patterns_match_where_they_should(void **state)
{
    sl_test_matches(*state, matches, sizeof matches / sizeof *matches);
}

static void what_is_left_out_of_a_parse_is_a_gap(void **state)
{
    sl_err e = {0};
    sl_cst cst;
    sl_str text = SL_S("#ifdef A\nint f(int a) {\n#else\nint f(void) {\n#endif\n g(1);\n}\n");

    assert_ok(sl_c_parse(&cst, *state, text, 10000, &e), &e);

    assert_int_equal(cst.errors, 0);
    assert_int_equal(cst.gaps.n, 1);
    assert_true(sl_str_starts(sl_str_sub(text, cst.gaps.v[0].start, cst.gaps.v[0].end),
                              SL_S("#else\nint f(void)")));
}

static void directives_that_do_not_nest_are_no_harm(void **state)
{
    sl_err e = {0};
    sl_cst cst;
    sl_buf text;
    sl_buf_init(&text, 1 << 16);
    sl_buf_addz(&text, "#endif\n#else\n#elif\n");
    for (unsigned i = 0; i < 300; i++)
        sl_buf_addz(&text, "# if (\n#else");

    assert_ok(sl_c_parse(&cst, *state, sl_buf_str(&text), 10000, &e), &e);

    assert_true(cst.n > 0);
    sl_buf_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(code_is_lowered_to_terms),
        sl_test(patterns_match_where_they_should),
        sl_test(what_is_left_out_of_a_parse_is_a_gap),
        sl_test(directives_that_do_not_nest_are_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

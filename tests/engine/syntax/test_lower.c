/* Code to terms: what languages write differently comes out alike. */
#include "tests/support/test.h"

#include "engine/syntax/lower.h"
#include "tests/support/code.h"

static const sl_test_terms cases[] = {
    {"python", "a.b(c, k=1)",
     "(item:block (item:expression (item:call (callee:field (object:name \"a\") (name:name \"b\")) "
     "(arg:name \"c\") (arg:keyword (name:name \"k\") (value:number \"1\")))))"},
    {"javascript", "a.b(c)",
     "(item:block (item:expression (item:call (callee:field (object:name \"a\") (name:name \"b\")) "
     "(arg:name \"c\"))))"},
    {"python", "if a:\n  b\nelif c:\n  d\n",
     "(item:block (item:if (cond:name \"a\") (then:block (item:expression (item:name \"b\"))) "
     "(else:block (item:if (cond:name \"c\") (then:block (item:expression (item:name \"d\")))))))"},
    {"javascript", "if (a) b; else { c }",
     "(item:block (item:if (cond:name \"a\") (then:block (item:expression (item:name \"b\"))) "
     "(else:block (item:expression (item:name \"c\")))))"},
    {"python", "from a import b as c",
     "(item:block (item:import (module:name \"a\") (name:name \"b\") (alias:name \"c\")))"},
    {"javascript", "import {b as c} from 'a'",
     "(item:block (item:import (module:string \"a\") (name:name \"b\") (alias:name \"c\")))"},
    {"javascript", "let a = 1, b",
     "(item:block (item:variable (modifier:token \"let\") (name:name \"a\") (value:number \"1\")) "
     "(item:variable (modifier:token \"let\") (name:name \"b\")))"},
    {"python", "@d(1)\ndef f(a=2): pass",
     "(item:block (item:function (modifier:modifier (name:name \"d\") (arg:number \"1\")) "
     "(name:name \"f\") (param:parameter (name:name \"a\") (value:number \"2\")) "
     "(body:block (item:jump \"pass\"))))"},
    {"python", "'a' \"b\"", "(item:block (item:expression (item:string \"ab\")))"},
    {"python", "f'a{b}c'",
     "(item:block (item:expression (item:template (item:string \"a\") (item:name \"b\") "
     "(item:string \"c\"))))"},
    {"java", "class A { @Override int f() { return o.m(1); } }",
     "(item:block (item:class \"class\" (name:name \"A\") (body:members (item:function "
     "(modifier:modifier (name:name \"Override\")) (name:name \"f\") (result:name \"int\") "
     "(body:block (item:return (item:call (callee:field (object:name \"o\") (name:name \"m\")) "
     "(arg:number \"1\"))))))))"},
    {"go", "package a\nfunc f(a, b int) { c, d := e() }",
     "(item:block (item:other=package_clause (name:name \"a\") (item:token \"package\")) "
     "(item:function (name:name \"f\") "
     "(param:parameter (type:name \"int\") (name:name \"a\")) (param:parameter (type:name \"int\") "
     "(name:name \"b\")) (body:block (item:assign \":=\" (left:name \"c\") (left:name \"d\") "
     "(right:call (callee:name \"e\"))))))"},
    {"csharp", "class A { int P { get; } = 1; void f(this B b, C c) { int x = 1, y = o?.m(1); } }",
     "(item:block (item:class (name:name \"A\") (body:members (item:variable (type:name \"int\") "
     "(name:name \"P\") (value:number \"1\") (body:members (item:function (name:token \"get\") "
     "(result:name \"int\")))) (item:function (name:name \"f\") (left:parameter (modifier:token "
     "\"this\") (type:name \"B\") (name:name \"b\")) (param:parameter (type:name \"C\") (name:name "
     "\"c\")) (result:name \"void\") (body:block (item:variable (type:name \"int\") (name:name "
     "\"x\") (value:number \"1\")) (item:variable (type:name \"int\") (name:name \"y\") "
     "(value:call "
     "(callee:field \"?.\" (object:name \"o\") (name:name \"m\")) (arg:number \"1\"))))))))"},
    {"solidity",
     "contract A { uint constant b = 1 ether; function f(C memory c) public d(1) { e = g / c.h; } "
     "}",
     "(item:block (item:class \"contract\" (name:name \"A\") (body:members (item:variable "
     "(modifier:token \"constant\") (type:name \"uint\") (name:name \"b\") "
     "(value:other=number_literal (item:number \"1\") (item:token \"ether\"))) (item:function "
     "(modifier:token \"public\") (modifier:modifier (name:name \"d\") (arg:number \"1\")) "
     "(name:name \"f\") (param:parameter (modifier:modifier (name:name \"memory\")) (type:name "
     "\"C\") (name:name \"c\")) (body:block (item:expression (item:assign (left:name \"e\") "
     "(right:binary \"/\" (left:name \"g\") (right:field (object:name \"c\") (name:name "
     "\"h\"))))))))))"},
    {"kotlin",
     "class A(val b: C) : D(b) {\n  fun e(f: G = 1): H? {\n    i.j(k = 2) { it }\n  }\n}\n",
     "(item:block (item:class (name:name \"A\") (param:parameter (modifier:token \"val\") "
     "(type:name "
     "\"C\") (name:name \"b\")) (base:call (callee:name \"D\") (arg:name \"b\")) (body:members "
     "(item:function (name:name \"e\") (param:parameter (type:name \"G\") (name:name \"f\") "
     "(value:number \"1\")) (result:other=nullable_type (type:name \"H\") (item:token \"?\")) "
     "(body:block (item:expression (item:call (callee:field (object:name \"i\") (name:name \"j\")) "
     "(arg:keyword (name:name \"k\") (value:number \"2\")) (arg:function (param:parameter "
     "(name:name "
     "\"it\")) (body:block (item:expression (item:name \"it\")))))))))))"},
    {"scala", "class A(val b: C) {\n  private val d = e.f { case g => h }\n}\n",
     "(item:block (item:class (name:name \"A\") (param:parameter (modifier:token \"val\") "
     "(type:name "
     "\"C\") (name:name \"b\")) (body:members (item:variable (modifier:token \"private\") "
     "(modifier:token \"val\") (name:name \"d\") (value:call (callee:field (object:name \"e\") "
     "(name:name \"f\")) (arg:function (body:block (item:case (cond:name \"g\") (body:block "
     "(item:expression (item:name \"h\")))))))))))"},
    {"terraform", "a \"b\" {\n  c = d.e[0] + 1\n  f {\n  }\n}\n",
     "(item:block (item:call (callee:name \"a\") (arg:string \"b\") (arg:record (item:pair "
     "(key:name \"c\") (value:binary \"+\" (left:index (object:field (object:name \"d\") "
     "(name:name \"e\")) (arg:number \"0\")) (right:number \"1\"))) (item:expression (item:call "
     "(callee:name \"f\") (arg:record))))))"},
    {"terraform", "a = \"b-${c}\"\n",
     "(item:block (item:pair (key:name \"a\") (value:template (item:string \"b-\") "
     "(item:name \"c\"))))"},
    {"json", "{\"a\": [1, null]}",
     "(item:record (item:pair (key:string \"a\") (value:list (item:number \"1\") "
     "(item:nil \"null\"))))"},
    {"yaml", "a: !t [1, b: no]\n\"c\": &d >-\n  e\n  f\ng: *d\nh:\n",
     "(item:block (item:dict (item:pair (key:string \"a\") (value:cast (type:name \"!t\") "
     "(value:list (item:number \"1\") (item:dict (item:pair (key:string \"b\") "
     "(value:bool \"false\")))))) (item:pair (key:string \"c\") (value:string \"e f\")) "
     "(item:pair (key:string \"g\") (value:string \"e f\")) (item:pair (key:string \"h\") "
     "(value:string))))"},
};

static void code_is_lowered_to_terms(void **state)
{
    sl_test_lowered(*state, cases, sizeof cases / sizeof *cases);
}

static void walking_visits_every_term_once(void **state)
{
    sl_err e = {0};
    sl_cst cst;
    size_t n = 0;
    const sl_tables *tables = sl_tables_open(*state, sl_dialect_of(SL_S("python"), SL_S("")));
    assert_ok(
        sl_dialect_parse(&cst, *state, sl_tables_dialect(tables), SL_S("a = b(c, d)\n"), 10000, &e),
        &e);
    const sl_term *root = sl_lower_tree(*state, tables, &cst, NULL);

    for (const sl_term *t = root; t; t = sl_term_next(root, t, false))
        n++;

    assert_int_equal(n, 8); /* block, expression, assign, a, call, b, c, d */
    assert_true(sl_term_equal(root, sl_term_copy(*state, root)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(code_is_lowered_to_terms),
        sl_test(walking_visits_every_term_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

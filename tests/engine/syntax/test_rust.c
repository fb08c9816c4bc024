/* Rust: macros, paths, attributes, expressions that are statements. */
#include "tests/support/test.h"

#include "tests/support/code.h"

static const sl_test_terms terms[] = {
    {"rust", "use a::{b, c::d as e};",
     "(item:block (item:import (module:field (object:name \"a\") (name:name \"b\"))) (item:import "
     "(module:field (object:field (object:name \"a\") (name:name \"c\")) (name:name \"d\")) "
     "(alias:name \"e\")))"},
    {"rust", "fn f() { m!(a, g(b)?); }",
     "(item:block (item:function \"fn\" (name:name \"f\") (body:block (item:expression (item:call "
     "\"!\" (callee:name \"m!\") (arg:name \"a\") (arg:unary \"?\" (item:call (callee:name \"g\") "
     "(arg:name \"b\"))))))))"},
    {"rust", "#[a(b)] fn f(mut x: T) { return; }",
     "(item:block (item:function \"fn\" (modifier:modifier (name:name \"a\") (arg:name \"b\")) "
     "(name:name \"f\") (param:parameter (modifier:token \"mut\") (type:name \"T\") (name:name "
     "\"x\")) (body:block (item:return))))"},
};

static const sl_test_match matches[] = {
    /* macros are calls; their tokens are arguments where they parse */
    {"rust", "println!(\"...\", $X)", "fn f() {\n println!(\"a {}\", b);\n println!(\"c\");\n}",
     "2"},
    {"rust", "g($X)", "fn f() {\n println!(\"{}\", g(1));\n m! { a => g(2) }\n}", "2"},
    {"rust", "$F!(...)", "fn f() {\n g(1);\n m!(2);\n}", "3"},
    {"rust", "$F(...)", "fn f() {\n g(1);\n m!(2);\n}", "2 3"},
    {"rust", "vec![...]", "fn f() {\n let a = vec![1, 2];\n let b = [1];\n}", "2"},
    {"rust", "\"b\"", "fn f() {\n m!(a \"b\" c);\n}", "2"},
    {"rust", "h($X)", "fn f() {\n m!(n!(o!(h(1))));\n}", "2"},
    /* paths and what they were imported as */
    {"rust", "std::env::args()", "use std::env;\nfn f() {\n env::args();\n args();\n}", "3"},
    {"rust", "a::b::c($X)", "use a::b::c as d;\nfn f() {\n d(1);\n c(2);\n}", "3"},
    {"rust", "a::b::c($X)", "use a::{b::{self, c}};\nfn f() {\n c(1);\n b::c(2);\n}", "3 4"},
    {"rust", "use $X;", "use a::b;\nfn f() {}\n", "1"},
    {"rust", "a::b", "use a::b;\nfn f() {\n a::b;\n}", "3"},
    {"rust", "f::<$T>($X)", "fn g() {\n f::<u8>(1);\n f(2);\n}", "2"},
    /* declarations */
    {"rust", "$X = 5", "fn f() {\n let a = 5;\n a = 5;\n let mut b: i32 = 5;\n}", "2 3 4"},
    {"rust", "let mut $X = $Y;", "fn f() {\n let a = 5;\n let mut b = 6;\n}", "3"},
    {"rust", "#[$A]\nfn $F() { ... }", "#[test]\nfn f() {}\nfn g() {}\n", "1"},
    {"rust", "fn $F(mut $X: $T) { ... }", "fn f(mut a: T) {}\nfn g(a: T) {}\n", "1"},
    {"rust", "impl $A for $B { ... }", "impl C for D { fn e() {} }\nimpl D {}\n", "1"},
    {"rust", "struct $S { ... }", "struct A { b: C }\nenum D { E }\n", "1"},
    {"rust", "type $X = ();", "type A = ();\ntype B = C;\n", "1"},
    {"rust", "f(($X: i32))", "fn g(a: i32, b: u8) {\n f(a);\n f(b);\n}", "2"},
    /* statements */
    {"rust", "unsafe { ... }", "fn f() {\n unsafe { g() }\n { h() }\n}", "2"},
    {"rust", "if let Some($X) = $Y { ... }",
     "fn f() {\n if let Some(a) = b { g(a); }\n if c { }\n}", "2"},
    {"rust", "match $X { Ok(_) => ..., Err(_) => ... }",
     "fn f() {\n match a { Err(_) => g(), Ok(_) => {} }\n match b { Ok(_) => {} }\n}", "2"},
    {"rust", "for $X in $Y { ... }", "fn f() {\n for a in 0..9 { g(a); }\n loop { break; }\n}",
     "2"},
    {"rust", "loop { ... }", "fn f() {\n loop { g(); }\n while a { g(); }\n}", "2"},
    {"rust", "let $S { $F, .. } = $E;", "fn f() {\n let A { b, .. } = c();\n}", "2"},
    /* expressions */
    {"rust", "$X.unwrap()", "fn f() {\n a(b).unwrap();\n a(b)?;\n}", "2"},
    {"rust", "$X?", "fn f() {\n a(b)?;\n}", "2"},
    {"rust", "|$A| $B", "fn f() {\n g(|a| a + 1);\n}", "2"},
    {"rust", "$X as u8", "fn f() {\n a as u8;\n a as u16;\n}", "2"},
    {"rust", "f(r\"a\")", "fn g() {\n f(\"a\");\n f(r#\"a\"#);\n}", "2 3"},
    {"rust", "s. ... .z", "fn f() {\n s.a.b.z;\n s.a;\n}", "2"},
};

SL_TEST_LANGUAGE_MAIN

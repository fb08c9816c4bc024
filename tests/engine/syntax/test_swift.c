/* Swift: labels, closures after calls, bindings in conditions. */
#include "tests/support/test.h"

#include "tests/support/code.h"

static const sl_test_terms terms[] = {
    {"swift", "a.b(c: 1) { d in e(d) }\n",
     "(item:block (item:expression (item:call (callee:field (object:name \"a\") (name:name \"b\")) "
     "(arg:keyword (name:name \"c\") (value:number \"1\")) (arg:function (param:parameter "
     "(name:name \"d\")) (body:block (item:expression (item:call (callee:name \"e\") (arg:name "
     "\"d\"))))))))"},
    {"swift", "if let a = b { c() } else { d }\n",
     "(item:block (item:if (cond:variable (name:name \"a\") (value:name \"b\")) (then:block "
     "(item:expression (item:call (callee:name \"c\")))) (else:block (item:expression (item:name "
     "\"d\")))))"},
    {"swift", "func f(a b: Int = 1) -> T { return b }\n",
     "(item:block (item:function (name:name \"f\") (param:parameter (type:name \"Int\") (name:name "
     "\"b\") (value:number \"1\")) (result:name \"T\") (body:block (item:return (item:name "
     "\"b\")))))"},
};

static const sl_test_match matches[] = {
    {"swift", "foo($X)", "foo(1)\nfoo(a: 1)\nbar(foo(2))\n", "1 3"},
    {"swift", "foo(..., a: $X, ...)", "foo(1, a: 2)\nfoo(b: 1)\n", "1"},
    {"swift", "foo(...)", "foo { a }\nfoo(1) { b in c }\n", "1 2"},
    {"swift", "$X = 1", "let a = 1\nvar b: Int = 1\nb = 1\n", "1 2 3"},
    {"swift", "let $X = $Y", "let a = 1, b = 2\nvar c = 3\n", "1 1"},
    {"swift", "class $C { ... }", "class A { var b = 1 }\nstruct C {}\nenum D { case e }\n", "1 2"},
    {"swift", "func $F(...) { ... }", "func a(b: Int) {}\nclass C { func d() {} }\n", "1 2"},
    {"swift", "if let $X = $Y { ... }", "if let a = b { c() }\nif d { e() }\n", "1"},
    {"swift", "guard let $X = $Y else { ... }", "func f() {\n guard let a = b else { return }\n}\n",
     "2"},
    {"swift", "for $X in $Y { ... }", "for a in b { c() }\nwhile d { e() }\n", "1"},
    {"swift", "do { ... } catch { ... }", "do { try a() } catch { b() }\n", "1"},
    {"swift", "switch $X { ... }", "switch a {\ncase .b: c()\ndefault: break\n}\n", "1"},
    {"swift", "try! $X", "try! a()\ntry? b()\n", "1"},
    {"swift", "$X!", "a!\nb?.c\n", "1"},
    {"swift", "$X as! $T", "a as! B\na as? B\n", "1"},
    {"swift", "a. ... .b($Y)", "a.c.d.b(1)\na.b(2)\nb(3)\n", "1 2"},
    {"swift", "f(\"...\")", "f(\"a\")\nf(\"a \\(b) c\")\n", "1"},
    {"swift", "g($X)", "f(\"a \\(g(1)) c\")\n", "1"},
    {"swift", "a[$X]", "a[1]\na(1)\n", "1"},
    {"swift", "[\"a\": $X]", "x = [\"a\": 1]\n", "1"},
    {"swift", "foo\n...\nbar($X)", "foo\nbaz()\nbar(1)\n", "1"},
    {"swift", "@objc\nfunc $F() { ... }", "@objc func a() {}\nfunc b() {}\n", "1"},
    {"swift", "import Foundation", "import Foundation\nimport UIKit\n", "1"},
    {"swift", "f(($X: Int))", "func g(a: Int, b: Bool) {\n f(a)\n f(b)\n}\n", "2"},
};

SL_TEST_LANGUAGE_MAIN

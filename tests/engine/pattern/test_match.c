/* Patterns on code: each case is a language, a pattern, code, and the lines where matches begin. */
#include "tests/support/test.h"

#include "engine/pattern/match.h"
#include "tests/support/code.h"

static const sl_test_match cases[] = {
    /* a pattern matches expressions anywhere, whatever the layout */
    {"python", "foo($X)", "foo(1)\ny = bar(foo( 2 ))\nfoo(1, 2)\n", "1 2"},
    {"javascript", "foo($X)", "if (foo(1)) { g(foo(2)); }\n", "1 1"},
    {"java", "foo($X)", "class A { int b = foo(1);\n void m() { foo(2); } }\n", "1 2"},
    {"go", "foo($X)", "package a\nfunc m() {\n  x := foo(1)\n}\n", "3"},
    /* metavariables stand for the same thing each time, and $_ for anything */
    {"python", "$X == $X", "a == a\na == b\nf(1) == f( 1 )\n", "1 3"},
    {"python", "f($_, $_)", "f(1, 2)\n", "1"},
    /* arguments: ellipses, keywords in any order, a metavariable is no keyword */
    {"python", "f(..., 3, ...)", "f(3)\nf(1, 3)\nf(1, 2)\nf(3, k=1)\n", "1 2 4"},
    {"python", "f(a=1, b=2)", "f(b=2, a=1)\nf(a=1)\n", "1"},
    {"python", "f(..., debug=True, ...)", "f(1, debug=True)\nf(debug=False)\n", "1"},
    {"python", "f($X, $Y)", "f(1, k=2)\n", ""},
    {"python", "f($...ARGS, 3)", "f(1, 2, 3)\nf(3, 1)\n", "1"},
    /* statements in a row, with others between them and inside others */
    {"python", "$X = get()\n...\nuse($X)", "a = get()\nb()\nuse(a)\n", "1"},
    {"python", "$X = get()\n...\nuse($X)", "a = get()\nif c:\n  use(a)\n", "1"},
    {"python", "$X = get()\n...\nuse($X)", "a = get()\nuse(b)\n", ""},
    {"java", "$X = get();\n...\nuse($X);", "class A { void m() {\n T a = get();\n use(a);\n} }\n",
     "2"},
    {"python", "a()\nb()", "a()\nc()\nb()\n", ""},
    {"python", "a()\nb()", "a()\nx = f(b())\n", "1"},
    /* an assignment also is a declaration */
    {"javascript", "$X = secret()", "var a = secret();\nlet b = secret();\nc = secret();\n",
     "1 2 3"},
    {"go", "$X = f()", "package a\nfunc m() {\n  x := f()\n}\n", "3"},
    {"javascript", "var $X = 1", "let a = 1;\nconst b = 1;\nc = 1;\n", "1 2"},
    {"javascript", "const $X = 1", "let a = 1;\nconst b = 1;\n", "2"},
    /* functions: bodies, parameters, decorators, arrows */
    {"python", "def $F(...):\n  ...\n  return 1",
     "def a(x, y=2):\n  b()\n  return 1\ndef c():\n  return 2\n", "1"},
    {"python", "@route\ndef $F(...): ...", "@other\n@route\ndef a(): pass\ndef b(): pass\n", "1"},
    {"python", "def $F($A): ...", "def a(x: int): pass\ndef b(x, y): pass\n", "1"},
    {"javascript", "function $F(...) { ... }", "function a() {}\nconst b = () => 1;\n", "1 2"},
    {"javascript", "function ($X) { ... }", "g(x => { y(); });\n", "1"},
    {"java", "public void $M(...) { ... }",
     "class A {\n public static void m(int a) {}\n void n() {}\n}\n", "2"},
    /* classes: members in any order, more than the pattern says */
    {"python", "class $C(Base): ...", "class A(Base):\n  x = 1\nclass B: pass\n", "1"},
    {"java", "class $C extends B { void m() { ... } }",
     "class A extends B {\n int x;\n void m() { f(); }\n}\n", "1"},
    /* partial patterns */
    {"javascript", "function f(...)", "function f(a) { return a; }\n", "1"},
    {"javascript", "if ($X > $Y)", "if (1 > 2) a();\nif (1 < 2) b();\n", "1"},
    {"java", "catch (Exception $E) { ... }",
     "class A { void m() { try { f(); }\n catch (Exception e) { } } }\n", "2"},
    {"javascript", "secure: false", "f({name: 1, secure: false});\n", "1"},
    /* strings: any, by content, by expression, with a metavariable */
    {"python", "f(\"...\")", "f('a')\nf(\"\")\nf(x)\nf(f'{x}')\n", "1 2"},
    {"python", "f('a')", "f(\"a\")\nf('''a''')\nf('b')\n", "1 2"},
    {"javascript", "f(\"=~/^http:/i\")", "f('HTTP://a');\nf('https://a');\n", "1"},
    {"javascript", "f(\"$X\", $X)", "f('a', a);\nf('a', b);\n", "1"},
    {"javascript", "`...${$X}...`", "a = `b${c}d`;\nb = `x`;\n", "1"},
    /* C#: a declaration is no assignment; var finds every type, a type does not find var */
    {"csharp", "$X = f();", "class A { void m() {\n x = f();\n int y = f();\n var z = f();\n} }\n",
     "2"},
    {"csharp", "var $X = f();", "class A { void m() {\n int y = f();\n var z = f();\n} }\n", "2 3"},
    {"csharp", "int $X = f();", "class A { void m() {\n int y = f();\n var z = f();\n} }\n", "2"},
    {"csharp", "(C $X).m(...)", "class A { void m(C a, D b) {\n a.m(1);\n b.m(2);\n} }\n", "2"},
    {"csharp", "(C $X)", "class A { void m() {\n C a = f();\n C b;\n} }\n", "2"},
    {"csharp", "($T $X).m(...)", "class A { void m(C a) {\n a.m(1);\n b.m(2);\n} }\n", "2"},
    {"csharp", "new C { A = 1, ... }",
     "class A { void m() {\n a = new C { A = 1, B = 2 };\n b = new C(1);\n} }\n", "2"},
    {"csharp", "new C(...)", "class A { void m() {\n a = new C { A = 1 };\n b = new C(1);\n} }\n",
     "3"},
    {"csharp", "[Route(...)] public $T $F(..., string $P, ...) { ... }",
     "class A {\n [Route(\"a\")] [Get]\n public async T m(int a, string b) {}\n int n(string c) "
     "{}\n}\n",
     "2"},
    {"csharp", "class $C : B { ... }", "class A : B, I {}\nclass D(int x) : B(x) {}\n", "1"},
    {"csharp", "$T $F(int a) { ... }", "class A {\n void m(this string s, int a) {}\n}\n", "2"},
    {"csharp", "$X.b()", "class A { void m() {\n a?.b();\n a?.c?.b();\n} }\n", "2 3"},
    {"csharp", "$X?.b()", "class A { void m() {\n a?.b();\n a.b();\n} }\n", "2"},
    {"csharp", "f(\"...\")",
     "class A { const string K = \"k\"; void m() {\n f(@\"c:\\x\");\n f(K);\n f($\"a{b}\");\n} }\n",
     "2 3"},
    {"csharp", "f(this)", "class A { void m() {\n f(this);\n f();\n} }\n", "2"},
    {"csharp", "class $C { int $P { set { $S = $V; } } }",
     "class A {\n int B { get { return b; } set { b = 1; } }\n}\n", "1"},
    {"csharp", "base(...)", "class A : B {\n A(int x) : base(x) {}\n}\n", "2"},
    {"csharp", "using System.Net;\n...\nclass $C { ... }", "using System.Net;\nclass A {}\n", "1"},
    {"csharp", "$T $F(..., $X, ...)\n{\n  ...\n  ... f(<... $X ...>);\n}",
     "class A {\n int m(int a) {\n  b();\n  x = f(a + 1);\n }\n}\n", "2"},
    {"csharp", "switch ($X) { case 1: ... }",
     "class A { void m() {\n switch (a) { case 2: b(); break; case 1: c(); break; }\n} }\n", "2"},
    {"csharp", "catch (E $X) { ... }",
     "class A { void m() { try { f(); }\n catch (E e) when (e.A) { } } }\n", "2"},
    /* Solidity: marks in any order, options of calls, versions, fields of the last operand */
    {"solidity", "contract $C is ..., B, ... { ... }", "contract A is B {}\ncontract D is E {}\n",
     "1"},
    {"solidity", "function $F(...) public { ... }",
     "contract A {\n function f() view public {}\n function g() external {}\n}\n", "2"},
    {"solidity", "function $F(...) $M { ... }",
     "contract A {\n function f() public {}\n function g() external onlyOwner {}\n}\n", "3"},
    {"solidity", "constructor(...) payable { ... }",
     "contract A { constructor() payable {} }\ncontract B { constructor() {} }\n", "1"},
    {"solidity", "$X.call{value: $V}(...)",
     "contract A { function f() {\n a.call{value: 1}(b);\n a.call(b);\n} }\n", "2"},
    {"solidity", "$X.call(...)",
     "contract A { function f() {\n a.call{value: 1}(b);\n a.call(b);\n} }\n", "3"},
    {"solidity", "(bool $S, ) = $X.call(...);",
     "contract A { function f() {\n (bool a, ) = b.call(c);\n (bool a, bytes memory d) = "
     "b.call(c);\n"
     "} }\n",
     "2"},
    {"solidity", "$X / $Y.b()", "contract A { function f() {\n c = d * e / a.b();\n} }\n", "2"},
    {"solidity", "(a / b).c", "contract A { function f() {\n x = (a / b).c;\n y = a / b.c;\n} }\n",
     "2"},
    {"solidity", "pragma solidity >= $V;", "pragma solidity >=0.8.0;\n", "1"},
    {"solidity", "pragma solidity $V;", "pragma solidity ^0.8.0;\n", "1"},
    {"solidity", "$X++", "contract A { function f() {\n a++;\n ++a;\n} }\n", "2"},
    {"solidity", "unchecked { ... }", "contract A { function f() {\n unchecked { a(); }\n} }\n",
     "2"},
    {"solidity", "selfdestruct(...)",
     "contract A { function f() {\n assembly { selfdestruct(a) }\n} }\n", "2"},
    {"solidity", "emit $E(...);", "contract A { function f() {\n emit B(1);\n} }\n", "2"},
    {"solidity", "revert(\"...\");",
     "contract A { function f() {\n revert(\"a\");\n revert B(1);\n} }\n", "2"},
    {"solidity", "import {$X} from \"...\";", "import {A} from \"./a.sol\";\n", "1"},
    {"solidity", "for (...) { ... }",
     "contract A { function f() {\n for (uint i = 0; i < 3; i++) { a(); }\n} }\n", "2"},
    /* Kotlin: expressions are statements, lambdas are arguments, names in strings are code */
    {"kotlin", "a()\n...\nb()", "fun f() {\n  a()\n  val x = c(b())\n}\n", "2"},
    {"kotlin", "$X = f($Y)", "fun m() {\n  val a = f(1)\n  var b: T = f(2)\n  c = f(3)\n}\n",
     "2 3 4"},
    {"kotlin", "val $X: T = $Y", "fun m() {\n  val a = f(1)\n  val b: T = f(2)\n}\n", "3"},
    {"kotlin", "fun $F(..., $X: String, ...): $T { ... }",
     "class A {\n  private fun f(a: Int, b: String = \"c\"): Int {\n  }\n  fun g(c: String) {\n  "
     "}\n}\n",
     "2"},
    {"kotlin", "f(1) { $X -> ... }", "fun m() {\n  f(1) { a -> b() }\n  f(1)\n}\n", "2"},
    {"kotlin", "f(..., name = 2, ...)", "fun m() {\n  f(1, name = 2)\n  f(1, 2)\n}\n", "2"},
    {"kotlin", "($X: C).m(...)", "fun g(a: C, b: D) {\n  a.m(1)\n  b.m(2)\n}\n", "2"},
    {"kotlin", "$X.b()", "fun m() {\n  a?.b()\n}\n", "2"},
    {"kotlin", "f(\"...\")", "fun m() {\n  f(\"a\")\n  f(\"a$b\")\n}\n", "2"},
    {"kotlin", "\"...${$X}...\"", "val a = \"b $c d\"\nval e = \"f\"\n", "1"},
    {"kotlin", "f<$T>($X)", "fun m() {\n  val a = f<B>(c)\n  f(d)\n}\n", "2"},
    {"kotlin", "java.util.Date(...)", "import java.util.Date\nval a = Date(1)\n", "2"},
    {"kotlin", "catch ($E: T) { ... }", "fun m() {\n  try { a() }\n  catch (e: T) { b() }\n}\n",
     "3"},
    {"kotlin", "class $C(...) : B { ... }", "class A(val x: Int) : B {\n}\n", "1"},
    {"kotlin", "$X ?: f()", "val a = b ?: f()\n", "1"},
    /* what a metavariable stands for: a constant's value, no casts of TypeScript, bytes apart */
    {"javascript", "$X == $X", "var a = 0;\nb = a == 0;\nc = a == 1;\n", "2"},
    {"typescript", "f($X, $X)", "f(a, a as T);\nf(a, <T>a);\nf(a, b as T);\n", "1 2"},
    {"typescript", "f(a)", "f(a as T);\nf(b as T);\n", "1"},
    {"python", "$X == $X", "b'a' == 'a'\n'ba' == \"ba\"\nb'a' == rb'a'\n", "2 3"},
    {"java", "$X = 0",
     "class A { void m() {\n for (int i = 0; i < 1; i++) b = 0;\n int c = 0;\n} }\n", "2 3"},
    {"javascript", "import 'm';", "const {a} = require('m');\nconst b = require('n');\n", "1"},
    {"ruby", "p()[...]", "p[1]\np()[2]\np = {}\np[3]\n", "1 2"},
    {"go", "func $F(..., $A func(...) $T, ...)",
     "package a\nfunc f(g func()) {\n}\nfunc h(i func(int) bool) {\n}\nfunc j(int) {\n}\n", "2 4"},
    {"go", "x := []string{\"...\", ...}",
     "package p\nfunc f() {\n x := []string{a, \"b\"}\n x := []string{\"b\", a}\n}\n", "4"},
    {"java", "class $C {\n  byte[] $A = {...};\n  ...\n  $M(...) { ... }\n}",
     "class B {\n byte[] a = {1};\n int c;\n B(int d) { f(); }\n}\n", "1"},
    {"java", "class Foo<..., T, ...> { ... }", "class Foo<T, U> {\n}\n", "1"},
    {"java", "f((boolean $X))",
     "class A { void m(List<Boolean> a, String b, int c) {\n f(a.get(0));\n f(b.isEmpty());\n"
     " f(c ^ true);\n f(c ^ 1);\n} }\n",
     "2 3 4"},
    /* Lua: several values are several assignments, texts without brackets are arguments */
    {"lua", "$X = $X", "a = a\na, b = a, c\na = c\n", "1 2"},
    {"lua", "$X = f()", "local a = f()\nlocal b, c = 1, f()\nd.e = f()\n", "1 2 3"},
    {"lua", "f(\"...\")", "f 'a'\nf [[b]]\nf(c)\n", "1 2"},
    {"lua", "$O:m(...)", "a:m(1):n()\na.m(1)\n", "1 2"},
    {"lua", "f()\n...\ng()", "f()\nif a then\n  g()\nend\n", "1"},
    {"lua", "function $F(...)\n  ...\nend", "function m.f(a)\n  return a\nend\n", "1"},
    {"lua", "local function $F(...) ... end", "function f() end\nlocal function g() end\n", "2"},
    {"lua", "for $K, $V in pairs($T) do ... end", "for a, b in pairs(c) do d() end\n", "1"},
    {"lua", "if $X then ... else ... end", "if a then b() else c() end\nif a then b() end\n", "1"},
    /* Scala: a word between two values calls, imports are one each, texts have names in them */
    {"scala", "$X.f(...)", "object A {\n  def g() = {\n    a f b\n    a.f(b)\n  }\n}\n", "3 4"},
    {"scala", "$K -> $V", "val a = b -> c\n", "1"},
    {"scala", "import a.$X", "import a.{b, c => d}\nimport e.f\n", "1 1"},
    {"scala", "a.b.c(...)", "import a.b\nval x = b.c(1)\n", "2"},
    {"scala", "$X = f()", "object A {\n  val a = f()\n  var b: T = f()\n}\n", "2 3"},
    {"scala", "def $F(..., $X: Int, ...) = { ... }",
     "class A {\n  def f(a: String, b: Int): T = {\n    c()\n  }\n}\n", "2"},
    {"scala", "($X: T).m(...)", "def f(a: T, b: U) = {\n  a.m(1)\n  b.m(2)\n}\n", "2"},
    {"scala", "$X match { case $V => ... }", "val a = b match { case 1 => c() }\n", "1"},
    {"scala", "s\"...${$X}...\"", "val a = s\"b $c d\"\nval e = \"f\"\n", "1"},
    {"scala", "...\nb()", "a()\nobject O {\n  def f() = {\n    b()\n  }\n}\n", "4"},
    {"scala", "f(..., a = 1, ...)", "val x = f(2, a = 1)\nval y = f(2)\n", "1"},
    {"scala", "new A(...)", "val x = new A(1)\n", "1"},
    /* literals by value, constants wherever they come from */
    {"python", "f(16)", "f(0x10)\nf(1)\n", "1"},
    {"python", "f(\"...\")", "a = 'x'\nf(a)\na = g()\nf(a)\n", "2"},
    {"python", "f(\"...\")", "if c:\n  a = 'x'\nelse:\n  a = 'y'\nf(a)\n", "5"},
    {"python", "f('x')", "if c:\n  a = 'x'\nelse:\n  a = 'y'\nf(a)\n", ""},
    {"python", "f(\"...\")", "a = 'x'\nfor b in c:\n  a = a + b\nf(a)\n", ""},
    {"javascript", "f('ab')", "const a = 'a';\nfunction g() { f(a + 'b'); }\n", "2"},
    {"java", "f(\"...\")", "class A { static final String K = \"k\";\n void m() { f(K); } }\n",
     "2"},
    /* names by what they were imported as */
    {"python", "os.path.join(...)", "from os.path import join as j\nj(1)\n", "2"},
    {"python", "subprocess.call(...)", "import subprocess as sp\nsp.call(1)\nother.call(1)\n", "2"},
    {"javascript", "child_process.exec(...)",
     "const {exec} = require('child_process');\nexec(a);\n", "2"},
    {"javascript", "child_process.exec(...)", "import * as cp from 'child_process';\ncp.exec(a);\n",
     "2"},
    {"java", "a.b.C.f()", "import a.b.C;\nclass D { void m() { C.f(); } }\n", "2"},
    {"go", "exec.Command(...)", "package a\nimport e \"os/exec\"\nfunc m() { e.Command(1) }\n",
     "3"},
    {"python", "import a.b", "import a.b.c\nfrom a import b\nfrom a.b import d\nimport a\n",
     "1 2 3"},
    /* typed metavariables */
    {"java", "(String $X).trim()",
     "class A { void m(String s, Foo f) {\n s.trim();\n f.trim(); } }\n", "2"},
    {"go", "($C : *http.Client).Get(...)",
     "package a\nfunc m() {\n  c := &http.Client{}\n  c.Get(1)\n  d.Get(1)\n}\n", "4"},
    {"typescript", "($X: Foo).f()", "function a(x: Foo, y: Bar) {\n x.f();\n y.f();\n}\n", "2"},
    /* deep ellipsis, chains, operators */
    {"python", "f(<... secret ...>)", "f(g(1 + secret))\nf(1)\n", "1"},
    {"java", "$O.a(). ... .b()", "class A { Object x = o.a().c().b();\n Object y = o.b(); }\n",
     "1"},
    {"python", "a and ... and b", "a and c and b\nb and a\n", "1"},
    {"python", "a | b", "b | c | a\na | c\n", "1"},
    {"javascript", "$X = 1 + ... + 4", "x = 1 + 2 + 3 + 4;\n", "1"},
    /* records and dictionaries */
    {"javascript", "f({secure: false})", "f({a: 1, secure: false});\nf({});\n", "1"},
    {"python", "{..., 'a': $X, ...}", "x = {'b': 1, 'a': 2}\ny = {'b': 1}\n", "1"},
    {"go", "tls.Config{..., InsecureSkipVerify: true, ...}",
     "package a\nvar c = tls.Config{A: 1, InsecureSkipVerify: true}\n", "2"},
    /* what makes no difference */
    {"javascript", "if (a) b();", "if (a) { b(); }\n", "1"},
    {"python", "try:\n  ...\nexcept A:\n  ...", "try:\n  x()\nexcept B:\n  y()\nexcept A:\n  z()\n",
     "1"},
    {"javascript", "<a href={$X} />", "x = <a id=\"1\" href={y}>text</a>;\n", "1"},
    /* Terraform: blocks with labels, attributes in any order, nested blocks at any depth */
    {"terraform", "resource \"a\" $X {\n  ...\n  b = true\n  ...\n}",
     "resource \"a\" \"y\" {\n  c = 1\n  b = true\n}\nresource \"a\" \"z\" {\n  b = false\n}\n",
     "1"},
    {"terraform", "resource \"a\" \"...\" {\n  ...\n  d {\n    ...\n    e = 1\n  }\n}",
     "resource \"a\" \"y\" {\n  c {\n    d {\n      e = 1\n    }\n  }\n}\n", "1"},
    {"terraform", "resource", "resource \"a\" \"y\" {}\ndata \"a\" \"y\" {}\n", "1"},
    {"terraform", "$X = [..., \"*\", ...]", "a {\n  b = [\"x\", \"*\"]\n  c = [\"x\"]\n}\n", "2"},
    {"terraform", "a.b[0].$X", "c = a.b[0].d\ne = a.b[1].d\n", "1"},
    {"terraform", "f(..., 2)", "c = f(1, 2) ? 1 : 0\ne = f(1)\n", "1"},
    {"terraform", "$X == $X", "c = a.b == a.b\ne = a.b == a.c\n", "1"},
    {"terraform", "b = \"=~/Action/\"", "b = <<EOF\n{ \"Action\": 1 }\nEOF\n", "1"},
    /* JSON: entries in any order, one of them as a pattern */
    {"json", "\"a\": {..., \"b\": $X, ...}", "{\"a\": {\"c\": 1, \"b\": 2},\n \"d\": {\"b\": 2}}",
     "1"},
    {"json", "$K: \"...\"", "{\"a\": 1,\n \"b\": \"c\"}", "2"},
    {"json", "[..., 2, ...]", "{\"a\": [1, 2],\n \"b\": [1]}", "1"},
    /* YAML: an entry anywhere; several entries in any order are the whole mapping, unless an
       ellipsis lets it have more */
    {"yaml", "a: 1", "a: 1\nb:\n  a: 1\nc: {a: 1, d: 2}\n", "1 3 4"},
    {"yaml", "a: 1\nb: 2", "- b: 2\n  a: 1\n- {a: 1, b: 2}\n- a: 1\n  b: 2\n  c: 3\n", "1 3"},
    {"yaml", "a: 1\n...\nb: 2", "- b: 2\n  c: 3\n  a: 1\n- a: 1\n", "1"},
    {"yaml", "c:\n  a: 1", "c:\n  a: 1\n  b: 2\nd:\n  c: {a: 1}\n", "5"},
    {"yaml", "c:\n  ...\n  a: $X\n", "c:\n  a: 1\n  b: 2\nd:\n  c: {b: 1}\n", "1"},
    {"yaml", "c:\n  ...\n", "c: 1\nd: 2\n", "1"},
    /* an item anywhere; an ellipsis on a line is an item where its neighbours are */
    {"yaml", "- a: 1\n  ...", "- a: 1\n  b: 2\n- x\n", "1"},
    {"yaml", "l:\n  ...\n  - x\n  ...\n", "l: [a, x]\nm:\n  l:\n  - y\n", "1"},
    {"yaml", "l:\n- x\n- ...\n", "l: [a, x]\nm:\n  l:\n  - x\n  - y\n", "3"},
    {"yaml", "...\n- a: $X\n- b: $X\n...\n", "- - a: 1\n  - b: 2\n- - c: 1\n  - a: 1\n  - b: 1\n",
     "3"},
    {"yaml", "- ...\n  k: $V\n", "- a: 1\n  k: 2\n- a: 1\n", "1"},
    /* scalars by what they say: style makes no difference, but text is no number */
    {"yaml", "$K: a b", "x: a b\ny: 'a b'\nz: \"a\\x20b\"\nv: >-\n  a\n  b\nw: a\n", "1 2 3 4"},
    {"yaml", "$K: 1", "x: 1\ny: '1'\nz: 1.0\n", "1 3"},
    {"yaml", "$K: true", "x: true\ny: 'true'\nz: yes\n", "1 3"},
    {"yaml", "$K: \"$V\"", "x: 1\ny: a\nz: [a]\n", "2"},
    {"yaml", "$K: |\n  a\n   b\n", "x: \"a\\n b\\n\"\ny: |2\n  a\n   b\n\nz: |-\n  a\n   b\n",
     "1 2"},
    {"yaml", "$K: ~", "x: null\ny:\nz: ~\n", "1 3"},
    {"yaml", "$K: ''", "x: null\ny:\nz: \"\"\n", "2 3"},
    /* tags: without one a pattern does not ask for it */
    {"yaml", "!t $X", "- !t 1\n- !u 2\n- 3\n", "1"},
    {"yaml", "!$T {a: $X}", "- !t {a: 1}\n- !u 2\n- {a: 1}\n", "1"},
    {"yaml", "k: 1", "k: !t 1\n", "1"},
    /* aliases are what they name; an alias inside its anchor, or one that names nothing, is not */
    {"yaml", "k:\n  a: 1\n", "x: &n {a: 1}\nk: *n\n", "2"},
    {"yaml", "k: $X", "k: &n [*n, *m]\n", "1"},
    /* documents, comments, a template's marks */
    {"yaml", "a: $X", "a: 1 # one\n---\n# two\na: 2\n...\n---\na: 3\n", "1 4 7"},
    {"yaml", "k: ${{ a.b }}", "k: ${{ a.b }}\n", "1"},
};

static void patterns_match_where_they_should(void **state)
{
    sl_test_matches(*state, cases, sizeof cases / sizeof *cases);
}

static const struct {
    const char *language, *pattern, *what;
} bad[] = {
    {"python", "f(", "line 1, column"},
    {"python", "a = 1\nb = = 2", "line 2, column"},
    {"java", "class {", "not understood as java"},
    {"python", "  ", "not empty"},
};

static void a_pattern_that_is_no_code_says_where(void **state)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        sl_err e = {0};
        sl_code_pattern *pattern;
        const sl_tables *tables =
            sl_tables_open(*state, sl_dialect_of(sl_str_of(bad[i].language), SL_S("")));

        bool ok = sl_code_pattern_read(&pattern, *state, tables, sl_str_of(bad[i].pattern), &e);

        assert_false(ok);
        if (!strstr(e.text, bad[i].what))
            fail_msg("%s: %s", bad[i].pattern, e.text);
    }
}

static void a_pattern_tells_the_names_that_its_matches_have(void **state)
{
    sl_err e = {0};
    sl_code_pattern *pattern;
    const sl_tables *tables = sl_tables_open(*state, sl_dialect_of(SL_S("python"), SL_S("")));
    assert_ok(sl_code_pattern_read(&pattern, *state, tables,
                                   SL_S("a.bb.$X.execute(a, k=open(\"a long text here\"), ...)"),
                                   &e),
              &e);

    assert_int_equal(pattern->words.n, 4);
    assert_true(sl_str_is(pattern->words.v[0], "execute"));
    assert_true(sl_str_is(pattern->words.v[1], "open"));
    assert_true(sl_str_is(pattern->words.v[2], "bb"));
    assert_true(sl_str_is(pattern->words.v[3], "a"));
}

static void a_typed_metavariable_tells_its_type_but_that_of_literals(void **state)
{
    sl_err e = {0};
    sl_code_pattern *named;
    sl_code_pattern *literal;
    const sl_tables *tables = sl_tables_open(*state, sl_dialect_of(SL_S("java"), SL_S("")));
    assert_ok(sl_code_pattern_read(&named, *state, tables,
                                   SL_S("(java.sql.Statement $S).$RUN($SQL, ...)"), &e),
              &e);
    assert_ok(sl_code_pattern_read(&literal, *state, tables, SL_S("(String $S).$RUN()"), &e), &e);

    assert_int_equal(named->words.n, 1);
    assert_true(sl_str_is(named->words.v[0], "Statement"));
    assert_int_equal(literal->words.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(patterns_match_where_they_should),
        sl_test(a_pattern_that_is_no_code_says_where),
        sl_test(a_pattern_tells_the_names_that_its_matches_have),
        sl_test(a_typed_metavariable_tells_its_type_but_that_of_literals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

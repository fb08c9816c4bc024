/* Ruby: calls and blocks, what is returned, texts, symbols and hashes. */
#include "tests/support/test.h"

#include "tests/support/code.h"

static const sl_test_terms terms[] = {
    {"ruby", "a.b c, d: 1",
     "(item:block (item:expression (item:call (callee:field (object:name \"a\") (name:name \"b\")) "
     "(arg:name \"c\") (arg:keyword (name:symbol \"d\") (value:number \"1\")))))"},
    {"ruby", "f(1) do |x| y end",
     "(item:block (item:expression (item:call (callee:call (callee:name \"f\") (arg:number \"1\")) "
     "(arg:function (param:parameter (name:name \"x\")) (body:block (item:return (item:name "
     "\"y\")))))))"},
    {"ruby", "def f\n  if a then b else c end\nend",
     "(item:block (item:function (name:name \"f\") (body:block (item:if (cond:name \"a\") "
     "(then:block (item:return (item:name \"b\"))) (else:block (item:return (item:name "
     "\"c\")))))))"},
    {"ruby", "f(<<~A, <<B)\n  a #{b}\nA\nc\nB\n",
     "(item:block (item:expression (item:call (callee:name \"f\") (arg:template (item:string \"\n  "
     "a \") (item:name \"b\") (item:string \"\n\")) (arg:string \"\nc\n\"))))"},
    {"ruby", "a unless b",
     "(item:block (item:if (cond:unary \"!\" (item:name \"b\")) (then:block (item:expression "
     "(item:name \"a\")))))"},
    {"ruby", "begin\n  a\nrescue B => c\n  d\nensure\n  e\nend",
     "(item:block (item:try (body:block (item:expression (item:name \"a\"))) (catch:catch "
     "(name:name \"c\") (cond:name \"B\") (body:block (item:expression (item:name \"d\")))) "
     "(finally:finally (body:block (item:expression (item:name \"e\"))))))"},
    {"ruby", "x = %w(a b)",
     "(item:block (item:expression (item:assign (left:name \"x\") (right:list (item:string \"a\") "
     "(item:string \"b\")))))"},
    {"ruby", "f <<A",
     "(item:block (item:expression (item:call (callee:name \"f\") (arg:string))))"},
};

static const sl_test_match matches[] = {
    /* calls: parentheses or none, receivers, names that are calls */
    {"ruby", "f($X)", "f(1)\nf 2\na = f 3\nf\nf 1, 2\n", "1 2 3"},
    {"ruby", "f(1, ...)", "f 1\nf(1, 2)\nf 2\n", "1 2"},
    {"ruby", "$X.f", "a.f\na&.f\na::f\na.f(1)\nf\n", "1 2 3 4"},
    {"ruby", "f()", "f()\nf\na = f\nf(1)\n", "1 2 3"},
    {"ruby", "f()", "f = 1\na = f\n", ""},
    {"ruby", "f()[...]", "f[:a]\nf()[:a]\ng[:a]\n", "1 2"},
    {"ruby", "....f(..., :a, ...)", "b.c.f(:d, :a)\nx.f(:b)\n", "1"},
    /* blocks */
    {"ruby", "f($X)", "f(1) do |n|\n  2\nend\nf(3) { 4 }\n", "1 4"},
    {"ruby", "f($X, $Y)", "f(1) do |n|\n  2\nend\n", ""},
    {"ruby", "$X.each do |$Y|\n  ...\nend", "a.each { |b| c }\na.each do |b|\n d\nend\na.each\n",
     "1 2"},
    {"ruby", "f ... { ... }", "f 1 do 2 end\nf 1 { }\nf 1\n", "1 2"},
    /* keywords and hashes, whichever way they are written */
    {"ruby", "f(..., a: 1, ...)", "f(:a => 1)\nf(b: 2, a: 1)\nf({a: 1})\nf(a: 2)\n", "1 2"},
    {"ruby", "f(:a => $X)", "f(a: 1)\nf(:b => 1)\n", "1"},
    {"ruby", "{..., :a => $X, ...}", "x = {b: 1, a: 2}\ny = {b: 1}\n", "1"},
    {"ruby", ":$K => false", "x = {:a => false}\ny = {b: true}\nz = {c: false}\n", "1 3"},
    /* symbols, strings, commands, expressions */
    {"ruby", "f(:$X)", "f(:a)\nf(:\"b\")\nf('c')\nf(1)\n", "1 2"},
    {"ruby", "f(\"...\")", "f('a')\nf(%q(b))\nf(\"c#{d}\")\nf(:e)\n", "1 2"},
    {"ruby", "f(<<~A)\n...\nA", "f(<<~B)\n  c\nB\nf(d)\n", "1"},
    {"ruby", "\"#{...}...\"", "\"#{a}b\"\n\"b#{a}\"\n\"c\"\n", "1"},
    {"ruby", "\"...#{$X}...\"", "\"#{a}b\"\n\"b#{a}\"\n\"c\"\n`#{d}`\n", "1 2"},
    {"ruby", "`...#{$X}...`", "`a #{b}`\n%x{#{c}}\n\"#{d}\"\n`e`\n", "1 2"},
    {"ruby", "`...`", "`a`\n`#{b}`\n'c'\n", "1 2"},
    {"ruby", "f(/$X/)", "f(/a/i)\nf('b')\n", "1"},
    {"ruby", "$X = \"$Y\"", "a = ''\nb = 'c'\nd = e\n", "1 2"},
    /* statements */
    {"ruby", "a\nb", "a\nx = c(b)\n", "1"},
    {"ruby", "$V = f $X\n...\ng $V", "a = f b\nc\nif d\n  g a\nend\n", "1"},
    {"ruby", "if $X\n  ...\nend", "a if b\nif c\n  d\nend\ne unless f\n", "1 2 5"},
    {"ruby", "$X && $Y", "a and b\na && b\na or b\n", "1 2"},
    {"ruby", "return $X", "def f\n  a\n  b\nend\ndef g\n  return c\nend\nd\n", "3 6"},
    {"ruby", "return $X", "def f\n  case a\n  when 1\n    b\n  else\n    c\n  end\nend\n", "4 6"},
    {"ruby", "return $X", "def f\n  begin\n    a\n  rescue E\n    b\n  ensure\n    c\n  end\nend\n",
     "7"},
    {"ruby", "begin\n  ...\nrescue $E\n  ...\nend",
     "begin\n a\nrescue B\n c\nend\nbegin\n a\nrescue => e\n c\nend\n", "1"},
    {"ruby", "($X .. $Y)", "a = (1..2)\nb = (1..)\nc = (1...2)\n", "1 2"},
    /* definitions */
    {"ruby", "def $F(...)\n  ...\nend", "def a; end\ndef b(c, d = 1, *e, f:, &g)\n  h\nend\n",
     "1 2"},
    {"ruby", "def self.$F\n  ...\nend", "def a; end\ndef self.b; end\n", "2"},
    {"ruby", "class $C < $B\n  ...\nend", "class A < B\n  c\nend\nclass D; end\nmodule E; end\n",
     "1"},
    {"ruby", "class $C < B\n  ...\n  a :$X\n  ...\n  $O.$X = c[...]\nend",
     "class D < B\n  a :e\n  f.e = c[:e]\nend\nclass G < B\n  a :h\n  f.e = c[:e]\nend\n", "1"},
    /* constants; texts that change are none */
    {"ruby", "f(\"...\")", "A = 'b'\ndef c\n  f(A)\nend\n", "3"},
    {"ruby", "f(\"...\")", "a = 'b'\nf(a)\na << c\nf(a)\n", "2"},
    {"ruby", "f(\"bc\")", "a = 'b'\na.concat('c')\nf(a)\na.upcase!\nf(a)\n", "3"},
};

SL_TEST_LANGUAGE_MAIN

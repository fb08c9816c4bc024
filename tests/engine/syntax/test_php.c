/* PHP: variables, calls by a word, texts, classes. */
#include "tests/support/test.h"

#include "tests/support/code.h"

static const sl_test_terms terms[] = {
    {"php", "<?php $a->b(1);",
     "(item:block (item:expression (item:call (callee:field (object:name \"$a\") (name:name "
     "\"b\")) (arg:number \"1\"))))"},
    {"php", "<?php echo $a, 1;",
     "(item:block (item:expression (item:call (callee:name \"echo\") (arg:name \"$a\") (arg:number "
     "\"1\"))))"},
    {"php", "<p><?= $a ?></p>",
     "(item:block (item:expression (item:call (callee:name \"echo\") (arg:name \"$a\"))))"},
    {"php", "<?php f(\"a {$b} c\");",
     "(item:block (item:expression (item:call (callee:name \"f\") (arg:template (item:string \"a "
     "\") (item:name \"$b\") (item:string \" c\")))))"},
    {"php", "<?php $a = array('k' => TRUE);",
     "(item:block (item:expression (item:assign (left:name \"$a\") (right:list (item:pair "
     "(key:string \"k\") (value:bool \"true\"))))))"},
    {"php", "<?php use A\\B as C;",
     "(item:block (item:import (module:field (object:name \"a\") (name:name \"b\")) (alias:name "
     "\"c\")))"},
    {"php", "<?php f(...);",
     "(item:block (item:expression (item:other=function_call_expression (callee:name \"f\") "
     "(arg:other=variadic_placeholder (item:token \"...\")))))"},
};

static const sl_test_match matches[] = {
    /* variables and metavariables */
    {"php", "f($X);", "<?php\nf($a);\nf(1);\nf(1, 2);\n", "2 3"},
    {"php", "f($x);", "<?php\nf($a);\nf($x);\n", "3"},
    {"php", "$X = f(...)", "<?php\n$a = f(1);\n$this->b = f();\n$c = g();\n", "2 3"},
    {"php", "$_GET[...]", "<?php\nf($_GET['a']);\nf($_POST['a']);\n", "2"},
    {"php", "$X == $X", "<?php\n$a == $a;\n$a == $b;\n", "2"},
    /* calls */
    {"php", "$F(...)", "<?php\na(1);\n", "2"},
    {"php", "$O->$M(...)", "<?php\n$a->b(1);\n$a?->c();\nd();\n", "2 3"},
    {"php", "A::f(...)", "<?php\nA::f(1);\nA::g();\n", "2"},
    {"php", "new $C(...)", "<?php\n$a = new B(1);\n$c = new D;\n", "2 3"},
    {"php", "f(..., 3, ...)", "<?php\nf(1, 3);\nf(3);\nf(1);\n", "2 3"},
    {"php", "echo $X;", "<?php\necho $a;\n?><b><?= $c ?></b>", "2 3"},
    {"php", "include $X", "<?php\ninclude $a;\ninclude 'b.php';\nrequire $a;\n", "2 3"},
    {"php", "exec($X)", "<?php\n$a = @exec($b);\n", "2"},
    /* texts */
    {"php", "f(\"...\")", "<?php\nf('a');\nf(\"b\");\nf(\"c $d\");\nf(<<<E\ng\nE);\n", "2 3 5"},
    {"php", "f(\"$X\", $Y)", "<?php\nf('a', 1);\nf($b, 1);\n", "2"},
    {"php", "`...`;", "<?php\n$a = `b $c`;\n$d = 'e';\n", "2"},
    {"php", "f(\"ab\")", "<?php\n$a = 'a';\n$a .= 'b';\nf($a);\nf('a' . 'b');\n", "4 5"},
    /* arrays, however they are written */
    {"php", "f(['k' => $V])", "<?php\nf(array('k' => 1));\nf(['k' => 2]);\nf(['l' => 2]);\n",
     "2 3"},
    {"php", "array(..., 'k' => 1, ...)", "<?php\n$a = ['j' => 0, 'k' => 1];\n$b = ['j' => 0];\n",
     "2"},
    /* statements and definitions */
    {"php", "$X = f();\n...\ng($X);", "<?php\n$a = f();\nb();\nif ($c) { g($a); }\n", "2"},
    {"php", "foreach ($A as $B) { ... }", "<?php\nforeach ($a as $b) { c(); }\n", "2"},
    {"php", "if ($X) { ... }", "<?php\nif ($a) { b(); }\nif ($c): d(); endif;\n", "2 3"},
    {"php", "function $F(...) { ... }", "<?php\nfunction a($b = 1, ...$c) { d(); }\n", "2"},
    {"php", "class $C extends B { ... }",
     "<?php\nfinal class A extends B { private $c = 1; }\nclass D {}\n", "2"},
    {"php", "final class $C { ... }", "<?php\nfinal class A {}\nclass D {}\n", "2"},
    {"php", "throw new $E(...);", "<?php\nthrow new \\A('b');\n", "2"},
    {"php", "if ($X) { ... }", "<?php\nif ($a) { b(); }\nif ($c) { d(); } else { e(); }\n", "2"},
    {"php", "match($X) { ..., default => 2 }",
     "<?php\nmatch($a) { 1 => 3, default => 2 };\nmatch($a) { 1 => 3, default => 4 };\n", "2"},
    {"php", "const X = $V;", "<?php\nclass A {\n const X = 1;\n public $X = 1;\n}\n", "3"},
    /* names of functions, methods and classes have no case, those of variables and fields have */
    {"php", "mail(...)", "<?php\nMail(1);\nmail(1);\n", "2 3"},
    {"php", "$O->run()", "<?php\n$a->Run();\n", "2"},
    {"php", "f($a)", "<?php\nf($A);\nf($a);\n", "3"},
    {"php", "$O->aB", "<?php\n$x->ab;\n$x->aB;\n", "3"},
    {"php", "A\\B::f()", "<?php\nuse A\\B;\nb::F();\n", "3"},
    /* a parameter of a constructor may be a property; its modifiers stand in any order */
    {"php", "class $C { ... public readonly string $b; ... }",
     "<?php\nclass A { function __construct(readonly public string $b) {} }\n"
     "class C { function __construct(private string $b) {} }\n",
     "2"},
    {"php", "#[$A] class $C { ... }", "<?php\n#[B, C]\nclass D {}\n#[E(1)]\nclass F {}\n", "2 2"},
    /* f(...) of code is the function, not a call; text is one piece of a text with code */
    {"php", "f(...)", "<?php\nf(1);\n$a = f(...);\n", "2"},
    {"php", "$X = \"$M{$V}...\";", "<?php\n$a = \"b {$c} d\";\n", "2"},
    {"php", "f(\"...\")", "<?php\n$a = 'b' . escapeshellarg('c');\nf($a);\n", "3"},
    {"php", "$X = \"...\";", "<?php\n$a = <<<'E'\nb\nE;\n", "2"},
    {"php", "$V = $A . 'b' . $C;", "<?php\n$a = $b . $c . 'b' . $d . $e;\n$a = $b . 'b';\n", "2"},
    {"php", "++$X", "<?php\n$a++;\n++$a;\n", "3"},
};

SL_TEST_LANGUAGE_MAIN

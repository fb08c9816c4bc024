/* C++: what it has beyond C. */
#include "tests/support/test.h"

#include "tests/support/code.h"

static const sl_test_terms terms[] = {
    {"cpp", "a::b<int> c(1);",
     "(item:block (item:variable (type:field \"::\" (object:name \"a\") (name:name \"b\" "
     "(typearg:name \"int\"))) (name:name \"c\") (value:new (callee:field \"::\" (object:name "
     "\"a\") (name:name \"b\" (typearg:name \"int\"))) (arg:number \"1\"))))"},
    {"cpp", "auto f = [&a](int b) -> T { return b; };",
     "(item:block (item:variable (type:name \"auto\") (name:name \"f\") (value:function "
     "(typearg:name \"a\") (param:parameter (type:name \"int\") (name:name \"b\")) "
     "(result:name \"T\") (body:block (item:return (item:name \"b\"))))))"},
    {"cpp", "template <class T> class A : public B { T f() override; };",
     "(item:block (item:class \"class\" (modifier:token \"template\") (name:name \"A\") (base:name "
     "\"B\") (body:members (item:function "
     "(modifier:token \";\") (name:name \"f\") (result:name \"T\")))))"},
};

static const sl_test_match matches[] = {
    /* declarations that make something */
    {"cpp", "T $X(...);", "void g() {\n T a(1);\n T b(c);\n T d;\n}", "2 3"},
    {"cpp", "T $X($Y);", "class A {\n T f(x);\n T g(int x, y);\n};", "2"},
    {"cpp", "$T $X{...};", "T a{1};\nT b(1);\n", "1"},
    {"cpp", "new $T(...)", "void g() {\n a = new T(1);\n b = new T;\n c = T(1);\n}", "2 3"},
    {"cpp", "new int[$N]", "void g() {\n a = new int[2];\n b = new int;\n}", "2"},
    {"cpp", "delete $X;", "void g() {\n delete a;\n delete[] b;\n}", "2"},
    {"cpp", "delete[] $X;", "void g() {\n delete a;\n delete[] b;\n}", "3"},
    /* types */
    {"cpp", "vector<$T> $X;", "vector<int> a;\nvector b;\n", "1"},
    {"cpp", "vector $X;", "vector<int> a;\nlist<int> b;\n", "1"},
    {"cpp", "f((std::string $X))",
     "void g(const std::string &a, int b) {\n std::string c;\n f(c);\n f(b);\n}", "3"},
    {"cpp", "const $T $X = $V;", "const int a = 1;\nint b = 1;\n", "1"},
    {"cpp", "auto &$X = $V;", "auto &a = b;\nauto c = d;\n", "1"},
    /* functions and classes */
    {"cpp", "$T $C::$M(...) { ... }", "int A::f() {}\nint g() {}\n", "1"},
    {"cpp", "[...](...) { ... }", "auto a = [&](int b) { c(); };\nint d() {}\n", "1"},
    {"cpp", "template <...> $T $F(...) { ... }",
     "template <class T> T f(T a) { return a; }\nint g() {}\n", "1"},
    {"cpp", "class $C : public $B { ... };", "class A : public B {};\nclass C {};\n", "1"},
    {"cpp", "namespace $N { ... }", "namespace a { int b; }\nint c;\n", "1"},
    /* statements */
    {"cpp", "for ($T $X : $Y) { ... }", "void g() {\n for (auto &a : b) { c(); }\n}", "2"},
    {"cpp", "try { ... } catch (...) { ... }",
     "void g() {\n try { a(); } catch (const E &e) { b(); }\n}", "2"},
    {"cpp", "throw $E(...);", "void g() {\n throw A(1);\n throw;\n}", "2"},
    {"cpp", "if ($X) { ... }", "void g() {\n if (int a = f(); a > 0) { b(); }\n if (c) { }\n}",
     "3"},
    {"cpp", "using namespace $N;", "using namespace std;\nusing std::string;\n", "1"},
    /* expressions */
    {"cpp", "std::cout << $X", "void g() {\n std::cout << a;\n cout << b;\n}", "2"},
    {"cpp", "static_cast<$T>($X)", "int a = static_cast<int>(b);\nint c = f(b);\n", "1"},
    {"cpp", "$X.c_str()", "void g() {\n f(a.c_str(), b->c_str());\n}", "2 2"},
    {"cpp", "f(\"a\")", "void g() {\n f(R\"x(a)x\");\n}", "2"},
    {"cpp", "$X == NULL", "bool a = b == nullptr;\n", "1"},
    {"cpp", "{ ... }", "class A { int b; int f() { return b; } };\n", "1"},
};

SL_TEST_LANGUAGE_MAIN

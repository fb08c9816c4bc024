/* Rules of mode taint through a whole pass: sources are source(), sinks sink(…), sanitizers
   clean(…), and each case says on which lines of the code the sink is told. */
#include "tests/support/test.h"

#include "engine/rules/ruleset.h"
#include "engine/source/open.h"
#include "engine/work/pass.h"

#define RULE                                                                                       \
    "rules:\n- id: t\n  languages: [python, javascript, java, go]\n  severity: ERROR\n"            \
    "  message: m\n  mode: taint\n  pattern-sources: [{pattern: source()}]\n"                      \
    "  pattern-sinks: [{pattern: sink(...)}]\n  pattern-sanitizers: [{pattern: clean(...)}]\n"

#define FOCUS                                                                                      \
    "rules:\n- id: t\n  languages: [python]\n  severity: ERROR\n  message: m\n  mode: taint\n"     \
    "  options: {taint_assume_safe_functions: true}\n  pattern-sources: [{pattern: source()}]\n"   \
    "  pattern-sinks: [{patterns: [{pattern: sink($X)}, {focus-metavariable: $X}]}]\n"
#define PYTHON(sources, sinks, more)                                                               \
    "rules:\n- id: t\n  languages: [python]\n  severity: ERROR\n  message: m\n  mode: taint\n"     \
    "  pattern-sources: [" sources "]\n  pattern-sinks: [" sinks "]\n" more
#define CONTROL    "{pattern: open(), control: true}"
#define TWO        "{pattern: a(), label: A}, {pattern: b(), label: B}"
#define KNOT(n)    "a.b" #n " = a; a.c" #n " = a; a.d" #n " = a; "
#define JAVA(text) "class A { void f() { String b = \"\";\n" text " sink(b); } }\n"

typedef struct taint_case {
    const char *rule, *path, *text, *lines;
} taint_case;

static const taint_case cases[] = {
    /* through assignments, operations, unknown functions and collections */
    {RULE, "a.py", "x = source()\ny = 'a' + x\nsink(y)\nsink(f(y))\nx = 1\nsink(x)\n", "3 4"},
    {RULE, "a.py", "l = []\nl.append(source())\nsink(l)\nsink(len)\n", "3"},
    {RULE, "a.py", "for a in source():\n  sink(a)\nsink([b for b in source()])\n", "2 3"},
    {RULE, "a.js", "const {a, ...b} = source();\nsink(`x${a}`);\nsink(b);\n", "2 3"},
    /* sanitizers */
    {RULE, "a.py", "x = source()\nsink(clean(x))\nx = clean(x)\nsink(x)\n", ""},
    /* branches, loops, what cannot be reached */
    {RULE, "a.py", "if c:\n  x = source()\nelse:\n  x = 1\nsink(x)\n", "5"},
    {RULE, "a.py", "x = 1\nwhile c:\n  sink(x)\n  x = source()\n", "3"},
    {RULE, "a.py", "def f():\n  x = source()\n  return 1\n  sink(x)\n", ""},
    {RULE, "a.js", "let x = source();\nif (false) { sink(x); }\n", ""},
    {RULE, "a.py", "try:\n  x = source()\n  g()\nexcept E:\n  sink(x)\n", "5"},
    /* fields and indices apart */
    {RULE, "a.js", "o.a = source();\nsink(o.b);\nsink(o.a);\nsink(o);\n", "3 4"},
    {RULE, "a.py", "d = {'a': source(), 'b': 1}\nsink(d['b'])\nsink(d['a'])\n", "3"},
    /* functions of the file */
    {RULE, "a.py",
     "def f(a):\n  return a\ndef g(a):\n  return 1\nsink(f(source()))\nsink(g(source()))\n", "5"},
    {RULE, "a.py", "def f(a):\n  sink(a)\nf(1)\nf(source())\n", "2"},
    {RULE, "a.js", "source().forEach(x => sink(x));\n", "1"},
    {RULE, "A.java",
     "class A { String f;\n A() { f = source(); this.f = source(); }\n"
     " String get() { return this.f; }\n"
     " static void m() { A a = new A(); sink(a.get()); } }\n",
     "4"},
    {RULE, "a.go", "package a\nfunc f() {\n  x, err := source()\n  sink(x)\n  sink(y)\n}\n", "4"},
    /* what is always the same decides branches: numbers, truths, texts, characters */
    {RULE, "A.java", JAVA("int n = 86; if ((7 * 42) - n > 200) b = \"x\"; else b = source();"), ""},
    {RULE, "A.java", JAVA("int n = 6; if ((500 / 42) + n > 200) b = \"x\"; else b = source();"),
     "2"},
    {RULE, "A.java", JAVA("int n = 6; b = 7 * 18 + n > 200 ? \"x\" : source();"), "2"},
    {RULE, "A.java", JAVA("int n = 6; b = 7 * 18 + n < 200 || f() ? \"x\" : source();"), ""},
    {RULE, "A.java", JAVA("int n = 1; n += 2; n++; if (n != 4) b = source();"), ""},
    {RULE, "A.java", JAVA("int n = 010; if (n != 8) b = source();"), "2"},
    {RULE, "A.java", JAVA("int n = 1; for (int i : f()) n = i; if (n == 2) b = source();"), "2"},
    {RULE, "A.java", JAVA("int n = 1; while (f()) { if (n == 2) b = source(); n = 2; }"), "2"},
    {RULE, "A.java", JAVA("String s = \"ab\"; if (!s.substring(1).equals(\"b\")) b = source();"),
     ""},
    {RULE, "a.js", "let n = 0; l.forEach(x => { n = x; }); if (n == 1) { sink(source()); }", "1"},
    {RULE, "a.go", "package a\nfunc f() {\n n := 0\n g(&n)\n if n == 1 { sink(source()) } }", "5"},
    {RULE, "a.js", "let n = 2.5; n = 5 / 2; if (n == 2) { sink(source()); }", "1"},
    {RULE, "A.java",
     JAVA("char c = \"ABC\".charAt(2); switch (c) { case 'A': b = source(); break;"
          " case 'B': b = \"x\"; break; case 'C': case 'D': b = source(); break;"
          " default: b = \"y\"; }"),
     "2"},
    {RULE, "A.java",
     JAVA("char c = \"ABC\".charAt(1); switch (c) { case 'A': b = source(); break;"
          " case 'B': b = \"x\"; break; default: b = source(); }"),
     ""},
    {RULE, "A.java",
     JAVA("switch (f()) { case 1: b = source(); case 2: g(); break; default: b = \"x\"; }"), "2"},
    {RULE, "A.java", JAVA("switch (f()) { case 1: b = source(); case 2: b = \"x\"; }"), ""},
    {RULE, "A.java", JAVA("switch (f()) { case 1 -> b = source(); case 2 -> b = \"x\"; }"), "2"},
    {RULE, "a.py", "def f(c, x):\n  if c: sink(x)\n  else: sink(x)\nf(True, source())\n", "2"},
    /* collections by place and by key */
    {RULE, "A.java",
     JAVA("List<String> l = new ArrayList<>(); l.add(\"x\"); l.add(source()); l.add(\"y\");"
          " l.remove(0); b = l.get(0);"),
     "2"},
    {RULE, "A.java",
     JAVA("List<String> l = new ArrayList<>(); l.add(\"x\"); l.add(source()); l.add(\"y\");"
          " l.remove(0); b = l.get(1);"),
     ""},
    {RULE, "A.java",
     JAVA("List<String> l = new ArrayList<>(); l.add(source()); l.add(\"y\");"
          " Collections.reverse(l); b = l.get(1);"),
     "2"},
    {RULE, "A.java",
     JAVA("List<String> l = new ArrayList<>(); for (String s : f()) l.add(source());"
          " b = l.get(0);"),
     "2"},
    {RULE, "A.java",
     JAVA("Map<String, Object> m = new HashMap<>(); m.put(\"a\", \"x\"); m.put(\"b\", source());"
          " b = (String) m.get(\"a\");"),
     ""},
    {RULE, "A.java",
     JAVA("Map<String, Object> m = new HashMap<>(); m.put(\"a\", \"x\"); m.put(\"b\", source());"
          " b = (String) m.get(\"a\"); b = (String) m.get(\"b\");"),
     "2"},
    {RULE, "A.java", JAVA("String[] a = new String[] {\"x\", source()}; b = a[0];"), ""},
    {RULE, "A.java", JAVA("String[] a = {\"x\", source()}; for (String s : a) b = s;"), "2"},
    {RULE, "a.py", "l = [1, source()]\nsink(l[0])\nsink(l[-1])\nl.pop()\nsink(l)\n", "3"},
    {RULE, "a.js", "const l = []; l.push(source()); l.unshift(1); sink(l[0]); sink(l.pop());", "1"},
    /* texts that are built */
    {RULE, "A.java",
     JAVA("StringBuilder s = new StringBuilder(source()); s.append(\"x\");"
          " b = s.toString();"),
     "2"},
    {RULE, "A.java",
     JAVA("StringBuilder s = new StringBuilder(source()); s.setLength(0);"
          " b = s.append(\"x\").toString();"),
     ""},
    /* helpers and inner classes */
    {RULE, "A.java",
     "class A { void m() {\n sink(new T().get(source())); sink(new T().none(source())); }\n"
     " class T { String get(String s) { return s; } String none(String s) { return \"\"; } } }\n",
     "2"},
    /* arguments by name and place, the rest of them, methods of bases */
    {RULE, "a.py", "def f(a, b, c):\n  sink(a)\n  sink(b)\n  sink(c)\nf(1, c=source(), b=2)\n",
     "4"},
    {RULE, "a.py", "def f(a, *r, k=1, **o):\n  sink(a)\n  sink(r)\nf(1, 2, source())\n", "3"},
    {RULE, "a.py", "def f(a, b):\n  sink(b)\nl = [1, source()]\nf(*l)\n", "2"},
    {RULE, "a.js",
     "class A { constructor(x) { this.x = x; } }\nclass B extends A { constructor(y) { super(y); "
     "}\n"
     " go() { sink(this.x); } }\nnew B(source()).go();\n",
     "3"},
    /* what constructors and initializers leave in fields, in the languages that say x for this.x */
    {RULE, "a.py",
     "class A:\n  def __init__(self):\n    self.x = source()\n  def go(self):\n    sink(self.x)\n",
     "5"},
    {RULE, "A.java",
     "class A { String x; void f() { this.x = source();\n sink(x); }\n"
     " void g(String x) {\n sink(x); } }\n",
     "2"},
    {RULE, "A.java",
     "class A { static String x; static { x = source(); }\n void f() {\n sink(x); } }\n", "3"},
    /* functions and what is around them */
    {RULE, "a.js", "const b = [];\nsource().forEach(e => b.push(e));\nsink(b);\n", "3"},
    {RULE, "a.js", "let x; const f = () => { x = source(); };\nsink(x);\nf();\nsink(x);\n", "4"},
    {RULE, "a.py",
     "g = ''\ndef put(v):\n  global g\n  g = v\ndef own(v):\n  g = v\nown(source())\nsink(g)\n"
     "put(source())\nsink(g)\n",
     "10"},
    {RULE, "a.js",
     "function make(v) { return () => v; }\nsink(make(source())());\nsink(make(1)());\n", "2"},
    {RULE, "a.py", "def f(n, x):\n  if n: f(n - 1, x)\n  sink(x)\nf(3, source())\n", "3"},
    /* exceptions that are thrown for sure, or never; jumps */
    {RULE, "a.py", "x = 1\ntry:\n  pass\nexcept E:\n  x = source()\nsink(x)\n", ""},
    {RULE, "a.go", "package a\nfunc f() {\n goto L\n sink(source())\nL:\n sink(source())\n}\n",
     "6"},
    /* patterns that take apart */
    {RULE, "a.py", "match source():\n  case _ as x:\n    sink(x)\n  case 1 if sink(x):\n    pass\n",
     "3"},
    {RULE, "a.js", "const o = {}; o.a = source();\nconst {a, ...r} = o;\nsink(r);\nsink(a);\n",
     "4"},
    {RULE, "a.py", "for x in source():\n  pass\nsink([x for x in clean(y)])\n", ""},
    {RULE, "a.py", "o = {'a': source(), 'b': 1}\nsink(getattr(o, 'b'))\nsink(getattr(o, 'a'))\n",
     "3"},
    {RULE, "A.java",
     "class A { void f() { E e = new E(); e.setX(source());\n sink(e.getY());\n sink(e.getX()); } "
     "}\n",
     "3"},
    /* a sink that is a value, and one that is a call */
    {FOCUS, "a.py", "sink(f(source()))\nsink(source())\n", "2"},
    {"rules:\n- id: t\n  languages: [java]\n  severity: ERROR\n  message: m\n  mode: taint\n"
     "  options: {taint_assume_safe_booleans: true, taint_assume_safe_numbers: true}\n"
     "  pattern-sources: [{pattern: source()}]\n  pattern-sinks: [{pattern: sink(...)}]\n",
     "A.java",
     JAVA("String s = source(); int n = Integer.parseInt(s); sink(n); sink(s == b);\n"
          " sink(Boolean.valueOf(s));\n sink(s);"),
     "4"},
    {"rules:\n- id: t\n  languages: [javascript]\n  severity: ERROR\n  message: m\n  mode: taint\n"
     "  options: {taint_unify_mvars: true}\n"
     "  pattern-sources: [{pattern: get($X)}]\n  pattern-sinks: [{pattern: 'put($X, ...)'}]\n",
     "a.js", "const a = get(A);\nput(A, a);\nput(B, a);\n", "2"},
    /* labels */
    {"rules:\n- id: t\n  languages: [python]\n  severity: ERROR\n  message: m\n  mode: taint\n"
     "  pattern-sources: [{pattern: a(), label: A}, {pattern: b(), label: B}]\n"
     "  pattern-sinks: [{pattern: sink(...), requires: A and not B}]\n",
     "a.py", "sink(a())\nsink(b())\nsink(a() + b())\n", "1"},
    /* propagators, effects */
    {"rules:\n- id: t\n  languages: [python]\n  severity: ERROR\n  message: m\n  mode: taint\n"
     "  pattern-sources: [{pattern: source()}]\n  pattern-sinks: [{pattern: sink(...)}]\n"
     "  pattern-propagators: [{pattern: '$A.into($B)', from: $A, to: $B}]\n",
     "a.py", "x = source()\nx.into(y)\nsink(y)\nsink(z)\n", "3"},
    {"rules:\n- id: t\n  languages: [python]\n  severity: ERROR\n  message: m\n  mode: taint\n"
     "  pattern-sources:\n  - patterns: [{pattern: close($F)}, {focus-metavariable: $F}]\n"
     "    by-side-effect: only\n  pattern-sinks: [{pattern: use(...)}]\n",
     "a.py", "use(f)\nclose(f)\nuse(f)\n", "3"},
    /* what is run after a source, and where a function is left */
    {PYTHON(CONTROL, "{pattern: sink(...)}", ""), "a.py",
     "def f(c):\n  sink(1)\n  if c:\n    open()\n    sink(2)\n  sink(3)\n", "5 6"},
    {PYTHON(CONTROL, "{pattern: return ..., at-exit: true}", ""), "a.py",
     "def f(c):\n  if c:\n    return 1\n  open()\n  return 2\n", "5"},
    {PYTHON("{pattern: open()}", "{pattern: $F(...), at-exit: true}", ""), "a.py",
     "def f(c):\n  x = open()\n  g(c)\n  if c:\n    h(1)\n  else:\n    k(2)\n    i(3)\n", "5 8"},
    {PYTHON(
         "{pattern: open()}", "{pattern: return ..., at-exit: true}",
         "  pattern-sanitizers:\n  - patterns: [{pattern: close($X)}, {focus-metavariable: $X}]\n"
         "    by-side-effect: true\n"),
     "a.py", "def f(c):\n  x = open()\n  if c:\n    return 1\n  close(x)\n  return 2\n", "4"},
    /* labels by metavariable, and labels that become others */
    {PYTHON(TWO, "{pattern: 'sink($X, $Y)', requires: [$X: A, $Y: B and not A]}", ""), "a.py",
     "sink(a(), b())\nsink(b(), a())\nsink(a(), a() + b())\nsink(f(a()), g(b()))\n", "1 4"},
    {PYTHON(TWO, "{pattern: sink(...), requires: C}",
            "  pattern-propagators: [{pattern: '$X.into($Y)', from: $X, to: $Y, label: C,"
            " replace-labels: [A]}]\n"),
     "a.py", "x = a()\nx.into(y)\nsink(y)\nx = b()\nx.into(z)\nsink(z)\n", "3"},
    {PYTHON("{pattern: source()}", "{pattern: sink(...)}",
            "  options: {taint_assume_safe_functions: true}\n  pattern-propagators:\n"
            "  - {patterns: [{pattern: $F($X)}, {focus-metavariable: $F}], from: $X, to: $F,"
            " by-side-effect: false}\n"),
     "a.py", "sink(f(source()))\nsink(f(1))\n", "1"},
    /* sources rather than sinks are told */
    {PYTHON("{pattern: source($X)}", "{pattern: sink(...)}",
            "  options: {taint_focus_on: source}\n"),
     "a.py", "x = source(1)\ny = source(2)\nz = source(3)\nsink(x + z)\n", "1 3"},
    /* a sink that has statements in it */
    {PYTHON("{pattern: source()}", "{pattern: 'def $F(...): ...'}", ""), "a.py",
     "def f():\n  return source()\ndef g():\n  return 1\ndef h():\n  f(source())\n", "1 5"},
    /* fields that hold each other are followed to an end */
    {RULE, "a.js",
     "const a = {};\n" KNOT(1) KNOT(2) KNOT(3) KNOT(4) KNOT(5) KNOT(6) KNOT(7) KNOT(8)
         KNOT(9) "a.z = source();\nsink(a.z);\n",
     "3"},
    /* what is in parentheses begins with them */
    {PYTHON("{pattern: source()}", "{pattern: sink(...)}", ""), "a.py",
     "x = (\n  sink(source())\n)\n", "1"},
};

static sl_str lines_found(sl_arena *mem, const taint_case *c)
{
    sl_err e = {0};
    sl_str lines = {0};
    sl_rule_file file = {SL_S("rules.yml"), sl_str_of(c->rule)};
    sl_rules_spec rules = {.files = &file, .n_files = 1, .replace_builtin = true};
    const sl_stage_kind *kind = sl_stage_kind_of(SL_S("sast"));
    sl_ruleset *set = NULL;
    sl_options *options = NULL;
    sl_source *source;
    sl_pass_result result = {0};
    sl_str path = sl_str_of(c->path);
    sl_str text = sl_str_of(c->text);
    assert_ok(sl_ruleset_load(&set, mem, kind, &rules, &e), &e);
    assert_ok(sl_options_read(&options, mem, kind->options, SL_S("test"), NULL, &e), &e);
    assert_ok(sl_source_memory(&source, mem, &path, &text, 1, &e), &e);
    sl_pass_scanner scanner = {kind, options, set, SL_S("code")};
    sl_pass_spec spec = {.source = source, .scanners = &scanner, .n_scanners = 1, .jobs = 1};
    assert_ok(sl_pass_run(&result, mem, &spec, &e), &e);
    sl_source_close(source);
    for (size_t i = 0; i < result.findings.n; i++)
        lines = sl_printf(mem, "%.*s%s%u", SL_FMT(lines), i ? " " : "",
                          result.findings.v[i].region.line);
    return lines;
}

static void data_is_followed_from_sources_to_sinks(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_str lines = lines_found(*state, &cases[i]);

        if (!sl_str_is(lines, cases[i].lines))
            fail_msg("case %zu:\n%s\nfound %.*s, wanted %s", i, cases[i].text, SL_FMT(lines),
                     cases[i].lines);
    }
}

static void what_is_not_known_of_taint_rules_is_refused(void **state)
{
    static const struct {
        const char *rule, *reason;
    } bad[] = {
        {PYTHON("{pattern: a(), at_exit: true}", "{pattern: b()}", ""), "'at_exit' is no key"},
        {PYTHON("{pattern: a()}", "{pattern: b()}", "  options: {taint_safe: true}\n"),
         "'taint_safe' is no option"},
        {PYTHON("{pattern: a(), requires: [$X: A]}", "{pattern: b()}", ""), "'requires' of a sink"},
        {PYTHON("{pattern: a()}", "{pattern: b($X), requires: [$X: A and]}", ""),
         "'requires' is not understood"},
        {PYTHON(
             "{pattern: a()}", "{pattern: b()}",
             "  pattern-propagators: [{pattern: c($X), from: $X, to: $X, replace-labels: [A]}]\n"),
         "'replace-labels' is for a propagator with a 'label'"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        sl_err e = {0};
        sl_ruleset *set;
        sl_rule_file file = {SL_S("rules.yml"), sl_str_of(bad[i].rule)};
        sl_rules_spec rules = {.files = &file, .n_files = 1, .replace_builtin = true};

        assert_false(sl_ruleset_load(&set, *state, sl_stage_kind_of(SL_S("sast")), &rules, &e));

        if (!strstr(e.text, bad[i].reason))
            fail_msg("%s\nwanted: %s", e.text, bad[i].reason);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(what_is_not_known_of_taint_rules_is_refused),
        sl_test(data_is_followed_from_sources_to_sinks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(data_is_followed_from_sources_to_sinks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

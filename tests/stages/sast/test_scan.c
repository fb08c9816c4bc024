/* What rules find, through a whole pass: rules compiled, files scanned in a worker. */
#include "tests/support/test.h"

#include "engine/rules/ruleset.h"
#include "engine/source/open.h"
#include "engine/work/pass.h"

typedef struct outcome {
    sl_source *source;
    sl_pass_result result;
} outcome;

/* One file through one rule file. */
static outcome scan_with(sl_arena *mem, sl_str rules, sl_str path, sl_str text, uint32_t mode)
{
    outcome o = {0};
    sl_err e = {0};
    sl_rule_file file = {SL_S("rules.yml"), rules};
    sl_rules_spec rules_spec = {.files = &file, .n_files = 1, .replace_builtin = true};
    const sl_stage_kind *kind = sl_stage_kind_of(SL_S("sast"));
    sl_ruleset *set = NULL;
    sl_options *options = NULL;
    assert_ok(sl_ruleset_load(&set, mem, kind, &rules_spec, &e), &e);
    assert_ok(sl_options_read(&options, mem, kind->options, SL_S("test"), NULL, &e), &e);
    assert_ok(sl_source_memory(&o.source, mem, &path, &text, 1, &e), &e);
    o.source->units.v[0].mode = mode;
    sl_pass_scanner scanner = {kind, options, set, SL_S("code")};
    sl_pass_spec spec = {.source = o.source, .scanners = &scanner, .n_scanners = 1, .jobs = 1};
    assert_ok(sl_pass_run(&o.result, mem, &spec, &e), &e);
    sl_source_close(o.source);
    return o;
}

static outcome scan(sl_arena *mem, const char *rules, const char *path, const char *text)
{
    return scan_with(mem, sl_str_of(rules), sl_str_of(path), sl_str_of(text), 0100644);
}

/* A rule for Python with the given body, as the only one. */
static sl_str rule(sl_arena *mem, const char *body)
{
    return sl_printf(
        mem, "rules:\n- id: r\n  languages: [python]\n  severity: ERROR\n  message: m\n%s", body);
}

typedef struct scan_case {
    const char *body, *text;
    const char *found; /* "line:column-end_line:end_column" of each, separated by spaces */
} scan_case;

static const scan_case cases[] = {
    /* pattern-regex: lines, not the text, have a beginning and an end */
    {"  pattern-regex: '^b$'\n", "a\nb\nb\n", "2:1-2:2 3:1-3:2"},
    /* matches do not overlap */
    {"  pattern-regex: 'aa'\n", "aaaaa", "1:1-1:3 1:3-1:5"},
    /* pattern-either: each region once */
    {"  pattern-either:\n  - pattern-regex: 'ab'\n  - pattern-regex: 'a[b]'\n"
     "  - pattern-regex: 'c'\n",
     "ab c", "1:1-1:3 1:4-1:5"},
    /* patterns: the inner region of two, whichever stands first */
    {"  patterns:\n  - pattern-regex: 'f\\([^)]*\\)'\n  - pattern-regex: 'x'\n", "x f(x) f(y)",
     "1:5-1:6"},
    {"  patterns:\n  - pattern-regex: 'x'\n  - pattern-regex: 'f\\([^)]*\\)'\n", "x f(x) f(y)",
     "1:5-1:6"},
    /* … which overlap only: nothing */
    {"  patterns:\n  - pattern-regex: 'abc'\n  - pattern-regex: 'bcd'\n", "abcd", ""},
    /* pattern-not-regex: inside or around */
    {"  patterns:\n  - pattern-regex: 'f\\(\\w*\\)'\n  - pattern-not-regex: 'safe'\n",
     "f(a)\nf(safe)\n", "1:1-1:5"},
    {"  patterns:\n  - pattern-regex: 'f\\(\\w*\\)'\n  - pattern-not-regex: '^def .*$'\n",
     "def f(a):\n  f(b)\n", "2:3-2:7"},
    /* nested */
    {"  patterns:\n  - pattern-either:\n    - pattern-regex: 'a\\d'\n    - patterns:\n"
     "      - pattern-regex: 'b\\d'\n      - pattern-not-regex: 'b2'\n"
     "  - pattern-not-regex: 'a1'\n",
     "a1 a2 b1 b2", "1:4-1:6 1:7-1:9"},
    /* code: inside, not inside, not */
    {"  patterns:\n  - pattern-inside: |\n      def $F(...):\n        ...\n"
     "  - pattern: g($X)\n  - pattern-not: g(1)\n",
     "g(0)\ndef f():\n  g(1)\n  g(2)\n", "4:3-4:7"},
    {"  patterns:\n  - pattern: g(...)\n  - pattern-not-inside: |\n      if safe:\n        ...\n",
     "if safe:\n  g()\ng()\n", "3:1-3:4"},
    /* what is bound has to agree */
    {"  patterns:\n  - pattern: use($X)\n  - pattern-inside: |\n      $X = get()\n      ...\n",
     "a = get()\nuse(a)\nuse(b)\n", "2:1-2:7"},
    /* what is bound in several ways is found once */
    {"  patterns:\n  - pattern-inside: |\n      $A = 1\n      ...\n  - pattern: f()\n",
     "a = 1\nb = 1\nf()\n", "3:1-3:4"},
    /* focus, and code together with regular expressions */
    {"  patterns:\n  - pattern: f($A, $B)\n  - focus-metavariable: $B\n", "f(1, 2)\n", "1:6-1:7"},
    {"  patterns:\n  - pattern: f(...)\n  - pattern-regex: 'k\\w+'\n", "f(key)\nkey\n", "1:3-1:6"},
    /* conditions on metavariables */
    {"  patterns:\n  - pattern: f($A)\n"
     "  - metavariable-comparison: {metavariable: $A, comparison: '$A > 9'}\n",
     "f(8)\nf(10)\n", "2:1-2:6"},
    {"  patterns:\n  - pattern: f($A)\n"
     "  - metavariable-pattern: {metavariable: $A, pattern: g(...)}\n",
     "f(h(1))\nf(g(1))\n", "2:1-2:8"},
    {"  patterns:\n  - pattern: f($A)\n"
     "  - metavariable-pattern: {metavariable: $A, patterns: [{pattern-not: '\"...\"'}]}\n",
     "f('x')\nf(x)\n", "2:1-2:5"},
    {"  patterns:\n  - pattern: f($A)\n"
     "  - metavariable-analysis: {metavariable: $A, analyzer: entropy}\n",
     "f('correct horse battery')\nf('q7Zp1xV9mK3w')\n", "2:1-2:18"},
    {"  patterns:\n  - pattern: f($A)\n"
     "  - metavariable-analysis: {metavariable: $A, analyzer: redos}\n",
     "f('(a+)+')\nf('(a++)+')\nf('(a+)++')\n", "1:1-1:11"},
    /* metavariable-regex sees a string with its quotes, or as the value that it is */
    {"  patterns:\n  - pattern: f($A)\n"
     "  - metavariable-regex: {metavariable: $A, regex: '15', constant-propagation: true}\n",
     "x = 15\nf('15')\nf(f'{x}')\nf(x)\nf(1)\n", "2:1-2:8 3:1-3:10 4:1-4:5"},
    /* what only has to be somewhere in the file, with the same metavariables */
    {"  match:\n    all:\n    - 'g($A)'\n    - anywhere: 'on($A)'\n", "g(1)\ng(2)\non(2)\n",
     "2:1-2:5"},
    /* decorators in their order */
    /* names by the module that they come from */
    {"  patterns:\n  - pattern: $F(...)\n  - metavariable-name: {metavariable: $F, module: a.b}\n",
     "from a.b import f as g\nimport a\ng(1)\na.b.h(1)\na.bc(1)\nf(1)\n", "3:1-3:5 4:1-4:9"},
    {"  patterns:\n  - pattern: $F(...)\n"
     "  - metavariable-name: {metavariable: $F, modules: [x, os]}\n",
     "import os\nos.f(1)\ng(1)\n", "2:1-2:8"},
    /* decorators with arguments are calls, unless an option says no */
    {"  pattern: f($A)\n", "@f(1)\ndef g(): pass\n@f\ndef h(): pass\n", "1:1-1:6"},
    {"  options: {attr_expr: false}\n  pattern: f($A)\n", "@f(1)\ndef g(): pass\n", ""},
    /* a constant is what it says to metavariable-regex */
    {"  patterns:\n  - pattern: '\"$A\"'\n"
     "  - metavariable-regex: {metavariable: $A, regex: '^ab$'}\n",
     "x = 'a' + 'b'\n", "1:5-1:14"},
    /* names of definitions and fields are no expressions */
    {"  pattern: f\n", "def f(): pass\ng(f)\nx.f\n", "2:3-2:4"},
    {"  options: {symmetric_eq: true}\n  pattern: a == b\n", "b == a\n", "1:1-1:7"},
    {"  pattern: a == b\n", "b == a\n", ""},
    {"  options: {commutative_boolop: true}\n  pattern: a and b\n", "b and c and a\n", "1:1-1:14"},
    {"  pattern: a and b\n", "b and a\n", ""},
    {"  options: {ac_matching: false}\n  pattern: a | b\n", "b | a\na | b\n", "2:1-2:6"},
    {"  options: {decorators_order_matters: true}\n"
     "  pattern: \"@a\\n@b\\ndef $F(...): ...\"\n",
     "@b\n@a\ndef f(): pass\n@a\n@b\ndef g(): pass\n", "4:1-6:14"},
    /* the newer syntax */
    {"  match:\n    all:\n    - any: ['f($A)', 'g($A)']\n    - not: f(1)\n    where:\n"
     "    - focus: $A\n",
     "f(1)\nf(2)\ng(1)\n", "2:3-2:4 3:3-3:4"},
    /* metavariable-regex is anchored at the left and takes groups by number and name */
    {"  patterns:\n  - pattern-regex: 'f\\((\\w+)\\)'\n"
     "  - metavariable-regex: {metavariable: $1, regex: 'ab'}\n",
     "f(abc) f(cab)", "1:1-1:7"},
    {"  patterns:\n  - pattern-regex: 'f\\((?P<ARG>\\w*)\\)'\n"
     "  - metavariable-regex: {metavariable: $ARG, regex: '^$'}\n",
     "f(abc) f()", "1:8-1:11"},
    {"  patterns:\n  - pattern-regex: 'f\\((\\w*)\\)'\n"
     "  - metavariable-regex: {metavariable: $OTHER, regex: '.*'}\n",
     "f(abc)", ""},
    /* named metavariables agree across patterns, numbered ones need not */
    {"  patterns:\n  - pattern-regex: '(?P<A>\\w+) = (?P<B>\\w+)'\n"
     "  - pattern-regex: '(?P<A>\\w+) = 1'\n",
     "x = 1", "1:1-1:6"},
    {"  patterns:\n  - pattern-regex: '^(?P<A>\\w+) = \\w+'\n"
     "  - pattern-regex: '= (?P<A>\\w+)'\n",
     "x = 1\ny = y\n", "2:3-2:6"},
    {"  patterns:\n  - pattern-regex: '^(\\w+) = \\w+'\n  - pattern-regex: '= (\\w+)'\n", "x = 1",
     "1:3-1:6"},
    /* focus-metavariable */
    {"  patterns:\n  - pattern-regex: 'f\\((\\w+), (?P<B>\\w+)\\)'\n"
     "  - focus-metavariable: $B\n",
     "f(abc, de)", "1:8-1:10"},
    {"  patterns:\n  - pattern-regex: 'f\\((\\w+), (\\w+)\\)'\n"
     "  - focus-metavariable: [$1, $2]\n",
     "f(abc, de)", "1:3-1:6 1:8-1:10"},
    /* scopes */
    {"  pattern-regex: 'bad'\n", "bad # bad\n'bad'\n", "1:1-1:4 1:7-1:10 2:2-2:5"},
    {"  pattern-regex: 'bad'\n  options: {scope: code}\n", "bad # bad\n'bad'\n", "1:1-1:4"},
    {"  pattern-regex: '.bad'\n  options: {scope: code}\n", "+bad #bad\n'bad'\n",
     "1:1-1:5 2:1-2:5"},
    {"  pattern-regex: 'bad'\n  options: {scope: strings}\n", "bad # bad\n'bad'\n", "2:2-2:5"},
    {"  pattern-regex: 'bad'\n  options: {scope: comments}\n", "bad # bad\n'bad'\n", "1:7-1:10"},
    {"  pattern-regex: 'bad'\n  options: {scope: no-comments}\n", "bad # bad\n'bad'\n",
     "1:1-1:4 2:2-2:5"},
    /* UTF-8: characters, whatever the bytes around are */
    {"  pattern-regex: 'é.x'\n", "\xff\né\xc3\xbcx", "2:1-2:6"},
    /* look-arounds and back references, which no automaton has */
    {"  pattern-regex: '(?<!safe_)(\\w)\\1\\('\n", "aa( safe_bb( cc(", "1:1-1:4 1:14-1:17"},
    /* paths */
    {"  pattern-regex: 'a'\n  paths: {include: ['*.py', other/**]}\n", "a", "1:1-1:2"},
    {"  pattern-regex: 'a'\n  paths: {include: [other/**]}\n", "a", ""},
    {"  pattern-regex: 'a'\n  paths: {exclude: [src]}\n", "a", ""},
};

static sl_str regions(sl_arena *mem, const sl_findings *findings)
{
    sl_str all = {0};
    for (size_t i = 0; i < findings->n; i++) {
        const sl_region *r = &findings->v[i].region;
        all = sl_printf(mem, "%.*s%s%u:%u-%u:%u", SL_FMT(all), i ? " " : "", r->line, r->column,
                        r->end_line, r->end_column);
    }
    return all;
}

static void operators_mean_what_they_mean_in_semgrep(void **state)
{
    unsigned failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const scan_case *c = &cases[i];
        sl_str rules = rule(*state, c->body);

        outcome o = scan_with(*state, rules, SL_S("src/a.py"), sl_str_of(c->text), 0100644);

        sl_str found = regions(*state, &o.result.findings);
        if (sl_str_is(found, c->found))
            continue;
        print_error("%s%s\nfound  %.*s\nwanted %s\n", c->body, c->text, SL_FMT(found), c->found);
        failed++;
    }
    assert_int_equal(failed, 0);
}

static void a_finding_says_what_the_metavariables_stand_for(void **state)
{
    outcome o = scan(*state,
                     "rules:\n- id: r\n  languages: [python]\n  severity: WARNING\n"
                     "  message: do not eval $ARG ($1, $9, $$)\n"
                     "  pattern-regex: 'eval\\((?P<ARG>\\w+)\\)'\n"
                     "  fix: parse($ARG)\n",
                     "a.py", "eval(thing)\n");

    assert_int_equal(o.result.findings.n, 1);
    const sl_finding *f = &o.result.findings.v[0];
    assert_true(sl_str_is(f->message, "do not eval thing (thing, $9, $$)"));
    assert_true(sl_str_is(f->fix, "parse(thing)"));
    assert_int_equal(f->severity, SL_MEDIUM);
}

static void fix_regex_replaces_groups_as_often_as_it_says(void **state)
{
    sl_str rules = rule(*state, "  pattern-regex: 'set\\(.*\\)'\n"
                                "  fix-regex: {regex: '(\\w)=False', replacement: '\\1=True', "
                                "count: 1}\n");

    outcome o = scan_with(*state, rules, SL_S("a.py"), SL_S("set(a=False, b=False)"), 0100644);

    assert_int_equal(o.result.findings.n, 1);
    assert_true(sl_str_is(o.result.findings.v[0].fix, "set(a=True, b=False)"));
}

static void severity_follows_impact_likelihood_and_confidence(void **state)
{
    static const struct {
        const char *metadata;
        sl_severity severity;
    } levels[] = {
        {"{}", SL_HIGH},
        {"{impact: LOW}", SL_HIGH},
        {"{impact: HIGH, likelihood: HIGH, confidence: HIGH}", SL_CRITICAL},
        {"{impact: HIGH, likelihood: HIGH, confidence: MEDIUM}", SL_HIGH},
        {"{impact: HIGH, likelihood: MEDIUM, confidence: LOW}", SL_MEDIUM},
        {"{impact: MEDIUM, likelihood: MEDIUM, confidence: HIGH}", SL_MEDIUM},
        {"{impact: LOW, likelihood: LOW, confidence: LOW}", SL_INFO},
    };
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        sl_str body =
            sl_printf(*state, "  pattern-regex: 'a'\n  metadata: %s\n", levels[i].metadata);
        outcome o = scan_with(*state, rule(*state, body.p), SL_S("a.py"), SL_S("a"), 0100644);

        assert_int_equal(o.result.findings.n, 1);
        assert_int_equal(o.result.findings.v[0].severity, levels[i].severity);
    }
}

static void rules_apply_to_their_languages_only(void **state)
{
    static const struct {
        const char *languages, *path, *text;
        uint32_t mode;
        size_t n;
    } files[] = {
        {"[python]", "a.py", "bad", 0100644, 1},
        {"[python]", "a.go", "bad", 0100644, 0},
        {"[js, ts]", "a.tsx", "bad", 0100644, 1},
        {"[c, cpp]", "a.h", "bad", 0100644, 1},
        {"[cpp]", "a.h", "bad", 0100644, 1},
        {"[regex]", "notes.txt", "bad", 0100644, 1},
        {"[generic, python]", "a.py", "bad", 0100644, 1},
        {"[bash]", "deploy", "#!/usr/bin/env -S bash -e\nbad", 0100755, 1},
        {"[bash]", "deploy", "#!/bin/sh\nbad", 0100644, 0},
        {"[python]", "tool", "#!/usr/bin/python3.11\nbad", 0100755, 1},
        {"[python]", "tool", "bad", 0100755, 0},
        {"[dockerfile]", "build/Dockerfile.prod", "bad", 0100644, 1},
        {"[ruby]", "Rakefile", "bad", 0100644, 1},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        sl_str rules = sl_printf(*state,
                                 "rules:\n- {id: r, languages: %s, severity: INFO, message: m, "
                                 "pattern-regex: bad}\n",
                                 files[i].languages);

        outcome o = scan_with(*state, rules, sl_str_of(files[i].path), sl_str_of(files[i].text),
                              files[i].mode);

        if (o.result.findings.n != files[i].n)
            fail_msg("%s in %s: %zu found", files[i].languages, files[i].path, o.result.findings.n);
    }
}

static const sl_unit_result *state_of(const outcome *o)
{
    assert_int_equal(o->result.units.n, 1);
    return &o->result.units.v[0];
}

static void binary_content_is_skipped_and_said_so(void **state)
{
    outcome o = scan_with(*state, rule(*state, "  pattern-regex: 'a'\n"), SL_S("a.py"),
                          SL_S("a\0a"), 0100644);

    assert_int_equal(o.result.findings.n, 0);
    assert_int_equal(state_of(&o)->state, SL_UNIT_SKIPPED);
    assert_true(sl_str_is(state_of(&o)->reason, "binary"));
}

static void a_catastrophic_rule_fails_the_file_and_the_others_still_find(void **state)
{
    char text[600];
    memset(text, 'a', sizeof text);
    memcpy(text + 400, "c\nab\neval(x)\n", 13);

    outcome o = scan_with(*state,
                          SL_S("rules:\n"
                               "- {id: slow, languages: [python], severity: INFO, message: m,\n"
                               "   pattern-regex: '^(?:(a+)+)+b'}\n"
                               "- {id: quick, languages: [python], severity: INFO, message: m,\n"
                               "   pattern-regex: 'eval'}\n"),
                          SL_S("a.py"), sl_str_at(text, 413), 0100644);

    assert_int_equal(o.result.findings.n, 1);
    assert_true(sl_str_is(o.result.findings.v[0].rule->id, "quick"));
    assert_int_equal(state_of(&o)->state, SL_UNIT_FAILED);
    assert_non_null(strstr(state_of(&o)->reason.p, "rule 'slow': the regular expression needs"));
}

static void a_line_of_many_bytes_is_searched(void **state)
{
    enum { LONG = 3 << 20 };
    char *text = sl_alloc(*state, LONG);
    memset(text, 'x', LONG);
    memcpy(text + LONG - 10, "eval(data)", 10);

    outcome o = scan_with(*state, rule(*state, "  pattern-regex: 'eval\\('\n"), SL_S("a.py"),
                          sl_str_at(text, LONG), 0100644);

    assert_int_equal(o.result.findings.n, 1);
    assert_int_equal(o.result.findings.v[0].region.column, LONG - 9);
}

static void more_matches_than_the_limit_fail_the_file(void **state)
{
    enum { N = 30000 };
    char *text = sl_alloc(*state, 2 * N);
    for (size_t i = 0; i < N; i++)
        memcpy(text + 2 * i, "a ", 2);

    outcome o = scan_with(*state, rule(*state, "  pattern-regex: 'a'\n"), SL_S("a.py"),
                          sl_str_at(text, 2 * N), 0100644);

    assert_int_equal(state_of(&o)->state, SL_UNIT_FAILED);
    assert_non_null(strstr(state_of(&o)->reason.p, "rule 'r': more than 20000 matches"));
}

static void code_that_parses_in_part_is_told_and_searched(void **state)
{
    sl_str rules = rule(*state, "  pattern: f($X)\n");

    outcome o = scan_with(*state, rules, SL_S("a.py"), SL_S("f(1)\ndef )(:\nf(2)\n"), 0100644);

    assert_int_equal(state_of(&o)->state, SL_UNIT_PARTIAL);
    assert_non_null(strstr(state_of(&o)->reason.p, "not understood as python"));
    assert_true(o.result.findings.n >= 1);
}

static void code_is_not_read_where_no_rule_may_match(void **state)
{
    sl_str rules = rule(*state, "  mode: taint\n  pattern-sources:\n  - pattern: get()\n"
                                "  pattern-sinks:\n  - pattern: run(...)\n");

    outcome without = scan_with(*state, rules, SL_S("a.py"), SL_S("get()\ndef )(:\n"), 0100644);
    outcome with = scan_with(*state, rules, SL_S("a.py"), SL_S("get()\ndef )(: run\n"), 0100644);

    assert_int_not_equal(state_of(&without)->state, SL_UNIT_PARTIAL);
    assert_int_equal(state_of(&with)->state, SL_UNIT_PARTIAL);
}

static void a_header_is_read_as_what_it_is(void **state)
{
    static const struct {
        const char *languages, *text;
        size_t n;
    } headers[] = {
        {"[c]", "namespace a {\nclass B : C {\npublic:\n  void g() { f(1); }\n};\n}\n", 1},
        {"[c, cpp]", "template <class T>\nvoid g(T &a) { f(a); }\n", 1},
        {"[cpp]", "using namespace std;\nauto a = [](auto b) { f(b); };\n", 1},
        {"[c]", "/*\nclass A {\n*/\nstatic void g(int class) { f(class); }\n", 1},
        {"[c]",
         "#ifdef __cplusplus\nnamespace a {\n#endif\nvoid g(int new) { f(new); }\n"
         "#ifdef __cplusplus\n}\n#endif\n",
         1},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        sl_str rules = sl_printf(*state,
                                 "rules:\n- {id: r, languages: %s, severity: INFO, message: m, "
                                 "pattern: f($X)}\n",
                                 headers[i].languages);

        outcome o = scan_with(*state, rules, SL_S("a.h"), sl_str_of(headers[i].text), 0100644);

        if (o.result.findings.n != headers[i].n)
            fail_msg("header %zu: %zu found", i, o.result.findings.n);
        if (i < 4 && state_of(&o)->state == SL_UNIT_PARTIAL)
            fail_msg("header %zu: %s", i, state_of(&o)->reason.p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(operators_mean_what_they_mean_in_semgrep),
        sl_test(a_finding_says_what_the_metavariables_stand_for),
        sl_test(fix_regex_replaces_groups_as_often_as_it_says),
        sl_test(severity_follows_impact_likelihood_and_confidence),
        sl_test(rules_apply_to_their_languages_only),
        sl_test(binary_content_is_skipped_and_said_so),
        sl_test(a_catastrophic_rule_fails_the_file_and_the_others_still_find),
        sl_test(a_line_of_many_bytes_is_searched),
        sl_test(more_matches_than_the_limit_fail_the_file),
        sl_test(code_that_parses_in_part_is_told_and_searched),
        sl_test(code_is_not_read_where_no_rule_may_match),
        sl_test(a_header_is_read_as_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

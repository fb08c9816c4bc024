/* The stage through a whole pass: files cut in a worker, clones joined in the parent. */
#include "tests/support/test.h"

#include "engine/rules/ruleset.h"
#include "engine/source/open.h"
#include "engine/work/pass.h"

/* 25 tokens and 24, on 4 lines each. */
#define LOOP                                                                                       \
    "for (i = 0; i < n; i++) {\n"                                                                  \
    "    total += v[i];\n"                                                                         \
    "    count++;\n"                                                                               \
    "}\n"
#define CALLS "open(a);\nread(a, b);\nclose(a);\nsave(b, 7);\n"
#define COPY  LOOP CALLS

typedef struct file {
    const char *path, *text;
} file;

/* "file:from-to(other:from-to …)" of each clone, "rule" of other hits; the share at the end. */
static const char *scan(sl_arena *mem, const char *set, const file *files, size_t n)
{
    sl_err e = {0};
    const sl_rules_spec rules_spec = {0};
    const sl_stage_kind *kind = sl_stage_kind_of(SL_S("duplicates"));
    sl_ruleset *rules = NULL;
    sl_options *options = NULL;
    sl_source *source;
    sl_pass_result result = {0};
    sl_str *paths = sl_alloc_array(mem, n, sizeof *paths);
    sl_str *texts = sl_alloc_array(mem, n, sizeof *texts);
    for (size_t i = 0; i < n; i++) {
        paths[i] = sl_str_of(files[i].path);
        texts[i] = sl_str_of(files[i].text);
    }
    assert_ok(sl_ruleset_load(&rules, mem, kind, &rules_spec, &e), &e);
    assert_ok(sl_options_read(&options, mem, kind->options, SL_S("test"), NULL, &e), &e);
    assert_ok(sl_options_set(options, SL_S("min_tokens"), SL_S("30"), &e), &e);
    sl_str rest = sl_str_of(set);
    for (sl_str one; sl_str_cut(&rest, ' ', &one);) {
        sl_str name;
        sl_str_cut(&one, '=', &name);
        assert_ok(sl_options_set(options, name, one, &e), &e);
    }
    assert_ok(sl_source_memory(&source, mem, paths, texts, n, &e), &e);
    sl_pass_scanner scanner = {kind, options, rules, SL_S("copies")};
    sl_pass_spec spec = {.source = source, .scanners = &scanner, .n_scanners = 1, .jobs = 1};
    if (!sl_pass_run(&result, mem, &spec, &e))
        return sl_dup(mem, sl_str_of(e.text)).p;
    sl_source_close(source);
    sl_str out = SL_S("");
    for (size_t i = 0; i < result.units.n; i++)
        if (result.units.v[i].state == SL_UNIT_FAILED)
            out = sl_printf(mem, "%.*s%s failed: %.*s ", SL_FMT(out),
                            files[result.units.v[i].unit].path, SL_FMT(result.units.v[i].reason));
    for (size_t i = 0; i < result.findings.n; i++) {
        const sl_finding *f = &result.findings.v[i];
        if (!f->related.n) {
            out = sl_printf(mem, "%.*s%.*s ", SL_FMT(out), SL_FMT(f->rule->id));
            continue;
        }
        out = sl_printf(mem, "%.*s%.*s:%u-%u(", SL_FMT(out), SL_FMT(f->file), f->region.line,
                        f->region.end_line);
        for (size_t k = 0; k < f->related.n; k++)
            out = sl_printf(mem, "%.*s%s%.*s:%u-%u", SL_FMT(out), k ? " " : "",
                            SL_FMT(f->related.v[k].file), f->related.v[k].region.line,
                            f->related.v[k].region.end_line);
        out = sl_printf(mem, "%.*s) ", SL_FMT(out));
    }
    assert_true(result.measures.n > 0);
    return sl_printf(mem, "%.*s%llu/%llu", SL_FMT(out),
                     (unsigned long long)result.measures.v[0].part,
                     (unsigned long long)result.measures.v[0].whole)
        .p;
}

static const struct {
    const char *name, *set;
    file files[3];
    const char *found;
} cases[] = {
    {"in two files",
     "",
     {{"a.c", "int x;\n" COPY}, {"b.c", COPY "int y;\n"}},
     "a.c:2-9(b.c:1-8) 16/18"},
    {"in one file", "", {{"a.c", COPY "int x;\n" COPY}}, "a.c:1-8(a.c:10-17) 16/17"},
    {"in three files",
     "",
     {{"a.c", COPY}, {"b.c", COPY}, {"c.h", COPY}},
     "a.c:1-8(b.c:1-8 c.h:1-8) 24/24"},
    {"comments and space do not count",
     "",
     {{"a.c", LOOP CALLS}, {"b.c", LOOP "/* and then */\n\n" CALLS}},
     "a.c:1-8(b.c:1-10) 18/18"},
    {"less than the tokens", "min_tokens=70", {{"a.c", COPY}, {"b.c", COPY}}, "0/16"},
    {"less than the lines", "min_lines=9", {{"a.c", COPY}, {"b.c", COPY}}, "0/16"},
    {"other names",
     "",
     {{"a.py", "x = [f(i, 1) for i in a]\n" CALLS}, {"b.py", "y = [g(k, 1) for k in b]\n" CALLS}},
     "0/10"},
    {"other names do not count",
     "ignore_identifiers=yes",
     {{"a.py", "x = [f(i, 1) for i in a]\n" CALLS}, {"b.py", "y = [g(k, 1) for k in b]\n" CALLS}},
     "a.py:1-5(b.py:1-5) 10/10"},
    {"other numbers", "", {{"a.c", CALLS "x = 1;\n" LOOP}, {"b.c", CALLS "x = 2;\n" LOOP}}, "0/18"},
    {"other numbers do not count",
     "ignore_literals=yes",
     {{"a.c", CALLS "x = \"a\";\n" LOOP}, {"b.c", CALLS "x = \"b\";\n" LOOP}},
     "a.c:1-9(b.c:1-9) 18/18"},
    {"marks hide code", "", {{"a.c", "// CPD-OFF\n" COPY "// CPD-ON\n"}, {"b.c", COPY}}, "0/18"},
    {"ignored files", "ignore=b.*", {{"a.c", COPY}, {"b.c", COPY}}, "0/8"},
    {"data is left out", "", {{"a.json", COPY}, {"b.json", COPY}, {"c.c", "int x;\n"}}, "0/1"},
    {"data by its name",
     "languages=json",
     {{"a.json", COPY}, {"b.json", COPY}},
     "a.json:1-8(b.json:1-8) 16/16"},
    {"a script by its first line",
     "",
     {{"a", "#!/bin/sh\n" COPY}, {"b", "#!/bin/sh\n" COPY}},
     "a:2-9(b:2-9) 16/18"},
    {"components are code, pages are not",
     "",
     {{"a.vue", "one\n" COPY}, {"b.vue", "two\n" COPY}, {"c.html", COPY}},
     "a.vue:2-9(b.vue:2-9) 16/18"},
    {"over the threshold",
     "threshold=99.5",
     {{"a.c", COPY}, {"b.c", COPY}},
     "duplicates.threshold a.c:1-8(b.c:1-8) 16/16"},
    {"at the threshold",
     "threshold=100%",
     {{"a.c", COPY}, {"b.c", COPY}},
     "a.c:1-8(b.c:1-8) 16/16"},
    {"more than are listed",
     "max_clones=0",
     {{"a.c", COPY}, {"b.c", COPY}},
     "duplicates.more 16/16"},
};

static void copies_are_found_as_the_options_say(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = 0;
        while (n < 3 && cases[i].files[n].path)
            n++;
        const char *found = scan(*state, cases[i].set, cases[i].files, n);
        if (strcmp(found, cases[i].found) != 0)
            fail_msg("%s: found %s, not %s", cases[i].name, found, cases[i].found);
    }
}

static const struct {
    const char *set, *says;
} mistakes[] = {
    {"min_tokens=4", "min_tokens: 4 is not between 5 and 1000"},
    {"min_tokens=1001", "min_tokens: 1001 is not between 5 and 1000"},
    {"threshold=many", "threshold: 'many' is no percentage such as 5 or 7.5"},
    {"threshold=1.2.3", "threshold: '1.2.3' is no percentage such as 5 or 7.5"},
    {"languages=pyton", "there is no language 'pyton'; did you mean 'python'?"},
};

static void mistakes_in_options_are_told(void **state)
{
    const file files[] = {{"a.c", COPY}};
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++)
        assert_non_null(strstr(scan(*state, mistakes[i].set, files, 1), mistakes[i].says));
}

static void files_past_the_limit_on_tokens_have_failed(void **state)
{
    const file files[] = {{"a.c", "int a;\n"}, {"b.c", COPY}};

    const char *found = scan(*state, "max_tokens=20", files, 2);

    assert_non_null(
        strstr(found, "b.c failed: more than 20 tokens in all files (limit max_tokens)"));
    assert_null(strstr(found, "a.c failed"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(copies_are_found_as_the_options_say),
        sl_test(mistakes_in_options_are_told),
        sl_test(files_past_the_limit_on_tokens_have_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

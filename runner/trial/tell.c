/* Writing what tests gave. */
#include "runner/trial/tell.h"

#include "base/json.h"

void sl_rule_tests_text(sl_buf *out, const sl_rule_tests *tests)
{
    for (size_t i = 0; i < tests->failures.n; i++) {
        const sl_rule_failure *f = &tests->failures.v[i];
        sl_buf_addf(out, "%.*s: %.*s: %.*s\n", SL_FMT(f->rule), SL_FMT(f->place), SL_FMT(f->what));
    }
    for (size_t i = 0; i < tests->broken.n; i++)
        sl_buf_addf(out, "%.*s\n", SL_FMT(tests->broken.v[i].why));
    for (size_t i = 0; i < tests->unfixed.n; i++)
        sl_buf_addf(out, "%.*s: its rules make fixes, and no fixture NAME.fixed.EXT shows them\n",
                    SL_FMT(tests->unfixed.v[i]));
    sl_buf_addf(out, "%zu rules, %zu expectations: %zu passed, %zu failed\n", tests->n_rules,
                tests->n_expectations, tests->n_passed, tests->n_rules - tests->n_passed);
    if (tests->broken.n)
        sl_buf_addf(out, "%zu rule files do not load\n", tests->broken.n);
}

static void put_lines(sl_json *j, const char *key, const sl_rule_lines *lines)
{
    sl_json_list(j, key);
    for (size_t i = 0; i < lines->n; i++)
        sl_json_int(j, NULL, lines->v[i]);
    sl_json_list_end(j);
}

/* Keys are texts of others; the writer of JSON wants them terminated. */
static const char *key_of(sl_arena *mem, sl_str text)
{
    return sl_dup_z(mem, text);
}

static bool is_of(const sl_rule_row *row, const sl_rule_row *first)
{
    return sl_str_eq(row->file, first->file) && sl_str_eq(row->rule, first->rule);
}

/* The rows of one rule, from `i` on; returns the next rule's first. */
static size_t put_check(sl_json *j, sl_arena *mem, const sl_rule_tests *tests, size_t i)
{
    const sl_rule_row *first = &tests->rows.v[i];
    size_t n = 0;
    bool is_passed = true;
    for (; i + n < tests->rows.n && is_of(&first[n], first); n++)
        is_passed &= first[n].is_passed;
    sl_json_object(j, key_of(mem, first->rule));
    sl_json_bool(j, "passed", is_passed);
    sl_json_object(j, "matches");
    for (size_t k = 0; k < n; k++) {
        sl_json_object(j, key_of(mem, first[k].target));
        put_lines(j, "expected_lines", &first[k].expected);
        put_lines(j, "reported_lines", &first[k].reported);
        sl_json_object_end(j);
    }
    sl_json_object_end(j);
    sl_json_list(j, "errors");
    sl_json_list_end(j);
    sl_json_object_end(j);
    return i + n;
}

static void put_results(sl_json *j, sl_arena *mem, const sl_rule_tests *tests)
{
    sl_json_object(j, "results");
    for (size_t i = 0; i < tests->rows.n;) {
        sl_str file = tests->rows.v[i].file;
        sl_json_object(j, key_of(mem, file));
        sl_json_object(j, "checks");
        while (i < tests->rows.n && sl_str_eq(tests->rows.v[i].file, file))
            i = put_check(j, mem, tests, i);
        sl_json_object_end(j);
        sl_json_object_end(j);
    }
    sl_json_object_end(j);
}

static void put_files(sl_json *j, sl_arena *mem, const sl_rule_tests *tests)
{
    sl_json_object(j, "fixtest_results");
    for (size_t i = 0; i < tests->fixes.n; i++) {
        sl_json_object(j, key_of(mem, tests->fixes.v[i].target));
        sl_json_bool(j, "passed", tests->fixes.v[i].is_passed);
        sl_json_object_end(j);
    }
    sl_json_object_end(j);
    sl_json_strs(j, "config_missing_tests", &tests->untested);
    sl_json_strs(j, "config_missing_fixtests", &tests->unfixed);
    sl_json_list(j, "config_with_errors");
    for (size_t i = 0; i < tests->broken.n; i++) {
        sl_json_object(j, NULL);
        sl_json_str(j, "filename", tests->broken.v[i].file);
        sl_json_str(j, "error", tests->broken.v[i].why);
        sl_json_object_end(j);
    }
    sl_json_list_end(j);
}

static void put_counts(sl_json *j, const sl_rule_tests *tests)
{
    sl_json_int(j, "rules", (int64_t)tests->n_rules);
    sl_json_int(j, "passed", (int64_t)tests->n_passed);
    sl_json_int(j, "expectations", (int64_t)tests->n_expectations);
    sl_json_int(j, "todo", (int64_t)tests->n_todo);
    sl_json_list(j, "failures");
    for (size_t i = 0; i < tests->failures.n; i++) {
        sl_json_object(j, NULL);
        sl_json_str(j, "rule", tests->failures.v[i].rule);
        sl_json_str(j, "place", tests->failures.v[i].place);
        sl_json_str(j, "what", tests->failures.v[i].what);
        sl_json_object_end(j);
    }
    sl_json_list_end(j);
}

void sl_rule_tests_json(sl_buf *out, const sl_rule_tests *tests)
{
    sl_arena *mem = sl_arena_new();
    sl_json j = {.out = out};
    sl_json_object(&j, NULL);
    put_results(&j, mem, tests);
    put_files(&j, mem, tests);
    put_counts(&j, tests);
    sl_json_object_end(&j);
    sl_buf_addc(out, '\n');
    sl_arena_free(mem);
}

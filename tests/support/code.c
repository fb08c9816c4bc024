/* Reads, parses and searches as the stage does, without rules. */
#include "tests/support/code.h"

#include "engine/pattern/match.h"
#include "engine/syntax/facts.h"
#include "tests/support/test.h"

enum { PARSE_MS = 10000 };

static sl_str lines_of(sl_arena *mem, const sl_founds *found, sl_str code)
{
    sl_str out = {0};
    for (size_t at = 0, line = 1; at < code.n; line += code.p[at] == '\n', at++)
        for (size_t i = 0; i < found->n; i++)
            if (found->v[i].start == at)
                out = sl_printf(mem, "%.*s%s%zu", SL_FMT(out), out.n ? " " : "", line);
    return out;
}

static const sl_tables *open_tables(sl_arena *mem, const char *language)
{
    const sl_tables *tables = sl_tables_open(mem, sl_dialect_of(sl_str_of(language), SL_S("")));
    assert_non_null(tables);
    return tables;
}

static sl_str search(sl_arena *mem, const sl_test_match *c)
{
    sl_err e = {0};
    sl_cst cst;
    sl_code code;
    sl_founds found = {0};
    sl_code_pattern *pattern;
    sl_str text = sl_str_of(c->code);
    const sl_tables *tables = open_tables(mem, c->language);
    const sl_dialect *other = sl_tables_dialect(tables)->fallback;
    bool ok = sl_code_pattern_read(&pattern, mem, tables, sl_str_of(c->pattern), &e);
    if (!ok && other)
        ok = sl_code_pattern_read(&pattern, mem, sl_tables_open(mem, other), sl_str_of(c->pattern),
                                  &e);
    if (!ok)
        fail_msg("%s: %s: %s", c->language, c->pattern, e.text);
    assert_ok(sl_dialect_parse(&cst, mem, sl_tables_dialect(tables), text, PARSE_MS, &e), &e);
    sl_term *root = sl_lower_tree(mem, tables, &cst, NULL);
    sl_facts_find(root, mem, sl_tables_dialect(tables));
    sl_code_init(&code, mem, text, root, sl_str_of(c->language));
    assert_ok(sl_code_search(&found, mem, pattern, &code, &e), &e);
    return lines_of(mem, &found, text);
}

void sl_test_matches(sl_arena *mem, const sl_test_match *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        sl_str lines = search(mem, &cases[i]);
        if (!sl_str_is(lines, cases[i].lines))
            fail_msg("case %zu: %s: %s\n%s\nfound %.*s, wanted %s", i, cases[i].language,
                     cases[i].pattern, cases[i].code, SL_FMT(lines), cases[i].lines);
    }
}

void sl_test_lowered(sl_arena *mem, const sl_test_terms *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        sl_err e = {0};
        sl_cst cst;
        sl_buf out;
        sl_buf_init(&out, 1 << 16);
        const sl_tables *tables = open_tables(mem, cases[i].language);
        sl_str text = sl_str_of(cases[i].code);
        assert_ok(sl_dialect_parse(&cst, mem, sl_tables_dialect(tables), text, PARSE_MS, &e), &e);
        sl_term_print(&out, sl_lower_tree(mem, tables, &cst, NULL));
        sl_str terms = sl_dup(mem, sl_buf_str(&out));
        sl_buf_clear(&out);
        if (!sl_str_is(terms, cases[i].terms))
            fail_msg("%s\nis     %.*s\nwanted %s", cases[i].code, SL_FMT(terms), cases[i].terms);
    }
}

static const sl_test_language *tables_at_hand;

static void code_is_lowered_to_terms(void **state)
{
    sl_test_lowered(*state, tables_at_hand->terms, tables_at_hand->n_terms);
}

static void patterns_match_where_they_should(void **state)
{
    sl_test_matches(*state, tables_at_hand->matches, tables_at_hand->n_matches);
}

int sl_test_language_run(const sl_test_language *language)
{
    const struct CMUnitTest tests[] = {
        sl_test(code_is_lowered_to_terms),
        sl_test(patterns_match_where_they_should),
    };
    tables_at_hand = language;
    return cmocka_run_group_tests(tests, NULL, NULL);
}

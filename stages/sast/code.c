/* Parsing files, and telling what of them was not understood. */
#include "stages/sast/code.h"

#include "engine/syntax/facts.h"

enum { GAPS_SHOWN = 5 };

typedef struct place {
    size_t at;
    unsigned line;
} place;

static unsigned line_of(sl_str text, place *last, size_t at)
{
    for (; last->at < at && last->at < text.n; last->at++)
        last->line += text.p[last->at] == '\n';
    return last->line;
}

static void tell_gaps(sl_sast_code *c, const sl_cst *cst)
{
    sl_buf out;
    place last = {0, 1};
    sl_buf_init(&out, 4096);
    for (size_t i = 0; i < cst->gaps.n && i < GAPS_SHOWN; i++) {
        unsigned from = line_of(c->text, &last, cst->gaps.v[i].start);
        unsigned to = line_of(c->text, &last, cst->gaps.v[i].end);
        sl_buf_addf(&out, i ? ", %u" : "line %u", from);
        if (to > from)
            sl_buf_addf(&out, "-%u", to);
    }
    if (cst->gaps.n > GAPS_SHOWN)
        sl_buf_addf(&out, " and %zu more", cst->gaps.n - GAPS_SHOWN);
    sl_buf_addf(&out, ": %s", cst->is_deep ? "nested too deep" : "not understood as ");
    if (!cst->is_deep)
        sl_buf_addz(&out, c->dialect->language);
    c->gaps = sl_dup(c->mem, sl_buf_str(&out));
    sl_buf_clear(&out);
}

static bool parse(sl_sast_code *c, sl_err *e)
{
    const sl_tables *tables = sl_sast_tables_of(c->tables, c->dialect);
    sl_cst cst;
    if (!tables)
        return sl_fail(e, SL_ENOTSUP, "the grammar of %s is missing", c->dialect->language);
    if (!sl_dialect_parse(&cst, c->mem, c->dialect, c->text, SL_SAST_PARSE_MS, e))
        return false;
    if (cst.gaps.n)
        tell_gaps(c, &cst);
    sl_term *root = sl_lower_tree(c->mem, tables, &cst, NULL);
    sl_facts_find(root, c->mem, c->dialect);
    sl_code_init(&c->code, c->mem, c->text, root, sl_str_of(c->dialect->language));
    return true;
}

bool sl_sast_code_get(const sl_code **out, sl_sast_code *code, sl_err *e)
{
    if (!code->is_parsed) {
        code->is_parsed = true;
        parse(code, &code->failure);
    }
    code->code.deadline_ns = code->deadline_ns;
    *out = &code->code;
    if (!code->failure.kind)
        return true;
    *e = code->failure;
    return false;
}

sl_sast_found *sl_sast_code_found(sl_sast_code *code, const sl_code_pattern *pattern)
{
    while (code->found.n <= pattern->number)
        *sl_list_add(code->mem, &code->found) = NULL;
    sl_sast_found **found = &code->found.v[pattern->number];
    if (!*found)
        *found = sl_alloc(code->mem, sizeof **found);
    return *found;
}

/* Reading `join`, and findings as facts. */
#include "stages/sast/beyond/join.h"

#include "engine/rules/common.h"

static bool read_ref(sl_sast_join *join, sl_arena *mem, const sl_rule *rule, const sl_node *ref,
                     sl_err *e)
{
    const sl_node *renames = sl_node_get(ref, "renames");
    sl_str name = sl_node_text(sl_node_get(ref, "as"));
    sl_sast_collection *c = sl_list_add(mem, &join->collections);
    c->at = ref;
    c->index = SIZE_MAX;
    c->refers = sl_node_text(sl_node_get(ref, "rule"));
    c->name = name.n ? name : c->refers;
    if (!c->refers.n)
        return sl_rule_fail(e, rule, ref, "each of 'refs' names a 'rule'");
    for (size_t i = 0; renames && renames->kind == SL_SEQ && i < renames->n; i++)
        *sl_list_add(mem, &c->renames) =
            (sl_sast_rename){sl_node_text(sl_node_get(renames->items[i], "from")),
                             sl_node_text(sl_node_get(renames->items[i], "to"))};
    return true;
}

/* a.b.$X is $X of a.b. */
static bool read_side(size_t *collection, sl_str *property, const sl_sast_join *join, sl_str text)
{
    size_t dot = sl_str_rchr(text, '.');
    sl_str name = dot == SIZE_MAX ? (sl_str){0} : sl_str_sub(text, 0, dot);
    *property = sl_str_sub(text, dot + 1, text.n);
    for (*collection = 0; *collection < join->collections.n; ++*collection)
        if (sl_str_eq(join->collections.v[*collection].name, name))
            return property->n > 0;
    return false;
}

static bool read_operator(sl_sast_join_op *out, sl_str text)
{
    static const struct {
        const char *text;
        sl_sast_join_op op;
    } known[] = {{"==", SL_JOIN_EQUAL}, {"!=", SL_JOIN_UNEQUAL}, {"~", SL_JOIN_WITHIN},
                 {"<", SL_JOIN_WITHIN}, {">", SL_JOIN_HOLDS},    {"-->", SL_JOIN_CHAIN}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (sl_str_is(text, known[i].text))
            return *out = known[i].op, true;
    return false;
}

static bool read_condition(sl_sast_join *join, sl_arena *mem, const sl_rule *rule,
                           const sl_node *at, sl_err *e)
{
    sl_str rest = sl_str_trim(sl_node_text(at));
    sl_str words[3] = {{0}};
    size_t n = 0;
    sl_str word;
    while (sl_str_cut(&rest, ' ', &word))
        if (word.n && n++ < 3)
            words[n - 1] = word;
    sl_sast_join_on on;
    if (n != 3 || !read_operator(&on.op, words[1]))
        return sl_rule_fail(e, rule, at,
                            "a condition is RULE.$X OPERATOR RULE.$Y (==, !=, <, >, ~, -->)");
    if (!read_side(&on.a, &on.x, join, words[0]) || !read_side(&on.b, &on.y, join, words[2]))
        return sl_rule_fail(e, rule, at, "'%.*s': no rule of this 'join' has that name",
                            SL_FMT(sl_node_text(at)));
    if (on.op == SL_JOIN_CHAIN && on.a != on.b)
        return sl_rule_fail(e, rule, at, "'-->' is between two metavariables of one rule");
    *sl_list_add(mem, &join->on) = on;
    return true;
}

bool sl_sast_join_read(sl_sast_join *join, sl_arena *mem, const sl_rule *rule, sl_err *e)
{
    const sl_node *all = sl_node_get(rule->doc, "join");
    const sl_node *refs = sl_node_get(all, "refs");
    const sl_node *on = sl_node_get(all, "on");
    for (size_t i = 0; refs && refs->kind == SL_SEQ && i < refs->n; i++)
        if (!read_ref(join, mem, rule, refs->items[i], e))
            return false;
    if (!join->collections.n || join->collections.n > SL_JOIN_RULES_MAX)
        return sl_rule_fail(e, rule, all, "'join' has 'rules' or 'refs', at most %d",
                            SL_JOIN_RULES_MAX);
    if (!on || on->kind != SL_SEQ || !on->n)
        return sl_rule_fail(e, rule, all, "'join' needs 'on', a list of conditions");
    for (size_t i = 0; i < on->n; i++)
        if (!read_condition(join, mem, rule, on->items[i], e))
            return false;
    return true;
}

/* Facts: a head, then for each metavariable two lengths, its name and its text. */
typedef struct head {
    char type;
    sl_sast_join_place of;
    uint32_t start, end, n;
} head;

static void add_raw(sl_buf *out, const void *p, size_t n)
{
    sl_buf_add(out, sl_str_at(p, n));
}

static sl_str without_quotes(sl_str text)
{
    sl_str t = sl_str_trim(text);
    while (t.n && (t.p[0] == '"' || t.p[0] == '\''))
        t = sl_str_sub(t, 1, t.n);
    while (t.n && (t.p[t.n - 1] == '"' || t.p[t.n - 1] == '\''))
        t.n--;
    return t;
}

bool sl_sast_join_tell(sl_sink *sink, const sl_sast_join_place *of, const sl_sast_match *match,
                       sl_str text, sl_err *e)
{
    sl_buf out;
    head h = {'J', *of, (uint32_t)match->span.start, (uint32_t)match->span.end,
              (uint32_t)match->n_bindings};
    sl_buf_init(&out, SL_JOIN_FACT_MAX);
    add_raw(&out, &h, sizeof h);
    for (size_t i = 0; i < match->n_bindings; i++) {
        const sl_bound *b = &match->bindings[i];
        sl_str value = without_quotes(sl_str_sub(text, b->start, b->end));
        uint32_t lengths[2] = {(uint32_t)b->name.n, (uint32_t)value.n};
        add_raw(&out, lengths, sizeof lengths);
        sl_buf_add(&out, b->name);
        sl_buf_add(&out, value);
    }
    bool ok = out.n < SL_JOIN_FACT_MAX;
    if (ok)
        sl_sink_fact(sink, sl_buf_str(&out));
    sl_buf_clear(&out);
    return ok || sl_fail(e, SL_ETOOBIG, "a finding to be joined has more than %d bytes",
                         SL_JOIN_FACT_MAX);
}

static bool take(sl_str *rest, void *out, size_t n)
{
    if (rest->n < n)
        return false;
    memcpy(out, rest->p, n);
    *rest = sl_str_sub(*rest, n, rest->n);
    return true;
}

bool sl_sast_join_gather(sl_sast_rows *out, sl_arena *mem, sl_str path, sl_str fact, sl_err *e)
{
    sl_str rest = fact;
    head h;
    bool ok = take(&rest, &h, sizeof h) && h.n <= SL_MATCH_BOUND_MAX * 4;
    sl_sast_row row = {.of = h.of, .path = sl_dup(mem, path), .start = h.start, .end = h.end};
    row.bounds.v = ok ? sl_alloc_array(mem, h.n, sizeof *row.bounds.v) : NULL;
    row.values = ok ? sl_alloc_array(mem, h.n, sizeof *row.values) : NULL;
    for (; ok && row.bounds.n < h.n; row.bounds.n++) {
        uint32_t lengths[2];
        ok = take(&rest, lengths, sizeof lengths) && (uint64_t)lengths[0] + lengths[1] <= rest.n;
        if (!ok)
            break;
        row.bounds.v[row.bounds.n].name = sl_dup(mem, sl_str_sub(rest, 0, lengths[0]));
        rest = sl_str_sub(rest, lengths[0], rest.n);
        row.values[row.bounds.n] = sl_dup(mem, sl_str_sub(rest, 0, lengths[1]));
        rest = sl_str_sub(rest, lengths[1], rest.n);
    }
    if (!ok)
        return sl_fail(e, SL_EFAIL, "a worker told a finding that is none");
    *sl_list_add(mem, out) = row;
    return true;
}

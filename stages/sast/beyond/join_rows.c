/* Conditions over rows: a nested loop over the collections that they name, cut where one fails. */
#include "base/map.h"
#include "stages/sast/beyond/join.h"

typedef struct table {
    const sl_sast_row **v;
    size_t n, cap;
} table;

typedef struct joining {
    const sl_sast_join *join;
    sl_arena *mem;
    sl_sink *sink;
    size_t rule;
    table tables[SL_JOIN_RULES_MAX];
    bool is_named[SL_JOIN_RULES_MAX];
    const sl_sast_row *chosen[SL_JOIN_RULES_MAX];
    sl_map told;
    uint64_t steps;
} joining;

/* The metavariable, by its name or the one that it was given. */
static sl_str value_of(const joining *s, size_t collection, const sl_sast_row *row, sl_str name)
{
    const sl_sast_collection *c = &s->join->collections.v[collection];
    sl_str own = name;
    if (sl_str_is(name, "path"))
        return row->path;
    for (size_t i = 0; i < c->renames.n; i++)
        if (sl_str_eq(c->renames.v[i].to, name))
            own = c->renames.v[i].from;
    for (size_t i = 0; i < row->bounds.n; i++)
        if (sl_str_eq(row->bounds.v[i].name, own))
            return row->values[i];
    return (sl_str){0};
}

static bool has_within(sl_str text, sl_str part)
{
    for (size_t i = 0; part.p && i + part.n <= text.n; i++)
        if (sl_str_eq_case(sl_str_sub(text, i, i + part.n), part))
            return true;
    return false;
}

static bool holds(const joining *s, const sl_sast_join_on *on)
{
    sl_str x = value_of(s, on->a, s->chosen[on->a], on->x);
    sl_str y = value_of(s, on->b, s->chosen[on->b], on->y);
    if (!x.p || !y.p)
        return false; /* what is bound to nothing compares with nothing */
    switch (on->op) {
    case SL_JOIN_EQUAL:
        return sl_str_eq(x, y);
    case SL_JOIN_UNEQUAL:
        return !sl_str_eq(x, y);
    case SL_JOIN_WITHIN:
        return has_within(y, x);
    case SL_JOIN_HOLDS:
        return has_within(x, y);
    default:
        return true; /* chains were made before */
    }
}

/* The conditions that collection `c` is the last one of. */
static bool all_hold(const joining *s, size_t c)
{
    for (size_t i = 0; i < s->join->on.n; i++) {
        const sl_sast_join_on *on = &s->join->on.v[i];
        bool is_due = (on->a == c && on->b <= c) || (on->b == c && on->a <= c);
        if (is_due && !holds(s, on))
            return false;
    }
    return true;
}

/* The finding is the last condition's right side. */
static void tell(joining *s)
{
    size_t reported = s->join->on.v[s->join->on.n - 1].b;
    for (size_t i = 0; i < s->join->on.n; i++)
        if (s->join->on.v[i].op != SL_JOIN_CHAIN)
            reported = s->join->on.v[i].b;
    const sl_sast_row *row = s->chosen[reported];
    sl_str key = sl_printf(s->mem, "%u %u %.*s", row->start, row->end, SL_FMT(row->path));
    if (sl_map_has(&s->told, key))
        return;
    sl_map_put(&s->told, s->mem, key, s);
    sl_hit hit = {.rule = s->rule, .start = row->start, .end = row->end, .inner = row->path};
    sl_sink_hit(s->sink, &hit);
}

static bool choose(joining *s, size_t c, sl_err *e)
{
    while (c < s->join->collections.n && !s->is_named[c])
        c++;
    if (c == s->join->collections.n) {
        tell(s);
        return true;
    }
    for (size_t i = 0; i < s->tables[c].n; i++) {
        if (++s->steps > SL_JOIN_STEPS_MAX)
            return sl_fail(e, SL_ETOOBIG, "joining findings takes more than %d steps",
                           SL_JOIN_STEPS_MAX);
        s->chosen[c] = s->tables[c].v[i];
        if (all_hold(s, c) && !choose(s, c + 1, e))
            return false;
    }
    return true;
}

static const sl_sast_row *with_value(joining *s, const sl_sast_row *row, const sl_sast_join_on *on,
                                     sl_str value)
{
    sl_sast_row *made = sl_alloc(s->mem, sizeof *made);
    sl_str own = on->x;
    const sl_sast_collection *c = &s->join->collections.v[on->a];
    for (size_t i = 0; i < c->renames.n; i++)
        if (sl_str_eq(c->renames.v[i].to, on->x))
            own = c->renames.v[i].from;
    *made = *row;
    made->values = sl_alloc_array(s->mem, row->bounds.n, sizeof *made->values);
    for (size_t i = 0; i < row->bounds.n; i++)
        made->values[i] = sl_str_eq(row->bounds.v[i].name, own) ? value : row->values[i];
    return made;
}

/* a --> b: every row also begins where a row that leads to it does. Rows are added as long as there
   are new ones. */
static bool make_chain(joining *s, const sl_sast_join_on *on, sl_err *e)
{
    table *t = &s->tables[on->a];
    size_t n_own = t->n;
    sl_map known = {0};
    for (size_t i = 0; i < t->n; i++) {
        sl_str from = value_of(s, on->a, t->v[i], on->x);
        sl_str to = value_of(s, on->a, t->v[i], on->y);
        sl_map_put(&known, s->mem, sl_printf(s->mem, "%.*s\n%.*s", SL_FMT(from), SL_FMT(to)), s);
        for (size_t k = 0; i < SL_JOIN_ROWS_MAX && k < n_own; k++) {
            const sl_sast_row *next = t->v[k];
            sl_str end = value_of(s, on->a, next, on->y);
            sl_str key = sl_printf(s->mem, "%.*s\n%.*s", SL_FMT(from), SL_FMT(end));
            if (!sl_str_eq(value_of(s, on->a, next, on->x), to) || sl_map_has(&known, key))
                continue;
            sl_map_put(&known, s->mem, key, s);
            *sl_list_add(s->mem, t) = with_value(s, next, on, from);
        }
        if (t->n > SL_JOIN_ROWS_MAX || (s->steps += n_own) > SL_JOIN_STEPS_MAX)
            return sl_fail(e, SL_ETOOBIG, "'-->' leads to more than %d pairs", SL_JOIN_ROWS_MAX);
    }
    return true;
}

bool sl_sast_join_finish(const sl_sast_join *join, size_t rule, const sl_sast_rows *rows,
                         sl_sink *sink, sl_err *e)
{
    joining *s = sl_alloc(sl_sink_mem(sink), sizeof *s);
    s->join = join;
    s->mem = sl_sink_mem(sink);
    s->sink = sink;
    s->rule = rule;
    for (size_t i = 0; i < rows->n; i++) {
        const sl_sast_row *row = &rows->v[i];
        if (row->of.rule != rule || row->of.collection >= join->collections.n)
            continue;
        if (s->tables[row->of.collection].n == SL_JOIN_ROWS_MAX)
            return sl_fail(e, SL_ETOOBIG, "more than %d findings to be joined", SL_JOIN_ROWS_MAX);
        *sl_list_add(s->mem, &s->tables[row->of.collection]) = row;
    }
    for (size_t i = 0; i < join->on.n; i++)
        s->is_named[join->on.v[i].a] = s->is_named[join->on.v[i].b] = true;
    for (size_t i = 0; i < join->on.n; i++)
        if (join->on.v[i].op == SL_JOIN_CHAIN && !make_chain(s, &join->on.v[i], e))
            return false;
    return choose(s, 0, e);
}

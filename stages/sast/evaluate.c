/* Formulas over a text. A set of matches is computed once per operator; what an expression that was
   not seen could match is known to be nothing without a search. */
#include "stages/sast/evaluate.h"

#include <stdlib.h>

static int by_place(const void *a, const void *b)
{
    const sl_span *x = &((const sl_sast_match *)a)->span;
    const sl_span *y = &((const sl_sast_match *)b)->span;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

static void sort(sl_sast_matches *m)
{
    if (m->n > 1)
        qsort(m->v, m->n, sizeof *m->v, by_place);
}

static bool add(sl_sast_matches *out, const sl_sast_trial *t, sl_sast_match match, sl_err *e)
{
    if (out->n == SL_SAST_MATCHES_MAX)
        return sl_fail(e, SL_ETOOBIG, "rule '%.*s': more than %d matches in one file",
                       SL_FMT(t->rule->rule->id), SL_SAST_MATCHES_MAX);
    *sl_list_add(t->mem, out) = match;
    return true;
}

sl_str sl_sast_bound(const sl_sast_match *match, sl_str name, sl_str text, bool *is_bound)
{
    *is_bound = false;
    for (size_t i = 0; i < match->n_bindings; i++) {
        const sl_sast_binding *b = &match->bindings[i];
        if (!sl_str_eq(b->name, name))
            continue;
        *is_bound = true;
        return sl_str_sub(text, b->span.start, b->span.end);
    }
    return (sl_str){0};
}

/* Groups become metavariables: $1, $2 … by number, $NAME by name. */
static sl_sast_match bind(const sl_sast_trial *t, const sl_regex *regex, const sl_match *match)
{
    sl_sast_match made = {.span = match->groups[0]};
    sl_sast_binding *b = sl_alloc_array(t->mem, 2 * match->n, sizeof *b);
    made.bindings = b;
    for (size_t i = 1; i < match->n; i++) {
        if (match->groups[i].start == SIZE_MAX)
            continue;
        sl_str name = sl_regex_group_name(regex, i);
        b[made.n_bindings++] = (sl_sast_binding){sl_printf(t->mem, "$%zu", i), match->groups[i]};
        if (name.n)
            b[made.n_bindings++] =
                (sl_sast_binding){sl_printf(t->mem, "$%.*s", SL_FMT(name)), match->groups[i]};
    }
    return made;
}

static bool find_all(sl_sast_matches *out, const sl_sast_trial *t, size_t leaf,
                     const sl_sighting *sighting, sl_err *e)
{
    const sl_regex *regex;
    if (!sl_sast_leaf_regex(&regex, t->kept, t->rule, leaf, e))
        return false;
    sl_confirm walk = {regex, t->room, sighting, t->text, 0, 0};
    for (;;) {
        sl_match match;
        bool found;
        if (!sl_confirm_next(&walk, &match, &found, e))
            return sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
        if (!found)
            return true;
        if (!add(out, t, bind(t, regex, &match), e))
            return false;
    }
}

static bool is_within(const sl_span *inner, const sl_span *outer)
{
    return inner->start >= outer->start && inner->end <= outer->end;
}

static bool is_numbered(sl_str name)
{
    return name.n > 1 && name.p[1] >= '0' && name.p[1] <= '9';
}

/* Named metavariables of both have to stand for the same text; numbered ones are an accident of
   each expression and never disagree. */
static bool agree(const sl_sast_match *a, const sl_sast_match *b, sl_str text)
{
    for (size_t i = 0; i < a->n_bindings; i++) {
        const sl_sast_binding *mine = &a->bindings[i];
        if (is_numbered(mine->name))
            continue;
        bool is_bound;
        sl_str other = sl_sast_bound(b, mine->name, text, &is_bound);
        if (is_bound && !sl_str_eq(other, sl_str_sub(text, mine->span.start, mine->span.end)))
            return false;
    }
    return true;
}

/* `a` with the bindings of `b` that it lacks. */
static sl_sast_match merge(const sl_sast_trial *t, const sl_sast_match *a, const sl_sast_match *b)
{
    sl_sast_match made = *a;
    if (!b->n_bindings)
        return made;
    sl_sast_binding *v = sl_alloc_array(t->mem, a->n_bindings + b->n_bindings, sizeof *v);
    if (a->n_bindings)
        memcpy(v, a->bindings, a->n_bindings * sizeof *v);
    for (size_t i = 0; i < b->n_bindings; i++) {
        bool is_bound;
        sl_sast_bound(a, b->bindings[i].name, t->text, &is_bound);
        if (!is_bound)
            v[made.n_bindings++] = b->bindings[i];
    }
    made.bindings = v;
    return made;
}

/* One of each region: the first. */
static void unite(sl_sast_matches *m)
{
    sort(m);
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++)
        if (n == 0 || by_place(&m->v[n - 1], &m->v[i]) != 0)
            m->v[n++] = m->v[i];
    m->n = n;
}

/* Regions of one set inside a region of the other: the inner one stays. */
static bool intersect(sl_sast_matches *out, const sl_sast_trial *t, const sl_sast_matches *xs,
                      const sl_sast_matches *ys, sl_err *e)
{
    for (size_t i = 0; i < xs->n; i++) {
        for (size_t k = 0; k < ys->n && ys->v[k].span.start <= xs->v[i].span.end; k++) {
            const sl_sast_match *x = &xs->v[i];
            const sl_sast_match *y = &ys->v[k];
            bool x_inside = is_within(&x->span, &y->span);
            if ((!x_inside && !is_within(&y->span, &x->span)) || !agree(x, y, t->text))
                continue;
            if (!add(out, t, x_inside ? merge(t, x, y) : merge(t, y, x), e))
                return false;
        }
    }
    unite(out);
    return true;
}

/* pattern-not-regex: a match that lies in one of its matches, or around one, goes. */
static bool subtract(sl_sast_matches *m, const sl_sast_trial *t, size_t leaf, sl_err *e)
{
    sl_sast_matches nots = {0};
    if (!m->n || !find_all(&nots, t, leaf, NULL, e))
        return !m->n;
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++) {
        bool stays = true;
        for (size_t k = 0; stays && k < nots.n; k++)
            stays = !((is_within(&m->v[i].span, &nots.v[k].span) ||
                       is_within(&nots.v[k].span, &m->v[i].span)) &&
                      agree(&m->v[i], &nots.v[k], t->text));
        if (stays)
            m->v[n++] = m->v[i];
    }
    m->n = n;
    return true;
}

static bool holds(bool *out, const sl_sast_trial *t, const sl_sast_condition *c,
                  const sl_sast_match *match, sl_err *e)
{
    sl_str bound = sl_sast_bound(match, c->name, t->text, out);
    const sl_regex *regex;
    if (!*out || !sl_sast_leaf_regex(&regex, t->kept, t->rule, c->leaf, e))
        return !*out;
    sl_regex_search search = {bound, 0, SIZE_MAX, true};
    sl_match found;
    return sl_regex_find(regex, t->room, &search, &found, out, e) ||
           sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
}

static bool keep_where(sl_sast_matches *m, const sl_sast_trial *t, const sl_sast_condition *c,
                       sl_err *e)
{
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++) {
        bool is_kept;
        if (!holds(&is_kept, t, c, &m->v[i], e))
            return false;
        if (is_kept)
            m->v[n++] = m->v[i];
    }
    m->n = n;
    return true;
}

/* The regions become those of the metavariables. */
static bool focus(sl_sast_matches *out, const sl_sast_trial *t, const sl_sast_matches *from,
                  const sl_strs *names, sl_err *e)
{
    for (size_t i = 0; i < from->n; i++) {
        for (size_t k = 0; k < names->n; k++) {
            bool is_bound;
            sl_str bound = sl_sast_bound(&from->v[i], names->v[k], t->text, &is_bound);
            if (!is_bound)
                continue;
            sl_sast_match match = from->v[i];
            match.span.start = (size_t)(bound.p - t->text.p);
            match.span.end = match.span.start + bound.n;
            if (is_within(&match.span, &from->v[i].span) && !add(out, t, match, e))
                return false;
        }
    }
    unite(out);
    return true;
}

static bool evaluate(sl_sast_matches *out, const sl_sast_trial *t, const sl_sast_formula *f,
                     sl_err *e);

static bool filter(sl_sast_matches *out, const sl_sast_trial *t, const sl_sast_formula *f,
                   sl_err *e)
{
    for (size_t i = 0; i < f->nots.n; i++)
        if (!subtract(out, t, f->nots.v[i], e))
            return false;
    for (size_t i = 0; i < f->conditions.n; i++)
        if (!keep_where(out, t, &f->conditions.v[i], e))
            return false;
    for (size_t i = 0; i < f->focus.n; i++) {
        sl_sast_matches focused = {0};
        if (!focus(&focused, t, out, &f->focus.v[i], e))
            return false;
        *out = focused;
    }
    return true;
}

static bool evaluate_all(sl_sast_matches *out, const sl_sast_trial *t, const sl_sast_formula *f,
                         sl_err *e)
{
    if (!evaluate(out, t, f->parts.v[0], e))
        return false;
    for (size_t i = 1; out->n && i < f->parts.n; i++) {
        sl_sast_matches part = {0};
        sl_sast_matches both = {0};
        if (!evaluate(&part, t, f->parts.v[i], e) || !intersect(&both, t, out, &part, e))
            return false;
        *out = both;
    }
    return filter(out, t, f, e);
}

static bool evaluate_either(sl_sast_matches *out, const sl_sast_trial *t, const sl_sast_formula *f,
                            sl_err *e)
{
    for (size_t i = 0; i < f->parts.n; i++) {
        sl_sast_matches part = {0};
        if (!evaluate(&part, t, f->parts.v[i], e))
            return false;
        for (size_t k = 0; k < part.n; k++)
            if (!add(out, t, part.v[k], e))
                return false;
    }
    unite(out);
    return true;
}

static bool evaluate(sl_sast_matches *out, const sl_sast_trial *t, const sl_sast_formula *f,
                     sl_err *e)
{
    if (f->op == SL_SAST_ALL)
        return evaluate_all(out, t, f, e);
    if (f->op == SL_SAST_EITHER)
        return evaluate_either(out, t, f, e);
    const sl_sighting *sighting = t->seen[t->rule->leaves.v[f->leaf].positive];
    return !sighting || find_all(out, t, f->leaf, sighting, e);
}

bool sl_sast_evaluate(sl_sast_matches *out, const sl_sast_trial *trial, sl_err *e)
{
    *out = (sl_sast_matches){0};
    return evaluate(out, trial, trial->rule->formula, e);
}

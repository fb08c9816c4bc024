/* Operations on sets of matches. */
#include "stages/sast/matches/matches.h"

#include <stdlib.h>

static int by_place(const void *a, const void *b)
{
    const sl_span *x = &((const sl_sast_match *)a)->span;
    const sl_span *y = &((const sl_sast_match *)b)->span;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

bool sl_sast_matches_add(sl_sast_matches *out, sl_arena *mem, const sl_sast_match *match, sl_err *e)
{
    if (out->n == SL_SAST_MATCHES_MAX)
        return sl_fail(e, SL_ETOOBIG, "more than %d matches in one file", SL_SAST_MATCHES_MAX);
    *sl_list_add(mem, out) = *match;
    return true;
}

static bool is_same(const sl_sast_match *a, const sl_sast_match *b)
{
    if (by_place(a, b) != 0 || a->n_bindings != b->n_bindings || a->is_inside != b->is_inside)
        return false;
    for (size_t i = 0; i < a->n_bindings; i++) {
        const sl_bound *x = &a->bindings[i];
        const sl_bound *y = sl_sast_binding_of(b, x->name);
        if (!y || x->start != y->start || x->end != y->end)
            return false;
    }
    return true;
}

void sl_sast_matches_unite(sl_sast_matches *m)
{
    size_t n = 0;
    if (m->n > 1)
        qsort(m->v, m->n, sizeof *m->v, by_place);
    for (size_t i = 0; i < m->n; i++) {
        bool is_new = true;
        for (size_t k = n; is_new && k > 0 && by_place(&m->v[k - 1], &m->v[i]) == 0; k--)
            is_new = !is_same(&m->v[k - 1], &m->v[i]);
        if (is_new)
            m->v[n++] = m->v[i];
    }
    m->n = n;
}

const sl_bound *sl_sast_binding_of(const sl_sast_match *match, sl_str name)
{
    for (size_t i = 0; i < match->n_bindings; i++)
        if (sl_str_eq(match->bindings[i].name, name))
            return &match->bindings[i];
    return NULL;
}

sl_str sl_sast_bound(const sl_sast_match *match, sl_str name, sl_str text, bool *is_bound)
{
    const sl_bound *b = sl_sast_binding_of(match, name);
    *is_bound = b != NULL;
    return b ? sl_str_sub(text, b->start, b->end) : (sl_str){0};
}

static bool is_numbered(sl_str name)
{
    return name.n > 1 && name.p[1] >= '0' && name.p[1] <= '9';
}

/* Named metavariables of both have to stand for the same; numbered ones are an accident of each
   expression and never disagree. */
bool sl_sast_agree(const sl_sast_match *a, const sl_sast_match *b, sl_str text)
{
    for (size_t i = 0; i < a->n_bindings; i++) {
        const sl_bound *mine = &a->bindings[i];
        const sl_bound *other = is_numbered(mine->name) ? NULL : sl_sast_binding_of(b, mine->name);
        if (other && !sl_bound_equal(mine, other, text))
            return false;
    }
    return true;
}

/* `a` with the bindings of `b` that it lacks. */
static sl_sast_match merge(sl_arena *mem, const sl_sast_match *a, const sl_sast_match *b)
{
    sl_sast_match made = *a;
    made.is_inside = a->is_inside && b->is_inside;
    if (!b->n_bindings)
        return made;
    sl_bound *v = sl_alloc_array(mem, a->n_bindings + b->n_bindings, sizeof *v);
    if (a->n_bindings)
        memcpy(v, a->bindings, a->n_bindings * sizeof *v);
    for (size_t i = 0; i < b->n_bindings; i++)
        if (!sl_sast_binding_of(a, b->bindings[i].name))
            v[made.n_bindings++] = b->bindings[i];
    made.bindings = v;
    return made;
}

static bool add_inner(sl_sast_matches *out, sl_arena *mem, const sl_sast_match *inner,
                      const sl_sast_match *outer, sl_err *e)
{
    if (inner->is_inside && !outer->is_inside)
        return true;
    sl_sast_match both = merge(mem, inner, outer);
    return sl_sast_matches_add(out, mem, &both, e);
}

/* The one of two that lies in the other; NULL when none does. */
static const sl_sast_match *inner_of(const sl_sast_match *x, const sl_sast_match *y)
{
    bool x_inside = sl_sast_is_within(&x->span, &y->span);
    bool y_inside = sl_sast_is_within(&y->span, &x->span);
    if (!x_inside && !y_inside)
        return NULL;
    return x_inside && (!y_inside || !x->is_inside) ? x : y;
}

bool sl_sast_matches_intersect(sl_sast_matches *out, sl_arena *mem, const sl_sast_matches *xs,
                               const sl_sast_matches *ys, sl_str text, sl_err *e)
{
    for (size_t i = 0; i < xs->n; i++) {
        for (size_t k = 0; k < ys->n && ys->v[k].span.start <= xs->v[i].span.end; k++) {
            const sl_sast_match *x = &xs->v[i];
            const sl_sast_match *y = &ys->v[k];
            const sl_sast_match *inner = inner_of(x, y);
            if (inner && sl_sast_agree(x, y, text) &&
                !add_inner(out, mem, inner, inner == x ? y : x, e))
                return false;
        }
    }
    sl_sast_matches_unite(out);
    return true;
}

bool sl_sast_matches_beside(sl_sast_matches *out, sl_arena *mem, const sl_sast_matches *xs,
                            const sl_sast_matches *ys, sl_str text, sl_err *e)
{
    for (size_t i = 0; i < xs->n; i++)
        for (size_t k = 0; k < ys->n; k++) {
            if (!sl_sast_agree(&xs->v[i], &ys->v[k], text))
                continue;
            sl_sast_match both = merge(mem, &xs->v[i], &ys->v[k]);
            if (!sl_sast_matches_add(out, mem, &both, e))
                return false;
        }
    sl_sast_matches_unite(out);
    return true;
}

void sl_sast_matches_subtract(sl_sast_matches *m, const sl_sast_matches *nots, sl_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++) {
        bool stays = true;
        for (size_t k = 0; stays && k < nots->n; k++) {
            const sl_sast_match *y = &nots->v[k];
            bool is_hit = sl_sast_is_within(&m->v[i].span, &y->span) ||
                          (y->is_text && sl_sast_is_within(&y->span, &m->v[i].span));
            stays = !(is_hit && sl_sast_agree(&m->v[i], y, text));
        }
        if (stays)
            m->v[n++] = m->v[i];
    }
    m->n = n;
}

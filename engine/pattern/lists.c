/* Lists: in order with ellipses, arguments with keywords, and sets. */
#include "engine/pattern/solve.h"

static bool is_dots(const sl_term *p)
{
    return p->kind == SL_T_ELLIPSIS;
}

static bool is_rest(const sl_term *p)
{
    return p->kind == SL_T_REST;
}

/* The goal after `np` terms of the pattern and `nt` of the code. */
static const sl_goal *after(sl_solver *s, const sl_goal *g, uint32_t np, uint32_t nt)
{
    sl_goal like = *g;
    like.p = np ? like.p + np : like.p; /* an empty list has no place to add to */
    like.np -= np;
    like.t = nt ? like.t + nt : like.t;
    like.nt -= nt;
    return sl_goal_lists(s, g->step, &like);
}

/* An ellipsis or $...X takes the next 0, 1, 2 … terms. */
static const sl_goal *take_any(sl_solver *s, const sl_goal *g)
{
    const sl_term *p = g->p[0];
    for (uint32_t k = 0; k <= g->nt; k++) {
        size_t bound = s->n_bound;
        if (g->np == 1 && k < g->nt && !g->may_be_more)
            k = g->nt;
        if (is_rest(p) && !sl_bind(s, p->text, g->t, k))
            continue;
        if (k == g->nt)
            return after(s, g, 1, k);
        if (sl_branch(s, after(s, g, 1, k)))
            return SL_GOAL_STOP;
        s->n_bound = bound;
    }
    return SL_GOAL_FAILED;
}

const sl_goal *sl_step_list(sl_solver *s, const sl_goal *g)
{
    if (!g->np)
        return !g->nt || g->may_be_more ? g->next : SL_GOAL_FAILED;
    if (is_dots(g->p[0]) && g->np == 1)
        return g->next;
    if (is_dots(g->p[0]) || is_rest(g->p[0]))
        return take_any(s, g);
    if (!g->nt)
        return SL_GOAL_FAILED;
    return sl_goal_term(s, g->p[0], g->t[0], after(s, g, 1, 1));
}

/* Goes on without the member that was taken. */
static const sl_goal *drop_taken(sl_solver *s, const sl_goal *g)
{
    sl_goal like = *g;
    const sl_term **rest = sl_alloc_array(s->mem, g->nt, sizeof *rest);
    for (uint32_t k = 0; k < g->nt; k++)
        if (k != g->taken)
            rest[k - (k > g->taken)] = g->t[k];
    like.t = rest;
    like.nt--;
    return sl_goal_lists(s, g->after, &like);
}

/* What is left when `p[0]` has taken member `i`. The list is copied when it comes to that, not for
   each member that is tried. */
static const sl_goal *without(sl_solver *s, const sl_goal *g, uint32_t i)
{
    sl_goal like = *g;
    if (g->np == 1 && g->may_be_more)
        return g->next;
    like.p++;
    like.np--;
    like.taken = i;
    like.after = g->step;
    return sl_goal_lists(s, drop_taken, &like);
}

static const sl_goal *pick_keyword(sl_solver *s, const sl_goal *g)
{
    for (uint32_t i = 0; i < g->nt; i++)
        if (g->t[i]->kind == SL_T_KEYWORD &&
            sl_branch(s, sl_goal_term(s, g->p[0], g->t[i], without(s, g, i))))
            return SL_GOAL_STOP;
    return SL_GOAL_FAILED;
}

const sl_goal *sl_step_args(sl_solver *s, const sl_goal *g)
{
    if (g->np && g->p[0]->kind == SL_T_KEYWORD)
        return pick_keyword(s, g);
    if (g->np && g->nt && g->p[0]->kind == SL_T_METAVAR && g->t[0]->kind == SL_T_KEYWORD)
        return SL_GOAL_FAILED;
    return sl_step_list(s, g);
}

/* Terms of the pattern that say something, $...X last. */
static const sl_goal *without_dots(sl_solver *s, const sl_goal *g)
{
    const sl_term **p = sl_alloc_array(s->mem, g->np, sizeof *p);
    sl_goal like = *g;
    like.np = 0;
    for (unsigned pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < g->np; i++)
            if (!is_dots(g->p[i]) && is_rest(g->p[i]) == (pass == 1))
                p[like.np++] = g->p[i];
    like.p = p;
    return sl_goal_lists(s, sl_step_some, &like);
}

static bool has_dots(const sl_goal *g)
{
    for (uint32_t i = 0; i < g->np; i++)
        if (is_dots(g->p[i]))
            return true;
    return false;
}

static bool has_rest(const sl_goal *g)
{
    for (uint32_t i = 0; i < g->np; i++)
        if (is_rest(g->p[i]))
            return true;
    return false;
}

const sl_goal *sl_step_some(sl_solver *s, const sl_goal *g)
{
    if (has_dots(g))
        return without_dots(s, g);
    if ((g->may_be_more ? g->np > g->nt : g->np != g->nt) && !has_rest(g))
        return SL_GOAL_FAILED; /* each takes one */
    if (!g->np)
        return !g->nt || g->may_be_more ? g->next : SL_GOAL_FAILED;
    if (is_rest(g->p[0]))
        return sl_bind(s, g->p[0]->text, g->t, g->nt) ? after(s, g, 1, g->nt) : SL_GOAL_FAILED;
    for (uint32_t i = 0; i < g->nt; i++)
        if (sl_branch(s, sl_goal_term(s, g->p[0], g->t[i], without(s, g, i))))
            return SL_GOAL_STOP;
    return SL_GOAL_FAILED;
}

const sl_goal *sl_step_set(sl_solver *s, const sl_goal *g)
{
    sl_goal like = *g;
    like.may_be_more = has_dots(g);
    return sl_step_some(s, sl_goal_lists(s, sl_step_some, &like));
}

/* Statements. The end of what was matched is the end of the match. */
static const sl_goal *skip_statements(sl_solver *s, const sl_goal *g)
{
    const sl_term *p = g->p[0];
    bool is_last = g->np == 1;
    for (uint32_t k = is_last ? g->nt : 0; k <= g->nt; k++) {
        size_t bound = s->n_bound;
        if (is_rest(p) && !sl_bind(s, p->text, g->t, k))
            continue;
        if (g->is_outer && k && s->end < g->t[k - 1]->end)
            s->end = g->t[k - 1]->end;
        if (k == g->nt)
            return after(s, g, 1, k);
        if (sl_branch(s, after(s, g, 1, k)))
            return SL_GOAL_STOP;
        s->n_bound = bound;
    }
    return SL_GOAL_FAILED;
}

const sl_goal *sl_step_statements(sl_solver *s, const sl_goal *g)
{
    if (!g->np)
        return !g->nt || g->may_be_more ? g->next : SL_GOAL_FAILED;
    if (is_dots(g->p[0]) || is_rest(g->p[0]))
        return skip_statements(s, g);
    if (!g->nt)
        return SL_GOAL_FAILED;
    if (g->is_outer && s->end < g->t[0]->end)
        s->end = g->t[0]->end;
    return sl_goal_term(s, g->p[0], g->t[0], after(s, g, 1, 1));
}

/* A metavariable may stand for several operands in a row. */
const sl_goal *sl_step_operands(sl_solver *s, const sl_goal *g)
{
    bool is_variable = g->np && g->p[0]->kind == SL_T_METAVAR;
    if (!is_variable || g->np == g->nt)
        return sl_step_list(s, g);
    for (uint32_t k = 1; k <= g->nt; k++) {
        size_t bound = s->n_bound;
        if (sl_bind(s, g->p[0]->text, g->t, k) && sl_branch(s, after(s, g, 1, k)))
            return SL_GOAL_STOP;
        s->n_bound = bound;
    }
    return SL_GOAL_FAILED;
}

/* The last metavariable takes all operands that are left. */
const sl_goal *sl_step_operands_any(sl_solver *s, const sl_goal *g)
{
    if (has_dots(g)) {
        sl_goal like = *without_dots(s, g);
        like.may_be_more = true;
        like.step = sl_step_operands_any;
        return sl_goal_lists(s, sl_step_operands_any, &like);
    }
    bool is_last = g->np == 1 && g->p[0]->kind == SL_T_METAVAR && g->nt > 1 && !g->may_be_more;
    if (is_last && sl_bind(s, g->p[0]->text, g->t, g->nt))
        return g->next;
    return is_last ? SL_GOAL_FAILED : sl_step_some(s, g);
}

typedef struct flat {
    const sl_term **v;
    size_t n, cap;
} flat;

static void add_flat(flat *out, sl_arena *mem, const sl_term *statement)
{
    const sl_term *t = statement;
    for (; t; t = sl_term_next(statement, t, t->flags & SL_TERM_APART)) {
        bool is_statement =
            t == statement || (t->parent->kind == SL_T_BLOCK || t->parent->kind == SL_T_MEMBERS);
        if (is_statement)
            *sl_list_add(mem, out) = t;
    }
}

sl_term_list sl_statements_flat(sl_arena *mem, sl_term_list from, size_t n, uint32_t *n_flat)
{
    flat out = {0};
    for (size_t i = 0; i < n; i++)
        add_flat(&out, mem, from[i]);
    *n_flat = (uint32_t)out.n;
    return out.v;
}

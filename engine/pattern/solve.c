/* Goals, branches and bindings. */
#include "engine/pattern/solve.h"

enum { BRANCH_DEPTH_MAX = 2000, LATE_STEPS = 1 << 16 };

const sl_goal sl_goal_failed = {0};
const sl_goal sl_goal_stop = {0};

bool sl_solve(sl_solver *s, const sl_goal *goal)
{
    while (goal && goal != SL_GOAL_FAILED && goal != SL_GOAL_STOP) {
        bool is_late = ++s->steps % LATE_STEPS == 0 && sl_code_is_late(s->code);
        if (is_late || s->steps > SL_MATCH_STEPS_MAX) {
            s->is_over = true;
            return true;
        }
        goal = goal->step(s, goal);
    }
    return goal ? goal == SL_GOAL_STOP : s->accept(s);
}

bool sl_branch(sl_solver *s, const sl_goal *goal)
{
    if (goal == SL_GOAL_FAILED)
        return false;
    if (s->depth == BRANCH_DEPTH_MAX) {
        s->is_over = true;
        return true;
    }
    size_t bound = s->n_bound;
    uint32_t end = s->end;
    sl_arena_mark mark = sl_arena_note(s->mem);
    s->depth++;
    bool is_stop = sl_solve(s, goal);
    s->depth--;
    sl_arena_rewind(s->mem, mark); /* what is kept was copied when it was accepted */
    s->n_bound = bound;
    s->end = end;
    return is_stop;
}

const sl_goal *sl_goal_lists(sl_solver *s, sl_goal_step step, const sl_goal *like)
{
    sl_goal *made = sl_alloc(s->mem, sizeof *made);
    *made = *like;
    made->step = step;
    return made;
}

const sl_goal *sl_goal_term(sl_solver *s, const sl_term *p, const sl_term *t, const sl_goal *next)
{
    struct one {
        sl_goal goal;
        const sl_term *p, *t;
    } *made = sl_alloc(s->mem, sizeof *made);
    made->p = p;
    made->t = t;
    made->goal = (sl_goal){
        .step = sl_step_term, .p = &made->p, .t = &made->t, .np = 1, .nt = 1, .next = next};
    return &made->goal;
}

static bool is_anonymous(sl_str name)
{
    return sl_str_is(name, "$_") || sl_str_is(name, "$...") || sl_str_is(name, "$..._");
}

static sl_str text_of(const sl_bound *b, sl_str text)
{
    return sl_str_sub(text, b->start, b->end);
}

bool sl_bound_equal(const sl_bound *a, const sl_bound *b, sl_str text)
{
    if (!a->v || !b->v || a->n != b->n)
        return sl_str_eq(text_of(a, text), text_of(b, text));
    for (size_t i = 0; i < a->n; i++)
        if (!sl_term_equal(a->v[i], b->v[i]))
            return false;
    return true;
}

/* What a binding says: without casts that say nothing, and a constant as its value beside another
   literal. */
static const sl_term *said(const sl_bound *b)
{
    const sl_term *t = b->v && b->n == 1 ? b->v[0] : NULL;
    while (t && t->kind == SL_T_CAST && t->flags & SL_TERM_TAG && sl_term_get(t, SL_R_VALUE))
        t = sl_term_get(t, SL_R_VALUE);
    return t;
}

static bool is_value_of(const sl_term *name, const sl_term *literal)
{
    const sl_term *value = name->facts ? name->facts->value : NULL;
    return value && value->kind == literal->kind && sl_term_equal(value, literal);
}

static bool says_same(const sl_bound *a, const sl_bound *b)
{
    const sl_term *x = said(a);
    const sl_term *y = said(b);
    return x && y && (sl_term_equal(x, y) || is_value_of(x, y) || is_value_of(y, x));
}

static bool bind(sl_solver *s, const sl_bound *made)
{
    if (is_anonymous(made->name))
        return true;
    for (size_t i = 0; i < s->n_bound; i++)
        if (sl_str_eq(s->bound[i].name, made->name))
            return sl_bound_equal(&s->bound[i], made, s->code->text) ||
                   says_same(&s->bound[i], made);
    if (s->n_bound == SL_MATCH_BOUND_MAX)
        return false;
    s->bound[s->n_bound++] = *made;
    return true;
}

bool sl_bind(sl_solver *s, sl_str name, sl_term_list v, size_t n)
{
    sl_bound made = {.name = name, .v = v, .n = n};
    if (n) {
        made.start = v[0]->start;
        made.end = v[n - 1]->end;
    }
    return bind(s, &made);
}

bool sl_bind_text(sl_solver *s, sl_str name, uint32_t start, uint32_t end)
{
    sl_bound made = {.name = name, .start = start, .end = end};
    return bind(s, &made);
}

/* Ways that the walk may take: branches, loops, switches, exceptions, and what ends them. */
#include "engine/syntax/compute.h"
#include "engine/taint/walk.h"

static void leave(sl_walk *w, const sl_state **state, bool *has)
{
    if (!w->is_dead) {
        *state = *has ? sl_state_join(w->mem, *state, w->state) : w->state;
        *has = true;
    }
}

/* Runs one of several ways from `base`, and joins what comes out of it to `out`. */
static void try_way(sl_walk *w, const sl_term *t, const sl_state *base, const sl_state **out,
                    bool *has)
{
    w->state = base;
    w->is_dead = false;
    if (t)
        sl_walk_body(w, t);
    leave(w, out, has);
}

static void come_out(sl_walk *w, const sl_state *out, bool has)
{
    w->is_dead = !has;
    if (has)
        w->state = out;
}

/* if let P = e: what it binds is there in the first branch only. */
static bool is_binding(const sl_term *cond)
{
    return cond && ((cond->kind == SL_T_ASSIGN && sl_str_is(cond->text, "let")) ||
                    (cond->kind == SL_T_VAR && !sl_term_get(cond, SL_R_TYPE)));
}

static void run_if(sl_walk *w, const sl_term *t)
{
    const sl_state *before = w->state;
    bool is_bound = is_binding(sl_term_get(t, SL_R_COND));
    const sl_state *out = NULL;
    bool has = false;
    bool is_true = false;
    bool is_known = false;
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->kids[i]->role == SL_R_THEN || t->kids[i]->role == SL_R_ELSE)
            continue;
        const sl_value *v = sl_walk_value(w, t->kids[i]);
        if (t->kids[i]->role == SL_R_COND)
            is_known = sl_walk_truth(v, &is_true);
    }
    const sl_state *base = w->state;
    if (!is_known || is_true)
        try_way(w, sl_term_get(t, SL_R_THEN), base, &out, &has);
    if (!is_known || !is_true)
        try_way(w, sl_term_get(t, SL_R_ELSE), is_bound ? before : base, &out, &has);
    come_out(w, out, has);
}

static void turn(sl_walk *w, const sl_term *t)
{
    const sl_term *left = sl_term_get(t, SL_R_LEFT);
    const sl_term *right = sl_term_get(t, SL_R_RIGHT);
    if (t->kind == SL_T_FOREACH && left && right)
        sl_walk_assign(w, left, sl_value_of(w->mem, sl_value_labels(sl_walk_value(w, right))));
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role == SL_R_COND)
            sl_walk_value(w, t->kids[i]);
    const sl_term *body = sl_term_get(t, SL_R_BODY);
    if (body)
        sl_walk_body(w, body);
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role == SL_R_STEP && !w->is_dead)
            sl_walk_value(w, t->kids[i]);
}

/* The variable that a place belongs to; NULL. */
static const sl_term *root_of(const sl_term *place)
{
    while (place && (place->kind == SL_T_FIELD || place->kind == SL_T_INDEX))
        place = sl_term_get(place, SL_R_OBJECT);
    return place && place->kind == SL_T_NAME ? place : NULL;
}

static void make_unsure(sl_walk *w, const sl_term *place)
{
    const sl_term *name = root_of(place);
    const sl_value *v = name ? sl_walk_get(w, name->text) : NULL;
    const sl_value *unsure = v ? sl_value_unsure(w->mem, v) : NULL;
    if (unsure != v)
        sl_walk_set(w, name->text, unsure);
}

/* What a loop may change is not known in it. */
static void enter_loop(sl_walk *w, const sl_term *loop)
{
    for (const sl_term *t = loop; t && w->steps < SL_TAINT_STEPS_MAX;
         t = sl_term_next(loop, t, false)) {
        bool is_target = t->role == SL_R_LEFT &&
                         (t->parent->kind == SL_T_ASSIGN || t->parent->kind == SL_T_UPDATE);
        bool is_owner = t->role == SL_R_CALLEE && t->kind == SL_T_FIELD;
        bool is_given = t->role == SL_R_ARG;
        w->steps++;
        if (is_target || is_owner || is_given)
            make_unsure(w, is_owner ? sl_term_get(t, SL_R_OBJECT) : t);
    }
}

/* Two turns see what the first hands to the second. */
static void run_loop(sl_walk *w, const sl_term *t)
{
    const sl_state *outer = w->broken;
    bool had = w->has_broken;
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role == SL_R_INIT)
            sl_walk_value(w, t->kids[i]);
    enter_loop(w, t);
    const sl_state *base = w->state;
    const sl_state *out = base;
    w->has_broken = false;
    for (unsigned i = 0; i < 2; i++) {
        w->state = out;
        w->is_dead = false;
        turn(w, t);
        if (!w->is_dead)
            out = sl_state_join(w->mem, out, w->state);
        if (w->has_broken)
            out = sl_state_join(w->mem, out, w->broken);
    }
    w->state = out;
    w->is_dead = false;
    w->broken = outer;
    w->has_broken = had;
    const sl_term *otherwise = sl_term_get(t, SL_R_ELSE);
    if (otherwise)
        sl_walk_body(w, otherwise);
}

/* Languages in which a case that is not left goes on with the next one. */
static bool falls_through(const sl_term *one)
{
    static const char *const types[] = {"switch_case", "switch_default",
                                        "switch_block_statement_group", "case_statement",
                                        "default_statement"};
    for (size_t i = 0; one->type && i < sizeof types / sizeof *types; i++)
        if (sl_str_is(sl_str_of(one->type), types[i]))
            return true;
    return false;
}

/* Names in a pattern hold what it is matched with. */
static void capture(sl_walk *w, const sl_term *pattern, const sl_value *subject)
{
    sl_str type = pattern->kind == SL_T_OTHER ? sl_str_of(pattern->type) : (sl_str){0};
    bool is_list = sl_str_is(type, "list_pattern") || sl_str_is(type, "tuple_pattern");
    bool is_name = pattern->kind == SL_T_NAME && sl_str_ends(type, SL_S("capture_pattern"));
    if (!sl_str_ends(type, SL_S("_pattern")) && !is_name)
        return;
    for (uint32_t i = 0; i < pattern->n; i++) {
        const sl_term *kid = pattern->kids[i];
        const sl_value *v =
            is_list ? sl_value_field(w->mem, subject, sl_printf(w->mem, "%u", i)) : subject;
        if (kid->kind == SL_T_NAME)
            sl_walk_assign(w, kid, v);
        else
            capture(w, kid, v);
    }
}

typedef enum verdict { TAKEN, PERHAPS, PASSED } verdict;

/* Whether a switch over a literal goes to a case; one without conditions is for the rest. */
static verdict judge(sl_walk *w, const sl_term *one, const sl_value *subject)
{
    const sl_term *literal = subject->literal;
    size_t n;
    sl_term *const *conds = sl_term_all(one, SL_R_COND, &n);
    verdict all = n ? PASSED : PERHAPS; /* without a condition it is for the rest */
    for (size_t i = 0; i < n; i++) {
        const sl_term *own = sl_walk_value(w, conds[i])->literal;
        capture(w, conds[i], subject);
        const sl_term *is_equal =
            literal && own ? sl_compute_operation(w->mem, SL_S("=="), literal, own, false) : NULL;
        bool is_true;
        if (!is_equal || !sl_literal_bool(is_equal, &is_true))
            all = all == TAKEN ? TAKEN : PERHAPS;
        else if (is_true)
            all = sl_term_get(one, SL_R_VALUE) ? PERHAPS : TAKEN;
    }
    return all;
}

static bool is_default(const sl_term *one)
{
    return !sl_term_get(one, SL_R_COND) && !sl_term_get(one, SL_R_VALUE) &&
           !sl_term_get(one, SL_R_LEFT);
}

/* Names in what a case takes apart hold what is looked at. */
static void bind_names(sl_walk *w, const sl_term *one, const sl_value *subject)
{
    const sl_term *left = sl_term_get(one, SL_R_LEFT);
    const sl_value *whole = left ? sl_value_of(w->mem, sl_value_labels(subject)) : NULL;
    for (const sl_term *t = left; t; t = sl_term_next(left, t, false))
        if (t->kind == SL_T_NAME && t->role != SL_R_KEY && t->role != SL_R_TYPE)
            sl_walk_assign(w, t, whole);
}

/* The cases of a switch. */
typedef struct choice {
    const sl_value *subject;
    const sl_term *from;
    const sl_state *base, *out;
    bool has;
    bool is_sure; /* the case that is taken is known, others are not */
} choice;

static void run_case(sl_walk *w, choice *c, const sl_term *one, bool is_entered)
{
    bool goes_on = !w->is_dead;
    const sl_value *subject = c->subject;
    const sl_state *before = w->state;
    bool falls = goes_on && falls_through(one);
    if (!is_entered && !falls)
        return;
    if (is_entered)
        w->state = falls ? sl_state_join(w->mem, c->base, before) : c->base;
    w->is_dead = false;
    judge(w, one, subject);
    bind_names(w, one, subject);
    if (sl_term_get(one, SL_R_VALUE)) /* "case x if y" */
        sl_walk_value(w, sl_term_get(one, SL_R_VALUE));
    if (sl_term_get(one, SL_R_BODY))
        sl_walk_body(w, sl_term_get(one, SL_R_BODY));
    if (!falls_through(one)) {
        leave(w, &c->out, &c->has);
        w->is_dead = true;
    }
}

static void run_cases(sl_walk *w, choice *c)
{
    const sl_value *subject = c->subject;
    const sl_term *literal = subject->literal;
    const sl_term *taken = NULL;
    bool has_perhaps = false;
    bool has_default = false;
    for (uint32_t i = 0; literal && !taken && !has_perhaps && i < c->from->n; i++) {
        const sl_term *one = c->from->kids[i];
        verdict v = one->kind == SL_T_CASE && !is_default(one) ? judge(w, one, subject) : PASSED;
        taken = v == TAKEN ? one : NULL;
        has_perhaps = v == PERHAPS;
    }
    c->is_sure = literal && !has_perhaps;
    w->is_dead = true;
    for (uint32_t i = 0; i < c->from->n; i++) {
        const sl_term *one = c->from->kids[i];
        if (one->kind != SL_T_CASE)
            continue;
        has_default |= is_default(one);
        bool is_entered = !c->is_sure || one == taken || (!taken && is_default(one));
        run_case(w, c, one, is_entered);
    }
    leave(w, &c->out, &c->has);
    bool is_none = c->is_sure ? !taken && !has_default : !has_default;
    if (is_none) {
        c->out = c->has ? sl_state_join(w->mem, c->out, c->base) : c->base;
        c->has = true;
    }
}

static void run_switch(sl_walk *w, const sl_term *t)
{
    const sl_state *outer = w->broken;
    bool had = w->has_broken;
    const sl_term *body = sl_term_get(t, SL_R_BODY);
    const sl_value *subject = &sl_value_clean;
    size_t n_values = 0;
    choice c = {.from = body ? body : t};
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i] != body && t->kids[i]->kind != SL_T_CASE) {
            subject = sl_walk_value(w, t->kids[i]);
            n_values++;
        }
    c.base = w->state;
    c.subject = n_values == 1 ? subject : &sl_value_clean;
    w->has_broken = false;
    run_cases(w, &c);
    if (w->has_broken) {
        c.out = c.has ? sl_state_join(w->mem, c.out, w->broken) : w->broken;
        c.has = true;
    }
    w->broken = outer;
    w->has_broken = had;
    come_out(w, c.out, c.has);
}

/* Whether something in the body can throw: a call, or an operation that the language does. */
static bool may_throw(const sl_term *body)
{
    for (const sl_term *t = body; t; t = sl_term_next(body, t, false))
        if (t->kind == SL_T_CALL || t->kind == SL_T_NEW || t->kind == SL_T_THROW ||
            t->kind == SL_T_AWAIT || t->kind == SL_T_INDEX || t->kind == SL_T_FIELD ||
            t->kind == SL_T_OTHER)
            return true;
    return false;
}

static void run_try(sl_walk *w, const sl_term *t)
{
    const sl_state *thrown = w->thrown;
    bool had = w->has_thrown;
    const sl_state *base = w->state;
    const sl_state *out = NULL;
    bool has = false;
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role == SL_R_INIT)
            sl_walk_value(w, t->kids[i]);
    w->thrown = base;
    w->has_thrown = true;
    if (sl_term_get(t, SL_R_BODY))
        sl_walk_body(w, sl_term_get(t, SL_R_BODY));
    const sl_state *caught = w->is_dead ? w->thrown : sl_state_join(w->mem, w->thrown, w->state);
    const sl_term *otherwise = sl_term_get(t, SL_R_ELSE);
    if (otherwise && !w->is_dead)
        sl_walk_body(w, otherwise);
    leave(w, &out, &has);
    bool is_caught = !sl_term_get(t, SL_R_BODY) || may_throw(sl_term_get(t, SL_R_BODY));
    for (uint32_t i = 0; is_caught && i < t->n; i++)
        if (t->kids[i]->role == SL_R_CATCH)
            try_way(w, sl_term_get(t->kids[i], SL_R_BODY), caught, &out, &has);
    w->thrown = thrown;
    w->has_thrown = had;
    come_out(w, has ? out : caught, true);
    const sl_term *finally = sl_term_get(t, SL_R_FINALLY);
    if (finally)
        sl_walk_body(w,
                     sl_term_get(finally, SL_R_BODY) ? sl_term_get(finally, SL_R_BODY) : finally);
    w->is_dead |= !has;
}

static void run_return(sl_walk *w, const sl_term *t)
{
    const sl_value *v = &sl_value_clean;
    for (uint32_t i = 0; i < t->n; i++)
        v = t->n == 1 ? sl_walk_value(w, t->kids[i])
                      : sl_value_join(w->mem, v, sl_walk_value(w, t->kids[i]));
    sl_walk_mark(w, t, v, 0);
    w->returned = w->returned ? sl_value_join(w->mem, w->returned, v) : v;
    w->is_dead = true;
}

static void run_throw(sl_walk *w, const sl_term *t)
{
    for (uint32_t i = 0; i < t->n; i++)
        sl_walk_mark(w, t, sl_walk_value(w, t->kids[i]), 0);
    if (w->has_thrown)
        w->thrown = sl_state_join(w->mem, w->thrown, w->state);
    w->is_dead = true;
}

static void run_jump(sl_walk *w, const sl_term *t)
{
    if (sl_str_is(t->text, "pass"))
        return;
    leave(w, &w->broken, &w->has_broken);
    w->is_dead = true;
}

/* goto L; … L: */
static bool run_label(sl_walk *w, const sl_term *t)
{
    sl_str type = t->kind == SL_T_OTHER && t->type ? sl_str_of(t->type) : (sl_str){0};
    if (sl_str_is(type, "goto_statement")) {
        leave(w, &w->jumped, &w->has_jumped);
        w->is_dead = true;
        return true;
    }
    if (!sl_str_is(type, "labeled_statement"))
        return false;
    leave(w, &w->jumped, &w->has_jumped);
    come_out(w, w->jumped, w->has_jumped);
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->kind != SL_T_NAME && t->kids[i]->kind != SL_T_TOKEN)
            sl_walk_statement(w, t->kids[i]);
    return true;
}

bool sl_walk_branch(sl_walk *w, const sl_term *t)
{
    static void (*const by_kind[SL_T_COUNT])(sl_walk * w, const sl_term *t) = {
        [SL_T_IF] = run_if,         [SL_T_FOR] = run_loop,      [SL_T_FOREACH] = run_loop,
        [SL_T_WHILE] = run_loop,    [SL_T_SWITCH] = run_switch, [SL_T_TRY] = run_try,
        [SL_T_RETURN] = run_return, [SL_T_THROW] = run_throw,   [SL_T_JUMP] = run_jump,
    };
    if (!by_kind[t->kind])
        return run_label(w, t);
    by_kind[t->kind](w, t);
    return true;
}

/* Ways that the walk may take: branches, loops, exceptions, and what ends them. */
#include "engine/syntax/compute.h"
#include "engine/taint/walk.h"

static void come_to(sl_walk *w, sl_ways *out, const sl_state *state, const sl_value *value)
{
    out->state = out->has ? sl_state_join(w->mem, out->state, state) : state;
    out->value = out->value ? sl_value_join(w->mem, out->value, value) : value;
    out->has = true;
}

void sl_walk_leave(sl_walk *w, sl_ways *out)
{
    if (!w->is_dead)
        come_to(w, out, w->state, w->last);
}

/* Runs one of several ways from `base`, and joins what comes out of it to `out`. */
static void try_way(sl_walk *w, const sl_term *t, const sl_state *base, sl_ways *out)
{
    w->state = base;
    w->is_dead = false;
    w->last = &sl_value_clean;
    if (t)
        sl_walk_body(w, t);
    sl_walk_leave(w, out);
}

void sl_walk_come_out(sl_walk *w, const sl_ways *out)
{
    w->is_dead = !out->has;
    w->last = out->value ? out->value : &sl_value_clean;
    if (out->has)
        w->state = out->state;
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
    sl_ways out = {0};
    bool is_true = false;
    bool is_known = false;
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->kids[i]->role == SL_R_THEN || t->kids[i]->role == SL_R_ELSE)
            continue;
        const sl_value *v = sl_walk_value(w, t->kids[i]);
        if (t->kids[i]->role == SL_R_COND)
            is_known = sl_walk_truth(w, v, &is_true);
    }
    const sl_state *base = w->state;
    if (!is_known || is_true)
        try_way(w, sl_term_get(t, SL_R_THEN), base, &out);
    if (!is_known || !is_true)
        try_way(w, sl_term_get(t, SL_R_ELSE), is_bound ? before : base, &out);
    sl_walk_come_out(w, &out);
}

/* Any item of a list; functions among them stay what they are. */
static const sl_value *item_of(sl_walk *w, const sl_value *list)
{
    const sl_value *whole = sl_walk_whole(w, list);
    const sl_value *any = NULL;
    for (uint32_t i = 0; list->is_list && i < list->n_items; i++) {
        const sl_value *one = sl_value_unsure(w->mem, sl_walk_part(w, list, i));
        any = any ? sl_value_join(w->mem, any, one) : one;
    }
    if (any)
        return any;
    return list->code && list->code->kind == SL_T_FUNCTION ? list : whole;
}

/* What each turn of "for a, b in c" sets. */
static void bind_turn(sl_walk *w, const sl_term *t)
{
    const sl_term *right = sl_term_get(t, SL_R_RIGHT);
    size_t n;
    sl_term *const *left = sl_term_all(t, SL_R_LEFT, &n);
    if (!right || !n)
        return;
    const sl_value *each = item_of(w, sl_walk_value(w, right));
    for (size_t i = 0; i < n; i++)
        sl_walk_assign(w, left[i], each);
}

static void turn(sl_walk *w, const sl_term *t)
{
    if (t->kind == SL_T_FOREACH)
        bind_turn(w, t);
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role == SL_R_COND)
            sl_walk_value(w, t->kids[i]);
    const sl_term *body = sl_term_get(t, SL_R_BODY);
    w->last = &sl_value_clean;
    if (body)
        sl_walk_body(w, body);
    const sl_value *came = w->last;
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role == SL_R_STEP && !w->is_dead)
            sl_walk_value(w, t->kids[i]);
    w->last = came;
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

/* while (false): the condition stands before the body. */
static bool is_never_entered(sl_walk *w, const sl_term *loop)
{
    const sl_term *cond = sl_term_get(loop, SL_R_COND);
    const sl_term *body = sl_term_get(loop, SL_R_BODY);
    bool is_true;
    bool is_plain = cond && (cond->kind == SL_T_BOOL || cond->kind == SL_T_NAME);
    bool is_before = is_plain && body && cond->start < body->start && loop->kind != SL_T_FOREACH &&
                     !sl_term_get(loop, SL_R_ELSE);
    return is_before && sl_walk_truth(w, sl_walk_value(w, cond), &is_true) && !is_true;
}

/* for (…) yield …: what the turns come to is what it is. */
static bool is_yielding(const sl_term *loop)
{
    const sl_term *word = sl_term_get(loop, SL_R_KEYWORD);
    return word && sl_str_is(word->text, "yield");
}

/* Two turns see what the first hands to the second. What a loop that is left with a value comes to
   is that. */
static void run_loop(sl_walk *w, const sl_term *t)
{
    sl_ways outer = w->broken;
    const sl_value *each = &sl_value_clean;
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role == SL_R_INIT)
            sl_walk_value(w, t->kids[i]);
    if (is_never_entered(w, t))
        return;
    enter_loop(w, t);
    const sl_state *base = w->state;
    const sl_state *out = base;
    w->broken = (sl_ways){0};
    for (unsigned i = 0; i < 2; i++) {
        w->state = out;
        w->is_dead = false;
        turn(w, t);
        each = sl_value_join(w->mem, each, w->last);
        if (!w->is_dead)
            out = sl_state_join(w->mem, out, w->state);
        if (w->broken.has)
            out = sl_state_join(w->mem, out, w->broken.state);
    }
    w->state = out;
    w->is_dead = false;
    w->last = w->broken.value ? w->broken.value : &sl_value_clean;
    if (is_yielding(t))
        w->last = sl_value_of(w->mem, sl_value_labels(each));
    w->broken = outer;
    const sl_term *otherwise = sl_term_get(t, SL_R_ELSE);
    if (otherwise)
        sl_walk_body(w, otherwise);
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

/* The name of what is caught, or the cases that take it apart. */
static void run_catch(sl_walk *w, const sl_term *t, const sl_state *caught, sl_ways *out)
{
    const sl_value *thrown =
        w->thrown.value ? sl_value_of(w->mem, sl_value_labels(w->thrown.value)) : &sl_value_clean;
    const sl_term *param = sl_term_get(t, SL_R_PARAM);
    const sl_term *alias = sl_term_get(t, SL_R_ALIAS);
    const sl_term *name = param ? sl_term_get(param, SL_R_NAME) : sl_term_get(t, SL_R_NAME);
    const sl_term *body = sl_term_get(t, SL_R_BODY);
    w->state = caught;
    w->is_dead = false;
    w->last = &sl_value_clean;
    if (alias || name)
        sl_walk_assign(w, alias ? alias : name, thrown);
    if (body && body->n && body->kids[0]->kind == SL_T_CASE)
        sl_walk_cases(w, body, thrown);
    else if (body)
        sl_walk_body(w, body);
    sl_walk_leave(w, out);
}

static void run_finally(sl_walk *w, const sl_term *t)
{
    const sl_term *body = sl_term_get(t, SL_R_BODY);
    const sl_value *last = w->last;
    sl_walk_body(w, body ? body : t);
    w->last = last;
}

static void run_try(sl_walk *w, const sl_term *t)
{
    sl_ways outer = w->thrown;
    const sl_term *body = sl_term_get(t, SL_R_BODY);
    const sl_term *otherwise = sl_term_get(t, SL_R_ELSE);
    const sl_term *finally = sl_term_get(t, SL_R_FINALLY);
    sl_ways out = {0};
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role == SL_R_INIT)
            sl_walk_value(w, t->kids[i]);
    w->thrown = (sl_ways){.state = w->state, .has = true};
    w->last = &sl_value_clean;
    if (body)
        sl_walk_body(w, body);
    const sl_state *caught =
        w->is_dead ? w->thrown.state : sl_state_join(w->mem, w->thrown.state, w->state);
    if (otherwise && !w->is_dead)
        sl_walk_body(w, otherwise);
    sl_walk_leave(w, &out);
    bool is_caught = !body || may_throw(body);
    sl_ways within = w->thrown;
    for (uint32_t i = 0; is_caught && i < t->n; i++)
        if (t->kids[i]->role == SL_R_CATCH) {
            w->thrown = (sl_ways){.value = within.value};
            run_catch(w, t->kids[i], caught, &out);
        }
    w->thrown = outer;
    sl_ways after = out.has ? out : (sl_ways){.state = caught, .has = true};
    sl_walk_come_out(w, &after);
    if (finally)
        run_finally(w, finally);
    w->is_dead |= !out.has;
}

/* What a function that names its results returns without saying so. */
static const sl_value *named_results(sl_walk *w)
{
    size_t n = 0;
    const sl_value *all[SL_RESULTS_MAX];
    sl_term *const *results = w->function ? sl_term_all(w->function, SL_R_RESULT, &n) : NULL;
    n = n < SL_RESULTS_MAX ? n : SL_RESULTS_MAX;
    for (size_t i = 0; i < n; i++) {
        const sl_term *name =
            results[i]->kind == SL_T_PARAM ? sl_term_get(results[i], SL_R_NAME) : NULL;
        const sl_value *v = name ? sl_walk_get(w, name->text) : NULL;
        all[i] = v ? v : &sl_value_clean;
    }
    return n == 1 ? all[0] : sl_value_list(w->mem, all, (uint32_t)n);
}

static void run_return(sl_walk *w, const sl_term *t)
{
    const sl_value *v = &sl_value_clean;
    const sl_value *all[SL_RESULTS_MAX];
    for (uint32_t i = 0; i < t->n && i < SL_RESULTS_MAX; i++)
        v = all[i] = sl_walk_value(w, t->kids[i]);
    if (t->n > 1 && t->n <= SL_RESULTS_MAX)
        v = sl_value_list(w->mem, all, t->n);
    if (!t->n)
        v = named_results(w);
    sl_walk_mark(w, t, v, 0);
    sl_walk_returns(w, v);
    w->is_dead = true;
}

void sl_walk_returns(sl_walk *w, const sl_value *v)
{
    w->returned = w->returned ? sl_value_join(w->mem, w->returned, v) : v;
}

void sl_walk_throw(sl_walk *w, const sl_value *v)
{
    sl_ways *to = &w->thrown;
    if (to->has)
        to->state = sl_state_join(w->mem, to->state, w->state);
    to->value = to->value ? sl_value_join(w->mem, to->value, v) : v;
    w->is_dead = true;
}

static void run_throw(sl_walk *w, const sl_term *t)
{
    const sl_value *v = &sl_value_clean;
    for (uint32_t i = 0; i < t->n; i++)
        v = sl_value_join(w->mem, v, sl_walk_mark(w, t, sl_walk_value(w, t->kids[i]), 0));
    sl_walk_throw(w, v);
}

/* break, continue; in some languages with a value. */
static void run_jump(sl_walk *w, const sl_term *t)
{
    if (sl_str_is(t->text, "pass"))
        return;
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->kind != SL_T_TOKEN)
            w->last = sl_walk_value(w, t->kids[i]);
    sl_walk_leave(w, &w->broken);
    w->is_dead = true;
}

/* L: what is gone to. */
static void run_label(sl_walk *w, const sl_term *t)
{
    sl_walk_leave(w, &w->jumped);
    sl_walk_come_out(w, &w->jumped);
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->kind != SL_T_NAME && t->kids[i]->kind != SL_T_TOKEN)
            sl_walk_statement(w, t->kids[i]);
}

static void run_goto(sl_walk *w, const sl_term *t)
{
    (void)t;
    sl_walk_leave(w, &w->jumped);
    w->is_dead = true;
}

/* guard C else { … }: what the condition binds holds after it. */
static void run_guard(sl_walk *w, const sl_term *t)
{
    const sl_term *body = sl_term_get(t, SL_R_BODY);
    sl_ways out = {0};
    bool is_true = false;
    bool is_known = false;
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i] != body)
            is_known = sl_walk_truth(w, sl_walk_value(w, t->kids[i]), &is_true);
    const sl_state *base = w->state;
    if (!is_known || is_true)
        try_way(w, NULL, base, &out);
    if (!is_known || !is_true)
        try_way(w, body, base, &out);
    sl_walk_come_out(w, &out);
}

/* ch <- x */
static void run_send(sl_walk *w, const sl_term *t)
{
    const sl_term *to = t->n ? t->kids[0] : NULL;
    const sl_value *v = t->n ? sl_walk_value(w, t->kids[t->n - 1]) : &sl_value_clean;
    if (to)
        sl_walk_assign(w, to, sl_value_add(w->mem, sl_walk_held(w, to), sl_value_labels(v)));
}

/* In a generator what is yielded is an item of what is returned; in a switch it is its value. */
static void run_yield(sl_walk *w, const sl_term *t)
{
    sl_taint_labels all = 0;
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->kind != SL_T_TOKEN)
            all |= sl_value_labels(sl_walk_value(w, t->kids[i]));
    w->last = sl_value_of(w->mem, all);
    if (sl_str_is(w->code->language, "java")) {
        sl_walk_leave(w, &w->broken);
        w->is_dead = true;
        return;
    }
    sl_walk_returns(w, w->last);
    w->last = &sl_value_clean;
}

static bool run_other(sl_walk *w, const sl_term *t)
{
    static const struct {
        const char *types;
        void (*run)(sl_walk *w, const sl_term *t);
    } by_type[] = {
        {"goto_statement", run_goto},
        {"labeled_statement", run_label},
        {"guard_statement", run_guard},
        {"send_statement", run_send},
        {"match_expression", sl_walk_match},
        {"enum_declaration", sl_walk_enum},
        {"yield yield_statement yield_expression", run_yield},
    };
    sl_str type = t->kind == SL_T_OTHER && t->type ? sl_str_of(t->type) : (sl_str){0};
    bool may_be = type.n && strchr("glsmey", type.p[0]); /* most are none of these */
    for (size_t i = 0; may_be && i < sizeof by_type / sizeof *by_type; i++)
        if (sl_str_among(type, by_type[i].types)) {
            by_type[i].run(w, t);
            return true;
        }
    return false;
}

bool sl_walk_branch(sl_walk *w, const sl_term *t)
{
    static void (*const by_kind[SL_T_COUNT])(sl_walk * w, const sl_term *t) = {
        [SL_T_IF] = run_if,         [SL_T_FOR] = run_loop,          [SL_T_FOREACH] = run_loop,
        [SL_T_WHILE] = run_loop,    [SL_T_SWITCH] = sl_walk_switch, [SL_T_TRY] = run_try,
        [SL_T_RETURN] = run_return, [SL_T_THROW] = run_throw,       [SL_T_JUMP] = run_jump,
    };
    if (!by_kind[t->kind])
        return run_other(w, t);
    by_kind[t->kind](w, t);
    return true;
}

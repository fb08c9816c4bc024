/* Statements in the order of execution, functions, and the walk as a whole. */
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

static void run_if(sl_walk *w, const sl_term *t)
{
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
        try_way(w, sl_term_get(t, SL_R_ELSE), base, &out, &has);
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

typedef enum verdict { TAKEN, PERHAPS, PASSED } verdict;

/* Whether a switch over a literal goes to a case; one without conditions is for the rest. */
static verdict judge(sl_walk *w, const sl_term *one, const sl_term *literal)
{
    size_t n;
    sl_term *const *conds = sl_term_all(one, SL_R_COND, &n);
    verdict all = n ? PASSED : PERHAPS;
    for (size_t i = 0; i < n; i++) {
        const sl_term *own = sl_walk_value(w, conds[i])->literal;
        const sl_term *is_equal =
            literal && own ? sl_compute_operation(w->mem, SL_S("=="), literal, own, false) : NULL;
        bool is_true;
        if (!is_equal || !sl_literal_bool(is_equal, &is_true))
            all = all == TAKEN ? TAKEN : PERHAPS;
        else if (is_true)
            all = TAKEN;
    }
    return all;
}

static bool is_default(const sl_term *one)
{
    return !sl_term_get(one, SL_R_COND);
}

/* The cases of a switch. */
typedef struct choice {
    const sl_term *from;
    const sl_state *base, *out;
    bool has;
    bool is_sure; /* the case that is taken is known, others are not */
} choice;

static void run_case(sl_walk *w, choice *c, const sl_term *one, bool is_entered, bool goes_on)
{
    const sl_state *before = w->state;
    bool falls = goes_on && falls_through(one);
    if (!is_entered && !falls)
        return;
    if (is_entered)
        w->state = falls ? sl_state_join(w->mem, c->base, before) : c->base;
    w->is_dead = false;
    if (sl_term_get(one, SL_R_BODY))
        sl_walk_body(w, sl_term_get(one, SL_R_BODY));
    if (!falls_through(one)) {
        leave(w, &c->out, &c->has);
        w->is_dead = true;
    }
}

static void run_cases(sl_walk *w, choice *c, const sl_term *literal)
{
    const sl_term *taken = NULL;
    bool has_perhaps = false;
    bool has_default = false;
    for (uint32_t i = 0; literal && !taken && !has_perhaps && i < c->from->n; i++) {
        const sl_term *one = c->from->kids[i];
        verdict v = one->kind == SL_T_CASE && !is_default(one) ? judge(w, one, literal) : PASSED;
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
        if (!c->is_sure)
            judge(w, one, NULL);
        bool is_entered = !c->is_sure || one == taken || (!taken && is_default(one));
        run_case(w, c, one, is_entered, !w->is_dead);
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
    const sl_term *literal = NULL;
    size_t n_values = 0;
    choice c = {.from = body ? body : t};
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i] != body && t->kids[i]->kind != SL_T_CASE) {
            literal = sl_walk_value(w, t->kids[i])->literal;
            n_values++;
        }
    c.base = w->state;
    w->has_broken = false;
    run_cases(w, &c, n_values == 1 ? literal : NULL);
    if (w->has_broken) {
        c.out = c.has ? sl_state_join(w->mem, c.out, w->broken) : w->broken;
        c.has = true;
    }
    w->broken = outer;
    w->has_broken = had;
    come_out(w, c.out, c.has);
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
    for (uint32_t i = 0; i < t->n; i++)
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

static void run_variable(sl_walk *w, const sl_term *t)
{
    size_t n_names;
    size_t n_values;
    sl_term *const *names = sl_term_all(t, SL_R_NAME, &n_names);
    sl_term *const *values = sl_term_all(t, SL_R_VALUE, &n_values);
    const sl_value *v = &sl_value_clean;
    for (size_t i = 0; i < n_values; i++) {
        v = sl_walk_value(w, values[i]);
        if (i < n_names)
            sl_walk_assign(w, names[i], v);
    }
    for (size_t i = n_values; i < n_names; i++)
        sl_walk_assign(w, names[i], n_values ? sl_value_of(w->mem, sl_value_labels(v)) : v);
    sl_walk_mark(w, t, v, 0);
    if (n_names == 1 && names[0]->kind == SL_T_NAME)
        sl_walk_mark(w, names[0], v, 0);
}

static void bind_code(sl_walk *w, const sl_term *t)
{
    const sl_term *name = sl_term_get(t, SL_R_NAME);
    sl_value *made = sl_alloc(w->mem, sizeof *made);
    made->code = t;
    if (name && name->kind == SL_T_NAME)
        sl_walk_set(w, name->text, made);
}

static void run_function_statement(sl_walk *w, const sl_term *t)
{
    sl_run run = {.function = t, .is_definition = true};
    if (!t->parent || t->parent->kind != SL_T_MEMBERS)
        bind_code(w, t);
    else
        run.self = sl_walk_get(w, SL_S("this"));
    sl_walk_run(w, &run);
}

/* Fields first, which methods then see, by their name and as fields of `this`. */
static void run_class(sl_walk *w, const sl_term *t)
{
    const sl_term *body = sl_term_get(t, SL_R_BODY);
    bind_code(w, t);
    const sl_state *outer = w->state;
    sl_value *self = sl_alloc(w->mem, sizeof *self);
    self->code = t;
    const sl_value *made = self;
    for (uint32_t i = 0; body && i < body->n; i++) {
        const sl_term *kid = body->kids[i];
        const sl_term *name = sl_term_get(kid, SL_R_NAME);
        if (kid->kind != SL_T_VAR && kid->kind != SL_T_EXPR)
            continue;
        sl_walk_statement(w, kid);
        if (name && name->kind == SL_T_NAME && sl_walk_get(w, name->text))
            made = sl_value_with(w->mem, made, name->text, sl_walk_get(w, name->text));
    }
    sl_walk_set(w, SL_S("this"), sl_value_unsure(w->mem, made));
    for (uint32_t i = 0; body && i < body->n; i++)
        if (body->kids[i]->kind != SL_T_VAR && body->kids[i]->kind != SL_T_EXPR)
            sl_walk_statement(w, body->kids[i]);
    w->state = outer;
    w->is_dead = false;
}

static void run_other(sl_walk *w, const sl_term *t)
{
    const sl_value *v = &sl_value_clean;
    for (uint32_t i = 0; i < t->n && !w->is_dead; i++)
        v = sl_walk_value(w, t->kids[i]);
    if (t->kind == SL_T_EXPR && t->n == 1 && t->end != t->kids[0]->end)
        sl_walk_mark(w, t, v, 0);
}

void sl_walk_statement(sl_walk *w, const sl_term *t)
{
    static void (*const by_kind[SL_T_COUNT])(sl_walk * w, const sl_term *t) = {
        [SL_T_IF] = run_if,
        [SL_T_FOR] = run_loop,
        [SL_T_FOREACH] = run_loop,
        [SL_T_WHILE] = run_loop,
        [SL_T_SWITCH] = run_switch,
        [SL_T_TRY] = run_try,
        [SL_T_RETURN] = run_return,
        [SL_T_THROW] = run_throw,
        [SL_T_JUMP] = run_jump,
        [SL_T_VAR] = run_variable,
        [SL_T_FUNCTION] = run_function_statement,
        [SL_T_CLASS] = run_class,
    };
    if (w->is_over || w->depth == SL_TAINT_DEPTH_MAX || ++w->steps > SL_TAINT_STEPS_MAX) {
        w->is_over = true;
        return;
    }
    w->depth++;
    if (t->kind == SL_T_BLOCK || t->kind == SL_T_MEMBERS)
        sl_walk_body(w, t);
    else if (by_kind[t->kind])
        by_kind[t->kind](w, t);
    else if (t->kind == SL_T_EXPR || (t->kind >= SL_T_IF && t->kind <= SL_T_JUMP))
        run_other(w, t);
    else if (t->kind != SL_T_IMPORT)
        sl_walk_value(w, t);
    w->depth--;
    if (!w->functions_deep)
        w->globals = w->state;
}

void sl_walk_body(sl_walk *w, const sl_term *t)
{
    if (t->kind != SL_T_BLOCK && t->kind != SL_T_MEMBERS) {
        sl_walk_statement(w, t);
        return;
    }
    for (uint32_t i = 0; i < t->n; i++) {
        bool is_definition = t->kids[i]->kind == SL_T_FUNCTION || t->kids[i]->kind == SL_T_CLASS;
        if (!w->is_dead || is_definition)
            sl_walk_statement(w, t->kids[i]);
    }
}

/* Functions and classes by name, for calls before their definition; a name for two is for none. */
static void find_functions(sl_walk *w)
{
    static const sl_term_kind kinds[] = {SL_T_FUNCTION, SL_T_CLASS};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < w->code->kinds[kinds[k]].n; i++) {
            const sl_term *t = w->code->kinds[kinds[k]].v[i];
            const sl_term *name = sl_term_get(t, SL_R_NAME);
            bool is_method =
                t->parent && t->parent->kind == SL_T_MEMBERS && kinds[k] == SL_T_FUNCTION;
            if (!name || name->kind != SL_T_NAME || is_method)
                continue;
            void **at = sl_map_at(&w->functions, w->mem, name->text);
            *at = *at ? NULL : (void *)(uintptr_t)t;
        }
}

static bool is_one_of(sl_str name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (sl_str_is(name, names[i]))
            return true;
    return false;
}

static bool divides_whole(sl_str language)
{
    static const char *const names[] = {"java", "go",     "c",     "cpp",   "csharp",  "rust",
                                        "ruby", "kotlin", "scala", "swift", "solidity"};
    return is_one_of(language, names, sizeof names / sizeof *names);
}

/* Where a variable is declared before it is assigned to. */
static bool declares_names(sl_str language)
{
    static const char *const names[] = {"python", "ruby", "php", "bash"};
    return !is_one_of(language, names, sizeof names / sizeof *names);
}

static const sl_term *function_around(const sl_term *t)
{
    do
        t = t->parent;
    while (t && t->kind != SL_T_FUNCTION);
    return t;
}

/* A name as that of one function. */
static sl_str owned(sl_walk *w, const sl_term *name, const sl_term *function)
{
    return sl_printf(w->mem, "%u %.*s", function->start, SL_FMT(name->text));
}

static bool is_declared(const sl_term *t)
{
    return t->kind == SL_T_NAME && t->role == SL_R_NAME && t->parent &&
           (t->parent->kind == SL_T_VAR || t->parent->kind == SL_T_PARAM);
}

static bool is_assigned_to(const sl_term *t)
{
    sl_term_kind above = t->parent ? (sl_term_kind)t->parent->kind : SL_T_OTHER;
    return t->kind == SL_T_NAME && t->role == SL_R_LEFT &&
           (above == SL_T_ASSIGN || above == SL_T_UPDATE);
}

static bool is_address_of(const sl_term *t)
{
    return t->kind == SL_T_NAME && t->parent && t->parent->kind == SL_T_UNARY &&
           sl_str_is(t->parent->text, "&");
}

/* Names that a function assigns to without having declared them, or whose address is taken. In
   languages without declarations that is only what functions that are expressions assign to. */
static void find_unsteady(sl_walk *w)
{
    sl_map declared = {0};
    for (size_t i = 0; i < w->code->n; i++) {
        const sl_term *t = w->code->all[i];
        const sl_term *function = is_declared(t) ? function_around(t) : NULL;
        if (function)
            sl_map_put(&declared, w->mem, owned(w, t, function), w);
    }
    for (size_t i = 0; i < w->code->n; i++) {
        const sl_term *t = w->code->all[i];
        const sl_term *function = is_assigned_to(t) ? function_around(t) : NULL;
        bool is_lambda = function && !sl_term_get(function, SL_R_NAME);
        bool is_others = function && (is_lambda || declares_names(w->code->language)) &&
                         !sl_map_has(&declared, owned(w, t, function));
        if (is_others || is_address_of(t))
            sl_map_put(&w->unsteady, w->mem, t->text, w);
    }
}

bool sl_taint_run(sl_taint_spec *spec, sl_arena *mem, const sl_code *code, sl_err *e)
{
    sl_walk *w = sl_alloc(mem, sizeof *w);
    w->mem = mem;
    w->spec = spec;
    w->code = code;
    w->divides_whole = divides_whole(code->language);
    find_functions(w);
    find_unsteady(w);
    sl_walk_body(w, code->root);
    return !w->is_over ||
           sl_fail(e, SL_ETOOBIG, "following data took more than %d steps", SL_TAINT_STEPS_MAX);
}

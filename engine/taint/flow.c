/* Statements in the order of execution, functions, and the walk as a whole. */
#include "engine/taint/walk.h"

static bool is_never(const sl_term *cond, bool wanted)
{
    const sl_term *v = cond && cond->facts && cond->facts->value ? cond->facts->value : cond;
    if (!v || v->kind != SL_T_BOOL || v->flags & SL_TERM_ANY_TEXT)
        return false;
    return sl_str_eq_case(v->text, SL_S("true")) != wanted;
}

static void leave(sl_walk *w, const sl_binding **state, bool *has, const sl_binding *base)
{
    if (!w->is_dead) {
        *state = *has ? sl_state_join(w->mem, base, *state, w->state) : w->state;
        *has = true;
    }
}

/* Runs one of several ways from `base`, and joins what comes out of it to `out`. */
static void try_way(sl_walk *w, const sl_term *t, const sl_binding *base, const sl_binding **out,
                    bool *has)
{
    w->state = base;
    w->is_dead = false;
    if (t)
        sl_walk_body(w, t);
    leave(w, out, has, base);
}

static void come_out(sl_walk *w, const sl_binding *out, bool has)
{
    w->is_dead = !has;
    if (has)
        w->state = out;
}

static void run_if(sl_walk *w, const sl_term *t)
{
    const sl_term *cond = sl_term_get(t, SL_R_COND);
    const sl_binding *out = NULL;
    bool has = false;
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role != SL_R_THEN && t->kids[i]->role != SL_R_ELSE)
            sl_walk_value(w, t->kids[i]);
    const sl_binding *base = w->state;
    if (!is_never(cond, true))
        try_way(w, sl_term_get(t, SL_R_THEN), base, &out, &has);
    if (!is_never(cond, false))
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

/* Two turns see what the first hands to the second. */
static void run_loop(sl_walk *w, const sl_term *t)
{
    const sl_binding *outer = w->broken;
    bool had = w->has_broken;
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role == SL_R_INIT)
            sl_walk_value(w, t->kids[i]);
    const sl_binding *base = w->state;
    const sl_binding *out = base;
    w->has_broken = false;
    for (unsigned i = 0; i < 2; i++) {
        w->state = out;
        w->is_dead = false;
        turn(w, t);
        if (!w->is_dead)
            out = sl_state_join(w->mem, base, out, w->state);
        if (w->has_broken)
            out = sl_state_join(w->mem, base, out, w->broken);
    }
    w->state = out;
    w->is_dead = false;
    w->broken = outer;
    w->has_broken = had;
    const sl_term *otherwise = sl_term_get(t, SL_R_ELSE);
    if (otherwise)
        sl_walk_body(w, otherwise);
}

static void run_switch(sl_walk *w, const sl_term *t)
{
    const sl_binding *outer = w->broken;
    bool had = w->has_broken;
    const sl_term *body = sl_term_get(t, SL_R_BODY);
    const sl_term *from = body ? body : t;
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i] != body && t->kids[i]->kind != SL_T_CASE)
            sl_walk_value(w, t->kids[i]);
    const sl_binding *base = w->state;
    const sl_binding *out = base;
    bool has = true;
    w->has_broken = false;
    for (uint32_t i = 0; i < from->n; i++) {
        const sl_term *one = from->kids[i];
        if (one->kind != SL_T_CASE)
            continue;
        const sl_term *cond = sl_term_get(one, SL_R_COND);
        if (cond)
            sl_walk_value(w, cond);
        try_way(w, sl_term_get(one, SL_R_BODY), base, &out, &has);
    }
    if (w->has_broken)
        out = sl_state_join(w->mem, base, out, w->broken);
    w->broken = outer;
    w->has_broken = had;
    come_out(w, out, true);
}

static void run_try(sl_walk *w, const sl_term *t)
{
    const sl_binding *thrown = w->thrown;
    bool had = w->has_thrown;
    const sl_binding *base = w->state;
    const sl_binding *out = NULL;
    bool has = false;
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->role == SL_R_INIT)
            sl_walk_value(w, t->kids[i]);
    w->thrown = base;
    w->has_thrown = true;
    if (sl_term_get(t, SL_R_BODY))
        sl_walk_body(w, sl_term_get(t, SL_R_BODY));
    const sl_binding *caught =
        w->is_dead ? w->thrown : sl_state_join(w->mem, base, w->thrown, w->state);
    const sl_term *otherwise = sl_term_get(t, SL_R_ELSE);
    if (otherwise && !w->is_dead)
        sl_walk_body(w, otherwise);
    leave(w, &out, &has, base);
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
        w->thrown = sl_state_join(w->mem, NULL, w->thrown, w->state);
    w->is_dead = true;
}

static void run_jump(sl_walk *w, const sl_term *t)
{
    if (sl_str_is(t->text, "pass"))
        return;
    leave(w, &w->broken, &w->has_broken, NULL);
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
        w->state = sl_state_set(w->mem, w->state, name->text, made);
}

static void run_function_statement(sl_walk *w, const sl_term *t)
{
    sl_run run = {.function = t, .is_definition = true};
    if (!t->parent || t->parent->kind != SL_T_MEMBERS)
        bind_code(w, t);
    else
        run.self = sl_state_get(w->state, SL_S("this"));
    sl_walk_run(w, &run);
}

/* Fields first, which methods then see, by their name and as fields of `this`. */
static void run_class(sl_walk *w, const sl_term *t)
{
    const sl_term *body = sl_term_get(t, SL_R_BODY);
    bind_code(w, t);
    const sl_binding *outer = w->state;
    sl_value *self = sl_alloc(w->mem, sizeof *self);
    self->code = t;
    const sl_value *made = self;
    for (uint32_t i = 0; body && i < body->n; i++) {
        const sl_term *kid = body->kids[i];
        const sl_term *name = sl_term_get(kid, SL_R_NAME);
        if (kid->kind != SL_T_VAR && kid->kind != SL_T_EXPR)
            continue;
        sl_walk_statement(w, kid);
        if (name && name->kind == SL_T_NAME && sl_state_get(w->state, name->text))
            made = sl_value_with(w->mem, made, name->text, sl_state_get(w->state, name->text));
    }
    w->state = sl_state_set(w->mem, w->state, SL_S("this"), made);
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

static bool is_self_name(const sl_term *name)
{
    return name && name->kind == SL_T_NAME &&
           (sl_str_is(name->text, "self") || sl_str_is(name->text, "cls"));
}

static void bind_params(sl_walk *w, sl_run *run)
{
    size_t n;
    size_t given = 0;
    sl_term *const *params = sl_term_all(run->function, SL_R_PARAM, &n);
    for (size_t i = 0; i < n; i++) {
        const sl_term *name = sl_term_get(params[i], SL_R_NAME);
        const sl_term *value = sl_term_get(params[i], SL_R_VALUE);
        bool is_self = i == 0 && run->self && is_self_name(name);
        const sl_value *v = is_self ? run->self : NULL;
        if (!is_self && given < run->n)
            v = run->args[given++];
        if (!v && value)
            v = sl_walk_value(w, value);
        w->binds_params = true;
        if (name)
            sl_walk_assign(w, name, v ? v : &sl_value_clean);
        w->binds_params = false;
        if (name)
            sl_walk_mark(w, params[i], v ? v : &sl_value_clean, 0);
    }
}

/* What parameters and `this` hold at the end. */
static void read_back(sl_walk *w, sl_run *run)
{
    size_t n;
    size_t given = 0;
    sl_term *const *params = sl_term_all(run->function, SL_R_PARAM, &n);
    const sl_value *self = sl_state_get(w->state, SL_S("this"));
    for (size_t i = 0; i < n; i++) {
        const sl_term *name = sl_term_get(params[i], SL_R_NAME);
        const sl_value *v =
            name && name->kind == SL_T_NAME ? sl_state_get(w->state, name->text) : NULL;
        if (i == 0 && run->self && is_self_name(name))
            self = v;
        else if (given < run->n)
            run->args[given++] = v;
    }
    if (run->self)
        run->self = self;
}

static bool is_running(const sl_walk *w, const sl_term *function)
{
    for (size_t i = 0; i < w->n_running; i++)
        if (w->running[i] == function)
            return true;
    return w->n_running == SL_TAINT_CALLS_MAX;
}

static const sl_value *labels_of_args(sl_walk *w, const sl_run *run)
{
    sl_taint_labels all = run->self ? sl_value_labels(run->self) : 0;
    for (size_t i = 0; i < run->n; i++)
        all |= run->args[i] ? sl_value_labels(run->args[i]) : 0;
    return sl_value_of(w->mem, all);
}

static bool is_named(const sl_term *function)
{
    return sl_term_get(function, SL_R_NAME) != NULL;
}

/* The body of an arrow function may be a value. */
static bool is_plain(const sl_term *t)
{
    return t->kind < SL_T_BLOCK;
}

const sl_value *sl_walk_run(sl_walk *w, sl_run *run)
{
    const sl_term *body = sl_term_get(run->function, SL_R_BODY);
    if (!body || is_running(w, run->function))
        return labels_of_args(w, run);
    sl_walk saved = *w;
    w->running[w->n_running++] = run->function;
    w->functions_deep++;
    if (!run->is_definition && is_named(run->function))
        w->state = w->globals;
    if (run->self)
        w->state = sl_state_set(w->mem, w->state, SL_S("this"), run->self);
    w->returned = NULL;
    w->is_dead = w->has_thrown = w->has_broken = false;
    bind_params(w, run);
    bool is_value = body->flags & SL_TERM_BARE && body->n == 1 && is_plain(body->kids[0]);
    if (is_value)
        w->returned = sl_walk_value(w, body->kids[0]);
    else
        sl_walk_body(w, body);
    read_back(w, run);
    const sl_value *v = w->returned ? w->returned : &sl_value_clean;
    w->state = saved.state;
    w->globals = saved.globals;
    w->is_dead = saved.is_dead;
    w->returned = saved.returned;
    w->thrown = saved.thrown;
    w->has_thrown = saved.has_thrown;
    w->broken = saved.broken;
    w->has_broken = saved.has_broken;
    w->n_running = saved.n_running;
    w->functions_deep = saved.functions_deep;
    return v;
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

bool sl_taint_run(sl_taint_spec *spec, sl_arena *mem, const sl_code *code, sl_err *e)
{
    sl_walk *w = sl_alloc(mem, sizeof *w);
    w->mem = mem;
    w->spec = spec;
    w->code = code;
    find_functions(w);
    sl_walk_body(w, code->root);
    return !w->is_over ||
           sl_fail(e, SL_ETOOBIG, "following data took more than %d steps", SL_TAINT_STEPS_MAX);
}

/* Functions of the file, run for the arguments of a call or as they are defined. */
#include "engine/taint/walk.h"

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
        if (v && w->spec->options & SL_TAINT_UNGUARDED)
            v = sl_value_unsure(w->mem, v);
        if (!v && value) {
            v = sl_walk_value(w, value);
            v = run->is_definition ? sl_value_unsure(w->mem, v) : v;
        }
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
    const sl_value *self = sl_walk_get(w, SL_S("this"));
    for (size_t i = 0; i < n; i++) {
        const sl_term *name = sl_term_get(params[i], SL_R_NAME);
        const sl_value *v = name && name->kind == SL_T_NAME ? sl_walk_get(w, name->text) : NULL;
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
    w->run = ++w->n_runs;
    if (run->self)
        sl_walk_set(w, SL_S("this"), run->self);
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
    w->run = saved.run;
    return v;
}

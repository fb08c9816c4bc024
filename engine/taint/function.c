/* Functions of the file, run for the arguments of a call or as they are defined. What a function
   does to names that are not its own is seen by the function around it. */
#include "engine/taint/walk.h"

enum { KEPT_MAX = 256, PARAMS_MAX = 64, UNNAMED_MAX = 4, KEY_MAX = 1 << 14, KEY_DEPTH = 5 };

/* Which argument each parameter got; SIZE_MAX: none. */
typedef struct binding {
    size_t argument[PARAMS_MAX];
    size_t n;
    bool has_self;
    bool has_labels; /* of arguments: they are passed by place */
} binding;

static bool is_self_name(const sl_term *name)
{
    return name && name->kind == SL_T_NAME && sl_str_among(name->text, "self cls");
}

static bool is_named(const sl_run *run, size_t argument)
{
    return run->names && run->names[argument].n;
}

/* Arguments by name first, the others in their order. */
static void match_params(binding *b, const sl_run *run, sl_term *const *params, size_t n)
{
    size_t next = 0;
    const sl_term *first = n ? sl_term_get(params[0], SL_R_NAME) : NULL;
    b->has_self = run->self && is_self_name(first);
    b->n = n < PARAMS_MAX ? n : PARAMS_MAX;
    for (size_t i = 0; i < b->n; i++) {
        const sl_term *name = sl_term_get(params[i], SL_R_NAME);
        b->argument[i] = SIZE_MAX;
        for (size_t k = 0; name && !b->has_labels && k < run->n; k++)
            if (is_named(run, k) && sl_str_eq(run->names[k], name->text))
                b->argument[i] = k;
    }
    for (size_t i = b->has_self ? 1 : 0; i < b->n; i++) {
        while (next < run->n && is_named(run, next) && !b->has_labels)
            next++;
        const sl_term *name = sl_term_get(params[i], SL_R_NAME);
        bool is_rest = name && name->kind == SL_T_SPLAT;
        if (b->argument[i] == SIZE_MAX && next < run->n && !is_rest)
            b->argument[i] = next++;
    }
}

static bool is_taken(const binding *b, size_t argument)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->argument[i] == argument)
            return true;
    return false;
}

/* *args, **kwargs, ...rest */
static const sl_value *rest_of(sl_walk *w, const binding *b, const sl_run *run)
{
    const sl_value *all = sl_value_of(w->mem, run->rest);
    for (size_t k = 0; k < run->n; k++) {
        if (run->args[k] && !is_taken(b, k))
            all = sl_value_add(w->mem, all, sl_value_labels(run->args[k]));
    }
    return all;
}

static bool has_names_left(const binding *b, const sl_run *run)
{
    for (size_t k = 0; k < run->n; k++)
        if (is_named(run, k) && !is_taken(b, k))
            return true;
    return false;
}

/* f(a: 1, b: 2) for f(options): one parameter has all names. */
static const sl_value *named_rest(sl_walk *w, const binding *b, const sl_run *run)
{
    const sl_value *all = sl_value_record(w->mem, &sl_value_clean);
    for (size_t k = 0; k < run->n; k++)
        if (is_named(run, k) && !is_taken(b, k) && run->args[k])
            all = sl_value_with(w->mem, all, run->names[k], run->args[k]);
    return all;
}

static const sl_value *value_for(sl_walk *w, const binding *b, const sl_run *run, size_t i,
                                 const sl_term *param)
{
    const sl_term *name = sl_term_get(param, SL_R_NAME);
    const sl_term *value = sl_term_get(param, SL_R_VALUE);
    if (i == 0 && b->has_self)
        return run->self;
    if (name && name->kind == SL_T_SPLAT)
        return rest_of(w, b, run);
    const sl_value *v = b->argument[i] != SIZE_MAX ? run->args[b->argument[i]] : NULL;
    if (v)
        return w->spec->options & SL_TAINT_UNGUARDED ? sl_value_unsure(w->mem, v) : v;
    if (i + 1 == b->n && sl_str_is(w->code->language, "ruby") && has_names_left(b, run))
        return named_rest(w, b, run);
    if (value) {
        v = sl_walk_value(w, value);
        return run->is_definition ? sl_value_unsure(w->mem, v) : v;
    }
    return sl_value_of(w->mem, run->rest);
}

/* $0 and $1, or _1 and `it`, of a lambda that names no parameters. */
static void bind_places(sl_walk *w, const sl_run *run, bool is_swift)
{
    for (size_t i = 0; i < run->n && i < UNNAMED_MAX; i++) {
        const sl_value *v = run->args[i] ? run->args[i] : &sl_value_clean;
        sl_walk_set(w, sl_printf(w->mem, is_swift ? "$%zu" : "_%zu", is_swift ? i : i + 1), v);
        if (!is_swift && i == 0)
            sl_walk_set(w, SL_S("it"), v);
    }
}

static void bind_arguments(sl_walk *w, const sl_run *run)
{
    if (w->file->has_arguments && !run->is_definition)
        sl_walk_set(w, SL_S("arguments"), sl_value_list(w->mem, run->args, (uint32_t)run->n));
}

/* Parameters that a lambda does not name, and the block that is given. */
static void bind_unnamed(sl_walk *w, const sl_run *run, size_t n_params)
{
    const sl_value *last = run->n ? run->args[run->n - 1] : NULL;
    bool is_swift = sl_str_is(w->code->language, "swift");
    bool is_ruby = sl_str_is(w->code->language, "ruby");
    if (!n_params && (is_swift || is_ruby))
        bind_places(w, run, is_swift);
    if (is_ruby && last && last->code && last->code->kind == SL_T_FUNCTION)
        sl_walk_set(w, SL_S("yield"), last);
}

/* constructor(private x): a parameter that is a field. */
static void promote(sl_walk *w, const sl_term *param, const sl_term *name, const sl_value *v)
{
    const sl_value *self = sl_walk_get(w, SL_S("this"));
    const sl_term *modifier = sl_term_get(param, SL_R_MODIFIER);
    if (self && modifier && name->kind == SL_T_NAME &&
        sl_str_among(modifier->text, "public private protected readonly"))
        sl_walk_set(w, SL_S("this"), sl_value_with(w->mem, self, sl_walk_key(name), v));
}

/* The last parameter of a function for any number of arguments, where that is not a part of its
   name. */
static bool takes_rest(const sl_walk *w, const sl_term *param)
{
    const sl_term *modifier = sl_term_get(param, SL_R_MODIFIER);
    return sl_str_among(w->code->language, "go php scala swift csharp java") ||
           (modifier && sl_str_among(modifier->text, "vararg params"));
}

static void bind_params(sl_walk *w, const binding *b, const sl_run *run)
{
    size_t n;
    sl_term *const *params = sl_term_all(run->function, SL_R_PARAM, &n);
    const sl_term *receiver = sl_term_get(run->function, SL_R_LEFT);
    const sl_term *own = receiver ? sl_term_get(receiver, SL_R_NAME) : NULL;
    if (own && own->kind == SL_T_NAME && run->self)
        sl_walk_set(w, own->text, run->self);
    for (size_t i = 0; i < b->n; i++) {
        const sl_term *name = sl_term_get(params[i], SL_R_NAME);
        const sl_value *v = value_for(w, b, run, i, params[i]);
        if (i + 1 == b->n && takes_rest(w, params[i]))
            v = sl_value_add(w->mem, v, sl_value_labels(rest_of(w, b, run)));
        w->binds_params = true;
        if (name)
            sl_walk_assign(w, name, v);
        w->binds_params = false;
        if (name)
            sl_walk_mark(w, params[i], v, 0);
        if (name)
            promote(w, params[i], name, v);
    }
    bind_unnamed(w, run, b->n);
    bind_arguments(w, run);
}

/* What parameters and `this` hold at the end. */
static void read_back(sl_walk *w, const binding *b, sl_run *run)
{
    size_t n;
    sl_term *const *params = sl_term_all(run->function, SL_R_PARAM, &n);
    const sl_term *receiver = sl_term_get(run->function, SL_R_LEFT);
    const sl_term *own = receiver ? sl_term_get(receiver, SL_R_NAME) : NULL;
    const sl_value *self = sl_walk_get(w, own ? own->text : SL_S("this"));
    for (size_t i = 0; i < b->n; i++) {
        const sl_term *name = sl_term_get(params[i], SL_R_NAME);
        const sl_value *v = name && name->kind == SL_T_NAME ? sl_walk_get(w, name->text) : NULL;
        if (i == 0 && b->has_self)
            self = v ? v : self;
        else if (b->argument[i] != SIZE_MAX && !(run->is_definition))
            run->args[b->argument[i]] = v;
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
    sl_taint_labels all = run->rest | (run->self ? sl_value_labels(run->self) : 0);
    for (size_t i = 0; i < run->n; i++)
        all |= run->args[i] ? sl_value_labels(run->args[i]) : 0;
    return sl_value_of(w->mem, all);
}

static const sl_term *function_around(const sl_term *t)
{
    do
        t = t->parent;
    while (t && t->kind != SL_T_FUNCTION);
    return t;
}

/* The function that waits and has the names that another sees; NULL when it is over. */
static sl_waiting *frame_of(sl_walk *w, const sl_term *function)
{
    const sl_term *around = function_around(function);
    sl_waiting *f = w->frames;
    while (f && f->function != around)
        f = f->outer;
    return f;
}

static sl_waiting *outermost(sl_walk *w)
{
    sl_waiting *f = w->frames;
    while (f && f->outer)
        f = f->outer;
    return f;
}

/* A change that a function made, to be seen around it. */
typedef struct handing {
    sl_walk *walk;
    const sl_term *function;
    sl_waiting *from, *to; /* all that wait between the caller and the function around it */
} handing;

static void hand_change(void *context, uint32_t number, const sl_binding *changed)
{
    handing *h = context;
    sl_str name = h->walk->names.v[number - 1].key;
    if (sl_str_is(name, "this") || sl_taint_owns(h->walk->file, h->walk->mem, h->function, name))
        return;
    sl_binding made = {changed->value, h->walk->run};
    for (sl_waiting *f = h->from; f; f = f == h->to ? NULL : f->outer)
        if (f == h->to || !f->function ||
            !sl_taint_owns(h->walk->file, h->walk->mem, f->function, name))
            f->state = sl_state_set(h->walk->mem, f->state, number, &made);
}

/* A text that two runs have in common when they do the same. */
static void write_value(sl_buf *out, const sl_value *v, unsigned depth)
{
    if (!v) {
        sl_buf_addc(out, '?');
        return;
    }
    sl_buf_addf(out, "%llx", (unsigned long long)v->labels);
    if (v->code)
        sl_buf_addf(out, "c%p", (const void *)v->code);
    if (v->state)
        sl_buf_addf(out, "s%p", v->state);
    if (v->literal)
        sl_buf_addf(out, "l%d %zu:%.*s", v->literal->kind, v->literal->text.n,
                    SL_FMT(v->literal->text));
    if (v->is_list)
        sl_buf_addf(out, "n%u", v->n_items);
    for (const sl_member *m = v->members; m; m = m->next) {
        sl_buf_addf(out, "(%zu:%.*s", m->name.n, SL_FMT(m->name));
        if (out->is_over)
            return;
        if (depth < KEY_DEPTH)
            write_value(out, m->value, depth + 1);
        else
            sl_buf_addf(out, "%p", (const void *)m->value);
        sl_buf_addc(out, ')');
    }
}

static sl_str key_of(sl_walk *w, const sl_run *run)
{
    sl_buf out;
    sl_buf_init(&out, KEY_MAX);
    sl_buf_addf(&out, "%p %p %d %llx ", (const void *)run->function, (const void *)w->state,
                run->is_definition, (unsigned long long)run->rest);
    write_value(&out, run->self, 0);
    for (size_t i = 0; i < run->n; i++) {
        sl_buf_addc(&out, ',');
        if (is_named(run, i))
            sl_buf_addf(&out, "%.*s=", SL_FMT(run->names[i]));
        write_value(&out, run->args[i], 0);
    }
    sl_str key = out.is_over ? (sl_str){0} : sl_dup(w->mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return key;
}

/* What a run came to. */
typedef struct outcome {
    const sl_value *returned, *self, *thrown;
    const sl_value **args;
    const sl_state *before, *after;
} outcome;

/* What the last statement comes to is what a function returns that does not say so: in some
   languages always, in others where it is an expression, or has one statement only. */
static bool returns_last(const sl_walk *w, const sl_term *function, const sl_term *body)
{
    sl_str language = w->code->language;
    bool is_lambda = !sl_term_get(function, SL_R_NAME) || function->flags & SL_TERM_LAMBDA;
    return sl_str_among(language, "rust scala ruby") ||
           (is_lambda && sl_str_among(language, "kotlin swift")) ||
           (sl_str_is(language, "swift") && body->n == 1);
}

static void run_statements(sl_walk *w, const sl_run *run, const sl_term *body)
{
    const sl_value *first = run->n && run->args[0] ? run->args[0] : &sl_value_clean;
    if (body->flags & SL_TERM_BARE && body->n == 1) {
        const sl_value *v = sl_walk_value(w, body->kids[0]);
        if (!w->is_dead)
            sl_walk_returns(w, v);
        return;
    }
    if (body->n && body->kids[0]->kind == SL_T_CASE) /* { case x => … } */
        sl_walk_cases(w, body, first);
    else
        sl_walk_body(w, body);
    if (!w->is_dead && returns_last(w, run->function, body))
        sl_walk_returns(w, w->last);
}

static void run_body(sl_walk *w, sl_run *run, outcome *out)
{
    const sl_term *body = sl_term_get(run->function, SL_R_BODY);
    size_t n;
    size_t n_defined = w->defined.n;
    binding b;
    sl_term *const *params = sl_term_all(run->function, SL_R_PARAM, &n);
    out->before = w->state;
    w->run = ++w->n_runs;
    if (run->self)
        sl_walk_set(w, SL_S("this"), run->self);
    w->returned = NULL;
    w->last = &sl_value_clean;
    w->is_dead = false;
    w->thrown = w->broken = w->jumped = (sl_ways){0};
    b.has_labels = sl_str_is(w->code->language, "swift");
    match_params(&b, run, params, n);
    bind_params(w, &b, run);
    if (run->self)
        sl_walk_initializers(w, run->function);
    if (run->function->kind == SL_T_CLASS)
        sl_walk_class_body(w, run->function);
    else
        run_statements(w, run, body);
    sl_walk_defined(w, n_defined);
    read_back(w, &b, run);
    out->returned = w->returned ? w->returned : &sl_value_clean;
    out->thrown = w->thrown.value;
    out->self = run->self;
    out->after = w->state;
    out->args = sl_alloc_array(w->mem, run->n + 1, sizeof *out->args);
    for (size_t i = 0; i < run->n; i++)
        out->args[i] = run->args[i];
}

static outcome *run_or_recall(sl_walk *w, sl_run *run)
{
    sl_str key = key_of(w, run);
    outcome *known = key.n ? sl_map_get(&w->memo, key) : NULL;
    uint32_t n_cut = w->n_cut;
    if (known) {
        for (size_t i = 0; i < run->n; i++)
            run->args[i] = known->args[i];
        run->self = known->self;
        return known;
    }
    outcome *made = sl_alloc(w->mem, sizeof *made);
    run_body(w, run, made);
    if (key.n && n_cut == w->n_cut)
        sl_map_put(&w->memo, w->mem, key, made);
    return made;
}

static void note_call(sl_walk *w, const sl_term *function)
{
    for (size_t i = w->defined.n; i > 0 && w->defined.n - i < 64; i--)
        if (w->defined.v[i - 1].function == function)
            w->defined.v[i - 1].is_run = true;
}

static const sl_state *kept_state(const sl_walk *w, const sl_state *made)
{
    for (size_t i = 0; i < w->kept.n; i++)
        if (w->kept.v[i].made == made)
            return w->kept.v[i].now;
    return made;
}

/* A change to what several functions have in common that one function made. */
typedef struct keeping {
    sl_walk *walk;
    const sl_term *function;
    const sl_state *now;
} keeping;

static void keep_change(void *context, uint32_t number, const sl_binding *changed)
{
    keeping *k = context;
    sl_str name = k->walk->names.v[number - 1].key;
    if (!sl_str_is(name, "this") && !sl_taint_owns(k->walk->file, k->walk->mem, k->function, name))
        k->now = sl_state_set(k->walk->mem, k->now, number, changed);
}

static void keep(sl_walk *w, const sl_run *run, const outcome *o)
{
    keeping k = {w, run->function, o->before};
    sl_state_changes(o->before, o->after, keep_change, &k);
    if (k.now == o->before)
        return;
    for (size_t i = 0; i < w->kept.n; i++)
        if (w->kept.v[i].made == run->state) {
            w->kept.v[i].now = k.now;
            return;
        }
    if (w->kept.n < KEPT_MAX)
        *sl_list_add(w->mem, &w->kept) = (sl_kept){run->state, k.now};
}

const sl_value *sl_walk_run(sl_walk *w, sl_run *run)
{
    if (!sl_term_get(run->function, SL_R_BODY) && run->function->kind != SL_T_CLASS)
        return labels_of_args(w, run);
    if (is_running(w, run->function)) {
        w->n_cut++;
        return labels_of_args(w, run);
    }
    if (!run->is_definition)
        note_call(w, run->function);
    sl_walk saved = *w;
    sl_waiting frame = {w->function, w->state, w->frames};
    w->frames = &frame;
    sl_waiting *home = frame_of(w, run->function);
    sl_waiting *top = outermost(w);
    w->running[w->n_running++] = run->function;
    w->state = home ? home->state : run->state ? kept_state(w, run->state) : top->state;
    w->function = run->function;
    outcome *o = run_or_recall(w, run);
    run->after = o->after;
    handing h = {w, run->function, &frame, home};
    w->run = saved.run;
    if (home && !run->is_definition)
        sl_state_changes(o->before, o->after, hand_change, &h);
    else if (!home && run->state && !run->is_definition)
        keep(w, run, o);
    w->function = saved.function;
    w->frames = saved.frames;
    w->state = run->is_definition ? saved.state : frame.state; /* nobody called it there */
    w->is_dead = saved.is_dead;
    w->returned = saved.returned;
    w->thrown = saved.thrown;
    w->broken = saved.broken;
    w->jumped = saved.jumped;
    w->last = &sl_value_clean;
    if (o->thrown)
        w->thrown.value =
            w->thrown.value ? sl_value_join(w->mem, w->thrown.value, o->thrown) : o->thrown;
    w->n_running = saved.n_running;
    w->binds_params = saved.binds_params;
    return o->returned;
}

void sl_walk_define(sl_walk *w, const sl_term *function, const sl_value *self)
{
    *sl_list_add(w->mem, &w->defined) = (sl_defined){.function = function, .self = self};
}

void sl_walk_defined(sl_walk *w, size_t n)
{
    bool is_dead = w->is_dead;
    for (size_t i = n; i < w->defined.n; i++) {
        sl_defined d = w->defined.v[i];
        bool is_lambda = !sl_term_get(d.function, SL_R_NAME);
        sl_run run = {.function = d.function, .self = d.self, .is_definition = true};
        w->is_dead = false;
        if (!is_lambda || !d.is_run)
            sl_walk_run(w, &run);
    }
    w->defined.n = n;
    w->is_dead = is_dead;
}

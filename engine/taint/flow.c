/* Statements in the order of execution, and the walk as a whole. */
#include "engine/taint/walk.h"

static void run_variable(sl_walk *w, const sl_term *t)
{
    size_t n_names;
    size_t n_values;
    sl_term *const *names = sl_term_all(t, SL_R_NAME, &n_names);
    sl_term *const *values = sl_term_all(t, SL_R_VALUE, &n_values);
    const sl_value *v = &sl_value_clean;
    for (size_t i = 0; i < n_values; i++) {
        const sl_value *made = sl_walk_braces(w, t, values[i]);
        v = made ? made : sl_walk_value(w, values[i]);
        bool is_shape = i < n_names && (names[i]->kind == SL_T_CALL || /* val P(a, b) = p */
                                        names[i]->kind == SL_T_OTHER);
        if (is_shape)
            sl_walk_capture(w, names[i], v);
        else if (i < n_names)
            sl_walk_assign(w, names[i], v);
    }
    bool is_apart = n_values == 1 && n_names > 1 && v->is_list;
    for (size_t i = is_apart ? 0 : n_values; i < n_names; i++)
        sl_walk_assign(w, names[i],
                       is_apart   ? sl_walk_part(w, v, (uint32_t)i)
                       : n_values ? sl_walk_whole(w, v)
                                  : v);
    sl_walk_mark(w, t, v, 0);
    if (n_names == 1 && names[0]->kind == SL_T_NAME)
        sl_walk_mark(w, names[0], v, 0);
}

static void bind_code(sl_walk *w, const sl_term *t)
{
    const sl_term *name = sl_term_get(t, SL_R_NAME);
    bool is_known = name && sl_map_get(&w->file->functions, name->text) == t && !w->function;
    if (name && name->kind == SL_T_NAME && !is_known)
        sl_walk_set(w, name->text, sl_walk_code(w, t));
}

static void run_function_statement(sl_walk *w, const sl_term *t)
{
    const sl_value *self = NULL;
    if (!t->parent || t->parent->kind != SL_T_MEMBERS)
        bind_code(w, t);
    else
        self = sl_walk_get(w, SL_S("this"));
    sl_walk_define(w, t, self);
    w->last = sl_walk_code(w, t);
}

/* What constructors leave in the fields. */
static const sl_value *constructed(sl_walk *w, const sl_term *class, const sl_value *self)
{
    const sl_term *constructor = sl_walk_constructor(w, class, SIZE_MAX);
    if (!constructor)
        return self;
    sl_run run = {.function = constructor, .self = self, .is_definition = true};
    sl_walk_run(w, &run);
    return run.self ? run.self : self;
}

static bool is_definition(const sl_term *t)
{
    return t->kind == SL_T_FUNCTION || t->kind == SL_T_CLASS;
}

/* What belongs to the class as a whole is seen by its name. */
static void bind_statics(sl_walk *w, const sl_term *t, const sl_value *fields)
{
    const sl_term *name = sl_term_get(t, SL_R_NAME);
    if (!name || name->kind != SL_T_NAME || !fields->members)
        return;
    const sl_term *class = sl_map_get(&w->file->functions, name->text);
    const sl_value *v = sl_value_with_code(w->mem, fields, class ? class : t);
    sl_map_put(&w->statics, w->mem, name->text, (void *)(uintptr_t)v);
    sl_walk_set(w, name->text, v);
    if (sl_str_among(w->code->language, "c cpp")) /* constants of enumerations */
        for (const sl_member *m = fields->members; m; m = m->next)
            if (m->value->literal && sl_str_starts(t->text, SL_S("enum")))
                sl_walk_set(w, m->name, m->value);
}

/* Fields first and what constructors make of them, which methods then see as fields of `this`. */
static void run_class(sl_walk *w, const sl_term *t)
{
    const sl_term *body = sl_term_get(t, SL_R_BODY);
    bind_code(w, t);
    if (body) {
        const sl_value *fields = sl_walk_fields(w, t);
        bind_statics(w, t, fields);
        const sl_state *outer = w->state;
        sl_walk_set(w, SL_S("this"), sl_value_unsure(w->mem, constructed(w, t, fields)));
        for (uint32_t i = 0; i < body->n; i++)
            if (is_definition(body->kids[i]))
                sl_walk_statement(w, body->kids[i]);
        w->state = outer;
        w->is_dead = false;
    }
    w->last = body && !sl_term_get(t, SL_R_NAME) && sl_str_is(t->text, "object")
                  ? sl_walk_fields(w, t)
                  : sl_walk_code(w, t);
}

/* In some languages a statement that ends so comes to nothing. */
static bool is_unit(const sl_walk *w, const sl_term *t)
{
    return t->end > t->start && w->code->text.p[t->end - 1] == ';' &&
           sl_str_is(w->code->language, "rust");
}

static void run_other(sl_walk *w, const sl_term *t)
{
    const sl_value *v = &sl_value_clean;
    for (uint32_t i = 0; i < t->n && !w->is_dead; i++)
        v = sl_walk_value(w, t->kids[i]);
    w->last = is_unit(w, t) ? &sl_value_clean : v;
    if (t->kind == SL_T_EXPR && t->n == 1 && t->end != t->kids[0]->end)
        sl_walk_mark(w, t, v, 0);
}

void sl_walk_statement(sl_walk *w, const sl_term *t)
{
    static void (*const by_kind[SL_T_COUNT])(sl_walk * w, const sl_term *t) = {
        [SL_T_VAR] = run_variable,
        [SL_T_FUNCTION] = run_function_statement,
        [SL_T_CLASS] = run_class,
    };
    if (w->is_over || w->depth == SL_TAINT_DEPTH_MAX || ++w->steps > SL_TAINT_STEPS_MAX ||
        (w->steps % SL_TAINT_LATE == 0 && sl_code_is_late(w->code))) {
        w->is_over = true;
        return;
    }
    w->depth++;
    w->last = &sl_value_clean;
    if (t->kind == SL_T_BLOCK || t->kind == SL_T_MEMBERS)
        sl_walk_body(w, t);
    else if (by_kind[t->kind])
        by_kind[t->kind](w, t);
    else if (sl_walk_branch(w, t))
        ; /* it was run */
    else if (t->kind == SL_T_EXPR || (t->kind >= SL_T_IF && t->kind <= SL_T_JUMP))
        run_other(w, t);
    else if (t->kind != SL_T_IMPORT)
        w->last = sl_walk_value(w, t);
    w->depth--;
}

void sl_walk_body(sl_walk *w, const sl_term *t)
{
    if (t->kind != SL_T_BLOCK && t->kind != SL_T_MEMBERS) {
        sl_walk_statement(w, t);
        return;
    }
    for (uint32_t i = 0; i < t->n; i++) {
        bool is_label = t->kids[i]->kind == SL_T_OTHER && t->kids[i]->type &&
                        sl_str_is(sl_str_of(t->kids[i]->type), "labeled_statement");
        if (!w->is_dead || is_definition(t->kids[i]) || is_label)
            sl_walk_statement(w, t->kids[i]);
    }
}

static void find_regions(sl_walk *w)
{
    const sl_taint_spec *spec = w->spec;
    size_t n = spec->marks.n > spec->propagators.n ? spec->marks.n : spec->propagators.n;
    sl_span *regions = sl_alloc_array(w->mem, n, sizeof *regions);
    for (size_t i = 0; i < spec->marks.n; i++)
        regions[i] = (sl_span){spec->marks.v[i].start, spec->marks.v[i].end};
    sl_near_build(&w->marks, w->mem, regions, spec->marks.n);
    for (size_t i = 0; i < spec->propagators.n; i++)
        regions[i] = (sl_span){spec->propagators.v[i].from_start, spec->propagators.v[i].from_end};
    sl_near_build(&w->propagators, w->mem, regions, spec->propagators.n);
}

/* What a walk makes is of no use after it, and may be a thousand times the file. */
bool sl_taint_run(sl_taint_spec *spec, sl_arena *mem, const sl_taint_file *file, sl_err *e)
{
    sl_arena_mark before = sl_arena_note(mem);
    sl_walk *w = sl_alloc(mem, sizeof *w);
    w->mem = mem;
    w->spec = spec;
    w->file = file;
    w->code = file->code;
    w->texts_change = sl_str_is(w->code->language, "ruby");
    find_regions(w);
    for (size_t i = 0; i < spec->marks.n; i++) {
        w->has_control |= spec->marks.v[i].is_control;
        w->has_at_exit |= spec->marks.v[i].is_at_exit;
    }
    sl_walk_body(w, file->code->root);
    sl_walk_defined(w, 0);
    bool is_over = w->is_over;
    sl_arena_rewind(mem, before);
    return !is_over ||
           sl_fail(e, SL_ETOOBIG, "following data took more than %d steps", SL_TAINT_STEPS_MAX);
}

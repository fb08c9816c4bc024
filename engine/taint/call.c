/* Calls: functions of the file are run, others hand on what they are given. */
#include "engine/taint/call.h"

#include "engine/syntax/compute.h"

const sl_term *sl_walk_method(const sl_term *class, sl_str name)
{
    const sl_term *body = sl_term_get(class, SL_R_BODY);
    for (uint32_t i = 0; body && i < body->n; i++) {
        const sl_term *own = sl_term_get(body->kids[i], SL_R_NAME);
        if (body->kids[i]->kind == SL_T_FUNCTION && own && sl_str_eq(own->text, name))
            return body->kids[i];
    }
    return NULL;
}

static const sl_term *constructor_of(const sl_term *class)
{
    static const char *const names[] = {"__init__", "constructor", "initialize", "__construct"};
    const sl_term *name = sl_term_get(class, SL_R_NAME);
    const sl_term *found = name ? sl_walk_method(class, name->text) : NULL;
    for (size_t i = 0; !found && i < sizeof names / sizeof *names; i++)
        found = sl_walk_method(class, sl_str_of(names[i]));
    return found;
}

static const sl_term *class_around(const sl_term *t)
{
    while (t && t->kind != SL_T_CLASS)
        t = t->parent;
    return t;
}

static void read_args(sl_walk *w, sl_call *c)
{
    size_t n;
    sl_term *const *args = sl_term_all(c->term, SL_R_ARG, &n);
    for (size_t i = 0; i < n; i++) {
        const sl_value *v = sl_walk_value(w, args[i]);
        c->inside |= sl_value_labels(v);
        if (c->n == SL_CALL_ARGS_MAX)
            continue;
        c->args[c->n] = args[i];
        c->values[c->n++] = v;
    }
    for (uint32_t i = 0; i < c->term->n; i++) /* bodies of anonymous classes, elements */
        if (c->term->kids[i]->role == SL_R_ITEM || c->term->kids[i]->role == SL_R_BODY)
            c->inside |= sl_value_labels(sl_walk_value(w, c->term->kids[i]));
}

static void read_callee(sl_walk *w, sl_call *c)
{
    c->target = &sl_value_clean;
    c->self = &sl_value_clean;
    if (!c->callee)
        return;
    const sl_term *name = c->callee->kind == SL_T_FIELD ? sl_term_get(c->callee, SL_R_NAME) : NULL;
    c->object = name ? sl_term_get(c->callee, SL_R_OBJECT) : NULL;
    if (c->object) {
        c->self = sl_walk_value(w, c->object);
        c->inside |= sl_value_labels(c->self);
        c->name = sl_walk_key(name);
        c->target = sl_value_field(w->mem, c->self, c->name);
        return;
    }
    c->target = sl_walk_value(w, c->callee);
    c->inside |= c->callee->kind == SL_T_CALL || c->callee->kind == SL_T_FUNCTION
                     ? 0
                     : sl_value_labels(c->target);
    c->name = sl_walk_key(c->callee);
}

/* The function of the file that is called; NULL. */
static const sl_term *function_of(const sl_call *c)
{
    const sl_term *code = c->target->code;
    if (code && code->kind == SL_T_FUNCTION)
        return code;
    if (!c->name.n || code)
        return NULL;
    if (!c->object) /* a method of the same class */
        return class_around(c->term) ? sl_walk_method(class_around(c->term), c->name) : NULL;
    bool is_self = c->object->kind == SL_T_NAME &&
                   (sl_str_is(c->object->text, "this") || sl_str_is(c->object->text, "self"));
    const sl_term *class = c->self->code && c->self->code->kind == SL_T_CLASS ? c->self->code
                           : is_self ? class_around(c->term)
                                     : NULL;
    const sl_term *found = class ? sl_walk_method(class, c->name) : NULL;
    return found;
}

static const sl_term *class_of(const sl_call *c)
{
    const sl_term *code = c->target->code;
    return code && code->kind == SL_T_CLASS ? code : NULL;
}

/* What a function has done to what it was given is seen by the caller. */
static void give_back(sl_walk *w, const sl_call *c, const sl_run *run,
                      const sl_value *const *before)
{
    for (size_t i = 0; i < run->n && i < c->n; i++) {
        sl_taint_labels now = run->args[i] ? sl_value_labels(run->args[i]) : 0;
        if (sl_call_is_place(c->args[i]) && now & ~sl_value_labels(before[i]))
            sl_walk_assign(w, c->args[i], run->args[i]);
    }
    if (c->object && run->self && sl_call_is_place(c->object) && run->self != c->self)
        sl_walk_assign(w, c->object, run->self);
}

static const sl_value *run_function(sl_walk *w, sl_call *c, const sl_term *function)
{
    const sl_value *before[SL_CALL_ARGS_MAX];
    sl_run run = {.function = function, .args = c->values, .n = c->n, .self = c->self};
    memcpy(before, c->values, sizeof before);
    const sl_value *v = sl_walk_run(w, &run);
    give_back(w, c, &run, before);
    return v;
}

static const sl_value *construct(sl_walk *w, sl_call *c, const sl_term *class)
{
    const sl_term *constructor = constructor_of(class);
    sl_value *made = sl_alloc(w->mem, sizeof *made);
    made->code = class;
    if (!constructor)
        return sl_value_add(w->mem, made, c->inside);
    sl_run run = {.function = constructor, .args = c->values, .n = c->n, .self = made};
    sl_walk_run(w, &run);
    return run.self;
}

/* Functions given to one that is not known are called with what it has. */
static void call_back(sl_walk *w, const sl_call *c)
{
    for (size_t i = 0; i < c->n; i++) {
        const sl_term *code = c->values[i]->code;
        const sl_value *given[SL_CALL_ARGS_MAX];
        sl_taint_labels others = sl_value_labels(c->self);
        for (size_t k = 0; k < c->n; k++)
            others |= k == i ? 0 : sl_value_labels(c->values[k]);
        if (!code || code->kind != SL_T_FUNCTION || !others)
            continue;
        for (size_t k = 0; k < SL_CALL_ARGS_MAX; k++)
            given[k] = sl_value_of(w->mem, others);
        sl_run run = {.function = code, .args = given, .n = SL_CALL_ARGS_MAX};
        sl_walk_run(w, &run);
    }
}

/* "getName", "get_name" and "setName": the field "name"; empty for other methods. */
static sl_str accessor(sl_walk *w, sl_str name, const char *prefix)
{
    sl_str begin = sl_str_of(prefix);
    if (!sl_str_starts(name, begin) || name.n <= begin.n)
        return (sl_str){0};
    sl_str rest = sl_str_sub(name, begin.n, name.n);
    if (rest.p[0] == '_')
        return sl_str_sub(rest, 1, rest.n);
    if (rest.p[0] < 'A' || rest.p[0] > 'Z')
        return (sl_str){0};
    char *copy = sl_dup_z(w->mem, rest);
    copy[0] = (char)(copy[0] - 'A' + 'a');
    return sl_str_at(copy, rest.n);
}

/* Methods that put what they are given into the object. */
static void mutate(sl_walk *w, const sl_call *c)
{
    static const char mutators[] = "append add push put insert extend unshift set addAll putAll "
                                   "prepend update write addFirst addLast offer enqueue concat! "
                                   "setdefault appendChild splice putIfAbsent addElement";
    sl_str key = accessor(w, c->name, "set");
    sl_taint_labels given = 0;
    for (size_t i = 0; i < c->n; i++)
        given |= sl_value_labels(c->values[i]);
    bool is_place_known = c->object && sl_call_is_place(c->object);
    if (is_place_known && key.n && c->n == 1) {
        sl_walk_assign(w, c->object, sl_value_with(w->mem, c->self, key, c->values[0]));
        return;
    }
    if (!is_place_known || !given || !sl_call_is(c->name, mutators))
        return;
    sl_walk_assign(w, c->object, sl_value_add(w->mem, c->self, given));
}

/* o.getName() of something whose fields are known. */
static const sl_value *get(sl_walk *w, const sl_call *c)
{
    sl_str key = c->n ? (sl_str){0} : accessor(w, c->name, "get");
    return key.n && c->object && sl_value_has(c->self, key) ? sl_value_field(w->mem, c->self, key)
                                                            : NULL;
}

/* Whoever gets a list may change it. */
static void hand_out(sl_walk *w, const sl_call *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->values[i]->is_list && sl_call_is_place(c->args[i]))
            sl_walk_assign(w, c->args[i], sl_value_unsure(w->mem, c->values[i]));
}

static const sl_term *size_of(sl_walk *w, const sl_value *v)
{
    if (v->is_list)
        return sl_literal_number(w->mem, v->n_items);
    return v->literal ? sl_compute_method(w->mem, SL_S("length"), v->literal, NULL, 0) : NULL;
}

static const sl_term *computed(sl_walk *w, const sl_call *c)
{
    const sl_term *args[SL_CALL_ARGS_MAX];
    if (!c->object && c->n == 1 && sl_call_is(c->name, "len count length sizeof"))
        return size_of(w, c->values[0]);
    if (!c->object || !c->self->literal)
        return NULL;
    for (size_t i = 0; i < c->n; i++)
        args[i] = c->values[i]->literal;
    return sl_compute_method(w->mem, c->name, c->self->literal, args, c->n);
}

/* sb.setLength(0) */
static void empty(sl_walk *w, const sl_call *c)
{
    int64_t length;
    bool is_empty = c->n == 1 && c->values[0]->literal &&
                    sl_literal_int(c->values[0]->literal, &length) && length == 0;
    if (is_empty && sl_str_is(c->name, "setLength") && c->object && sl_call_is_place(c->object))
        sl_walk_assign(w, c->object, &sl_value_clean);
}

static const sl_value *unknown(sl_walk *w, sl_call *c)
{
    const sl_value *known = get(w, c);
    call_back(w, c);
    if (!known)
        known = sl_call_collection(w, c);
    if (!known)
        known = sl_call_made(w, c);
    if (known)
        return known;
    hand_out(w, c);
    mutate(w, c);
    empty(w, c);
    bool is_safe = w->spec->options & (SL_TAINT_SAFE_FUNCTIONS | SL_TAINT_ASSIGNMENTS_ONLY);
    return sl_value_literal(w->mem, sl_value_of(w->mem, is_safe ? 0 : c->inside), computed(w, c));
}

const sl_value *sl_walk_call(sl_walk *w, const sl_term *t)
{
    sl_call c = {.term = t, .callee = sl_term_get(t, SL_R_CALLEE)};
    read_callee(w, &c);
    read_args(w, &c);
    sl_taint_labels inside = c.inside;
    const sl_term *class = class_of(&c);
    const sl_term *function = class ? NULL : function_of(&c);
    const sl_value *v = class      ? construct(w, &c, class)
                        : function ? run_function(w, &c, function)
                                   : unknown(w, &c);
    return sl_walk_mark(w, t, v, inside);
}

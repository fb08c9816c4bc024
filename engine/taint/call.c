/* Calls: functions of the file are run, others hand on what they are given. */
#include "engine/taint/walk.h"

enum { ARGS_MAX = 32 };

typedef struct call {
    const sl_term *term, *callee, *object; /* object: what a method is called on; NULL */
    sl_str name;                           /* of the method or function; empty: not by name */
    const sl_value *target, *self;
    const sl_term *args[ARGS_MAX];
    const sl_value *values[ARGS_MAX];
    size_t n;
    sl_taint_labels inside; /* of arguments and receiver */
} call;

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

static void read_args(sl_walk *w, call *c)
{
    size_t n;
    sl_term *const *args = sl_term_all(c->term, SL_R_ARG, &n);
    for (size_t i = 0; i < n; i++) {
        const sl_value *v = sl_walk_value(w, args[i]);
        c->inside |= sl_value_labels(v);
        if (c->n == ARGS_MAX)
            continue;
        c->args[c->n] = args[i];
        c->values[c->n++] = v;
    }
    for (uint32_t i = 0; i < c->term->n; i++) /* bodies of anonymous classes, elements */
        if (c->term->kids[i]->role == SL_R_ITEM || c->term->kids[i]->role == SL_R_BODY)
            c->inside |= sl_value_labels(sl_walk_value(w, c->term->kids[i]));
}

static void read_callee(sl_walk *w, call *c)
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
static const sl_term *function_of(const call *c)
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

static const sl_term *class_of(const call *c)
{
    const sl_term *code = c->target->code;
    return code && code->kind == SL_T_CLASS ? code : NULL;
}

static bool is_place(const sl_term *t)
{
    return t->kind == SL_T_NAME || t->kind == SL_T_FIELD || t->kind == SL_T_INDEX;
}

/* What a function has done to what it was given is seen by the caller. */
static void give_back(sl_walk *w, const call *c, const sl_run *run, const sl_value *const *before)
{
    for (size_t i = 0; i < run->n && i < c->n; i++) {
        sl_taint_labels now = run->args[i] ? sl_value_labels(run->args[i]) : 0;
        if (is_place(c->args[i]) && now & ~sl_value_labels(before[i]))
            sl_walk_assign(w, c->args[i], run->args[i]);
    }
    if (c->object && run->self && is_place(c->object) && run->self != c->self)
        sl_walk_assign(w, c->object, run->self);
}

static const sl_value *run_function(sl_walk *w, call *c, const sl_term *function)
{
    const sl_value *before[ARGS_MAX];
    sl_run run = {.function = function, .args = c->values, .n = c->n, .self = c->self};
    memcpy(before, c->values, sizeof before);
    const sl_value *v = sl_walk_run(w, &run);
    give_back(w, c, &run, before);
    return v;
}

static const sl_value *construct(sl_walk *w, call *c, const sl_term *class)
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
static void call_back(sl_walk *w, const call *c)
{
    for (size_t i = 0; i < c->n; i++) {
        const sl_term *code = c->values[i]->code;
        const sl_value *given[ARGS_MAX];
        sl_taint_labels others = sl_value_labels(c->self);
        for (size_t k = 0; k < c->n; k++)
            others |= k == i ? 0 : sl_value_labels(c->values[k]);
        if (!code || code->kind != SL_T_FUNCTION || !others)
            continue;
        for (size_t k = 0; k < ARGS_MAX; k++)
            given[k] = sl_value_of(w->mem, others);
        sl_run run = {.function = code, .args = given, .n = ARGS_MAX};
        sl_walk_run(w, &run);
    }
}

static bool is_one_of(sl_str name, const char *list)
{
    sl_str rest = sl_str_of(list);
    sl_str one;
    while (name.n && sl_str_cut(&rest, ' ', &one))
        if (sl_str_eq(one, name))
            return true;
    return false;
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
static void mutate(sl_walk *w, const call *c)
{
    static const char mutators[] = "append add push put insert extend unshift set addAll putAll "
                                   "prepend update write addFirst addLast offer enqueue concat! "
                                   "setdefault appendChild splice putIfAbsent addElement";
    sl_str key = accessor(w, c->name, "set");
    sl_taint_labels given = 0;
    for (size_t i = 0; i < c->n; i++)
        given |= sl_value_labels(c->values[i]);
    bool is_place_known = c->object && is_place(c->object);
    if (is_place_known && key.n && c->n == 1) {
        sl_walk_assign(w, c->object, sl_value_with(w->mem, c->self, key, c->values[0]));
        return;
    }
    if (!is_place_known || !given || !is_one_of(c->name, mutators))
        return;
    sl_str entry = c->n == 2 ? sl_walk_key(c->args[0]) : (sl_str){0};
    bool is_entry =
        entry.n && is_one_of(c->name, "put set setdefault") && c->args[0]->kind == SL_T_STRING;
    sl_walk_assign(w, c->object,
                   is_entry ? sl_value_with(w->mem, c->self, entry, c->values[1])
                            : sl_value_add(w->mem, c->self, given));
}

/* d.get("k") of something whose entries are known. */
static const sl_value *access(sl_walk *w, const call *c)
{
    sl_str key = c->n ? (sl_str){0} : accessor(w, c->name, "get");
    if (c->n && is_one_of(c->name, "get pop getOrDefault fetch") && c->args[0]->kind != SL_T_NAME)
        key = sl_walk_key(c->args[0]);
    return key.n && c->object && sl_value_has(c->self, key) ? sl_value_field(w->mem, c->self, key)
                                                            : NULL;
}

static const sl_value *unknown(sl_walk *w, call *c)
{
    const sl_value *known = access(w, c);
    call_back(w, c);
    if (known)
        return known;
    mutate(w, c);
    bool is_safe = w->spec->options & (SL_TAINT_SAFE_FUNCTIONS | SL_TAINT_ASSIGNMENTS_ONLY);
    return sl_value_of(w->mem, is_safe ? 0 : c->inside);
}

const sl_value *sl_walk_call(sl_walk *w, const sl_term *t)
{
    call c = {.term = t, .callee = sl_term_get(t, SL_R_CALLEE)};
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

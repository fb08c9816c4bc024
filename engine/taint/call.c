/* Calls: functions of the file are run, others hand on what they are given. */
#include "engine/taint/call.h"

#include "engine/syntax/compute.h"

enum { CALLBACK_ARGS = 8 }; /* that a function gets from one that is not known */

static void read_args(sl_walk *w, sl_call *c)
{
    size_t n;
    sl_term *const *args = sl_term_all(c->term, SL_R_ARG, &n);
    for (size_t i = 0; i < n; i++) {
        const sl_value *v = sl_walk_value(w, args[i]);
        const sl_term *key = args[i]->kind == SL_T_KEYWORD ? sl_term_get(args[i], SL_R_NAME) : NULL;
        c->inside |= sl_value_labels(v);
        if (c->n == SL_CALL_ARGS_MAX || args[i]->kind == SL_T_SPLAT) {
            c->rest |= sl_value_labels(v);
            continue;
        }
        c->args[c->n] = args[i];
        c->names[c->n] = key ? key->text : (sl_str){0};
        c->values[c->n++] = v;
    }
    for (uint32_t i = 0; i < c->term->n; i++) /* bodies of anonymous classes, elements */
        if (c->term->kids[i]->role == SL_R_ITEM || c->term->kids[i]->role == SL_R_BODY)
            c->inside |= sl_value_labels(sl_walk_value(w, c->term->kids[i]));
}

static const sl_value *self_of(sl_walk *w)
{
    const sl_value *self = sl_walk_get(w, SL_S("this"));
    return self ? self : &sl_value_clean;
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
        if (sl_call_is_super(c->object))
            c->self = self_of(w);
        return;
    }
    if (sl_call_is_super(c->callee))
        c->self = self_of(w);
    c->target = sl_walk_value(w, c->callee);
    const sl_term *arg = sl_term_get(c->term, SL_R_ARG);
    if (c->callee->kind == SL_T_CALL && arg && arg->kind == SL_T_FUNCTION) {
        c->self = c->target; /* f(x) { … }: the block works on what f(x) has */
        c->inside |= sl_value_labels(c->self);
    }
    c->inside |= c->callee->kind == SL_T_CALL || c->callee->kind == SL_T_FUNCTION
                     ? 0
                     : sl_value_labels(c->target);
    c->name = sl_walk_key(c->callee);
}

/* `this` is what the method is called on, or the object that the walk is in. */
static bool is_own_method(const sl_call *c, const sl_term *function)
{
    bool is_method = function->parent && function->parent->kind == SL_T_MEMBERS;
    return sl_call_is_super(c->object ? c->object : c->callee) || (!c->object && is_method);
}

/* What a function has done to what it was given is seen by the caller. */
static void give_back(sl_walk *w, const sl_call *c, const sl_run *run,
                      const sl_value *const *before)
{
    for (size_t i = 0; i < run->n && i < c->n; i++) {
        const sl_value *now = run->args[i];
        if (!now || now == before[i] || !sl_call_is_place(c->args[i]))
            continue;
        if (sl_value_labels(now) & ~sl_value_labels(before[i]))
            sl_walk_assign(w, c->args[i], now);
        else if (before[i]->is_list)
            sl_walk_assign(w, c->args[i], sl_value_unsure(w->mem, before[i]));
    }
    if (!run->self || run->self == c->self)
        return;
    if (is_own_method(c, run->function))
        sl_walk_set(w, SL_S("this"), run->self);
    else if (c->object && sl_call_is_place(c->object))
        sl_walk_assign(w, c->object, run->self);
}

static const sl_value *run_function(sl_walk *w, sl_call *c, const sl_term *function)
{
    const sl_value *before[SL_CALL_ARGS_MAX];
    bool is_own = is_own_method(c, function);
    sl_run run = {.function = function,
                  .args = c->values,
                  .names = c->names,
                  .n = c->n,
                  .rest = c->rest,
                  .state = c->target->state};
    if (is_own)
        c->self = self_of(w);
    if (is_own || c->object)
        run.self = c->self;
    memcpy(before, c->values, sizeof before);
    const sl_value *v = sl_walk_run(w, &run);
    give_back(w, c, &run, before);
    return v;
}

static const sl_value *construct(sl_walk *w, sl_call *c, const sl_term *class)
{
    const sl_term *constructor = sl_walk_constructor(w, class, c->n);
    sl_value *made = sl_alloc(w->mem, sizeof *made);
    made->code = class;
    if (!constructor)
        return sl_value_add(w->mem, made, c->inside);
    sl_run run = {.function = constructor,
                  .args = c->values,
                  .names = c->names,
                  .n = c->n,
                  .rest = c->rest,
                  .self = made};
    sl_walk_run(w, &run);
    return run.self ? run.self : made;
}

/* Functions given to one that is not known are called with what it has. */
static void call_back(sl_walk *w, sl_call *c)
{
    for (size_t i = 0; i < c->n; i++) {
        const sl_term *code = c->values[i]->code;
        const sl_value *given[CALLBACK_ARGS];
        sl_taint_labels others = sl_value_labels(c->self);
        bool is_lambda = code && !sl_term_get(code, SL_R_NAME);
        for (size_t k = 0; k < c->n; k++)
            others |= k == i ? 0 : sl_value_labels(c->values[k]);
        if (!code || code->kind != SL_T_FUNCTION || (!others && !is_lambda))
            continue;
        for (size_t k = 0; k < CALLBACK_ARGS; k++)
            given[k] = sl_value_of(w->mem, others);
        sl_run run = {
            .function = code, .args = given, .n = CALLBACK_ARGS, .state = c->values[i]->state};
        c->inside |= sl_value_labels(sl_walk_run(w, &run));
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
    static const char mutators[] =
        "append add push put insert extend unshift set addAll putAll "
        "prepend update write store Store Add Push Append addFirst addLast offer enqueue concat! "
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
    bool is_mutator = sl_call_is(c->name, mutators) ||
                      (w->texts_change && sl_call_is(c->name, "concat replace <<"));
    if (!is_place_known || !given || !is_mutator)
        return;
    sl_walk_assign(w, c->object, sl_value_add(w->mem, c->self, given));
}

/* o.getName() of something whose fields are known. */
static const sl_value *get(sl_walk *w, const sl_call *c)
{
    sl_str key = c->n ? (sl_str){0} : accessor(w, c->name, "get");
    return key.n && c->object && c->self->members ? sl_value_field(w->mem, c->self, key) : NULL;
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
    int64_t n = 0;
    for (const sl_member *m = v->is_record ? v->members : NULL; m; m = m->next)
        n++;
    if (v->is_record)
        return sl_literal_number(w->mem, n);
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

/* getattr(o, "name"), setattr(o, "name", v), delete(m, "key") */
static const sl_value *builtin(sl_walk *w, const sl_call *c)
{
    const sl_term *literal = !c->object && c->n >= 2 ? c->values[1]->literal : NULL;
    if (!literal || literal->kind == SL_T_NIL)
        return NULL;
    const sl_value *field = sl_value_field(w->mem, c->values[0], literal->text);
    if (sl_str_is(c->name, "getattr"))
        return c->n == 2 ? field : sl_value_join(w->mem, field, c->values[2]);
    bool is_set = c->n == 3 && sl_str_is(c->name, "setattr");
    if (!(is_set || (c->n == 2 && sl_str_is(c->name, "delete"))) || !sl_call_is_place(c->args[0]))
        return NULL;
    sl_walk_assign(w, c->args[0],
                   sl_value_with(w->mem, c->values[0], literal->text,
                                 is_set ? c->values[2] : &sl_value_clean));
    return &sl_value_clean;
}

static const sl_value *unknown(sl_walk *w, sl_call *c)
{
    const sl_value *known = get(w, c);
    if (!known)
        known = builtin(w, c);
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
    const sl_term *class = sl_call_class(&c);
    const sl_term *function = class ? NULL : sl_call_function(w, &c);
    const sl_value *v = class      ? construct(w, &c, class)
                        : function ? run_function(w, &c, function)
                                   : unknown(w, &c);
    return sl_walk_mark(w, t, v, inside);
}

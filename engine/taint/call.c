/* Calls: functions of the file are run, others hand on what they are given. */
#include "engine/taint/call.h"

#include "base/chars.h"
#include "engine/syntax/compute.h"

/* "&f" hands on a block. */
static bool is_block(const sl_term *arg)
{
    return arg->kind == SL_T_SPLAT && sl_str_is(arg->text, "&");
}

/* In foreach(f(_)) what stands for "_" is what the method is called on. */
static void bind_placeholder(sl_walk *w, const sl_call *c)
{
    if (c->object && sl_str_is(w->code->language, "scala"))
        sl_walk_set(w, SL_S("_"), sl_value_of(w->mem, sl_value_labels(c->self)));
}

void sl_call_read_args(sl_walk *w, sl_call *c)
{
    size_t n;
    sl_term *const *args = sl_term_all(c->term, SL_R_ARG, &n);
    bind_placeholder(w, c);
    for (size_t i = 0; i < n; i++) {
        const sl_value *v = sl_call_named(w, sl_walk_value(w, args[i]));
        const sl_term *key =
            args[i]->kind == SL_T_KEYWORD || args[i]->kind == SL_T_PAIR
                ? sl_term_get(args[i], args[i]->kind == SL_T_PAIR ? SL_R_KEY : SL_R_NAME)
                : NULL;
        c->inside |= sl_value_labels(v);
        bool is_spread = args[i]->kind == SL_T_SPLAT && !is_block(args[i]);
        if (c->n == SL_CALL_ARGS_MAX || is_spread) {
            c->rest |= sl_value_labels(v);
            continue;
        }
        c->args[c->n] = args[i];
        c->names[c->n] = key ? sl_walk_key(key) : (sl_str){0};
        c->values[c->n++] = v;
    }
    for (uint32_t i = 0; i < c->term->n; i++) { /* bodies of anonymous classes, elements */
        const sl_term *kid = c->term->kids[i];
        if (kid->role == SL_R_ITEM || kid->role == SL_R_BODY)
            c->braces |= sl_value_labels(sl_walk_value(w, kid));
    }
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
    c->target = sl_call_named(w, sl_walk_value(w, c->callee));
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

/* "&x", "*x" and "name: x" are x, "out T x" declares it. */
static const sl_term *below(const sl_term *t)
{
    if (t->kind == SL_T_UNARY && t->n == 1 && sl_str_among(t->text, "& *"))
        return t->kids[0];
    if (t->kind == SL_T_KEYWORD)
        return sl_term_get(t, SL_R_VALUE);
    return t->kind == SL_T_VAR && !sl_term_get(t, SL_R_VALUE) ? sl_term_get(t, SL_R_NAME) : NULL;
}

const sl_term *sl_call_place(const sl_term *t)
{
    for (const sl_term *inner = below(t); inner; inner = below(t))
        t = inner;
    return sl_call_is_place(t) ? t : NULL;
}

/* Sets `this`, and the name that the function that is run has for it. */
static void set_self(sl_walk *w, const sl_value *self)
{
    const sl_term *param = w->function ? sl_term_get(w->function, SL_R_PARAM) : NULL;
    const sl_term *name = param ? sl_term_get(param, SL_R_NAME) : NULL;
    sl_walk_set(w, SL_S("this"), self);
    if (name && name->kind == SL_T_NAME && sl_str_is(name->text, "self"))
        sl_walk_set(w, name->text, self);
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
        const sl_term *place = sl_call_place(c->args[i]);
        if (!now || now == before[i] || !place)
            continue;
        if (sl_value_labels(now) & ~sl_value_labels(before[i]))
            sl_walk_assign(w, place, now);
        else if (before[i]->is_list)
            sl_walk_assign(w, place, sl_value_unsure(w->mem, before[i]));
    }
    if (!run->self || run->self == c->self)
        return;
    if (is_own_method(c, run->function))
        set_self(w, run->self);
    else if (c->object && sl_call_is_place(c->object))
        sl_walk_assign(w, c->object, run->self);
}

static const sl_term *function_around(const sl_term *t)
{
    while (t && t->kind != SL_T_FUNCTION)
        t = t->parent;
    return t;
}

/* A function that a function made sees its parameters, which are places here. */
static const sl_value *with_origins(sl_walk *w, const sl_call *c, const sl_term *function,
                                    const sl_value *v)
{
    size_t n;
    sl_term *const *params = sl_term_all(function, SL_R_PARAM, &n);
    if (!v->code || v->code->kind != SL_T_FUNCTION || !v->state)
        return v;
    sl_value *made = sl_alloc(w->mem, sizeof *made);
    *made = *v;
    for (size_t i = 0; i < n && i < c->n; i++) {
        const sl_term *name = sl_term_get(params[i], SL_R_NAME);
        const sl_term *place = sl_call_place(c->args[i]);
        sl_origin *origin = sl_alloc(w->mem, sizeof *origin);
        if (!name || name->kind != SL_T_NAME || !place)
            continue;
        *origin = (sl_origin){name->text, place, made->origins};
        made->origins = origin;
    }
    return made;
}

/* What a function did to parameters of the one that made it happened to what was given for them. */
static void give_origins(sl_walk *w, const sl_call *c, const sl_run *run)
{
    for (const sl_origin *o = c->target->origins; o; o = o->next) {
        const sl_value *now = sl_walk_left(w, run->after, o->name);
        bool is_here = function_around(o->place) == w->function;
        if (is_here && now && sl_value_labels(now) & ~sl_value_labels(sl_walk_held(w, o->place)))
            sl_walk_assign(w, o->place, now);
    }
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
    give_origins(w, c, &run);
    return with_origins(w, c, function, v);
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

/* Methods that put what they are given into the object, and return it. */
static const char mutators[] =
    "append add push put insert extend unshift set addAll putAll prepend update write store Store "
    "Add Push Append addFirst addLast offer enqueue concat! setdefault computeIfAbsent getOrPut "
    "appendChild splice "
    "putIfAbsent addElement push_back push_front push_str emplace emplace_back WriteString Write "
    "WriteByte WriteRune write_str AppendLine AppendFormat Enqueue AddRange Insert TryAdd add_all "
    "insertAll appendAll addFront insert_many merge! assign PushBack PushFront entry or_insert "
    "or_insert_with";

/* What stands before all calls in a.append(b).append(c). */
static const sl_term *chained(const sl_term *object)
{
    while (object && object->kind == SL_T_CALL) {
        const sl_term *callee = sl_term_get(object, SL_R_CALLEE);
        const sl_term *name =
            callee && callee->kind == SL_T_FIELD ? sl_term_get(callee, SL_R_NAME) : NULL;
        if (!name || !sl_str_among(name->text, mutators))
            return NULL;
        object = sl_term_get(callee, SL_R_OBJECT);
    }
    return object && sl_call_is_place(object) ? object : NULL;
}

/* Functions that put what they are given into their first argument. */
static void fill(sl_walk *w, const sl_call *c)
{
    static const char fillers[] =
        "strcpy strncpy strcat strncat sprintf snprintf vsprintf memcpy memmove array_push "
        "array_unshift copy wcscpy wcscat strlcpy strlcat assign copy_from_slice write! writeln! "
        "addAll";
    const sl_term *place = c->n > 1 ? sl_call_place(c->args[0]) : NULL;
    sl_taint_labels given = c->rest;
    bool is_method = c->object && !sl_str_among(sl_walk_key(c->object), "Object _ std Collections");
    if (!place || is_method || !sl_str_among(c->name, fillers))
        return;
    for (size_t i = 1; i < c->n; i++)
        given |= sl_value_labels(c->values[i]);
    if (given)
        sl_walk_assign(
            w, place, sl_value_add(w->mem, sl_value_unsure(w->mem, sl_walk_held(w, place)), given));
}

static void mutate(sl_walk *w, const sl_call *c)
{
    sl_str key = accessor(w, c->name, "set");
    sl_taint_labels given = c->rest;
    for (size_t i = 0; i < c->n; i++)
        given |= sl_value_labels(c->values[i]);
    const sl_term *place = c->object ? chained(c->object) : NULL;
    if (place && place == c->object && key.n && c->n == 1) {
        sl_walk_assign(w, c->object, sl_value_with(w->mem, c->self, key, c->values[0]));
        return;
    }
    bool is_mutator = sl_str_among(c->name, mutators) ||
                      (w->texts_change && sl_str_among(c->name, "concat replace <<"));
    if (!place || !given || !is_mutator)
        return;
    const sl_value *held = place == c->object ? c->self : sl_walk_whole(w, sl_walk_held(w, place));
    sl_walk_assign(w, place, sl_value_add(w->mem, held, given));
}

/* m("k") of a map. */
static const sl_value *apply_map(sl_walk *w, const sl_call *c)
{
    bool is_one = !c->object && c->n == 1 && sl_str_is(w->code->language, "scala") &&
                  c->values[0]->literal && (c->target->members || c->target->is_record);
    return is_one ? sl_value_entry(w->mem, c->target, sl_walk_key(c->values[0]->literal)) : NULL;
}

/* o.getName() of something whose fields are known. */
static const sl_value *get(sl_walk *w, const sl_call *c)
{
    sl_str key = c->n ? (sl_str){0} : accessor(w, c->name, "get");
    bool is_own = !c->n && c->object && sl_value_has(c->self, c->name);
    if (is_own && !sl_value_field(w->mem, c->self, c->name)->code)
        return sl_value_field(w->mem, c->self, c->name); /* r.name() of a record */
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
    if (!c->object && c->n == 1 && sl_str_among(c->name, "len count length sizeof"))
        return size_of(w, c->values[0]);
    if (!c->object || !c->self->literal)
        return NULL;
    if (!c->n && sl_str_among(c->name, "nil? isNull is_none isNullOrEmpty"))
        return sl_literal_truth(w->mem, c->self->literal->kind == SL_T_NIL);
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

/* format!("{name}") */
static sl_taint_labels named_in_text(sl_walk *w, const sl_call *c)
{
    const sl_term *literal = c->n && sl_str_is(c->term->text, "!") ? c->values[0]->literal : NULL;
    sl_taint_labels all = 0;
    sl_str text = literal && literal->kind == SL_T_STRING ? literal->text : (sl_str){0};
    for (size_t at = sl_str_find(text, SL_S("{"), 0); at != SIZE_MAX;
         at = sl_str_find(text, SL_S("{"), at + 1)) {
        size_t end = at + 1;
        while (end < text.n && sl_is_word(text.p[end]))
            end++;
        const sl_value *v = sl_walk_get(w, sl_str_sub(text, at + 1, end));
        all |= v ? sl_value_labels(v) : 0;
    }
    return all;
}

/* What is known of a call, by what it is called on and with; NULL. */
static const sl_value *known_of(sl_walk *w, sl_call *c)
{
    static const sl_value *(*const first[])(sl_walk * w, const sl_call *c) = {get, builtin,
                                                                              apply_map};
    const sl_value *known = NULL;
    for (size_t i = 0; !known && i < sizeof first / sizeof *first; i++)
        known = first[i](w, c);
    const sl_value *came = sl_call_back(w, c);
    known = known ? known : came;
    known = known ? known : sl_call_collection(w, c);
    return known ? known : sl_call_made(w, c);
}

static bool is_raise(const sl_walk *w, const sl_call *c)
{
    return !c->object && sl_str_among(c->name, "raise fail panic") &&
           sl_str_among(w->code->language, "ruby go");
}

static const sl_value *unknown(sl_walk *w, sl_call *c)
{
    const sl_value *known = known_of(w, c);
    if (known)
        return known;
    if (is_raise(w, c)) {
        sl_walk_throw(w, sl_value_of(w->mem, c->inside));
        return &sl_value_clean;
    }
    c->inside |= named_in_text(w, c);
    hand_out(w, c);
    mutate(w, c);
    fill(w, c);
    empty(w, c);
    bool is_safe = w->spec->options & (SL_TAINT_SAFE_FUNCTIONS | SL_TAINT_ASSIGNMENTS_ONLY);
    return sl_value_literal(w->mem, sl_value_of(w->mem, is_safe ? 0 : c->inside), computed(w, c));
}

static size_t n_in(const sl_term *t, sl_role role)
{
    size_t n;
    sl_term_all(t, role, &n);
    return n;
}

/* Whether a function has more parameters than the first list of arguments gives it. */
static bool is_curried(const sl_walk *w, const sl_term *inner)
{
    const sl_term *name = sl_term_get(inner, SL_R_CALLEE);
    if (!name || name->kind != SL_T_NAME)
        return false;
    const sl_term *function = sl_map_get(&w->file->functions, name->text);
    if (!function)
        function = sl_walk_method(w, sl_taint_class_around(inner), name->text, SIZE_MAX);
    return function && function->kind == SL_T_FUNCTION &&
           n_in(function, SL_R_PARAM) > n_in(inner, SL_R_ARG);
}

/* f(a) { … } and f(a)(b): the call of f that has all arguments; NULL where it is not one call. */
static const sl_term *inner_call(const sl_walk *w, const sl_term *t)
{
    const sl_term *callee = sl_term_get(t, SL_R_CALLEE);
    const sl_term *arg = sl_term_get(t, SL_R_ARG);
    if (!callee || callee->kind != SL_T_CALL || !arg)
        return NULL;
    if (sl_str_is(w->code->language, "ruby"))
        return arg->kind == SL_T_FUNCTION ? callee : NULL;
    return sl_str_is(w->code->language, "scala") && is_curried(w, callee) ? callee : NULL;
}

static void read_inner(sl_walk *w, sl_call *c, const sl_term *inner)
{
    const sl_term *outer = c->term;
    c->term = inner;
    sl_call_read_args(w, c);
    c->term = outer;
    const sl_value *v = sl_walk_mark(w, inner, &sl_value_clean, c->inside);
    c->inside |= sl_value_labels(v);
    c->self = sl_value_add(w->mem, c->self, sl_value_labels(v));
}

const sl_value *sl_walk_call(sl_walk *w, const sl_term *t)
{
    const sl_term *inner = inner_call(w, t);
    sl_call c = {.term = t, .callee = sl_term_get(inner ? inner : t, SL_R_CALLEE)};
    const sl_value *referred = sl_walk_reference(w, t);
    if (referred)
        return sl_walk_mark(w, t, referred, 0);
    read_callee(w, &c);
    if (inner)
        read_inner(w, &c, inner);
    sl_call_read_args(w, &c);
    sl_taint_labels inside = c.inside | c.braces;
    sl_call_invoke(w, &c);
    const sl_term *class = sl_call_class(w, &c);
    const sl_term *function = class ? NULL : sl_call_function(w, &c);
    const sl_value *v = class      ? sl_call_construct(w, &c, class)
                        : function ? run_function(w, &c, function)
                                   : unknown(w, &c);
    v = sl_call_initialize(w, &c, v);
    if (w->pending.n && c.callee)
        v = sl_value_add(w->mem, v, sl_walk_pending(w, c.callee));
    return sl_walk_mark(w, t, v, inside);
}

const sl_value *sl_walk_bare_call(sl_walk *w, const sl_term *t, const sl_value *object)
{
    if (!object->is_list && !object->code)
        return NULL;
    sl_call c = {.term = t,
                 .callee = t,
                 .object = sl_term_get(t, SL_R_OBJECT),
                 .name = sl_walk_key(sl_term_get(t, SL_R_NAME)),
                 .target = &sl_value_clean,
                 .self = object};
    if (!sl_str_among(w->code->language, "ruby scala kotlin swift"))
        return NULL;
    const sl_term *class = object->code ? sl_call_class(w, &c) : NULL;
    if (class)
        return sl_call_construct(w, &c, class);
    return object->is_list ? sl_call_collection(w, &c) : NULL;
}

/* Places that hold values: names, fields, items of collections; what they hold and assigning to
   them. */
#include "engine/syntax/compute.h"
#include "engine/taint/walk.h"

static uint32_t number_of(sl_walk *w, sl_str name)
{
    void **at = sl_map_at(&w->names, w->mem, name);
    if (!*at)
        *at = (void *)(uintptr_t)w->names.n; /* one was added: never 0 */
    return (uint32_t)(uintptr_t)*at;
}

/* In some languages `self` is what others call `this`. */
static sl_str own_name(const sl_walk *w, sl_str name)
{
    bool is_self =
        name.n == 4 && sl_str_is(name, "self") && sl_str_among(w->code->language, "swift ruby");
    return is_self ? SL_S("this") : name;
}

const sl_value *sl_walk_get(sl_walk *w, sl_str name)
{
    const sl_binding *found = sl_state_find(w->state, number_of(w, own_name(w, name)));
    return found ? found->value : NULL;
}

const sl_value *sl_walk_left(sl_walk *w, const sl_state *state, sl_str name)
{
    const sl_binding *found = sl_state_find(state, number_of(w, name));
    return found ? found->value : NULL;
}

void sl_walk_set(sl_walk *w, sl_str name, const sl_value *value)
{
    sl_binding made = {value, w->run};
    w->state = sl_state_set(w->mem, w->state, number_of(w, own_name(w, name)), &made);
}

/* A name without the marks of variables before it. */
static sl_str bare(sl_str name)
{
    size_t from = 0;
    while (from + 1 < name.n && strchr("@$", name.p[from]))
        from++;
    return sl_str_sub(name, from, name.n);
}

sl_str sl_walk_key(const sl_term *t)
{
    static const bool keys[SL_T_COUNT] = {
        [SL_T_NAME] = true, [SL_T_STRING] = true, [SL_T_NUMBER] = true, [SL_T_SYMBOL] = true};
    const sl_term *known = t->facts && t->facts->value ? t->facts->value : t;
    if (!keys[known->kind] || known->flags & SL_TERM_ANY_TEXT)
        return (sl_str){0};
    return known->kind == SL_T_NAME ? bare(known->text) : known->text;
}

sl_str sl_walk_index_key(sl_walk *w, const sl_term *t)
{
    const sl_term *arg = sl_term_get(t, SL_R_ARG);
    if (!arg)
        return (sl_str){0};
    if (arg->kind == SL_T_SYMBOL)
        return arg->text;
    bool is_place = arg->kind == SL_T_NAME || arg->kind == SL_T_FIELD || arg->kind == SL_T_INDEX;
    const sl_term *literal = is_place ? sl_walk_held(w, arg)->literal : sl_literal_of(w->mem, arg);
    if (!literal && arg->facts && !is_place)
        literal = arg->facts->value;
    return literal ? sl_walk_key(literal) : (sl_str){0};
}

const sl_value *sl_walk_whole(sl_walk *w, const sl_value *v)
{
    return sl_value_of(w->mem, sl_value_labels(v));
}

/* A literal that a name or field always is, whoever assigned it. */
static const sl_value *with_fact(sl_walk *w, const sl_term *t, const sl_value *v)
{
    const sl_term *fact = t->facts ? t->facts->value : NULL;
    return fact && !(fact->flags & SL_TERM_ANY_TEXT) && !v->literal
               ? sl_value_literal(w->mem, v, fact)
               : v;
}

/* In some languages `x` is `this.x` where no variable is meant; in Ruby that shows. */
static bool has_bare_fields(const sl_walk *w, sl_str name)
{
    if (sl_str_is(w->code->language, "ruby"))
        return name.p[0] == '@' || (name.p[0] >= 'A' && name.p[0] <= 'Z');
    return sl_str_among(w->code->language, "java csharp kotlin scala cpp swift solidity apex");
}

static bool is_bare_field(sl_walk *w, const sl_term *name, const sl_value *self)
{
    return self && w->function && name->text.n && has_bare_fields(w, name->text) &&
           !sl_str_among(name->text, "this self super") &&
           !sl_taint_owns(w->file, w->mem, w->function, name->text);
}

/* The class that stands around, by a word for it. */
static const sl_term *class_by_word(const sl_walk *w, const sl_term *name)
{
    sl_str language = w->code->language;
    bool is_one = (sl_str_is(name->text, "Self") && sl_str_among(language, "rust swift")) ||
                  (sl_str_among(name->text, "self static") && sl_str_is(language, "php"));
    return is_one ? sl_taint_class_around(name) : NULL;
}

static const sl_value *bare_field(sl_walk *w, const sl_term *name)
{
    const sl_value *self = w->function ? sl_walk_get(w, SL_S("this")) : NULL;
    sl_str key = sl_walk_key(name);
    bool is_one = self && sl_value_has(self, key) && is_bare_field(w, name, self);
    return is_one ? with_fact(w, name, sl_value_field(w->mem, self, key)) : NULL;
}

/* A name that holds what it was given first, wherever it is seen. */
static bool is_fixed(const sl_walk *w, const sl_term *name)
{
    return !sl_map_has(&w->file->touched, name->text) && !(w->spec->options & SL_TAINT_UNGUARDED);
}

/* Truths that a grammar has as names. */
static const sl_term *word_literal(sl_walk *w, const sl_term *name)
{
    if (!sl_str_is(w->code->language, "kotlin"))
        return NULL;
    if (sl_str_among(name->text, "true false"))
        return sl_literal_truth(w->mem, sl_str_is(name->text, "true"));
    return sl_str_is(name->text, "null") ? sl_term_new(w->mem, SL_T_NIL, 0) : NULL;
}

/* What belongs to a class as a whole: by the name of the class, or a word for it. */
static const sl_value *statics_of(sl_walk *w, const sl_term *t, const sl_term *class)
{
    const sl_term *name = sl_term_get(class, SL_R_NAME);
    const sl_value *v = name && name->kind == SL_T_NAME ? sl_walk_get(w, name->text) : NULL;
    v = v ? v : sl_map_get(&w->statics, t->text);
    return !v || is_fixed(w, t) ? v : sl_value_unsure(w->mem, v);
}

/* A function or class of the file, where no variable has the name. */
static const sl_value *named_code(sl_walk *w, const sl_term *t)
{
    const sl_term *class = class_by_word(w, t);
    const sl_term *code = class ? class : sl_map_get(&w->file->functions, t->text);
    const sl_value *statics = code && code->kind == SL_T_CLASS ? statics_of(w, t, code) : NULL;
    if (statics)
        return statics;
    if (code && code->kind == SL_T_FUNCTION && t->role != SL_R_CALLEE &&
        sl_str_is(w->code->language, "ruby")) {
        sl_run run = {.function = code}; /* its name alone is a call */
        return sl_walk_run(w, &run);
    }
    return code ? sl_value_with_code(w->mem, &sl_value_clean, code) : sl_walk_bare_member(w, t);
}

static const sl_value *held_by_name(sl_walk *w, const sl_term *t)
{
    const sl_binding *found = sl_state_find(w->state, number_of(w, own_name(w, t->text)));
    bool is_steady = !sl_map_get(&w->file->unsteady, t->text);
    const sl_value *v = found && found->run == w->run ? NULL : bare_field(w, t);
    if (!v && !found)
        v = named_code(w, t);
    if (v)
        return v;
    if (found && found->run == w->run)
        return is_steady ? found->value : sl_value_unsure(w->mem, found->value);
    v = !found           ? &sl_value_clean
        : is_fixed(w, t) ? found->value
                         : sl_value_unsure(w->mem, found->value);
    if (!found && word_literal(w, t))
        return sl_value_literal(w->mem, v, word_literal(w, t));
    return is_steady ? with_fact(w, t, v) : v;
}

/* The place that a field of a pair or tuple has: ._1, .Item1, .first; empty for others. */
static sl_str place_name(sl_walk *w, sl_str name)
{
    static const char *const words[] = {"first", "second", "third"};
    int64_t place;
    for (uint32_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_is(name, words[i]))
            return sl_printf(w->mem, "%u", i);
    size_t from = sl_str_starts(name, SL_S("Item")) ? 4 : sl_str_starts(name, SL_S("_")) ? 1 : 0;
    bool is_place = from && sl_str_int(sl_str_sub(name, from, name.n), &place) && place > 0;
    return is_place ? sl_printf(w->mem, "%lld", (long long)place - 1) : (sl_str){0};
}

const sl_value *sl_walk_field(sl_walk *w, const sl_term *t, const sl_value *v)
{
    const sl_term *name = sl_term_get(t, SL_R_NAME);
    sl_str key = t->kind == SL_T_INDEX ? sl_walk_index_key(w, t)
                 : name                ? sl_walk_key(name)
                                       : (sl_str){0};
    sl_str place = v->is_list && t->kind == SL_T_FIELD ? place_name(w, key) : (sl_str){0};
    key = place.n ? place : key;
    if (!key.n)
        return sl_value_has(v, SL_S("*"))
                   ? sl_value_add(w->mem, sl_value_field(w->mem, v, SL_S("*")), v->labels)
                   : sl_walk_whole(w, v);
    return with_fact(w, t,
                     t->kind == SL_T_INDEX ? sl_value_entry(w->mem, v, key)
                                           : sl_value_field(w->mem, v, key));
}

const sl_value *sl_walk_held(sl_walk *w, const sl_term *t)
{
    const sl_term *object = sl_term_get(t, SL_R_OBJECT);
    if (t->kind == SL_T_NAME)
        return held_by_name(w, t);
    if (t->kind == SL_T_UNARY && t->n == 1 && sl_str_among(t->text, "& *"))
        return sl_walk_held(w, t->kids[0]);
    return object ? sl_walk_field(w, t, sl_walk_held(w, object)) : &sl_value_clean;
}

/* One of the names that a pattern has; what it gets where there is none. */
static void assign_member(sl_walk *w, const sl_term *to, const sl_value *v,
                          const sl_term *otherwise)
{
    if (otherwise)
        v = sl_value_join(w->mem, v, sl_walk_value(w, otherwise));
    sl_walk_assign(w, to, v);
}

static void assign_members(sl_walk *w, const sl_term *left, const sl_value *value)
{
    const sl_value *left_over = value;
    for (uint32_t i = 0; i < left->n; i++) {
        const sl_term *kid = left->kids[i];
        const sl_term *otherwise = NULL;
        if (kid->kind == SL_T_ASSIGN) { /* {a = 1} */
            otherwise = sl_term_get(kid, SL_R_RIGHT);
            kid = sl_term_get(kid, SL_R_LEFT);
        }
        const sl_term *key = kid && kid->kind == SL_T_PAIR ? sl_term_get(kid, SL_R_KEY) : NULL;
        const sl_term *to = key ? sl_term_get(kid, SL_R_VALUE) : kid;
        if (to && to->kind == SL_T_ASSIGN) { /* {a: b = 1} */
            otherwise = sl_term_get(to, SL_R_RIGHT);
            to = sl_term_get(to, SL_R_LEFT);
        }
        sl_str name = key ? sl_walk_key(key) : (sl_str){0};
        if (!to)
            continue;
        if (kid->kind == SL_T_SPLAT)
            sl_walk_assign(w, to, left->kind == SL_T_RECORD ? left_over : sl_walk_whole(w, value));
        else
            assign_member(w, to,
                          key ? sl_value_field(w->mem, value, name) : sl_walk_part(w, value, i),
                          otherwise);
        if (name.n)
            left_over = sl_value_without(w->mem, left_over, name);
    }
}

static void assign_field(sl_walk *w, const sl_term *left, const sl_value *value)
{
    const sl_term *object = sl_term_get(left, SL_R_OBJECT);
    const sl_term *name = sl_term_get(left, SL_R_NAME);
    sl_str key = left->kind == SL_T_INDEX ? sl_walk_index_key(w, left)
                 : name                   ? sl_walk_key(name)
                                          : (sl_str){0};
    if (!object || sl_walk_set_property(w, left, value))
        return;
    const sl_value *old = sl_walk_held(w, object);
    int64_t place;
    bool is_new =
        old->is_list && (!key.n || !sl_str_int(key, &place) || place < 0 || place >= old->n_items);
    if (is_new) /* where in the list, and how long it is then, is not known */
        old = sl_value_unsure(w->mem, old);
    if (!key.n && value->code && !old->is_list) /* a function under any name */
        key = SL_S("*");
    const sl_value *made = key.n ? sl_value_with(w->mem, old, key, value)
                                 : sl_value_add(w->mem, old, sl_value_labels(value));
    sl_walk_assign(w, object, made);
}

static void assign_entry(sl_walk *w, const sl_term *call, const sl_value *value)
{
    const sl_term *callee = sl_term_get(call, SL_R_CALLEE);
    const sl_term *arg = sl_term_get(call, SL_R_ARG);
    const sl_term *literal = arg ? sl_literal_of(w->mem, arg) : NULL;
    bool is_place = callee && (callee->kind == SL_T_NAME || callee->kind == SL_T_FIELD);
    if (!is_place || !sl_str_is(w->code->language, "scala"))
        return;
    const sl_value *old = sl_walk_held(w, callee);
    sl_walk_assign(w, callee,
                   literal ? sl_value_with(w->mem, old, sl_walk_key(literal), value)
                           : sl_value_add(w->mem, old, sl_value_labels(value)));
}

static void assign_name(sl_walk *w, const sl_term *left, const sl_value *value)
{
    const sl_value *self = w->function ? sl_walk_get(w, SL_S("this")) : NULL;
    const sl_term *class = class_by_word(w, left);
    const sl_term *name = class ? sl_term_get(class, SL_R_NAME) : NULL;
    if (name && name->kind == SL_T_NAME) { /* self::$x = … */
        sl_walk_set(w, name->text, value);
        return;
    }
    sl_walk_set(w, left->text, value);
    if (is_bare_field(w, left, self))
        sl_walk_set(w, SL_S("this"), sl_value_with(w->mem, self, sl_walk_key(left), value));
}

void sl_walk_assign(sl_walk *w, const sl_term *left, const sl_value *value)
{
    switch (left->kind) {
    case SL_T_NAME:
        if (w->binds_params)
            value = sl_walk_mark(w, left, value, 0);
        assign_name(w, left, value);
        break;
    case SL_T_FIELD:
    case SL_T_INDEX:
        assign_field(w, left, value);
        break;
    case SL_T_RECORD:
    case SL_T_DICT:
    case SL_T_LIST:
    case SL_T_TUPLE:
        assign_members(w, left, value);
        break;
    case SL_T_CALL: /* m(k) = v */
        assign_entry(w, left, value);
        break;
    case SL_T_UNARY:
        sl_walk_assign(w, left->kids[left->n - 1], value);
        break;
    default:
        for (uint32_t i = 0; i < left->n; i++)
            if (left->kids[i]->kind == SL_T_NAME || left->kind == SL_T_SPLAT)
                sl_walk_assign(w, left->kids[i], value);
        break;
    }
}

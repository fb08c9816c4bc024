/* Objects: what their fields hold when they are made, and the fields that their class computes. */
#include "engine/syntax/compute.h"
#include "engine/taint/call.h"

static bool is_definition(const sl_term *t)
{
    return t->kind == SL_T_FUNCTION || t->kind == SL_T_CLASS;
}

static const sl_value *object_of(sl_walk *w, const sl_term *class)
{
    sl_value *made = sl_alloc(w->mem, sizeof *made);
    made->code = class;
    return made;
}

const sl_value *sl_walk_fields(sl_walk *w, const sl_term *class)
{
    sl_run run = {.function = class, .self = object_of(w, class), .is_definition = true};
    sl_walk_run(w, &run);
    return run.self;
}

/* The name that a member of a class body sets. */
static const sl_term *field_name(const sl_term *member)
{
    const sl_term *t = member->kind == SL_T_EXPR && member->n ? member->kids[0] : member;
    const sl_term *name = t->kind == SL_T_VAR      ? sl_term_get(t, SL_R_NAME)
                          : t->kind == SL_T_ASSIGN ? sl_term_get(t, SL_R_LEFT)
                                                   : NULL;
    return name && name->kind == SL_T_NAME ? name : NULL;
}

static void set_field(sl_walk *w, sl_str name, const sl_value *v)
{
    const sl_value *self = sl_walk_get(w, SL_S("this"));
    sl_walk_set(w, SL_S("this"), sl_value_with(w->mem, self ? self : &sl_value_clean, name, v));
}

/* What the base is given, where it stands apart from it. */
static const sl_term *base_arguments(const sl_term *class)
{
    size_t n;
    sl_term *const *all = sl_term_all(class, SL_R_MODIFIER, &n);
    for (size_t i = 0; i < n; i++)
        if (all[i]->kind == SL_T_OTHER && sl_str_is(sl_str_of(all[i]->type), "base_arguments"))
            return all[i];
    return NULL;
}

/* class A(…) : B(…): the base is made of what it is given. */
static void run_base(sl_walk *w, const sl_term *class)
{
    size_t n;
    sl_term *const *bases = sl_term_all(class, SL_R_BASE, &n);
    const sl_term *base = sl_walk_base(w, class, 0);
    const sl_term *apart = base_arguments(class);
    for (size_t i = 0; i < n && base; i++) {
        if (bases[i]->kind != SL_T_CALL && !apart)
            continue;
        sl_call c = {.term = apart ? apart : bases[i], .made = sl_walk_get(w, SL_S("this"))};
        sl_call_read_args(w, &c);
        sl_walk_set(w, SL_S("this"), sl_call_construct(w, &c, base));
        return;
    }
    if (!base)
        return;
    sl_run run = {.function = base, .self = sl_walk_get(w, SL_S("this")), .is_definition = true};
    sl_walk_run(w, &run);
    sl_walk_set(w, SL_S("this"), run.self);
}

static const sl_term *class_named(const sl_walk *w, const sl_term *name)
{
    const sl_term *found =
        name->kind == SL_T_NAME ? sl_map_get(&w->file->functions, name->text) : NULL;
    return found && found->kind == SL_T_CLASS ? found : NULL;
}

/* T(…) : field(a), Base(b) { … } */
void sl_walk_initializers(sl_walk *w, const sl_term *constructor)
{
    size_t n;
    sl_term *const *all = sl_term_all(constructor, SL_R_MODIFIER, &n);
    for (size_t i = 0; i < n; i++) {
        if (all[i]->kind != SL_T_OTHER || !all[i]->n ||
            !sl_str_is(sl_str_of(all[i]->type), "field_initializer"))
            continue;
        const sl_term *base = class_named(w, all[i]->kids[0]);
        sl_call c = {.term = all[i], .made = sl_walk_get(w, SL_S("this"))};
        for (uint32_t k = 1; k < all[i]->n && c.n < SL_CALL_ARGS_MAX; k++) {
            c.args[c.n] = all[i]->kids[k];
            c.values[c.n] = sl_walk_value(w, all[i]->kids[k]);
            c.inside |= sl_value_labels(c.values[c.n++]);
        }
        if (base)
            sl_walk_set(w, SL_S("this"), sl_call_construct(w, &c, base));
        else
            set_field(w, sl_walk_key(all[i]->kids[0]),
                      c.n == 1 ? c.values[0] : sl_value_of(w->mem, c.inside));
    }
}

/* What a constant of an enumeration is: the literal that it has, or itself. */
static const sl_value *constant(sl_walk *w, const sl_term *entry, const sl_term *name)
{
    const sl_term *last = entry->n ? entry->kids[entry->n - 1] : name;
    bool has_value = last != name && (last->kind == SL_T_NUMBER || last->kind == SL_T_STRING);
    const sl_term *literal = has_value ? last : sl_literal_text(w->mem, name->text);
    return sl_value_literal(w->mem, &sl_value_clean, literal);
}

static bool is_entry_of_enum(const sl_term *t)
{
    return t->kind == SL_T_OTHER && t->type &&
           sl_str_among(sl_str_of(t->type),
                        "enum_constant enum_entry enum_member_declaration enumerator enum_variant "
                        "enum_case enum_assignment");
}

static const sl_value *with_constants(sl_walk *w, const sl_term *entry, const sl_value *made)
{
    for (uint32_t i = 0; i < entry->n; i++) {
        const sl_term *name = entry->kids[i];
        if (name->kind != SL_T_NAME)
            continue;
        const sl_value *v = constant(w, entry, name);
        made = sl_value_with(w->mem, made, name->text, v);
        if (sl_str_among(w->code->language, "c cpp"))
            sl_walk_set(w, name->text, v);
    }
    return made;
}

void sl_walk_enum(sl_walk *w, const sl_term *t)
{
    const sl_term *name = NULL;
    const sl_value *made = sl_value_record(w->mem, &sl_value_clean);
    const sl_term *body = t->n ? t->kids[t->n - 1] : NULL;
    for (uint32_t i = 0; i < t->n && !name; i++)
        name = t->kids[i]->kind == SL_T_NAME ? t->kids[i] : NULL;
    for (uint32_t i = 0; body && i < body->n; i++) {
        const sl_term *entry = body->kids[i];
        if (entry->kind == SL_T_NAME)
            made = sl_value_with(w->mem, made, entry->text, constant(w, entry, entry));
        else
            made = with_constants(w, entry, made);
    }
    if (name)
        sl_walk_set(w, name->text, made);
}

void sl_walk_class_body(sl_walk *w, const sl_term *class)
{
    const sl_term *body = sl_term_get(class, SL_R_BODY);
    size_t n;
    sl_term *const *params = sl_term_all(class, SL_R_PARAM, &n);
    for (size_t i = 0; i < n; i++) {
        const sl_term *name = sl_term_get(params[i], SL_R_NAME);
        const sl_value *v = name && name->kind == SL_T_NAME ? sl_walk_get(w, name->text) : NULL;
        if (v)
            set_field(w, name->text, v);
    }
    run_base(w, class);
    for (uint32_t i = 0; body && i < body->n; i++) {
        const sl_term *name = field_name(body->kids[i]);
        bool is_computed = sl_term_get(body->kids[i], SL_R_BODY) != NULL;
        if (is_definition(body->kids[i]) || (name && is_computed))
            continue;
        if (is_entry_of_enum(body->kids[i])) {
            const sl_value *now = sl_walk_get(w, SL_S("this"));
            sl_walk_set(w, SL_S("this"),
                        with_constants(w, body->kids[i], now ? now : &sl_value_clean));
            continue;
        }
        sl_walk_statement(w, body->kids[i]);
        const sl_value *v = name ? sl_walk_get(w, name->text) : NULL;
        if (v)
            set_field(w, sl_walk_key(name), v);
    }
}

static bool has_modifier(const sl_term *t, const char *words);

/* @dataclass, and what is based on NamedTuple. */
static bool is_data_class(const sl_term *class)
{
    const sl_term *base = sl_term_get(class, SL_R_BASE);
    return has_modifier(class, "dataclass") ||
           (base && base->kind == SL_T_NAME && sl_str_is(base->text, "NamedTuple"));
}

/* Languages in which what has no constructor is made of its fields in their order. */
static const sl_value *aggregate(sl_walk *w, const sl_call *c, const sl_term *class,
                                 const sl_value *made)
{
    const sl_term *body = sl_term_get(class, SL_R_BODY);
    size_t next = 0;
    if (!sl_str_among(w->code->language, "swift cpp c rust") && !is_data_class(class))
        return sl_term_get(class, SL_R_BASE) ? sl_value_add(w->mem, made, c->inside) : made;
    for (size_t i = 0; i < c->n; i++)
        if (c->names[i].n)
            made = sl_value_with(w->mem, made, c->names[i], c->values[i]);
    for (uint32_t i = 0; body && i < body->n; i++) {
        const sl_term *name = field_name(body->kids[i]);
        while (next < c->n && c->names[next].n)
            next++;
        if (name && next < c->n)
            made = sl_value_with(w->mem, made, name->text, c->values[next++]);
    }
    for (; next < c->n; next++) /* struct T(A, B) */
        if (!c->names[next].n)
            made = sl_value_with(w->mem, made, sl_printf(w->mem, "%zu", next), c->values[next]);
    return made;
}

static size_t n_params(const sl_term *t)
{
    size_t n;
    sl_term_all(t, SL_R_PARAM, &n);
    return n;
}

/* The class itself is made of arguments where it has parameters and no constructor fits better. */
static bool is_primary(const sl_term *class, const sl_term *constructor, size_t n)
{
    bool fits = constructor && n_params(constructor) == n && n_params(class) != n;
    return n_params(class) > 0 && !fits;
}

/* new F(…) of a function. */
static const sl_value *by_function(sl_walk *w, sl_call *c, const sl_term *function)
{
    sl_run run = {.function = function,
                  .args = c->values,
                  .names = c->names,
                  .n = c->n,
                  .rest = c->rest,
                  .self = object_of(w, function),
                  .state = c->target->state};
    sl_walk_run(w, &run);
    return run.self;
}

const sl_value *sl_call_construct(sl_walk *w, sl_call *c, const sl_term *class)
{
    if (class->kind == SL_T_FUNCTION)
        return by_function(w, c, class);
    const sl_term *constructor = sl_walk_constructor(w, class, c->n);
    bool is_first = is_primary(class, constructor, c->n);
    sl_run run = {.function = class,
                  .args = c->values,
                  .names = c->names,
                  .n = is_first ? c->n : 0,
                  .rest = is_first ? c->rest : 0,
                  .self = c->made ? c->made : object_of(w, class),
                  .is_definition = !is_first};
    sl_walk_run(w, &run);
    if (is_first)
        return run.self;
    if (!constructor)
        return aggregate(w, c, class, run.self);
    run.function = constructor;
    run.n = c->n;
    run.rest = c->rest;
    run.is_definition = false;
    sl_walk_run(w, &run);
    return run.self ? run.self : object_of(w, class);
}

/* T a{b, c}: of the class that it is declared as. */
const sl_value *sl_walk_braces(sl_walk *w, const sl_term *variable, const sl_term *braces)
{
    const sl_term *type = sl_term_get(variable, SL_R_TYPE);
    const sl_term *class = type && braces->kind == SL_T_LIST ? class_named(w, type) : NULL;
    sl_call c = {.term = braces, .target = &sl_value_clean, .self = &sl_value_clean};
    if (!class || !sl_str_is(w->code->language, "cpp"))
        return NULL;
    for (uint32_t k = 0; k < braces->n && c.n < SL_CALL_ARGS_MAX; k++) {
        c.args[c.n] = braces->kids[k];
        c.values[c.n] = sl_walk_value(w, braces->kids[k]);
        c.inside |= sl_value_labels(c.values[c.n++]);
    }
    return sl_call_construct(w, &c, class);
}

/* ---- what stands in braces after `new` ---- */

static sl_str entry_key(sl_walk *w, const sl_term *left)
{
    const sl_term *t = left->kind == SL_T_INDEX ? sl_term_get(left, SL_R_ARG) : left;
    (void)w;
    return t ? sl_walk_key(t) : (sl_str){0};
}

static const sl_value *put_entry(sl_walk *w, const sl_term *entry, const sl_value *made)
{
    const sl_term *left = sl_term_get(entry, SL_R_LEFT);
    const sl_term *right = sl_term_get(entry, SL_R_RIGHT);
    if (entry->kind == SL_T_TUPLE && entry->n == 2) {
        left = entry->kids[0];
        right = entry->kids[1];
    }
    if (entry->kind == SL_T_PAIR) {
        left = sl_term_get(entry, SL_R_KEY);
        right = sl_term_get(entry, SL_R_VALUE);
    }
    const sl_value *v = sl_walk_value(w, right ? right : entry);
    sl_str key = left && right ? entry_key(w, left) : (sl_str){0};
    return key.n ? sl_value_with(w->mem, made, key, v)
                 : sl_value_add(w->mem, made, sl_value_labels(v));
}

static bool is_entry(const sl_term *t)
{
    return t->kind == SL_T_ASSIGN || t->kind == SL_T_PAIR || (t->kind == SL_T_TUPLE && t->n == 2);
}

/* T{a, b}: by the order of its fields. */
static const sl_value *put_places(sl_walk *w, const sl_term *class, const sl_term *braces,
                                  const sl_value *made)
{
    const sl_term *body = class ? sl_term_get(class, SL_R_BODY) : NULL;
    uint32_t k = 0;
    if (class && !body)
        body =
            class->n ? class->kids[class->n - 1] : NULL; /* members without a role of their own */
    for (uint32_t i = 0; i < braces->n; i++) {
        const sl_value *v = sl_walk_value(w, braces->kids[i]);
        while (body && k < body->n && !field_name(body->kids[k]))
            k++;
        const sl_term *name = body && k < body->n ? field_name(body->kids[k++]) : NULL;
        made = name ? sl_value_with(w->mem, made, name->text, v)
                    : sl_value_add(w->mem, made, sl_value_labels(v));
    }
    return made;
}

static const sl_value *put_entries(sl_walk *w, const sl_term *braces, const sl_value *made)
{
    for (uint32_t i = 0; i < braces->n; i++) {
        if (braces->kids[i]->kind == SL_T_SPLAT) /* T { …, ..other } */
            made = sl_value_join(w->mem, made, sl_walk_value(w, braces->kids[i]));
        else
            made = put_entry(w, braces->kids[i], made);
    }
    return made;
}

const sl_value *sl_call_initialize(sl_walk *w, const sl_call *c, const sl_value *made)
{
    size_t n;
    sl_term *const *items = sl_term_all(c->term, SL_R_ITEM, &n);
    const sl_term *braces = c->term->kind == SL_T_NEW && n == 1 ? items[0] : NULL;
    if (!braces || (braces->kind != SL_T_TUPLE && braces->kind != SL_T_RECORD))
        return made;
    bool has_places = braces->n && !is_entry(braces->kids[0]);
    const sl_term *callee = sl_term_get(c->term, SL_R_CALLEE);
    bool is_array = callee && callee->kind == SL_T_OTHER;
    if (has_places && ((made->is_list && !made->n_items) || is_array))
        return sl_walk_value(w, braces);
    const sl_term *class = made->code && made->code->kind == SL_T_CLASS ? made->code : NULL;
    if (class && has_places && braces->kids[0]->kind != SL_T_SPLAT)
        return put_places(w, class, braces, made);
    return put_entries(w, braces, made);
}

/* ---- fields that are computed ---- */

static bool has_modifier(const sl_term *t, const char *words)
{
    size_t n;
    sl_term *const *all = sl_term_all(t, SL_R_MODIFIER, &n);
    for (size_t i = 0; i < n; i++) {
        const sl_term *name =
            all[i]->kind == SL_T_MODIFIER ? sl_term_get(all[i], SL_R_NAME) : all[i];
        if (name && sl_str_among(name->text, words))
            return true;
    }
    return false;
}

/* The function of that name in "T name { get … set … }". */
static const sl_term *inner_accessor(const sl_term *body, const char *which)
{
    for (uint32_t i = 0; body && i < body->n; i++) {
        const sl_term *name = sl_term_get(body->kids[i], SL_R_NAME);
        if (body->kids[i]->kind == SL_T_FUNCTION && name && sl_str_is(name->text, which))
            return sl_term_get(body->kids[i], SL_R_BODY) ? body->kids[i] : NULL;
    }
    return NULL;
}

/* A function that is read as a field. */
static bool is_getter(const sl_walk *w, const sl_term *function)
{
    return has_modifier(function, "get property cached_property") ||
           (sl_str_among(w->code->language, "ruby scala") && !sl_term_get(function, SL_R_PARAM));
}

/* What computes a member, or sets it: a function, one in it, or its body. */
static const sl_term *accessor(const sl_walk *w, const sl_term *member, const char *which)
{
    const sl_term *body = sl_term_get(member, SL_R_BODY);
    bool is_get = which[0] == 'g';
    if (member->kind == SL_T_FUNCTION)
        return (is_get ? is_getter(w, member) : has_modifier(member, "set")) ? member : NULL;
    const sl_term *inner = inner_accessor(body, which);
    bool is_block = body && body->n && body->kids[0]->kind != SL_T_FUNCTION;
    return inner ? inner : is_get && is_block ? member : NULL;
}

const sl_value *sl_walk_got(sl_walk *w, const sl_value *v, const sl_value *self)
{
    if (!v->code || v->code->kind != SL_T_FUNCTION || !has_modifier(v->code, "get"))
        return v;
    sl_run run = {.function = v->code, .self = self, .state = v->state};
    return sl_walk_run(w, &run);
}

const sl_value *sl_walk_entered(sl_walk *w, const sl_value *v)
{
    const sl_term *class = v->code && v->code->kind == SL_T_CLASS ? v->code : NULL;
    const sl_term *enter = sl_walk_method(w, class, SL_S("__enter__"), 0);
    sl_run run = {.function = enter ? enter : class, .self = v};
    return enter ? sl_walk_run(w, &run) : v;
}

const sl_value *sl_walk_property(sl_walk *w, const sl_term *class, sl_str name,
                                 const sl_value *self)
{
    const sl_term *member = sl_walk_member(w, class, name, 0);
    const sl_term *get = member ? accessor(w, member, "get") : NULL;
    if (!get)
        return NULL;
    sl_run run = {.function = get, .self = self};
    return sl_walk_run(w, &run);
}

/* Setters have the name of the field too: the one with a parameter. */
bool sl_walk_set_property(sl_walk *w, const sl_term *left, const sl_value *value)
{
    const sl_term *object = sl_term_get(left, SL_R_OBJECT);
    const sl_term *name = sl_term_get(left, SL_R_NAME);
    if (left->kind != SL_T_FIELD || !object || !name)
        return false;
    const sl_value *self = sl_walk_held(w, object);
    const sl_term *class = self->code && self->code->kind == SL_T_CLASS ? self->code : NULL;
    const sl_term *member = sl_walk_member(w, class, sl_walk_key(name), 1);
    const sl_term *set = member ? accessor(w, member, "set") : NULL;
    if (!set)
        return false;
    sl_run run = {.function = set, .args = &value, .n = 1, .self = self};
    sl_walk_run(w, &run);
    if (run.self)
        sl_walk_assign(w, object, run.self);
    return true;
}

/* By place where it is a list, by the order of its class's parameters else. */
const sl_value *sl_walk_part(sl_walk *w, const sl_value *v, uint32_t i)
{
    sl_str place = sl_printf(w->mem, "%u", i);
    size_t n = 0;
    sl_term *const *params =
        v->code && v->code->kind == SL_T_CLASS ? sl_term_all(v->code, SL_R_PARAM, &n) : NULL;
    const sl_term *name = i < n ? sl_term_get(params[i], SL_R_NAME) : NULL;
    return sl_value_field(w->mem, v, name && !sl_value_has(v, place) ? name->text : place);
}

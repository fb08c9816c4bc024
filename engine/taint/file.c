/* What a walk needs to know of a file, whatever the rule: its functions, and whose names are whose.
 */
#include "engine/taint/file.h"

const sl_term *sl_taint_class_around(const sl_term *t)
{
    while (t && t->kind != SL_T_CLASS)
        t = t->parent;
    return t;
}

/* The name in "*T", "T<U>", "&mut T". */
static sl_str type_name(const sl_term *type)
{
    for (const sl_term *t = type; t; t = sl_term_next(type, t, false))
        if (t->kind == SL_T_NAME)
            return t->text;
    return (sl_str){0};
}

/* Functions that say outside of a class that they are its methods: func (b T) f, T::f, T.f,
   f(this T t). */
static bool find_method(sl_taint_file *f, sl_arena *mem, const sl_term *function)
{
    const sl_term *name = sl_term_get(function, SL_R_NAME);
    const sl_term *left = sl_term_get(function, SL_R_LEFT);
    const sl_term *on = left;
    if (name && name->kind == SL_T_FIELD)
        left = name;
    if (!left || (left->kind != SL_T_FIELD && left->kind != SL_T_PARAM && left->kind != SL_T_NAME))
        return false;
    if (left->kind == SL_T_FIELD) {
        on = sl_term_get(left, SL_R_OBJECT);
        name = sl_term_get(left, SL_R_NAME);
    } else if (left->kind == SL_T_PARAM) {
        on = sl_term_get(left, SL_R_TYPE);
    }
    if (!on || !name)
        return false;
    sl_str class = type_name(on);
    sl_str key = sl_printf(mem, "%.*s.%.*s", SL_FMT(class), SL_FMT(name->text));
    sl_str bare = sl_printf(mem, ".%.*s", SL_FMT(name->text));
    bool is_known = sl_map_has(&f->methods, bare);
    sl_map_put(&f->methods, mem, bare, is_known ? NULL : (void *)(uintptr_t)function);
    if (!sl_map_has(&f->methods, key))
        sl_map_put(&f->methods, mem, key, (void *)(uintptr_t)function);
    return true;
}

static void find_part(sl_taint_file *f, sl_arena *mem, const sl_term *class, sl_str name)
{
    sl_class_part *made = sl_alloc(mem, sizeof *made);
    sl_class_part *last = sl_map_get(&f->parts, name);
    made->class = class;
    while (last && last->next)
        last = last->next;
    if (last)
        last->next = made;
    else
        sl_map_put(&f->parts, mem, name, made);
}

/* More of a class that stands elsewhere. */
static bool is_more(const sl_term *class)
{
    return sl_str_among(class->text, "impl extension object");
}

/* Functions and classes by name, for calls before their definition; a name for two is for none. */
static void find_functions(sl_taint_file *f, sl_arena *mem)
{
    static const sl_term_kind kinds[] = {SL_T_FUNCTION, SL_T_CLASS};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < f->code->kinds[kinds[k]].n; i++) {
            const sl_term *t = f->code->kinds[kinds[k]].v[i];
            const sl_term *name = sl_term_get(t, SL_R_NAME);
            bool is_function = kinds[k] == SL_T_FUNCTION;
            bool is_method = t->parent && t->parent->kind == SL_T_MEMBERS && is_function;
            if (is_function && find_method(f, mem, t))
                continue;
            if (!name || name->kind != SL_T_NAME || is_method)
                continue;
            if (!is_function)
                find_part(f, mem, t, name->text);
            const sl_term *known = sl_map_get(&f->functions, name->text);
            if (known && known->kind == SL_T_CLASS && is_more(t))
                continue;
            bool is_one = !sl_map_has(&f->functions, name->text) ||
                          (known && known->kind == SL_T_CLASS && is_more(known));
            sl_map_put(&f->functions, mem, name->text, is_one ? (void *)(uintptr_t)t : NULL);
        }
}

static bool divides_whole(sl_str language)
{
    return sl_str_among(language, "java go c cpp csharp rust ruby kotlin scala swift solidity");
}

/* Where a variable is declared before it is assigned to. */
static bool declares_names(sl_str language)
{
    return !sl_str_among(language, "python ruby php bash");
}

static const sl_term *function_around(const sl_term *t)
{
    do
        t = t->parent;
    while (t && t->kind != SL_T_FUNCTION);
    return t;
}

/* A name as that of one function. */
static sl_str owned(sl_arena *mem, sl_str name, const sl_term *function)
{
    return sl_printf(mem, "%u %.*s", function->start, SL_FMT(name));
}

/* The term that a name, perhaps in a pattern, is assigned by or declared with. */
static const sl_term *target_of(const sl_term *name)
{
    const sl_term *t = name;
    while (t->parent && (t->parent->kind == SL_T_RECORD || t->parent->kind == SL_T_DICT ||
                         t->parent->kind == SL_T_LIST || t->parent->kind == SL_T_TUPLE ||
                         t->parent->kind == SL_T_PAIR || t->parent->kind == SL_T_SPLAT))
        t = t->parent;
    return t;
}

static bool is_declared(const sl_term *name, bool declares)
{
    const sl_term *t = target_of(name);
    const sl_term *by = t->parent;
    if (!by || name->role == SL_R_KEY)
        return false;
    if (by->kind == SL_T_VAR || by->kind == SL_T_PARAM)
        return t->role == SL_R_NAME;
    if (by->kind == SL_T_ASSIGN || by->kind == SL_T_FOREACH)
        return t->role == SL_R_LEFT && (!declares || sl_str_is(by->text, ":="));
    return !declares &&
           (t->role == SL_R_ALIAS || (by->kind == SL_T_UPDATE && t->role == SL_R_LEFT));
}

/* global x, nonlocal x */
static bool is_outer(const sl_term *name)
{
    sl_str type = name->parent && name->parent->kind == SL_T_OTHER && name->parent->type
                      ? sl_str_of(name->parent->type)
                      : (sl_str){0};
    return sl_str_is(type, "global_statement") || sl_str_is(type, "nonlocal_statement");
}

static void find_owned(sl_taint_file *f, sl_arena *mem)
{
    bool declares = declares_names(f->code->language);
    sl_map outer = {0};
    bool is_js = sl_str_among(f->code->language, "javascript typescript");
    for (unsigned pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < f->code->kinds[SL_T_NAME].n; i++) {
            const sl_term *t = f->code->kinds[SL_T_NAME].v[i];
            f->has_arguments |= is_js && sl_str_is(t->text, "arguments");
            if (!(pass ? is_declared(t, declares) : is_outer(t)))
                continue;
            const sl_term *function = function_around(t);
            bool is_field = t->text.n && t->text.p[0] == '@';
            sl_str key = function && !is_field ? owned(mem, t->text, function) : (sl_str){0};
            if (key.n && !sl_map_has(&outer, key))
                sl_map_put(pass ? &f->owned : &outer, mem, key, f);
        }
}

static bool is_assigned_to(const sl_term *t)
{
    sl_term_kind above = t->parent ? (sl_term_kind)t->parent->kind : SL_T_OTHER;
    return t->kind == SL_T_NAME && t->role == SL_R_LEFT &&
           (above == SL_T_ASSIGN || above == SL_T_UPDATE);
}

static bool is_address_of(const sl_term *t)
{
    return t->kind == SL_T_NAME && t->parent && t->parent->kind == SL_T_UNARY &&
           sl_str_is(t->parent->text, "&");
}

/* Names that a function assigns to without having declared them, or whose address is taken. In
   languages without declarations that is only what functions that are expressions assign to. */
static void find_unsteady(sl_taint_file *f, sl_arena *mem)
{
    for (size_t i = 0; i < f->code->n; i++) {
        const sl_term *t = f->code->all[i];
        const sl_term *function = is_assigned_to(t) ? function_around(t) : NULL;
        bool is_lambda = function && !sl_term_get(function, SL_R_NAME);
        bool is_others = function && (is_lambda || declares_names(f->code->language)) &&
                         !sl_map_has(&f->owned, owned(mem, t->text, function));
        if (is_others || is_address_of(t))
            sl_map_put(&f->unsteady, mem, t->text, f);
    }
}

bool sl_taint_owns(const sl_taint_file *f, sl_arena *mem, const sl_term *function, sl_str name)
{
    return sl_map_has(&f->owned, owned(mem, name, function));
}

const sl_taint_file *sl_taint_file_of(sl_arena *mem, const sl_code *code)
{
    sl_taint_file *f = sl_alloc(mem, sizeof *f);
    f->code = code;
    f->divides_whole = divides_whole(code->language);
    find_functions(f, mem);
    find_owned(f, mem);
    find_unsteady(f, mem);
    return f;
}

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

static void add_method(sl_taint_file *f, sl_arena *mem, const sl_term *function, sl_str class,
                       sl_str name)
{
    sl_str key = sl_printf(mem, "%.*s.%.*s", SL_FMT(class), SL_FMT(name));
    sl_str bare = sl_printf(mem, ".%.*s", SL_FMT(name));
    bool is_known = sl_map_has(&f->methods, bare);
    sl_map_put(&f->methods, mem, bare, is_known ? NULL : (void *)(uintptr_t)function);
    if (!sl_map_has(&f->methods, key))
        sl_map_put(&f->methods, mem, key, (void *)(uintptr_t)function);
}

/* Functions that say outside of a class that they are its methods: func (b T) f, T::f, T.f,
   f(this T t). */
static bool find_method(sl_taint_file *f, sl_arena *mem, const sl_term *function)
{
    const sl_term *name = sl_term_get(function, SL_R_NAME);
    const sl_term *on = sl_term_get(function, SL_R_LEFT);
    const sl_term *both = name && name->kind == SL_T_FIELD ? name : on;
    if (both && both->kind == SL_T_FIELD) {
        on = sl_term_get(both, SL_R_OBJECT);
        name = sl_term_get(both, SL_R_NAME);
    } else if (on && on->kind == SL_T_PARAM) {
        on = sl_term_get(on, SL_R_TYPE);
    }
    if (!on || !name || !both)
        return false;
    add_method(f, mem, function, type_name(on), name->text);
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

static void add_named(sl_taint_file *f, sl_arena *mem, const sl_term *t, sl_str name)
{
    const sl_term *known = sl_map_get(&f->functions, name);
    bool is_class = known && known->kind == SL_T_CLASS;
    if (t->kind == SL_T_CLASS)
        find_part(f, mem, t, name);
    if (is_class && is_more(t))
        return;
    bool is_one = !sl_map_has(&f->functions, name) || (is_class && is_more(known));
    sl_map_put(&f->functions, mem, name, is_one ? (void *)(uintptr_t)t : NULL);
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
            bool is_member = t->parent && t->parent->kind == SL_T_MEMBERS;
            if (is_function && (find_method(f, mem, t) || is_member))
                continue;
            if (name && name->kind == SL_T_NAME)
                add_named(f, mem, t, name->text);
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

static const sl_term *place_of(const sl_term *name)
{
    const sl_term *place = name;
    while (place->parent && place->role == SL_R_OBJECT &&
           (place->parent->kind == SL_T_FIELD || place->parent->kind == SL_T_INDEX))
        place = place->parent;
    return place;
}

/* What may change a name: assignments after the first, methods, being handed on whole. */
static bool may_change(const sl_taint_file *f, const sl_term *name, bool *is_first)
{
    const sl_term *place = place_of(name);
    const sl_term *by = place->parent;
    bool is_whole = place == name;
    if (!by)
        return false;
    bool is_target =
        place->role == SL_R_LEFT &&
        (by->kind == SL_T_ASSIGN || by->kind == SL_T_UPDATE || by->kind == SL_T_FOREACH);
    *is_first = is_whole && is_target && by->kind == SL_T_ASSIGN;
    if (place->role == SL_R_CALLEE && !is_whole)
        return !sl_map_has(&f->functions, name->text);
    bool is_given = is_whole && place->role == SL_R_ARG && by->kind != SL_T_INDEX &&
                    !sl_str_is(f->code->language, "c");
    return is_target || is_given || (by->kind == SL_T_UNARY && sl_str_among(by->text, "& ++ --"));
}

static void find_touched(sl_taint_file *f, sl_arena *mem)
{
    bool declares = declares_names(f->code->language);
    sl_map assigned = {0};
    for (size_t i = 0; i < f->code->kinds[SL_T_NAME].n; i++) {
        const sl_term *t = f->code->kinds[SL_T_NAME].v[i];
        bool is_first = false;
        if (!may_change(f, t, &is_first))
            continue;
        bool is_known = sl_map_has(&assigned, t->text);
        sl_map_put(&assigned, mem, t->text, f);
        bool is_declaration =
            is_first && !is_known && (!declares || sl_str_is(t->parent->text, ":="));
        if (!is_declaration)
            sl_map_put(&f->touched, mem, t->text, f);
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
    find_touched(f, mem);
    return f;
}

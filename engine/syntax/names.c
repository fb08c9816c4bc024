/* What names and values stand for, made as terms. */
#include "engine/syntax/names.h"

/* The declared type of what a value makes. */
static const sl_term *type_of_value(const sl_term *value)
{
    if (!value)
        return NULL;
    if (value->kind == SL_T_NEW)
        return sl_term_get(value, SL_R_CALLEE);
    if (value->kind == SL_T_CAST)
        return sl_term_get(value, SL_R_TYPE);
    return value->facts ? value->facts->type : NULL;
}

/* *T, as Go's grammar has it. */
static const sl_term *pointer_to(sl_arena *mem, const sl_term *type)
{
    sl_term *made = sl_term_new(mem, SL_T_OTHER, SL_R_TYPE);
    made->type = "pointer_type";
    made->n = 2;
    made->kids = sl_alloc_array(mem, 2, sizeof *made->kids);
    made->kids[0] = sl_term_new(mem, SL_T_TOKEN, SL_R_ITEM);
    made->kids[0]->text = SL_S("*");
    made->kids[1] = sl_term_copy(mem, type);
    made->kids[1]->role = SL_R_ITEM;
    for (uint32_t i = 0; i < 2; i++) {
        made->kids[i]->parent = made;
        made->kids[i]->at = i;
    }
    return made;
}

/* &T{}, new(T) and make(T). */
static const sl_term *type_of_go(sl_arena *mem, const sl_term *value)
{
    const sl_term *callee =
        value && value->kind == SL_T_CALL ? sl_term_get(value, SL_R_CALLEE) : NULL;
    const sl_term *arg = callee ? sl_term_get(value, SL_R_ARG) : NULL;
    bool is_address = value && value->kind == SL_T_UNARY && sl_str_is(value->text, "&");
    const sl_term *inner = is_address ? sl_term_get(value, SL_R_ITEM) : NULL;
    if (inner && inner->kind == SL_T_NEW)
        return pointer_to(mem, sl_term_get(inner, SL_R_CALLEE));
    if (arg && callee->kind == SL_T_NAME && sl_str_is(callee->text, "new"))
        return pointer_to(mem, arg);
    return arg && callee->kind == SL_T_NAME && sl_str_is(callee->text, "make") ? arg : NULL;
}

/* require('m') makes its variable a name of the module m. */
const sl_term *sl_name_required(sl_arena *mem, const sl_term *value)
{
    const sl_term *callee =
        value && value->kind == SL_T_CALL ? sl_term_get(value, SL_R_CALLEE) : NULL;
    const sl_term *arg = callee ? sl_term_get(value, SL_R_ARG) : NULL;
    if (!arg || arg->kind != SL_T_STRING || callee->kind != SL_T_NAME ||
        !sl_str_is(callee->text, "require"))
        return NULL;
    sl_term *module = sl_term_new(mem, SL_T_NAME, 0);
    module->text = arg->text;
    return module;
}

const sl_term *sl_name_field(sl_arena *mem, const sl_term *object, sl_str name)
{
    sl_term *made = sl_term_new(mem, SL_T_FIELD, 0);
    made->n = 2;
    made->kids = sl_alloc_array(mem, 2, sizeof *made->kids);
    sl_term *copy = sl_term_copy(mem, object);
    copy->role = SL_R_OBJECT;
    copy->parent = made;
    copy->at = 0;
    made->kids[0] = copy;
    made->kids[1] = sl_term_new(mem, SL_T_NAME, SL_R_NAME);
    made->kids[1]->text = name;
    made->kids[1]->parent = made;
    made->kids[1]->at = 1;
    return made;
}

const sl_term *sl_name_module(sl_arena *mem, const sl_term *t)
{
    if (t->kind != SL_T_STRING)
        return t;
    sl_term *made = sl_term_new(mem, SL_T_NAME, 0);
    made->text = t->text;
    return made;
}

/* The last part of "a/b" is the name of the package. */
sl_str sl_name_last(sl_str path)
{
    size_t slash = sl_str_rchr(path, '/');
    return slash == SIZE_MAX ? path : sl_str_sub(path, slash + 1, path.n);
}

const sl_term *sl_name_type(sl_arena *mem, const sl_term *value, bool is_go)
{
    const sl_term *made = is_go ? type_of_go(mem, value) : NULL;
    return made ? made : type_of_value(value);
}

/* import a.b.C; of Java is C. */
static const sl_term *own_name(const sl_term *module)
{
    return module->kind == SL_T_FIELD ? sl_term_get(module, SL_R_NAME) : NULL;
}

const sl_term *sl_name_imported(const sl_term **meaning, sl_arena *mem, const sl_term *t,
                                bool is_go)
{
    const sl_term *module = sl_term_get(t, SL_R_MODULE);
    const sl_term *name = sl_term_get(t, SL_R_NAME);
    const sl_term *alias = sl_term_get(t, SL_R_ALIAS);
    if (!module)
        return NULL;
    sl_term *base = sl_term_copy(mem, sl_name_module(mem, module));
    if (is_go)
        base->text = sl_name_last(base->text);
    const sl_term *local = alias ? alias : name ? name : own_name(module);
    bool is_part = name && name->kind == SL_T_NAME && !sl_str_is(name->text, "default");
    *meaning = is_part ? sl_name_field(mem, base, name->text) : base;
    return local && local->kind == SL_T_NAME ? local : NULL;
}

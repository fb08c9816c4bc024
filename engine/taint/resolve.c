/* Which function of the file a call means. */
#include "engine/taint/call.h"

enum { BASES_MAX = 8 };

static size_t n_params(const sl_term *function)
{
    size_t n;
    sl_term_all(function, SL_R_PARAM, &n);
    return n;
}

/* The method with that many parameters, else the first of the name. */
static const sl_term *own_method(const sl_term *class, sl_str name, size_t n)
{
    const sl_term *body = sl_term_get(class, SL_R_BODY);
    const sl_term *found = NULL;
    for (uint32_t i = 0; body && i < body->n; i++) {
        const sl_term *own = sl_term_get(body->kids[i], SL_R_NAME);
        if (body->kids[i]->kind != SL_T_FUNCTION || !own || !sl_str_eq(own->text, name))
            continue;
        if (!found || (n_params(found) != n && n_params(body->kids[i]) == n))
            found = body->kids[i];
    }
    return found;
}

static const sl_term *base_of(const sl_walk *w, const sl_term *class)
{
    const sl_term *base = sl_term_get(class, SL_R_BASE);
    const sl_term *found =
        base && base->kind == SL_T_NAME ? sl_map_get(&w->file->functions, base->text) : NULL;
    return found && found->kind == SL_T_CLASS && found != class ? found : NULL;
}

const sl_term *sl_walk_method(const sl_walk *w, const sl_term *class, sl_str name, size_t n)
{
    const sl_term *found = NULL;
    for (unsigned i = 0; class && !found && i < BASES_MAX; i++) {
        found = own_method(class, name, n);
        class = base_of(w, class);
    }
    return found;
}

const sl_term *sl_walk_constructor(const sl_walk *w, const sl_term *class, size_t n)
{
    static const char *const names[] = {"__init__", "constructor", "initialize", "__construct"};
    const sl_term *name = sl_term_get(class, SL_R_NAME);
    const sl_term *found = name ? own_method(class, name->text, n) : NULL;
    for (size_t i = 0; !found && i < sizeof names / sizeof *names; i++)
        found = sl_walk_method(w, class, sl_str_of(names[i]), n);
    return found;
}

static const sl_term *class_around(const sl_term *t)
{
    while (t && t->kind != SL_T_CLASS)
        t = t->parent;
    return t;
}

bool sl_call_is_super(const sl_term *t)
{
    if (t && t->kind == SL_T_CALL)
        t = sl_term_get(t, SL_R_CALLEE);
    return t && t->kind == SL_T_NAME && sl_str_is(t->text, "super");
}

static bool is_self(const sl_term *t)
{
    return t->kind == SL_T_NAME && (sl_str_is(t->text, "this") || sl_str_is(t->text, "self"));
}

/* The class of what a method is called on: as it was made, or as it was declared. */
static const sl_term *class_of_object(const sl_walk *w, const sl_call *c)
{
    const sl_term *code = c->self->code;
    const sl_term *type = c->object->facts ? c->object->facts->type : NULL;
    if (code && code->kind == SL_T_CLASS)
        return code;
    if (is_self(c->object))
        return class_around(c->term);
    const sl_term *declared =
        type && type->kind == SL_T_NAME ? sl_map_get(&w->file->functions, type->text) : NULL;
    return declared && declared->kind == SL_T_CLASS ? declared : NULL;
}

const sl_term *sl_call_function(const sl_walk *w, const sl_call *c)
{
    const sl_term *code = c->target->code;
    const sl_term *around = class_around(c->term);
    if (code && code->kind == SL_T_FUNCTION)
        return code;
    if (!c->name.n || code)
        return NULL;
    bool is_super = sl_call_is_super(c->object ? c->object : c->callee);
    if (is_super) {
        const sl_term *base = around ? base_of(w, around) : NULL;
        return !base       ? NULL
               : c->object ? sl_walk_method(w, base, c->name, c->n)
                           : sl_walk_constructor(w, base, c->n);
    }
    const sl_term *class = c->object ? class_of_object(w, c) : around;
    return class ? sl_walk_method(w, class, c->name, c->n) : NULL;
}

const sl_term *sl_call_class(const sl_call *c)
{
    const sl_term *code = c->target->code;
    return code && code->kind == SL_T_CLASS && !sl_call_is_super(c->callee) ? code : NULL;
}

/* Which function of the file a call means. */
#include "engine/taint/call.h"

enum { BASES_MAX = 8 };

static size_t n_params(const sl_term *function)
{
    size_t n;
    sl_term_all(function, SL_R_PARAM, &n);
    return n;
}

static sl_str name_of(const sl_term *t)
{
    const sl_term *name = sl_term_get(t, SL_R_NAME);
    return name && (name->kind == SL_T_NAME || name->kind == SL_T_TOKEN) ? name->text : (sl_str){0};
}

/* An object that is a member for what belongs to the class as a whole. */
static bool is_companion(const sl_term *t)
{
    return t->kind == SL_T_CLASS && sl_str_is(t->text, "companion");
}

/* The member of that name in one body, a function with that many parameters before others. */
static const sl_term *member_in(const sl_term *class, sl_str name, size_t n)
{
    const sl_term *body = sl_term_get(class, SL_R_BODY);
    const sl_term *found = NULL;
    for (uint32_t i = 0; body && i < body->n; i++) {
        const sl_term *own = body->kids[i];
        const sl_term *inner = is_companion(own) ? member_in(own, name, n) : NULL;
        bool is_it =
            (own->kind == SL_T_FUNCTION || own->kind == SL_T_VAR) && sl_str_eq(name_of(own), name);
        if (inner && !found)
            found = inner;
        if (is_it && (!found || (n_params(found) != n && n_params(own) == n)))
            found = own;
    }
    return found;
}

static const sl_term *own_member(const sl_walk *w, const sl_term *class, sl_str name, size_t n)
{
    sl_str class_name = name_of(class);
    const sl_class_part *part = sl_map_get(&w->file->parts, class_name);
    const sl_term *found = member_in(class, name, n);
    for (; part && !found; part = part->next)
        found = member_in(part->class, name, n);
    if (!found && class_name.n)
        found = sl_map_get(&w->file->methods,
                           sl_printf(w->mem, "%.*s.%.*s", SL_FMT(class_name), SL_FMT(name)));
    return found;
}

static const sl_term *class_named(const sl_walk *w, const sl_term *t)
{
    if (t && t->kind == SL_T_CALL)
        t = sl_term_get(t, SL_R_CALLEE);
    if (t && t->kind == SL_T_FIELD)
        t = sl_term_get(t, SL_R_NAME);
    const sl_term *found =
        t && t->kind == SL_T_NAME ? sl_map_get(&w->file->functions, t->text) : NULL;
    return found && found->kind == SL_T_CLASS ? found : NULL;
}

/* "use T;" and "include T" in a class. */
static const sl_term *mixed_in(const sl_walk *w, const sl_term *member)
{
    const sl_term *call = member->kind == SL_T_EXPR && member->n ? member->kids[0] : NULL;
    const sl_term *callee = call && call->kind == SL_T_CALL ? sl_term_get(call, SL_R_CALLEE) : NULL;
    if (callee && sl_str_among(callee->text, "include extend prepend"))
        return class_named(w, sl_term_get(call, SL_R_ARG));
    bool is_use =
        member->kind == SL_T_OTHER && sl_str_is(sl_str_of(member->type), "use_declaration");
    return is_use && member->n ? class_named(w, member->kids[member->n - 1]) : NULL;
}

const sl_term *sl_walk_base(const sl_walk *w, const sl_term *class, size_t i)
{
    size_t n;
    sl_term *const *bases = sl_term_all(class, SL_R_BASE, &n);
    const sl_term *body = sl_term_get(class, SL_R_BODY);
    for (size_t k = 0; k < n; k++) {
        const sl_term *found = class_named(w, bases[k]);
        if (found && found != class && i-- == 0)
            return found;
    }
    for (uint32_t k = 0; body && k < body->n; k++) {
        const sl_term *found = mixed_in(w, body->kids[k]);
        if (found && found != class && i-- == 0)
            return found;
    }
    return NULL;
}

static const sl_term *member_of(const sl_walk *w, const sl_term *class, sl_str name, size_t n,
                                unsigned depth)
{
    const sl_term *found = own_member(w, class, name, n);
    for (size_t i = 0; !found && i < BASES_MAX && depth < BASES_MAX; i++) {
        const sl_term *base = sl_walk_base(w, class, i);
        if (!base)
            break;
        found = member_of(w, base, name, n, depth + 1);
    }
    return found;
}

const sl_term *sl_walk_member(const sl_walk *w, const sl_term *class, sl_str name, size_t n)
{
    return class && name.n ? member_of(w, class, name, n, 0) : NULL;
}

const sl_term *sl_walk_method(const sl_walk *w, const sl_term *class, sl_str name, size_t n)
{
    const sl_term *found = sl_walk_member(w, class, name, n);
    return found && found->kind == SL_T_FUNCTION ? found : NULL;
}

const sl_term *sl_walk_constructor(const sl_walk *w, const sl_term *class, size_t n)
{
    static const char *const names[] = {"__init__", "constructor", "initialize", "__construct",
                                        "init"};
    sl_str name = name_of(class);
    const sl_term *found = name.n ? own_member(w, class, name, n) : NULL;
    for (size_t i = 0; !found && i < sizeof names / sizeof *names; i++)
        found = sl_walk_method(w, class, sl_str_of(names[i]), n);
    return found && found->kind == SL_T_FUNCTION ? found : NULL;
}

bool sl_call_is_super(const sl_term *t)
{
    if (t && t->kind == SL_T_CALL)
        t = sl_term_get(t, SL_R_CALLEE);
    return t && t->kind == SL_T_NAME && sl_str_among(t->text, "super parent base");
}

static bool is_self(const sl_term *t)
{
    return t->kind == SL_T_NAME && sl_str_among(t->text, "this self $this Self static cls");
}

const sl_term *sl_walk_class_of(const sl_walk *w, const sl_term *object, const sl_value *v)
{
    const sl_term *type = object->facts ? object->facts->type : NULL;
    if (v->code && v->code->kind == SL_T_CLASS)
        return v->code;
    if (is_self(object))
        return sl_taint_class_around(object);
    return class_named(w, type);
}

/* A function that stands outside for any object whose class is not known. */
static const sl_term *extension(const sl_walk *w, const sl_call *c)
{
    return sl_map_get(&w->file->methods, sl_printf(w->mem, ".%.*s", SL_FMT(c->name)));
}

/* F.prototype.f of what `new F` made. */
static const sl_term *prototype_method(sl_walk *w, const sl_call *c)
{
    const sl_term *code = c->object ? c->self->code : NULL;
    const sl_term *name = code && code->kind == SL_T_FUNCTION ? sl_term_get(code, SL_R_NAME) : NULL;
    const sl_value *made = name ? sl_walk_get(w, name->text) : NULL;
    if (!made || !sl_value_has(made, SL_S("prototype")))
        return NULL;
    const sl_value *all = sl_value_field(w->mem, made, SL_S("prototype"));
    const sl_term *found = sl_value_field(w->mem, all, c->name)->code;
    return found && found->kind == SL_T_FUNCTION ? found : NULL;
}

/* What `super` means: a method or the constructor of the base. */
static const sl_term *super_function(sl_walk *w, const sl_call *c)
{
    const sl_term *around = sl_taint_class_around(c->term);
    const sl_term *base = around ? sl_walk_base(w, around, 0) : NULL;
    if (!base)
        return NULL;
    return c->object ? sl_walk_method(w, base, c->name, c->n) : sl_walk_constructor(w, base, c->n);
}

/* The method that the object has which the walk is in: of a class that is based on this one. */
static const sl_term *own_of_this(sl_walk *w, const sl_call *c)
{
    const sl_value *self = sl_walk_get(w, SL_S("this"));
    const sl_term *code = self ? self->code : NULL;
    return code && code->kind == SL_T_CLASS ? sl_walk_method(w, code, c->name, c->n) : NULL;
}

/* this(…): another constructor. */
static bool is_other_constructor(const sl_call *c)
{
    const sl_term *code = c->target->code;
    return !c->object && sl_str_is(c->name, "this") && (!code || code->kind == SL_T_CLASS) &&
           sl_taint_class_around(c->term);
}

const sl_term *sl_call_function(sl_walk *w, const sl_call *c)
{
    const sl_term *code = c->target->code;
    const sl_term *around = sl_taint_class_around(c->term);
    if (code && code->kind == SL_T_FUNCTION)
        return code;
    if (is_other_constructor(c))
        return sl_walk_constructor(w, around, c->n);
    if (!c->name.n || code)
        return NULL;
    if (sl_call_is_super(c->object ? c->object : c->callee))
        return super_function(w, c);
    const sl_term *class = c->object ? sl_walk_class_of(w, c->object, c->self) : around;
    const sl_term *found = c->object ? NULL : own_of_this(w, c);
    if (!found)
        found = sl_walk_method(w, class, c->name, c->n);
    if (!found)
        found = prototype_method(w, c);
    return found || !c->object || class ? found : extension(w, c);
}

static bool is_this(const sl_call *c)
{
    return c->callee && c->callee->kind == SL_T_NAME && sl_str_is(c->name, "this");
}

/* std::make_unique<T>(…) */
static const sl_term *class_of_template(const sl_walk *w, const sl_call *c)
{
    const sl_term *name =
        sl_str_among(c->name, "make_unique make_shared") && c->callee->kind == SL_T_FIELD
            ? sl_term_get(c->callee, SL_R_NAME)
            : NULL;
    return name ? class_named(w, sl_term_get(name, SL_R_TYPEARG)) : NULL;
}

/* T.new, and `new` in a method of the class itself. */
static const sl_term *class_of_ruby(const sl_walk *w, const sl_call *c)
{
    if (!sl_str_is(c->name, "new") || !sl_str_is(w->code->language, "ruby"))
        return NULL;
    const sl_term *code = c->object ? c->self->code : sl_taint_class_around(c->term);
    return code && code->kind == SL_T_CLASS ? code : NULL;
}

/* Names by which classes are made one of: new T, T.new, T(…), std::make_unique<T>(…). */
const sl_term *sl_call_class(const sl_walk *w, const sl_call *c)
{
    const sl_term *code = c->target->code;
    if (code && code->kind == SL_T_CLASS && !sl_call_is_super(c->callee) && !is_this(c))
        return code;
    bool is_js = sl_str_among(w->code->language, "javascript typescript");
    if (is_js && code && code->kind == SL_T_FUNCTION && c->term->kind == SL_T_NEW)
        return code; /* new F(…) of a function */
    const sl_term *found = class_of_template(w, c);
    return found ? found : class_of_ruby(w, c);
}

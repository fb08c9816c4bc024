/* Functions as values: called by what they are, by a method that calls them, by functions that are
   not known, and referred to by name. */
#include "engine/taint/call.h"

enum { CALLBACK_ARGS = 8 }; /* that a function gets from one that is not known */

/* Methods of a function by which it is called. */
static const char invokers[] =
    "call () apply invoke Invoke accept test get run execute applyAsInt applyAsLong getAsInt call! "
    "DynamicInvoke BeginInvoke __invoke callAsFunction yield === compare";

/* Functions that return what the functions given to them return, and nothing else. */
static const char mappers[] =
    "map flatMap mapNotNull compactMap mapIndexed collect collect_concat map! flat_map Select "
    "SelectMany array_map let run use with thenApply thenCompose then then_by fold reduce foldLeft "
    "foldRight inject aggregate Aggregate reduceRight array_reduce call_user_func "
    "call_user_func_array and_then or_else map_or zipWith each_with_object transform "
    "parallelMap mapValues transform_values";

/* Functions of a block that works on something as `this`. */
static const char on_this[] = "apply run with instance_eval instance_exec";

static bool is_function(const sl_value *v)
{
    return v->code && v->code->kind == SL_T_FUNCTION;
}

static void drop_first(sl_call *c)
{
    if (!c->n)
        return;
    c->n--;
    memmove(c->args, c->args + 1, c->n * sizeof *c->args);
    memmove(c->values, c->values + 1, c->n * sizeof *c->values);
    memmove(c->names, c->names + 1, c->n * sizeof *c->names);
}

/* f(...list) */
static void spread(sl_walk *w, sl_call *c)
{
    const sl_value *list = c->n ? c->values[c->n - 1] : NULL;
    const sl_term *arg = c->n ? c->args[c->n - 1] : NULL;
    if (!list)
        return;
    c->n--;
    if (!list->is_list)
        c->rest |= sl_value_labels(list);
    for (uint32_t i = 0; list->is_list && i < list->n_items && c->n < SL_CALL_ARGS_MAX; i++) {
        c->args[c->n] = arg;
        c->names[c->n] = (sl_str){0};
        c->values[c->n++] = sl_walk_part(w, list, i);
    }
}

/* o(x) of an object whose class says what that does. */
static void invoke_object(const sl_walk *w, sl_call *c)
{
    static const char *const names[] = {"__call__", "__invoke", "invoke", "apply"};
    const sl_term *class = c->target->code;
    const sl_term *own = class && class->kind == SL_T_CLASS ? sl_term_get(class, SL_R_NAME) : NULL;
    if (!own || !c->callee || sl_str_eq(sl_walk_key(c->callee), own->text) ||
        c->callee->kind != SL_T_NAME || c->term->kind == SL_T_NEW)
        return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_walk_method(w, class, sl_str_of(names[i]), c->n)) {
            c->self = c->target;
            c->target = &sl_value_clean;
            c->object = c->callee;
            c->name = sl_str_of(names[i]);
            return;
        }
}

void sl_call_invoke(sl_walk *w, sl_call *c)
{
    invoke_object(w, c);
    bool is_js = sl_str_among(w->code->language, "javascript typescript");
    if (!c->object) {
        if (c->n > 1 && is_function(c->values[0]) &&
            sl_str_among(c->name, "call_user_func "
                                  "call_user_func_array")) {
            bool spreads = sl_str_is(c->name, "call_user_func_array");
            c->target = c->values[0];
            drop_first(c);
            if (spreads)
                spread(w, c);
        }
        return;
    }
    if (!is_function(c->self) || is_function(c->target) ||
        !sl_str_among(c->name, is_js ? "call apply" : invokers))
        return;
    c->target = c->self;
    c->self = &sl_value_clean;
    c->object = NULL;
    if (is_js)
        drop_first(c);
    if (is_js && sl_str_is(c->name, "apply"))
        spread(w, c);
}

/* What a function gets at a place: an item of the list, or anything. */
static const sl_value *given_at(sl_walk *w, const sl_call *c, size_t place, sl_taint_labels others)
{
    const sl_value *self = c->self;
    if (place || !self->is_list || !self->n_items || c->n > 1)
        return sl_value_of(w->mem, others);
    const sl_value *v = sl_walk_part(w, self, 0);
    for (uint32_t i = 1; i < self->n_items; i++)
        v = sl_value_join(w->mem, v, sl_walk_part(w, self, i));
    return v;
}

static const sl_value *call_one(sl_walk *w, sl_call *c, size_t i)
{
    const sl_value *given[CALLBACK_ARGS];
    sl_taint_labels others = sl_value_labels(c->self) | c->rest;
    const sl_value *code = c->values[i];
    for (size_t k = 0; k < c->n; k++)
        others |= k == i ? 0 : sl_value_labels(c->values[k]);
    bool is_lambda = !sl_term_get(code->code, SL_R_NAME);
    if (!others && !is_lambda)
        return NULL;
    for (size_t k = 0; k < CALLBACK_ARGS; k++)
        given[k] = given_at(w, c, k, others);
    sl_run run = {.function = code->code, .args = given, .n = CALLBACK_ARGS, .state = code->state};
    if (sl_str_among(c->name, on_this))
        run.self = c->object ? c->self : c->n > 1 && i ? c->values[0] : NULL;
    return sl_walk_run(w, &run);
}

/* lambda { … }, new Action(f): the function itself. */
static bool is_maker(const sl_call *c)
{
    return sl_str_among(c->name, "lambda proc Action Func Predicate Comparison EventHandler memo "
                                 "useCallback function") ||
           (sl_str_is(c->name, "new") && c->object &&
            sl_str_among(sl_walk_key(c->object), "Proc Box Rc Arc"));
}

const sl_value *sl_call_back(sl_walk *w, sl_call *c)
{
    if (c->n && is_function(c->values[0]) && is_maker(c))
        return c->values[0];
    const sl_value *all = NULL;
    for (size_t i = 0; i < c->n; i++) {
        if (!is_function(c->values[i]))
            continue;
        const sl_value *came = call_one(w, c, i);
        c->called[i] = came ? came : &sl_value_clean;
        all = all ? sl_value_join(w->mem, all, c->called[i]) : c->called[i];
    }
    if (!all)
        return NULL;
    c->inside |= sl_value_labels(all);
    return sl_str_among(c->name, mappers) ? sl_value_of(w->mem, sl_value_labels(all)) : NULL;
}

/* ---- references to functions ---- */

static const sl_value *of_code(sl_walk *w, const sl_term *code)
{
    return code ? sl_value_with_code(w->mem, &sl_value_clean, code) : NULL;
}

static const sl_term *function_named(const sl_walk *w, const sl_term *at, sl_str name)
{
    const sl_term *found = sl_map_get(&w->file->functions, name);
    return found ? found : sl_walk_method(w, sl_taint_class_around(at), name, SIZE_MAX);
}

/* T::f, this::f, ::f */
static const sl_value *by_colons(sl_walk *w, const sl_term *t)
{
    const sl_term *names[2] = {NULL, NULL};
    size_t n = 0;
    for (uint32_t i = 0; i < t->n; i++)
        if (t->kids[i]->kind == SL_T_NAME && n < 2)
            names[n++] = t->kids[i];
    if (n == 1) {
        bool is_new = t->kids[t->n - 1]->kind == SL_T_TOKEN;
        return of_code(w, is_new ? sl_map_get(&w->file->functions, names[0]->text)
                                 : function_named(w, t, names[0]->text));
    }
    if (n < 2)
        return NULL;
    const sl_term *class = sl_walk_class_of(w, names[0], sl_walk_held(w, names[0]));
    return of_code(w, sl_walk_method(w, class, names[1]->text, SIZE_MAX));
}

/* method(:f), f(...) */
static const sl_value *by_call(sl_walk *w, const sl_term *t)
{
    const sl_term *callee = sl_term_get(t, SL_R_CALLEE);
    const sl_term *arg = sl_term_get(t, SL_R_ARG);
    if (!callee || !arg || callee->kind != SL_T_NAME)
        return NULL;
    if (arg->kind == SL_T_SYMBOL && sl_str_is(callee->text, "method"))
        return of_code(w, function_named(w, t, arg->text));
    bool is_dots =
        arg->kind == SL_T_OTHER && sl_str_is(sl_str_of(arg->type), "variadic_placeholder");
    return is_dots ? of_code(w, function_named(w, t, callee->text)) : NULL;
}

/* f _ */
static const sl_value *by_underscore(sl_walk *w, const sl_term *t)
{
    const sl_term *name = sl_term_get(t, SL_R_NAME);
    const sl_term *object = sl_term_get(t, SL_R_OBJECT);
    bool is_one = name && object && sl_str_is(name->text, "_") && object->kind == SL_T_NAME &&
                  sl_str_is(w->code->language, "scala");
    return is_one ? of_code(w, function_named(w, t, object->text)) : NULL;
}

const sl_value *sl_walk_reference(sl_walk *w, const sl_term *t)
{
    if (t->kind == SL_T_CALL)
        return by_call(w, t);
    if (t->kind == SL_T_FIELD)
        return by_underscore(w, t);
    bool is_one = t->kind == SL_T_OTHER && t->type &&
                  sl_str_among(sl_str_of(t->type), "method_reference callable_reference");
    return is_one ? by_colons(w, t) : NULL;
}

/* 'f' where functions are named by texts. */
const sl_value *sl_call_named(sl_walk *w, const sl_value *v)
{
    if (v->code || !v->literal || v->literal->kind != SL_T_STRING ||
        !sl_str_is(w->code->language, "php"))
        return v;
    const sl_term *found = sl_map_get(&w->file->functions, v->literal->text);
    return found ? sl_value_with_code(w->mem, v, found) : v;
}

const sl_value *sl_walk_bare_member(sl_walk *w, const sl_term *name)
{
    const sl_term *around = sl_taint_class_around(name);
    const sl_value *self = sl_walk_get(w, SL_S("this"));
    bool has_bare = sl_str_among(w->code->language, "ruby scala csharp swift kotlin");
    const sl_term *class =
        self && self->code && self->code->kind == SL_T_CLASS ? self->code : around;
    if (!around || !has_bare || sl_str_among(name->text, "this self super"))
        return NULL;
    const sl_value *v = sl_walk_property(w, class, name->text, self ? self : &sl_value_clean);
    return v ? v : of_code(w, sl_walk_method(w, class, name->text, SIZE_MAX));
}

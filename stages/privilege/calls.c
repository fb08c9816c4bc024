/* Values that are clients are followed by name through a file: what a variable, field, parameter or
   function of some name is anywhere in it, it may be everywhere. */
#include "stages/privilege/calls.h"

#include "base/chars.h"
#include "base/map.h"
#include "engine/syntax/facts.h"
#include "stages/privilege/fact.h"
#include "stages/privilege/sdk.h"

enum { PASSES = 4, DEPTH_MAX = 60 };

typedef struct walk {
    sl_sdk sdk;
    const sl_calls_code *code;
    sl_sink *sink;
    sl_map types; /* of names: "s3", "s3!" (boto3's resource), "s3.Bucket", "?"; several with '|' */
    sl_map maybe, told;
    bool has_changed;
    size_t n;
} walk;

static sl_str types_of(walk *w, const sl_term *t, unsigned depth);

static sl_str type_of_name(const walk *w, sl_str name)
{
    const sl_str *found = sl_map_get(&w->types, name);
    return found ? *found : (sl_str){0};
}

static bool has_type(sl_str types, sl_str type)
{
    sl_str one;
    while (sl_str_cut(&types, '|', &one))
        if (sl_str_eq(one, type))
            return true;
    return false;
}

/* A name may be these types, too. */
static void add_types(walk *w, sl_str name, sl_str types)
{
    sl_str one;
    if (!name.n)
        return;
    while (sl_str_cut(&types, '|', &one)) {
        sl_str **at = (sl_str **)sl_map_at(&w->types, w->sdk.mem, name);
        if (*at && has_type(**at, one))
            continue;
        sl_str *made = sl_alloc(w->sdk.mem, sizeof *made);
        *made = *at ? sl_printf(w->sdk.mem, "%.*s|%.*s", SL_FMT(**at), SL_FMT(one)) : one;
        *at = made;
        w->has_changed = true;
    }
}

/* The name that a place is known by: x, the y of x.y. */
static sl_str name_of(const sl_term *t)
{
    if (t && t->kind == SL_T_FIELD)
        t = sl_term_get(t, SL_R_NAME);
    if (t && (t->kind == SL_T_PARAM || t->kind == SL_T_TYPED))
        t = sl_term_get(t, SL_R_NAME);
    return t && t->kind == SL_T_NAME ? t->text : (sl_str){0};
}

/* What x.N is, of something of type `type`. */
static sl_str member(walk *w, sl_str type, sl_str name)
{
    size_t dot = sl_str_chr(type, '.');
    sl_str service = sl_str_sub(type, 0, dot == SIZE_MAX ? type.n : dot);
    bool is_resource = sl_str_ends(type, SL_S("!"));
    if (is_resource)
        service.n--;
    if (sl_str_is(name, "meta"))
        return service;
    if (sl_str_is(name, "client") && !is_resource && dot == SIZE_MAX)
        return type;
    bool is_object = (is_resource || dot != SIZE_MAX) && name.n && sl_is_upper(name.p[0]);
    if (is_object)
        return sl_printf(w->sdk.mem, "%.*s.%.*s", SL_FMT(service), SL_FMT(name));
    if (is_resource && sl_str_is(service, "sqs") && sl_str_ends(name, SL_S("queue_by_name")))
        return SL_S("sqs.Queue");
    return (sl_str){0};
}

static sl_str members(walk *w, sl_str types, sl_str name)
{
    sl_str all = {0};
    sl_str one;
    while (sl_str_cut(&types, '|', &one)) {
        sl_str made = member(w, one, name);
        if (made.n)
            all = all.n ? sl_printf(w->sdk.mem, "%.*s|%.*s", SL_FMT(all), SL_FMT(made)) : made;
    }
    return all;
}

static sl_str types_of_field(walk *w, const sl_term *t, unsigned depth)
{
    const sl_term *object = sl_term_get(t, SL_R_OBJECT);
    sl_str name = name_of(t);
    sl_str made = object ? members(w, types_of(w, object, depth + 1), name) : (sl_str){0};
    return made.n ? made : type_of_name(w, name);
}

static sl_str types_of_call(walk *w, const sl_term *t, unsigned depth)
{
    const sl_term *callee = sl_term_get(t, SL_R_CALLEE);
    sl_str made = sl_sdk_client(&w->sdk, t);
    if (made.n || !callee)
        return made;
    if (callee->kind == SL_T_FIELD) {
        const sl_term *object = sl_term_get(callee, SL_R_OBJECT);
        made = object ? members(w, types_of(w, object, depth + 1), name_of(callee)) : made;
    }
    if (sl_str_starts(name_of(callee), SL_S("captureAWS")))
        return types_of(w, sl_term_get(t, SL_R_ARG), depth + 1);
    sl_str name = sl_printf(w->sdk.mem, "%.*s()", SL_FMT(name_of(callee)));
    return made.n ? made : type_of_name(w, name);
}

static sl_str types_of(walk *w, const sl_term *t, unsigned depth)
{
    if (!t || depth > DEPTH_MAX)
        return (sl_str){0};
    switch (t->kind) {
    case SL_T_NAME:
        return type_of_name(w, t->text);
    case SL_T_FIELD:
        return types_of_field(w, t, depth);
    case SL_T_CALL:
    case SL_T_NEW:
        return types_of_call(w, t, depth);
    case SL_T_AWAIT:
    case SL_T_CAST:
    case SL_T_BINARY:
    case SL_T_TERNARY: {
        sl_str found = {0};
        for (uint32_t i = 0; i < t->n && !found.n; i++)
            found = types_of(w, t->kids[i], depth + 1);
        return found;
    }
    default:
        return (sl_str){0};
    }
}

/* The function around a term. */
static const sl_term *function_of(const sl_term *t)
{
    while (t && t->kind != SL_T_FUNCTION)
        t = t->parent;
    return t;
}

/* x = value, var x T = value, (x T). */
static void note_place(walk *w, const sl_term *t)
{
    size_t n_left;
    size_t n_right;
    bool is_assign = t->kind == SL_T_ASSIGN;
    sl_term *const *left = sl_term_all(t, is_assign ? SL_R_LEFT : SL_R_NAME, &n_left);
    sl_term *const *right = sl_term_all(t, is_assign ? SL_R_RIGHT : SL_R_VALUE, &n_right);
    for (size_t i = 0; i < n_left; i++) {
        const sl_term *value = n_right ? right[i < n_right ? i : n_right - 1] : NULL;
        if (i && n_right == 1) /* svc, err := f() */
            break;
        add_types(w, name_of(left[i]), types_of(w, value, 0));
        if (value && value->kind == SL_T_FUNCTION && value->flags & SL_TERM_LAMBDA)
            add_types(w, sl_printf(w->sdk.mem, "%.*s()", SL_FMT(name_of(left[i]))),
                      types_of(w, sl_term_get(value, SL_R_BODY), 0));
        add_types(w, name_of(left[i]), sl_sdk_type(&w->sdk, sl_term_get(t, SL_R_TYPE)));
    }
}

static void note_return(walk *w, const sl_term *t)
{
    const sl_term *function = function_of(t);
    sl_str name = function ? name_of(sl_term_get(function, SL_R_NAME)) : (sl_str){0};
    if (name.n && t->n)
        add_types(w, sl_printf(w->sdk.mem, "%.*s()", SL_FMT(name)), types_of(w, t->kids[0], 0));
}

static void note_types(walk *w, const sl_term *root)
{
    for (unsigned pass = 0; pass < PASSES; pass++) {
        w->has_changed = false;
        for (const sl_term *t = root; t; t = sl_term_next(root, t, false)) {
            bool is_place = t->kind == SL_T_ASSIGN || t->kind == SL_T_VAR ||
                            t->kind == SL_T_PARAM || t->kind == SL_T_PAIR;
            if (is_place)
                note_place(w, t);
            else if (t->kind == SL_T_RETURN)
                note_return(w, t);
            else if (t->kind == SL_T_KEYWORD)
                add_types(w, name_of(sl_term_get(t, SL_R_NAME)),
                          types_of(w, sl_term_get(t, SL_R_VALUE), 0));
        }
        if (!w->has_changed)
            break;
    }
}

/* Facts. */

static void tell(walk *w, const char *kind, sl_str service, sl_str method, const sl_term *t)
{
    sl_fact fact;
    sl_str key = sl_printf(w->sdk.mem, "%s %.*s %.*s", kind, SL_FMT(service), SL_FMT(method));
    if (!sl_map_put(&w->told, w->sdk.mem, key, w) || w->n++ > SL_CALLS_MAX)
        return;
    sl_fact_begin(&fact, kind);
    sl_fact_text(&fact, service);
    if (method.n)
        sl_fact_text(&fact, method);
    sl_fact_number(&fact, w->code->is_inline ? w->code->at : t->start);
    sl_fact_number(&fact, w->code->is_inline ? w->code->at + 1 : t->end);
    sl_fact_text(&fact, w->code->key);
    sl_fact_send(&fact, w->sink);
}

static const sl_term *argument(const sl_term *call, size_t i)
{
    size_t n;
    sl_term *const *all = call ? sl_term_all(call, SL_R_ARG, &n) : NULL;
    return all && i < n ? all[i] : NULL;
}

/* A call by its name in a text: get_paginator("list_objects"), client["putObject"]. */
static void tell_named(walk *w, sl_str service, const char *prefix, const sl_term *name,
                       const sl_term *t)
{
    sl_str text = sl_sdk_text(name);
    if (text.n)
        tell(w, SL_FACT_CALL, service, sl_printf(w->sdk.mem, "%s%.*s", prefix, SL_FMT(text)), t);
    else
        tell(w, SL_FACT_DYNAMIC, service, (sl_str){0}, t);
}

static bool is_called(const sl_term *field)
{
    const sl_term *up = field->parent;
    return up && up->kind == SL_T_CALL && sl_term_get(up, SL_R_CALLEE) == field;
}

static void tell_method(walk *w, sl_str type, sl_str name, const sl_term *field)
{
    const sl_term *first = is_called(field) ? argument(field->parent, 0) : NULL;
    if (sl_str_ends(type, SL_S("!")) || sl_sdk_is_quiet(name)) {
        if (sl_str_is(name, "get_queue_by_name"))
            tell(w, SL_FACT_CALL, SL_S("sqs"), SL_S("GetQueueUrl"), field);
        return;
    }
    if (sl_str_is(name, "get_paginator") || sl_str_is(name, "generate_presigned_url") ||
        sl_str_is(name, "getSignedUrl") || sl_str_is(name, "getSignedUrlPromise") ||
        sl_str_is(name, "makeRequest"))
        tell_named(w, type, "", first, field);
    else if (sl_str_is(name, "generate_presigned_post") || sl_str_is(name, "createPresignedPost"))
        tell(w, SL_FACT_CALL, type, SL_S("PutObject"), field);
    else if (sl_str_is(name, "get_waiter") || sl_str_is(name, "waitFor"))
        tell_named(w, type, "waiter:", first, field);
    else
        tell(w, SL_FACT_CALL, type, name, field);
}

static void tell_field(walk *w, const sl_term *t)
{
    sl_str name = name_of(t);
    sl_str types = types_of(w, sl_term_get(t, SL_R_OBJECT), 0);
    sl_str one;
    if (!types.n && name.n)
        sl_map_put(&w->maybe, w->sdk.mem, name, w);
    while (sl_str_cut(&types, '|', &one)) {
        bool is_attribute = !is_called(t) && sl_str_chr(one, '.') == SIZE_MAX;
        if (sl_str_is(one, "?") || is_attribute) /* a call perhaps, by another name */
            sl_map_put(&w->maybe, w->sdk.mem, name, w);
        else if (name.n)
            tell_method(w, one, name, t);
    }
}

static void tell_index(walk *w, const sl_term *t)
{
    sl_str types = types_of(w, sl_term_get(t, SL_R_OBJECT), 0);
    const sl_term *name = sl_term_get(t, SL_R_ARG);
    sl_str one;
    while (sl_str_cut(&types, '|', &one))
        tell_named(w, one, "", name, t);
}

static void tell_call(walk *w, const sl_term *t)
{
    sl_sdk_call call;
    if (sl_sdk_call_of(&call, &w->sdk, t))
        tell(w, SL_FACT_CALL, call.service, call.method, t);
    const sl_term *callee = sl_term_get(t, SL_R_CALLEE);
    bool is_getattr = callee && callee->kind == SL_T_NAME && sl_str_is(callee->text, "getattr");
    sl_str types = is_getattr ? types_of(w, argument(t, 0), 0) : (sl_str){0};
    sl_str one;
    while (sl_str_cut(&types, '|', &one))
        tell_named(w, one, "", argument(t, 1), t);
    if (sl_str_is(sl_sdk_client(&w->sdk, t), "?"))
        tell(w, SL_FACT_DYNAMIC, (sl_str){0}, (sl_str){0}, t);
}

static void tell_maybe(walk *w)
{
    sl_fact fact;
    if (!w->maybe.n)
        return;
    sl_fact_begin(&fact, SL_FACT_MAYBE);
    sl_fact_text(&fact, w->code->key);
    for (size_t i = 0; i < w->maybe.n; i++)
        sl_fact_text(&fact, w->maybe.v[i].key);
    sl_fact_send(&fact, w->sink);
}

static void tell_imports(walk *w)
{
    for (size_t i = 0; i < w->sdk.imports.n; i++) {
        sl_fact fact;
        sl_fact_begin(&fact, SL_FACT_IMPORT);
        sl_fact_text(&fact, w->sdk.imports.v[i]);
        sl_fact_send(&fact, w->sink);
    }
}

bool sl_calls_tell(const sl_calls_code *code, sl_sink *sink, sl_err *e)
{
    sl_arena *mem = sl_sink_mem(sink);
    const sl_dialect *dialect = sl_tables_dialect(code->tables);
    sl_cst cst;
    if (!sl_dialect_parse(&cst, mem, dialect, code->text, SL_CALLS_PARSE_MS, e))
        return false;
    sl_term *root = sl_lower_tree(mem, code->tables, &cst, NULL);
    sl_facts_find(root, mem, dialect);
    walk w = {.code = code, .sink = sink};
    sl_sdk_open(&w.sdk, mem, sl_str_of(dialect->language), code->text, root);
    note_types(&w, root);
    for (const sl_term *t = root; t; t = sl_term_next(root, t, t->kind == SL_T_IMPORT)) {
        if (t->kind == SL_T_FIELD)
            tell_field(&w, t);
        else if (t->kind == SL_T_INDEX)
            tell_index(&w, t);
        else if (t->kind == SL_T_CALL || t->kind == SL_T_NEW)
            tell_call(&w, t);
    }
    tell_maybe(&w);
    tell_imports(&w);
    if (cst.gaps.n)
        sl_sink_partial(sink, SL_S("parts of the code are not understood"));
    return true;
}

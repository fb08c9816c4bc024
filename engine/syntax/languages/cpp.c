/* C++: what it has beyond C. */
#include "engine/syntax/hooks.h"
#include "engine/syntax/languages/c_declarations.h"
#include "engine/syntax/languages/c_directives.h"

extern const sl_dialect sl_dialect_c;

/* R"x(…)x": what stands between the brackets. */
static void lower_raw(sl_lowering *l, size_t node, sl_role role)
{
    size_t inner = sl_cst_child(l->cst, node, "raw_string_content");
    sl_term *term = sl_lower_leaf(l, SL_T_STRING, node, SL_S(""), role);
    if (inner != SIZE_MAX)
        term->text = sl_lower_text(l, l->cst->v[inner].start, l->cst->v[inner].end);
}

/* template <…> T: T, marked. */
static void lower_template(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t parameters = sl_cst_field(cst, node, "parameters");
    size_t outer = l->kids.n;
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
        if (i != parameters && cst->v[i].flags & SL_CST_NAMED &&
            !sl_cst_is(cst, i, "requires_clause"))
            sl_lower_into(l, i, role);
    if (l->kids.n != outer + 1)
        return;
    sl_term *term = l->kids.v[--l->kids.n];
    size_t mark = l->kids.n;
    if (term->kind == SL_T_FUNCTION || term->kind == SL_T_CLASS)
        sl_lower_leaf(l, SL_T_TOKEN, sl_cst_first(cst, node), SL_S("template"), SL_R_MODIFIER);
    for (uint32_t i = 0; i < term->n; i++)
        *sl_list_add(l->mem, &l->kids) = term->kids[i];
    term->start = cst->v[node].start;
    sl_lower_end(l, term, mark, role);
}

/* [a](int b) -> T { … }. */
static void lower_lambda(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row lambda = {
        "", SL_T_FUNCTION, "captures:typearg declarator:param body:body template_parameters:- *:-",
        NULL};
    sl_lower_as(l, node, role, &lambda);
}

/* new T[n] makes an array. */
static void lower_new(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t inner;
    sl_term *term = sl_lower_begin(l, SL_T_NEW, node, &mark);
    size_t type = sl_cst_field(cst, node, "type");
    size_t sizes = sl_cst_field(cst, node, "declarator");
    term->text = SL_S("new");
    if (type != SIZE_MAX && sizes != SIZE_MAX) {
        sl_term *array = sl_lower_begin(l, SL_T_OTHER, type, &inner);
        array->type = "array_type";
        array->end = cst->v[sizes].end;
        sl_lower_into(l, type, SL_R_ITEM);
        sl_lower_field(l, sizes, "length", SL_R_ITEM);
        sl_lower_end(l, array, inner, SL_R_CALLEE);
    } else if (type != SIZE_MAX) {
        sl_lower_into(l, type, SL_R_CALLEE);
    }
    sl_lower_field(l, node, "arguments", SL_R_ARG);
    sl_lower_end(l, term, mark, role);
}

/* delete a and delete[] a differ. */
static void lower_delete(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < l->cst->v[node].next; i = l->cst->v[i].next)
        if (l->cst->v[i].flags & SL_CST_NAMED)
            sl_lower_into(l, i, SL_R_ARG);
        else if (sl_cst_is(l->cst, i, "["))
            term->text = SL_S("[]");
    sl_lower_end(l, term, mark, role);
}

static const sl_lower_row rows[] = {
    {"raw_string_literal", 0, NULL, lower_raw},
    {"template_declaration template_instantiation", 0, NULL, lower_template},
    {"lambda_expression", 0, NULL, lower_lambda},
    {"for_range_loop", 0, NULL, sl_c_foreach},
    {"alias_declaration", SL_T_OTHER, "name:name type:type @using:-", NULL},
    {"lambda_capture_specifier template_argument_list condition_clause init_statement "
     "dependent_type dependent_name trailing_return_type base_class_clause ref_qualifier",
     SL_T_SPLICE, "initializer:init", NULL},
    {"abstract_function_declarator", SL_T_SPLICE,
     "parameters:param @trailing_return_type:result *:-", NULL},
    {"access_specifier empty_declaration", SL_T_SKIP, NULL, NULL},
    {"qualified_identifier", SL_T_FIELD, "scope:object name:name @:::text", NULL},
    {"template_type template_function template_method", 0, NULL, sl_lower_generic},
    {"placeholder_type_specifier destructor_name operator_name operator_cast "
     "lambda_default_capture",
     SL_T_NAME, "*:-", NULL},
    {"structured_binding_declarator", SL_T_LIST, NULL, NULL},
    {"new_expression", 0, NULL, lower_new},
    {"delete_expression", 0, NULL, lower_delete},
    {"try_statement", SL_T_TRY, "body:body @catch_clause:catch", NULL},
    {"catch_clause", SL_T_CATCH, "parameters:param body:body", NULL},
    {"namespace_definition", SL_T_OTHER, "name:name body:body @namespace:-", NULL},
    {"parameter_pack_expansion", SL_T_SPLAT, NULL, NULL},
    {"co_await_expression", SL_T_AWAIT, "argument:item operator:-", NULL},
    {"co_return_statement", SL_T_RETURN, NULL, NULL},
    {"field_initializer_list", SL_T_SPLICE, NULL, NULL},
    {"field_initializer", SL_T_OTHER, NULL, NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%", "%;", "%;;", "%,", "SL__T %;", "SL__T %", "%()", NULL};
static const char *const variables[] = {"%", "%;", "SL__T %", NULL};

static const sl_frame frames[] = {
    {"void SL__F() { SL__V = ", "; }", NULL},
    {"void SL__F() { ", "\n}", NULL},
    {"void SL__F() { ", "; }", NULL},
    {"", "\n", NULL},
    {"", ";\n", NULL},
    {"class SL__C { ", "\n};", NULL},
    {"class SL__C { ", ";\n};", NULL},
    {"void SL__F() { ", " { SL__DOTS; } }", NULL},
    {"", " { SL__DOTS; }", NULL},
    {"void SL__F() { try { SL__DOTS; } ", "\n}", NULL},
    {"void SL__F() { switch (SL__V) { ", "\n} }", NULL},
    {"SL__T SL__V = { ", " };", NULL},
    {"void SL__F(", ");", NULL},
    {NULL, NULL, NULL},
};

const sl_dialect sl_dialect_cpp = {
    .language = "cpp",
    .grammar = "cpp",
    .parse = sl_cpp_parse,
    .fallback = &sl_dialect_c,
    .rows = rows,
    .inner_rows = sl_c_rows,
    .hole = "SL__",
    .dots = dots,
    .statement_dots = "%;",
    .variables = variables,
    .frames = frames,
    .typed = sl_c_typed,
    .typed_first = true,
};

/* C. */
#include "engine/syntax/again.h"
#include "engine/syntax/hooks.h"
#include "engine/syntax/languages/c_declarations.h"
#include "engine/syntax/languages/c_directives.h"

/* a->b is the field b of a, and so is (*a).b. */
static void lower_field(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t object = sl_cst_field(cst, node, "argument");
    size_t mark_node = sl_cst_field(cst, node, "operator");
    sl_term *term = sl_lower_begin(l, SL_T_FIELD, node, &mark);
    bool is_arrow = mark_node != SIZE_MAX && sl_str_is(sl_cst_text(cst, mark_node), "->");
    if (object != SIZE_MAX)
        sl_lower_into(l, object, SL_R_OBJECT);
    sl_term *made = l->kids.n > mark ? l->kids.v[l->kids.n - 1] : NULL;
    bool is_pointed = made && !is_arrow && made->kind == SL_T_UNARY && sl_str_is(made->text, "*");
    if (is_pointed && made->n == 1) {
        l->kids.n--;
        sl_lower_emit(l, made->kids[0], SL_R_OBJECT);
    }
    if (is_arrow || is_pointed)
        term->text = SL_S("->");
    sl_lower_field(l, node, "field", SL_R_NAME);
    sl_lower_end(l, term, mark, role);
}

/* A semicolon alone says nothing. */
static void lower_statement(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_EXPR, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next)
        if (l->cst->v[i].flags & SL_CST_NAMED)
            sl_lower_into(l, i, SL_R_ITEM);
    if (l->kids.n > mark)
        sl_lower_end(l, term, mark, role);
}

/* "a" "b" is one text; with the names of macros in it, it is a template. */
static void lower_joined(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    sl_buf text;
    bool is_plain = true;
    sl_term *term = sl_lower_begin(l, SL_T_TEMPLATE, node, &mark);
    sl_buf_init(&text, SL_CST_BYTES_MAX);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
        sl_lower_into(l, i, SL_R_ITEM);
    for (size_t i = mark; i < l->kids.n; i++) {
        is_plain &= l->kids.v[i]->kind == SL_T_STRING;
        sl_buf_add(&text, l->kids.v[i]->text);
    }
    if (is_plain) {
        l->kids.n = mark;
        term->kind = SL_T_STRING;
        term->text = sl_dup(l->mem, sl_buf_str(&text));
    }
    sl_buf_clear(&text);
    sl_lower_end(l, term, mark, role);
}

/* #include <a> and #include "a" differ. */
static void lower_include(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t path = sl_cst_field(cst, node, "path");
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    if (path != SIZE_MAX && sl_cst_is(cst, path, "system_lib_string") &&
        cst->v[path].end > cst->v[path].start + 1) {
        term->text = SL_S("<");
        sl_lower_leaf(l, SL_T_STRING, path,
                      sl_lower_text(l, cst->v[path].start + 1, cst->v[path].end - 1), SL_R_NAME);
    } else if (path != SIZE_MAX) {
        sl_lower_into(l, path, SL_R_NAME);
    }
    sl_lower_end(l, term, mark, role);
}

/* extern "C" { … }: what is in it. */
static void lower_linkage(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t body = sl_cst_field(cst, node, "body");
    if (body == SIZE_MAX || !sl_cst_is(cst, body, "declaration_list")) {
        sl_lower_field(l, node, "body", role);
        return;
    }
    for (size_t i = sl_cst_first(cst, body); i < cst->v[body].next; i = cst->v[i].next)
        if (cst->v[i].flags & SL_CST_NAMED)
            sl_lower_into(l, i, role);
}

/* name: statement. The statement stands after its label. */
static void lower_label(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t label = sl_cst_field(cst, node, "label");
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    if (label != SIZE_MAX) {
        sl_lower_into(l, label, SL_R_NAME);
        term->end = cst->v[label].end;
    }
    sl_lower_end(l, term, mark, role);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
        if (i != label && cst->v[i].flags & SL_CST_NAMED)
            sl_lower_into(l, i, role);
}

/* The body of a #define: an expression, statements, or only text. */
static void lower_definition(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_again ways[] = {
        {"int SL__V = ", "\n;", SL_T_VAR, SL_R_VALUE},
        {"void SL__F(void) { ", "\n; }", SL_T_FUNCTION, SL_R_BODY},
    };
    const sl_cst_node *n = &l->cst->v[node];
    sl_cst_gap bytes = {n->start, n->end};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (sl_lower_again(l, &ways[i], bytes, role))
            return;
    sl_lower_leaf(l, SL_T_OTHER, node, sl_lower_text(l, n->start, n->end), role);
}

const sl_lower_row sl_c_rows[] = {
    {"declaration field_declaration", 0, NULL, sl_c_declaration},
    {"function_definition", 0, NULL, sl_c_function},
    {"parameter_declaration optional_parameter_declaration variadic_parameter_declaration", 0, NULL,
     sl_c_parameter},
    {"type_descriptor", 0, NULL, sl_c_type},
    {"type_definition", 0, NULL, sl_c_typedef},
    {"struct_specifier union_specifier enum_specifier class_specifier", 0, NULL, sl_c_class},
    {"field_declaration_list enumerator_list", SL_T_MEMBERS, NULL, NULL},
    {"enumerator", SL_T_OTHER, "name:name value:value", NULL},
    {"primitive_type auto", SL_T_NAME, NULL, NULL},
    {"sized_type_specifier", SL_T_NAME, "*:-", NULL},
    {"statement_identifier", SL_T_NAME, NULL, NULL},
    {"expression_statement", 0, NULL, lower_statement},
    {"field_expression", 0, NULL, lower_field},
    {"concatenated_string", 0, NULL, lower_joined},
    {"char_literal", SL_T_NUMBER, "*:-", NULL},
    {"preproc_include", 0, NULL, lower_include},
    {"preproc_def preproc_function_def", SL_T_OTHER,
     "name:name parameters:param value:value @#define:-", NULL},
    {"preproc_arg", 0, NULL, lower_definition},
    {"preproc_params", SL_T_SPLICE, NULL, NULL},
    {"preproc_ifdef preproc_if preproc_else preproc_elif preproc_elifdef", SL_T_SPLICE,
     "name:- condition:-", NULL},
    {"linkage_specification", 0, NULL, lower_linkage},
    {"declaration_list", SL_T_BLOCK, NULL, NULL},
    {"labeled_statement", 0, NULL, lower_label},
    {"call_expression", SL_T_CALL, "function:callee arguments:arg", NULL},
    {"subscript_expression", SL_T_INDEX, "argument:object index:arg indices:arg", NULL},
    {"subscript_argument_list", SL_T_SPLICE, NULL, NULL},
    {"assignment_expression", 0, NULL, sl_lower_assignment},
    {"update_expression", SL_T_UPDATE, "argument:left operator:text", NULL},
    {"unary_expression pointer_expression", SL_T_UNARY, "argument:item operator:text", NULL},
    {"sizeof_expression", SL_T_OTHER, "value:arg type:type @sizeof:-", NULL},
    {"cast_expression", SL_T_CAST, "type:type value:value", NULL},
    {"conditional_expression", SL_T_TERNARY, "condition:cond consequence:left alternative:right",
     NULL},
    {"initializer_list", SL_T_LIST, NULL, NULL},
    {"initializer_pair", SL_T_PAIR, "designator:key value:value", NULL},
    {"field_designator subscript_designator", SL_T_SPLICE, NULL, NULL},
    {"compound_literal_expression", SL_T_NEW, "type:callee value:arg", NULL},
    {"switch_statement", SL_T_SWITCH, "condition:cond body:body", NULL},
    {"case_statement", 0, NULL, sl_lower_case},
    {"do_statement", SL_T_OTHER, "body:body condition:cond @do:- @while:-", NULL},
    {"goto_statement", SL_T_OTHER, "label:name @goto:-", NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%", "%;", "%;;", "%,", "SL__T %;", "SL__T %", "%()", NULL};
static const char *const variables[] = {"%", "%;", "SL__T %", NULL};

static const sl_frame frames[] = {
    {"void SL__F(void) { SL__V = ", "; }", NULL},
    {"void SL__F(void) { ", "\n}", NULL},
    {"void SL__F(void) { ", "; }", NULL},
    {"", "\n", NULL},
    {"", ";\n", NULL},
    {"struct SL__C { ", "\n};", NULL},
    {"void SL__F(void) { ", " { SL__DOTS; } }", NULL},
    {"", " { SL__DOTS; }", NULL},
    {"void SL__F(void) { switch (SL__V) { ", "\n} }", NULL},
    {"SL__T SL__V = { ", " };", NULL},
    {"void SL__F(", ");", NULL},
    {NULL, NULL, NULL},
};

sl_str sl_c_typed(sl_arena *mem, sl_str type)
{
    const char *name = sl_str_ends(type, SL_S("]")) ? "" : " SL__V";
    return sl_printf(mem, "void SL__F(%.*s%s);", SL_FMT(type), name);
}

const sl_dialect sl_dialect_c = {
    .language = "c",
    .grammar = "c",
    .parse = sl_c_parse,
    .rows = sl_c_rows,
    .hole = "SL__",
    .dots = dots,
    .statement_dots = "%;",
    .variables = variables,
    .frames = frames,
    .typed = sl_c_typed,
    .typed_first = true,
};

/* Go. */
#include "engine/syntax/hooks.h"

/* func (a A, b B): "a, b int" declares two. */
static void lower_parameter(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    TSFieldId name = ts_language_field_id_for_name(cst->grammar, "name", 4);
    bool has_name = false;
    size_t mark;
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (cst->v[i].field != name)
            continue;
        has_name = true;
        sl_term *name_term = sl_lower_one(l, i, SL_R_NAME);
        if (name_term && name_term->kind == SL_T_ELLIPSIS) {
            sl_lower_emit(l, name_term, role);
            continue;
        }
        sl_term *term = sl_lower_begin(l, SL_T_PARAM, node, &mark);
        sl_lower_field(l, node, "type", SL_R_TYPE);
        sl_lower_into(l, i, SL_R_NAME);
        sl_lower_end(l, term, mark, role);
    }
    if (has_name)
        return;
    sl_term *term = sl_lower_begin(l, SL_T_PARAM, node, &mark);
    sl_lower_field(l, node, "type", role == SL_R_PARAM ? SL_R_NAME : SL_R_TYPE);
    sl_lower_end(l, term, mark, role);
}

/* var a, b T = 1, 2: one VAR each where the numbers agree. */
static void lower_spec(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row variable = {"", SL_T_VAR, "name:name type:type value:value", NULL};
    sl_lower_as(l, node, role, &variable);
}

static void lower_import(sl_lowering *l, size_t node, sl_role role)
{
    sl_import import = {node, sl_cst_field(l->cst, node, "path"), SIZE_MAX,
                        sl_cst_field(l->cst, node, "name")};
    sl_lower_import(l, &import, role);
}

/* Elements in their order: of a list whose type says that it is one, without keys. */
static bool is_list(const sl_lowering *l, size_t type, size_t body)
{
    bool is_it = sl_cst_is(l->cst, type, "slice_type") || sl_cst_is(l->cst, type, "array_type") ||
                 sl_cst_is(l->cst, type, "implicit_length_array_type");
    return is_it && sl_cst_child(l->cst, body, "keyed_element") == SIZE_MAX;
}

/* T{a: b}: the type is the callee of a NEW, the elements are a record. */
static void lower_literal(sl_lowering *l, size_t node, sl_role role)
{
    size_t type = sl_cst_field(l->cst, node, "type");
    size_t body = sl_cst_field(l->cst, node, "body");
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_NEW, node, &mark);
    sl_lower_field(l, node, "type", SL_R_CALLEE);
    sl_lower_field(l, node, "body", SL_R_ITEM);
    if (type != SIZE_MAX && body != SIZE_MAX && is_list(l, type, body))
        l->kids.v[l->kids.n - 1]->flags |= SL_TERM_ORDERED;
    sl_lower_end(l, term, mark, role);
}

/* A type of functions without a result has none that a metavariable may stand for as well. */
static void lower_function_type(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    sl_lower_field(l, node, "parameters", SL_R_PARAM);
    sl_lower_field(l, node, "result", SL_R_RESULT);
    if (sl_cst_field(l->cst, node, "result") == SIZE_MAX) {
        sl_term *none = sl_lower_leaf(l, SL_T_NAME, node, SL_S("void"), SL_R_RESULT);
        none->start = none->end;
    }
    sl_lower_end(l, term, mark, role);
}

static const sl_lower_row rows[] = {
    {"parameter_declaration variadic_parameter_declaration", 0, NULL, lower_parameter},
    {"var_spec const_spec", 0, NULL, lower_spec},
    {"import_spec", 0, NULL, lower_import},
    {"composite_literal", 0, NULL, lower_literal},
    {"generic_type", 0, NULL, sl_lower_generic},
    {"assignment_statement", 0, NULL, sl_lower_assignment},
    {"import_declaration var_declaration const_declaration type_declaration", 0, NULL,
     sl_lower_declarations},
    {"import_spec_list var_spec_list statement_list "
     "expression_list argument_list parenthesized_type type_elem literal_element type_arguments "
     "field_declaration_list variadic_argument",
     SL_T_SPLICE, NULL, NULL},
    {"short_var_declaration", SL_T_ASSIGN, "left:left right:right @:=:text", NULL},
    {"call_expression", SL_T_CALL, "function:callee arguments:arg type_arguments:typearg", NULL},
    {"type_conversion_expression", SL_T_CALL, "type:callee operand:arg", NULL},
    {"selector_expression", SL_T_FIELD, "operand:object field:name", NULL},
    {"qualified_type", SL_T_FIELD, "package:object name:name", NULL},
    {"index_expression", SL_T_INDEX, "operand:object index:arg", NULL},
    {"blank_identifier label_name iota dot", SL_T_NAME, NULL, NULL},
    {"unary_expression", SL_T_UNARY, "operand:item operator:text", NULL},
    {"inc_statement dec_statement", SL_T_UPDATE, "@++:text @--:text *:left", NULL},
    {"func_literal", SL_T_FUNCTION, "parameters:param result:result body:body", NULL},
    {"function_declaration", SL_T_FUNCTION,
     "name:name parameters:param result:result body:body type_parameters:typearg", NULL},
    {"method_declaration", SL_T_FUNCTION,
     "name:name receiver:left parameters:param result:result body:body", NULL},
    {"literal_value", SL_T_RECORD, NULL, NULL},
    {"keyed_element", SL_T_PAIR, "key:key value:value", NULL},
    {"if_statement", SL_T_IF, "initializer:init condition:cond consequence:then alternative:else",
     NULL},
    {"for_statement", SL_T_FOR, "body:body *:init", NULL},
    {"for_clause", SL_T_SPLICE, NULL, NULL},
    {"range_clause", SL_T_ASSIGN, "left:left right:right @range:text", NULL},
    {"expression_switch_statement type_switch_statement select_statement", SL_T_SWITCH,
     "initializer:init value:cond alias:init *:item", NULL},
    {"expression_case default_case type_case", 0, NULL, sl_lower_case},
    {"communication_case", SL_T_CASE, "communication:cond *:body", NULL},
    {"rune_literal imaginary_literal", SL_T_NUMBER, NULL, NULL},
    {"empty_statement", SL_T_SKIP, NULL, NULL},
    {"map_type", SL_T_OTHER, "key:type value:type", NULL},
    {"function_type", 0, NULL, lower_function_type},
    {"package_clause", SL_T_OTHER, "*:name", NULL},
    {"type_spec type_alias", SL_T_CLASS, "name:name type_parameters:typearg type:item", NULL},
    {"struct_type", SL_T_MEMBERS, NULL, NULL},
    {"field_declaration", SL_T_VAR, "name:name type:type tag:value", NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%", "%;", "% %", "%;\n", "% %\n", "%()", NULL};
static const char *const variables[] = {"%", "\"%\"", "%;", NULL};

static const sl_frame frames[] = {
    {"package SL__P; func SL__F() { SL__V = SL__T{", "} }", ":"},
    {"package SL__P; func SL__F() { SL__V = ", "\n}", NULL},
    {"package SL__P; func SL__F() { ", "\n}", NULL},
    {"package SL__P\n", "\n", NULL},
    {"", "\n", NULL},
    {"package SL__P; func SL__F() { ", " { SL__DOTS\n } }", NULL},
    {"package SL__P\n", " { SL__DOTS\n }", NULL},
    {"package SL__P; func SL__F() { SL__V = SL__T{", "} }", NULL},
    {"package SL__P; func SL__F() { switch SL__V { ", "\n} }", NULL},
    {"package SL__P; type SL__T struct { ", "\n}", NULL},
    {"package SL__P; var SL__V ", "\n", NULL},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_printf(mem, "package SL__P; var SL__V %.*s\n", SL_FMT(type));
}

const sl_dialect sl_dialect_go = {
    .language = "go",
    .grammar = "go",
    SL_DIALECT_TABLES,
};

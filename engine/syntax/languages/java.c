/* Java. */
#include "engine/syntax/hooks.h"

/* o.m(a) is a call of the field m of o. */
static void lower_invocation(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t inner;
    sl_term *term = sl_lower_begin(l, SL_T_CALL, node, &mark);
    size_t object = sl_cst_field(cst, node, "object");
    size_t name = sl_cst_field(cst, node, "name");
    if (object == SIZE_MAX) {
        sl_lower_into(l, name, SL_R_CALLEE);
    } else {
        sl_term *field = sl_lower_begin(l, SL_T_FIELD, node, &inner);
        sl_lower_into(l, object, SL_R_OBJECT);
        sl_lower_into(l, name, SL_R_NAME);
        field->end = cst->v[name].end;
        sl_lower_end(l, field, inner, SL_R_CALLEE);
    }
    sl_lower_field(l, node, "arguments", SL_R_ARG);
    sl_lower_field(l, node, "type_arguments", SL_R_TYPEARG);
    sl_lower_end(l, term, mark, role);
}

static void lower_import(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    sl_import import = {node, sl_cst_child(cst, node, "scoped_identifier"),
                        sl_cst_child(cst, node, "asterisk"), SIZE_MAX};
    if (import.module == SIZE_MAX)
        import.module = sl_cst_child(cst, node, "identifier");
    sl_lower_import(l, &import, role);
}

/* a.B in types. */
static void lower_scoped_type(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_FIELD, node, &mark);
    sl_role part = SL_R_OBJECT;
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (!(cst->v[i].flags & SL_CST_NAMED))
            continue;
        sl_lower_into(l, i, part);
        part = SL_R_NAME;
    }
    sl_lower_end(l, term, mark, role);
}

#define CLASS_ROLES                                                                                \
    "name:name superclass:base interfaces:base @extends_interfaces:base body:body "                \
    "@modifiers:modifier type_parameters:typearg parameters:param permits:- @class:text "          \
    "@interface:text @enum:text @record:text @@interface:text"

static const sl_lower_row rows[] = {
    {"method_invocation", 0, NULL, lower_invocation},
    {"import_declaration", 0, NULL, lower_import},
    {"scoped_type_identifier", 0, NULL, lower_scoped_type},
    {"object_creation_expression", SL_T_NEW,
     "type:callee arguments:arg @class_body:body type_arguments:-", NULL},
    {"explicit_constructor_invocation", SL_T_CALL,
     "constructor:callee arguments:arg type_arguments:-", NULL},
    {"field_access", SL_T_FIELD, "object:object field:name", NULL},
    {"scoped_identifier", SL_T_FIELD, "scope:object name:name", NULL},
    {"array_access", SL_T_INDEX, "array:object index:arg", NULL},
    {"void_type integral_type floating_point_type boolean_type asterisk underscore_pattern",
     SL_T_NAME, NULL, NULL},
    {"generic_type", 0, NULL, sl_lower_generic},
    {"type_arguments type_parameters type_list superclass super_interfaces extends_interfaces "
     "inferred_parameters element_value_array annotation_argument_list throws type_bound "
     "resource_specification switch_label",
     SL_T_SPLICE, NULL, NULL},
    {"assignment_expression", 0, NULL, sl_lower_assignment},
    {"local_variable_declaration field_declaration constant_declaration", 0, NULL,
     sl_lower_variables},
    {"resource", SL_T_VAR, "type:type name:name value:value @modifiers:modifier", NULL},
    {"formal_parameter", SL_T_PARAM, "type:type name:name @modifiers:modifier dimensions:-", NULL},
    {"catch_formal_parameter", SL_T_PARAM,
     "@catch_type:type name:name @modifiers:modifier dimensions:-", NULL},
    {"spread_parameter", SL_T_PARAM, "@modifiers:modifier @variable_declarator:name *:type", NULL},
    {"method_declaration", SL_T_FUNCTION,
     "type:result name:name parameters:param body:body @modifiers:modifier type_parameters:- "
     "@throws:base @annotation:modifier @marker_annotation:modifier",
     NULL},
    {"annotation_type_element_declaration", SL_T_FUNCTION,
     "type:result name:name value:alias @modifiers:modifier", NULL},
    {"constructor_declaration compact_constructor_declaration", SL_T_FUNCTION,
     "name:name parameters:param body:body @modifiers:modifier type_parameters:- @throws:base",
     NULL},
    {"constructor_body", SL_T_BLOCK, NULL, NULL},
    {"lambda_expression", SL_T_FUNCTION, "parameters:param body:body", NULL},
    {"class_declaration record_declaration enum_declaration interface_declaration "
     "annotation_type_declaration",
     SL_T_CLASS, CLASS_ROLES, NULL},
    {"class_body interface_body enum_body annotation_type_body", SL_T_MEMBERS, NULL, NULL},
    {"enum_body_declarations", SL_T_SPLICE, NULL, NULL},
    {"annotation", SL_T_MODIFIER, "name:name arguments:arg", NULL},
    {"marker_annotation", SL_T_MODIFIER, "name:name", NULL},
    {"element_value_pair", SL_T_KEYWORD, "key:name value:value", NULL},
    {"element_value_array_initializer array_initializer", SL_T_LIST, NULL, NULL},
    {"enhanced_for_statement", SL_T_FOREACH,
     "type:type name:left value:right body:body @modifiers:-", NULL},
    {"for_statement", SL_T_FOR, "init:init condition:cond update:step body:body", NULL},
    {"do_statement", SL_T_OTHER, "body:body condition:cond @do:- @while:-", NULL},
    {"try_statement try_with_resources_statement", SL_T_TRY,
     "resources:init body:body @catch_clause:catch @finally_clause:finally", NULL},
    {"catch_clause", SL_T_CATCH, "@catch_formal_parameter:param body:body", NULL},
    {"switch_expression", SL_T_SWITCH, "condition:cond body:body", NULL},
    {"switch_block", SL_T_BLOCK, NULL, NULL},
    {"switch_block_statement_group switch_rule", 0, NULL, sl_lower_case},
    {"cast_expression", SL_T_CAST, "type:type value:value", NULL},
    {"instanceof_expression", SL_T_BINARY,
     "left:left right:right name:value pattern:right @instanceof:text", NULL},
    {"unary_expression", SL_T_UNARY, "operand:item operator:text", NULL},
    {"update_expression", SL_T_UPDATE, "@++:text @--:text *:left", NULL},
    {"ternary_expression", SL_T_TERNARY, "condition:cond consequence:left alternative:right", NULL},
    {"synchronized_statement", SL_T_WITH, "body:body *:init", NULL},
    {"static_initializer", SL_T_OTHER, "@block:body", NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%", "%;", "% %", "% %;", "%;;", "@%", "%=%", NULL};
static const char *const variables[] = {"%", "%;", "% %", "@%", NULL};

static const sl_frame frames[] = {
    {"class SL__C { Object SL__V = ", "; }", NULL},
    {"class SL__C { void SL__M() { ", " } }", NULL},
    {"class SL__C { void SL__M() { ", "; } }", NULL},
    {"class SL__C { ", " }", NULL},
    {"", "", NULL},
    {"class SL__C { void SL__M() { ", " {SL__DOTS;} } }", NULL},
    {"class SL__C { ", " {SL__DOTS;} }", NULL},
    {"class SL__C { void SL__M() { ", " finally {SL__DOTS;} } }", NULL},
    {"class SL__C { void SL__M() { try {SL__DOTS;} ", " } }", NULL},
    {"class SL__C { void SL__M() { switch (SL__DOTS) { ", " } } }", NULL},
    {"", " class SL__C {}", "@"},
    {"class SL__C { void SL__M(", ") {} }", NULL},
    {"class SL__C { ", " SL__V; }", NULL},
    {"class SL__C { SL__C() { ", " } }", NULL},
    {"class SL__C { SL__C() { ", "; } }", NULL},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_printf(mem, "class SL__C { %.*s SL__V; }", SL_FMT(type));
}

const sl_dialect sl_dialect_java = {
    .language = "java",
    .grammar = "java",
    .statement_dots = "% %;",
    .typed_first = true,
    SL_DIALECT_TABLES,
};

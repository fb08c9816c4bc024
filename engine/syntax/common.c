/* What grammars call alike: rows for every language that has none of its own for a type. */
#include "engine/syntax/lower.h"

const sl_lower_row sl_common_rows[] = {
    {"comment line_comment block_comment", SL_T_SKIP, NULL, NULL},
    {"program source_file module translation_unit compilation_unit block statement_block "
     "compound_statement statement_list",
     SL_T_BLOCK, NULL, NULL},
    {"identifier type_identifier property_identifier field_identifier simple_identifier "
     "namespace_identifier package_identifier this super self undefined",
     SL_T_NAME, NULL, NULL},
    {"string string_literal interpreted_string_literal raw_string_literal template_string "
     "encapsed_string verbatim_string_literal interpolated_string_expression line_string_literal",
     SL_T_STRING, NULL, sl_lower_string},
    {"number integer float integer_literal float_literal int_literal number_literal "
     "decimal_integer_literal hex_integer_literal octal_integer_literal binary_integer_literal "
     "decimal_floating_point_literal hex_floating_point_literal real_literal",
     SL_T_NUMBER, NULL, NULL},
    {"true false boolean boolean_literal", SL_T_BOOL, NULL, NULL},
    {"null nil none null_literal", SL_T_NIL, NULL, NULL},
    {"parenthesized_expression arguments argument_list parameters formal_parameters "
     "parameter_list modifiers template_substitution interpolation type_annotation type_arguments "
     "type_parameters",
     SL_T_SPLICE, "type_conversion:- format_specifier:-", NULL},
    {"expression_statement", SL_T_EXPR, NULL, NULL},
    {"call call_expression", SL_T_CALL, "function:callee arguments:arg type_arguments:typearg",
     NULL},
    {"binary_expression", SL_T_BINARY, "left:left operator:text right:right", NULL},
    {"unary_expression", SL_T_UNARY, "operator:text", NULL},
    {"if_statement", SL_T_IF, "condition:cond consequence:then alternative:else", NULL},
    {"else_clause", SL_T_SPLICE, NULL, NULL},
    {"while_statement", SL_T_WHILE, "condition:cond body:body", NULL},
    {"for_statement", SL_T_FOR,
     "initializer:init init:init condition:cond increment:step update:step body:body", NULL},
    {"return_statement", SL_T_RETURN, NULL, NULL},
    {"throw_statement", SL_T_THROW, NULL, NULL},
    {"break_statement continue_statement", SL_T_JUMP, "@break:text @continue:text", NULL},
    {"finally_clause", SL_T_FINALLY, "body:body @block:body", NULL},
    {NULL, SL_T_OTHER, NULL, NULL},
};

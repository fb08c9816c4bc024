/* JavaScript and TypeScript, with JSX. */
#include "engine/syntax/hooks.h"

/* import a, {b as c} from 'm'; import * as d from 'm': one IMPORT each. */
static void lower_clause(sl_lowering *l, size_t node, size_t clause, size_t source, sl_role role)
{
    const sl_cst *cst = l->cst;
    for (size_t i = sl_cst_first(cst, clause); i < cst->v[clause].next; i = cst->v[i].next) {
        sl_import import = {node, source, SIZE_MAX, SIZE_MAX};
        if (!(cst->v[i].flags & SL_CST_NAMED) || cst->v[i].flags & SL_CST_EXTRA)
            continue;
        if (sl_cst_is(cst, i, "named_imports")) {
            lower_clause(l, node, i, source, role);
            continue;
        }
        if (sl_cst_is(cst, i, "import_specifier")) {
            import.name = sl_cst_field(cst, i, "name");
            import.alias = sl_cst_field(cst, i, "alias");
        } else if (sl_cst_is(cst, i, "namespace_import")) {
            import.alias = sl_cst_child(cst, i, "identifier");
        } else {
            import.alias = i;
        }
        sl_lower_import(l, &import, role);
    }
}

static void lower_import(sl_lowering *l, size_t node, sl_role role)
{
    size_t source = sl_cst_field(l->cst, node, "source");
    size_t clause = sl_cst_child(l->cst, node, "import_clause");
    size_t required = sl_cst_child(l->cst, node, "import_require_clause");
    sl_import import = {node, source, SIZE_MAX, SIZE_MAX};
    if (required != SIZE_MAX) { /* import a = require('m') */
        import.module = sl_cst_field(l->cst, required, "source");
        import.alias = sl_cst_child(l->cst, required, "identifier");
    }
    if (clause == SIZE_MAX)
        sl_lower_import(l, &import, role);
    else
        lower_clause(l, node, clause, source, role);
}

/* {a} is {a: a}. */
static void lower_shorthand(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_str text = sl_cst_text(l->cst, node);
    sl_term *term = sl_lower_begin(l, SL_T_PAIR, node, &mark);
    sl_lower_leaf(l, SL_T_NAME, node, text, SL_R_KEY);
    sl_lower_leaf(l, SL_T_NAME, node, text, SL_R_VALUE);
    sl_lower_end(l, term, mark, role);
}

/* A default: of a parameter, or in a destructuring. */
static void lower_default(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row param = {"", SL_T_PARAM, "left:name right:value", NULL};
    static const sl_lower_row plain = {"", SL_T_ASSIGN, "left:left right:right", NULL};
    sl_lower_as(l, node, role, role == SL_R_PARAM ? &param : &plain);
}

/* export function f() {}: the function, exported. */
static void lower_export(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row plain = {"", SL_T_OTHER, NULL, NULL};
    if (sl_cst_field(l->cst, node, "declaration") == SIZE_MAX)
        sl_lower_as(l, node, role, &plain);
    else
        sl_lower_decorated(l, node, role);
}

static void lower_method(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row method = {
        "", SL_T_FUNCTION,
        "name:name parameters:param return_type:result body:body decorator:modifier "
        "type_parameters:- @async:modifier @static:modifier @get:modifier @set:modifier "
        "@*:modifier @readonly:modifier @?:- *:modifier",
        NULL};
    sl_lower_as(l, node, role, &method);
}

/* <a b="c">d</a>: attributes are modifiers, so that a pattern may name some of them only. */
static void lower_element(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_ELEMENT, node, &mark);
    size_t open = sl_cst_field(cst, node, "open_tag");
    size_t tag = open == SIZE_MAX ? node : open;
    sl_lower_field(l, tag, "name", SL_R_NAME);
    for (size_t i = sl_cst_first(cst, tag); i < cst->v[tag].next; i = cst->v[i].next)
        if (sl_cst_is(cst, i, "jsx_attribute") || sl_cst_is(cst, i, "jsx_expression") ||
            sl_cst_is(cst, i, "ERROR"))
            sl_lower_into(l, i, SL_R_MODIFIER);
    for (size_t i = sl_cst_first(cst, node); open != SIZE_MAX && i < cst->v[node].next;
         i = cst->v[i].next)
        if (i != open && i != sl_cst_field(cst, node, "close_tag"))
            sl_lower_into(l, i, SL_R_ITEM);
    sl_lower_end(l, term, mark, role);
}

static void lower_attribute(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_PAIR, node, &mark);
    sl_role part = SL_R_KEY;
    for (size_t i = sl_cst_first(l->cst, node); i < l->cst->v[node].next; i = l->cst->v[i].next) {
        if (l->cst->v[i].flags & SL_CST_NAMED)
            sl_lower_into(l, i, part);
        part = l->kids.n > mark ? SL_R_VALUE : part;
    }
    sl_lower_end(l, term, mark, role);
}

static void lower_text(sl_lowering *l, size_t node, sl_role role)
{
    sl_str text = sl_str_trim(sl_lower_text(l, l->cst->v[node].start, l->cst->v[node].end));
    if (l->holes && sl_str_is(text, "..."))
        sl_lower_leaf(l, SL_T_ELLIPSIS, node, text, role);
    else if (text.n)
        sl_lower_leaf(l, SL_T_OTHER, node, text, role);
}

/* x as T, <T>x. */
static void lower_cast(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    bool is_type = sl_cst_is(cst, node, "type_assertion");
    bool says_nothing = !sl_cst_is(cst, node, "satisfies_expression");
    sl_term *term = sl_lower_begin(l, SL_T_CAST, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (!(cst->v[i].flags & SL_CST_NAMED))
            continue;
        sl_lower_into(l, i, is_type ? SL_R_TYPE : SL_R_VALUE);
        is_type = !is_type;
    }
    term->flags |= says_nothing ? SL_TERM_TAG : 0;
    sl_lower_end(l, term, mark, role);
}

#define PARAM_ROLES                                                                                \
    "pattern:name name:name type:type value:value decorator:modifier @?:- *:modifier"

static const sl_lower_row rows[] = {
    {"import_statement", 0, NULL, lower_import},
    {"export_statement", 0, NULL, lower_export},
    {"shorthand_property_identifier shorthand_property_identifier_pattern", 0, NULL,
     lower_shorthand},
    {"assignment_pattern", 0, NULL, lower_default},
    {"object_assignment_pattern", SL_T_ASSIGN, "left:left right:right", NULL},
    {"lexical_declaration variable_declaration", 0, NULL, sl_lower_variables},
    {"method_definition method_signature abstract_method_signature function_signature", 0, NULL,
     lower_method},
    {"jsx_element jsx_self_closing_element", 0, NULL, lower_element},
    {"jsx_attribute", 0, NULL, lower_attribute},
    {"jsx_text", 0, NULL, lower_text},
    {"jsx_expression", SL_T_SPLICE, NULL, NULL},
    {"jsx_opening_element jsx_closing_element hash_bang_line empty_statement", SL_T_SKIP, NULL,
     NULL},
    {"call_expression", SL_T_CALL,
     "function:callee arguments:arg type_arguments:typearg @?.:- optional_chain:-", NULL},
    {"new_expression", SL_T_NEW, "constructor:callee arguments:arg type_arguments:typearg", NULL},
    {"member_expression nested_identifier", SL_T_FIELD,
     "object:object property:name optional_chain:text", NULL},
    {"nested_type_identifier", SL_T_FIELD, "module:object name:name", NULL},
    {"subscript_expression", SL_T_INDEX, "object:object index:arg optional_chain:-", NULL},
    {"assignment_expression", SL_T_ASSIGN, "left:left right:right", NULL},
    {"augmented_assignment_expression", SL_T_UPDATE, "left:left operator:text right:right", NULL},
    {"update_expression", SL_T_UPDATE, "argument:left operator:text", NULL},
    {"unary_expression", SL_T_UNARY, "argument:item operator:text", NULL},
    {"ternary_expression", SL_T_TERNARY, "condition:cond consequence:left alternative:right", NULL},
    {"await_expression", SL_T_AWAIT, NULL, NULL},
    {"function_declaration generator_function_declaration", SL_T_FUNCTION,
     "name:name parameters:param return_type:result body:body type_parameters:- @async:modifier",
     NULL},
    {"function_expression generator_function arrow_function function", SL_T_FUNCTION,
     "name:name parameters:param parameter:param return_type:result body:body type_parameters:- "
     "@async:modifier",
     NULL},
    {"required_parameter optional_parameter", SL_T_PARAM, PARAM_ROLES, NULL},
    {"rest_pattern spread_element", SL_T_SPLAT, NULL, NULL},
    {"class_declaration class abstract_class_declaration", SL_T_CLASS,
     "decorator:modifier name:name type_parameters:typearg body:body @class_heritage:base "
     "@abstract:modifier",
     NULL},
    {"interface_declaration", SL_T_CLASS,
     "name:name type_parameters:typearg body:body @extends_type_clause:base @interface:text", NULL},
    {"class_heritage extends_clause implements_clause extends_type_clause", SL_T_SPLICE,
     "type_arguments:-", NULL},
    {"class_body", 0, NULL, sl_lower_members},
    {"interface_body object_type enum_body", SL_T_MEMBERS, NULL, NULL},
    {"field_definition public_field_definition property_signature", SL_T_VAR,
     "property:name name:name type:type value:value decorator:modifier @static:modifier "
     "@readonly:modifier @declare:modifier @?:- *:modifier",
     NULL},
    {"decorator", 0, NULL, sl_lower_decorator},
    {"accessibility_modifier override_modifier", SL_T_TOKEN, NULL, NULL},
    {"object object_pattern", SL_T_RECORD, NULL, NULL},
    {"pair pair_pattern", SL_T_PAIR, "key:key value:value", NULL},
    {"array array_pattern", SL_T_LIST, NULL, NULL},
    {"regex", SL_T_REGEX, "pattern:text flags:alias", NULL},
    {"shorthand_property_identifier private_property_identifier statement_identifier", SL_T_NAME,
     NULL, NULL},
    {"parenthesized_expression", 0, NULL, sl_lower_parentheses},
    {"for_statement", SL_T_FOR, "initializer:init condition:cond increment:step body:body", NULL},
    {"for_in_statement", SL_T_FOREACH,
     "kind:- left:left operator:text right:right body:body @await:-", NULL},
    {"do_statement", SL_T_OTHER, "body:body condition:cond @do:- @while:-", NULL},
    {"switch_statement", SL_T_SWITCH, "value:cond body:body", NULL},
    {"switch_body", SL_T_BLOCK, NULL, NULL},
    {"switch_case switch_default", 0, NULL, sl_lower_case},
    {"try_statement", SL_T_TRY, "body:body handler:catch finalizer:finally", NULL},
    {"catch_clause", SL_T_CATCH, "parameter:name type:type body:body", NULL},
    {"as_expression satisfies_expression type_assertion", 0, NULL, lower_cast},
    {"non_null_expression parenthesized_type type_annotation", SL_T_SPLICE, NULL, NULL},
    {"generic_type", 0, NULL, sl_lower_generic},
    {"predefined_type this_type", SL_T_NAME, NULL, NULL},
    {"template_string", 0, NULL, sl_lower_string},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%",       "%;",      "%;;",  "%: %", "...%", "{%}",
                                   "%=\"%\"", "case %:", "% %;", "@%",   NULL};
static const char *const variables[] = {"%", "%;", "@%", "\"%\"", NULL};

static const sl_frame frames[] = {
    {"(", ")", "{"},
    {"({", "})", ":"},
    {"", "", NULL},
    {"", "", NULL},
    {"", "\nclass SL__C {}", "@"},
    {"class SL__C {", "}", NULL},
    {"", "{SL__DOTS;}", NULL},
    {"class SL__C {", "{SL__DOTS;} }", NULL},
    {"class SL__C {", "\n}", "@"},
    {"try {SL__DOTS;} ", "", NULL},
    {"switch (SL__DOTS) { ", " }", NULL},
    {"({", "})", NULL},
    {"SL__F(", ")", NULL},
    {"if (SL__DOTS) {} ", "", NULL},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_printf(mem, "let SL__V: %.*s", SL_FMT(type));
}

#define COMMON                                                                                     \
    .rows = rows, .hole = "SL__", .dots = dots, .statement_dots = "%;", .variables = variables,    \
    .frames = frames, .typed = typed, .typed_first = true

const sl_dialect sl_dialect_javascript = {.language = "javascript", .grammar = "tsx", COMMON};
extern const sl_dialect sl_dialect_tsx;
const sl_dialect sl_dialect_typescript = {
    .language = "typescript", .grammar = "typescript", .fallback = &sl_dialect_tsx, COMMON};
const sl_dialect sl_dialect_tsx = {
    .language = "typescript", .grammar = "tsx", .extensions = ".tsx .jsx", COMMON};

/* C#. */
#include "engine/syntax/hooks.h"

/* Gives `term` more children than it has: those on the stack since `mark`. */
static void add_kids(sl_lowering *l, sl_term *term, size_t mark)
{
    for (uint32_t i = 0; i < term->n; i++)
        *sl_list_add(l->mem, &l->kids) = term->kids[i];
    sl_lower_end(l, term, mark, (sl_role)term->role);
    l->kids.n--;
}

static bool is_mark(const sl_cst *cst, size_t node)
{
    return sl_cst_is(cst, node, "modifier") || sl_cst_is(cst, node, "attribute_list");
}

static void lower_marks(sl_lowering *l, size_t node)
{
    for (size_t i = sl_cst_first(l->cst, node); i < l->cst->v[node].next; i = l->cst->v[i].next)
        if (is_mark(l->cst, i))
            sl_lower_into(l, i, SL_R_MODIFIER);
}

/* A VAR for each declarator; what stands after its `=` has no name in the grammar. */
static void lower_declaration(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t inner = sl_cst_child(cst, node, "variable_declaration");
    size_t list = inner == SIZE_MAX ? node : inner;
    bool is_first = true;
    for (size_t i = sl_cst_first(cst, list); i < cst->v[list].next; i = cst->v[i].next) {
        static const sl_lower_row declarator = {
            "", SL_T_VAR, "name:name @tuple_pattern:name @bracketed_argument_list:- *:value", NULL};
        if (!sl_cst_is(cst, i, "variable_declarator"))
            continue;
        sl_lower_as(l, i, role, &declarator);
        sl_term *term = l->kids.v[--l->kids.n];
        size_t mark = l->kids.n;
        lower_marks(l, node);
        sl_lower_field(l, list, "type", SL_R_TYPE);
        add_kids(l, term, mark);
        if (is_first)
            term->start = cst->v[node].start;
        if (is_first || cst->v[i].next == cst->v[list].next)
            term->end = cst->v[node].end;
        is_first = false;
        sl_lower_emit(l, term, role);
    }
}

/* name: value and name = value are keywords; anything else is the value itself. */
static void lower_argument(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row keyword = {"", SL_T_KEYWORD, "name:name *:value", NULL};
    static const sl_lower_row plain = {"", SL_T_SPLICE, NULL, NULL};
    sl_lower_as(l, node, role, sl_cst_field(l->cst, node, "name") == SIZE_MAX ? &plain : &keyword);
}

/* using A.B; using static A.B; using C = A.B; */
static void lower_using(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    sl_import import = {node, SIZE_MAX, SIZE_MAX, sl_cst_field(cst, node, "name")};
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
        if (cst->v[i].flags & SL_CST_NAMED && i != import.alias)
            import.module = i;
    sl_lower_import(l, &import, role);
}

/* a?.b and a?[b]: the field or item of a. */
static void lower_conditional_access(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t field = sl_cst_child(cst, node, "member_binding_expression");
    size_t item = sl_cst_child(cst, node, "element_binding_expression");
    size_t mark;
    sl_term *term = sl_lower_begin(l, field == SIZE_MAX ? SL_T_INDEX : SL_T_FIELD, node, &mark);
    sl_lower_field(l, node, "condition", SL_R_OBJECT);
    if (field != SIZE_MAX) {
        term->text = SL_S("?.");
        sl_lower_field(l, field, "name", SL_R_NAME);
    } else if (item != SIZE_MAX) {
        sl_lower_into(l, item, SL_R_ARG);
    }
    sl_lower_end(l, term, mark, role);
}

/* The bases of a type; one with arguments is a call. */
static void lower_bases(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        size_t next = cst->v[i].next;
        size_t mark;
        if (!(cst->v[i].flags & SL_CST_NAMED) || sl_cst_is(cst, i, "argument_list"))
            continue;
        if (next == cst->v[node].next || !sl_cst_is(cst, next, "argument_list")) {
            sl_lower_into(l, i, role);
            continue;
        }
        sl_term *call = sl_lower_begin(l, SL_T_CALL, i, &mark);
        sl_lower_into(l, i, SL_R_CALLEE);
        sl_lower_into(l, next, SL_R_ARG);
        call->end = cst->v[next].end;
        sl_lower_end(l, call, mark, role);
    }
}

static bool has_this(const sl_cst *cst, size_t parameter)
{
    for (size_t i = sl_cst_first(cst, parameter); i < cst->v[parameter].next; i = cst->v[i].next)
        if (sl_cst_is(cst, i, "modifier") && sl_str_is(sl_cst_text(cst, i), "this"))
            return true;
    return false;
}

/* What an extension method extends is no parameter of its calls. */
static void lower_parameter(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row row = {
        "", SL_T_PARAM, "type:type name:name @modifier:modifier @attribute_list:modifier *:value",
        NULL};
    sl_lower_as(l, node, has_this(l->cst, node) ? SL_R_LEFT : role, &row);
}

/* The parameters of a list; those after `params` have no node of their own. */
static void lower_parameters(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t type = sl_cst_field(cst, node, "type");
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
        if (cst->v[i].flags & SL_CST_NAMED && !cst->v[i].field && !is_mark(cst, i))
            sl_lower_into(l, i, role);
    if (type == SIZE_MAX)
        return;
    size_t mark;
    sl_term *rest = sl_lower_begin(l, SL_T_PARAM, type, &mark);
    sl_lower_into(l, type, SL_R_TYPE);
    sl_lower_field(l, node, "name", SL_R_NAME);
    rest->end = cst->v[node].end - 1;
    sl_lower_end(l, rest, mark, role);
}

/* case P when C: S. What stands before the colon is looked for, what is after it is the body. */
static void lower_section(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    bool is_body = false;
    sl_term *term = sl_lower_begin(l, SL_T_CASE, node, &mark);
    size_t i = sl_cst_first(cst, node);
    for (; i < cst->v[node].next && !is_body; i = cst->v[i].next) {
        is_body = sl_str_among(sl_cst_text(cst, i), ": =>");
        if (cst->v[i].flags & SL_CST_NAMED)
            sl_lower_into(l, i, SL_R_COND);
    }
    sl_lower_case_body(l, node, i, SIZE_MAX);
    sl_lower_end(l, term, mark, role);
}

/* C(…) : base(…) {…} calls first what stands after the colon. */
static void lower_constructor(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row row = {
        "", SL_T_FUNCTION,
        "name:name parameters:param @constructor_initializer:- body:body @modifier:modifier "
        "@attribute_list:modifier",
        NULL};
    static const sl_lower_row call = {"", SL_T_CALL, "@base:callee @this:callee *:arg", NULL};
    size_t first = sl_cst_child(l->cst, node, "constructor_initializer");
    sl_lower_as(l, node, role, &row);
    sl_term *body = sl_term_get(l->kids.v[l->kids.n - 1], SL_R_BODY);
    if (first == SIZE_MAX || !body)
        return;
    size_t mark;
    sl_term *statement = sl_lower_begin(l, SL_T_EXPR, first, &mark);
    sl_lower_as(l, first, SL_R_ITEM, &call);
    sl_lower_end(l, statement, mark, SL_R_ITEM);
    l->kids.n--;
    mark = l->kids.n;
    sl_lower_emit(l, statement, SL_R_ITEM);
    add_kids(l, body, mark);
}

#define MARKS "@modifier:modifier @attribute_list:modifier "
#define FUNCTION_ROLES                                                                             \
    MARKS "returns:result type:result name:name operator:name parameters:param body:body "         \
          "value:body accessors:body type_parameters:typearg @explicit_interface_specifier:- "     \
          "@type_parameter_constraints_clause:-"

static void emit_copy(sl_lowering *l, const sl_term *term, sl_role role)
{
    if (term)
        sl_lower_emit(l, sl_term_copy(l->mem, term), role);
}

/* get and set of a property or an indexer are methods: get of its type, set with a parameter. */
static void complete_accessors(sl_lowering *l, const sl_term *owner, const sl_term *type)
{
    const sl_term *body = sl_term_get(owner, SL_R_BODY);
    for (uint32_t i = 0; body && body->kind == SL_T_MEMBERS && i < body->n; i++) {
        sl_term *accessor = body->kids[i];
        const sl_term *name = sl_term_get(accessor, SL_R_NAME);
        size_t mark = l->kids.n;
        if (accessor->kind != SL_T_FUNCTION || !name)
            continue;
        emit_copy(l, type, SL_R_RESULT);
        if (!sl_str_is(name->text, "get")) {
            sl_term *value = sl_term_new(l->mem, SL_T_PARAM, SL_R_PARAM);
            size_t inner = l->kids.n;
            sl_term *value_name = sl_term_new(l->mem, SL_T_NAME, SL_R_NAME);
            value->start = value->end = value_name->start = value_name->end = name->end;
            value_name->text = SL_S("value");
            emit_copy(l, type, SL_R_TYPE);
            sl_lower_emit(l, value_name, SL_R_NAME);
            sl_lower_end(l, value, inner, SL_R_PARAM);
        }
        add_kids(l, accessor, mark);
    }
}

static void lower_property(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row row = {
        "", SL_T_VAR,
        MARKS "type:type name:name value:value accessors:body @explicit_interface_specifier:-",
        NULL};
    sl_lower_as(l, node, role, &row);
    const sl_term *property = l->kids.v[l->kids.n - 1];
    complete_accessors(l, property, sl_term_get(property, SL_R_TYPE));
}

static void lower_indexer(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row row = {"", SL_T_FUNCTION, FUNCTION_ROLES, NULL};
    sl_lower_as(l, node, role, &row);
    const sl_term *indexer = l->kids.v[l->kids.n - 1];
    complete_accessors(l, indexer, sl_term_get(indexer, SL_R_RESULT));
}

static const sl_lower_row rows[] = {
    {"global_statement declaration_list_body argument_list bracketed_argument_list "
     "attribute_list attribute_argument_list type_argument_list type_parameter_list "
     "arrow_expression_clause constant_pattern type_pattern parenthesized_pattern "
     "collection_element "
     "expression_element element_binding_expression",
     SL_T_SPLICE, NULL, NULL},
    {"empty_statement preproc_define preproc_undef interpolation_start interpolation_brace "
     "interpolation_quote shebang_directive",
     SL_T_SKIP, NULL, NULL},
    {"preproc_if preproc_elif", SL_T_SPLICE, "condition:-", NULL},
    {"preproc_else preproc_if_in_attribute_list", SL_T_SPLICE, NULL, NULL},
    {"'this 'base predefined_type discard implicit_parameter", SL_T_NAME, NULL, NULL},
    {"modifier", SL_T_TOKEN, NULL, NULL},
    {"using_directive", 0, NULL, lower_using},
    {"namespace_declaration file_scoped_namespace_declaration", SL_T_OTHER,
     "name:name body:body @namespace:-", NULL},
    {"declaration_list enum_member_declaration_list accessor_list", SL_T_MEMBERS, NULL, NULL},
    {"class_declaration struct_declaration interface_declaration record_declaration "
     "enum_declaration",
     SL_T_CLASS,
     MARKS "name:name @parameter_list:param @base_list:base @type_parameter_list:typearg "
           "type_parameters:typearg body:body @type_parameter_constraints_clause:- "
           "@interface:text @record:modifier @enum:text",
     NULL},
    {"base_list", 0, NULL, lower_bases},
    {"primary_constructor_base_type", SL_T_CALL, "type:callee @argument_list:arg", NULL},
    {"local_declaration_statement field_declaration event_field_declaration variable_declaration",
     0, NULL, lower_declaration},
    {"method_declaration local_function_statement operator_declaration destructor_declaration "
     "conversion_operator_declaration delegate_declaration",
     SL_T_FUNCTION, FUNCTION_ROLES, NULL},
    {"accessor_declaration", SL_T_FUNCTION, MARKS "name:name body:body", NULL},
    {"constructor_declaration", 0, NULL, lower_constructor},
    {"property_declaration event_declaration", 0, NULL, lower_property},
    {"indexer_declaration", 0, NULL, lower_indexer},
    {"parameter_list bracketed_parameter_list", 0, NULL, lower_parameters},
    {"parameter", 0, NULL, lower_parameter},
    {"attribute", SL_T_MODIFIER, "name:name @attribute_argument_list:arg", NULL},
    {"attribute_target_specifier", SL_T_SKIP, NULL, NULL},
    {"argument attribute_argument", 0, NULL, lower_argument},
    {"lambda_expression anonymous_method_expression", SL_T_FUNCTION,
     MARKS "type:result parameters:param body:body @block:body", NULL},
    {"invocation_expression", SL_T_CALL, "function:callee arguments:arg", NULL},
    {"object_creation_expression", SL_T_NEW, "type:callee arguments:arg initializer:item", NULL},
    {"implicit_object_creation_expression", SL_T_NEW,
     "@argument_list:arg @initializer_expression:item", NULL},
    {"array_creation_expression stackalloc_expression", SL_T_NEW, "type:callee *:item", NULL},
    {"implicit_array_creation_expression implicit_stackalloc_expression initializer_expression "
     "tuple_expression tuple_pattern",
     SL_T_TUPLE, NULL, NULL},
    {"collection_expression", SL_T_LIST, NULL, NULL},
    {"member_access_expression", SL_T_FIELD, "expression:object name:name", NULL},
    {"qualified_name", SL_T_FIELD, "qualifier:object name:name", NULL},
    {"alias_qualified_name", SL_T_FIELD, "alias:object name:name", NULL},
    {"conditional_access_expression", 0, NULL, lower_conditional_access},
    {"element_access_expression", SL_T_INDEX, "expression:object subscript:arg", NULL},
    {"generic_name", 0, NULL, sl_lower_generic},
    {"implicit_type", SL_T_SKIP, NULL, NULL},
    {"nullable_type pointer_type ref_type array_type scoped_type", SL_T_OTHER, "type:type", NULL},
    {"assignment_expression", 0, NULL, sl_lower_assignment},
    {"as_expression", SL_T_CAST, "left:value right:type", NULL},
    {"cast_expression", SL_T_CAST, "type:type value:value", NULL},
    {"is_expression is_pattern_expression", SL_T_BINARY,
     "left:left expression:left right:right pattern:right @is:text", NULL},
    {"and_pattern or_pattern", SL_T_BINARY, "left:left operator:text right:right", NULL},
    {"negated_pattern", SL_T_UNARY, "@not:text *:item", NULL},
    {"declaration_pattern", SL_T_VAR, "type:type *:name", NULL},
    {"declaration_expression", SL_T_VAR, "type:type name:name", NULL},
    {"prefix_unary_expression", SL_T_UNARY,
     "@!:text @-:text @+:text @~:text @&:text @^:text @*:text @++:text @--:text *:item", NULL},
    {"postfix_unary_expression", SL_T_UPDATE, "@++:text @--:text @!:text *:left", NULL},
    {"conditional_expression", SL_T_TERNARY, "condition:cond consequence:left alternative:right",
     NULL},
    {"await_expression", SL_T_AWAIT, NULL, NULL},
    {"throw_expression", SL_T_THROW, NULL, NULL},
    {"checked_expression", SL_T_SPLICE, NULL, NULL},
    {"checked_statement unsafe_statement", SL_T_SPLICE, NULL, NULL},
    {"foreach_statement", SL_T_FOREACH,
     "type:type left:left right:right body:body @await:- @foreach:- @in:-", NULL},
    {"using_statement", SL_T_WITH, "body:body @using:- @await:- *:init", NULL},
    {"lock_statement fixed_statement", SL_T_WITH, "@block:body *:init", NULL},
    {"do_statement", SL_T_OTHER, "body:body condition:cond @do:- @while:-", NULL},
    {"for_statement", SL_T_FOR, "initializer:init condition:cond update:step body:body", NULL},
    {"try_statement", SL_T_TRY, "body:body @catch_clause:catch @finally_clause:finally", NULL},
    {"catch_clause", SL_T_CATCH, "@catch_declaration:param @catch_filter_clause:alias body:body",
     NULL},
    {"catch_declaration", SL_T_PARAM, "type:type name:name", NULL},
    {"catch_filter_clause when_clause", SL_T_SPLICE, NULL, NULL},
    {"switch_statement", SL_T_SWITCH, "value:cond body:body", NULL},
    {"switch_body", SL_T_BLOCK, NULL, NULL},
    {"switch_expression", SL_T_SWITCH, "@switch_expression_arm:item *:cond", NULL},
    {"switch_section switch_expression_arm", 0, NULL, lower_section},
    {"raw_string_literal", SL_T_STRING, NULL, sl_lower_string},
    {"interpolation", SL_T_SPLICE,
     "@interpolation_alignment_clause:- @interpolation_format_clause:-", NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%",   "%();",  "%;",   "% %",          "% %;",
                                   "[%]", "% = %", "%: %", "case %: %();", NULL};
static const char *const variables[] = {"%", "%()", "% %", "%;", NULL};

static const sl_frame frames[] = {
    {"class SL__C { object SL__V = ", "; }", "n"},
    {"class SL__C { object SL__V = ", "; }", NULL},
    {"", "", NULL},
    {"", ";", NULL},
    {"class SL__C { ", " }", NULL},
    {"class SL__C { ", " {SL__DOTS();} }", NULL},
    {"", " {SL__DOTS();}", NULL},
    {"", " finally {SL__DOTS();}", NULL},
    {"try {SL__DOTS();} ", "", NULL},
    {"switch (SL__DOTS) { ", " }", NULL},
    {"", " class SL__C {}", "["},
    {"class SL__C { void SL__M(", ") {} }", NULL},
    {"class SL__C { object SL__V { ", " } }", NULL},
    {"class SL__C { SL__C() ", " {} }", ":"},
    {"class SL__C { ", " SL__V; }", NULL},
    {"SL__F(", ");", NULL},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_printf(mem, "class SL__C { %.*s SL__V; }", SL_FMT(type));
}

const sl_dialect sl_dialect_csharp = {
    .language = "csharp",
    .grammar = "c_sharp",
    .statement_dots = "%();",
    .typed_first = true,
    .options = SL_MATCH_VAR_IS_NO_ASSIGN,
    SL_DIALECT_TABLES,
};

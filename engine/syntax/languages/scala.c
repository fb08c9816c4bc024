/* Scala. */
#include "base/chars.h"
#include "engine/syntax/hooks.h"

static bool is_named(const sl_cst *cst, size_t node)
{
    return cst->v[node].flags & SL_CST_NAMED && !(cst->v[node].flags & SL_CST_EXTRA);
}

static size_t named_child(const sl_cst *cst, size_t node, size_t k)
{
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
        if (is_named(cst, i) && !k--)
            return i;
    return SIZE_MAX;
}

static void lower_statements(sl_lowering *l, size_t node, sl_role role)
{
    sl_lower_statements(l, node, sl_cst_first(l->cst, node), role);
}

/* The field `node` of `term`, not emitted; the name itself where there is no term yet. */
static sl_term *join(sl_lowering *l, sl_term *term, size_t node, sl_role role)
{
    size_t mark;
    if (!term)
        return sl_lower_one(l, node, role);
    sl_term *field = sl_lower_begin(l, SL_T_FIELD, node, &mark);
    field->start = term->start;
    sl_lower_emit(l, term, SL_R_OBJECT);
    sl_lower_into(l, node, SL_R_NAME);
    sl_lower_end(l, field, mark, role);
    return l->kids.v[--l->kids.n];
}

/* a.b.c: names in a row. */
static void lower_path(sl_lowering *l, size_t node, sl_role role)
{
    sl_term *term = NULL;
    for (size_t k = 0; named_child(l->cst, node, k) != SIZE_MAX; k++)
        term = join(l, term, named_child(l->cst, node, k), role);
    if (term)
        sl_lower_emit(l, term, role);
}

static void emit_import(sl_lowering *l, size_t node, sl_term *module, size_t alias, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_IMPORT, node, &mark);
    if (module)
        sl_lower_emit(l, module, SL_R_MODULE);
    if (alias != SIZE_MAX)
        sl_lower_into(l, alias, SL_R_ALIAS);
    sl_lower_end(l, term, mark, role);
}

/* import a.b._; import a.{b, c => d}: one IMPORT each. */
static void lower_import(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    sl_term *path = NULL;
    bool is_done = false;
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        bool is_list = sl_cst_is(cst, i, "namespace_selectors");
        if (!is_named(cst, i))
            continue;
        if (!is_list) {
            path = join(l, path, i, SL_R_MODULE);
            continue;
        }
        for (size_t k = 0; named_child(cst, i, k) != SIZE_MAX; k++) {
            size_t one = named_child(cst, i, k);
            size_t name = sl_cst_field(cst, one, "name");
            sl_term *copy = path ? sl_term_copy(l->mem, path) : NULL;
            emit_import(l, node, join(l, copy, name == SIZE_MAX ? one : name, SL_R_MODULE),
                        sl_cst_field(cst, one, "alias"), role);
        }
        is_done = true;
    }
    if (!is_done)
        emit_import(l, node, path, SIZE_MAX, role);
}

/* name = value among arguments is a keyword; a block is a function without parameters. */
static void lower_arguments(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row keyword = {"", SL_T_KEYWORD, "left:name right:value", NULL};
    for (size_t k = 0; named_child(l->cst, node, k) != SIZE_MAX; k++) {
        size_t one = named_child(l->cst, node, k);
        if (sl_cst_is(l->cst, one, "assignment_expression"))
            sl_lower_as(l, one, role, &keyword);
        else
            sl_lower_into(l, one, role);
    }
}

/* f(a) and f {…}. */
static void lower_call(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t inner;
    size_t arguments = sl_cst_field(cst, node, "arguments");
    sl_term *term = sl_lower_begin(l, SL_T_CALL, node, &mark);
    sl_lower_field(l, node, "function", SL_R_CALLEE);
    bool is_block = arguments != SIZE_MAX && !sl_cst_is(cst, arguments, "arguments");
    size_t only = is_block ? named_child(cst, arguments, 0) : SIZE_MAX;
    if (is_block && only != SIZE_MAX && sl_cst_is(cst, only, "lambda_expression")) {
        sl_lower_into(l, only, SL_R_ARG);
    } else if (is_block) {
        sl_term *function = sl_lower_begin(l, SL_T_FUNCTION, arguments, &inner);
        function->flags |= SL_TERM_LAMBDA;
        sl_lower_into(l, arguments, SL_R_BODY);
        sl_lower_end(l, function, inner, SL_R_ARG);
    } else if (arguments != SIZE_MAX) {
        sl_lower_into(l, arguments, SL_R_ARG);
    }
    sl_lower_end(l, term, mark, role);
}

/* a + b is an operation, a f b is a.f(b). */
static void lower_infix(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row binary = {"", SL_T_BINARY, "left:left operator:text right:right",
                                        NULL};
    const sl_cst *cst = l->cst;
    size_t operator_node = sl_cst_field(cst, node, "operator");
    size_t mark;
    size_t inner;
    sl_str text = operator_node == SIZE_MAX ? SL_S("") : sl_cst_text(cst, operator_node);
    if (!text.n || !(sl_is_letter(text.p[0]) || text.p[0] == '_')) {
        sl_lower_as(l, node, role, &binary);
        return;
    }
    sl_term *call = sl_lower_begin(l, SL_T_CALL, node, &mark);
    sl_term *field = sl_lower_begin(l, SL_T_FIELD, node, &inner);
    sl_lower_field(l, node, "left", SL_R_OBJECT);
    sl_lower_into(l, operator_node, SL_R_NAME);
    field->end = cst->v[operator_node].end;
    sl_lower_end(l, field, inner, SL_R_CALLEE);
    sl_lower_field(l, node, "right", SL_R_ARG);
    sl_lower_end(l, call, mark, role);
}

/* Parts in a row that the grammar has no names for. */
static void lower_pair(sl_lowering *l, size_t node, sl_term_kind kind, sl_role roles[2],
                       sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, kind, node, &mark);
    for (size_t k = 0; named_child(l->cst, node, k) != SIZE_MAX; k++)
        sl_lower_into(l, named_child(l->cst, node, k), roles[k ? 1 : 0]);
    sl_lower_end(l, term, mark, role);
}

static void lower_postfix(sl_lowering *l, size_t node, sl_role role)
{
    sl_role roles[] = {SL_R_OBJECT, SL_R_NAME};
    lower_pair(l, node, SL_T_FIELD, roles, role);
}

static void lower_ascription(sl_lowering *l, size_t node, sl_role role)
{
    sl_role roles[] = {SL_R_VALUE, SL_R_TYPE};
    lower_pair(l, node, SL_T_CAST, roles, role);
}

static void lower_enumerator(sl_lowering *l, size_t node, sl_role role)
{
    sl_role roles[] = {SL_R_NAME, SL_R_VALUE};
    lower_pair(l, node, SL_T_VAR, roles, role);
}

static void lower_if(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t then = sl_cst_field(l->cst, node, "consequence");
    size_t other = sl_cst_field(l->cst, node, "alternative");
    sl_term *term = sl_lower_begin(l, SL_T_IF, node, &mark);
    sl_lower_field(l, node, "condition", SL_R_COND);
    if (then != SIZE_MAX)
        sl_lower_statement(l, then, SL_R_THEN);
    if (other != SIZE_MAX)
        sl_lower_statement(l, other, SL_R_ELSE);
    sl_lower_end(l, term, mark, role);
}

/* case P if C => S */
static void lower_case(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t arrow = sl_cst_child(cst, node, "=>");
    sl_term *term = sl_lower_begin(l, SL_T_CASE, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next && i < arrow; i = cst->v[i].next)
        if (is_named(cst, i))
            sl_lower_into(l, i, SL_R_COND);
    if (arrow != SIZE_MAX) {
        sl_lower_statements(l, node, cst->v[arrow].next, SL_R_BODY);
        l->kids.v[l->kids.n - 1]->start = cst->v[arrow].end;
    }
    sl_lower_end(l, term, mark, role);
}

/* s"a$b" is a text; other words before a string are called with it. */
static void lower_interpolated(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t word = sl_cst_field(cst, node, "interpolator");
    size_t string = sl_cst_child(cst, node, "interpolated_string");
    sl_str text = word == SIZE_MAX ? SL_S("s") : sl_cst_text(cst, word);
    if (string == SIZE_MAX)
        return;
    if (sl_str_is(text, "s") || sl_str_is(text, "f") || sl_str_is(text, "raw")) {
        sl_lower_into(l, string, role);
        return;
    }
    sl_term *call = sl_lower_begin(l, SL_T_CALL, node, &mark);
    sl_lower_into(l, word, SL_R_CALLEE);
    sl_lower_into(l, string, SL_R_ARG);
    sl_lower_end(l, call, mark, role);
}

/* ${a} is a, not a block. */
static void lower_interpolation(sl_lowering *l, size_t node, sl_role role)
{
    size_t inner = named_child(l->cst, node, 0);
    if (inner != SIZE_MAX && sl_cst_is(l->cst, inner, "block"))
        inner = named_child(l->cst, inner, 0);
    if (inner != SIZE_MAX)
        sl_lower_into(l, inner, role);
}

#define MARKS "@modifiers:modifier @annotation:modifier @access_modifier:modifier "

/* def f(…) = {…}: the block is what f is. */
static void lower_function(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row row = {
        "", SL_T_FUNCTION,
        MARKS "name:name @type_parameters:- parameters:param return_type:result body:body", NULL};
    sl_lower_as(l, node, role, &row);
    sl_term *body = sl_term_get(l->kids.v[l->kids.n - 1], SL_R_BODY);
    if (body)
        body->flags |= SL_TERM_APART;
}

/* What a class is based on, and apart from it what that is given. */
static void lower_extends(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row types = {"", SL_T_SPLICE, "arguments:-", NULL};
    size_t arguments = sl_cst_field(l->cst, node, "arguments");
    size_t mark;
    sl_lower_as(l, node, role, &types);
    if (arguments == SIZE_MAX || l->holes)
        return;
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, arguments, &mark);
    term->type = "base_arguments";
    sl_lower_into(l, arguments, SL_R_ARG);
    sl_lower_end(l, term, mark, SL_R_MODIFIER);
}

static const sl_lower_row rows[] = {
    {"compilation_unit block template_body indented_block with_template_body enum_body", 0, NULL,
     lower_statements},
    {"case_block indented_cases", SL_T_BLOCK, NULL, NULL},
    {"import_declaration", 0, NULL, lower_import},
    {"package_clause", SL_T_OTHER, "name:name body:body", NULL},
    {"package_identifier stable_identifier stable_type_identifier", SL_T_SPLICE, NULL, lower_path},
    {"class_definition object_definition trait_definition enum_definition package_object",
     SL_T_CLASS,
     MARKS "name:name class_parameters:param type_parameters:typearg extend:base derive:- "
           "body:body @case:modifier @trait:text @object:text @enum:text",
     NULL},
    {"class_parameters parameters modifiers bindings identifiers enumerators annotated_type "
     "compound_type type_arguments guard",
     SL_T_SPLICE, NULL, NULL},
    {"extends_clause", 0, NULL, lower_extends},
    {"access_modifier infix_modifier inline_modifier open_modifier transparent_modifier",
     SL_T_TOKEN, "*:-", NULL},
    {"class_parameter parameter", SL_T_PARAM,
     MARKS "name:name type:type default_value:value @val:modifier @var:modifier", NULL},
    {"binding", SL_T_PARAM, "name:name type:type *:name", NULL},
    {"annotation", SL_T_MODIFIER, "name:name arguments:arg", NULL},
    {"function_definition function_declaration", 0, NULL, lower_function},
    {"val_definition var_definition val_declaration var_declaration", SL_T_VAR,
     MARKS "pattern:name name:name type:type value:value @val:modifier @var:modifier", NULL},
    {"call_expression", 0, NULL, lower_call},
    {"arguments", SL_T_SPLICE, NULL, lower_arguments},
    {"generic_function generic_type", 0, NULL, sl_lower_generic},
    {"instance_expression", SL_T_NEW, "arguments:arg @template_body:body *:callee", NULL},
    {"field_expression", SL_T_FIELD, "value:object field:name", NULL},
    {"infix_expression", 0, NULL, lower_infix},
    {"postfix_expression", 0, NULL, lower_postfix},
    {"prefix_expression", SL_T_UNARY, "@!:text @-:text @+:text @~:text *:item", NULL},
    {"ascription_expression", 0, NULL, lower_ascription},
    {"lambda_expression", SL_T_FUNCTION, "type_parameters:- parameters:param *:body", NULL},
    {"assignment_expression", SL_T_ASSIGN, "left:left right:right", NULL},
    {"match_expression", SL_T_SWITCH, "value:cond body:body", NULL},
    {"case_clause", 0, NULL, lower_case},
    {"case_class_pattern", SL_T_CALL, "type:callee pattern:arg", NULL},
    {"typed_pattern", SL_T_VAR, "pattern:name type:type", NULL},
    {"infix_pattern", SL_T_BINARY, "left:left operator:text right:right", NULL},
    {"tuple_pattern tuple_expression", SL_T_TUPLE, NULL, NULL},
    {"if_expression", 0, NULL, lower_if},
    {"while_expression", SL_T_WHILE, "condition:cond body:body", NULL},
    {"do_while_expression", SL_T_OTHER, "condition:cond body:body @do:- @while:-", NULL},
    {"for_expression", SL_T_FOR, "enumerators:init body:body @yield:keyword", NULL},
    {"enumerator", 0, NULL, lower_enumerator},
    {"try_expression", SL_T_TRY, "body:body @catch_clause:catch @finally_clause:finally", NULL},
    {"catch_clause", SL_T_CATCH, "pattern:param body:body *:body", NULL},
    {"finally_clause", SL_T_FINALLY, "*:body", NULL},
    {"return_expression", SL_T_RETURN, NULL, NULL},
    {"throw_expression", SL_T_THROW, NULL, NULL},
    {"interpolated_string_expression", 0, NULL, lower_interpolated},
    {"interpolated_string", SL_T_STRING, NULL, sl_lower_string},
    {"interpolation", SL_T_SPLICE, NULL, lower_interpolation},
    {"operator_identifier wildcard namespace_wildcard", SL_T_NAME, "*:-", NULL},
    {"repeat_pattern", SL_T_SPLAT, NULL, NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%", "%: %", "case % => %", "% <- %", "@%", NULL};
static const char *const variables[] = {"%", "@%", NULL};

static const sl_frame frames[] = {
    {"", "\n", NULL},
    {"class SL__C {\n", "\n}\n", NULL},
    {"", " {\nSL__DOTS\n}\n", NULL},
    {"class SL__C {\n", " {\nSL__DOTS\n}\n}\n", NULL},
    {"try { SL__DOTS } ", "\n", NULL},
    {"SL__V match {\n", "\n}\n", NULL},
    {"", "\nclass SL__C\n", "@"},
    {"def SL__F(", ") = SL__V\n", NULL},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_printf(mem, "val SL__V: %.*s = SL__W\n", SL_FMT(type));
}

const sl_dialect sl_dialect_scala = {
    .language = "scala",
    .grammar = "scala",
    .typed_first = true,
    SL_DIALECT_TABLES,
};

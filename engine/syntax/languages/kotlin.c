/* Kotlin. */
#include "engine/syntax/languages/kotlin.h"

static bool is_named(const sl_cst *cst, size_t node)
{
    return cst->v[node].flags & SL_CST_NAMED && !(cst->v[node].flags & SL_CST_EXTRA);
}

/* The first child that has this text or type; SIZE_MAX. */
static size_t find(const sl_cst *cst, size_t node, const char *type)
{
    return sl_cst_child(cst, node, type);
}

static bool is_type(const sl_cst *cst, size_t node)
{
    return sl_cst_is(cst, node, "user_type") || sl_cst_is(cst, node, "nullable_type") ||
           sl_cst_is(cst, node, "function_type") || sl_cst_is(cst, node, "parenthesized_type") ||
           sl_cst_is(cst, node, "non_nullable_type");
}

/* Emits what is named among the children from `from` to `to` in one role. */
static void lower_between(sl_lowering *l, size_t from, size_t to, sl_role role)
{
    for (size_t i = from; i < to; i = l->cst->v[i].next)
        if (is_named(l->cst, i))
            sl_lower_into(l, i, role);
}

static void lower_statements(sl_lowering *l, size_t node, sl_role role)
{
    sl_lower_statements(l, node, sl_cst_first(l->cst, node), role);
}

/* a.b<C>.d: names in a row, with the arguments of types. */
static void lower_path(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    sl_term *term = NULL;
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        size_t mark = l->kids.n;
        if (!is_named(cst, i) || sl_cst_is(cst, i, "type_modifiers"))
            continue;
        if (sl_cst_is(cst, i, "type_arguments") && term) {
            for (uint32_t k = 0; k < term->n; k++)
                *sl_list_add(l->mem, &l->kids) = term->kids[k];
            sl_lower_into(l, i, SL_R_TYPEARG);
        } else if (term) {
            sl_term *field = sl_lower_begin(l, SL_T_FIELD, node, &mark);
            sl_lower_emit(l, term, SL_R_OBJECT);
            sl_lower_into(l, i, SL_R_NAME);
            term = field;
        } else {
            term = sl_lower_one(l, i, role);
            continue;
        }
        term->end = cst->v[i].end;
        sl_lower_end(l, term, mark, role);
        l->kids.n--;
    }
    if (term)
        sl_lower_emit(l, term, role);
}

static void lower_import(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    sl_import import = {node, find(cst, node, "qualified_identifier"), SIZE_MAX, SIZE_MAX};
    if (import.module == SIZE_MAX || cst->v[import.module].next < cst->v[node].next)
        import.alias = find(cst, node, "identifier");
    if (import.module == SIZE_MAX) {
        import.module = import.alias;
        import.alias = SIZE_MAX;
    }
    sl_lower_import(l, &import, role);
}

/* An object with its name: `companion object` too, whose members are the class's. */
static void lower_companion(sl_lowering *l, size_t node, sl_role role)
{
    size_t body = find(l->cst, node, "class_body");
    if (body != SIZE_MAX)
        lower_between(l, sl_cst_first(l->cst, body), l->cst->v[body].next, role);
}

/* Members on one line are well-formed, but the grammar has them in errors. */
static void lower_members(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_MEMBERS, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
        if (cst->v[i].flags & SL_CST_ERROR)
            lower_between(l, sl_cst_first(cst, i), cst->v[i].next, SL_R_ITEM);
        else if (is_named(cst, i))
            sl_lower_into(l, i, SL_R_ITEM);
    sl_lower_end(l, term, mark, role);
}

/* What one variable is: its name and type, from variable_declaration or the like. */
static void lower_named(sl_lowering *l, size_t node)
{
    const sl_cst *cst = l->cst;
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (is_type(cst, i))
            sl_lower_into(l, i, SL_R_TYPE);
        else if (is_named(cst, i))
            sl_lower_into(l, i,
                          sl_cst_is(cst, i, "identifier") ? SL_R_NAME
                          : sl_cst_is(cst, i, "annotation") || sl_cst_is(cst, i, "modifiers")
                              ? SL_R_MODIFIER
                              : SL_R_VALUE);
        else if (sl_str_is(sl_cst_text(cst, i), "val") || sl_str_is(sl_cst_text(cst, i), "var"))
            sl_lower_leaf(l, SL_T_TOKEN, i, sl_cst_text(cst, i), SL_R_MODIFIER);
    }
}

/* A variable as a parameter, or as what is assigned to. */
static void lower_variable(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    bool is_param = role == SL_R_PARAM;
    if (!is_param && sl_cst_is(l->cst, node, "variable_declaration")) {
        size_t name = find(l->cst, node, "identifier");
        if (name != SIZE_MAX)
            sl_lower_into(l, name, role);
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_PARAM, node, &mark);
    lower_named(l, node);
    sl_lower_end(l, term, mark, role);
}

/* val a: T = v get() {…}; val (a, b) = v; val c by v. */
static void lower_property(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    bool is_after = false;
    sl_term *term = sl_lower_begin(l, SL_T_VAR, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        sl_str text = sl_cst_text(cst, i);
        if (sl_str_is(text, "val") || sl_str_is(text, "var"))
            sl_lower_leaf(l, SL_T_TOKEN, i, text, SL_R_MODIFIER);
        else if (sl_cst_is(cst, i, "modifiers"))
            sl_lower_into(l, i, SL_R_MODIFIER);
        else if (sl_cst_is(cst, i, "variable_declaration"))
            lower_named(l, i);
        else if (sl_cst_is(cst, i, "multi_variable_declaration"))
            sl_lower_into(l, i, SL_R_NAME);
        else if (sl_cst_is(cst, i, "getter") || sl_cst_is(cst, i, "setter"))
            sl_lower_into(l, i, SL_R_BODY);
        else if (is_named(cst, i) && (is_after || sl_cst_is(cst, i, "property_delegate")))
            sl_lower_into(l, i, SL_R_VALUE);
        is_after |= sl_str_is(text, "=");
    }
    sl_lower_end(l, term, mark, role);
}

/* The parameters of a function, with what stands before and after each. */
static void lower_parameters(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t modifiers = SIZE_MAX;
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        size_t next = cst->v[i].next;
        size_t value = next < cst->v[node].next && sl_str_is(sl_cst_text(cst, next), "=")
                           ? cst->v[next].next
                           : SIZE_MAX;
        if (sl_cst_is(cst, i, "parameter_modifiers"))
            modifiers = i;
        if (!sl_cst_is(cst, i, "parameter"))
            continue;
        sl_lower_into(l, i, role);
        sl_term *term = l->kids.v[l->kids.n - 1];
        if (term->kind == SL_T_PARAM && (value != SIZE_MAX || modifiers != SIZE_MAX)) {
            size_t mark = --l->kids.n;
            if (modifiers != SIZE_MAX)
                sl_lower_into(l, modifiers, SL_R_MODIFIER);
            if (value != SIZE_MAX)
                sl_lower_into(l, value, SL_R_VALUE);
            for (uint32_t k = 0; k < term->n; k++)
                *sl_list_add(l->mem, &l->kids) = term->kids[k];
            sl_lower_end(l, term, mark, role);
        }
        modifiers = SIZE_MAX;
    }
}

/* Functions of all kinds: a type before the name is whose it is, one after the parameters is what
   it returns. */
static void lower_function(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    bool is_after = false;
    sl_term *term = sl_lower_begin(l, SL_T_FUNCTION, node, &mark);
    if (!sl_cst_is(cst, node, "function_declaration") &&
        !sl_cst_is(cst, node, "anonymous_function"))
        for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
            if (!is_named(cst, i) && cst->v[i].end > cst->v[i].start + 1) {
                sl_lower_leaf(l, SL_T_NAME, i, sl_cst_text(cst, i), SL_R_NAME);
                break;
            }
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        bool is_list = sl_cst_is(cst, i, "function_value_parameters");
        is_after |= is_list;
        if (sl_cst_is(cst, i, "modifiers"))
            sl_lower_into(l, i, SL_R_MODIFIER);
        else if (is_type(cst, i))
            sl_lower_into(l, i, is_after ? SL_R_RESULT : SL_R_LEFT);
        else if (is_list)
            sl_lower_into(l, i, SL_R_PARAM);
        else if (sl_cst_is(cst, i, "function_body") || sl_cst_is(cst, i, "block"))
            sl_lower_into(l, i, SL_R_BODY);
        else if (sl_cst_is(cst, i, "identifier"))
            sl_lower_into(l, i,
                          is_after || sl_cst_is(cst, node, "setter") ? SL_R_PARAM : SL_R_NAME);
    }
    sl_lower_end(l, term, mark, role);
}

/* { a, b -> c } */
static void lower_lambda(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t parameters = find(cst, node, "lambda_parameters");
    size_t arrow = find(cst, node, "->");
    size_t from = arrow == SIZE_MAX ? sl_cst_first(cst, node) : cst->v[arrow].next;
    sl_term *term = sl_lower_begin(l, SL_T_FUNCTION, node, &mark);
    term->flags |= SL_TERM_LAMBDA;
    if (parameters != SIZE_MAX) {
        sl_lower_into(l, parameters, SL_R_PARAM);
    } else if (arrow == SIZE_MAX) {
        sl_term *it = sl_lower_leaf(l, SL_T_NAME, node, SL_S("it"), SL_R_PARAM);
        l->kids.v[l->kids.n - 1]->end = it->end = it->start;
    }
    sl_lower_statements(l, node, from, SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

/* f<T>(a) { b }: the lambda is the last argument, which the grammar calls with. */
static bool lower_trailing(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t inner = find(cst, node, "call_expression");
    size_t lambda = find(cst, node, "annotated_lambda");
    if (inner == SIZE_MAX || inner != sl_cst_first(cst, node) || lambda != cst->v[inner].next ||
        find(cst, inner, "value_arguments") == SIZE_MAX)
        return false;
    sl_lower_into(l, inner, role);
    size_t mark = --l->kids.n;
    sl_term *call = l->kids.v[mark];
    if (call->kind != SL_T_CALL) {
        l->kids.n++;
        return false;
    }
    for (uint32_t i = 0; i < call->n; i++)
        *sl_list_add(l->mem, &l->kids) = call->kids[i];
    sl_lower_into(l, lambda, SL_R_ARG);
    call->end = cst->v[node].end;
    sl_lower_end(l, call, mark, role);
    return true;
}

static void lower_call(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark = l->kids.n;
    bool is_first = true;
    if (lower_trailing(l, node, role))
        return;
    l->kids.n = mark;
    sl_term *term = sl_lower_begin(l, SL_T_CALL, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (!is_named(cst, i))
            continue;
        sl_lower_into(l, i,
                      is_first                              ? SL_R_CALLEE
                      : sl_cst_is(cst, i, "type_arguments") ? SL_R_TYPEARG
                                                            : SL_R_ARG);
        is_first = false;
    }
    sl_lower_end(l, term, mark, role);
}

/* name = value is a keyword. */
static void lower_argument(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row keyword = {"", SL_T_KEYWORD, NULL, NULL};
    static const sl_lower_row splat = {"", SL_T_SPLAT, NULL, NULL};
    static const sl_lower_row plain = {"", SL_T_SPLICE, NULL, NULL};
    size_t equals = find(l->cst, node, "=");
    if (equals == SIZE_MAX) {
        sl_lower_as(l, node, role, find(l->cst, node, "*") == SIZE_MAX ? &plain : &splat);
        return;
    }
    sl_lower_as(l, node, role, &keyword);
    sl_term *term = l->kids.v[l->kids.n - 1];
    for (uint32_t i = 0; i < term->n; i++)
        term->kids[i]->role = i ? SL_R_VALUE : SL_R_NAME;
}

/* Two parts in a row that the grammar has no names for. */
static void lower_pair(sl_lowering *l, size_t node, sl_term_kind kind, const sl_role roles[2],
                       sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    unsigned n = 0;
    sl_term *term = sl_lower_begin(l, kind, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (is_named(cst, i))
            sl_lower_into(l, i, roles[n++ ? 1 : 0]);
        else if (kind == SL_T_BINARY || sl_str_is(sl_cst_text(cst, i), "?."))
            term->text = sl_cst_text(cst, i);
    }
    sl_lower_end(l, term, mark, role);
}

static void lower_navigation(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_role roles[] = {SL_R_OBJECT, SL_R_NAME};
    lower_pair(l, node, SL_T_FIELD, roles, role);
}

static void lower_index(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_role roles[] = {SL_R_OBJECT, SL_R_ARG};
    lower_pair(l, node, SL_T_INDEX, roles, role);
}

static void lower_range(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_role roles[] = {SL_R_LEFT, SL_R_RIGHT};
    lower_pair(l, node, SL_T_BINARY, roles, role);
}

/* a to b: the word is the operator. */
static void lower_infix(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    unsigned n = 0;
    sl_term *term = sl_lower_begin(l, SL_T_BINARY, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (!is_named(cst, i))
            continue;
        if (n == 1)
            term->text = sl_cst_text(cst, i);
        else
            sl_lower_into(l, i, n ? SL_R_RIGHT : SL_R_LEFT);
        n++;
    }
    sl_lower_end(l, term, mark, role);
}

static void lower_unary(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row update = {"", SL_T_UPDATE, "argument:left operator:text", NULL};
    static const sl_lower_row plain = {"", SL_T_UNARY, "argument:item operator:text", NULL};
    size_t mark = sl_cst_field(l->cst, node, "operator");
    sl_str text = mark == SIZE_MAX ? SL_S("") : sl_cst_text(l->cst, mark);
    bool is_update = sl_str_is(text, "++") || sl_str_is(text, "--");
    sl_lower_as(l, node, role, is_update ? &update : &plain);
}

static void lower_if(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t condition = sl_cst_field(cst, node, "condition");
    sl_role part = SL_R_THEN;
    sl_term *term = sl_lower_begin(l, SL_T_IF, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (i == condition)
            sl_lower_into(l, i, SL_R_COND);
        else if (is_named(cst, i))
            sl_lower_statement(l, i, part);
        else if (sl_str_is(sl_cst_text(cst, i), "else"))
            part = SL_R_ELSE;
    }
    sl_lower_end(l, term, mark, role);
}

/* for (a in b) c */
static void lower_for(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    sl_role part = SL_R_LEFT;
    sl_term *term = sl_lower_begin(l, SL_T_FOREACH, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        sl_str text = sl_cst_text(cst, i);
        if (is_named(cst, i) && !sl_cst_is(cst, i, "label") && !sl_cst_is(cst, i, "annotation"))
            sl_lower_statement(l, i, part);
        else if (sl_str_is(text, "in"))
            part = SL_R_RIGHT;
        else if (sl_str_is(text, ")"))
            part = SL_R_BODY;
    }
    sl_lower_end(l, term, mark, role);
}

static void lower_catch(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t inner;
    size_t name = find(cst, node, "identifier");
    size_t block = find(cst, node, "block");
    sl_term *term = sl_lower_begin(l, SL_T_CATCH, node, &mark);
    if (name != SIZE_MAX) {
        sl_term *param = sl_lower_begin(l, SL_T_PARAM, name, &inner);
        sl_lower_into(l, name, SL_R_NAME);
        for (size_t i = name; i < cst->v[node].next; i = cst->v[i].next)
            if (is_type(cst, i))
                sl_lower_into(l, i, SL_R_TYPE);
        sl_lower_end(l, param, inner, SL_R_PARAM);
    }
    if (block != SIZE_MAX)
        sl_lower_into(l, block, SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

/* a, b -> c */
static void lower_entry(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    bool is_body = false;
    sl_term *term = sl_lower_begin(l, SL_T_CASE, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (is_named(cst, i) && is_body)
            sl_lower_statement(l, i, SL_R_BODY);
        else if (is_named(cst, i))
            sl_lower_into(l, i, SL_R_COND);
        is_body |= sl_str_is(sl_cst_text(cst, i), "->");
    }
    sl_lower_end(l, term, mark, role);
}

#define CLASS_ROLES                                                                                \
    "name:name @modifiers:modifier @primary_constructor:param @delegation_specifiers:base "        \
    "@class_body:body @enum_class_body:body @type_parameters:typearg @type_constraints:- "         \
    "@interface:text @object:text @fun:-"

static const sl_lower_row rows[] = {
    {"source_file block", 0, NULL, lower_statements},
    {"import", 0, NULL, lower_import},
    {"package_header", SL_T_OTHER, "*:name", NULL},
    {"qualified_identifier user_type", SL_T_SPLICE, NULL, lower_path},
    {"modifiers parameter_modifiers primary_constructor class_parameters delegation_specifiers "
     "delegation_specifier function_body value_arguments annotated_lambda lambda_parameters "
     "type_arguments type_projection type_parameters property_delegate when_subject interpolation "
     "parenthesized_type annotated_expression labeled_expression",
     SL_T_SPLICE, "@modifiers:-", NULL},
    {"label use_site_target shebang type_modifiers variance_modifier", SL_T_SKIP, NULL, NULL},
    {"class_modifier function_modifier property_modifier visibility_modifier inheritance_modifier "
     "member_modifier parameter_modifier platform_modifier reification_modifier",
     SL_T_TOKEN, NULL, NULL},
    {"annotation", 0, NULL, sl_lower_decorator},
    {"class_declaration object_declaration object_literal", SL_T_CLASS, CLASS_ROLES, NULL},
    {"companion_object", SL_T_SPLICE, NULL, lower_companion},
    {"class_body enum_class_body", SL_T_MEMBERS, NULL, lower_members},
    {"constructor_invocation", SL_T_CALL, "@value_arguments:arg *:callee", NULL},
    {"explicit_delegation", SL_T_SPLICE, NULL, NULL},
    {"anonymous_initializer", SL_T_OTHER, "@block:body @init:-", NULL},
    {"property_declaration", 0, NULL, lower_property},
    {"variable_declaration parameter class_parameter", 0, NULL, lower_variable},
    {"multi_variable_declaration", SL_T_TUPLE, NULL, NULL},
    {"function_value_parameters", SL_T_SPLICE, NULL, lower_parameters},
    {"function_declaration anonymous_function secondary_constructor getter setter", 0, NULL,
     lower_function},
    {"lambda_literal", 0, NULL, lower_lambda},
    {"call_expression", 0, NULL, lower_call},
    {"value_argument", SL_T_SPLICE, NULL, lower_argument},
    {"navigation_expression", 0, NULL, lower_navigation},
    {"index_expression", 0, NULL, lower_index},
    {"range_expression", 0, NULL, lower_range},
    {"infix_expression", 0, NULL, lower_infix},
    {"unary_expression", 0, NULL, lower_unary},
    {"in_expression is_expression", SL_T_BINARY,
     "left:left right:right @in:text @!in:text @is:text @!is:text", NULL},
    {"as_expression", SL_T_CAST, "left:value right:type", NULL},
    {"assignment", 0, NULL, sl_lower_assignment},
    {"if_expression", 0, NULL, lower_if},
    {"when_expression", SL_T_SWITCH, "@when_subject:cond *:item", NULL},
    {"when_entry", 0, NULL, lower_entry},
    {"for_statement", 0, NULL, lower_for},
    {"while_statement", SL_T_WHILE, "condition:cond @label:- *:body", NULL},
    {"do_while_statement", SL_T_OTHER, "condition:cond @label:- *:body @do:- @while:-", NULL},
    {"try_expression", SL_T_TRY, "@block:body @catch_block:catch @finally_block:finally", NULL},
    {"catch_block", 0, NULL, lower_catch},
    {"finally_block", SL_T_FINALLY, "@block:body", NULL},
    {"return_expression", SL_T_RETURN, "label:-", NULL},
    {"throw_expression", SL_T_THROW, NULL, NULL},
    {"this_expression super_expression", SL_T_NAME, "*:-", NULL},
    {"string_literal", 0, NULL, sl_kotlin_string},
    {"multiline_string_literal", SL_T_STRING, NULL, sl_lower_string},
    {"binary_expression", 0, NULL, sl_kotlin_binary},
    {"'true 'false", SL_T_BOOL, NULL, NULL},
    {"'null", SL_T_NIL, NULL, NULL},
    {"nullable_type", SL_T_OTHER, "*:type", NULL},
    {"collection_literal", SL_T_LIST, NULL, NULL},
    {"spread_expression", SL_T_SPLAT, NULL, NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%", "%: %", "val %", "% -> %", "@%", "%()", NULL};
static const char *const variables[] = {"%", "@%", NULL};

static const sl_frame frames[] = {
    {"", "\n", NULL},
    {"class SL__C {\n", "\n}", NULL},
    {"", " {\nSL__DOTS\n}\n", NULL},
    {"class SL__C {\n", " {\nSL__DOTS\n}\n}", NULL},
    {"try { SL__DOTS } ", "\n", NULL},
    {"", " finally { SL__DOTS }\n", NULL},
    {"", "\nclass SL__C\n", "@"},
    {"when (SL__V) {\n", "\n}", NULL},
    {"fun SL__F(", ") {}", NULL},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_printf(mem, "val SL__V: %.*s\n", SL_FMT(type));
}

const sl_dialect sl_dialect_kotlin = {
    .language = "kotlin",
    .grammar = "kotlin",
    SL_DIALECT_TABLES,
};

/* Swift. Its grammar has bodies as braces among the children of a statement, not as nodes. */
#include "engine/syntax/hooks.h"

static bool is_named(const sl_cst *cst, size_t node)
{
    return cst->v[node].flags & SL_CST_NAMED && !(cst->v[node].flags & SL_CST_EXTRA);
}

static bool is_token(const sl_cst *cst, size_t node, const char *text)
{
    return sl_str_is(sl_cst_text(cst, node), text);
}

static bool ends_in(const char *type, const char *end)
{
    size_t n = strlen(type);
    size_t k = strlen(end);
    return n >= k && strcmp(type + n - k, end) == 0;
}

static bool is_expression(const char *type)
{
    return ends_in(type, "_expression") || ends_in(type, "_literal") ||
           ends_in(type, "_identifier") || strcmp(type, "assignment") == 0 ||
           strcmp(type, "nil") == 0;
}

/* Statements, each an expression or something of its own. */
static void lower_statements(sl_lowering *l, size_t node, sl_role role)
{
    (void)role;
    for (size_t i = sl_cst_first(l->cst, node); i < l->cst->v[node].next; i = l->cst->v[i].next) {
        size_t mark;
        if (!is_named(l->cst, i))
            continue;
        sl_term *term = sl_lower_begin(l, SL_T_EXPR, i, &mark);
        sl_lower_into(l, i, SL_R_ITEM);
        if (l->kids.n == mark + 1 && is_expression(sl_cst_type(l->cst, i)) &&
            l->kids.v[mark]->kind != SL_T_ELLIPSIS && l->kids.v[mark]->kind != SL_T_METAVAR &&
            l->kids.v[mark]->kind != SL_T_REST)
            sl_lower_end(l, term, mark, SL_R_ITEM);
    }
}

static void lower_file(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_BLOCK, node, &mark);
    lower_statements(l, node, SL_R_ITEM);
    sl_lower_end(l, term, mark, role);
}

/* A BLOCK of what stands from the brace at `open` to the one that closes it, which is returned. */
static size_t emit_braces(sl_lowering *l, size_t node, size_t open, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t i = cst->v[open].next;
    size_t last = open;
    sl_term *term = sl_lower_begin(l, SL_T_BLOCK, open, &mark);
    for (; i < cst->v[node].next; i = cst->v[i].next) {
        last = i;
        if (is_token(cst, i, "}"))
            break;
        if (is_named(cst, i))
            sl_lower_into(l, i, SL_R_ITEM);
    }
    term->end = cst->v[last].end;
    sl_lower_end(l, term, mark, role);
    return last;
}

static bool is_brace(const sl_cst *cst, size_t node)
{
    return !is_named(cst, node) && is_token(cst, node, "{");
}

/* let a = b in a condition: a VAR; returns its last node. */
static size_t emit_binding(sl_lowering *l, size_t node, size_t at)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t last = at;
    sl_role part = SL_R_NAME;
    sl_term *term = sl_lower_begin(l, SL_T_VAR, at, &mark);
    for (size_t i = cst->v[at].next; i < cst->v[node].next; i = cst->v[i].next) {
        if (is_brace(cst, i) || is_token(cst, i, ",") || is_token(cst, i, "else"))
            break;
        last = i;
        if (sl_cst_is(cst, i, "type_annotation"))
            sl_lower_into(l, i, SL_R_TYPE);
        else if (is_named(cst, i))
            sl_lower_into(l, i, part);
        else if (is_token(cst, i, "="))
            part = SL_R_VALUE;
    }
    term->end = cst->v[last].end;
    sl_lower_end(l, term, mark, SL_R_COND);
    return last;
}

/* if, guard, while, repeat: conditions and blocks. */
static void lower_branching(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    bool is_if = sl_cst_is(cst, node, "if_statement");
    bool is_while = sl_cst_is(cst, node, "while_statement");
    sl_role body = is_if ? SL_R_THEN : SL_R_BODY;
    size_t mark;
    sl_term *term = sl_lower_begin(l,
                                   is_if      ? SL_T_IF
                                   : is_while ? SL_T_WHILE
                                              : SL_T_OTHER,
                                   node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (is_brace(cst, i)) {
            i = emit_braces(l, node, i, body);
        } else if (is_token(cst, i, "else")) {
            body = is_if ? SL_R_ELSE : body;
        } else if (sl_cst_is(cst, i, "value_binding_pattern")) {
            i = emit_binding(l, node, i);
        } else if (is_named(cst, i)) {
            sl_lower_into(l, i, body == SL_R_ELSE ? SL_R_ELSE : SL_R_COND);
        }
    }
    sl_lower_end(l, term, mark, role);
}

static void emit_bodies(sl_lowering *l, size_t node)
{
    const sl_cst *cst = l->cst;
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
        if (is_brace(cst, i))
            i = emit_braces(l, node, i, SL_R_BODY);
}

static void lower_for(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_FOREACH, node, &mark);
    sl_lower_field(l, node, "item", SL_R_LEFT);
    sl_lower_field(l, node, "collection", SL_R_RIGHT);
    emit_bodies(l, node);
    sl_lower_end(l, term, mark, role);
}

/* do { } catch { }. */
static void lower_do(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_TRY, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
        if (is_brace(cst, i))
            i = emit_braces(l, node, i, SL_R_BODY);
        else if (is_named(cst, i))
            sl_lower_into(l, i, SL_R_CATCH);
    sl_lower_end(l, term, mark, role);
}

static void lower_catch(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_CATCH, node, &mark);
    sl_lower_field(l, node, "error", SL_R_PARAM);
    emit_bodies(l, node);
    sl_lower_end(l, term, mark, role);
}

/* case a, b: … */
static void lower_entry(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t inner;
    sl_term *term = sl_lower_begin(l, SL_T_CASE, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
        if (sl_cst_is(cst, i, "switch_pattern"))
            sl_lower_into(l, i, SL_R_COND);
    size_t body = sl_cst_child(cst, node, "statements");
    if (body != SIZE_MAX) {
        sl_term *block = sl_lower_begin(l, SL_T_BLOCK, body, &inner);
        sl_lower_into(l, body, SL_R_ITEM);
        sl_lower_end(l, block, inner, SL_R_BODY);
    }
    sl_lower_end(l, term, mark, role);
}

/* a(b) { c }: closures after the brackets are arguments; a[b] has the same node. */
static void lower_call(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t suffix = SIZE_MAX;
    sl_term *term = sl_lower_begin(l, SL_T_CALL, node, &mark);
    size_t callee = sl_cst_first(cst, node);
    for (size_t i = callee; i < cst->v[node].next; i = cst->v[i].next)
        if (sl_cst_is(cst, i, "call_suffix") || sl_cst_is(cst, i, "constructor_suffix"))
            suffix = i;
    if (suffix == SIZE_MAX || callee == suffix)
        return;
    size_t list = sl_cst_child(cst, suffix, "value_arguments");
    bool is_index = list != SIZE_MAX && cst->text.p[cst->v[list].start] == '[';
    term->kind = is_index ? SL_T_INDEX : SL_T_CALL;
    sl_lower_into(l, callee, is_index ? SL_R_OBJECT : SL_R_CALLEE);
    for (size_t i = sl_cst_first(cst, suffix); i < cst->v[suffix].next; i = cst->v[i].next)
        if (is_named(cst, i) && cst->v[i].field == 0)
            sl_lower_into(l, i, SL_R_ARG);
    sl_lower_end(l, term, mark, role);
}

/* label: value. */
static void lower_argument(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t label = sl_cst_field(l->cst, node, "name");
    if (label == SIZE_MAX) {
        sl_lower_field(l, node, "value", role);
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_KEYWORD, node, &mark);
    sl_lower_into(l, label, SL_R_NAME);
    sl_lower_field(l, node, "value", SL_R_VALUE);
    sl_lower_end(l, term, mark, role);
}

/* { (a: T) in … }. */
static void lower_lambda(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t inner;
    sl_term *term = sl_lower_begin(l, SL_T_FUNCTION, node, &mark);
    size_t type = sl_cst_field(cst, node, "type");
    size_t body = sl_cst_child(cst, node, "statements");
    if (type != SIZE_MAX)
        sl_lower_into(l, type, SL_R_PARAM);
    sl_term *block = sl_lower_begin(l, SL_T_BLOCK, body == SIZE_MAX ? node : body, &inner);
    if (body != SIZE_MAX)
        sl_lower_into(l, body, SL_R_ITEM);
    sl_lower_end(l, block, inner, SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

/* a.b, a?.b. */
static void lower_navigation(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_FIELD, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
        if (sl_cst_is(cst, i, "navigation_suffix"))
            sl_lower_field(l, i, "suffix", SL_R_NAME);
        else if (is_named(cst, i) && !is_token(cst, i, "?"))
            sl_lower_into(l, i, SL_R_OBJECT);
    sl_lower_end(l, term, mark, role);
}

/* let a: T = b, c = d: a VAR each. */
static void lower_property(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    TSFieldId name = ts_language_field_id_for_name(cst->grammar, "name", 4);
    size_t binding = sl_cst_child(cst, node, "value_binding_pattern");
    size_t modifiers = sl_cst_child(cst, node, "modifiers");
    size_t i = sl_cst_first(cst, node);
    while (i < cst->v[node].next) {
        size_t mark;
        if (cst->v[i].field != name) {
            i = cst->v[i].next;
            continue;
        }
        sl_term *term = sl_lower_begin(l, SL_T_VAR, node, &mark);
        if (modifiers != SIZE_MAX)
            sl_lower_into(l, modifiers, SL_R_MODIFIER);
        if (binding != SIZE_MAX)
            sl_lower_leaf(l, SL_T_TOKEN, binding, sl_cst_text(cst, binding), SL_R_MODIFIER);
        sl_lower_into(l, i, SL_R_NAME);
        for (i = cst->v[i].next; i < cst->v[node].next && cst->v[i].field != name;
             i = cst->v[i].next)
            if (is_named(cst, i))
                sl_lower_into(l, i,
                              sl_cst_is(cst, i, "type_annotation")     ? SL_R_TYPE
                              : sl_cst_is(cst, i, "computed_property") ? SL_R_BODY
                                                                       : SL_R_VALUE);
        sl_lower_end(l, term, mark, role);
    }
}

static void emit_parameter(sl_lowering *l, size_t node, size_t value)
{
    const sl_cst *cst = l->cst;
    TSFieldId name = ts_language_field_id_for_name(cst->grammar, "name", 4);
    sl_role part = SL_R_NAME;
    size_t mark;
    size_t from = l->kids.n;
    sl_lower_into(l, node, SL_R_PARAM); /* an ellipsis or $...X stands alone */
    if (l->kids.n == from + 1 && l->kids.v[from]->kind != SL_T_PARAM)
        return;
    l->kids.n = from;
    sl_term *term = sl_lower_begin(l, SL_T_PARAM, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (cst->v[i].field != name || !is_named(cst, i))
            continue;
        sl_lower_into(l, i, part);
        part = SL_R_TYPE;
    }
    if (value != SIZE_MAX)
        sl_lower_into(l, value, SL_R_VALUE);
    sl_lower_end(l, term, mark, SL_R_PARAM);
}

/* The value that a parameter has by default: after it, before the next. */
static size_t default_of(const sl_cst *cst, size_t node, size_t parameter)
{
    for (size_t i = cst->v[parameter].next; i < cst->v[node].next; i = cst->v[i].next) {
        const char *field = ts_language_field_name_for_id(cst->grammar, cst->v[i].field);
        if (is_token(cst, i, ","))
            return SIZE_MAX;
        if (field && strcmp(field, "default_value") == 0)
            return i;
    }
    return SIZE_MAX;
}

static void lower_function(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    bool is_result = false;
    size_t name = sl_cst_field(cst, node, "name");
    sl_term *term = sl_lower_begin(l, SL_T_FUNCTION, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (is_token(cst, i, "->"))
            is_result = true;
        else if (i == name && is_named(cst, i))
            sl_lower_into(l, i, SL_R_NAME);
        else if (i == name)
            sl_lower_leaf(l, SL_T_NAME, i, sl_cst_text(cst, i), SL_R_NAME);
        else if (sl_cst_is(cst, i, "modifiers"))
            sl_lower_into(l, i, SL_R_MODIFIER);
        else if (sl_cst_is(cst, i, "parameter"))
            emit_parameter(l, i, default_of(cst, node, i));
        else if (sl_cst_is(cst, i, "function_body"))
            sl_lower_into(l, i, SL_R_BODY);
        else if (is_result && is_named(cst, i) && !sl_cst_is(cst, i, "type_constraints"))
            sl_lower_into(l, i, SL_R_RESULT);
    }
    sl_lower_end(l, term, mark, role);
}

/* return, throw, break, continue. */
static void lower_transfer(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row given = {"", SL_T_RETURN, NULL, NULL};
    static const sl_lower_row thrown = {"", SL_T_THROW, "@throw_keyword:-", NULL};
    static const sl_lower_row jump = {"", SL_T_JUMP, "@break:text @continue:text @fallthrough:text",
                                      NULL};
    size_t first = sl_cst_first(l->cst, node);
    bool is_return = first < l->cst->v[node].next && is_token(l->cst, first, "return");
    bool is_throw = first < l->cst->v[node].next && is_token(l->cst, first, "throw");
    sl_lower_as(l, node, role, is_return ? &given : is_throw ? &thrown : &jump);
}

static void lower_assignment(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row plain = {"", SL_T_ASSIGN, "target:left operator:- result:right",
                                       NULL};
    static const sl_lower_row other = {"", SL_T_UPDATE, "target:left operator:text result:right",
                                       NULL};
    sl_lower_as(l, node, role, sl_lower_is_plain(l, node) ? &plain : &other);
}

/* (a) is a, (a, b) a tuple. */
static void lower_tuple(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row one = {"", SL_T_SPLICE, NULL, NULL};
    static const sl_lower_row several = {"", SL_T_TUPLE, NULL, NULL};
    size_t n = 0;
    for (size_t i = sl_cst_first(l->cst, node); i < l->cst->v[node].next; i = l->cst->v[i].next)
        n += is_named(l->cst, i);
    sl_lower_as(l, node, role, n == 1 ? &one : &several);
}

/* [a: b, c: d]. */
static void lower_dictionary(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t outer;
    size_t key = SIZE_MAX;
    sl_term *term = sl_lower_begin(l, SL_T_DICT, node, &outer);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        size_t mark;
        if (!is_named(cst, i))
            continue;
        if (key == SIZE_MAX) {
            key = i;
            continue;
        }
        sl_term *pair = sl_lower_begin(l, SL_T_PAIR, key, &mark);
        pair->end = cst->v[i].end;
        sl_lower_into(l, key, SL_R_KEY);
        sl_lower_into(l, i, SL_R_VALUE);
        sl_lower_end(l, pair, mark, SL_R_ITEM);
        key = SIZE_MAX;
    }
    if (key != SIZE_MAX)
        sl_lower_into(l, key, SL_R_ITEM);
    sl_lower_end(l, term, outer, role);
}

static void lower_import(sl_lowering *l, size_t node, sl_role role)
{
    sl_import import = {node, sl_cst_child(l->cst, node, "identifier"), SIZE_MAX, SIZE_MAX};
    sl_lower_import(l, &import, role);
}

#define CLASS_ROLES                                                                                \
    "@modifiers:modifier name:name type_parameters:- @type_parameters:- "                          \
    "@inheritance_specifier:base body:body @enum:text @protocol:text @type_constraints:-"

static const sl_lower_row rows[] = {
    {"source_file", 0, NULL, lower_file},
    {"statements", 0, NULL, lower_statements},
    {"function_body computed_property computed_getter computed_setter willset_didset_block "
     "willset_clause didset_clause",
     SL_T_BLOCK, "@getter_specifier:- @setter_specifier:-", NULL},
    {"if_statement guard_statement while_statement repeat_while_statement", 0, NULL,
     lower_branching},
    {"for_statement", 0, NULL, lower_for},
    {"do_statement", 0, NULL, lower_do},
    {"catch_block", 0, NULL, lower_catch},
    {"switch_statement", SL_T_SWITCH, "expr:cond *:item", NULL},
    {"switch_entry", 0, NULL, lower_entry},
    {"call_expression constructor_expression", 0, NULL, lower_call},
    {"value_argument", 0, NULL, lower_argument},
    {"lambda_literal", 0, NULL, lower_lambda},
    {"navigation_expression", 0, NULL, lower_navigation},
    {"property_declaration", 0, NULL, lower_property},
    {"function_declaration init_declaration protocol_function_declaration deinit_declaration "
     "subscript_declaration",
     0, NULL, lower_function},
    {"control_transfer_statement", 0, NULL, lower_transfer},
    {"assignment", 0, NULL, lower_assignment},
    {"tuple_expression", 0, NULL, lower_tuple},
    {"dictionary_literal", 0, NULL, lower_dictionary},
    {"import_declaration", 0, NULL, lower_import},
    {"class_declaration protocol_declaration", SL_T_CLASS, CLASS_ROLES, NULL},
    {"class_body enum_class_body protocol_body", SL_T_MEMBERS, NULL, NULL},
    {"parameter", SL_T_PARAM, "name:name", NULL},
    {"lambda_parameter", SL_T_PARAM, "name:name *:type", NULL},
    {"multiline_comment shebang_line directive diagnostic throws", SL_T_SKIP, NULL, NULL},
    {"value_arguments pattern switch_pattern directly_assignable_expression "
     "interpolated_expression lambda_function_type lambda_function_type_parameters "
     "inheritance_specifier user_type value_argument_label type_annotation",
     SL_T_SPLICE, "return_type:-", NULL},
    {"identifier value_binding_pattern", SL_T_NAME, "*:-", NULL},
    {"self_expression super_expression bang wildcard_pattern", SL_T_NAME, "*:-", NULL},
    {"attribute", SL_T_MODIFIER, "@user_type:name *:arg", NULL},
    {"visibility_modifier property_modifier member_modifier function_modifier mutation_modifier "
     "inheritance_modifier ownership_modifier parameter_modifier",
     SL_T_TOKEN, "*:-", NULL},
    {"multi_line_string_literal raw_string_literal", 0, NULL, sl_lower_string},
    {"hex_literal oct_literal bin_literal", SL_T_NUMBER, NULL, NULL},
    {"regex_literal", SL_T_REGEX, "*:-", NULL},
    {"additive_expression multiplicative_expression comparison_expression equality_expression "
     "conjunction_expression disjunction_expression infix_expression bitwise_operation",
     SL_T_BINARY, "lhs:left op:text rhs:right", NULL},
    {"nil_coalescing_expression", SL_T_BINARY, "value:left if_nil:right @??:text", NULL},
    {"range_expression", SL_T_BINARY, "start:left op:text end:right", NULL},
    {"check_expression", SL_T_BINARY, "target:left op:text name:right", NULL},
    {"prefix_expression postfix_expression", SL_T_UNARY, "operation:text target:item", NULL},
    {"try_expression", SL_T_UNARY, "@try_operator:text expr:item", NULL},
    {"await_expression", SL_T_AWAIT, NULL, NULL},
    {"as_expression", SL_T_CAST, "expr:value @as_operator:text name:type", NULL},
    {"ternary_expression", SL_T_TERNARY, "condition:cond if_true:left if_false:right", NULL},
    {"array_literal", SL_T_LIST, NULL, NULL},
    {"enum_entry", SL_T_OTHER, "name:name *:item @case:-", NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%", "%;", "%: %", "let % = %", "case %: %", "%()", NULL};
static const char *const variables[] = {"%", "%: %", "let % = %", NULL};

static const sl_frame frames[] = {
    {"", "\n", "@"},
    {"let SL__V = ", "\n", NULL},
    {"func SL__F() {\n", "\n}", NULL},
    {"", "\n", NULL},
    {"class SL__C {\n", "\n}", NULL},
    {"", " { SL__DOTS }\n", NULL},
    {"func SL__F() {\n", " { SL__DOTS }\n}", NULL},
    {"", "\nfunc SL__F() {}\n", "@"},
    {"switch SL__V {\n", "\n}\n", NULL},
    {"func SL__F(", ") {}\n", NULL},
    {"do { SL__DOTS } ", "\n", NULL},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_printf(mem, "let SL__V: %.*s\n", SL_FMT(type));
}

const sl_dialect sl_dialect_swift = {
    .language = "swift",
    .grammar = "swift",
    .typed_first = true,
    .labels = true,
    SL_DIALECT_TABLES,
};

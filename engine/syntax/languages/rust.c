/* Rust. */
#include "engine/syntax/again.h"
#include "engine/syntax/hooks.h"
#include "engine/syntax/names.h"

static bool is_named(const sl_cst *cst, size_t node)
{
    return cst->v[node].flags & SL_CST_NAMED && !(cst->v[node].flags & SL_CST_EXTRA);
}

/* Expressions that are statements of their own kind. */
static bool is_control(const sl_term *t)
{
    return t->kind == SL_T_IF || t->kind == SL_T_SWITCH || t->kind == SL_T_WHILE ||
           t->kind == SL_T_FOREACH || t->kind == SL_T_RETURN || t->kind == SL_T_JUMP ||
           t->kind == SL_T_BLOCK || (t->kind == SL_T_OTHER && strcmp(t->type, "unsafe_block") == 0);
}

/* A statement is what it is of; other expressions are one, with or without a semicolon. */
static void emit_statement(sl_lowering *l, size_t node, size_t inner)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_EXPR, node, &mark);
    sl_lower_into(l, inner, SL_R_ITEM);
    sl_term *only = l->kids.n == mark + 1 ? l->kids.v[mark] : NULL;
    if (only && is_control(only))
        only->end = l->cst->v[node].end;
    else if (l->kids.n > mark)
        sl_lower_end(l, term, mark, SL_R_ITEM);
}

static void lower_statement(sl_lowering *l, size_t node, sl_role role)
{
    size_t inner = sl_cst_first(l->cst, node);
    (void)role;
    if (inner < l->cst->v[node].next && is_named(l->cst, inner))
        emit_statement(l, node, inner);
}

static bool is_item(const char *type)
{
    size_t n = strlen(type);
    bool is_declaration = n > 12 && strcmp(type + n - 12, "_declaration") == 0;
    return is_declaration || (n > 5 && strcmp(type + n - 5, "_item") == 0) ||
           strcmp(type, "expression_statement") == 0 || strcmp(type, "macro_definition") == 0 ||
           strcmp(type, "empty_statement") == 0 || strcmp(type, "ERROR") == 0 ||
           strcmp(type, "enum_variant") == 0;
}

/* Attributes belong to the item after them. */
static void emit_attributed(sl_lowering *l, size_t first, size_t item)
{
    const sl_cst *cst = l->cst;
    size_t outer = l->kids.n;
    sl_lower_into(l, item, SL_R_ITEM);
    if (l->kids.n != outer + 1 || first == item)
        return;
    sl_term *term = l->kids.v[--l->kids.n];
    size_t mark = l->kids.n;
    for (size_t i = first; i < item; i = cst->v[i].next)
        if (sl_cst_is(cst, i, "attribute_item"))
            sl_lower_into(l, i, SL_R_MODIFIER);
    for (uint32_t i = 0; i < term->n; i++)
        *sl_list_add(l->mem, &l->kids) = term->kids[i];
    term->start = cst->v[first].start;
    sl_lower_end(l, term, mark, SL_R_ITEM);
}

/* Statements or items in braces, or of the whole file. */
static void lower_items(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t first = SIZE_MAX;
    sl_term *term = sl_lower_begin(l, SL_T_BLOCK, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (!is_named(cst, i))
            continue;
        first = first == SIZE_MAX ? i : first;
        if (sl_cst_is(cst, i, "attribute_item"))
            continue;
        if (is_item(sl_cst_type(cst, i)) || first != i)
            emit_attributed(l, first, i);
        else
            emit_statement(l, i, i);
        first = SIZE_MAX;
    }
    if (first != SIZE_MAX)
        sl_lower_into(l, first, SL_R_ITEM);
    sl_lower_end(l, term, mark, role);
}

/* use a::{b, c as d}: an IMPORT of each whole path. */
static const sl_term *path_term(sl_lowering *l, size_t node, const sl_term *prefix)
{
    const sl_term *t = sl_lower_one(l, node, SL_R_MODULE);
    if (!t || !prefix)
        return t;
    sl_terms parts = {0};
    for (const sl_term *x = t; x;) {
        const sl_term *name = x->kind == SL_T_FIELD ? sl_term_get(x, SL_R_NAME) : x;
        if (!name)
            return t;
        *sl_list_add(l->mem, &parts) = (sl_term *)(uintptr_t)name;
        x = x->kind == SL_T_FIELD ? sl_term_get(x, SL_R_OBJECT) : NULL;
    }
    for (size_t i = parts.n; i > 0; i--)
        if (!sl_str_is(parts.v[i - 1]->text, "self"))
            prefix = sl_name_field(l->mem, prefix, parts.v[i - 1]->text);
    return prefix;
}

/* The tree at `node` of a use: one path, and the name that it gets here. */
static void emit_use(sl_lowering *l, size_t whole, size_t node, const sl_term *path)
{
    size_t mark;
    size_t alias = sl_cst_field(l->cst, node, "alias");
    if (!path)
        return;
    sl_term *term = sl_lower_begin(l, SL_T_IMPORT, whole, &mark);
    sl_term *copy = sl_term_copy(l->mem, path);
    copy->start = l->cst->v[node].start;
    copy->end = l->cst->v[node].end;
    sl_lower_emit(l, copy, SL_R_MODULE);
    if (alias != SIZE_MAX)
        sl_lower_into(l, alias, SL_R_ALIAS);
    sl_lower_end(l, term, mark, SL_R_ITEM);
}

static void use_tree(sl_lowering *l, size_t whole, size_t node, const sl_term *prefix)
{
    const sl_cst *cst = l->cst;
    if (sl_cst_is(cst, node, "use_list")) {
        for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
            if (is_named(cst, i))
                use_tree(l, whole, i, prefix);
    } else if (sl_cst_is(cst, node, "scoped_use_list")) {
        size_t path = sl_cst_field(cst, node, "path");
        size_t list = sl_cst_field(cst, node, "list");
        if (path != SIZE_MAX)
            prefix = path_term(l, path, prefix);
        if (list != SIZE_MAX)
            use_tree(l, whole, list, prefix);
    } else if (sl_cst_is(cst, node, "use_as_clause")) {
        size_t path = sl_cst_field(cst, node, "path");
        if (path != SIZE_MAX)
            emit_use(l, whole, node, path_term(l, path, prefix));
    } else if (sl_cst_is(cst, node, "use_wildcard")) {
        size_t path = sl_cst_first(cst, node);
        if (path < cst->v[node].next && is_named(cst, path))
            emit_use(l, whole, node, sl_name_field(l->mem, path_term(l, path, prefix), SL_S("*")));
    } else {
        emit_use(l, whole, node, path_term(l, node, prefix));
    }
}

static void lower_use(sl_lowering *l, size_t node, sl_role role)
{
    size_t tree = sl_cst_field(l->cst, node, "argument");
    (void)role;
    if (tree != SIZE_MAX)
        use_tree(l, node, tree, NULL);
}

/* What is between the brackets of tokens. */
static sl_cst_gap inside(const sl_cst *cst, size_t tree)
{
    sl_cst_gap bytes = {cst->v[tree].start, cst->v[tree].end};
    if (bytes.end > bytes.start + 1) {
        bytes.start++;
        bytes.end--;
    }
    return bytes;
}

/* Tokens as arguments, as [value; length], as statements; else as they are. */
static void emit_tokens(sl_lowering *l, size_t tree)
{
    static const sl_again ways[] = {
        {"fn SL__F() { SL__F(", "); }", SL_T_CALL, SL_R_ARG},
        {"fn SL__F() { SL__F([", "]); }", SL_T_CALL, SL_R_ARG},
        {"fn SL__F() { SL__F({", "\n}); }", SL_T_CALL, SL_R_ARG},
    };
    sl_cst_gap bytes = inside(l->cst, tree);
    bool is_block = l->cst->text.p[l->cst->v[tree].start] == '{';
    for (size_t i = is_block ? 2 : 0; i < sizeof ways / sizeof *ways; i++)
        if (sl_lower_again(l, &ways[i], bytes, SL_R_ARG))
            return;
    sl_lower_into(l, tree, SL_R_ARG);
}

/* m!(a): a call of "m!". */
static void lower_macro(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_CALL, node, &mark);
    size_t name = sl_cst_field(l->cst, node, "macro");
    size_t tree = sl_cst_child(l->cst, node, "token_tree");
    sl_term *callee = name == SIZE_MAX ? NULL : sl_lower_one(l, name, SL_R_CALLEE);
    sl_term *last = callee && callee->kind == SL_T_FIELD ? sl_term_get(callee, SL_R_NAME) : callee;
    term->text = SL_S("!");
    if (last && last->kind == SL_T_NAME)
        last->text = sl_printf(l->mem, "%.*s!", SL_FMT(last->text));
    if (callee)
        sl_lower_emit(l, callee, SL_R_CALLEE);
    if (tree != SIZE_MAX)
        emit_tokens(l, tree);
    sl_lower_end(l, term, mark, role);
}

/* #[name(a, b)] and #[name = "c"]. */
static void lower_attribute(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_MODIFIER, node, &mark);
    size_t attribute = sl_cst_child(cst, node, "attribute");
    size_t tree = attribute == SIZE_MAX ? SIZE_MAX : sl_cst_field(cst, attribute, "arguments");
    size_t name = attribute == SIZE_MAX ? SIZE_MAX : sl_cst_first(cst, attribute);
    if (name != SIZE_MAX && name < cst->v[attribute].next)
        sl_lower_into(l, name, SL_R_NAME);
    if (tree != SIZE_MAX)
        emit_tokens(l, tree);
    if (attribute != SIZE_MAX)
        sl_lower_field(l, attribute, "value", SL_R_VALUE);
    sl_lower_end(l, term, mark, role);
}

/* {a} is {a: a}. */
static void lower_shorthand(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t name = sl_cst_child(l->cst, node, "identifier");
    sl_term *term = sl_lower_begin(l, SL_T_PAIR, node, &mark);
    if (name != SIZE_MAX) {
        sl_lower_into(l, name, SL_R_KEY);
        sl_lower_into(l, name, SL_R_VALUE);
    }
    sl_lower_end(l, term, mark, role);
}

/* a[b]. */
static void lower_index(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_role part = SL_R_OBJECT;
    sl_term *term = sl_lower_begin(l, SL_T_INDEX, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < l->cst->v[node].next; i = l->cst->v[i].next) {
        if (!is_named(l->cst, i))
            continue;
        sl_lower_into(l, i, part);
        part = SL_R_ARG;
    }
    sl_lower_end(l, term, mark, role);
}

/* pattern if guard => value. */
static void lower_arm(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t pattern = sl_cst_field(l->cst, node, "pattern");
    sl_term *term = sl_lower_begin(l, SL_T_CASE, node, &mark);
    if (pattern != SIZE_MAX)
        sl_lower_into(l, pattern, SL_R_COND);
    sl_lower_field(l, node, "value", SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

#define FUNCTION_ROLES                                                                             \
    "@visibility_modifier:modifier @function_modifiers:modifier name:name type_parameters:- "      \
    "parameters:param return_type:result body:body @where_clause:- @fn:text"
#define CLASS_ROLES                                                                                \
    "@visibility_modifier:modifier name:name type_parameters:typearg bounds:base body:body "       \
    "@where_clause:- @struct:text @enum:text @union:text @trait:text"

static const sl_lower_row rows[] = {
    {"source_file block declaration_list", 0, NULL, lower_items},
    {"expression_statement", 0, NULL, lower_statement},
    {"use_declaration", 0, NULL, lower_use},
    {"macro_invocation", 0, NULL, lower_macro},
    {"attribute_item inner_attribute_item", 0, NULL, lower_attribute},
    {"shorthand_field_initializer", 0, NULL, lower_shorthand},
    {"index_expression", 0, NULL, lower_index},
    {"match_arm", 0, NULL, lower_arm},
    {"generic_type generic_function generic_type_with_turbofish", 0, NULL, sl_lower_generic},
    {"lifetime lifetime_parameter where_clause shebang empty_statement label "
     "for_lifetimes",
     SL_T_SKIP, NULL, NULL},
    {"closure_parameters trait_bounds use_list match_pattern else_clause let_chain bracketed_type",
     SL_T_SPLICE, NULL, NULL},
    {"function_modifiers", SL_T_SPLICE, NULL, NULL},
    {"visibility_modifier mutable_specifier", SL_T_TOKEN, "*:-", NULL},
    {"mut_pattern", SL_T_SPLICE, "@mutable_specifier:-", NULL},
    {"primitive_type shorthand_field_identifier crate metavariable", SL_T_NAME, NULL, NULL},
    {"char_literal", SL_T_NUMBER, "*:-", NULL},
    {"function_item function_signature_item", SL_T_FUNCTION, FUNCTION_ROLES, NULL},
    {"closure_expression", SL_T_FUNCTION,
     "parameters:param return_type:result body:body @move:- @async:modifier", NULL},
    {"parameter", SL_T_PARAM, "@mutable_specifier:modifier pattern:name type:type", NULL},
    {"self_parameter", SL_T_PARAM, "@self:name *:-", NULL},
    {"let_declaration", SL_T_VAR,
     "@let:modifier @mutable_specifier:modifier pattern:name type:type value:value "
     "alternative:else",
     NULL},
    {"const_item static_item", SL_T_VAR,
     "@visibility_modifier:modifier @const:modifier @static:modifier "
     "@mutable_specifier:modifier name:name type:type value:value",
     NULL},
    {"let_condition", SL_T_ASSIGN, "pattern:left value:right @let:text", NULL},
    {"struct_item union_item enum_item trait_item", SL_T_CLASS, CLASS_ROLES, NULL},
    {"impl_item", SL_T_CLASS,
     "trait:base type:name type_parameters:- body:body @where_clause:- @impl:text", NULL},
    {"field_declaration_list enum_variant_list match_block", SL_T_MEMBERS, NULL, NULL},
    {"field_declaration", SL_T_VAR, "@visibility_modifier:modifier name:name type:type", NULL},
    {"enum_variant", SL_T_OTHER, "name:name value:value *:item", NULL},
    {"type_item", SL_T_OTHER,
     "@visibility_modifier:modifier name:name type_parameters:- type:type @type:-", NULL},
    {"mod_item", SL_T_OTHER, "@visibility_modifier:modifier name:name body:body @mod:-", NULL},
    {"macro_definition", SL_T_OTHER, "name:name *:-", NULL},
    {"scoped_identifier scoped_type_identifier", SL_T_FIELD, "path:object name:name", NULL},
    {"field_expression", SL_T_FIELD, "value:object field:name", NULL},
    {"call_expression", SL_T_CALL, "function:callee arguments:arg", NULL},
    {"try_expression", SL_T_UNARY, "@?:text", NULL},
    {"await_expression", SL_T_AWAIT, NULL, NULL},
    {"reference_expression", SL_T_UNARY, "value:item @mutable_specifier:- @&:text", NULL},
    {"unary_expression", SL_T_UNARY, "@-:text @!:text @*:text", NULL},
    {"assignment_expression", SL_T_ASSIGN, "left:left right:right", NULL},
    {"compound_assignment_expr", SL_T_UPDATE, "left:left operator:text right:right", NULL},
    {"type_cast_expression", SL_T_CAST, "type:type value:value", NULL},
    {"return_expression", SL_T_RETURN, NULL, NULL},
    {"break_expression continue_expression", SL_T_JUMP, "@break:text @continue:text", NULL},
    {"struct_expression", SL_T_NEW, "name:callee body:item", NULL},
    {"field_initializer_list", SL_T_RECORD, NULL, NULL},
    {"field_initializer", SL_T_PAIR, "field:key value:value", NULL},
    {"base_field_initializer", SL_T_SPLAT, NULL, NULL},
    {"array_expression slice_pattern", SL_T_LIST, NULL, NULL},
    {"tuple_expression unit_expression tuple_pattern", SL_T_TUPLE, NULL, NULL},
    {"if_expression", SL_T_IF, "condition:cond consequence:then alternative:else", NULL},
    {"while_expression", SL_T_WHILE, "condition:cond body:body", NULL},
    {"loop_expression", SL_T_WHILE, "body:body @loop:text", NULL},
    {"for_expression", SL_T_FOREACH, "pattern:left value:right body:body", NULL},
    {"match_expression", SL_T_SWITCH, "value:cond body:body", NULL},
    {"unsafe_block async_block try_block const_block", SL_T_OTHER, "@block:body body:body", NULL},
    {"tuple_struct_pattern", SL_T_OTHER, "type:callee *:arg", NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%",     "%;",      "% => %,", "%: %", "%,",
                                   "%: %,", "_ => %,", "use %;",  NULL};
static const char *const variables[] = {"%", "%;", "%: %", "% => %,", NULL};

static const sl_frame frames[] = {
    {"fn SL__F() { SL__V = ", "; }", NULL},
    {"fn SL__F() { ", "\n}", NULL},
    {"fn SL__F() { ", "; }", NULL},
    {"", "\n", NULL},
    {"", ";\n", NULL},
    {"impl SL__C { ", "\n}", NULL},
    {"", " { SL__DOTS; }", NULL},
    {"fn SL__F() { ", " { SL__DOTS; } }", NULL},
    {"", "\nfn SL__F() {}", "#"},
    {"fn SL__F() { match SL__V { ", " } }", NULL},
    {"fn SL__F() { let ", " = SL__V; }", NULL},
    {"fn SL__F(", ") {}", NULL},
    {"type SL__T = ", ";", NULL},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_printf(mem, "fn SL__F(SL__V: %.*s) {}", SL_FMT(type));
}

const sl_dialect sl_dialect_rust = {
    .language = "rust",
    .grammar = "rust",
    .statement_dots = "%;",
    SL_DIALECT_TABLES,
};

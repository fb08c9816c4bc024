/* Solidity, with the assembly inside it. */
#include "engine/syntax/hooks.h"

/* The named child number `k` of a node; SIZE_MAX. */
static size_t named_child(const sl_cst *cst, size_t node, size_t k)
{
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next)
        if (sl_cst_is_named(cst, i) && !k--)
            return i;
    return SIZE_MAX;
}

static void lower_child(sl_lowering *l, size_t node, size_t k, sl_role role)
{
    size_t child = named_child(l->cst, node, k);
    if (child != SIZE_MAX)
        sl_lower_into(l, child, role);
}

/* a.b.c as names in a row: fields of one another. */
static void lower_path(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t first = named_child(cst, node, 0);
    sl_term *term = first == SIZE_MAX ? NULL : sl_lower_one(l, first, role);
    for (size_t k = 1; term && named_child(cst, node, k) != SIZE_MAX; k++) {
        size_t mark;
        sl_term *field = sl_lower_begin(l, SL_T_FIELD, node, &mark);
        sl_lower_emit(l, term, SL_R_OBJECT);
        lower_child(l, node, k, SL_R_NAME);
        field->end = cst->v[named_child(cst, node, k)].end;
        sl_lower_end(l, field, mark, role);
        term = l->kids.v[--l->kids.n];
    }
    if (term)
        sl_lower_emit(l, term, role);
}

/* A type that is a name is the name. */
static void lower_type(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row plain = {"", SL_T_SPLICE, NULL, NULL};
    static const sl_lower_row other = {
        "", SL_T_OTHER,
        "key_type:type value_type:type @type_name:type key_identifier:- "
        "value_identifier:-",
        NULL};
    size_t first = sl_cst_first(l->cst, node);
    bool is_alone = first < l->cst->v[node].next && l->cst->v[first].next == l->cst->v[node].next;
    sl_lower_as(l, node, role, is_alone ? &plain : &other);
}

/* payable, view, onlyOwner(x): what a function is marked with is named, unlike public. */
static void lower_mark(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t first = named_child(cst, node, 0);
    if (role == SL_R_CALLEE) {
        sl_lower_leaf(l, SL_T_NAME, node, sl_cst_text(cst, node), role);
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_MODIFIER, node, &mark);
    if (first == SIZE_MAX)
        sl_lower_leaf(l, SL_T_NAME, node, sl_cst_text(cst, node), SL_R_NAME);
    for (size_t k = 0; named_child(cst, node, k) != SIZE_MAX; k++)
        lower_child(l, node, k,
                    sl_cst_is(cst, named_child(cst, node, k), "call_argument") ? SL_R_ARG
                                                                               : SL_R_NAME);
    sl_lower_end(l, term, mark, role);
    sl_term *made = l->kids.v[l->kids.n - 1];
    if (made->n == 1 && made->kids[0]->kind == SL_T_ELLIPSIS) {
        l->kids.n--;
        sl_lower_emit(l, made->kids[0], role);
    }
}

/* What a function returns: the types. */
static void lower_results(sl_lowering *l, size_t node, sl_role role)
{
    for (size_t k = 0; named_child(l->cst, node, k) != SIZE_MAX; k++)
        sl_lower_field(l, named_child(l->cst, node, k), "type", role);
}

/* is A(1) gives arguments to A. */
static void lower_ancestor(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row plain = {"", SL_T_SPLICE, NULL, NULL};
    static const sl_lower_row call = {"", SL_T_CALL, "ancestor:callee *:arg", NULL};
    bool is_call = sl_cst_child(l->cst, node, "(") != SIZE_MAX;
    sl_lower_as(l, node, role, is_call ? &call : &plain);
}

/* import {a as b} from "c"; import "c" as d; import * as d from "c": one IMPORT each. */
static void lower_import(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    TSFieldId name = ts_language_field_id_for_name(cst->grammar, "import_name", 11);
    TSFieldId alias = ts_language_field_id_for_name(cst->grammar, "alias", 5);
    size_t source = sl_cst_field(cst, node, "source");
    sl_import import = {node, source, SIZE_MAX, SIZE_MAX};
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        if (cst->v[i].field == alias)
            import.alias = i;
        if (cst->v[i].field != name)
            continue;
        if (import.name != SIZE_MAX)
            sl_lower_import(l, &import, role);
        import.name = i;
        import.alias = SIZE_MAX;
    }
    sl_lower_import(l, &import, role);
}

/* T x = v; and (T x, U y) = v; */
static void lower_variable(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row tuple = {"", SL_T_VAR, "@variable_declaration_tuple:name value:value",
                                       NULL};
    const sl_cst *cst = l->cst;
    size_t inner = sl_cst_child(cst, node, "variable_declaration");
    size_t mark;
    if (inner == SIZE_MAX) {
        sl_lower_as(l, node, role, &tuple);
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_VAR, node, &mark);
    sl_lower_field(l, inner, "location", SL_R_MODIFIER);
    sl_lower_field(l, inner, "type", SL_R_TYPE);
    sl_lower_field(l, inner, "name", SL_R_NAME);
    sl_lower_field(l, node, "value", SL_R_VALUE);
    sl_lower_end(l, term, mark, role);
}

/* A block after a word, which is what it is the body of. */
static void lower_after_word(sl_lowering *l, size_t node, sl_role role, const sl_lower_row *block)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    sl_lower_as(l, node, SL_R_BODY, block);
    l->kids.v[l->kids.n - 1]->start = l->cst->v[sl_cst_child(l->cst, node, "{")].start;
    sl_lower_end(l, term, mark, role);
}

/* unchecked {…} is not any block. */
static void lower_block(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row block = {"", SL_T_BLOCK, "@unchecked:-", NULL};
    if (sl_cst_child(l->cst, node, "unchecked") == SIZE_MAX)
        sl_lower_as(l, node, role, &block);
    else
        lower_after_word(l, node, role, &block);
}

/* assembly {…}: a block of its own statements. */
static void lower_assembly(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row block = {"", SL_T_BLOCK, "@assembly_flags:-", NULL};
    lower_after_word(l, node, role, &block);
}

/* The parts of an if have one name in the grammar. */
static void lower_if(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_IF, node, &mark);
    lower_child(l, node, 0, SL_R_COND);
    lower_child(l, node, 1, SL_R_THEN);
    lower_child(l, node, 2, SL_R_ELSE);
    sl_lower_end(l, term, mark, role);
}

static void lower_for(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t mark;
    size_t condition = sl_cst_field(cst, node, "condition");
    sl_term *term = sl_lower_begin(l, SL_T_FOR, node, &mark);
    if (sl_cst_is_named(cst, sl_cst_field(cst, node, "initial")))
        sl_lower_field(l, node, "initial", SL_R_INIT);
    if (condition != SIZE_MAX && sl_cst_is_named(cst, condition))
        lower_child(l, condition, 0, SL_R_COND);
    sl_lower_field(l, node, "update", SL_R_STEP);
    sl_lower_field(l, node, "body", SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

/* revert E(a): as revert(E)(a). */
static void lower_revert(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t error = sl_cst_field(cst, node, "error");
    size_t args = sl_cst_child(cst, node, "revert_arguments");
    size_t mark;
    size_t outer;
    size_t inner;
    size_t word = sl_cst_first(cst, node);
    sl_term *statement = sl_lower_begin(l, SL_T_EXPR, node, &mark);
    sl_term *call = sl_lower_begin(l, SL_T_CALL, node, &outer);
    sl_term *callee = sl_lower_begin(l, SL_T_CALL, node, &inner);
    sl_lower_leaf(l, SL_T_NAME, word, sl_cst_text(cst, word), SL_R_CALLEE);
    if (error != SIZE_MAX)
        sl_lower_into(l, error, SL_R_ARG);
    if (error != SIZE_MAX && args != SIZE_MAX) {
        callee->end = cst->v[error].end;
        sl_lower_end(l, callee, inner, SL_R_CALLEE);
    }
    if (args != SIZE_MAX)
        sl_lower_into(l, args, SL_R_ARG);
    sl_lower_end(l, call, outer, SL_R_ITEM);
    sl_lower_end(l, statement, mark, role);
}

static void lower_ternary(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_TERNARY, node, &mark);
    lower_child(l, node, 0, SL_R_COND);
    lower_child(l, node, 1, SL_R_LEFT);
    lower_child(l, node, 2, SL_R_RIGHT);
    sl_lower_end(l, term, mark, role);
}

/* (a, , b): what is left out has a place too. */
static void lower_tuple(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    bool is_filled = false;
    bool is_list = sl_cst_child(cst, node, ",") != SIZE_MAX;
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_TUPLE, node, &mark);
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        bool is_end = cst->v[i].next == cst->v[node].next || sl_str_is(sl_cst_text(cst, i), ",");
        if (sl_cst_is_named(cst, i))
            sl_lower_into(l, i, SL_R_ITEM);
        else if (is_end && is_list && !is_filled)
            sl_lower_leaf(l, SL_T_OTHER, i, SL_S(""), SL_R_ITEM);
        is_filled = sl_cst_is_named(cst, i);
    }
    sl_lower_end(l, term, mark, role);
}

/* ++x is not x++. */
static void lower_update(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row row = {"", SL_T_UPDATE, "argument:left operator:text", NULL};
    sl_lower_as(l, node, role, &row);
    sl_term *term = l->kids.v[l->kids.n - 1];
    if (!sl_cst_is_named(l->cst, sl_cst_first(l->cst, node)))
        term->text = sl_printf(l->mem, "%.*s before", SL_FMT(term->text));
}

/* 1 ether is a number and its unit. */
static void lower_number(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t unit = sl_cst_child(cst, node, "number_unit");
    sl_str text = sl_cst_text(cst, node);
    size_t mark;
    if (unit == SIZE_MAX) {
        sl_lower_leaf(l, SL_T_NUMBER, node, text, role);
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    text = sl_str_trim(sl_str_sub(text, 0, cst->v[unit].start - cst->v[node].start));
    sl_lower_leaf(l, SL_T_NUMBER, node, text, SL_R_ITEM);
    sl_lower_leaf(l, SL_T_TOKEN, unit, sl_cst_text(cst, unit), SL_R_ITEM);
    sl_lower_end(l, term, mark, role);
}

static bool takes_operands(const sl_term *t)
{
    return t->kind == SL_T_BINARY || t->kind == SL_T_UNARY || t->kind == SL_T_TERNARY ||
           t->kind == SL_T_ASSIGN || t->kind == SL_T_UPDATE;
}

static sl_term *last_operand(const sl_term *t)
{
    sl_term *last = NULL;
    for (uint32_t i = 0; i < t->n; i++)
        if (!last || t->kids[i]->end > last->end)
            last = t->kids[i];
    return last;
}

static void put_kid(sl_term *parent, uint32_t at, sl_term *kid, uint8_t role)
{
    kid->role = role;
    kid->parent = parent;
    kid->at = at;
    parent->kids[at] = kid;
}

/* a / b.c, which the grammar reads as (a / b).c: the field is of the last operand. Where there are
   parentheses in the code, what is in them ends before the node does. */
static void lower_postfix(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row rows[] = {
        {"member_expression", SL_T_FIELD, "object:object property:name", NULL},
        {"array_access", SL_T_INDEX, "base:object index:arg", NULL},
        {"call_expression", SL_T_CALL, "function:callee *:arg", NULL},
        {"struct_expression", SL_T_OTHER, "type:object *:arg", NULL},
        {"slice_access", SL_T_OTHER, "base:object *:arg", NULL},
    };
    size_t i = 0;
    while (i + 1 < sizeof rows / sizeof *rows && !sl_cst_is(l->cst, node, rows[i].types))
        i++;
    sl_lower_as(l, node, role, &rows[i]);
    sl_term *term = l->kids.v[l->kids.n - 1];
    sl_term *whole = sl_term_get(term, SL_R_OBJECT);
    whole = whole ? whole : sl_term_get(term, SL_R_CALLEE);
    size_t head = named_child(l->cst, node, 0);
    if (!whole || head == SIZE_MAX || !takes_operands(whole) || whole->end != l->cst->v[head].end)
        return;
    uint32_t end = whole->end;
    sl_term *owner = whole;
    sl_term *operand = last_operand(whole);
    while (operand && operand->end == end && takes_operands(operand)) {
        owner = operand;
        operand = last_operand(owner);
    }
    if (!operand || operand->end != end)
        return;
    uint32_t at = operand->at;
    uint8_t role_there = operand->role;
    put_kid(term, whole->at, operand, whole->role);
    put_kid(owner, at, term, role_there);
    term->start = operand->start;
    for (sl_term *t = owner; t != whole; t = t->parent)
        t->end = term->end;
    whole->end = term->end;
    l->kids.n--;
    sl_lower_emit(l, whole, role);
}

/* A version; the grammar has the space before it in it. */
static void lower_version(sl_lowering *l, size_t node, sl_role role)
{
    sl_str text = sl_str_trim(sl_lower_text(l, l->cst->v[node].start, l->cst->v[node].end));
    bool is_hole = l->holes && sl_str_starts(text, SL_S("$"));
    sl_lower_leaf(l, is_hole ? SL_T_METAVAR : SL_T_STRING, node, text, role);
}

/* solidity ^1.2.3 >=4: versions, and comparisons with one. */
static void lower_versions(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    sl_str op = {0};
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        size_t mark;
        if (sl_cst_is(cst, i, "solidity_version_comparison_operator"))
            op = sl_str_trim(sl_cst_text(cst, i));
        if (!sl_cst_is(cst, i, "solidity_version"))
            continue;
        sl_term *term = sl_lower_begin(l, SL_T_UNARY, i, &mark);
        term->text = op;
        lower_version(l, i, op.n ? SL_R_ITEM : role);
        if (op.n)
            sl_lower_end(l, term, mark, role);
        op = (sl_str){0};
    }
}

/* "a" "b" is one string. */
static void lower_strings(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row plain = {"", SL_T_SPLICE, NULL, NULL};
    static const sl_lower_row several = {"", SL_T_TEMPLATE, NULL, NULL};
    bool is_one = named_child(l->cst, node, 1) == SIZE_MAX;
    sl_lower_as(l, node, role, is_one ? &plain : &several);
}

/* Calls of the assembly that are statements. */
static void lower_yul_call(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row row = {"", SL_T_CALL, "function:callee *:arg", NULL};
    size_t mark;
    if (role != SL_R_ITEM) {
        sl_lower_as(l, node, role, &row);
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_EXPR, node, &mark);
    sl_lower_as(l, node, SL_R_ITEM, &row);
    sl_lower_end(l, term, mark, role);
}

/* a, b := f(): all but the last are assigned. */
static void lower_yul_assignment(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_ASSIGN, node, &mark);
    size_t n = 0;
    while (named_child(l->cst, node, n) != SIZE_MAX)
        n++;
    for (size_t k = 0; k < n; k++)
        lower_child(l, node, k, k + 1 < n ? SL_R_LEFT : SL_R_RIGHT);
    sl_lower_end(l, term, mark, role);
}

#define FUNCTION_ROLES                                                                             \
    "name:name @parameter:param @event_parameter:param @error_parameter:param "                    \
    "@modifier_invocation:modifier @visibility:modifier @state_mutability:modifier "               \
    "@virtual:modifier @override_specifier:modifier @payable:modifier @public:modifier "           \
    "@internal:modifier @anonymous:modifier @event:modifier @error:modifier return_type:result "   \
    "body:body "

static const sl_lower_row rows[] = {
    {"statement expression call_argument revert_arguments yul_identifier yul_string_literal",
     SL_T_SPLICE, NULL, NULL},
    {"return_type_definition", SL_T_SPLICE, NULL, lower_results},
    {"type_name", SL_T_SPLICE, NULL, lower_type},
    {"user_defined_type yul_path", SL_T_SPLICE, NULL, lower_path},
    {"primitive_type", SL_T_NAME, "*:-", NULL},
    {"enum_value 'constructor 'fallback 'receive yul_evm_builtin", SL_T_NAME, NULL, NULL},
    {"visibility virtual immutable state_location number_unit", SL_T_TOKEN, NULL, NULL},
    {"override_specifier", SL_T_TOKEN, "*:-", NULL},
    {"modifier_invocation", SL_T_SPLICE, NULL, lower_mark},
    {"state_mutability 'payable 'memory 'storage 'calldata 'indexed", 0, NULL, lower_mark},
    {"import_directive", 0, NULL, lower_import},
    {"solidity_pragma_token", SL_T_SPLICE, NULL, lower_versions},
    {"contract_declaration interface_declaration library_declaration struct_declaration "
     "enum_declaration",
     SL_T_CLASS,
     "name:name @inheritance_specifier:base body:body @abstract:modifier @layout_specifier:- "
     "@contract:text @interface:text @library:text @struct:text @enum:text",
     NULL},
    {"inheritance_specifier", SL_T_SPLICE, NULL, lower_ancestor},
    {"contract_body struct_body enum_body", SL_T_MEMBERS, NULL, NULL},
    {"state_variable_declaration constant_variable_declaration", SL_T_VAR,
     "type:type name:name value:value visibility:modifier location:modifier @constant:modifier "
     "@override_specifier:modifier @immutable:modifier",
     NULL},
    {"struct_member", SL_T_VAR, "type:type name:name", NULL},
    {"variable_declaration", SL_T_VAR, "location:modifier type:type name:name", NULL},
    {"variable_declaration_tuple tuple_expression", 0, NULL, lower_tuple},
    {"variable_declaration_statement", 0, NULL, lower_variable},
    {"function_definition event_definition error_declaration", SL_T_FUNCTION, FUNCTION_ROLES, NULL},
    {"modifier_definition", SL_T_FUNCTION, FUNCTION_ROLES "@modifier:modifier", NULL},
    {"constructor_definition", SL_T_FUNCTION, FUNCTION_ROLES "@constructor:name", NULL},
    {"fallback_receive_definition", SL_T_FUNCTION,
     FUNCTION_ROLES "@fallback:name @receive:name @function:-", NULL},
    {"parameter event_parameter error_parameter return_parameter", SL_T_PARAM,
     "type:type name:name location:modifier @indexed:modifier", NULL},
    {"function_body yul_block", SL_T_BLOCK, NULL, NULL},
    {"block_statement", SL_T_BLOCK, NULL, lower_block},
    {"assembly_statement", 0, NULL, lower_assembly},
    {"if_statement", 0, NULL, lower_if},
    {"for_statement", 0, NULL, lower_for},
    {"do_while_statement", SL_T_OTHER, "body:body condition:cond @do:- @while:-", NULL},
    {"try_statement", SL_T_TRY, "attempt:init @parameter:param body:body @catch_clause:catch",
     NULL},
    {"catch_clause", SL_T_CATCH, "@identifier:type @parameter:param body:body", NULL},
    {"emit_statement", SL_T_OTHER, "name:callee @emit:- *:arg", NULL},
    {"revert_statement", 0, NULL, lower_revert},
    {"call_struct_argument struct_field_assignment", SL_T_KEYWORD, "name:name value:value", NULL},
    {"struct_expression call_expression member_expression array_access slice_access", 0, NULL,
     lower_postfix},
    {"payable_conversion_expression", SL_T_CALL, "@payable:callee *:arg", NULL},
    {"meta_type_expression", SL_T_CALL, "@type:callee *:arg", NULL},
    {"'type", SL_T_NAME, NULL, NULL},
    {"type_cast_expression", SL_T_CAST, "@primitive_type:type *:value", NULL},
    {"new_expression", SL_T_NEW, "name:callee *:arg", NULL},
    {"assignment_expression", SL_T_ASSIGN, "left:left right:right", NULL},
    {"augmented_assignment_expression", SL_T_UPDATE,
     "left:left right:right @+=:text @-=:text @*=:text @/=:text @%=:text @^=:text @&=:text "
     "@|=:text @>>=:text @<<=:text",
     NULL},
    {"update_expression", 0, NULL, lower_update},
    {"unary_expression", SL_T_UNARY, "argument:item operator:text", NULL},
    {"ternary_expression", 0, NULL, lower_ternary},
    {"inline_array_expression", SL_T_LIST, NULL, NULL},
    {"number_literal", SL_T_NUMBER, NULL, lower_number},
    {"string_literal", SL_T_SPLICE, NULL, lower_strings},
    {"boolean_literal", SL_T_BOOL, "*:-", NULL},
    {"hex_string_literal unicode_string_literal yul_hex_string_literal", SL_T_STRING, NULL,
     sl_lower_string},
    {"yul_decimal_number yul_hex_number", SL_T_NUMBER, NULL, NULL},
    {"yul_boolean", SL_T_BOOL, NULL, NULL},
    {"yul_function_call", 0, NULL, lower_yul_call},
    {"yul_assignment", 0, NULL, lower_yul_assignment},
    {"yul_variable_declaration", SL_T_VAR, "left:name right:value", NULL},
    {"yul_if_statement", SL_T_IF, "@yul_block:then *:cond", NULL},
    {"yul_for_statement", SL_T_OTHER, NULL, NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%",    "%;",     "% %;", "%;;",   "%()",
                                   "%: %", "{%: %}", "% %",  "0.0.0", NULL};
static const char *const variables[] = {"%", "%;", "% %", "0.0.0", "\"%\"", NULL};

#define IN_FUNCTION "contract SL__C { function SL__F() { "

static const sl_frame frames[] = {
    {IN_FUNCTION "SL__V = ", "; } }", NULL},
    {IN_FUNCTION, " } }", NULL},
    {IN_FUNCTION, "; } }", NULL},
    {"contract SL__C { ", " }", NULL},
    {"", "", NULL},
    {"contract SL__C { ", " {SL__DOTS;} }", NULL},
    {"contract SL__C { ", "; }", NULL},
    {"", " {SL__DOTS SL__DOTS;}", NULL},
    {IN_FUNCTION, " {SL__DOTS;} } }", NULL},
    {IN_FUNCTION "try SL__V() {SL__DOTS;} ", " } }", NULL},
    {IN_FUNCTION, " catch {SL__DOTS;} } }", NULL},
    {"contract SL__C { struct SL__S { ", " } }", NULL},
    {IN_FUNCTION "assembly { ", " } } }", NULL},
    {"contract SL__C { function SL__F(", ") {} }", NULL},
    {"contract SL__C { function SL__F() ", " {} }", NULL},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_printf(mem, "contract SL__C { %.*s SL__V; }", SL_FMT(type));
}

const sl_dialect sl_dialect_solidity = {
    .language = "solidity",
    .grammar = "solidity",
    .statement_dots = "% %;",
    .typed_first = true,
    SL_DIALECT_TABLES,
};

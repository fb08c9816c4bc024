/* Lua. A statement that assigns several values is one assignment for each; a function of a table is
   the table's, as methods of Go are their receiver's. */
#include "engine/syntax/hooks.h"

static size_t next_of(const sl_lowering *l, size_t node)
{
    return l->cst->v[node].next;
}

static void lower_block(sl_lowering *l, size_t node, sl_role role)
{
    sl_lower_statements(l, node, sl_cst_first(l->cst, node), role);
}

/* A text is what stands between its marks, whichever these are. */
static void lower_string(sl_lowering *l, size_t node, sl_role role)
{
    size_t content = sl_cst_field(l->cst, node, "content");
    sl_str text = {0};
    if (content != SIZE_MAX)
        text = sl_lower_text(l, l->cst->v[content].start, l->cst->v[content].end);
    sl_lower_leaf(l, SL_T_STRING, node, text, role);
}

/* The named children of a list that are no attributes. */
typedef struct nodes {
    size_t *v;
    size_t n, cap;
} nodes;

static void list_of(nodes *out, const sl_lowering *l, size_t list)
{
    *out = (nodes){0};
    for (size_t i = list == SIZE_MAX ? SIZE_MAX : sl_cst_first(l->cst, list);
         list != SIZE_MAX && i < next_of(l, list); i = next_of(l, i))
        if (sl_cst_is_named(l->cst, i) && !sl_cst_is(l->cst, i, "attribute"))
            *sl_list_add(l->mem, out) = i;
}

/* What is assigned: the names from `first` to before `last`, and value number `value`. */
typedef struct assigned {
    size_t first, last, value;
} assigned;

static void lower_assigned(sl_lowering *l, size_t node, const nodes lists[2], const assigned *a,
                           sl_role role)
{
    bool is_local = node > 0 && sl_cst_is(l->cst, node - 1, "local");
    size_t mark;
    sl_term *term = sl_lower_begin(l, is_local ? SL_T_VAR : SL_T_ASSIGN, node, &mark);
    for (size_t i = a->first; i < a->last; i++)
        sl_lower_into(l, lists[0].v[i], is_local ? SL_R_NAME : SL_R_LEFT);
    if (a->value < lists[1].n)
        sl_lower_into(l, lists[1].v[a->value], is_local ? SL_R_VALUE : SL_R_RIGHT);
    sl_lower_end(l, term, mark, role);
}

static void lower_names(sl_lowering *l, size_t node, size_t names, size_t values, sl_role role)
{
    nodes lists[2];
    list_of(&lists[0], l, names);
    list_of(&lists[1], l, values);
    size_t n = lists[1].n;
    bool is_spread = n && n < lists[0].n && sl_cst_is(l->cst, lists[1].v[n - 1], "function_call");
    bool is_local = node > 0 && sl_cst_is(l->cst, node - 1, "local");
    for (size_t i = 0; i < (is_local || lists[0].n < n ? lists[0].n : n); i++) {
        bool is_last = is_spread && i + 1 == n; /* a call gives the values of all names left */
        assigned a = {i, is_last ? lists[0].n : i + 1, i};
        lower_assigned(l, node, lists, &a, role);
        if (is_last)
            break;
    }
}

/* a, b = 1, 2; without "local" only what is given something. */
static void lower_assignment(sl_lowering *l, size_t node, sl_role role)
{
    lower_names(l, node, sl_cst_child(l->cst, node, "variable_list"),
                sl_cst_child(l->cst, node, "expression_list"), role);
}

/* local a, b = 1: its assignment, or names alone. */
static void lower_local(sl_lowering *l, size_t node, sl_role role)
{
    size_t inner = sl_cst_child(l->cst, node, "assignment_statement");
    size_t names = sl_cst_child(l->cst, node, "variable_list");
    size_t first = l->kids.n;
    nodes lists[2];
    if (inner != SIZE_MAX) {
        lower_assignment(l, inner, role);
    } else {
        list_of(&lists[0], l, names);
        lists[1] = (nodes){0};
        for (size_t i = 0; i < lists[0].n; i++) {
            size_t mark;
            sl_term *term = sl_lower_begin(l, SL_T_VAR, node, &mark);
            sl_lower_into(l, lists[0].v[i], SL_R_NAME);
            sl_lower_end(l, term, mark, role);
        }
    }
    for (size_t i = first; i < l->kids.n; i++)
        l->kids.v[i]->start = l->cst->v[node].start;
}

/* function m.f(), function m:f(): f of m. */
static void lower_function(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t name = sl_cst_field(l->cst, node, "name");
    bool is_field = name != SIZE_MAX && (sl_cst_is(l->cst, name, "dot_index_expression") ||
                                         sl_cst_is(l->cst, name, "method_index_expression"));
    sl_term *term = sl_lower_begin(l, SL_T_FUNCTION, node, &mark);
    if (sl_cst_child(l->cst, node, "local") != SIZE_MAX)
        sl_lower_leaf(l, SL_T_TOKEN, node, SL_S("local"), SL_R_MODIFIER);
    if (is_field) {
        sl_lower_field(l, name, "table", SL_R_LEFT);
        sl_lower_field(l, name, "field", SL_R_NAME);
        sl_lower_field(l, name, "method", SL_R_NAME);
    } else if (name != SIZE_MAX) {
        sl_lower_into(l, name, SL_R_NAME);
    }
    sl_lower_field(l, node, "parameters", SL_R_PARAM);
    size_t body = sl_cst_field(l->cst, node, "body");
    size_t inner;
    if (body != SIZE_MAX) {
        sl_lower_into(l, body, SL_R_BODY);
    } else {
        sl_term *none = sl_lower_begin(l, SL_T_BLOCK, node, &inner);
        none->start = none->end;
        sl_lower_end(l, none, inner, SL_R_BODY);
    }
    sl_lower_end(l, term, mark, role);
}

/* elseif is an if in the else. */
static void lower_if_from(sl_lowering *l, size_t node, size_t clause, sl_role role)
{
    size_t mark;
    size_t next = clause == node ? sl_cst_first(l->cst, node) : next_of(l, clause);
    sl_term *term = sl_lower_begin(l, SL_T_IF, clause, &mark);
    sl_lower_field(l, clause, "condition", SL_R_COND);
    sl_lower_field(l, clause, "consequence", SL_R_THEN);
    while (next < next_of(l, node) && !sl_cst_is(l->cst, next, "elseif_statement") &&
           !sl_cst_is(l->cst, next, "else_statement"))
        next = next_of(l, next);
    if (next < next_of(l, node) && sl_cst_is(l->cst, next, "elseif_statement"))
        lower_if_from(l, node, next, SL_R_ELSE);
    else if (next < next_of(l, node))
        sl_lower_field(l, next, "body", SL_R_ELSE);
    term->end = l->cst->v[node].end;
    sl_lower_end(l, term, mark, role);
}

static void lower_if(sl_lowering *l, size_t node, sl_role role)
{
    lower_if_from(l, node, node, role);
}

/* for i = a, b, c do and for k, v in e do. */
static void lower_for(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t clause = sl_cst_field(l->cst, node, "clause");
    bool is_each = clause != SIZE_MAX && sl_cst_is(l->cst, clause, "for_generic_clause");
    sl_term *term = sl_lower_begin(l, is_each ? SL_T_FOREACH : SL_T_FOR, node, &mark);
    if (is_each) {
        sl_term *left = sl_lower_one(l, sl_cst_child(l->cst, clause, "variable_list"), SL_R_LEFT);
        size_t right = sl_cst_child(l->cst, clause, "expression_list");
        if (left)
            sl_lower_emit(l, left, SL_R_LEFT);
        if (right != SIZE_MAX)
            sl_lower_into(l, right, SL_R_RIGHT);
    } else if (clause != SIZE_MAX) {
        size_t inner;
        sl_term *first = sl_lower_begin(l, SL_T_VAR, clause, &inner);
        sl_lower_field(l, clause, "name", SL_R_NAME);
        sl_lower_field(l, clause, "start", SL_R_VALUE);
        sl_lower_end(l, first, inner, SL_R_INIT);
        sl_lower_field(l, clause, "end", SL_R_COND);
        sl_lower_field(l, clause, "step", SL_R_STEP);
    }
    sl_lower_field(l, node, "body", SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

/* name = value, [key] = value, value. */
static void lower_entry(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    size_t name = sl_cst_field(l->cst, node, "name");
    if (name == SIZE_MAX) {
        sl_lower_field(l, node, "value", role);
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_PAIR, node, &mark);
    sl_lower_into(l, name, SL_R_KEY);
    sl_lower_field(l, node, "value", SL_R_VALUE);
    sl_lower_end(l, term, mark, role);
}

static const sl_lower_row rows[] = {
    {"chunk block", 0, NULL, lower_block},
    {"do_statement variable_list expression_list arguments parenthesized_expression parameters",
     SL_T_SPLICE, NULL, NULL},
    {"empty_statement hash_bang_line attribute", SL_T_SKIP, NULL, NULL},
    {"identifier vararg_expression", SL_T_NAME, NULL, NULL},
    {"string", 0, NULL, lower_string},
    {"number", SL_T_NUMBER, NULL, NULL},
    {"true false", SL_T_BOOL, NULL, NULL},
    {"nil", SL_T_NIL, NULL, NULL},
    {"dot_index_expression", SL_T_FIELD, "table:object field:name", NULL},
    {"method_index_expression", SL_T_FIELD, "table:object method:name", NULL},
    {"bracket_index_expression", SL_T_INDEX, "table:object field:arg", NULL},
    {"function_call", SL_T_CALL, "name:callee arguments:arg", NULL},
    {"binary_expression", SL_T_BINARY, "left:left operator:text right:right", NULL},
    {"unary_expression", SL_T_UNARY, "operand:item operator:text", NULL},
    {"table_constructor", SL_T_DICT, NULL, NULL},
    {"field", 0, NULL, lower_entry},
    {"assignment_statement", 0, NULL, lower_assignment},
    {"variable_declaration", 0, NULL, lower_local},
    {"function_declaration function_definition", 0, NULL, lower_function},
    {"if_statement", 0, NULL, lower_if},
    {"for_statement", 0, NULL, lower_for},
    {"while_statement", SL_T_WHILE, "condition:cond body:body", NULL},
    {"repeat_statement", SL_T_WHILE, "condition:cond body:body @repeat:text", NULL},
    {"return_statement", SL_T_RETURN, NULL, NULL},
    {"break_statement goto_statement", SL_T_JUMP, "@goto:text", NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%", "%()", NULL};
static const char *const variables[] = {"%", "%()", NULL};

static const sl_frame frames[] = {
    {"", "", NULL},           {"SL__V = ", "", NULL}, {"", "\nend", NULL},
    {"SL__V = {", "}", NULL}, {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_dup(mem, type);
}

const sl_dialect sl_dialect_lua = {
    .language = "lua",
    .grammar = "lua",
    .statement_dots = "%()",
    SL_DIALECT_TABLES,
};

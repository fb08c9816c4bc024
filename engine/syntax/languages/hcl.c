/* HCL, the language of Terraform. A block is a call: its type, its labels, and what is in it. */
#include "engine/syntax/hooks.h"

static bool is_named(const sl_lowering *l, size_t node)
{
    return l->cst->v[node].flags & SL_CST_NAMED;
}

/* Blocks in a block are statements: a pattern finds them in deeper blocks as well. */
static void wrap_blocks(sl_lowering *l, size_t from)
{
    for (size_t i = from; i < l->kids.n; i++) {
        sl_term *kid = l->kids.v[i];
        if (kid->kind != SL_T_CALL)
            continue;
        sl_term *made = sl_term_new(l->mem, SL_T_EXPR, SL_R_ITEM);
        made->start = kid->start;
        made->end = kid->end;
        made->n = 1;
        made->kids = sl_alloc_array(l->mem, 1, sizeof *made->kids);
        made->kids[0] = kid;
        kid->parent = made;
        kid->at = 0;
        l->kids.v[i] = made;
    }
}

/* TYPE "label" … { … } */
static void lower_block(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst *cst = l->cst;
    uint32_t next = cst->v[node].next;
    size_t mark;
    size_t inner;
    size_t i = sl_cst_first(cst, node);
    sl_term *term = sl_lower_begin(l, SL_T_CALL, node, &mark);
    sl_lower_into(l, i, SL_R_CALLEE);
    for (i = cst->v[i].next; i < next && !sl_cst_is(cst, i, "block_start"); i = cst->v[i].next)
        if (is_named(l, i))
            sl_lower_into(l, i, SL_R_ARG);
    sl_term *body = sl_lower_begin(l, SL_T_RECORD, i < next ? i : node, &inner);
    body->end = cst->v[node].end;
    for (; i < next; i = cst->v[i].next)
        if (is_named(l, i))
            sl_lower_into(l, i, SL_R_ITEM);
    wrap_blocks(l, inner);
    sl_lower_end(l, body, inner, SL_R_ARG);
    sl_lower_end(l, term, mark, role);
}

/* A name or string as key of an attribute. */
static void lower_pair(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    bool is_key = true;
    uint32_t next = l->cst->v[node].next;
    sl_term *term = sl_lower_begin(l, SL_T_PAIR, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < next; i = l->cst->v[i].next) {
        if (!is_named(l, i))
            continue;
        sl_lower_into(l, i, is_key ? SL_R_KEY : SL_R_VALUE);
        is_key = false;
    }
    sl_lower_end(l, term, mark, role);
}

/* One step of a.b[c].*: what stands before it becomes its object. */
static sl_term *lower_step(sl_lowering *l, size_t node, sl_term *object)
{
    static const sl_lower_row field = {"", SL_T_FIELD, "*:name", NULL};
    static const sl_lower_row index = {"", SL_T_INDEX, "*:arg", NULL};
    static const sl_lower_row splat = {"", SL_T_OTHER, "*:item", NULL};
    size_t mark = l->kids.n;
    const sl_lower_row *row = sl_cst_is(l->cst, node, "get_attr") ? &field
                              : sl_cst_is(l->cst, node, "index")  ? &index
                                                                  : &splat;
    sl_lower_as(l, node, SL_R_ITEM, row);
    sl_term *made = l->kids.v[mark];
    sl_lower_emit(l, object, SL_R_OBJECT);
    l->kids.v[mark] = object;
    l->kids.n = mark + 1;
    for (uint32_t i = 0; i < made->n; i++)
        *sl_list_add(l->mem, &l->kids) = made->kids[i];
    made->start = object->start;
    sl_lower_end(l, made, mark, SL_R_ITEM);
    l->kids.n = mark;
    return made;
}

static bool is_step(const sl_lowering *l, size_t node)
{
    return sl_cst_is(l->cst, node, "get_attr") || sl_cst_is(l->cst, node, "index") ||
           sl_cst_is(l->cst, node, "splat");
}

/* Operands and the steps after each; what stands between them is the operator in `*mark`. */
static void lower_operands(sl_lowering *l, size_t node, sl_role role, sl_str *mark)
{
    const sl_cst *cst = l->cst;
    sl_term *term = NULL;
    for (size_t i = sl_cst_first(cst, node); i < cst->v[node].next; i = cst->v[i].next) {
        sl_str text = sl_cst_text(cst, i);
        bool is_mark = !is_named(l, i) && mark && !sl_str_is(text, "(") && !sl_str_is(text, ")");
        if (cst->v[i].flags & SL_CST_EXTRA)
            continue;
        if (is_mark) {
            *mark = text;
            if (term)
                sl_lower_emit(l, term, SL_R_LEFT);
            term = NULL;
        } else if (is_named(l, i)) {
            term = term && is_step(l, i) ? lower_step(l, i, term) : sl_lower_one(l, i, role);
        }
    }
    if (term)
        sl_lower_emit(l, term, role);
}

/* A term of an expression and the steps after it. */
static void lower_expression(sl_lowering *l, size_t node, sl_role role)
{
    lower_operands(l, node, role, NULL);
}

static void lower_operation(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    bool is_unary = sl_cst_is(l->cst, node, "unary_operation");
    sl_term *term = sl_lower_begin(l, is_unary ? SL_T_UNARY : SL_T_BINARY, node, &mark);
    lower_operands(l, node, is_unary ? SL_R_ITEM : SL_R_RIGHT, &term->text);
    sl_lower_end(l, term, mark, role);
}

/* a ? b : c */
static void lower_conditional(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_role roles[] = {SL_R_COND, SL_R_LEFT, SL_R_RIGHT};
    size_t mark;
    size_t n = 0;
    uint32_t next = l->cst->v[node].next;
    sl_term *term = sl_lower_begin(l, SL_T_TERNARY, node, &mark);
    for (size_t i = sl_cst_first(l->cst, node); i < next && n < 3; i = l->cst->v[i].next)
        if (is_named(l, i) && !(l->cst->v[i].flags & SL_CST_EXTRA))
            sl_lower_into(l, i, roles[n++]);
    sl_lower_end(l, term, mark, role);
}

/* <<END … END: the lines between are one string, unless there is code in them. */
static void lower_heredoc(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row row = {"", SL_T_TEMPLATE,
                                     "@heredoc_start:- @heredoc_identifier:- *:item", NULL};
    const sl_cst_node *n = &l->cst->v[node];
    uint32_t from = n->end;
    uint32_t to = n->end;
    bool has_code = false;
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = l->cst->v[i].next) {
        if (sl_cst_is(l->cst, i, "heredoc_identifier")) {
            from = from == n->end ? l->cst->v[i].end : from;
            to = l->cst->v[i].start;
        } else if (!sl_cst_is(l->cst, i, "template_literal")) {
            has_code |= is_named(l, i) && !sl_cst_is(l->cst, i, "heredoc_start");
        }
    }
    if (has_code)
        sl_lower_as(l, node, role, &row);
    else
        sl_lower_leaf(l, SL_T_STRING, node, sl_lower_text(l, from, to > from ? to : from), role);
}

static const sl_lower_row rows[] = {
    {"config_file", SL_T_BLOCK, NULL, NULL},
    {"block", 0, NULL, lower_block},
    {"attribute object_elem", 0, NULL, lower_pair},
    {"expression", 0, NULL, lower_expression},
    {"object", SL_T_RECORD, NULL, NULL},
    {"tuple", SL_T_LIST, NULL, NULL},
    {"block_start block_end object_start object_end tuple_start tuple_end quoted_template_start "
     "quoted_template_end template_interpolation_start template_interpolation_end",
     SL_T_SKIP, NULL, NULL},
    {"body literal_value template_expr collection_value variable_expr operation function_arguments "
     "template_interpolation new_index legacy_index",
     SL_T_SPLICE, NULL, NULL},
    {"string_lit quoted_template", 0, NULL, sl_lower_string},
    {"heredoc_template", 0, NULL, lower_heredoc},
    {"template_literal", SL_T_STRING, NULL, NULL},
    {"function_call", SL_T_CALL, "@identifier:callee @function_arguments:arg", NULL},
    {"binary_operation unary_operation", 0, NULL, lower_operation},
    {"conditional", 0, NULL, lower_conditional},
    {"ellipsis", SL_T_SKIP, NULL, NULL},
    {"numeric_lit", SL_T_NUMBER, NULL, NULL},
    {"bool_lit", SL_T_BOOL, NULL, NULL},
    {"null_lit", SL_T_NIL, NULL, NULL},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%", "% = 1", "% {}", NULL};
static const char *const variables[] = {"%", "% = 1", NULL};

static const sl_frame frames[] = {
    {"SL__K = ", "\n", "\"'[{("},   {"", "\n", NULL},     {"SL__K = ", "\n", NULL},
    {"SL__K = {\n", "\n}\n", NULL}, {"", " { }\n", NULL}, {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    return sl_printf(mem, "SL__K = %.*s\n", SL_FMT(type));
}

const sl_dialect sl_dialect_hcl = {
    .language = "terraform",
    .grammar = "hcl",
    .statement_dots = "% = 1",
    SL_DIALECT_TABLES,
};

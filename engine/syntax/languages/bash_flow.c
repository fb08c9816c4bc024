/* Control flow of Bash: branches, loops, functions. */
#include "engine/syntax/languages/bash.h"

static bool is_named(const sl_lowering *l, size_t node)
{
    return l->cst->v[node].flags & SL_CST_NAMED;
}

static bool is_token(const sl_lowering *l, size_t node, const char *text)
{
    return !is_named(l, node) && sl_str_is(sl_cst_text(l->cst, node), text);
}

static size_t find_token(const sl_lowering *l, size_t i, size_t end, const char *text)
{
    while (i < end && !is_token(l, i, text))
        i = l->cst->v[i].next;
    return i;
}

/* The branch whose nodes begin at `from`, in `node`; what follows it is its else. */
static void lower_branch(sl_lowering *l, size_t node, size_t from, size_t clause, sl_role role)
{
    const sl_cst *cst = l->cst;
    size_t end = cst->v[clause == SIZE_MAX ? node : clause].next;
    size_t then = find_token(l, from, end, "then");
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_IF, clause == SIZE_MAX ? node : clause, &mark);
    term->end = cst->v[node].end;
    sl_bash_inner(l, from, then, SL_R_COND);
    size_t stop = then < end ? cst->v[then].next : end;
    size_t body = stop;
    while (stop < end && !sl_cst_is(cst, stop, "elif_clause") &&
           !sl_cst_is(cst, stop, "else_clause") && !is_token(l, stop, "fi"))
        stop = cst->v[stop].next;
    if (then < end)
        sl_bash_body(l, body, stop, SL_R_THEN);
    size_t next = clause == SIZE_MAX ? stop : end;
    while (next < cst->v[node].next && !is_named(l, next))
        next = cst->v[next].next;
    if (next < cst->v[node].next && sl_cst_is(cst, next, "elif_clause"))
        lower_branch(l, node, sl_cst_first(cst, next), next, SL_R_ELSE);
    else if (next < cst->v[node].next && sl_cst_is(cst, next, "else_clause"))
        sl_bash_body(l, sl_cst_first(cst, next), cst->v[next].next, SL_R_ELSE);
    sl_lower_end(l, term, mark, role);
}

void sl_bash_if(sl_lowering *l, size_t node, sl_role role)
{
    lower_branch(l, node, sl_cst_first(l->cst, node), SIZE_MAX, role);
}

/* until is no while: what a pattern says of its condition would be the opposite. */
void sl_bash_while(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t first = sl_cst_first(l->cst, node);
    size_t body = sl_cst_field(l->cst, node, "body");
    size_t mark;
    bool is_until = is_token(l, first, "until");
    sl_term *term = sl_lower_begin(l, is_until ? SL_T_OTHER : SL_T_WHILE, node, &mark);
    term->type = is_until ? "until_statement" : term->type;
    sl_bash_inner(l, first, body == SIZE_MAX ? n->next : body, SL_R_COND);
    if (body != SIZE_MAX)
        sl_lower_into(l, body, SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

/* for x in a b: the values are a list. select is the same, but no loop that `for` finds. */
void sl_bash_for(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t first = sl_cst_first(l->cst, node);
    size_t variable = sl_cst_field(l->cst, node, "variable");
    size_t body = sl_cst_field(l->cst, node, "body");
    size_t mark;
    size_t inner;
    bool is_select = is_token(l, first, "select");
    sl_term *term = sl_lower_begin(l, is_select ? SL_T_OTHER : SL_T_FOREACH, node, &mark);
    term->type = is_select ? "select_statement" : term->type;
    if (variable != SIZE_MAX)
        sl_lower_into(l, variable, SL_R_LEFT);
    size_t in = find_token(l, first, n->next, "in");
    sl_term *list = sl_lower_begin(l, SL_T_LIST, node, &inner);
    for (size_t i = in; i < n->next; i = l->cst->v[i].next)
        if (i != body && is_named(l, i))
            sl_lower_into(l, i, SL_R_ITEM);
    if (l->kids.n > inner) {
        list->start = l->kids.v[inner]->start;
        list->end = l->kids.v[l->kids.n - 1]->end;
    }
    if (in < n->next)
        sl_lower_end(l, list, inner, SL_R_RIGHT);
    if (body != SIZE_MAX)
        sl_lower_into(l, body, SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

void sl_bash_case_item(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    size_t first = sl_cst_first(l->cst, node);
    size_t close = find_token(l, first, n->next, ")");
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_CASE, node, &mark);
    for (size_t i = first; i < close; i = l->cst->v[i].next)
        if (is_named(l, i))
            sl_lower_into(l, i, SL_R_COND);
    if (close < n->next)
        sl_bash_body(l, l->cst->v[close].next, n->next, SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

void sl_bash_function(sl_lowering *l, size_t node, sl_role role)
{
    size_t name = sl_cst_field(l->cst, node, "name");
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_FUNCTION, node, &mark);
    if (name != SIZE_MAX && sl_lower_hole(l, l->cst->v[name].start, l->cst->v[name].end))
        sl_lower_into(l, name, SL_R_NAME);
    else if (name != SIZE_MAX)
        sl_lower_leaf(l, SL_T_NAME, name, sl_cst_text(l->cst, name), SL_R_NAME);
    sl_lower_field(l, node, "body", SL_R_BODY);
    sl_lower_end(l, term, mark, role);
}

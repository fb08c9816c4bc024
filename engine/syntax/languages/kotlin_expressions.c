/* What Kotlin's grammar does not see: names in strings, calls with types. */
#include "base/chars.h"
#include "engine/syntax/languages/kotlin.h"

/* f<T>(a), which the grammar may read as (f < T) > (a). What is done with the result is around the
   first parenthesis. */
void sl_kotlin_binary(sl_lowering *l, size_t node, sl_role role)
{
    static const sl_lower_row row = {"", SL_T_BINARY, "left:left operator:text right:right", NULL};
    sl_lower_as(l, node, role, &row);
    sl_term *term = l->kids.v[l->kids.n - 1];
    sl_term *left = sl_term_get(term, SL_R_LEFT);
    sl_term *right = sl_term_get(term, SL_R_RIGHT);
    size_t paren = sl_cst_field(l->cst, node, "right");
    bool is_generic = left && right && left->kind == SL_T_BINARY && left->n == 2 &&
                      sl_str_is(term->text, ">") && sl_str_is(left->text, "<") &&
                      l->cst->text.p[l->cst->v[paren].start] == '(';
    if (!is_generic)
        return;
    sl_term *argument = right;
    while (argument->n && argument->start == l->cst->v[paren].start)
        argument = argument->kids[0];
    sl_term *owner = argument == right ? NULL : argument->parent;
    uint32_t at = argument->at;
    sl_role there = owner ? (sl_role)argument->role : role;
    size_t mark = --l->kids.n;
    sl_term *call = sl_lower_begin(l, SL_T_CALL, node, &mark);
    sl_lower_emit(l, left->kids[0], SL_R_CALLEE);
    sl_lower_emit(l, left->kids[1], SL_R_TYPEARG);
    sl_lower_emit(l, argument, SL_R_ARG);
    call->end = argument->end + 1;
    sl_lower_end(l, call, mark, there);
    if (!owner)
        return;
    l->kids.n--;
    call->parent = owner;
    call->at = at;
    owner->kids[at] = call;
    for (sl_term *t = owner; t != right; t = t->parent)
        t->start = call->start;
    right->start = call->start;
    sl_lower_emit(l, right, role);
}

static bool is_name_start(char c)
{
    return sl_is_letter(c) || c == '_';
}

/* A piece of a string: $a in it is a name, but not the metavariables of patterns. */
static void split_piece(sl_lowering *l, const sl_term *piece)
{
    size_t from = 0;
    for (size_t at = 0; at < piece->text.n; at++) {
        size_t end = at + 1;
        bool is_upper = true;
        while (end < piece->text.n && (is_name_start(piece->text.p[end]) ||
                                       (end > at + 1 && sl_is_digit(piece->text.p[end])))) {
            is_upper &= !sl_is_lower(piece->text.p[end]);
            end++;
        }
        bool is_escaped = at > 0 && piece->text.p[at - 1] == '\\';
        if (piece->text.p[at] != '$' || end == at + 1 || is_escaped || (l->holes && is_upper))
            continue;
        sl_term *before = sl_term_new(l->mem, SL_T_STRING, SL_R_ITEM);
        sl_term *name = sl_term_new(l->mem, SL_T_NAME, SL_R_ITEM);
        before->text = sl_str_sub(piece->text, from, at);
        before->start = piece->start + (uint32_t)from;
        before->end = name->start = piece->start + (uint32_t)at;
        name->text = sl_str_sub(piece->text, at + 1, end);
        name->end = piece->start + (uint32_t)end;
        bool is_dots = l->holes && sl_str_is(before->text, "...");
        before->kind = is_dots ? SL_T_ELLIPSIS : SL_T_STRING;
        if (before->text.n)
            sl_lower_emit(l, before, SL_R_ITEM);
        sl_lower_emit(l, name, SL_R_ITEM);
        from = end;
        at = end - 1;
    }
    if (from == piece->text.n)
        return;
    sl_term *rest = sl_term_copy(l->mem, piece);
    rest->text = sl_str_sub(piece->text, from, piece->text.n);
    rest->start = piece->start + (uint32_t)from;
    if (l->holes && sl_str_is(rest->text, "..."))
        rest->kind = SL_T_ELLIPSIS;
    sl_lower_emit(l, rest, SL_R_ITEM);
}

/* A string inside the code in a string, not a piece of the string. */
static bool is_literal(const sl_term *t)
{
    return t->type && strstr(t->type, "string_literal");
}

void sl_kotlin_string(sl_lowering *l, size_t node, sl_role role)
{
    sl_lower_string(l, node, role);
    sl_term *term = l->kids.v[l->kids.n - 1];
    size_t mark = --l->kids.n;
    sl_term *whole = sl_term_copy(l->mem, term);
    whole->start++; /* the quote */
    for (uint32_t i = 0; i < term->n; i++)
        if (term->kids[i]->kind == SL_T_STRING && !is_literal(term->kids[i]))
            split_piece(l, term->kids[i]);
        else
            sl_lower_emit(l, term->kids[i], SL_R_ITEM);
    if (!term->n)
        split_piece(l, whole);
    bool has_code = false;
    for (size_t i = mark; i < l->kids.n; i++)
        has_code |= l->kids.v[i]->kind != SL_T_STRING && l->kids.v[i]->kind != SL_T_ELLIPSIS;
    if (!has_code) {
        l->kids.n = mark;
        sl_lower_emit(l, term, role);
        return;
    }
    term->kind = SL_T_TEMPLATE;
    term->text = (sl_str){0};
    sl_lower_end(l, term, mark, role);
}

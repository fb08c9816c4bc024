/* Texts of Ruby: strings, symbols, regular expressions, commands, and texts that begin after their
   line. */
#include "engine/syntax/languages/ruby_text.h"

enum { HEREDOC_SPAN_MAX = 200000 /* nodes between the mark of a text and its lines */ };

/* The bytes between the first and the last mark of a literal. */
static void between_marks(const sl_lowering *l, size_t node, uint32_t *from, uint32_t *to)
{
    const sl_cst_node *n = &l->cst->v[node];
    *from = n->start;
    *to = n->end;
    for (size_t i = sl_cst_first(l->cst, node); i < n->next; i = sl_ruby_next(l, i)) {
        const sl_cst_node *kid = &l->cst->v[i];
        bool is_end = sl_cst_is(l->cst, i, "heredoc_end") || !(kid->flags & SL_CST_NAMED);
        if (is_end && kid->start == n->start && kid->end > kid->start)
            *from = kid->end;
        else if (is_end && kid->end == n->end)
            *to = kid->start;
    }
}

/* #{...} is one expression, whichever. */
static void one_expression(sl_term *t)
{
    if (t->kind == SL_T_ELLIPSIS) {
        t->kind = SL_T_METAVAR;
        t->text = SL_S("$_");
    }
}

/* Texts and interpolations in turn; false when there is no interpolation. */
static bool lower_pieces(sl_lowering *l, size_t node, uint32_t from, uint32_t to)
{
    uint32_t at = from;
    bool has_code = false;
    for (size_t i = sl_cst_first(l->cst, node); i < sl_ruby_next(l, node); i = sl_ruby_next(l, i)) {
        const sl_cst_node *kid = &l->cst->v[i];
        if (!sl_cst_is(l->cst, i, "interpolation"))
            continue;
        has_code = true;
        if (at < kid->start)
            sl_lower_piece(l, at, kid->start);
        size_t mark = l->kids.n;
        sl_lower_into(l, i, SL_R_ITEM);
        for (size_t k = mark; k < l->kids.n; k++)
            one_expression(l->kids.v[k]);
        at = kid->end;
    }
    if (has_code && at < to)
        sl_lower_piece(l, at, to);
    return has_code;
}

/* The lines of a text may be an ellipsis as well. */
static sl_str plain_text(sl_lowering *l, uint32_t from, uint32_t to)
{
    sl_str text = sl_lower_text(l, from, to);
    sl_str trimmed = sl_str_trim(text);
    return l->holes && sl_str_is(trimmed, "...") ? trimmed : text;
}

/* A literal of that kind, or a template where code is in it. */
static void lower_quoted(sl_lowering *l, size_t node, size_t content, sl_term_kind kind,
                         sl_role role)
{
    size_t mark;
    uint32_t from;
    uint32_t to;
    sl_term *term = sl_lower_begin(l, kind, node, &mark);
    between_marks(l, content, &from, &to);
    if (lower_pieces(l, content, from, to))
        term->kind = SL_T_TEMPLATE;
    else
        term->text = plain_text(l, from, to);
    sl_lower_end(l, term, mark, role);
}

void sl_ruby_string(sl_lowering *l, size_t node, sl_role role)
{
    bool is_regex = sl_cst_is(l->cst, node, "regex");
    lower_quoted(l, node, node, is_regex ? SL_T_REGEX : SL_T_STRING, role);
}

/* :a and :"a"; the key of a: 1. */
void sl_ruby_symbol(sl_lowering *l, size_t node, sl_role role)
{
    if (sl_cst_is(l->cst, node, "delimited_symbol")) {
        lower_quoted(l, node, node, SL_T_SYMBOL, role);
        return;
    }
    const sl_cst_node *n = &l->cst->v[node];
    sl_str text = sl_lower_text(l, n->start, n->end);
    bool has_colon = sl_str_starts(text, SL_S(":"));
    sl_lower_leaf(l, SL_T_SYMBOL, node, sl_str_sub(text, has_colon, text.n), role);
}

/* A command: its text is a template, with or without code. */
void sl_ruby_command(sl_lowering *l, size_t node, sl_role role)
{
    size_t outer;
    size_t inner;
    uint32_t from;
    uint32_t to;
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &outer);
    sl_term *text = sl_lower_begin(l, SL_T_TEMPLATE, node, &inner);
    between_marks(l, node, &from, &to);
    text->text = SL_S("`");
    text->start = from;
    text->end = to;
    if (!lower_pieces(l, node, from, to) && from < to)
        sl_lower_piece(l, from, to);
    sl_lower_end(l, text, inner, SL_R_ITEM);
    sl_lower_end(l, term, outer, role);
}

/* The lines that <<A stands for: texts begin after the line, in the order of their marks. */
static size_t body_of_heredoc(const sl_lowering *l, size_t node)
{
    const sl_cst *cst = l->cst;
    size_t before = 0;
    size_t line = sl_str_rchr(sl_str_sub(cst->text, 0, cst->v[node].start), '\n') + 1;
    for (size_t i = node; i > 0 && node - i < HEREDOC_SPAN_MAX; i--) {
        if (cst->v[i].start < line)
            break;
        before += i != node && sl_cst_is(cst, i, "heredoc_beginning");
    }
    for (size_t i = node + 1; i < cst->n && i - node < HEREDOC_SPAN_MAX; i++)
        if (sl_cst_is(cst, i, "heredoc_body") && before-- == 0)
            return i;
    return SIZE_MAX;
}

void sl_ruby_heredoc(sl_lowering *l, size_t node, sl_role role)
{
    size_t body = body_of_heredoc(l, node);
    bool is_command = sl_str_ends(sl_cst_text(l->cst, node), SL_S("`"));
    if (body == SIZE_MAX)
        sl_lower_leaf(l, SL_T_STRING, node, (sl_str){0}, role);
    else if (is_command)
        sl_ruby_command(l, body, role);
    else
        lower_quoted(l, node, body, SL_T_STRING, role);
}

/* "a" "b" is "ab". */
void sl_ruby_joined(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_TEMPLATE, node, &mark);
    bool is_plain = true;
    sl_str text = {0};
    for (size_t i = sl_cst_first(l->cst, node); i < sl_ruby_next(l, node); i = sl_ruby_next(l, i))
        if (sl_ruby_is_named(l, i))
            sl_lower_into(l, i, SL_R_ITEM);
    for (size_t i = mark; i < l->kids.n; i++) {
        is_plain &= l->kids.v[i]->kind == SL_T_STRING;
        text = sl_printf(l->mem, "%.*s%.*s", SL_FMT(text), SL_FMT(l->kids.v[i]->text));
    }
    if (is_plain) {
        term->kind = SL_T_STRING;
        term->text = text;
        l->kids.n = mark;
    }
    sl_lower_end(l, term, mark, role);
}

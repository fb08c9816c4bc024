/* Texts of PHP: strings, texts of several lines and commands, with variables and code in them; and
   what its grammar does not read. */
#include "engine/syntax/languages/php.h"

static bool is_quote(const sl_lowering *l, size_t kid)
{
    sl_str text = sl_cst_text(l->cst, kid);
    return !sl_cst_is_named(l->cst, kid) && !sl_str_is(text, "{") && !sl_str_is(text, "}") &&
           !sl_str_is(text, "${");
}

/* Texts and pieces of code in turn; false when there is no code. */
static bool lower_pieces(sl_lowering *l, size_t node, uint32_t *from, uint32_t *to)
{
    const sl_cst *cst = l->cst;
    bool has_code = false;
    *from = cst->v[node].start;
    *to = cst->v[node].end;
    for (size_t i = sl_cst_first(cst, node); i < l->cst->v[node].next; i = cst->v[i].next) {
        if (is_quote(l, i) && cst->v[i].start == cst->v[node].start)
            *from = cst->v[i].end;
        else if (is_quote(l, i) && cst->v[i].end == cst->v[node].end)
            *to = cst->v[i].start;
    }
    if (!sl_cst_is(cst, node, "encapsed_string") && *from < *to && cst->text.p[*from] == '\n')
        ++*from; /* of the line with the mark */
    uint32_t at = *from;
    for (size_t i = sl_cst_first(cst, node); i < l->cst->v[node].next; i = cst->v[i].next) {
        bool is_text = sl_cst_is(cst, i, "string_content") || sl_cst_is(cst, i, "nowdoc_string") ||
                       sl_cst_is(cst, i, "escape_sequence");
        if (is_text || is_quote(l, i))
            continue;
        sl_lower_piece(l, at, cst->v[i].start);
        at = cst->v[i].end;
        if (!sl_cst_is_named(l->cst, i))
            continue;
        has_code = true;
        sl_lower_into(l, i, SL_R_ITEM);
    }
    if (has_code)
        sl_lower_piece(l, at, *to);
    return has_code;
}

/* "$X" of a pattern is a text of which $X is the content. */
static bool is_content(const sl_lowering *l, size_t mark, uint32_t from, uint32_t to)
{
    const sl_term *only = l->kids.n == mark + 1 ? l->kids.v[mark] : NULL;
    return l->holes && only && only->kind == SL_T_METAVAR && only->start == from && only->end == to;
}

void sl_php_text(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    uint32_t from;
    uint32_t to;
    size_t body = sl_cst_field(l->cst, node, "value");
    bool is_lines = sl_cst_is(l->cst, node, "heredoc") || sl_cst_is(l->cst, node, "nowdoc");
    sl_term *term = sl_lower_begin(l, SL_T_TEMPLATE, node, &mark);
    if (is_lines && body == SIZE_MAX) {
        term->kind = SL_T_STRING;
    } else if (!lower_pieces(l, is_lines ? body : node, &from, &to) ||
               is_content(l, mark, from, to)) {
        l->kids.n = mark;
        term->kind = SL_T_STRING;
        term->text = sl_lower_text(l, from, to);
        if (is_lines && l->holes && sl_str_is(sl_str_trim(term->text), "..."))
            term->text = SL_S("...");
    }
    sl_lower_end(l, term, mark, role);
}

void sl_php_command(sl_lowering *l, size_t node, sl_role role)
{
    size_t outer;
    size_t inner;
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &outer);
    sl_term *text = sl_lower_begin(l, SL_T_TEMPLATE, node, &inner);
    text->text = SL_S("`");
    if (!lower_pieces(l, node, &text->start, &text->end)) {
        l->kids.n = inner;
        sl_lower_piece(l, text->start, text->end);
    }
    sl_lower_end(l, text, inner, SL_R_ITEM);
    sl_lower_end(l, term, outer, role);
}

/* "readonly public" before a parameter is "public readonly", which the grammar knows; true when
   something was changed. */
static bool turn_modifiers(const sl_cst *cst, char *text)
{
    static const char mark[] = "readonly";
    bool is_changed = false;
    for (size_t i = 0; i < cst->n; i++) {
        const sl_cst_node *n = &cst->v[i];
        if (!(n->flags & SL_CST_ERROR) || !sl_str_eq_case(sl_cst_text(cst, i), sl_str_of(mark)) ||
            n->next >= cst->n || !sl_cst_is(cst, n->next, "property_promotion_parameter"))
            continue;
        size_t other = sl_cst_field(cst, n->next, "visibility");
        if (other == SIZE_MAX || cst->v[other].start != cst->v[n->next].start)
            continue;
        sl_str word = sl_cst_text(cst, other);
        size_t blanks = cst->v[other].start - n->end;
        char *to = text + n->start;
        memcpy(to, word.p, word.n);
        memset(to + word.n, ' ', blanks);
        memcpy(to + word.n + blanks, mark, sizeof mark - 1);
        is_changed = true;
    }
    return is_changed;
}

bool sl_php_parse(sl_cst *out, sl_arena *mem, sl_str text, unsigned ms, sl_err *e)
{
    const TSLanguage *grammar = sl_grammar(SL_S("php"));
    if (!sl_cst_parse(out, mem, grammar, text, ms, e))
        return false;
    char *copy = out->errors ? sl_dup_z(mem, text) : NULL;
    return !copy || !turn_modifiers(out, copy) ||
           sl_cst_parse(out, mem, grammar, sl_str_at(copy, text.n), ms, e);
}

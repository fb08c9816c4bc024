/* Dockerfiles: an instruction is a call of its keyword. What need not be said of it (flags, a tag,
   an alias) is its modifiers; commands are statements of Bash. */
#include "engine/syntax/languages/dockerfile.h"

#include "base/chars.h"
#include "engine/syntax/languages/bash.h"

extern const sl_dialect sl_dialect_bash;

static size_t first_of(const sl_lowering *l, size_t node)
{
    return sl_cst_first(l->cst, node);
}

static size_t after(const sl_lowering *l, size_t node)
{
    return l->cst->v[node].next;
}

/* Words. */

/* The end of $x or ${…} at `at`; `at` when there is none. */
static uint32_t expansion_end(sl_str text, uint32_t at, uint32_t end)
{
    uint32_t i = at + 1;
    if (i < end && text.p[i] == '{') {
        unsigned depth = 0;
        for (; i < end; i++) {
            depth += text.p[i] == '{';
            depth -= text.p[i] == '}';
            if (!depth)
                return i + 1;
        }
        return at;
    }
    while (i < end && sl_is_word(text.p[i]))
        i++;
    return i > at + 1 ? i : at;
}

static void emit_expansion(sl_lowering *l, size_t node, uint32_t start, uint32_t end)
{
    size_t mark;
    sl_str text = l->cst->text;
    uint32_t from = start + 1 + (text.p[start + 1] == '{');
    uint32_t to = from;
    while (to < end && sl_is_word(text.p[to]))
        to++;
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    term->type = "expansion";
    term->start = start;
    term->end = end;
    const sl_hole *hole = sl_lower_hole(l, from, to);
    sl_term *name = sl_lower_leaf(l, hole ? SL_T_METAVAR : SL_T_NAME, node,
                                  hole ? hole->name : sl_str_sub(text, from, to), SL_R_ITEM);
    name->start = from;
    name->end = to;
    sl_lower_end(l, term, mark, SL_R_ITEM);
}

/* The pieces of bytes [start, end): text, what is expanded, holes. */
static void emit_pieces(sl_lowering *l, size_t node, uint32_t start, uint32_t end)
{
    sl_str text = l->cst->text;
    uint32_t from = start;
    for (uint32_t i = start; i < end;) {
        uint32_t stop = text.p[i] == '$' ? expansion_end(text, i, end) : i;
        if (stop > i) {
            sl_lower_pieces(l, from, i);
            emit_expansion(l, node, i, stop);
            from = stop;
        }
        i = stop > i ? stop : i + 1 + (text.p[i] == '\\');
    }
    sl_lower_pieces(l, from, end);
}

/* Quotes around the whole make no difference, save that nothing is expanded between single ones. */
static void lower_word(sl_lowering *l, size_t node, sl_role role)
{
    uint32_t start = l->cst->v[node].start;
    uint32_t end = l->cst->v[node].end;
    char quote = end > start + 1 ? l->cst->text.p[start] : 0;
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_STRING, node, &mark);
    bool is_quoted = (quote == '"' || quote == '\'') && l->cst->text.p[end - 1] == quote;
    start += is_quoted;
    end -= is_quoted;
    bool is_any = is_quoted && l->holes && sl_str_is(sl_lower_text(l, start, end), "...");
    if (is_any || (is_quoted && quote == '\''))
        term->text = sl_lower_text(l, start, end);
    else
        emit_pieces(l, node, start, end);
    if (l->kids.n == mark + 1) {
        sl_term *only = l->kids.v[mark];
        l->kids.n = mark;
        only->start = l->cst->v[node].start;
        only->end = l->cst->v[node].end;
        sl_lower_emit(l, only, role);
        return;
    }
    if (l->kids.n > mark) {
        term->kind = SL_T_OTHER;
        term->type = "concatenation";
    }
    sl_lower_end(l, term, mark, role);
}

static void lower_text(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    sl_lower_leaf(l, SL_T_STRING, node, sl_lower_text(l, n->start, n->end), role);
}

static void lower_string(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    sl_lower_leaf(l, SL_T_STRING, node, sl_lower_text(l, n->start + 1, n->end - 1), role);
}

/* Keywords, and marks such as "as", in upper case. */
static void lower_mark(sl_lowering *l, size_t node, sl_role role)
{
    sl_str text = sl_cst_text(l->cst, node);
    char *p = sl_alloc(l->mem, text.n + 1);
    bool is_flag = sl_str_starts(text, SL_S("--"));
    for (size_t i = 0; i < text.n; i++)
        p[i] = !is_flag && sl_is_lower(text.p[i]) ? (char)(text.p[i] - 'a' + 'A') : text.p[i];
    sl_lower_leaf(l, SL_T_TOKEN, node, sl_str_at(p, text.n), role);
}

/* Instructions. */

static void lower_shell(sl_lowering *l, size_t node, sl_role role)
{
    size_t program = first_of(l, node);
    const sl_cst_node *n = &l->cst->v[node];
    const sl_hole *hole = sl_lower_hole(l, n->start, n->end);
    bool is_all = hole && hole->kind != SL_HOLE_VARIABLE;
    size_t mark;
    if (is_all) {
        sl_lower_leaf(l, hole->kind == SL_HOLE_DOTS ? SL_T_ELLIPSIS : SL_T_REST, node, hole->name,
                      role);
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_OTHER, node, &mark);
    if (program < n->next)
        sl_bash_body(l, first_of(l, program), after(l, program), SL_R_ITEM);
    sl_lower_end(l, term, mark, role);
}

static sl_role role_of(const sl_lowering *l, size_t child)
{
    if (sl_cst_is(l->cst, child, "keyword"))
        return SL_R_CALLEE;
    bool is_free = sl_cst_is(l->cst, child, "flag") || sl_cst_is(l->cst, child, "part");
    return is_free ? SL_R_MODIFIER : SL_R_ARG;
}

/* LABEL a=b c=d is LABEL a=b and LABEL c=d; what else stands there is of each. */
static void lower_pairs(sl_lowering *l, size_t node, sl_role role)
{
    size_t keyword = first_of(l, node);
    bool had_pair = false;
    for (size_t i = after(l, keyword); i < after(l, node); i = after(l, i)) {
        bool is_pair = sl_cst_is(l->cst, i, "pair");
        bool is_only = !is_pair && after(l, i) == after(l, node) && !had_pair;
        size_t mark;
        sl_term *term = sl_lower_begin(l, SL_T_CALL, node, &mark);
        had_pair |= is_pair;
        if (!is_pair && !is_only)
            continue;
        sl_lower_into(l, keyword, SL_R_CALLEE);
        if (is_only)
            sl_lower_into(l, i, SL_R_ARG);
        for (size_t k = first_of(l, i); is_pair && k < after(l, i); k = after(l, k))
            sl_lower_into(l, k, SL_R_ARG);
        sl_lower_end(l, term, mark, role);
    }
}

static void lower_instruction(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *term = sl_lower_begin(l, SL_T_CALL, node, &mark);
    for (size_t i = first_of(l, node); i < after(l, node); i = after(l, i))
        sl_lower_into(l, i, role_of(l, i));
    sl_lower_end(l, term, mark, role);
}

/* Every instruction but an ellipsis is a statement of its own. */
static void lower_file(sl_lowering *l, size_t node, sl_role role)
{
    size_t mark;
    sl_term *file = sl_lower_begin(l, SL_T_BLOCK, node, &mark);
    for (size_t i = first_of(l, node); i < after(l, node); i = after(l, i)) {
        size_t first = l->kids.n;
        size_t n;
        sl_lower_into(l, i, SL_R_ITEM);
        n = l->kids.n;
        for (size_t k = first; k < n; k++) {
            sl_term *one = l->kids.v[k];
            if (one->kind == SL_T_CALL)
                l->kids.v[k] = sl_lower_wrapped(l, one, SL_T_EXPR);
        }
    }
    sl_lower_end(l, file, mark, role);
}

/* An instruction that a metavariable stands for, and no word in one. */
static void lower_any(sl_lowering *l, size_t node, sl_role role)
{
    const sl_cst_node *n = &l->cst->v[node];
    const sl_hole *hole = sl_lower_hole(l, n->start, n->end);
    size_t mark;
    if (!hole || hole->kind != SL_HOLE_VARIABLE) {
        sl_lower_leaf(l,
                      !hole                        ? SL_T_OTHER
                      : hole->kind == SL_HOLE_DOTS ? SL_T_ELLIPSIS
                                                   : SL_T_REST,
                      node, hole ? hole->name : sl_cst_text(l->cst, node), role);
        return;
    }
    sl_term *term = sl_lower_begin(l, SL_T_EXPR, node, &mark);
    sl_term *any = sl_lower_leaf(l, SL_T_METAVAR, node, hole->name, SL_R_ITEM);
    any->end = any->start; /* so that the statement is the pattern */
    sl_lower_end(l, term, mark, role);
}

static const sl_lower_row rows[] = {
    {"dockerfile", SL_T_BLOCK, NULL, lower_file},
    {"instruction", SL_T_CALL, NULL, lower_instruction},
    {"pair_instruction", SL_T_CALL, NULL, lower_pairs},
    {"any_instruction", SL_T_SPLICE, NULL, lower_any},
    {"keyword mark", SL_T_TOKEN, NULL, lower_mark},
    {"flag part", SL_T_KEYWORD, "@mark:name *:value", NULL},
    {"mount", SL_T_OTHER, "@flag:modifier", NULL},
    {"docker_word", SL_T_STRING, NULL, lower_word},
    {"text foreign_shell", SL_T_STRING, NULL, lower_text},
    {"word_list", SL_T_LIST, NULL, NULL},
    {"list_string", SL_T_STRING, NULL, lower_string},
    {"pair", SL_T_PAIR, NULL, NULL},
    {"port", SL_T_TUPLE, NULL, NULL},
    {"shell", SL_T_SPLICE, NULL, lower_shell},
    {NULL, 0, NULL, NULL},
};

static const char *const dots[] = {"%", NULL};
static const char *const variables[] = {"%", NULL};

static const sl_frame frames[] = {
    {"", "\n", NULL},
    {NULL, NULL, NULL},
};

static sl_str typed(sl_arena *mem, sl_str type)
{
    (void)mem;
    return type;
}

/* Patterns may be commands alone: then they are Bash. */
const sl_dialect sl_dialect_dockerfile = {
    .language = "dockerfile",
    .grammar = "bash",
    .parse = sl_dockerfile_parse,
    .types = sl_dockerfile_types,
    .inner_rows = sl_bash_rows,
    .fallback = &sl_dialect_bash,
    .bare_names = true,
    .glued_dots = true,
    SL_DIALECT_TABLES,
};

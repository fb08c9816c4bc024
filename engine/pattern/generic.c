/* A backtracking matcher over the words of a text. What was begun in a block ends in it; a block
   inside may be passed over or entered. */
#include "engine/pattern/generic.h"

#include "engine/pattern/alien.h"
#include "engine/pattern/blocks.h"

typedef struct matcher {
    sl_arena *mem;
    const sl_generic_spec *spec;
    sl_blocks p, t;
    uint32_t *by_end; /* by word of the text: the number of the match that ends before it */
    uint32_t *inside; /* by block of the pattern: that of the text */
    uint32_t
        *failed;  /* by ellipsis and word of the text: 1 + the block that was to be matched in */
    size_t *rows; /* by word of the pattern: how many ellipses stand before the last */
    sl_bound bound[SL_MATCH_BOUND_MAX];
    size_t n_bound;
    uint64_t steps;
    size_t end; /* word after the match */
    unsigned depth;
} matcher;

enum { DEPTH_MAX = 3000, FAILURES_MAX = 16 << 20 };

static bool bind(matcher *m, size_t variable, size_t from, size_t to)
{
    sl_str name = sl_word_text(&m->p, variable);
    sl_bound made = {.name = name};
    bool is_rest = m->p.v[variable].kind == SL_WORD_REST;
    if (to > from) {
        made.start = is_rest && variable && from ? m->t.v[from - 1].end : m->t.v[from].start;
        made.end = m->t.v[to - 1].end;
    }
    if (sl_str_is(name, "$_") || sl_str_is(name, "$..."))
        return true;
    for (size_t i = 0; i < m->n_bound; i++)
        if (sl_str_eq(m->bound[i].name, name))
            return sl_bound_equal(&m->bound[i], &made, m->t.text);
    if (m->n_bound == SL_MATCH_BOUND_MAX)
        return false;
    m->bound[m->n_bound++] = made;
    return true;
}

static bool match(matcher *m, size_t p, size_t t, uint32_t block);

static bool is_dots(const matcher *m, size_t p)
{
    return m->p.v[p].kind == SL_WORD_DOTS || m->p.v[p].kind == SL_WORD_REST;
}

/* The word after the block that the pattern's word `p` is the last of; `p` where it is not. */
static bool is_last_of_block(const matcher *m, size_t p)
{
    uint32_t block = m->p.v[p].block;
    return block && m->p.blocks.v[block].end == p + 1 && p + 1 < m->p.n;
}

/* Whether the words up to `t` may be passed by the ellipsis `p` that begins at `from`. */
static bool is_in_span(const matcher *m, size_t p, size_t from, size_t t)
{
    uint32_t line = from ? m->t.v[from - 1].line : 0;
    return m->t.v[t].line <= line + (uint64_t)m->spec->span * m->p.v[p].n;
}

/* An ellipsis takes 0, 1, 2 … words, up to the end of the block; the last of a pattern takes all
   that it may, the last of an indented block all of the block. */
static bool match_dots(matcher *m, size_t p, size_t t, uint32_t block)
{
    size_t limit = m->t.blocks.v[block].end;
    bool is_rest = m->p.v[p].kind == SL_WORD_REST;
    size_t bound = m->n_bound;
    size_t to = t;
    if (is_last_of_block(m, p) && limit >= t)
        return (!is_rest || bind(m, p, t, limit)) && match(m, p + 1, limit, block);
    if (p + 1 == m->p.n) {
        while (to < limit && is_in_span(m, p, t, to))
            to++;
        m->end = to;
        return !is_rest || bind(m, p, t, to);
    }
    for (;; to++) {
        bool is_far = to < m->t.n && !is_in_span(m, p, t, to);
        if (m->steps > SL_GENERIC_STEPS_MAX || to > limit || is_far)
            return false;
        if ((!is_rest || bind(m, p, t, to)) && match(m, p + 1, to, block))
            return true;
        m->n_bound = bound;
    }
}

/* The outermost block inside `block` that begins at `t`; `block` itself when there is none. */
static uint32_t block_at(const matcher *m, size_t t, uint32_t block)
{
    uint32_t found = block;
    if (t >= m->t.n)
        return block;
    for (uint32_t b = m->t.v[t].block; b != block && b && m->t.blocks.v[b].start == t;
         b = m->t.blocks.v[b].parent)
        found = b;
    return found;
}

/* A block of the pattern is a whole block of the text. */
static bool enter_blocks(matcher *m, size_t p, size_t t, uint32_t *block)
{
    uint32_t own = m->p.v[p].block;
    if (!own || m->p.blocks.v[own].start != p)
        return true;
    uint32_t found = block_at(m, t, *block);
    if (found == *block)
        return false;
    m->inside[own] = found;
    *block = found;
    return true;
}

/* Where the pattern's block has ended before `p`, the text's has to end at `t`. */
static bool leave_blocks(const matcher *m, size_t p, size_t t, uint32_t *block)
{
    uint32_t last = p ? m->p.v[p - 1].block : 0;
    while (last && m->p.blocks.v[last].end <= p) {
        const sl_word_block *b = &m->t.blocks.v[m->inside[last]];
        if (b->end != t)
            return false;
        *block = b->parent;
        last = m->p.blocks.v[last].parent;
    }
    return true;
}

static bool is_same_word(const matcher *m, size_t p, size_t t)
{
    sl_str wanted = sl_word_text(&m->p, p);
    sl_str found = sl_word_text(&m->t, t);
    return m->spec->ignores_case ? sl_str_eq_case(wanted, found) : sl_str_eq(wanted, found);
}

static bool match_word(matcher *m, size_t p, size_t t, uint32_t block)
{
    if (t >= m->t.n || t >= m->t.blocks.v[block].end)
        return false;
    return m->p.v[p].kind == SL_WORD_VARIABLE ? m->t.v[t].kind == SL_WORD && bind(m, p, t, t + 1)
                                              : is_same_word(m, p, t);
}

/* {\n ...\n} also is {}. */
static bool is_empty_block(const matcher *m, size_t *p)
{
    uint32_t own = m->p.v[*p].block;
    if (!own || m->p.blocks.v[own].start != *p)
        return false;
    size_t i = *p;
    while (i < m->p.blocks.v[own].end && m->p.v[i].kind == SL_WORD_DOTS)
        i++;
    if (i < m->p.blocks.v[own].end)
        return false;
    *p = i;
    return true;
}

static bool match_from(matcher *m, size_t p, size_t t, uint32_t block)
{
    for (; p < m->p.n; p++, t++) {
        if (++m->steps > SL_GENERIC_STEPS_MAX || !leave_blocks(m, p, t, &block))
            return false;
        if (!enter_blocks(m, p, t, &block)) {
            if (!is_empty_block(m, &p))
                return false;
            m->end = t;
            return p == m->p.n || (match_word(m, p, t, block) && match(m, p + 1, t + 1, block));
        }
        if (is_dots(m, p))
            return match_dots(m, p, t, block);
        if (!match_word(m, p, t, block))
            return false;
    }
    m->end = t;
    return leave_blocks(m, p, t, &block);
}

/* The place to note that what follows an ellipsis does not match at `t`; NULL where that may depend
   on what was matched before. */
static uint32_t *failure_at(matcher *m, size_t p, size_t t)
{
    return m->failed && p && is_dots(m, p - 1) ? &m->failed[m->rows[p] * (m->t.n + 1) + t] : NULL;
}

static bool match(matcher *m, size_t p, size_t t, uint32_t block)
{
    uint32_t *failure = failure_at(m, p, t);
    if (m->depth == DEPTH_MAX || (failure && *failure == block + 1))
        return false;
    m->depth++;
    bool is_it = match_from(m, p, t, block);
    m->depth--;
    if (!is_it && failure)
        *failure = block + 1;
    return is_it;
}

/* What follows an ellipsis matches at a place or not, whatever came before, where no metavariable
   stands twice and no block has to be a whole one. */
static void note_failures(matcher *m)
{
    size_t n = 0;
    m->rows = sl_alloc_array(m->mem, m->p.n + 1, sizeof *m->rows);
    for (size_t p = 0; p < m->p.n; p++) {
        bool is_name = m->p.v[p].kind == SL_WORD_VARIABLE || m->p.v[p].kind == SL_WORD_REST;
        for (size_t i = 0; is_name && i < p; i++)
            if (sl_str_eq(sl_word_text(&m->p, i), sl_word_text(&m->p, p)))
                return;
        m->rows[p + 1] = n;
        n += is_dots(m, p);
    }
    if (n > 1 && m->p.blocks.n == 1 && n * (m->t.n + 1) <= FAILURES_MAX)
        m->failed = sl_alloc_array(m->mem, n * (m->t.n + 1), sizeof *m->failed);
}

/* The end of the comment at `at`; `at` itself where there is none. */
static size_t comment_end(sl_str text, size_t at, sl_comment_style style)
{
    sl_str rest = sl_str_sub(text, at, text.n);
    bool is_c = style == SL_COMMENTS_C || style == SL_COMMENTS_CPP;
    if (is_c && sl_str_starts(rest, SL_S("/*"))) {
        size_t end = sl_str_find(text, SL_S("*/"), at + 2);
        return end == SIZE_MAX ? text.n : end + 2;
    }
    if ((style == SL_COMMENTS_CPP && sl_str_starts(rest, SL_S("//"))) ||
        (style == SL_COMMENTS_SHELL && sl_str_starts(rest, SL_S("#")))) {
        size_t n = sl_str_chr(rest, '\n');
        return n == SIZE_MAX ? text.n : at + n;
    }
    return at;
}

/* The text with blanks for comments: places stay as they are. */
static sl_str without_comments(sl_arena *mem, sl_str text, sl_comment_style style)
{
    if (style == SL_COMMENTS_KEPT)
        return text;
    char *p = sl_dup_z(mem, text);
    for (size_t at = 0; at < text.n;) {
        size_t end = comment_end(text, at, style);
        for (size_t i = at; i < end; i++)
            if (p[i] != '\n')
                p[i] = ' ';
        at = end > at ? end : at + 1;
    }
    return sl_str_at(p, text.n);
}

/* Of two that end with the same word the later begin is meant; an ellipsis at the end is cut off
   anywhere, and says nothing. */
static void keep(sl_founds *out, matcher *m, size_t from)
{
    sl_bound *bounds = sl_alloc_array(m->mem, m->n_bound, sizeof *bounds);
    if (m->n_bound)
        memcpy(bounds, m->bound, m->n_bound * sizeof *bounds);
    uint32_t start = m->t.v[from].start;
    uint32_t end = m->end > from ? m->t.v[m->end - 1].end : m->t.v[from].end;
    sl_found made = {start, end, bounds, m->n_bound, NULL};
    uint32_t *other = &m->by_end[m->end];
    bool is_cut = is_dots(m, m->p.n - 1);
    if (*other && is_cut)
        return;
    if (*other)
        out->v[*other - 1] = made;
    else
        *sl_list_add(m->mem, out) = made;
    *other = *other ? *other : (uint32_t)out->n;
}

bool sl_generic_search(sl_founds *out, sl_arena *mem, const sl_generic_spec *spec, sl_str text,
                       sl_err *e)
{
    if (spec->is_alien)
        return sl_alien_search(out, mem, spec, without_comments(mem, text, spec->comments), e);
    matcher *m = sl_alloc(mem, sizeof *m);
    m->mem = mem;
    m->spec = spec;
    sl_blocks_read(&m->p, mem, spec->pattern, true);
    sl_blocks_read(&m->t, mem, without_comments(mem, text, spec->comments), false);
    m->by_end = sl_alloc_array(mem, m->t.n + 1, sizeof *m->by_end);
    m->inside = sl_alloc_array(mem, m->p.blocks.n, sizeof *m->inside);
    note_failures(m);
    for (size_t at = 0; at < m->t.n && m->p.n && out->n < SL_MATCH_FOUND_MAX; at++) {
        m->n_bound = 0;
        if (match(m, 0, at, m->t.v[at].block))
            keep(out, m, at);
        if (m->steps > SL_GENERIC_STEPS_MAX)
            return sl_fail(e, SL_ETOOBIG, "a generic pattern took more than %d steps",
                           SL_GENERIC_STEPS_MAX);
    }
    return true;
}

sl_str sl_generic_literal(sl_arena *mem, sl_str pattern)
{
    sl_blocks p;
    sl_str best = {0};
    sl_blocks_read(&p, mem, pattern, true);
    for (size_t i = 0; i < p.n; i++) {
        sl_str text = sl_word_text(&p, i);
        if (p.v[i].kind == SL_WORD && text.n > best.n)
            best = text;
    }
    return best;
}

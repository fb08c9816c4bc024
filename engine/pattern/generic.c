/* Tokens and a backtracking matcher over them. */
#include "engine/pattern/generic.h"

#include "base/chars.h"

typedef enum token_kind { WORD, MARK, VARIABLE, REST, DOTS } token_kind;

typedef struct token {
    uint32_t start, end, line;
    uint32_t depth; /* brackets that are open before it */
    uint8_t kind;
    int8_t nesting; /* 1 opens, -1 closes */
} token;

typedef struct tokens {
    token *v;
    size_t n, cap;
} tokens;

typedef struct matcher {
    sl_arena *mem;
    sl_str pattern, text;
    tokens p, t;
    sl_bound bound[SL_MATCH_BOUND_MAX];
    size_t n_bound;
    uint64_t steps;
    size_t end; /* token after the match */
} matcher;

static bool is_word(char c)
{
    return sl_is_alnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_upper(char c)
{
    return sl_is_upper(c) || c == '_';
}

/* The end of the token at `at`, which is no space. */
static size_t token_end(sl_str s, size_t at, bool is_pattern, token_kind *kind)
{
    sl_str rest = sl_str_sub(s, at, s.n);
    size_t n = 0;
    *kind = is_word(rest.p[0]) ? WORD : MARK;
    bool is_rest = is_pattern && sl_str_starts(rest, SL_S("$..."));
    bool is_variable = is_pattern && rest.n > 1 && rest.p[0] == '$' && is_upper(rest.p[1]);
    if (is_pattern && sl_str_starts(rest, SL_S("..."))) {
        *kind = DOTS;
        return at + 3;
    }
    if (!is_rest && !is_variable && *kind == MARK)
        return at + 1;
    if (is_rest || is_variable) {
        *kind = is_rest ? REST : VARIABLE;
        n = is_rest ? 4 : 1;
    }
    while (n < rest.n && is_word(rest.p[n]))
        n++;
    return at + n;
}

static void tokenize(tokens *out, sl_arena *mem, sl_str s, bool is_pattern)
{
    uint32_t line = 0;
    uint32_t depth = 0;
    for (size_t at = 0; at < s.n && out->n < SL_GENERIC_TOKENS_MAX;) {
        token_kind kind;
        if (strchr(" \t\r\n", s.p[at]) && s.p[at]) {
            line += s.p[at++] == '\n';
            continue;
        }
        size_t end = token_end(s, at, is_pattern, &kind);
        char c = s.p[at];
        int8_t nesting = kind != MARK ? 0 : strchr("([{", c) ? 1 : strchr(")]}", c) ? -1 : 0;
        nesting = c ? nesting : 0;
        *sl_list_add(mem, out) =
            (token){(uint32_t)at, (uint32_t)end, line, depth, (uint8_t)kind, nesting};
        depth = nesting < 0 ? depth - (depth > 0) : depth + (uint32_t)nesting;
        at = end;
    }
}

static sl_str text_of(sl_str s, const token *t)
{
    return sl_str_sub(s, t->start, t->end);
}

static bool bind(matcher *m, const token *variable, size_t from, size_t to)
{
    sl_str name = text_of(m->pattern, variable);
    sl_bound made = {.name = name};
    if (to > from) {
        made.start = m->t.v[from].start;
        made.end = m->t.v[to - 1].end;
    }
    if (sl_str_is(name, "$_") || sl_str_is(name, "$..."))
        return true;
    for (size_t i = 0; i < m->n_bound; i++)
        if (sl_str_eq(m->bound[i].name, name))
            return sl_bound_equal(&m->bound[i], &made, m->text);
    if (m->n_bound == SL_MATCH_BOUND_MAX)
        return false;
    m->bound[m->n_bound++] = made;
    return true;
}

static bool match(matcher *m, size_t p, size_t t);

/* Whether an ellipsis that begins before token `t` ends before token `to` at the latest: past ten
   lines, or where the brackets around it close. */
static bool is_end_of_dots(const matcher *m, size_t t, size_t to)
{
    uint32_t line = t ? m->t.v[t - 1].line : 0;
    if (to == m->t.n || m->t.v[to].line > line + SL_GENERIC_LINES)
        return true;
    return m->t.v[to].nesting < 0 && m->t.v[to].depth <= m->t.v[t].depth;
}

/* Closing brackets of the pattern are those that belong to its opening ones. */
static bool may_go_on(const matcher *m, size_t p, size_t t, size_t to)
{
    bool is_closer = m->p.v[p].nesting < 0;
    return !is_closer || to == m->t.n || m->t.v[to].depth == m->t.v[t].depth;
}

/* An ellipsis takes 0, 1, 2 … tokens; the last of a pattern takes all that it may. */
static bool match_dots(matcher *m, size_t p, size_t t)
{
    uint32_t line = t ? m->t.v[t - 1].line : 0;
    bool is_rest = m->p.v[p].kind == REST;
    size_t to = t;
    if (p + 1 == m->p.n) {
        while (!is_end_of_dots(m, t, to))
            to++;
        m->end = to;
        return !is_rest || bind(m, &m->p.v[p], t, to);
    }
    for (;; to++) {
        size_t bound = m->n_bound;
        bool is_far = to < m->t.n && m->t.v[to].line > line + SL_GENERIC_LINES;
        if (is_far || m->steps > SL_GENERIC_STEPS_MAX)
            return false;
        if ((!is_rest || bind(m, &m->p.v[p], t, to)) && may_go_on(m, p + 1, t, to) &&
            match(m, p + 1, to))
            return true;
        m->n_bound = bound;
        if (is_end_of_dots(m, t, to))
            return false;
    }
}

static bool match(matcher *m, size_t p, size_t t)
{
    for (; p < m->p.n; p++, t++) {
        const token *wanted = &m->p.v[p];
        if (++m->steps > SL_GENERIC_STEPS_MAX)
            return false;
        if (wanted->kind == DOTS || wanted->kind == REST)
            return match_dots(m, p, t);
        if (t >= m->t.n)
            return false;
        bool is_it = wanted->kind == VARIABLE
                         ? m->t.v[t].kind == WORD && bind(m, wanted, t, t + 1)
                         : sl_str_eq(text_of(m->pattern, wanted), text_of(m->text, &m->t.v[t]));
        if (!is_it)
            return false;
    }
    m->end = t;
    return true;
}

static void keep(sl_founds *out, matcher *m, size_t from)
{
    sl_bound *bounds = sl_alloc_array(m->mem, m->n_bound, sizeof *bounds);
    if (m->n_bound)
        memcpy(bounds, m->bound, m->n_bound * sizeof *bounds);
    uint32_t end = m->end > from ? m->t.v[m->end - 1].end : m->t.v[from].end;
    *sl_list_add(m->mem, out) = (sl_found){m->t.v[from].start, end, bounds, m->n_bound, NULL};
}

bool sl_generic_search(sl_founds *out, sl_arena *mem, sl_str pattern, sl_str text, sl_err *e)
{
    matcher *m = sl_alloc(mem, sizeof *m);
    m->mem = mem;
    m->pattern = pattern;
    m->text = text;
    tokenize(&m->p, mem, pattern, true);
    tokenize(&m->t, mem, text, false);
    for (size_t at = 0; at < m->t.n && m->p.n && out->n < SL_MATCH_FOUND_MAX;) {
        m->n_bound = 0;
        bool is_found = match(m, 0, at);
        if (is_found)
            keep(out, m, at);
        at = is_found && m->end > at ? m->end : at + 1;
        if (m->steps > SL_GENERIC_STEPS_MAX)
            return sl_fail(e, SL_ETOOBIG, "a generic pattern took more than %d steps",
                           SL_GENERIC_STEPS_MAX);
    }
    return true;
}

sl_str sl_generic_literal(sl_arena *mem, sl_str pattern)
{
    tokens p = {0};
    sl_str best = {0};
    tokenize(&p, mem, pattern, true);
    for (size_t i = 0; i < p.n; i++) {
        sl_str text = text_of(pattern, &p.v[i]);
        if (p.v[i].kind == WORD && text.n > best.n)
            best = text;
    }
    return best;
}

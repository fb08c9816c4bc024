/* Bounds, and what stands for expressions that have none. */
#include "stages/secrets/reach/bounds.h"

#include "base/chars.h"
#include "stages/secrets/reach/reading.h"

enum {
    LITERAL_MIN = 4, /* characters that an anchor must have: fewer are met everywhere */
    VAGUE = 2,       /* with no longer run of them an expression is looked for at every place */
    NESTING_MAX = 8
};

/* What expressions are made of, one behind the other. */
typedef struct part {
    sl_str text;
    sl_stretch stretch;
    size_t n_literal;
    bool is_unbounded;
} part;

typedef struct parts {
    part *v;
    size_t n, cap;
} parts;

/* An expression while an anchor is looked for. */
typedef struct search {
    sl_arena *mem;
    sl_str flags; /* "(?i)" at the beginning */
    bool dot_breaks;
} search;

size_t sl_secret_bound_of(sl_str re2)
{
    sl_reading r = {.rest = re2};
    while (r.rest.n && !r.is_unbounded)
        sl_reading_one(&r);
    return r.is_unbounded || r.depth ? SIZE_MAX : sl_reading_sum(&r).n;
}

/* Takes the quantifier at the beginning of `rest`; `*may_lack` is set when it allows none. */
static bool take_quantifier(sl_reading *r, bool *may_lack)
{
    sl_str s = r->rest;
    if (!s.n)
        return false;
    bool is_count = s.p[0] == '{' && s.n > 1 && sl_is_digit(s.p[1]);
    bool is_mark = strchr("*+?", s.p[0]) != NULL;
    if (!is_count && !is_mark)
        return false;
    *may_lack = is_count ? s.p[1] == '0' : s.p[0] != '+';
    sl_reading_one(r);
    if (r->rest.n && r->rest.p[0] == '?') /* as few as will do */
        sl_reading_one(r);
    return true;
}

/* What is between the brackets of a group that only groups; empty for anything else. */
static sl_str inside(sl_str text)
{
    size_t from = sl_str_starts(text, SL_S("(?:")) ? 3 : 1;
    bool is_group = text.n > from && text.p[0] == '(' && text.p[text.n - 1] == ')' &&
                    (from == 3 || text.p[1] != '?');
    return is_group ? sl_str_sub(text, from, text.n - 1) : (sl_str){0};
}

/* "(?flags:…)" is as long as what it holds. */
static sl_str inside_flags(sl_str text)
{
    size_t colon = sl_str_chr(text, ':');
    bool is_group =
        sl_str_starts(text, SL_S("(?")) && colon != SIZE_MAX && text.p[text.n - 1] == ')';
    return is_group ? sl_str_sub(text, colon + 1, text.n - 1) : inside(text);
}

static bool is_flags(sl_str text)
{
    return sl_str_starts(text, SL_S("(?")) && text.p[text.n - 1] == ')' &&
           sl_str_chr(text, ':') == SIZE_MAX && sl_str_chr(text, '<') == SIZE_MAX;
}

/* The next alternative of the expression, up to a bar outside of groups. */
static bool next_alternative(sl_str *out, sl_str *rest, bool *is_last)
{
    sl_reading r = {.rest = *rest};
    size_t end = rest->n;
    if (*is_last)
        return false;
    *is_last = true;
    while (r.rest.n && *is_last) {
        end = rest->n - r.rest.n;
        sl_reading_one(&r);
        *is_last = !r.has_choice;
    }
    *out = *is_last ? *rest : sl_str_sub(*rest, 0, end);
    *rest = r.rest;
    return true;
}

static size_t literals_of(const search *s, sl_str text, size_t depth);

/* Takes the next part with its quantifier; false for what cannot be taken apart. */
static bool take_part(part *out, sl_str *rest, const search *s, size_t depth)
{
    sl_reading r = {.rest = *rest, .dot_breaks = s->dot_breaks};
    bool may_lack = false;
    do {
        sl_reading_one(&r);
    } while (r.depth && r.rest.n);
    if (r.depth || r.has_choice)
        return false;
    sl_str inner = inside_flags(sl_str_at(rest->p, rest->n - r.rest.n));
    size_t n_literal = r.n_literal;
    if (inner.n)
        n_literal = depth < NESTING_MAX ? literals_of(s, inner, depth + 1) : 0;
    while (take_quantifier(&r, &may_lack))
        n_literal = may_lack ? 0 : n_literal;
    sl_str text = sl_str_at(rest->p, rest->n - r.rest.n);
    *out = (part){text, sl_reading_sum(&r), n_literal, r.is_unbounded};
    *rest = r.rest;
    return true;
}

/* How many characters every match of the expression has that stand for themselves, at least. */
static size_t literals_of(const search *s, sl_str text, size_t depth)
{
    size_t least = SIZE_MAX;
    bool is_last = false;
    sl_str one;
    while (next_alternative(&one, &text, &is_last)) {
        size_t n = 0;
        part p;
        while (one.n && take_part(&p, &one, s, depth))
            n += p.n_literal;
        least = n < least ? n : least;
    }
    return least;
}

/* The longest run of such characters in every match, at least. */
static size_t run_of(const search *s, sl_str text, size_t depth)
{
    size_t least = SIZE_MAX;
    bool is_last = false;
    sl_str one;
    while (next_alternative(&one, &text, &is_last)) {
        size_t longest = 0;
        size_t run = 0;
        part p;
        while (one.n && take_part(&p, &one, s, depth)) {
            sl_str inner = depth < NESTING_MAX ? inside_flags(p.text) : (sl_str){0};
            bool is_one = p.n_literal == 1 && p.text.n <= 2;
            size_t within = inner.n && p.n_literal ? run_of(s, inner, depth + 1) : 0;
            run = is_one ? run + 1 : 0;
            longest = run > longest ? run : longest;
            longest = within > longest ? within : longest;
        }
        least = longest < least ? longest : least;
    }
    return least;
}

bool sl_secret_is_vague(sl_str re2)
{
    const search s = {0};
    return run_of(&s, re2, 0) < VAGUE;
}

/* Takes an expression without alternatives apart; groups that only group are opened. */
static bool take_apart(parts *out, const search *s, sl_str text, size_t depth)
{
    size_t before = out->n;
    while (text.n) {
        part one;
        if (!take_part(&one, &text, s, depth) || is_flags(one.text)) {
            out->n = before;
            return false;
        }
        sl_str inner = inside(one.text);
        if (!inner.n || depth == NESTING_MAX || !take_apart(out, s, inner, depth + 1))
            *sl_list_add(s->mem, out) = one;
    }
    return true;
}

static void take_flags(search *s, sl_str *text)
{
    part one;
    sl_str rest = *text;
    if (!rest.n || rest.p[0] != '(' || !take_part(&one, &rest, s, 0) || !is_flags(one.text))
        return;
    s->flags = one.text;
    s->dot_breaks = sl_str_chr(one.text, 's') != SIZE_MAX;
    *text = rest;
}

/* The bounded run from part `from` on; how much it says goes to `*n_literal`. */
static size_t run_end(const parts *list, size_t from, size_t *n_literal)
{
    sl_stretches all = {0};
    size_t i = from;
    *n_literal = 0;
    for (; i < list->n && !list->v[i].is_unbounded; i++) {
        sl_stretches_add(&all, list->v[i].stretch);
        if (sl_stretches_sum(&all).n > SL_SECRET_BOUND)
            break;
        *n_literal += list->v[i].n_literal;
    }
    return i;
}

static sl_str join(const search *s, const parts *list, size_t from, size_t to)
{
    sl_str out = s->flags;
    for (size_t i = from; i < to; i++)
        out = sl_printf(s->mem, "%.*s%.*s", SL_FMT(out), SL_FMT(list->v[i].text));
    return out;
}

static size_t anchors_of(sl_strs *out, const search *s, sl_str text, size_t depth);

/* The best run, or the anchors of the alternatives of one part, whichever says more. */
static size_t anchors_of_one(sl_strs *out, const search *s, sl_str text, size_t depth)
{
    parts list = {0};
    size_t most = LITERAL_MIN;
    size_t most_end = 0;
    sl_strs best = {0};
    if (!take_apart(&list, s, text, 0))
        return 0;
    for (size_t i = 0; i < list.n; i++) {
        size_t n_literal;
        size_t end = run_end(&list, i, &n_literal);
        sl_str inner = end == i ? inside(list.v[i].text) : (sl_str){0};
        sl_strs others = {0};
        if (inner.n && depth < NESTING_MAX)
            n_literal = anchors_of(&others, s, inner, depth + 1);
        /* Of equals the later, which is no part of the other: expressions begin with common words.
         */
        if (n_literal < most || (n_literal == most && end == most_end))
            continue;
        most = n_literal;
        most_end = end;
        best = others;
        if (!others.n)
            *sl_list_add(s->mem, &best) = join(s, &list, i, end);
    }
    for (size_t i = 0; i < best.n; i++)
        *sl_list_add(s->mem, out) = best.v[i];
    return best.n ? most : 0;
}

/* How much the anchors say that were added; 0, and none, when an alternative has none. */
static size_t anchors_of(sl_strs *out, const search *s, sl_str text, size_t depth)
{
    size_t before = out->n;
    size_t least = SIZE_MAX;
    bool is_last = false;
    sl_str one;
    while (least && next_alternative(&one, &text, &is_last)) {
        size_t n = anchors_of_one(out, s, one, depth);
        least = n < least ? n : least;
    }
    if (!least)
        out->n = before;
    return least;
}

sl_strs sl_secret_anchors(sl_arena *mem, sl_str re2)
{
    search s = {.mem = mem};
    sl_strs out = {0};
    sl_str text = re2;
    take_flags(&s, &text);
    anchors_of(&out, &s, text, 0);
    return out;
}

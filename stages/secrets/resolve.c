/* Which of several matches is told: a generic rule gives way to a provider's, a guess to a proof.
 */
#include <stdlib.h>

#include "stages/secrets/alias.h"
#include "stages/secrets/scanner.h"

/* Matches in the order of where they begin in the file. */
typedef struct sequence {
    sl_secret_match **v;
    size_t n;
} sequence;

static int by_seen(const void *a, const void *b)
{
    const sl_secret_match *x = *(sl_secret_match *const *)a;
    const sl_secret_match *y = *(sl_secret_match *const *)b;
    if (x->seen_from != y->seen_from)
        return x->seen_from < y->seen_from ? -1 : 1;
    return (x > y) - (x < y);
}

/* Orders the matches and finds their lines in one walk over the file. */
static sequence sequence_of(sl_secret_scan *scan)
{
    sequence s = {sl_alloc_array(scan->mem, scan->matches.n, sizeof *s.v), scan->matches.n};
    size_t line = 1;
    size_t start = 0;
    size_t at = 0;
    for (size_t i = 0; i < s.n; i++)
        s.v[i] = &scan->matches.v[i];
    if (s.n > 1)
        qsort(s.v, s.n, sizeof *s.v, by_seen);
    for (size_t i = 0; i < s.n; i++) {
        for (size_t n;
             (n = sl_str_chr(sl_str_sub(scan->text, at, s.v[i]->seen_from), '\n')) != SIZE_MAX;
             line++)
            start = at += n + 1;
        s.v[i]->line = line;
        s.v[i]->column = s.v[i]->seen_from - start;
    }
    return s;
}

static size_t distance(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

static bool is_near(const sl_secret_required *r, const sl_secret_match *a, const sl_secret_match *b)
{
    return a->level == b->level && (!r->has_lines || distance(a->line, b->line) <= r->lines) &&
           (!r->has_columns || distance(a->column, b->column) <= r->columns);
}

static bool is_met(const sl_secret_required *r, const sl_secret_matches *all,
                   const sl_secret_match *m)
{
    for (size_t i = 0; i < all->n; i++)
        if (sl_secret_is_called(all->v[i].rule->rule, r->id) && is_near(r, m, &all->v[i]))
            return true;
    return false;
}

static void drop_incomplete(sl_secret_matches *all)
{
    for (size_t i = 0; i < all->n; i++) {
        const sl_secret_rule *rule = all->v[i].rule;
        for (size_t k = 0; k < rule->required.n && !all->v[i].is_dropped; k++)
            all->v[i].is_dropped = !is_met(&rule->required.v[k], all, &all->v[i]);
    }
}

/* How much a match is worth when two are about the same bytes. */
static unsigned rank(const sl_secret_match *m)
{
    return (m->rule->is_generic ? 0 : 100) + 10 * (unsigned)m->proof +
           (unsigned)m->rule->rule->confidence;
}

static bool is_better(const sl_secret_match *a, const sl_secret_match *b)
{
    if (rank(a) != rank(b))
        return rank(a) > rank(b);
    size_t a_n = a->secret_end - a->secret_start;
    size_t b_n = b->secret_end - b->secret_start;
    if (a_n != b_n)
        return a_n > b_n;
    a_n = a->end - a->start; /* the one that also saw the vendor's name beside the secret */
    b_n = b->end - b->start;
    return a_n != b_n ? a_n > b_n : a->rule->index < b->rule->index;
}

/* Own rules: one secret, one finding. What was decoded stands in another text than the run that it
   was decoded from, and several secrets may have been in that; only generic rules give way there.
 */
static bool gives_way(const sl_secret_match *m, const sl_secret_match *to)
{
    if (m->rule == to->rule && m->level != to->level &&
        sl_str_eq(sl_secret_of(m), sl_secret_of(to)))
        return m->from < to->to && to->from < m->to && m->level->above;
    if (m->rule->is_theirs || to->rule->is_theirs)
        return false;
    if (m->level == to->level)
        return m->secret_start < to->secret_end && to->secret_start < m->secret_end &&
               is_better(to, m);
    return m->from < to->to && to->from < m->to && m->rule->is_generic && !to->rule->is_generic;
}

static int by_place(const void *a, const void *b)
{
    const sl_secret_match *x = a;
    const sl_secret_match *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    if (x->rule->index != y->rule->index)
        return x->rule->index < y->rule->index ? -1 : 1;
    return (x->start > y->start) - (x->start < y->start);
}

static void compare(sl_secret_match *a, sl_secret_match *b)
{
    if (gives_way(a, b))
        a->is_dropped = true;
    else if (gives_way(b, a))
        b->is_dropped = true;
}

static bool counts(const sl_secret_match *m)
{
    return !m->is_dropped && !m->is_silent;
}

static void resolve_ours(sl_secret_matches *all)
{
    for (size_t i = 0; i < all->n; i++)
        for (size_t k = i + 1; k < all->n && all->v[k].from < all->v[i].to; k++)
            if (counts(&all->v[i]) && counts(&all->v[k]))
                compare(&all->v[i], &all->v[k]);
}

/* gitleaks: a generic rule gives way where another that is not has the same secret, or a longer one
   around it, in a match that begins in the same line of the file. */

static void resolve_line(sl_secret_match **v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n && v[i]->rule->is_generic && !v[i]->is_dropped; k++)
            v[i]->is_dropped = !v[k]->rule->is_generic && !v[k]->is_dropped &&
                               sl_str_find(sl_secret_of(v[k]), sl_secret_of(v[i]), 0) != SIZE_MAX;
}

static void resolve_theirs(sl_secret_scan *scan, const sequence *all)
{
    sl_secret_match **v = sl_alloc_array(scan->mem, all->n, sizeof *v);
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i]->rule->is_theirs && counts(all->v[i]))
            v[n++] = all->v[i];
    for (size_t i = 0, from = 0; i < n; i++) {
        if (i + 1 < n && v[i + 1]->line == v[i]->line)
            continue;
        resolve_line(v + from, i + 1 - from);
        from = i + 1;
    }
}

void sl_secret_resolve(sl_secret_scan *scan)
{
    sl_secret_matches *all = &scan->matches;
    if (all->n > 1)
        qsort(all->v, all->n, sizeof *all->v, by_place);
    const sequence s = sequence_of(scan);
    drop_incomplete(all);
    resolve_ours(all);
    resolve_theirs(scan, &s);
}

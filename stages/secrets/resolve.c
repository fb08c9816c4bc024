/* Which of several matches is told: a generic rule gives way to a provider's, a guess to a proof.
 */
#include <stdlib.h>

#include "stages/secrets/scanner.h"

static size_t line_of(sl_str text, size_t at, size_t *column)
{
    size_t line = 1;
    size_t from = 0;
    for (const char *p; (p = memchr(text.p + from, '\n', at - from));) {
        from = (size_t)(p - text.p) + 1;
        line++;
    }
    *column = at - from;
    return line;
}

static size_t distance(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

static bool is_near(const sl_secret_required *r, const sl_secret_match *a, const sl_secret_match *b)
{
    size_t column_a, column_b;
    if (a->level != b->level)
        return false;
    if (!r->has_lines && !r->has_columns)
        return true;
    size_t line_a = line_of(a->level->text, a->start, &column_a);
    size_t line_b = line_of(b->level->text, b->start, &column_b);
    return (!r->has_lines || distance(line_a, line_b) <= r->lines) &&
           (!r->has_columns || distance(column_a, column_b) <= r->columns);
}

static bool is_met(const sl_secret_required *r, const sl_secret_matches *all,
                   const sl_secret_match *m)
{
    for (size_t i = 0; i < all->n; i++)
        if (sl_str_eq(all->v[i].rule->rule->id, r->id) && is_near(r, m, &all->v[i]))
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
    return a_n != b_n ? a_n > b_n : a->rule->index < b->rule->index;
}

static bool has_break(const sl_secret_match *a, const sl_secret_match *b)
{
    size_t from = a->start < b->start ? a->start : b->start;
    size_t to = a->start < b->start ? b->start : a->start;
    return memchr(a->level->text.p + from, '\n', to - from) != NULL;
}

/* gitleaks: a generic rule gives way where another on the same line has the same secret, or a
   longer one around it. */
static bool gives_way_theirs(const sl_secret_match *m, const sl_secret_match *to)
{
    return m->rule->is_generic && !to->rule->is_generic && m->level == to->level &&
           sl_str_find(sl_secret_of(to), sl_secret_of(m), 0) != SIZE_MAX && !has_break(m, to);
}

/* Own rules: one secret, one finding. What was decoded stands in another text than the run that it
   was decoded from, and several secrets may have been in that; only generic rules give way there.
 */
static bool gives_way(const sl_secret_match *m, const sl_secret_match *to)
{
    if (m->rule->is_theirs || to->rule->is_theirs)
        return gives_way_theirs(m, to);
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

/* gitleaks compares all of a line; ours can only meet where they overlap. */
static bool may_meet(const sl_secret_match *a, const sl_secret_match *b)
{
    return b->from < a->to ||
           (a->rule->is_theirs && b->rule->is_theirs && a->level == b->level && !has_break(a, b));
}

void sl_secret_resolve(sl_secret_scan *scan)
{
    sl_secret_matches *all = &scan->matches;
    drop_incomplete(all);
    if (all->n > 1)
        qsort(all->v, all->n, sizeof *all->v, by_place);
    for (size_t i = 0; i < all->n; i++)
        for (size_t k = i + 1; k < all->n && may_meet(&all->v[i], &all->v[k]); k++)
            if (counts(&all->v[i]) && counts(&all->v[k]))
                compare(&all->v[i], &all->v[k]);
}

/* For each line that has values: the last few different ones up to it, and the first few from it
   on. A place between two such lines needs no more than these. */
#include "engine/verify/near.h"

#include <stdlib.h>

enum { SIDES = 2 };

/* A finding that has a value. */
typedef struct item {
    const sl_finding *finding;
    size_t index;
} item;

/* Different values, the nearest first. */
typedef struct few {
    size_t n;
    size_t at[SL_NEAR_VALUES]; /* indexes of findings */
} few;

/* A line with values. */
typedef struct spot {
    const sl_finding *first;
    few until, from;
} spot;

struct sl_near {
    const sl_findings *all;
    spot *spots;
    size_t n_spots;
};

static int by_line(const sl_finding *a, const sl_finding *b)
{
    int order = sl_str_cmp(a->file, b->file);
    return order ? order : (a->region.line > b->region.line) - (a->region.line < b->region.line);
}

static int by_place(const void *a, const void *b)
{
    const item *x = a;
    const item *y = b;
    int order = by_line(x->finding, y->finding);
    return order ? order : x->index < y->index ? -1 : 1;
}

static bool is_of(const sl_finding *f, const sl_strs *rules)
{
    for (size_t i = 0; i < rules->n; i++)
        if (sl_str_eq(f->rule->id, rules->v[i]))
            return true;
    return false;
}

/* The value is the nearest now; one that is known already is not there twice. */
static void push(few *values, const sl_findings *all, size_t index)
{
    size_t i = 0;
    while (i < values->n && !sl_str_eq(all->v[values->at[i]].secret, all->v[index].secret))
        i++;
    if (i == SL_NEAR_VALUES)
        i--;
    else if (i == values->n)
        values->n++;
    memmove(values->at + 1, values->at, i * sizeof *values->at);
    values->at[0] = index;
}

/* The items of a spot, the first of them last: of those on one line it is the nearest. */
static void push_all(few *values, const sl_near *near, const item *items, size_t n)
{
    while (n-- > 0)
        push(values, near->all, items[n].index);
}

static bool are_of_one_file(const spot *a, const spot *b)
{
    return sl_str_eq(a->first->file, b->first->file);
}

/* `starts` has where the items of each spot begin, and the end of all. */
static void fill(sl_near *near, const item *items, const size_t *starts)
{
    for (size_t i = 0; i < near->n_spots; i++) {
        spot *s = &near->spots[i];
        if (i && are_of_one_file(s, s - 1))
            s->until = s[-1].until;
        push_all(&s->until, near, items + starts[i], starts[i + 1] - starts[i]);
    }
    for (size_t i = near->n_spots; i-- > 0;) {
        spot *s = &near->spots[i];
        if (i + 1 < near->n_spots && are_of_one_file(s, s + 1))
            s->from = s[1].from;
        push_all(&s->from, near, items + starts[i], starts[i + 1] - starts[i]);
    }
}

sl_near *sl_near_new(sl_arena *mem, const sl_findings *all, const sl_strs *rules)
{
    sl_near *near = sl_alloc(mem, sizeof *near);
    item *items = sl_alloc_array(mem, all->n + 1, sizeof *items);
    size_t *starts = sl_alloc_array(mem, all->n + 1, sizeof *starts);
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].secret.n && is_of(&all->v[i], rules))
            items[n++] = (item){&all->v[i], i};
    qsort(items, n, sizeof *items, by_place);
    *near = (sl_near){.all = all, .spots = sl_alloc_array(mem, n + 1, sizeof *near->spots)};
    for (size_t i = 0; i < n; i++) {
        if (i && by_line(items[i].finding, items[i - 1].finding) == 0)
            continue;
        starts[near->n_spots] = i;
        near->spots[near->n_spots++] = (spot){.first = items[i].finding};
    }
    starts[near->n_spots] = n;
    fill(near, items, starts);
    return near;
}

static size_t distance(const sl_finding *a, const sl_finding *b)
{
    uint32_t x = a->region.line;
    uint32_t y = b->region.line;
    return x > y ? x - y : y - x;
}

static bool is_taken(const sl_strs *taken, sl_str value)
{
    for (size_t i = 0; i < taken->n; i++)
        if (sl_str_eq(taken->v[i], value))
            return true;
    return false;
}

static bool is_nearer(const sl_findings *all, const sl_finding *to, size_t a, size_t b)
{
    size_t from_a = distance(&all->v[a], to);
    size_t from_b = distance(&all->v[b], to);
    return from_a < from_b || (from_a == from_b && a < b);
}

/* The first spot that is not before the finding; all of them are: their number. */
static size_t first_from(const sl_near *near, const sl_finding *to)
{
    size_t low = 0;
    size_t high = near->n_spots;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (by_line(near->spots[mid].first, to) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

size_t sl_near_find(const sl_near *near, const sl_finding *to, const sl_strs *taken)
{
    size_t at = first_from(near, to);
    const spot *next = at < near->n_spots ? &near->spots[at] : NULL;
    const spot *last = at ? &near->spots[at - 1] : NULL;
    const few *sides[SIDES] = {next && sl_str_eq(next->first->file, to->file) ? &next->from : NULL,
                               last && sl_str_eq(last->first->file, to->file) ? &last->until
                                                                              : NULL};
    size_t best = SIZE_MAX;
    for (size_t side = 0; side < SIDES; side++)
        for (size_t i = 0; sides[side] && i < sides[side]->n; i++) {
            size_t one = sides[side]->at[i];
            if (!is_taken(taken, near->all->v[one].secret) &&
                (best == SIZE_MAX || is_nearer(near->all, to, one, best)))
                best = one;
        }
    return best;
}

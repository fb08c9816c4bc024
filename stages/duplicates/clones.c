/* Neighbouring runs whose copies stand side by side everywhere are one stretch; a stretch is made
   as long as its copies agree. Every position belongs to one stretch, so their sum is linear. */
#include "stages/duplicates/clones.h"

#include <stdlib.h>

#include "stages/duplicates/windows.h"

enum { STEPS_A_TOKEN = 16 };

typedef struct finding {
    sl_windows w;
    uint64_t steps; /* left for making stretches longer */
} finding;

/* True when each copy of the run at `at` is followed by one of the next run, and by no other. */
static bool goes_on(const sl_windows *w, size_t at)
{
    uint32_t a = w->class_of[at];
    uint32_t b = at + 1 < w->n ? w->class_of[at + 1] : 0;
    if (!a || !b || w->classes[a - 1].n != w->classes[b - 1].n)
        return false;
    const uint32_t *p = w->members + w->classes[a - 1].from;
    const uint32_t *q = w->members + w->classes[b - 1].from;
    for (uint32_t i = 0; i < w->classes[a - 1].n; i++)
        if (q[i] != p[i] + 1)
            return false;
    return true;
}

static uint32_t least_distance(const sl_clone *c)
{
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 1; i < c->n; i++) {
        uint32_t distance = c->places[i] - c->places[i - 1];
        least = distance < least ? distance : least;
    }
    return least;
}

/* True when the token at `offset` from each place is the same and no border. */
static bool agree(const sl_windows *w, const sl_clone *c, int64_t offset)
{
    int64_t first = (int64_t)c->places[0] + offset;
    int64_t last = (int64_t)c->places[c->n - 1] + offset;
    if (first < 0 || last >= (int64_t)w->n || !w->ids[first])
        return false;
    for (uint32_t i = 1; i < c->n; i++)
        if (w->ids[c->places[i] + offset] != w->ids[first])
            return false;
    return true;
}

/* Longer in both directions while all copies agree and none meets the next. Where stretches are
   nested so deeply that this is much work, the rest stay short: each token is in some clone still.
 */
static void extend(finding *f, sl_clone *c)
{
    uint32_t most = least_distance(c);
    while (f->steps > c->n && c->length < most && agree(&f->w, c, -(int64_t)c->before - 1)) {
        c->before++;
        c->length++;
        f->steps -= c->n;
    }
    while (f->steps > c->n && c->length < most && agree(&f->w, c, (int64_t)c->length - c->before)) {
        c->length++;
        f->steps -= c->n;
    }
}

static int by_place(const void *left, const void *right)
{
    const sl_clone *a = left;
    const sl_clone *b = right;
    uint32_t p = a->places[0] - a->before;
    uint32_t q = b->places[0] - b->before;
    if (p != q)
        return p < q ? -1 : 1;
    if (a->length != b->length)
        return a->length > b->length ? -1 : 1;
    return (a->n < b->n) - (a->n > b->n);
}

/* Stretches on both sides of a shorter one with more copies come to the same clone. */
static void drop_equal(sl_clones *clones)
{
    size_t n = 0;
    for (size_t i = 0; i < clones->n; i++) {
        const sl_clone *a = n ? &clones->v[n - 1] : NULL;
        const sl_clone *b = &clones->v[i];
        if (a && a->places[0] - a->before == b->places[0] - b->before && a->length == b->length &&
            a->n == b->n)
            continue;
        clones->v[n++] = *b;
    }
    clones->n = n;
}

/* The places that are at least a length apart from the one before. */
static sl_clone apart(sl_arena *mem, const sl_clone *c)
{
    sl_clone some = *c;
    uint32_t *places = sl_alloc_array(mem, c->n, sizeof *places);
    some.places = places;
    some.n = 0;
    for (uint32_t i = 0; i < c->n; i++)
        if (!some.n || c->places[i] - places[some.n - 1] >= c->length)
            places[some.n++] = c->places[i];
    return some;
}

/* Where copies would overlap, which is where a text repeats itself, they end where the next begins;
   those that are far enough apart are told as long as they are too. */
static void add(finding *f, sl_clones *clones, sl_arena *mem, sl_clone *c)
{
    uint32_t most = least_distance(c);
    if (c->length > most) {
        sl_clone whole = apart(mem, c);
        c->length = most;
        if (whole.n > 1) {
            extend(f, &whole);
            *sl_list_add(mem, clones) = whole;
        }
    }
    extend(f, c);
    *sl_list_add(mem, clones) = *c;
}

void sl_clones_find(sl_clones *clones, sl_arena *mem, const uint32_t *ids, size_t n, size_t k)
{
    finding f = {.steps = (uint64_t)n * STEPS_A_TOKEN};
    *clones = (sl_clones){0};
    sl_windows_find(&f.w, mem, ids, n, k);
    for (size_t i = 0; i < n; i++) {
        uint32_t c = f.w.class_of[i];
        if (!c || f.w.members[f.w.classes[c - 1].from] != i)
            continue;
        size_t end = i;
        while (goes_on(&f.w, end))
            end++;
        sl_clone clone = {.places = f.w.members + f.w.classes[c - 1].from,
                          .n = f.w.classes[c - 1].n,
                          .length = (uint32_t)(end - i + k)};
        add(&f, clones, mem, &clone);
        i = end;
    }
    if (clones->n > 1)
        qsort(clones->v, clones->n, sizeof *clones->v, by_place);
    drop_equal(clones);
}

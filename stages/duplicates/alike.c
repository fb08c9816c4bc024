/* The largest clones take their tokens first; a later one asks who owns the middle of its copies.
 */
#include "stages/duplicates/alike.h"

#include <stdlib.h>

uint64_t sl_clone_weight(const sl_clone *c)
{
    return (uint64_t)c->length * c->n;
}

static int by_weight(const void *left, const void *right)
{
    const sl_clone *a = *(const sl_clone *const *)left;
    const sl_clone *b = *(const sl_clone *const *)right;
    if (sl_clone_weight(a) != sl_clone_weight(b))
        return sl_clone_weight(a) > sl_clone_weight(b) ? -1 : 1;
    return (a > b) - (a < b);
}

const sl_clone **sl_clones_by_weight(sl_arena *mem, const sl_clones *clones, const bool *is_in,
                                     size_t *n)
{
    const sl_clone **order = sl_alloc_array(mem, clones->n + 1, sizeof *order);
    *n = 0;
    for (size_t i = 0; i < clones->n; i++)
        if (!is_in || is_in[i])
            order[(*n)++] = &clones->v[i];
    if (*n)
        qsort(order, *n, sizeof *order, by_weight);
    return order;
}

/* By token: the clone that owns it + 1, and where that copy begins. */
typedef struct owner {
    uint32_t clone, from;
} owner;

/* True when copy `from` lies by nine tenths in the copy that owns its middle. */
static bool lies_in(const sl_clone *c, uint32_t from, const owner *o, const sl_clones *clones)
{
    uint32_t to = from + c->length;
    uint32_t other_to = o->from + clones->v[o->clone - 1].length;
    uint32_t begin = from > o->from ? from : o->from;
    uint32_t end = to < other_to ? to : other_to;
    return end > begin && (uint64_t)(end - begin) * 10 >= (uint64_t)c->length * 9;
}

static bool is_alike(const sl_clone *c, const owner *owners, const sl_clones *clones)
{
    uint32_t by = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t from = c->places[i] - c->before;
        const owner *o = &owners[from + c->length / 2];
        if (!o->clone || (by && o->clone != by) || clones->v[o->clone - 1].is_old != c->is_old ||
            !lies_in(c, from, o, clones))
            return false;
        by = o->clone;
    }
    return true;
}

static void own(owner *owners, const sl_clone *c, uint32_t number)
{
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t from = c->places[i] - c->before;
        for (uint32_t t = from; t < from + c->length; t++)
            if (!owners[t].clone)
                owners[t] = (owner){number, from};
    }
}

bool *sl_clones_alike(sl_arena *mem, const sl_clones *clones, size_t n_tokens)
{
    size_t n;
    bool *alike = sl_alloc_array(mem, clones->n + 1, sizeof *alike);
    sl_arena *scratch = sl_arena_new();
    owner *owners = sl_alloc_array(scratch, n_tokens + 1, sizeof *owners);
    const sl_clone **order = sl_clones_by_weight(scratch, clones, NULL, &n);
    for (size_t i = 0; i < n; i++) {
        size_t at = (size_t)(order[i] - clones->v);
        alike[at] = is_alike(order[i], owners, clones);
        if (!alike[at])
            own(owners, order[i], (uint32_t)at + 1);
    }
    sl_arena_free(scratch);
    return alike;
}

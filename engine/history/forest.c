/* Sorting by offset, finding bases, then a walk down each tree of deltas. */
#include "engine/history/forest.h"

#include <stdlib.h>

enum { NONE = SL_NO_BASE };

/* An object before it has its number. */
typedef struct spot {
    uint64_t offset;
    uint32_t at;
} spot;

static int by_offset(const void *a, const void *b)
{
    const spot *x = a;
    const spot *y = b;
    return (x->offset > y->offset) - (x->offset < y->offset);
}

static bool list(sl_forest *f, sl_arena *mem, const sl_packindex *index, uint64_t end, sl_err *e)
{
    sl_arena *scratch = sl_arena_new();
    spot *spots = sl_alloc_array(scratch, f->n + 1, sizeof *spots);
    bool ok = true;
    for (size_t i = 0; ok && i < f->n; i++) {
        spots[i].at = (uint32_t)i;
        ok = sl_packindex_offset(&spots[i].offset, index, i, e);
    }
    if (ok && f->n > 1)
        qsort(spots, f->n, sizeof *spots, by_offset);
    f->offsets = sl_alloc_array(mem, f->n + 1, sizeof *f->offsets);
    f->at = sl_alloc_array(mem, f->n + 1, sizeof *f->at);
    for (size_t i = 0; ok && i < f->n; i++) {
        f->offsets[i] = spots[i].offset;
        f->at[i] = spots[i].at;
    }
    f->offsets[f->n] = end;
    sl_arena_free(scratch);
    return ok;
}

/* The number of the object that begins there; NONE when none does. */
static uint32_t number_at(const sl_forest *f, uint64_t offset)
{
    size_t from = 0;
    size_t to = f->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (f->offsets[middle] < offset)
            from = middle + 1;
        else
            to = middle;
    }
    return from < f->n && f->offsets[from] == offset ? (uint32_t)from : NONE;
}

static uint32_t base_of(const sl_forest *f, const sl_packfile *pack, const sl_packindex *index,
                        size_t i, bool *is_told)
{
    sl_packentry entry;
    size_t at;
    uint64_t offset;
    if (!sl_packfile_entry(&entry, pack, f->offsets[i], NULL))
        return NONE;
    *is_told = entry.type > SL_TYPE_TAG;
    if (entry.type == SL_TYPE_OFFSET_DELTA)
        return number_at(f, entry.base);
    if (entry.type != SL_TYPE_ID_DELTA || !sl_packindex_find(&at, index, entry.base_id) ||
        !sl_packindex_offset(&offset, index, at, NULL))
        return NONE;
    return number_at(f, offset);
}

/* The trees of deltas while they are walked. */
typedef struct descent {
    sl_forest *f;
    uint32_t *first, *next; /* children in the order of their offsets */
    uint32_t *stack;
    bool *is_done;
    size_t n;
} descent;

static void turn(uint32_t *v, size_t n)
{
    for (size_t a = 0, b = n; a + 1 < b; a++, b--) {
        uint32_t t = v[a];
        v[a] = v[b - 1];
        v[b - 1] = t;
    }
}

static void go_down(descent *d, uint32_t root)
{
    size_t depth = 0;
    d->stack[depth++] = root;
    while (depth) {
        uint32_t at = d->stack[--depth];
        size_t mark = depth;
        if (d->is_done[at])
            continue;
        d->is_done[at] = true;
        d->f->order[d->n++] = at;
        for (uint32_t c = d->first[at]; c != NONE; c = d->next[c])
            if (!d->is_done[c])
                d->stack[depth++] = c;
        turn(d->stack + mark, depth - mark);
    }
}

/* Deltas by id can go round in circles: what is in one has no root, and comes last as if it were
   whole; reading it fails. */
static void order(sl_forest *f, sl_arena *mem)
{
    sl_arena *scratch = sl_arena_new();
    descent d = {.f = f,
                 .first = sl_alloc_array(scratch, f->n + 1, sizeof *d.first),
                 .next = sl_alloc_array(scratch, f->n + 1, sizeof *d.next),
                 .stack = sl_alloc_array(scratch, f->n + 1, sizeof *d.stack),
                 .is_done = sl_alloc_array(scratch, f->n + 1, sizeof *d.is_done)};
    memset(d.first, 0xff, (f->n + 1) * sizeof *d.first);
    for (size_t i = f->n; i-- > 0;)
        if (f->base[i] != NONE) {
            d.next[i] = d.first[f->base[i]];
            d.first[f->base[i]] = (uint32_t)i;
        }
    f->order = sl_alloc_array(mem, f->n + 1, sizeof *f->order);
    for (uint32_t i = 0; i < f->n; i++)
        if (f->base[i] == NONE)
            go_down(&d, i);
    for (uint32_t i = 0; i < f->n; i++)
        if (!d.is_done[i]) {
            f->base[i] = NONE;
            go_down(&d, i);
        }
    sl_arena_free(scratch);
}

bool sl_forest_read(sl_forest *out, sl_arena *mem, sl_objects *objects, size_t pack, sl_err *e)
{
    const sl_packfile *file;
    const sl_packindex *index = sl_objects_index(objects, pack);
    *out = (sl_forest){.n = index->n};
    if (!sl_objects_pack(&file, objects, pack, e) || !list(out, mem, index, file->bytes.n, e))
        return false;
    out->base = sl_alloc_array(mem, out->n + 1, sizeof *out->base);
    out->is_told = sl_alloc_array(mem, out->n + 1, sizeof *out->is_told);
    for (size_t i = 0; i < out->n; i++)
        out->base[i] = base_of(out, file, index, i, &out->is_told[i]);
    order(out, mem);
    return true;
}

/* Each file counts for every folder above it. */
#include "stages/duplicates/shares.h"

#include <stdlib.h>

enum { DEPTH_MAX = 64 };

static void add(sl_clone_share *share, uint64_t part, uint64_t whole)
{
    share->part += part;
    share->whole += whole;
}

void sl_clone_shares_add(sl_clone_shares *shares, sl_str label, uint64_t part, uint64_t whole)
{
    size_t depth = 0;
    add(&shares->total, part, whole);
    for (size_t i = 1; i < label.n && depth < DEPTH_MAX; i++) {
        if (label.p[i] != '/')
            continue;
        void **at = sl_map_at(&shares->folders, shares->mem, sl_str_sub(label, 0, i));
        if (!*at)
            *at = sl_alloc(shares->mem, sizeof(sl_clone_share));
        add(*at, part, whole);
        depth++;
    }
}

static int by_name(const void *left, const void *right)
{
    const sl_map_entry *a = *(const sl_map_entry *const *)left;
    const sl_map_entry *b = *(const sl_map_entry *const *)right;
    return sl_str_cmp(a->key, b->key);
}

static void tell(sl_sink *sink, sl_str folder, const sl_clone_share *share)
{
    const sl_measure measure = {.name = SL_S("duplicated lines"),
                                .folder = folder,
                                .part = share->part,
                                .whole = share->whole};
    sl_sink_measure(sink, &measure);
}

void sl_clone_shares_tell(const sl_clone_shares *shares, sl_sink *sink)
{
    size_t n = 0;
    const sl_map_entry **order = sl_alloc_array(shares->mem, shares->folders.n + 1, sizeof *order);
    for (size_t i = 0; i < shares->folders.n; i++) {
        const sl_clone_share *share = shares->folders.v[i].value;
        if (share->part)
            order[n++] = &shares->folders.v[i];
    }
    if (n)
        qsort(order, n, sizeof *order, by_name);
    tell(sink, SL_S("."), &shares->total);
    for (size_t i = 0; i < n; i++)
        tell(sink, order[i]->key, order[i]->value);
}

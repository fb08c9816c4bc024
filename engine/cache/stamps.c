/* Stamps lie in a fixed number of values, each with the files whose inodes fall to it, sorted. */
#include "engine/cache/stamps.h"

#include <stdlib.h>

enum { SHELVES = 64, SHELF_MAX = 1 << 16, ID_BYTES = 20, SPARE = 64 };

/* One file, as it is stored. */
typedef struct row {
    uint64_t device, inode, size;
    int64_t modified, changed;
    unsigned char id[ID_BYTES];
    uint32_t is_seen; /* in this run; stored as 0 */
} row;

_Static_assert(sizeof(row) == 64, "no hole in a row");

typedef struct rows {
    row *v;
    size_t n, cap;
} rows;

typedef struct shelf {
    bool is_loaded;
    rows old, fresh;
} shelf;

struct sl_stamps {
    sl_arena *mem;
    sl_cache *cache;
    sl_str root;
    shelf shelves[SHELVES];
};

sl_stamps *sl_stamps_new(sl_arena *mem, sl_cache *cache, sl_str root)
{
    sl_stamps *stamps = sl_alloc(mem, sizeof *stamps);
    stamps->mem = mem;
    stamps->cache = cache;
    stamps->root = root;
    return stamps;
}

static int by_inode(const void *a, const void *b)
{
    const row *x = a;
    const row *y = b;
    if (x->device != y->device)
        return x->device < y->device ? -1 : 1;
    return (x->inode > y->inode) - (x->inode < y->inode);
}

static sl_cache_key key_of(const sl_stamps *stamps, size_t i)
{
    sl_cache_key key;
    unsigned char number = (unsigned char)i;
    const sl_str parts[] = {SL_STR("stamps"), stamps->root, sl_str_at((const char *)&number, 1)};
    sl_cache_key_of(&key, parts, 3);
    return key;
}

static shelf *shelf_of(sl_stamps *stamps, const sl_stamp *stamp)
{
    size_t i = (size_t)((stamp->inode * UINT64_C(0x9e3779b97f4a7c15)) >> 58) % SHELVES;
    shelf *s = &stamps->shelves[i];
    sl_cache_key key;
    sl_str value;
    if (s->is_loaded)
        return s;
    s->is_loaded = true;
    key = key_of(stamps, i);
    if (!sl_cache_get(stamps->cache, stamps->mem, &key, &value) || value.n % sizeof(row))
        return s;
    s->old.n = s->old.cap = value.n / sizeof(row);
    s->old.v = sl_alloc_array(stamps->mem, s->old.n + 1, sizeof(row));
    memcpy(s->old.v, value.p, value.n);
    return s;
}

static row row_of(const sl_stamp *stamp)
{
    return (row){.device = stamp->device,
                 .inode = stamp->inode,
                 .size = stamp->size,
                 .modified = stamp->modified,
                 .changed = stamp->changed};
}

static row *find(const shelf *s, const row *wanted)
{
    return s->old.n ? bsearch(wanted, s->old.v, s->old.n, sizeof(row), by_inode) : NULL;
}

bool sl_stamps_find(sl_id *out, sl_stamps *stamps, const sl_stamp *stamp)
{
    row wanted = row_of(stamp);
    row *found = find(shelf_of(stamps, stamp), &wanted);
    if (!found || found->size != stamp->size || found->modified != stamp->modified ||
        found->changed != stamp->changed)
        return false;
    found->is_seen = 1;
    *out = (sl_id){.kind = SL_ID_GIT_SHA1};
    memcpy(out->bytes, found->id, ID_BYTES);
    return true;
}

static bool is_settled(const sl_stamp *stamp)
{
    int64_t last = stamp->modified > stamp->changed ? stamp->modified : stamp->changed;
    return last < stamp->taken - SL_STAMP_SETTLES;
}

void sl_stamps_note(sl_stamps *stamps, const sl_stamp *stamp, const sl_id *id)
{
    shelf *s = shelf_of(stamps, stamp);
    if (id->kind != SL_ID_GIT_SHA1 || !is_settled(stamp) || s->fresh.n >= SHELF_MAX)
        return;
    row *r = sl_list_add(stamps->mem, &s->fresh);
    *r = row_of(stamp);
    memcpy(r->id, id->bytes, ID_BYTES);
}

/* Of two rows for a file the first stays (the fresh one). */
static void add_row(rows *out, const row *r)
{
    if (out->n && by_inode(&out->v[out->n - 1], r) == 0)
        return;
    out->v[out->n] = *r;
    out->v[out->n++].is_seen = 0;
}

/* Rows of files that were not looked at stay while they are few: they may belong to a part of the
   tree that this run left out, or to files that are gone. */
static rows merge(sl_arena *mem, const shelf *s)
{
    rows all = {.v = sl_alloc_array(mem, s->old.n + s->fresh.n, sizeof(row))};
    size_t n_seen = s->fresh.n;
    for (size_t i = 0; i < s->old.n; i++)
        n_seen += s->old.v[i].is_seen;
    bool keeps_all = s->old.n + s->fresh.n <= 2 * n_seen + SPARE;
    for (size_t i = 0, k = 0; i < s->fresh.n || k < s->old.n;) {
        if (k == s->old.n || (i < s->fresh.n && by_inode(&s->fresh.v[i], &s->old.v[k]) <= 0)) {
            add_row(&all, &s->fresh.v[i++]);
            continue;
        }
        if (keeps_all || s->old.v[k].is_seen)
            add_row(&all, &s->old.v[k]);
        k++;
    }
    return all;
}

void sl_stamps_save(sl_stamps *stamps)
{
    for (size_t i = 0; i < SHELVES; i++) {
        shelf *s = &stamps->shelves[i];
        if (!s->fresh.n)
            continue;
        qsort(s->fresh.v, s->fresh.n, sizeof(row), by_inode);
        rows all = merge(stamps->mem, s);
        sl_cache_key key = key_of(stamps, i);
        sl_cache_put(stamps->cache, &key, sl_str_at((const char *)all.v, all.n * sizeof(row)));
        s->fresh.n = 0;
    }
}

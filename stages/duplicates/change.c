/* The files of the base that were changed or removed are compared like all others; their copies are
   counted against those of the changed files, and then go. */
#include "stages/duplicates/change.h"

/* What the copies of a clone are. */
typedef struct census {
    uint32_t n_now, n_tested;     /* in the tree under test; in files that are looked at */
    uint32_t n_changed, n_before; /* in changed files; in what the base has in their place */
    uint32_t first;               /* the copy to report at */
    bool is_first_changed;
} census;

static bool has_around(const sl_clone_index *index)
{
    for (size_t i = 0; i < index->files.n; i++)
        if (index->files.v[i].unit->role != SL_ROLE_TESTED || index->files.v[i].is_unchanged)
            return true;
    return false;
}

static const sl_clone_file *file_of(const sl_clone_index *index, const sl_clone *c, uint32_t copy)
{
    return sl_clone_index_file(index, c->places[copy]);
}

static census count(const sl_clone_index *index, const sl_clone *c)
{
    census n = {0};
    for (uint32_t i = 0; i < c->n; i++) {
        const sl_clone_file *file = file_of(index, c, i);
        bool is_tested = file->unit->role == SL_ROLE_TESTED;
        bool is_changed = is_tested && !file->is_unchanged;
        if (is_tested && (!n.n_tested || (is_changed && !n.is_first_changed))) {
            n.first = i;
            n.is_first_changed = is_changed;
        }
        n.n_before += file->unit->role == SL_ROLE_OLD;
        n.n_now += file->unit->role != SL_ROLE_OLD;
        n.n_tested += is_tested;
        n.n_changed += is_changed;
    }
    return n;
}

static void keep_now(sl_clone *c, sl_arena *mem, const sl_clone_index *index, const census *n)
{
    uint32_t *places = sl_alloc_array(mem, n->n_now, sizeof *places);
    uint32_t k = 0;
    places[k++] = c->places[n->first];
    for (uint32_t i = 0; i < c->n; i++)
        if (i != n->first && file_of(index, c, i)->unit->role != SL_ROLE_OLD)
            places[k++] = c->places[i];
    c->places = places;
    c->n = k;
    c->is_old = n->n_changed <= n->n_before;
}

void sl_clones_of_change(sl_clones *clones, sl_arena *mem, const sl_clone_index *index)
{
    size_t n = 0;
    if (!has_around(index))
        return;
    for (size_t i = 0; i < clones->n; i++) {
        sl_clone c = clones->v[i];
        census counted = count(index, &c);
        if (counted.n_now < 2 || !counted.n_tested)
            continue;
        keep_now(&c, mem, index, &counted);
        clones->v[n++] = c;
    }
    clones->n = n;
}

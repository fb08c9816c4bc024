/* A table with open addressing; ids are hashes already. */
#include "engine/history/ids.h"

enum { FIRST = 256 };

void sl_ids_init(sl_ids *ids, sl_arena *mem, size_t id_bytes)
{
    *ids = (sl_ids){.mem = mem, .id_bytes = id_bytes};
}

static size_t start_of(const sl_ids *ids, const void *id)
{
    uint64_t h;
    memcpy(&h, id, sizeof h);
    return (size_t)(h * 0x9e3779b97f4a7c15u >> 32) & (ids->n_slots - 1);
}

const unsigned char *sl_ids_at(const sl_ids *ids, size_t number)
{
    return ids->v + number * ids->id_bytes;
}

/* The slot of the id, or the free one where it belongs. */
static uint32_t *slot_of(const sl_ids *ids, const void *id)
{
    size_t i = start_of(ids, id);
    while (ids->slots[i] && memcmp(sl_ids_at(ids, ids->slots[i] - 1), id, ids->id_bytes) != 0)
        i = (i + 1) & (ids->n_slots - 1);
    return &ids->slots[i];
}

static void grow_slots(sl_ids *ids)
{
    ids->n_slots = ids->n_slots ? ids->n_slots * 2 : FIRST;
    ids->slots = sl_alloc_array(ids->mem, ids->n_slots, sizeof *ids->slots);
    for (size_t i = 0; i < ids->n; i++)
        *slot_of(ids, sl_ids_at(ids, i)) = (uint32_t)i + 1;
}

static void grow_ids(sl_ids *ids)
{
    size_t cap = ids->cap ? ids->cap * 2 : FIRST;
    unsigned char *v = sl_alloc_array(ids->mem, cap, ids->id_bytes);
    if (ids->n)
        memcpy(v, ids->v, ids->n * ids->id_bytes);
    ids->v = v;
    ids->cap = cap;
}

uint32_t sl_ids_add(sl_ids *ids, const void *id, bool *is_new)
{
    if (ids->n * 2 >= ids->n_slots)
        grow_slots(ids);
    uint32_t *slot = slot_of(ids, id);
    *is_new = !*slot;
    if (*slot)
        return *slot - 1;
    if (ids->n == ids->cap)
        grow_ids(ids);
    memcpy(ids->v + ids->n * ids->id_bytes, id, ids->id_bytes);
    *slot = (uint32_t)++ids->n;
    return *slot - 1;
}

uint32_t sl_ids_find(const sl_ids *ids, const void *id)
{
    return ids->n_slots ? *slot_of(ids, id) - 1 : SL_NO_ID;
}

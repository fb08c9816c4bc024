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
    return number < ids->n_first ? ids->first + number * ids->id_bytes
                                 : ids->v + (number - ids->n_first) * ids->id_bytes;
}

/* The slot of the id, or the free one where it belongs. */
static uint32_t *slot_of(const sl_ids *ids, const void *id)
{
    size_t i = start_of(ids, id);
    while (ids->slots[i] && memcmp(sl_ids_at(ids, ids->slots[i] - 1), id, ids->id_bytes) != 0)
        i = (i + 1) & (ids->n_slots - 1);
    return &ids->slots[i];
}

/* Ids that are all different need not be compared. */
static void place(sl_ids *ids, size_t number)
{
    size_t i = start_of(ids, sl_ids_at(ids, number));
    while (ids->slots[i])
        i = (i + 1) & (ids->n_slots - 1);
    ids->slots[i] = (uint32_t)number + 1;
}

static void set_slots(sl_ids *ids, size_t n)
{
    ids->n_slots = n;
    ids->slots = sl_alloc_array(ids->mem, ids->n_slots, sizeof *ids->slots);
    for (size_t i = 0; i < ids->n; i++)
        place(ids, i);
}

static void set_room(sl_ids *ids, size_t cap)
{
    unsigned char *v = sl_alloc_array(ids->mem, cap, ids->id_bytes);
    if (ids->n > ids->n_first)
        memcpy(v, ids->v, (ids->n - ids->n_first) * ids->id_bytes);
    ids->v = v;
    ids->cap = cap;
}

void sl_ids_reserve(sl_ids *ids, size_t n)
{
    size_t slots = FIRST;
    while (slots < n * 2)
        slots *= 2;
    if (n > ids->n_first + ids->cap)
        set_room(ids, n - ids->n_first);
    if (slots > ids->n_slots)
        set_slots(ids, slots);
}

void sl_ids_begin(sl_ids *ids, const unsigned char *first, size_t n, size_t more)
{
    ids->first = first;
    ids->n_first = n;
    sl_ids_reserve(ids, n + more);
    for (; ids->n < n; ids->n++)
        place(ids, ids->n);
}

uint32_t sl_ids_add(sl_ids *ids, const void *id, bool *is_new)
{
    if (ids->n * 2 >= ids->n_slots)
        set_slots(ids, ids->n_slots ? ids->n_slots * 2 : FIRST);
    uint32_t *slot = slot_of(ids, id);
    *is_new = !*slot;
    if (*slot)
        return *slot - 1;
    if (ids->n == ids->n_first + ids->cap)
        set_room(ids, ids->cap ? ids->cap * 2 : FIRST);
    memcpy(ids->v + (ids->n - ids->n_first) * ids->id_bytes, id, ids->id_bytes);
    *slot = (uint32_t)++ids->n;
    return *slot - 1;
}

uint32_t sl_ids_find(const sl_ids *ids, const void *id)
{
    return ids->n_slots ? *slot_of(ids, id) - 1 : SL_NO_ID;
}

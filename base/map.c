/* Open addressing over an ordered list of entries; nothing is ever taken out. */
#include "base/map.h"

static size_t slot_of(const sl_map *map, sl_str key)
{
    size_t i = sl_str_hash(key) & (map->n_slots - 1);
    while (map->slots[i] && !sl_str_eq(map->v[map->slots[i] - 1].key, key))
        i = (i + 1) & (map->n_slots - 1);
    return i;
}

bool sl_map_has(const sl_map *map, sl_str key)
{
    return map->n_slots && map->slots[slot_of(map, key)];
}

void *sl_map_get(const sl_map *map, sl_str key)
{
    if (!map->n_slots)
        return NULL;
    uint32_t index = map->slots[slot_of(map, key)];
    return index ? map->v[index - 1].value : NULL;
}

static void rehash(sl_map *map, sl_arena *mem)
{
    map->n_slots = map->n_slots ? map->n_slots * 2 : 16;
    map->slots = sl_alloc_array(mem, map->n_slots, sizeof *map->slots);
    for (size_t i = 0; i < map->n; i++)
        map->slots[slot_of(map, map->v[i].key)] = (uint32_t)i + 1;
}

void **sl_map_at(sl_map *map, sl_arena *mem, sl_str key)
{
    if ((map->n + 1) * 2 > map->n_slots)
        rehash(map, mem);
    size_t slot = slot_of(map, key);
    if (!map->slots[slot]) {
        *sl_list_add(mem, map) = (sl_map_entry){.key = key};
        map->slots[slot] = (uint32_t)map->n;
    }
    return &map->v[map->slots[slot] - 1].value;
}

bool sl_map_put(sl_map *map, sl_arena *mem, sl_str key, void *value)
{
    size_t n = map->n;
    *sl_map_at(map, mem, key) = value;
    return map->n > n;
}

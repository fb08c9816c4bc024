/* A hash map from text to pointers, in an arena; entries keep the order in which they came. */
#ifndef SLUICE_BASE_MAP_H
#define SLUICE_BASE_MAP_H

#include "sluice/arena.h"

/** One entry; the key is borrowed and has to live as long as the map. */
typedef struct sl_map_entry {
    sl_str key;
    void *value;
} sl_map_entry;

/** A map; start it as `{0}`. */
typedef struct sl_map {
    sl_map_entry *v; /* in the order of their coming */
    size_t n, cap;
    uint32_t *slots; /* index + 1 into v; 0: free */
    size_t n_slots;
} sl_map;

/** The value of `key`; NULL when the map does not have it. */
void *sl_map_get(const sl_map *map, sl_str key);
/** True when the map has the key (its value may be NULL). */
bool sl_map_has(const sl_map *map, sl_str key);
/** The address of the key's value, which is NULL when the key is new. Valid until the next call. */
void **sl_map_at(sl_map *map, sl_arena *mem, sl_str key);
/** Sets the value of `key`; true when the key is new. */
bool sl_map_put(sl_map *map, sl_arena *mem, sl_str key, void *value);

#endif

/* The keys of a map that is being built: finds the one that was there before, in a small map by
   comparing, in a large one by a table. */
#ifndef SLUICE_BASE_KEYS_H
#define SLUICE_BASE_KEYS_H

#include "base/map.h"
#include "sluice/node.h"

/** Keys seen so far; start it as `{0}`. */
typedef struct sl_keys {
    sl_map table; /* key to index + 1; in use once there are many */
} sl_keys;

/** Takes note of pairs[n], where pairs[0..n) are noted already and differ: the index of the pair
    with the same key, or SIZE_MAX when the key is new. `mem` has to outlive `keys` only. */
size_t sl_keys_add(sl_keys *keys, sl_arena *mem, const sl_pair *pairs, size_t n);

#endif

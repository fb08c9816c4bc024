/* Building document trees: the children of open lists and maps wait on one stack, so that each node
   gets an array of the size it needs; duplicate keys are found as they come. */
#ifndef SLUICE_BASE_TREE_H
#define SLUICE_BASE_TREE_H

#include "base/map.h"
#include "sluice/node.h"

/** Children of all open containers, those of the innermost last; start it as `{0}`. An item of a
    list is a pair without key. */
typedef struct sl_children {
    sl_pair *v;
    size_t n, cap;
} sl_children;

/** Adds a child to the innermost container. */
void sl_children_add(sl_children *children, sl_arena *mem, sl_pair pair);
/** Closes a container: takes the children from `first` on into the list or map `node`. */
void sl_children_take(sl_children *children, sl_arena *mem, size_t first, sl_node *node);

/** The keys of one map that is being built: compared while there are few, then in a table. Start it
    as `{0}`. */
typedef struct sl_keys {
    sl_map table; /* key to index + 1 */
} sl_keys;

/** Takes note of pairs[n], where pairs[0..n) are noted already and differ: the index of the pair
    with the same key, or SIZE_MAX when the key is new. */
size_t sl_keys_add(sl_keys *keys, sl_arena *mem, const sl_pair *pairs, size_t n);

#endif

/* Building document trees by hand: what parsers of formats other than YAML and JSON, and derived
   attributes, are made with. */
#ifndef SLUICE_ENGINE_RESOURCE_TREE_H
#define SLUICE_ENGINE_RESOURCE_TREE_H

#include "sluice/node.h"

/** A text with the offsets of its lines, in whose terms nodes get their positions. */
typedef struct sl_tree {
    sl_arena *mem;
    sl_str text;
    size_t *lines; /* offset of the start of each line */
    size_t n_lines;
} sl_tree;

/** Bytes [start, end) of the text. */
typedef struct sl_extent {
    size_t start, end;
} sl_extent;

/** Indexes the lines of `text`. */
void sl_tree_init(sl_tree *tree, sl_arena *mem, sl_str text);
/** The 1-based line of an offset. */
uint32_t sl_tree_line(const sl_tree *tree, size_t offset);
/** An empty map at a place. */
sl_node *sl_tree_map(const sl_tree *tree, sl_extent at);
/** An empty list at a place. */
sl_node *sl_tree_list(const sl_tree *tree, sl_extent at);
/** A text at a place; `value` is borrowed. */
sl_node *sl_tree_text(const sl_tree *tree, sl_str value, sl_extent at);
/** An integer at a place. */
sl_node *sl_tree_int(const sl_tree *tree, int64_t value, sl_extent at);
/** A boolean at a place. */
sl_node *sl_tree_bool(const sl_tree *tree, bool value, sl_extent at);
/** Adds an entry to a map made here; `key` is borrowed and takes the value's position. An entry of
    that key is replaced. */
void sl_tree_put(const sl_tree *tree, sl_node *map, sl_str key, sl_node *value);
/** Adds an item to a list made here. */
void sl_tree_push(const sl_tree *tree, sl_node *list, sl_node *item);
/** A map that can be added to, with the entries and the position of `map` (or empty for NULL). */
sl_node *sl_tree_copy(const sl_tree *tree, const sl_node *map);
/** The bytes of a node. */
sl_extent sl_tree_extent(const sl_node *node);

#endif

/* Nodes made by parsers. Lists and maps grow by doubling: their room is the next power of two. */
#include "engine/resource/tree.h"

void sl_tree_init(sl_tree *tree, sl_arena *mem, sl_str text)
{
    size_t n = 1;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n';
    *tree = (sl_tree){mem, text, sl_alloc_array(mem, n, sizeof *tree->lines), n};
    size_t line = 1;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '\n')
            tree->lines[line++] = i + 1;
}

/* Index of the line that holds the offset. */
static size_t line_of(const sl_tree *tree, size_t offset)
{
    size_t low = 0;
    size_t high = tree->n_lines;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (tree->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t sl_tree_line(const sl_tree *tree, size_t offset)
{
    return (uint32_t)line_of(tree, offset) + 1;
}

static sl_node *node_at(const sl_tree *tree, sl_node_kind kind, sl_extent at)
{
    sl_node *node = sl_alloc(tree->mem, sizeof *node);
    size_t first = line_of(tree, at.start);
    size_t last = line_of(tree, at.end);
    node->kind = kind;
    node->line = (uint32_t)first + 1;
    node->column = (uint32_t)(at.start - tree->lines[first]) + 1;
    node->end_line = (uint32_t)last + 1;
    node->end_column = (uint32_t)(at.end - tree->lines[last]) + 1;
    node->start = at.start;
    node->end = at.end;
    return node;
}

sl_node *sl_tree_map(const sl_tree *tree, sl_extent at)
{
    return node_at(tree, SL_MAP, at);
}

sl_node *sl_tree_list(const sl_tree *tree, sl_extent at)
{
    return node_at(tree, SL_SEQ, at);
}

sl_node *sl_tree_text(const sl_tree *tree, sl_str value, sl_extent at)
{
    sl_node *node = node_at(tree, SL_TEXT, at);
    node->text = value;
    return node;
}

sl_node *sl_tree_int(const sl_tree *tree, int64_t value, sl_extent at)
{
    sl_node *node = node_at(tree, SL_INT, at);
    node->integer = value;
    node->number = (double)value;
    node->text = sl_printf(tree->mem, "%lld", (long long)value);
    return node;
}

sl_node *sl_tree_bool(const sl_tree *tree, bool value, sl_extent at)
{
    sl_node *node = node_at(tree, SL_BOOL, at);
    node->integer = value;
    node->text = value ? SL_S("true") : SL_S("false");
    return node;
}

/* The list with room for one more: a full one has a power of two of elements. */
static void *room(const sl_tree *tree, void *list, size_t n, size_t size)
{
    if (n & (n - 1))
        return list;
    void *larger = sl_alloc_array(tree->mem, n ? n * 2 : 1, size);
    if (n)
        memcpy(larger, list, n * size);
    return larger;
}

void sl_tree_put(const sl_tree *tree, sl_node *map, sl_str key, sl_node *value)
{
    size_t i = 0;
    while (i < map->n && !sl_str_eq(map->pairs[i].key->text, key))
        i++;
    if (i == map->n) {
        map->pairs = room(tree, map->pairs, map->n, sizeof *map->pairs);
        map->n++;
    }
    map->pairs[i] = (sl_pair){sl_tree_text(tree, key, sl_tree_extent(value)), value};
}

void sl_tree_push(const sl_tree *tree, sl_node *list, sl_node *item)
{
    list->items = room(tree, list->items, list->n, sizeof *list->items);
    list->items[list->n++] = item;
}

sl_node *sl_tree_copy(const sl_tree *tree, const sl_node *map)
{
    sl_node *copy = sl_alloc(tree->mem, sizeof *copy);
    if (!map || map->kind != SL_MAP) {
        copy->kind = SL_MAP;
        return copy;
    }
    *copy = *map;
    copy->n = 0;
    copy->pairs = NULL;
    for (size_t i = 0; i < map->n; i++) {
        copy->pairs = room(tree, copy->pairs, copy->n, sizeof *copy->pairs);
        copy->pairs[copy->n++] = map->pairs[i];
    }
    return copy;
}

sl_extent sl_tree_extent(const sl_node *node)
{
    return (sl_extent){node->start, node->end};
}

/* A stack for children and a table for keys, where that is quicker than looking at each. */
#include "base/tree.h"

enum { FEW = 16 };

void sl_children_add(sl_children *children, sl_arena *mem, sl_pair pair)
{
    *sl_list_add(mem, children) = pair;
}

void sl_children_take(sl_children *children, sl_arena *mem, size_t first, sl_node *node)
{
    size_t n = children->n - first;
    node->n = n;
    children->n = first;
    if (!n)
        return;
    const sl_pair *from = children->v + first;
    if (node->kind == SL_MAP) {
        node->pairs = sl_alloc_array(mem, n, sizeof *node->pairs);
        memcpy(node->pairs, from, n * sizeof *from);
        return;
    }
    node->items = sl_alloc_array(mem, n, sizeof *node->items);
    for (size_t i = 0; i < n; i++)
        node->items[i] = from[i].value;
}

static void *number(size_t index)
{
    return (void *)(uintptr_t)(index + 1);
}

size_t sl_keys_add(sl_keys *keys, sl_arena *mem, const sl_pair *pairs, size_t n)
{
    sl_str key = pairs[n].key->text;
    if (n < FEW) {
        for (size_t i = 0; i < n; i++)
            if (sl_str_eq(pairs[i].key->text, key))
                return i;
        return SIZE_MAX;
    }
    for (size_t i = keys->table.n; i < n; i++)
        sl_map_put(&keys->table, mem, pairs[i].key->text, number(i));
    void **old = sl_map_at(&keys->table, mem, key);
    if (*old)
        return (uintptr_t)*old - 1;
    *old = number(n);
    return SIZE_MAX;
}

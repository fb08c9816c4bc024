/* Looking things up in document trees. Reading them is yaml.c, json.c and toml.c. */
#include "sluice/node.h"

const sl_node *sl_node_find(const sl_node *map, sl_str key)
{
    if (!map || map->kind != SL_MAP)
        return NULL;
    for (size_t i = 0; i < map->n; i++)
        if (sl_str_eq(map->pairs[i].key->text, key))
            return map->pairs[i].value;
    return NULL;
}

const sl_node *sl_node_get(const sl_node *map, const char *key)
{
    return sl_node_find(map, sl_str_of(key));
}

const sl_node *sl_node_path(const sl_node *root, const char *path)
{
    sl_str rest = sl_str_of(path);
    sl_str part;
    while (root && sl_str_cut(&rest, '.', &part))
        root = sl_node_find(root, part);
    return root;
}

sl_str sl_node_text(const sl_node *node)
{
    if (!node || node->kind == SL_SEQ || node->kind == SL_MAP)
        return (sl_str){0};
    return node->text;
}

bool sl_node_true(const sl_node *node)
{
    return node && node->kind == SL_BOOL && node->integer;
}

bool sl_node_empty(const sl_node *node)
{
    return !node || node->kind == SL_NULL;
}

bool sl_node_is_scalar(const sl_node *node)
{
    return node->kind != SL_NULL && node->kind != SL_SEQ && node->kind != SL_MAP;
}

const char *sl_node_kind_name(const sl_node *node)
{
    static const char *const names[] = {"null", "boolean", "integer", "number",
                                        "text", "list",    "map"};
    return node ? names[node->kind] : "nothing";
}

sl_strs sl_node_texts(sl_arena *mem, const sl_node *node)
{
    sl_strs texts = {0};
    if (sl_node_empty(node))
        return texts;
    if (node->kind != SL_SEQ) {
        *sl_list_add(mem, &texts) = sl_node_text(node);
        return texts;
    }
    for (size_t i = 0; i < node->n; i++)
        *sl_list_add(mem, &texts) = sl_node_text(node->items[i]);
    return texts;
}

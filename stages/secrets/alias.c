/* Reading and asking the names. */
#include "stages/secrets/alias.h"

static const sl_str mark = SL_STR("gitleaks:");

static void add(sl_secret_aliases *out, sl_arena *mem, sl_str name, sl_str id)
{
    void **slot = sl_map_at(out, mem, name);
    if (!*slot)
        *slot = sl_alloc(mem, sizeof(sl_strs));
    *sl_list_add(mem, (sl_strs *)*slot) = id;
}

void sl_secret_aliases_of(sl_secret_aliases *out, sl_arena *mem, const sl_pack *pack)
{
    for (size_t i = 0; i < sl_pack_count(pack); i++) {
        const sl_rule *rule = sl_pack_rule(pack, i);
        for (size_t k = 0; rule && k < rule->equivalents.n; k++)
            if (sl_str_starts(rule->equivalents.v[k], mark))
                add(out, mem, sl_str_sub(rule->equivalents.v[k], mark.n, SIZE_MAX), rule->id);
    }
}

const sl_strs *sl_secret_alias(const sl_secret_aliases *aliases, sl_str id)
{
    return sl_map_get(aliases, id);
}

static sl_node *text_node(sl_arena *mem, const sl_node *like, sl_str text)
{
    sl_node *node = sl_alloc(mem, sizeof *node);
    *node = *like;
    node->text = text;
    return node;
}

sl_node *sl_secret_alias_list(const sl_secret_aliases *aliases, sl_arena *mem, const sl_node *list)
{
    struct {
        sl_node **v;
        size_t n, cap;
    } all = {NULL, 0, 0};
    sl_node *out = sl_alloc(mem, sizeof *out);
    *out = *list;
    for (size_t i = 0; list->kind == SL_SEQ && i < list->n; i++) {
        const sl_strs *others = sl_secret_alias(aliases, list->items[i]->text);
        *sl_list_add(mem, &all) = list->items[i];
        for (size_t k = 0; others && k < others->n; k++)
            *sl_list_add(mem, &all) = text_node(mem, list->items[i], others->v[k]);
    }
    if (list->kind == SL_SEQ) {
        out->items = all.v;
        out->n = all.n;
    }
    return out;
}

sl_node *sl_secret_alias_targets(const sl_secret_aliases *aliases, sl_arena *mem,
                                 const sl_node *allowlist)
{
    sl_node *out = sl_alloc(mem, sizeof *out);
    *out = *allowlist;
    if (allowlist->kind != SL_MAP)
        return out;
    out->pairs = sl_alloc_array(mem, allowlist->n + 1, sizeof *out->pairs);
    for (size_t i = 0; i < allowlist->n; i++) {
        sl_pair pair = allowlist->pairs[i];
        if (sl_str_eq_case(pair.key->text, SL_S("targetRules")))
            pair.value = sl_secret_alias_list(aliases, mem, pair.value);
        out->pairs[i] = pair;
    }
    return out;
}

bool sl_secret_is_called(const sl_rule *rule, sl_str id)
{
    bool is_it = sl_str_eq(rule->id, id);
    for (size_t i = 0; i < rule->equivalents.n && !is_it; i++)
        is_it = sl_str_starts(rule->equivalents.v[i], mark) &&
                sl_str_eq(sl_str_sub(rule->equivalents.v[i], mark.n, SIZE_MAX), id);
    return is_it;
}

/* Duplicate keys, found without a table where that is quicker. */
#include "base/keys.h"

enum { FEW = 16 };

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

/* Raw tree and commit objects, and what decides on texts of blobs and names. */
#include <stdint.h>
#include <stdlib.h>

#include "engine/source/object.h"
#include "engine/source/open.h"
#include "engine/source/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    sl_str text = sl_str_at((const char *)data, size);
    sl_str rest = text;
    sl_tree_entry last = {0};
    sl_tree_entry entry;
    while (sl_tree_next(&entry, &rest, NULL) && entry.name.n) {
        if (last.name.n && (sl_tree_order(&last, &entry) < 0) != (sl_tree_order(&entry, &last) > 0))
            abort();
        last = entry;
    }
    sl_id id;
    sl_commit_tree(&id, text, NULL);
    for (rest = text; sl_commit_next_parent(&id, &rest);)
        continue;
    sl_commit_time(text);
    sl_is_lfs_pointer(text);
    sl_path_label(mem, text);
    sl_arena_free(mem);
    return 0;
}

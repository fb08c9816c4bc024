/* Index files. The first byte chooses the size of ids; a second index after a mark is the shared
   one that the first is joined with. */
#include <stdint.h>
#include <stdlib.h>

#include "engine/source/index_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look_up(const sl_index_file *index, sl_arena *mem)
{
    for (size_t i = 0; i < index->n; i++) {
        const sl_index_entry *entry = sl_index_file_get(index, index->v[i].path);
        if (!entry || !sl_str_eq(entry->path, index->v[i].path))
            abort();
        sl_index_file_has_below(index, mem, entry->path);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    sl_str text = sl_str_at((const char *)data, size);
    sl_index_file index;
    sl_index_file shared;
    size_t id_bytes = size && data[0] & 1 ? 32 : 20;
    text = sl_str_sub(text, 1, SIZE_MAX);
    size_t mark = sl_str_find(text, SL_S("DIRC"), 4);
    if (sl_index_file_read(&index, mem, sl_str_sub(text, 0, mark), id_bytes, NULL)) {
        bool is_whole = !index.link.n;
        if (!is_whole && mark != SIZE_MAX &&
            sl_index_file_read(&shared, mem, sl_str_sub(text, mark, SIZE_MAX), id_bytes, NULL))
            is_whole = !shared.link.n && sl_index_file_join(&index, mem, &shared, id_bytes, NULL);
        if (is_whole)
            look_up(&index, mem);
    }
    sl_arena_free(mem);
    return 0;
}

/* A fact from a worker that was taken over: refused, or tokens inside the file that it claims; and
   clones among them are equal. */
#include <stdlib.h>

#include "stages/duplicates/alike.h"
#include "stages/duplicates/index.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MIN_TOKENS = 5, MAX_TOKENS = 1 << 20 };

static void check_clones(sl_arena *mem, const sl_clone_index *index)
{
    size_t n;
    sl_clones clones;
    const uint32_t *ids = sl_clone_index_ids(index, &n);
    sl_clones_find(&clones, mem, ids, n, MIN_TOKENS);
    for (size_t i = 0; i < clones.n; i++) {
        const sl_clone *c = &clones.v[i];
        uint32_t first = c->places[0] - c->before;
        for (uint32_t k = 0; k < c->n; k++) {
            uint32_t from = c->places[k] - c->before;
            if (from + c->length > n || memcmp(ids + from, ids + first, c->length * sizeof *ids))
                abort();
        }
    }
    sl_clones_alike(mem, &clones, n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    sl_clone_index index;
    sl_err e = {0};
    const sl_unit unit = {.path = SL_S("a.c"), .label = SL_S("a.c")};
    const sl_clone_eyes eyes = {.ignores_names = size % 2,
                                .ignores_literals = size % 3 == 0,
                                .max_tokens = MAX_TOKENS};
    sl_str fact = sl_str_at((const char *)data, size);
    sl_clone_index_init(&index, mem, &eyes);
    for (int i = 0; i < 2; i++)
        if (sl_clone_index_add(&index, &unit, fact, &e)) {
            const sl_clone_file *file = &index.files.v[i];
            const sl_clone_spot *spots = sl_clone_index_spots(&index, mem, file);
            for (size_t t = 0; t < file->n; t++)
                if (spots[t].end < spots[t].start || spots[t].end_line < spots[t].line)
                    abort();
        }
    check_clones(mem, &index);
    sl_clone_index_clear(&index);
    sl_arena_free(mem);
    return 0;
}

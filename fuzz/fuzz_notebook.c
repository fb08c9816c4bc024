/* Notebooks as they may come from anybody: every byte of a cell's text leads back into the file. */
#include <stdlib.h>

#include "stages/secrets/content/notebook.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    sl_secret_level file = {.text = sl_str_at((const char *)data, size)};
    sl_secret_level cells;
    if (sl_secret_notebook(&cells, &file, mem, SL_S("n.ipynb")))
        for (size_t i = 0; i < cells.text.n; i++) {
            size_t start = i;
            size_t end = i + 1;
            unsigned codings = 0;
            sl_secret_origin(&cells, &start, &end, &codings);
            if (start > end || end > size)
                abort();
        }
    sl_arena_free(mem);
    return 0;
}

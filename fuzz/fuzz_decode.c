/* What is encoded in a text, level by level: every byte of a level leads back into the file. */
#include <stdlib.h>

#include "stages/secrets/content/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DEPTH = 6, STEP = 7 };

static void check(const sl_secret_level *level, size_t size)
{
    for (size_t i = 0; i < level->text.n; i += STEP) {
        size_t start = i;
        size_t end = i + 1;
        unsigned codings = 0;
        sl_secret_is_decoded(level, start, end);
        sl_secret_origin(level, &start, &end, &codings);
        if (start > end || end > size)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    sl_secret_level levels[DEPTH + 1] = {{.text = sl_str_at((const char *)data, size)}};
    for (size_t i = 0; i < DEPTH && sl_secret_decode(&levels[i + 1], mem, &levels[i]); i++)
        check(&levels[i + 1], size);
    sl_arena_free(mem);
    return 0;
}

/* Ignore files: the first line of the input is a path, the rest the patterns. */
#include <stdint.h>

#include "base/glob.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    sl_str rest = sl_str_at((const char *)data, size);
    sl_str path = {0};
    if (sl_str_cut(&rest, '\n', &path)) {
        sl_ignores *ignores = sl_ignores_new(mem);
        sl_ignores_add(ignores, (sl_str){0}, rest);
        sl_ignores_match(ignores, path, false);
        sl_ignores_match(ignores, path, true);
        sl_glob_match(rest, path);
        sl_glob_match_name(rest, path);
    }
    sl_arena_free(mem);
    return 0;
}

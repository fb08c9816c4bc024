/* Lists of object folders. The first byte is the separator; what comes out is never more than what
   went in, in number, length and memory. */
#include <stdint.h>
#include <stdlib.h>

#include "engine/objects/alternates.h"

enum { MEMORY_OF_BYTE = 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    sl_str rest = sl_str_sub(sl_str_at((const char *)data, size), 1, SIZE_MAX);
    char separator = size && data[0] == ':' ? ':' : '\n';
    sl_str path;
    size_t n_paths = 0;
    size_t n_bytes = 0;
    for (size_t left = rest.n; sl_alternates_next(&path, mem, &rest, separator); left = rest.n) {
        if (rest.n >= left || !path.n)
            abort();
        n_paths++;
        n_bytes += path.n;
    }
    if (n_paths > size || n_bytes > size || sl_arena_used(mem) > size * MEMORY_OF_BYTE)
        abort();
    sl_arena_free(mem);
    return 0;
}

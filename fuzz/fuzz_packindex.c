/* Pack indices. The first byte chooses the size of ids; every object that is listed is found again
   and has an offset or an error. */
#include <stdint.h>
#include <stdlib.h>

#include "engine/objects/packindex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_packindex index;
    size_t id_bytes = size && data[0] & 1 ? SL_SHA256_ID : SL_SHA1_ID;
    sl_str text = sl_str_sub(sl_str_at((const char *)data, size), 1, SIZE_MAX);
    if (!sl_packindex_read(&index, text, id_bytes, NULL))
        return 0;
    for (size_t i = 0; i < index.n; i++) {
        size_t at;
        uint64_t offset;
        const unsigned char *id = sl_packindex_id(&index, i);
        sl_packindex_offset(&offset, &index, i, NULL);
        if (sl_packindex_find(&at, &index, id) &&
            memcmp(sl_packindex_id(&index, at), id, id_bytes) != 0)
            abort();
        if (sl_packindex_lower(&index, id) > index.n)
            abort();
    }
    return 0;
}

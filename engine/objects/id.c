/* Ids from bytes and digits. */
#include "engine/objects/id.h"

#include "base/chars.h"

sl_id sl_id_at(const void *bytes, size_t n)
{
    sl_id id = {.kind = n == SL_SHA1_ID ? SL_ID_GIT_SHA1 : SL_ID_SHA256};
    memcpy(id.bytes, bytes, n < sizeof id.bytes ? n : sizeof id.bytes);
    return id;
}

bool sl_id_of_hex(sl_id *out, sl_str hex, size_t n)
{
    unsigned char bytes[SL_SHA256_ID] = {0};
    if (hex.n != 2 * n || n > sizeof bytes)
        return false;
    for (size_t i = 0; i < n; i++) {
        int high = sl_hex_value(hex.p[2 * i]);
        int low = sl_hex_value(hex.p[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        bytes[i] = (unsigned char)(high << 4 | low);
    }
    *out = sl_id_at(bytes, n);
    return true;
}

bool sl_id_eq(const sl_id *a, const sl_id *b)
{
    return a->kind == b->kind && memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

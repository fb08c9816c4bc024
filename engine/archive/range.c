/* Extra fields are laid out alike in both formats (APPNOTE.TXT 4.5, RFC 1952 2.3.1.1). */
#include "engine/archive/range.h"

/* Behind so many ranges all further ones are one. */
enum { RANGES_MAX = 65536 };

enum { SHORTEST = 8, BYTE_BITS = 8, FIELD_HEAD = 4 };

void sl_archive_range_add(sl_archive_ranges *out, sl_arena *mem, sl_str bytes,
                          sl_archive_range range)
{
    while (range.from < range.to && !bytes.p[range.from])
        range.from++;
    while (range.from < range.to && !bytes.p[range.to - 1])
        range.to--;
    if (range.to - range.from < SHORTEST)
        return;
    if (out->n < RANGES_MAX) {
        *sl_list_add(mem, out) = range;
        return;
    }
    sl_archive_range *last = &out->v[out->n - 1];
    last->from = range.from < last->from ? range.from : last->from;
    last->to = range.to > last->to ? range.to : last->to;
}

uint64_t sl_archive_number(sl_str bytes, size_t at, size_t n)
{
    uint64_t value = 0;
    if (at > bytes.n || n > bytes.n - at)
        return 0;
    for (size_t i = n; i-- > 0;)
        value = value << BYTE_BITS | (unsigned char)bytes.p[at + i];
    return value;
}

/* Extra fields of sizes, times, owners and the like, and copies of a name or comment. */
static bool is_of_numbers(uint64_t id)
{
    static const uint16_t ids[] = {0x0001, 0x000a, 0x5455, 0x5855, 0x6375, 0x7075,
                                   0x7855, 0x7875, 0x9901, 0xcafe, 0xd935};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (ids[i] == id)
            return true;
    return false;
}

void sl_archive_range_fields(sl_archive_ranges *out, sl_arena *mem, sl_str bytes,
                             sl_archive_range range)
{
    size_t at = range.from;
    while (range.to - at > FIELD_HEAD) {
        size_t n = sl_archive_number(bytes, at + 2, 2);
        if (n > range.to - at - FIELD_HEAD)
            break;
        const sl_archive_range value = {at + FIELD_HEAD, at + FIELD_HEAD + n};
        if (!is_of_numbers(sl_archive_number(bytes, at, 2)))
            sl_archive_range_add(out, mem, bytes, value);
        at = value.to;
    }
    sl_archive_range_add(out, mem, bytes, (sl_archive_range){at, range.to});
}

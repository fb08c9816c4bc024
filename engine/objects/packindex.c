/* Tables of big-endian numbers behind a fan-out by the first byte of the id. */
#include "engine/objects/packindex.h"

#include <endian.h>

enum { STEP = 16 }; /* ids on either side of where one is expected */
enum { FAN = 256, FAN_BYTES = FAN * 4, HEAD_BYTES = 8, LARGE = 0x80000000u };

static uint32_t number(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static size_t stride(const sl_packindex *index)
{
    return index->version == 1 ? index->id_bytes + 4 : index->id_bytes;
}

static bool check_fan(const sl_packindex *index, sl_err *e)
{
    for (size_t i = 1; i < FAN; i++)
        if (number(index->fan + 4 * i) < number(index->fan + 4 * (i - 1)))
            return sl_fail(e, SL_EPARSE, "the pack index is damaged: its fan-out is not sorted");
    return true;
}

/* Version 2 keeps offsets past 2 GiB in a table of their own at the end. */
static bool lay_out(sl_packindex *index, sl_str bytes, sl_err *e)
{
    const unsigned char *p = (const unsigned char *)bytes.p;
    size_t head = index->version == 1 ? 0 : HEAD_BYTES;
    size_t each = index->version == 1 ? index->id_bytes + 4 : index->id_bytes + 8;
    size_t fixed = head + FAN_BYTES + 2 * index->id_bytes;
    if (bytes.n < fixed)
        return sl_fail(e, SL_EPARSE, "the pack index is damaged: %zu bytes are too few", bytes.n);
    index->fan = p + head;
    index->n = number(index->fan + FAN_BYTES - 4);
    if ((bytes.n - fixed) / each < index->n)
        return sl_fail(e, SL_EPARSE, "the pack index is damaged: %zu objects in %zu bytes",
                       index->n, bytes.n);
    index->ids = index->fan + FAN_BYTES;
    if (index->version == 1) {
        index->offsets = index->ids;
        index->ids += 4;
        return true;
    }
    index->offsets = index->ids + index->n * (index->id_bytes + 4);
    index->large = index->offsets + index->n * 4;
    index->n_large = (bytes.n - fixed - index->n * each) / 8;
    return true;
}

bool sl_packindex_read(sl_packindex *out, sl_str bytes, size_t id_bytes, sl_err *e)
{
    static const unsigned char magic[] = {0xff, 't', 'O', 'c'};
    *out = (sl_packindex){.id_bytes = id_bytes, .version = 1};
    if (bytes.n >= HEAD_BYTES && memcmp(bytes.p, magic, sizeof magic) == 0)
        out->version = number((const unsigned char *)bytes.p + sizeof magic);
    if (out->version != 1 && out->version != 2)
        return sl_fail(e, SL_ENOTSUP, "pack index of version %u; 1 and 2 are read", out->version);
    return lay_out(out, bytes, e) && check_fan(out, e);
}

const unsigned char *sl_packindex_id(const sl_packindex *index, size_t at)
{
    return index->ids + at * stride(index);
}

static bool is_before(const sl_packindex *index, size_t at, const unsigned char *id)
{
    uint64_t x;
    uint64_t y;
    const unsigned char *other = sl_packindex_id(index, at);
    memcpy(&x, other, sizeof x);
    memcpy(&y, id, sizeof y);
    return x == y ? memcmp(other, id, index->id_bytes) < 0 : be64toh(x) < be64toh(y);
}

/* Ids are digests: they are spread evenly, so that the bytes say where about one stands. Both ends
   of the range close in from there, by steps that grow. */
size_t sl_packindex_lower(const sl_packindex *index, const unsigned char *id)
{
    size_t from = id[0] ? number(index->fan + 4 * (size_t)(id[0] - 1)) : 0;
    size_t to = number(index->fan + 4 * (size_t)id[0]);
    size_t guess = from + (size_t)((uint64_t)(to - from) * number(id + 1) >> 32);
    for (size_t step = STEP; guess + step < to; step *= 2)
        if (!is_before(index, guess + step, id))
            to = guess + step;
        else
            from = guess + step + 1;
    for (size_t step = STEP; guess >= from + step; step *= 2)
        if (is_before(index, guess - step, id))
            from = guess - step + 1;
        else
            to = guess - step;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (is_before(index, middle, id))
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

bool sl_packindex_find(size_t *at, const sl_packindex *index, const unsigned char *id)
{
    *at = sl_packindex_lower(index, id);
    return *at < index->n && memcmp(sl_packindex_id(index, *at), id, index->id_bytes) == 0;
}

bool sl_packindex_offset(uint64_t *out, const sl_packindex *index, size_t at, sl_err *e)
{
    size_t step = index->version == 1 ? stride(index) : 4;
    uint32_t offset = number(index->offsets + at * step);
    *out = offset;
    if (index->version == 1 || !(offset & LARGE))
        return true;
    size_t row = offset & ~LARGE;
    if (row >= index->n_large)
        return sl_fail(e, SL_EPARSE, "the pack index is damaged: offset %zu of %zu large ones", row,
                       index->n_large);
    *out = (uint64_t)number(index->large + 8 * row) << 32 | number(index->large + 8 * row + 4);
    return true;
}

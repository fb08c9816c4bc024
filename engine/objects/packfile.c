/* Entries: a head of few bytes, then a zlib stream (RFC 1950), which libdeflate checks. */
#include "engine/objects/packfile.h"

#include <libdeflate.h>

enum { HEAD_BYTES = 12, VERSION_AT = 4, SHIFT_MAX = 57, FIRST_GUESS = 4096, RATIO = 4 };

const char *sl_object_type_name(sl_object_type type)
{
    static const char *const names[] = {"object", "commit", "tree", "blob", "tag"};
    return type <= SL_TYPE_TAG ? names[type] : names[0];
}

bool sl_packfile_read(sl_packfile *out, sl_str bytes, size_t id_bytes, sl_err *e)
{
    *out = (sl_packfile){.bytes = bytes, .id_bytes = id_bytes};
    if (bytes.n < HEAD_BYTES + id_bytes || memcmp(bytes.p, "PACK", VERSION_AT) != 0)
        return sl_fail(e, SL_EPARSE, "this is no pack");
    unsigned char version = (unsigned char)bytes.p[VERSION_AT + 3];
    if (bytes.p[VERSION_AT] || bytes.p[VERSION_AT + 1] || bytes.p[VERSION_AT + 2] ||
        (version != 2 && version != 3))
        return sl_fail(e, SL_ENOTSUP, "pack of version %u; 2 and 3 are read", version);
    out->bytes.n -= id_bytes; /* the checksum */
    return true;
}

static bool damaged(sl_err *e, uint64_t offset)
{
    return sl_fail(e, SL_EPARSE, "the pack is damaged at offset %llu", (unsigned long long)offset);
}

/* The distance to the base: 7 bits a byte, each step beyond the first counts one more. */
static bool distance_of(uint64_t *out, sl_str *rest)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < 9 && rest->n; i++) {
        unsigned char c = (unsigned char)rest->p[0];
        rest->p++;
        rest->n--;
        value = (value << 7) | (c & 0x7f);
        if (!(c & 0x80)) {
            *out = value;
            return true;
        }
        value++;
    }
    return false;
}

static bool base_of(sl_packentry *out, sl_str *rest, size_t id_bytes, uint64_t offset)
{
    uint64_t distance;
    if (out->type == SL_TYPE_OFFSET_DELTA) {
        if (!distance_of(&distance, rest) || !distance || distance > offset - HEAD_BYTES)
            return false;
        out->base = offset - distance;
    } else if (out->type == SL_TYPE_ID_DELTA) {
        if (rest->n < id_bytes)
            return false;
        out->base_id = (const unsigned char *)rest->p;
        *rest = sl_str_sub(*rest, id_bytes, rest->n);
    }
    return true;
}

bool sl_packfile_entry(sl_packentry *out, const sl_packfile *pack, uint64_t offset, sl_err *e)
{
    *out = (sl_packentry){0};
    if (offset < HEAD_BYTES || offset >= pack->bytes.n)
        return damaged(e, offset);
    sl_str rest = sl_str_sub(pack->bytes, (size_t)offset, pack->bytes.n);
    unsigned char c = (unsigned char)rest.p[0];
    out->type = (sl_object_type)(c >> 4 & 7);
    out->size = c & 15;
    rest = sl_str_sub(rest, 1, rest.n);
    for (unsigned shift = 4; c & 0x80; shift += 7) {
        if (!rest.n || shift > SHIFT_MAX)
            return damaged(e, offset);
        c = (unsigned char)rest.p[0];
        out->size |= (uint64_t)(c & 0x7f) << shift;
        rest = sl_str_sub(rest, 1, rest.n);
    }
    if (out->type == SL_TYPE_NONE || out->type == SL_TYPE_TAG + 1 ||
        !base_of(out, &rest, pack->id_bytes, offset))
        return damaged(e, offset);
    out->data = (uint64_t)(rest.p - pack->bytes.p);
    return true;
}

bool sl_inflater_open(sl_inflater *inflater, sl_err *e)
{
    inflater->handle = libdeflate_alloc_decompressor();
    return inflater->handle || sl_fail(e, SL_EFAIL, "no memory to decompress with");
}

void sl_inflater_close(sl_inflater *inflater)
{
    libdeflate_free_decompressor(inflater->handle);
    inflater->handle = NULL;
}

bool sl_packfile_inflate(sl_buf *out, sl_inflater *inflater, const sl_packfile *pack,
                         const sl_packentry *entry, sl_err *e)
{
    sl_str from = sl_str_sub(pack->bytes, (size_t)entry->data, pack->bytes.n);
    size_t n_in;
    size_t n_out;
    if (entry->size > SL_UNPACKED_MAX)
        return sl_fail(e, SL_ETOOBIG, "%llu bytes, at most %d are unpacked",
                       (unsigned long long)entry->size, SL_UNPACKED_MAX);
    char *to = sl_buf_room(out, (size_t)entry->size);
    if (!to)
        return sl_fail(e, SL_ETOOBIG, "%llu bytes, over the limit of %zu",
                       (unsigned long long)entry->size, out->max);
    enum libdeflate_result rc = libdeflate_zlib_decompress_ex(inflater->handle, from.p, from.n, to,
                                                              (size_t)entry->size, &n_in, &n_out);
    if (rc != LIBDEFLATE_SUCCESS || n_out != entry->size)
        return sl_fail(e, SL_EPARSE, "the pack is damaged: an object does not decompress");
    out->n += n_out;
    out->p[out->n] = 0;
    return true;
}

bool sl_inflate_all(sl_buf *out, sl_inflater *inflater, sl_str bytes, sl_err *e)
{
    size_t left = out->max - out->n;
    size_t guess = bytes.n < SIZE_MAX / RATIO ? bytes.n * RATIO : bytes.n;
    size_t n_in;
    size_t n_out;
    for (guess = guess < FIRST_GUESS ? FIRST_GUESS : guess;; guess *= RATIO) {
        guess = guess < left ? guess : left;
        char *to = sl_buf_room(out, guess);
        if (!to)
            return sl_fail(e, SL_ETOOBIG, "no memory for %zu bytes", guess);
        enum libdeflate_result rc = libdeflate_zlib_decompress_ex(
            inflater->handle, bytes.p, bytes.n, to, guess, &n_in, &n_out);
        if (rc == LIBDEFLATE_SUCCESS) {
            out->n += n_out;
            out->p[out->n] = 0;
            return true;
        }
        if (rc != LIBDEFLATE_INSUFFICIENT_SPACE)
            return sl_fail(e, SL_EPARSE, "the zlib stream is damaged");
        if (guess == left)
            return sl_fail(e, SL_ETOOBIG, "more than %zu bytes", left);
    }
}

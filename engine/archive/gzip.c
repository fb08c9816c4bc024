/* The header by RFC 1952: flags say which of extra fields, name and comment are there. */
#include "engine/archive/gzip.h"

enum {
    HEAD_BYTES = 10,
    FLAGS_AT = 3,
    HAS_FIELDS = 4,
    HAS_NAME = 8,
    HAS_COMMENT = 16,
    HAS_TEXTS = HAS_FIELDS | HAS_NAME | HAS_COMMENT,
    RESERVED = 0xe0
};

/* A gzip file while its headers are looked for. */
typedef struct search {
    sl_archive_ranges *out;
    sl_arena *mem;
    sl_str bytes;
    size_t at, zero; /* the next zero byte, where it was looked for */
    bool has_zero;
} search;

/* Steps over a text up to its zero byte; false when there is none. */
static bool take_text(search *s)
{
    if (!s->has_zero || s->zero < s->at) {
        size_t n = sl_str_chr(sl_str_sub(s->bytes, s->at, SIZE_MAX), '\0');
        s->zero = n == SIZE_MAX ? s->bytes.n : s->at + n;
        s->has_zero = true;
    }
    if (s->zero == s->bytes.n)
        return false;
    sl_archive_range_add(s->out, s->mem, s->bytes, (sl_archive_range){s->at, s->zero});
    s->at = s->zero + 1;
    return true;
}

static bool take_fields(search *s)
{
    size_t n = sl_archive_number(s->bytes, s->at, 2);
    if (s->bytes.n - s->at < 2 || n > s->bytes.n - s->at - 2)
        return false;
    s->at += 2;
    sl_archive_range_fields(s->out, s->mem, s->bytes, (sl_archive_range){s->at, s->at + n});
    s->at += n;
    return true;
}

/* Takes the texts of the header at s->at; false when it is none. */
static bool take_header(search *s)
{
    if (s->bytes.n - s->at < HEAD_BYTES)
        return false;
    unsigned flags = (unsigned char)s->bytes.p[s->at + FLAGS_AT];
    if (flags & RESERVED || !(flags & HAS_TEXTS))
        return false;
    s->at += HEAD_BYTES;
    return (!(flags & HAS_FIELDS) || take_fields(s)) && (!(flags & HAS_NAME) || take_text(s)) &&
           (!(flags & HAS_COMMENT) || take_text(s));
}

void sl_gzip_rests(sl_archive_ranges *out, sl_arena *mem, sl_str bytes)
{
    const sl_str mark = SL_STR("\x1f\x8b\b");
    search s = {.out = out, .mem = mem, .bytes = bytes};
    for (size_t at; (at = sl_str_find(bytes, mark, s.at)) != SIZE_MAX;) {
        s.at = at;
        if (!take_header(&s) && s.at == at)
            s.at = at + mark.n; /* never back: what was read is not read again */
    }
}

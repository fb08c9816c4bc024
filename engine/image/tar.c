/* Headers of 512 bytes; extended headers change the entry that follows them. */
#include "engine/image/tar.h"

#include "engine/image/limits.h"
#include "sluice/buf.h"

enum { BLOCK = 512, EXTENDED_MAX = 1 << 20 };
/* Fields of a header: offsets and widths. */
enum {
    NAME = 0,
    NAME_N = 100,
    MODE = 100,
    UID = 108,
    GID = 116,
    ID_N = 8,
    SIZE = 124,
    SIZE_N = 12,
    SUM = 148,
    TYPE = 156,
    LINK = 157,
    MAGIC = 257,
    PREFIX = 345,
    PREFIX_N = 155,
    SPARSE_MORE = 482,
    SPARSE_NEXT = 504
};

/* Values of extended headers; a part is present when its `has` is set. */
typedef struct extended {
    sl_str path, link;
    uint64_t size, uid, gid;
    bool has_path, has_link, has_size, has_uid, has_gid, has_capability;
} extended;

struct sl_tar {
    sl_arena *mem;
    sl_chunks source;
    sl_str chunk;      /* what is left of the last piece */
    uint64_t position; /* in the stream */
    uint64_t left;     /* of the entry's content */
    uint64_t padding;  /* after it */
    bool is_over;
    sl_tar_entry entry;
    extended global, next;
    sl_arena *names; /* texts of this entry */
    char block[BLOCK];
};

sl_tar *sl_tar_open(sl_arena *mem, sl_chunks source)
{
    sl_tar *tar = sl_alloc(mem, sizeof *tar);
    tar->mem = mem;
    tar->source = source;
    tar->names = sl_arena_new();
    return tar;
}

void sl_tar_close(sl_tar *tar)
{
    if (tar)
        sl_arena_free(tar->names);
    if (tar)
        tar->names = NULL;
}

static bool fill(sl_tar *tar, sl_err *e)
{
    return tar->chunk.n || tar->source.next(tar->source.self, &tar->chunk, e);
}

/* At most `n` bytes from the stream as they lie; none at its end. */
static bool take(sl_tar *tar, uint64_t n, sl_str *out, sl_err *e)
{
    if (!fill(tar, e))
        return false;
    *out = sl_str_sub(tar->chunk, 0, n < tar->chunk.n ? (size_t)n : tar->chunk.n);
    tar->chunk = sl_str_sub(tar->chunk, out->n, tar->chunk.n);
    tar->position += out->n;
    return true;
}

static bool cut(const sl_tar *tar, sl_err *e)
{
    return sl_fail(e, SL_EPARSE, "the tar archive is truncated after %llu bytes",
                   (unsigned long long)tar->position);
}

static bool skip(sl_tar *tar, uint64_t n, sl_err *e)
{
    while (n) {
        sl_str part;
        uint64_t done = 0;
        if (!tar->chunk.n && tar->source.skip && !tar->source.skip(tar->source.self, n, &done, e))
            return false;
        n -= done;
        tar->position += done;
        if (done)
            continue;
        if (!take(tar, n, &part, e))
            return false;
        if (!part.n)
            return cut(tar, e);
        n -= part.n;
    }
    return true;
}

/* Fills the block; `*got` less than BLOCK at the end of the stream. */
static bool read_block(sl_tar *tar, size_t *got, sl_err *e)
{
    *got = 0;
    while (*got < BLOCK) {
        sl_str part;
        if (!take(tar, BLOCK - *got, &part, e))
            return false;
        if (!part.n)
            break;
        memcpy(tar->block + *got, part.p, part.n);
        *got += part.n;
    }
    return true;
}

static sl_str field(const sl_tar *tar, size_t at, size_t n)
{
    const char *end = memchr(tar->block + at, 0, n);
    return sl_str_at(tar->block + at, end ? (size_t)(end - (tar->block + at)) : n);
}

/* Octal digits, or GNU's base 256 when the top bit is set. */
static bool number(const sl_tar *tar, size_t at, size_t n, uint64_t *out)
{
    const unsigned char *p = (const unsigned char *)tar->block + at;
    uint64_t value = p[0] & 0x3f;
    *out = 0;
    if (p[0] & 0x80) {
        if (p[0] & 0x40)
            return false; /* negative */
        for (size_t i = 1; i < n; i++) {
            if (value >> 55)
                return false;
            value = value << 8 | p[i];
        }
        *out = value;
        return true;
    }
    sl_str digits = sl_str_trim(field(tar, at, n));
    for (size_t i = 0; i < digits.n; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '7')
            return false;
        *out = *out << 3 | (uint64_t)(digits.p[i] - '0');
    }
    return true;
}

/* The sum over the header with its own field as spaces; old writers summed signed bytes. */
static bool sum_is_right(const sl_tar *tar)
{
    uint64_t written;
    int64_t plain = 0;
    int64_t with_sign = 0;
    if (!number(tar, SUM, 8, &written))
        return false;
    for (size_t i = 0; i < BLOCK; i++) {
        bool is_sum = i >= SUM && i < SUM + 8;
        plain += is_sum ? ' ' : (unsigned char)tar->block[i];
        with_sign += is_sum ? ' ' : (signed char)tar->block[i];
    }
    return (int64_t)written == plain || (int64_t)written == with_sign;
}

static bool is_zero(const char *block)
{
    return block[0] == 0 && memcmp(block, block + 1, BLOCK - 1) == 0;
}

/* The content of an extended header or long name. */
static bool read_text(sl_tar *tar, uint64_t size, sl_str *out, sl_err *e)
{
    if (size > EXTENDED_MAX)
        return sl_fail(e, SL_ETOOBIG, "an extended tar header of %llu bytes; at most %d are read",
                       (unsigned long long)size, EXTENDED_MAX);
    char *text = sl_alloc(tar->names, (size_t)size + 1);
    for (size_t n = 0; n < size;) {
        sl_str part;
        if (!take(tar, size - n, &part, e))
            return false;
        if (!part.n)
            return cut(tar, e);
        memcpy(text + n, part.p, part.n);
        n += part.n;
    }
    *out = sl_str_at(text, (size_t)size);
    return skip(tar, (BLOCK - size % BLOCK) % BLOCK, e);
}

static bool decimal(sl_str text, uint64_t *out)
{
    int64_t value;
    size_t dot = sl_str_chr(text, '.');
    if (!sl_str_int(sl_str_sub(text, 0, dot), &value) || value < 0)
        return false;
    *out = (uint64_t)value;
    return true;
}

/* One "key=value" of a pax header; unknown keys have no meaning here. */
static bool set_pax(extended *x, sl_str key, sl_str value, sl_err *e)
{
    const struct {
        const char *key;
        sl_str *text;
        uint64_t *number;
        bool *has;
    } table[] = {
        {"path", &x->path, NULL, &x->has_path},
        {"GNU.sparse.name", &x->path, NULL, &x->has_path},
        {"linkpath", &x->link, NULL, &x->has_link},
        {"size", NULL, &x->size, &x->has_size},
        {"uid", NULL, &x->uid, &x->has_uid},
        {"gid", NULL, &x->gid, &x->has_gid},
        {"SCHILY.xattr.security.capability", NULL, NULL, &x->has_capability},
        {"LIBARCHIVE.xattr.security.capability", NULL, NULL, &x->has_capability},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (!sl_str_is(key, table[i].key))
            continue;
        *table[i].has = value.n > 0;
        if (table[i].text)
            *table[i].text = value;
        if (table[i].number && value.n && !decimal(value, table[i].number))
            return sl_fail(e, SL_EPARSE, "the pax header has a bad %s", table[i].key);
    }
    return true;
}

/* How long the record is that the text begins with; 0: it is none. */
static int64_t pax_length(sl_str text)
{
    int64_t length;
    size_t space = sl_str_chr(text, ' ');
    bool is_one = space != SIZE_MAX && sl_str_int(sl_str_sub(text, 0, space), &length) &&
                  length > 0 && (uint64_t)length <= text.n && text.p[length - 1] == '\n';
    return is_one ? length : 0;
}

/* Records of "LENGTH KEY=VALUE\n", the length counting itself. */
static bool read_pax(extended *x, sl_str text, sl_err *e)
{
    while (text.n) {
        int64_t length = pax_length(text);
        size_t space = sl_str_chr(text, ' ');
        size_t equals = sl_str_chr(text, '=');
        if (length <= 0 || equals < space || equals >= (size_t)length)
            return sl_fail(e, SL_EPARSE, "a pax header is malformed");
        if (!set_pax(x, sl_str_sub(text, space + 1, equals),
                     sl_str_sub(text, equals + 1, (size_t)length - 1), e))
            return false;
        text = sl_str_sub(text, (size_t)length, text.n);
    }
    return true;
}

static sl_str until_nul(sl_str text)
{
    return sl_str_sub(text, 0, sl_str_chr(text, 0));
}

/* Global values outlive the entry whose memory they came in. */
static bool read_global(sl_tar *tar, uint64_t size, sl_err *e)
{
    sl_str text;
    if (!read_text(tar, size, &text, e))
        return false;
    return read_pax(&tar->global, sl_dup(tar->mem, text), e);
}

/* Reads headers that only speak of the next one; `*is_extended` false for an entry itself. */
/* GNU's long name of the next entry, or of what it links to. */
static bool read_long(sl_tar *tar, uint64_t size, sl_str *out, bool *has_it, sl_err *e)
{
    sl_str text = {0};
    if (!read_text(tar, size, &text, e))
        return false;
    *out = until_nul(text);
    *has_it = true;
    return true;
}

static bool read_extended(sl_tar *tar, char type, uint64_t size, bool *is_extended, sl_err *e)
{
    sl_str text = {0};
    *is_extended = memchr("xXgLKV", type, 6) != NULL;
    switch (type) {
    case 'x':
    case 'X':
        return read_text(tar, size, &text, e) && read_pax(&tar->next, text, e);
    case 'g':
        return read_global(tar, size, e);
    case 'L':
        return read_long(tar, size, &tar->next.path, &tar->next.has_path, e);
    case 'K':
        return read_long(tar, size, &tar->next.link, &tar->next.has_link, e);
    default: /* a volume's label has no content worth reading */
        return !*is_extended || skip(tar, size + (BLOCK - size % BLOCK) % BLOCK, e);
    }
}

/* GNU's old sparse files have more headers before the content. */
static bool skip_sparse_map(sl_tar *tar, char type, sl_err *e)
{
    bool is_more = type == 'S' && tar->block[SPARSE_MORE];
    while (is_more) {
        size_t got;
        if (!read_block(tar, &got, e))
            return false;
        if (got < BLOCK)
            return cut(tar, e);
        is_more = tar->block[SPARSE_NEXT] != 0;
    }
    return true;
}

static sl_tar_type type_of(char type, sl_str path)
{
    switch (type) {
    case '1':
        return SL_TAR_HARD_LINK;
    case '2':
        return SL_TAR_LINK;
    case '3':
    case '4':
    case '6':
        return SL_TAR_OTHER;
    case '5':
    case 'D':
        return SL_TAR_FOLDER;
    default: /* a file of v7 whose name ends in '/' is a folder */
        return !type && sl_str_ends(path, SL_S("/")) ? SL_TAR_FOLDER : SL_TAR_FILE;
    }
}

static sl_str header_path(sl_tar *tar)
{
    sl_str name = field(tar, NAME, NAME_N);
    sl_str prefix = field(tar, PREFIX, PREFIX_N);
    if (memcmp(tar->block + MAGIC, "ustar\0", 6) != 0 || !prefix.n)
        return sl_dup(tar->names, name);
    return sl_printf(tar->names, "%.*s/%.*s", SL_FMT(prefix), SL_FMT(name));
}

static bool read_entry(sl_tar *tar, uint64_t size, sl_err *e)
{
    const extended *x = &tar->next;
    const extended *g = &tar->global;
    uint64_t mode, uid, gid;
    char type = tar->block[TYPE];
    if (!number(tar, MODE, ID_N, &mode) || !number(tar, UID, ID_N, &uid) ||
        !number(tar, GID, ID_N, &gid))
        return sl_fail(e, SL_EPARSE, "a tar header has bad numbers at byte %llu",
                       (unsigned long long)(tar->position - BLOCK));
    sl_tar_entry *entry = &tar->entry;
    *entry = (sl_tar_entry){.mode = (uint32_t)mode & 07777};
    entry->path = x->has_path ? x->path : g->has_path ? g->path : header_path(tar);
    entry->link = x->has_link ? x->link : sl_dup(tar->names, field(tar, LINK, NAME_N));
    entry->uid = (uint32_t)(x->has_uid ? x->uid : g->has_uid ? g->uid : uid);
    entry->gid = (uint32_t)(x->has_gid ? x->gid : g->has_gid ? g->gid : gid);
    entry->has_capability = x->has_capability;
    entry->type = type_of(type, entry->path);
    entry->size = entry->type == SL_TAR_FILE ? (x->has_size ? x->size : size) : 0;
    if (entry->path.n > SL_IMAGE_PATH_MAX || entry->link.n > SL_IMAGE_PATH_MAX)
        return sl_fail(e, SL_ETOOBIG, "a path of %zu bytes; at most %d are read (limit path)",
                       entry->path.n > entry->link.n ? entry->path.n : entry->link.n,
                       SL_IMAGE_PATH_MAX);
    if (entry->size > INT64_MAX)
        return sl_fail(e, SL_EPARSE, "a tar header has a bad size");
    return skip_sparse_map(tar, type, e);
}

/* The next header that is one: `*is_end` at the end-of-archive mark or the end of the stream. */
static bool read_header(sl_tar *tar, bool *is_end, sl_err *e)
{
    size_t got;
    if (!read_block(tar, &got, e))
        return false;
    *is_end = got == 0 || (got == BLOCK && is_zero(tar->block));
    if (*is_end)
        return true;
    if (got < BLOCK)
        return tar->position < BLOCK ? sl_fail(e, SL_EPARSE, "it is no tar archive") : cut(tar, e);
    if (!sum_is_right(tar))
        return sl_fail(e, SL_EPARSE,
                       tar->position == BLOCK ? "it is no tar archive"
                                              : "a tar header is corrupt at byte %llu",
                       (unsigned long long)(tar->position - BLOCK));
    return true;
}

/* Up to the header of an entry, or to the end. */
static bool read_headers(sl_tar *tar, uint64_t *size, sl_err *e)
{
    bool is_extended = true;
    while (is_extended) {
        if (!read_header(tar, &tar->is_over, e))
            return false;
        if (tar->is_over)
            return true;
        if (!number(tar, SIZE, SIZE_N, size) || *size > INT64_MAX)
            return sl_fail(e, SL_EPARSE, "a tar header has a bad size");
        if (!read_extended(tar, tar->block[TYPE], *size, &is_extended, e))
            return false;
    }
    return true;
}

bool sl_tar_next(sl_tar *tar, const sl_tar_entry **entry, sl_err *e)
{
    uint64_t size = 0;
    *entry = NULL;
    if (tar->is_over)
        return true;
    if (!skip(tar, tar->left, e) || !skip(tar, tar->padding, e))
        return false;
    tar->left = tar->padding = 0;
    sl_arena_reset(tar->names);
    tar->next = (extended){0};
    if (!read_headers(tar, &size, e))
        return false;
    if (tar->is_over)
        return true;
    if (!read_entry(tar, size, e))
        return false;
    tar->entry.offset = tar->position;
    tar->left = tar->entry.size;
    tar->padding = (BLOCK - tar->left % BLOCK) % BLOCK;
    *entry = &tar->entry;
    return true;
}

bool sl_tar_data(sl_tar *tar, sl_str *chunk, sl_err *e)
{
    *chunk = (sl_str){0};
    if (!tar->left)
        return true;
    if (!take(tar, tar->left, chunk, e))
        return false;
    if (!chunk->n)
        return cut(tar, e);
    tar->left -= chunk->n;
    return true;
}

bool sl_tar_drain(sl_tar *tar, sl_err *e)
{
    sl_str part = {.n = 1};
    while (part.n)
        if (!take(tar, UINT64_MAX, &part, e))
            return false;
    return true;
}

/* libarchive as a bare decompressor: its "raw" format over the gzip and zstd filters. */
#include "engine/image/unpack.h"

#include <archive.h>
#include <archive_entry.h>

#include "base/late.h"

#define FUNCTIONS(X)                                                                               \
    X(read_new)                                                                                    \
    X(read_support_format_raw)                                                                     \
    X(read_support_filter_gzip)                                                                    \
    X(read_support_filter_zstd)                                                                    \
    X(read_open)                                                                                   \
    X(read_next_header)                                                                            \
    X(read_data_block)                                                                             \
    X(read_free)                                                                                   \
    X(error_string)

#define POINTER(name) __typeof__(archive_##name) *name;
typedef struct library {
    FUNCTIONS(POINTER)
} library;

#define NAME(name) "archive_" #name,
static const char *const names[] = {FUNCTIONS(NAME)};

struct sl_unpack {
    library lib;
    struct archive *archive; /* NULL: the bytes pass as they are */
    sl_chunks source;
    sl_str first; /* a chunk that was read ahead */
    sl_image_meter *meter;
    uint64_t n_in, n_out;
    sl_err broken; /* why the source could not be read */
    bool is_packed, is_over;
};

bool sl_image_meter_unpacked(sl_image_meter *meter, size_t n, sl_err *e)
{
    meter->unpacked += n;
    if (meter->unpacked > meter->unpacked_max)
        return sl_fail(e, SL_ETOOBIG, "it unpacks to more than %llu bytes (limit max_unpacked)",
                       (unsigned long long)meter->unpacked_max);
    return true;
}

static bool load(library *lib, sl_err *e)
{
    return sl_late_load(lib, SLUICE_ARCHIVE_SO, names, sizeof names / sizeof *names, "libarchive13",
                        e);
}

bool sl_unpack_prepare(sl_err *e)
{
    library lib;
    return load(&lib, e);
}

/* The next piece of the source, first the one that was read ahead. */
static bool pull(sl_unpack *u, sl_str *chunk, sl_err *e)
{
    *chunk = u->first;
    u->first = (sl_str){0};
    if (!chunk->n && !u->source.next(u->source.self, chunk, e))
        return false;
    u->n_in += chunk->n;
    return true;
}

static la_ssize_t feed(struct archive *archive, void *self, const void **bytes)
{
    (void)archive;
    sl_unpack *u = self;
    sl_str chunk = {0};
    if (!pull(u, &chunk, &u->broken))
        return -1;
    *bytes = chunk.p;
    return (la_ssize_t)chunk.n;
}

static bool broken(sl_unpack *u, sl_err *e)
{
    const char *why = u->archive ? u->lib.error_string(u->archive) : NULL;
    if (u->broken.kind)
        *e = u->broken;
    else
        sl_fail(e, SL_EPARSE, "it cannot be unpacked: %s", why ? why : "the packed bytes are bad");
    return false;
}

static bool start(sl_unpack *u, sl_err *e)
{
    struct archive_entry *entry = NULL;
    if (!load(&u->lib, e))
        return false;
    u->archive = u->lib.read_new();
    if (!u->archive)
        return sl_fail(e, SL_EFAIL, "libarchive has no memory");
    u->lib.read_support_filter_gzip(u->archive);
    u->lib.read_support_filter_zstd(u->archive);
    u->lib.read_support_format_raw(u->archive);
    if (u->lib.read_open(u->archive, u, NULL, feed, NULL) != ARCHIVE_OK)
        return broken(u, e);
    int got = u->lib.read_next_header(u->archive, &entry);
    u->is_over = got == ARCHIVE_EOF;
    return got == ARCHIVE_OK || got == ARCHIVE_EOF || broken(u, e);
}

/* How a stream is packed, by its first bytes. */
static bool sniff(sl_unpack *u, sl_err *e)
{
    static const struct {
        sl_str magic;
        const char *refused;
    } table[] = {{SL_STR("\x1f\x8b"), NULL},
                 {SL_STR("\x28\xb5\x2f\xfd"), NULL},
                 {SL_STR("\x50\x2a\x4d\x18"), NULL},
                 {SL_STR("BZh"), "bzip2"},
                 {SL_STR("\xfd"
                         "7zXZ"),
                  "xz"},
                 {SL_STR("PK\x03\x04"), "zip"}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (!sl_str_starts(u->first, table[i].magic))
            continue;
        if (table[i].refused)
            return sl_fail(e, SL_ENOTSUP, "it is packed with %s; gzip, zstd and plain tar are read",
                           table[i].refused);
        u->is_packed = true;
    }
    return true;
}

bool sl_unpack_open(sl_unpack **out, sl_arena *mem, sl_chunks source, sl_image_meter *meter,
                    sl_err *e)
{
    sl_unpack *u = sl_alloc(mem, sizeof *u);
    u->source = source;
    u->meter = meter;
    *out = u;
    if (!source.next(source.self, &u->first, e))
        return false;
    return sniff(u, e) && (!u->is_packed || start(u, e));
}

void sl_unpack_close(sl_unpack *u)
{
    if (u && u->archive)
        u->lib.read_free(u->archive);
    if (u)
        u->archive = NULL;
}

bool sl_unpack_is_packed(const sl_unpack *u)
{
    return u->is_packed;
}

static bool check_ratio(const sl_unpack *u, sl_err *e)
{
    if (u->n_out >> 20 < SL_IMAGE_RATIO_FROM_MIB || u->n_out / SL_IMAGE_RATIO_MAX <= u->n_in)
        return true;
    return sl_fail(e, SL_ETOOBIG, "it unpacks to more than %d times its size (limit ratio)",
                   SL_IMAGE_RATIO_MAX);
}

static bool next_packed(sl_unpack *u, sl_str *chunk, sl_err *e)
{
    const void *bytes = NULL;
    size_t n = 0;
    la_int64_t offset;
    int got = u->is_over ? ARCHIVE_EOF : ARCHIVE_OK;
    while (got == ARCHIVE_OK && n == 0)
        got = u->lib.read_data_block(u->archive, &bytes, &n, &offset);
    if (got == ARCHIVE_EOF) {
        u->is_over = true;
        *chunk = (sl_str){0};
        return true;
    }
    if (got != ARCHIVE_OK)
        return broken(u, e);
    *chunk = sl_str_at(bytes, n);
    u->n_out += n;
    return check_ratio(u, e);
}

static bool next(void *self, sl_str *chunk, sl_err *e)
{
    sl_unpack *u = self;
    bool ok = u->is_packed ? next_packed(u, chunk, e) : pull(u, chunk, e);
    return ok && sl_image_meter_unpacked(u->meter, chunk->n, e);
}

static bool skip(void *self, uint64_t n, uint64_t *done, sl_err *e)
{
    sl_unpack *u = self;
    *done = 0;
    if (u->is_packed || u->first.n || !u->source.skip)
        return true;
    return u->source.skip(u->source.self, n, done, e);
}

sl_chunks sl_unpack_chunks(sl_unpack *u)
{
    return (sl_chunks){next, skip, u};
}

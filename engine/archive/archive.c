/* libarchive over bytes in memory. What a stream unpacks to may be a tar archive or bare content;
   files that are archives are walked in turn. */
#include "engine/archive/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include "base/late.h"
#include "engine/archive/rest.h"
#include "engine/archive/zip.h"
#include "sluice/buf.h"

#define FUNCTIONS(X)                                                                               \
    X(read_new)                                                                                    \
    X(read_support_format_zip)                                                                     \
    X(read_support_format_tar)                                                                     \
    X(read_support_format_7zip)                                                                    \
    X(read_support_format_ar)                                                                      \
    X(read_support_format_cpio)                                                                    \
    X(read_support_format_rar)                                                                     \
    X(read_support_format_rar5)                                                                    \
    X(read_support_format_cab)                                                                     \
    X(read_support_format_raw)                                                                     \
    X(read_support_filter_gzip)                                                                    \
    X(read_support_filter_bzip2)                                                                   \
    X(read_support_filter_xz)                                                                      \
    X(read_support_filter_lzma)                                                                    \
    X(read_support_filter_lzip)                                                                    \
    X(read_support_filter_zstd)                                                                    \
    X(read_support_filter_lz4)                                                                     \
    X(read_support_filter_compress)                                                                \
    X(read_support_filter_rpm)                                                                     \
    X(read_set_format_option)                                                                      \
    X(read_open_memory)                                                                            \
    X(read_next_header)                                                                            \
    X(read_data)                                                                                   \
    X(read_free)                                                                                   \
    X(error_string)                                                                                \
    X(format)                                                                                      \
    X(filter_bytes)                                                                                \
    X(entry_pathname)                                                                              \
    X(entry_pathname_utf8)                                                                         \
    X(entry_filetype)                                                                              \
    X(entry_is_data_encrypted)

#define POINTER(name) __typeof__(archive_##name) *name;
typedef struct library {
    FUNCTIONS(POINTER)
} library;

#define NAME(name) "archive_" #name,
static const char *const names[] = {FUNCTIONS(NAME)};

enum { STEP = 64 << 10, PATH_MAX_BYTES = 4096, DAMAGED_MAX = 5, RETRIES_MAX = 1 << 20 };

/* Loaded once a process, before its workers are forked. */
static library lib;
static bool is_loaded;

/* What all archives in one count together. */
typedef struct meter {
    const sl_archive_limits *limits;
    const sl_archive_visitor *visitor;
    uint64_t n_in, n_out, n_entries, n_encrypted, n_damaged;
} meter;

/* One archive while it is walked. */
typedef struct walk {
    meter *meter;
    sl_arena *mem;
    struct archive *archive;
    sl_str name;   /* of the file that it is */
    sl_str prefix; /* of paths in it: "inner.zip!/" */
    uint64_t depth;
    uint64_t n_entries; /* of this one */
    bool is_stream;
    bool is_bare;   /* the stream is no archive */
    size_t end;     /* where its reader stopped; the end of the bytes where that is not known */
    sl_buf content; /* of the entry at hand */
} walk;

bool sl_archive_prepare(sl_err *e)
{
    if (!is_loaded)
        is_loaded = sl_late_load(&lib, SLUICE_ARCHIVE_SO, names, sizeof names / sizeof *names,
                                 "libarchive13", e);
    return is_loaded;
}

bool sl_archive_is_prepared(void)
{
    return is_loaded;
}

static bool enter(meter *m, sl_str prefix, sl_str name, sl_str bytes, uint64_t depth, sl_err *e);

static void tell_damage(walk *w, sl_str path)
{
    const char *why = lib.error_string(w->archive);
    if (w->meter->n_damaged++ < DAMAGED_MAX)
        w->meter->visitor->partial(w->meter->visitor->context,
                                   sl_printf(w->mem, "%.*s%.*s: %s", SL_FMT(w->prefix),
                                             SL_FMT(path), why ? why : "cannot be unpacked"));
}

static bool count_out(meter *m, size_t n, sl_err *e)
{
    m->n_out += n;
    if (m->n_out > m->limits->bytes)
        return sl_fail(e, SL_ETOOBIG, "it unpacks to more than %llu bytes (limit archive_bytes)",
                       (unsigned long long)m->limits->bytes);
    if (m->n_out > SL_ARCHIVE_RATIO_FROM && m->n_out / m->limits->ratio > m->n_in)
        return sl_fail(e, SL_ETOOBIG,
                       "it unpacks to more than %llu times its size (limit archive_ratio)",
                       (unsigned long long)m->limits->ratio);
    return true;
}

/* Reads the entry's content as far as it goes; `*is_whole` says whether that is all of it. */
static bool read_content(walk *w, bool *is_whole, sl_err *e)
{
    sl_buf_reset(&w->content);
    for (;;) {
        char *to = sl_buf_room(&w->content, STEP);
        if (!to)
            return sl_fail(e, SL_ETOOBIG, "an entry of more than %zu bytes", w->content.max);
        la_ssize_t n = lib.read_data(w->archive, to, STEP);
        *is_whole = n == 0;
        if (n <= 0)
            return true;
        w->content.n += (size_t)n;
        if (!count_out(w->meter, (size_t)n, e))
            return false;
    }
}

/* Names as their archive has them: bytes where they can be had, cleaned of what leads outside. */
static sl_str path_of(walk *w, struct archive_entry *entry)
{
    const char *z = lib.entry_pathname(entry);
    sl_str path = sl_str_of(z ? z : lib.entry_pathname_utf8(entry));
    if (w->is_stream && lib.format(w->archive) == ARCHIVE_FORMAT_RAW)
        return sl_archive_stem(w->name, w->mem);
    while (sl_str_starts(path, SL_S("./")) || sl_str_starts(path, SL_S("/")))
        path = sl_str_sub(path, path.p[0] == '/' ? 1 : 2, path.n);
    if (!path.n)
        return sl_printf(w->mem, "entry %llu", (unsigned long long)w->meter->n_entries);
    return sl_dup(w->mem, sl_str_sub(path, 0, PATH_MAX_BYTES));
}

static bool take(walk *w, struct archive_entry *entry, sl_err *e)
{
    meter *m = w->meter;
    bool is_whole = true;
    sl_str path = path_of(w, entry);
    if (lib.entry_is_data_encrypted(entry)) {
        m->n_encrypted++;
        return true;
    }
    if (!read_content(w, &is_whole, e))
        return sl_fail_more(e, "%.*s%.*s", SL_FMT(w->prefix), SL_FMT(path));
    if (!is_whole)
        tell_damage(w, path);
    sl_str bytes = sl_buf_str(&w->content);
    uint64_t n_damaged = m->n_damaged;
    bool is_archive = is_whole && sl_archive_kind_of(bytes) != SL_ARCHIVE_NONE;
    if (is_archive && !enter(m, w->prefix, path, bytes, w->depth + 1, e))
        return false;
    if (is_archive && m->n_damaged == n_damaged)
        return true;
    sl_str whole = sl_printf(w->mem, "%.*s%.*s", SL_FMT(w->prefix), SL_FMT(path));
    return m->visitor->file(m->visitor->context, whole, bytes, e);
}

static bool walk_entries(walk *w, sl_err *e)
{
    struct archive_entry *entry = NULL;
    size_t n_retries = 0;
    bool ok = true;
    while (ok) {
        int got = lib.read_next_header(w->archive, &entry);
        if (got == ARCHIVE_EOF)
            break;
        if (got != ARCHIVE_OK && got != ARCHIVE_WARN)
            tell_damage(w, w->name);
        if (got == ARCHIVE_RETRY && ++n_retries < RETRIES_MAX)
            continue; /* behind a damaged head there may be others */
        if (got < ARCHIVE_WARN || got == ARCHIVE_RETRY)
            break;
        w->n_entries++;
        if (++w->meter->n_entries > w->meter->limits->entries)
            return sl_fail(e, SL_ETOOBIG, "more than %llu entries (limit archive_entries)",
                           (unsigned long long)w->meter->limits->entries);
        if (lib.entry_filetype(entry) == AE_IFREG || w->is_stream)
            ok = take(w, entry, e);
        sl_arena_reset(w->mem);
    }
    return ok;
}

/* No filter that would run a program is among these. */
static void support(walk *w)
{
    struct archive *a = w->archive;
    if (!w->is_bare) {
        lib.read_support_format_tar(a);
        lib.read_support_format_cpio(a);
        lib.read_set_format_option(a, "tar", "read_concatenated_archives", "1");
    }
    if (w->is_stream) {
        lib.read_support_format_raw(a);
        lib.read_support_filter_gzip(a);
        lib.read_support_filter_bzip2(a);
        lib.read_support_filter_xz(a);
        lib.read_support_filter_lzma(a);
        lib.read_support_filter_lzip(a);
        lib.read_support_filter_zstd(a);
        lib.read_support_filter_lz4(a);
        lib.read_support_filter_compress(a);
        lib.read_support_filter_rpm(a);
        return;
    }
    lib.read_support_format_zip(a);
    lib.read_support_format_7zip(a);
    lib.read_support_format_ar(a);
    lib.read_support_format_rar(a);
    lib.read_support_format_rar5(a);
    lib.read_support_format_cab(a);
}

/* Tar archives and streams of one file are read to their end; behind it there may be more. */
static size_t end_of(const walk *w, sl_str bytes)
{
    int format = lib.format(w->archive) & ARCHIVE_FORMAT_BASE_MASK;
    la_int64_t n = lib.filter_bytes(w->archive, -1);
    bool is_read = format == ARCHIVE_FORMAT_RAW || format == ARCHIVE_FORMAT_TAR;
    return is_read && n > 0 && (size_t)n < bytes.n ? (size_t)n : bytes.n;
}

/* Zero bytes at the start of a stream are an empty tar archive, or a file that begins so. */
static bool open_and_walk(walk *w, sl_str bytes, sl_err *e)
{
    w->archive = lib.read_new();
    if (!w->archive)
        return sl_fail(e, SL_EFAIL, "libarchive has no memory");
    support(w);
    uint64_t n_damaged = w->meter->n_damaged;
    bool ok = true;
    if (lib.read_open_memory(w->archive, bytes.p, bytes.n) == ARCHIVE_OK)
        ok = walk_entries(w, e);
    else
        tell_damage(w, w->name);
    w->end = end_of(w, bytes);
    lib.read_free(w->archive);
    if (!ok || !w->is_stream || w->is_bare || w->n_entries || w->meter->n_damaged > n_damaged)
        return ok;
    w->is_bare = true;
    return open_and_walk(w, bytes, e);
}

/* Tells what the walk had no part in. What is damaged is told whole, before and behind where the
   reader gave up: the one may be packed, the other a text. */
static bool tell_rests(walk *w, sl_str path, sl_str bytes, bool is_damaged, sl_err *e)
{
    const sl_archive_visitor *v = w->meter->visitor;
    sl_archive_rest rest = {.path = w->depth > 1 ? path : (sl_str){0}, .bytes = bytes};
    sl_archive_ranges ranges = {0};
    bool ok = true;
    if (is_damaged && w->depth > 1)
        return true;
    if (is_damaged) {
        sl_archive_range_add(&ranges, w->mem, bytes, (sl_archive_range){0, w->end});
        sl_archive_range_add(&ranges, w->mem, bytes, (sl_archive_range){w->end, bytes.n});
    } else {
        sl_archive_rests(&ranges, w->mem, bytes, w->end);
    }
    for (size_t i = 0; ok && i < ranges.n; i++) {
        rest.from = ranges.v[i].from;
        rest.to = ranges.v[i].to;
        ok = v->rest(v->context, &rest, e);
    }
    return ok;
}

static bool enter(meter *m, sl_str prefix, sl_str name, sl_str bytes, uint64_t depth, sl_err *e)
{
    if (depth > m->limits->depth)
        return sl_fail(e, SL_ETOOBIG,
                       "%.*s%.*s: archives nest deeper than %llu (limit archive_depth)",
                       SL_FMT(prefix), SL_FMT(name), (unsigned long long)m->limits->depth);
    walk w = {.meter = m, .mem = sl_arena_new(), .depth = depth};
    sl_arena *mem = sl_arena_new();
    sl_str path = sl_printf(mem, "%.*s%.*s", SL_FMT(prefix), SL_FMT(name));
    uint64_t n_damaged = m->n_damaged;
    w.name = name;
    w.prefix = depth > 1 ? sl_printf(mem, "%.*s!/", SL_FMT(path)) : prefix;
    w.is_stream = sl_archive_kind_of(bytes) == SL_ARCHIVE_STREAM;
    sl_buf_init(&w.content, (size_t)m->limits->bytes + STEP + 1);
    sl_str own = sl_archive_is_zip(bytes) ? sl_zip_without_front(bytes) : bytes;
    bool ok = open_and_walk(&w, own, e);
    w.end += bytes.n - own.n;
    ok = ok && tell_rests(&w, path, bytes, m->n_damaged > n_damaged, e);
    sl_buf_clear(&w.content);
    sl_arena_free(w.mem);
    sl_arena_free(mem);
    return ok;
}

bool sl_archive_walk(sl_str path, sl_str bytes, const sl_archive_limits *limits,
                     const sl_archive_visitor *visitor, sl_err *e)
{
    meter m = {.limits = limits, .visitor = visitor, .n_in = bytes.n};
    if (!sl_archive_prepare(e))
        return false;
    bool ok = enter(&m, (sl_str){0}, path, bytes, 1, e);
    if (m.n_encrypted) {
        sl_arena *mem = sl_arena_new();
        visitor->partial(visitor->context, sl_printf(mem, "%llu encrypted entr%s not read",
                                                     (unsigned long long)m.n_encrypted,
                                                     m.n_encrypted == 1 ? "y" : "ies"));
        sl_arena_free(mem);
    }
    return ok;
}

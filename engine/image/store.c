/* A folder is read file by file. Of a plain archive a table says where each entry lies; a packed
   one is unpacked again from its start when a part is asked for that has gone by. */
#include "engine/image/store.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/map.h"
#include "base/path.h"
#include "engine/image/file_chunks.h"
#include "engine/image/tar.h"
#include "engine/image/unpack.h"

enum { NAMES_MAX = 100000, LINKS_MAX = 8 };

/* An entry of the archive. */
typedef struct part {
    sl_str link; /* the name of the entry that it stands for; else empty */
    uint64_t offset, size;
} part;

struct sl_store {
    sl_arena *mem;
    sl_image_meter meter; /* of one way through a packed archive */
    sl_str path;
    int folder;          /* -1: an archive */
    int fd;              /* the archive, or the open part of a folder */
    uint64_t size;       /* of the archive */
    sl_map parts;        /* of an archive */
    sl_file_chunks file; /* what is read from */
    bool is_packed;
    sl_unpack *unpack;
    uint64_t position; /* in the unpacked archive */
    sl_str rest;       /* read already, belongs to `position` */
    uint64_t left;     /* of the open part of a packed archive */
};

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* The archive from its start. */
static bool rewind_archive(sl_store *s, sl_err *e)
{
    sl_unpack_close(s->unpack);
    s->unpack = NULL;
    s->file.fd = s->fd;
    s->file.at = 0;
    s->file.end = s->size;
    s->position = 0;
    s->meter.unpacked = 0;
    s->rest = (sl_str){0};
    return sl_unpack_open(&s->unpack, s->mem, sl_file_chunks_of(&s->file), &s->meter, e);
}

static bool add_part(sl_store *s, const sl_tar_entry *entry, sl_err *e)
{
    sl_str name;
    sl_str link = entry->link;
    bool is_link = entry->type == SL_TAR_LINK;
    if (s->parts.n == NAMES_MAX)
        return sl_fail(e, SL_ETOOBIG, "the archive has more than %d entries (limit archive)",
                       NAMES_MAX);
    if (entry->type == SL_TAR_FOLDER || entry->type == SL_TAR_OTHER ||
        !sl_path_clean(&name, s->mem, entry->path))
        return true; /* nothing that an image refers to */
    part *p = sl_alloc(s->mem, sizeof *p);
    p->offset = entry->offset;
    p->size = entry->size;
    if (is_link)
        link = sl_path_join(s->mem, sl_path_parent(name), link);
    if (entry->type != SL_TAR_FILE && !sl_path_clean(&p->link, s->mem, link))
        return true;
    sl_map_put(&s->parts, s->mem, sl_dup(s->mem, name), p);
    return true;
}

static bool read_table(sl_store *s, sl_err *e)
{
    if (!rewind_archive(s, e))
        return false;
    s->is_packed = sl_unpack_is_packed(s->unpack);
    const sl_tar_entry *entry = NULL;
    sl_tar *tar = sl_tar_open(s->mem, sl_unpack_chunks(s->unpack));
    bool ok = sl_tar_next(tar, &entry, e);
    while (ok && entry)
        ok = add_part(s, entry, e) && sl_tar_next(tar, &entry, e);
    sl_tar_close(tar);
    return ok && (!s->is_packed || rewind_archive(s, e));
}

bool sl_store_open(sl_store **out, sl_arena *mem, sl_str path, uint64_t unpacked_max, sl_err *e)
{
    sl_store *s = sl_alloc(mem, sizeof *s);
    const char *name = sl_dup_z(mem, path);
    s->mem = mem;
    s->meter.unpacked_max = unpacked_max;
    s->path = path;
    s->fd = -1;
    s->file.buffer = sl_alloc(mem, SL_FILE_CHUNK);
    s->folder = open(name, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    *out = s;
    if (s->folder >= 0)
        return true;
    s->fd = sl_file_chunks_open(AT_FDCWD, name, &s->size);
    if (s->fd < 0 && errno == EINVAL)
        return sl_fail(e, SL_EPARSE, "it is neither a folder nor a regular file");
    if (s->fd < 0)
        return sl_fail_errno(e, "it cannot be opened");
    return read_table(s, e);
}

bool sl_store_open_bytes(sl_store **out, sl_arena *mem, sl_str bytes, uint64_t unpacked_max,
                         sl_err *e)
{
    sl_store *s = sl_alloc(mem, sizeof *s);
    s->mem = mem;
    s->meter.unpacked_max = unpacked_max;
    s->folder = s->fd = -1;
    s->size = bytes.n;
    s->file.bytes = bytes;
    *out = s;
    return read_table(s, e);
}

void sl_store_close(sl_store *s)
{
    if (!s)
        return;
    sl_unpack_close(s->unpack);
    s->unpack = NULL;
    close_fd(&s->fd);
    close_fd(&s->folder);
}

/* The entry of that name, with links among entries followed. */
static const part *find(const sl_store *s, sl_str name)
{
    const part *p = sl_path_clean(&name, s->mem, name) ? sl_map_get(&s->parts, name) : NULL;
    for (int i = 0; i < LINKS_MAX && p && p->link.n; i++)
        p = sl_map_get(&s->parts, p->link);
    return p && !p->link.n ? p : NULL;
}

bool sl_store_has(sl_store *s, sl_str name)
{
    if (s->folder < 0)
        return find(s, name) != NULL;
    return sl_path_clean(&name, s->mem, name) &&
           faccessat(s->folder, sl_dup_z(s->mem, name), F_OK, 0) == 0;
}

static bool missing(sl_str name, sl_err *e)
{
    return sl_fail(e, SL_ENOENT, "%.*s is missing", SL_FMT(name));
}

static bool open_file(sl_store *s, sl_str name, uint64_t *size, sl_err *e)
{
    close_fd(&s->fd);
    if (!sl_path_clean(&name, s->mem, name))
        return sl_fail(e, SL_EPARSE, "%.*s leads out of the image", SL_FMT(name));
    s->fd = sl_file_chunks_open(s->folder, sl_dup_z(s->mem, name), size);
    if (s->fd < 0 && errno == ENOENT)
        return missing(name, e);
    if (s->fd < 0 && errno == EINVAL)
        return sl_fail(e, SL_EPARSE, "%.*s is no regular file", SL_FMT(name));
    if (s->fd < 0)
        return sl_fail_errno(e, "%.*s cannot be opened", SL_FMT(name));
    s->file.fd = s->fd;
    s->file.at = 0;
    s->file.end = *size;
    return true;
}

/* The next bytes of the unpacked archive, at most `n`. */
static bool pull(sl_store *s, uint64_t n, sl_str *chunk, sl_err *e)
{
    sl_chunks all = sl_unpack_chunks(s->unpack);
    if (!s->rest.n && !all.next(all.self, &s->rest, e))
        return false;
    *chunk = sl_str_sub(s->rest, 0, n < s->rest.n ? (size_t)n : s->rest.n);
    s->rest = sl_str_sub(s->rest, chunk->n, s->rest.n);
    s->position += chunk->n;
    return true;
}

static bool next_packed(void *self, sl_str *chunk, sl_err *e)
{
    sl_store *s = self;
    *chunk = (sl_str){0};
    if (!s->left)
        return true;
    if (!pull(s, s->left, chunk, e))
        return false;
    if (!chunk->n)
        return sl_fail(e, SL_EPARSE, "the archive is truncated");
    s->left -= chunk->n;
    return true;
}

static bool seek_packed(sl_store *s, const part *p, sl_err *e)
{
    if (p->offset < s->position && !rewind_archive(s, e))
        return false;
    while (s->position < p->offset) {
        sl_str chunk;
        if (!pull(s, p->offset - s->position, &chunk, e))
            return false;
        if (!chunk.n)
            return sl_fail(e, SL_EPARSE, "the archive is truncated");
    }
    s->left = p->size;
    return true;
}

bool sl_store_part(sl_store *s, sl_str name, sl_chunks *out, uint64_t *size, sl_err *e)
{
    *out = sl_file_chunks_of(&s->file);
    if (s->folder >= 0)
        return open_file(s, name, size, e);
    const part *p = find(s, name);
    if (!p)
        return missing(name, e);
    *size = p->size;
    s->file.at = s->is_packed ? s->file.at : p->offset;
    s->file.end = s->is_packed ? s->size : p->offset + p->size;
    if (!s->is_packed)
        return true;
    *out = (sl_chunks){next_packed, NULL, s};
    return seek_packed(s, p, e);
}

bool sl_store_read(sl_store *s, sl_str name, sl_buf *out, sl_err *e)
{
    sl_chunks chunks;
    sl_str chunk = {.n = 1};
    uint64_t size;
    if (!sl_store_part(s, name, &chunks, &size, e))
        return false;
    if (size > out->max)
        return sl_fail(e, SL_ETOOBIG, "%.*s has %llu bytes; at most %zu are read (limit document)",
                       SL_FMT(name), (unsigned long long)size, out->max);
    while (chunk.n) {
        if (!chunks.next(chunks.self, &chunk, e))
            return sl_fail_more(e, "%.*s", SL_FMT(name));
        sl_buf_add(out, chunk);
    }
    return true;
}

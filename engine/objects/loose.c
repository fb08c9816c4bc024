/* Loose objects: a file each, "TYPE SIZE\0" and the bytes, compressed as one zlib stream. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/path.h"
#include "engine/objects/database.h"
#include "engine/objects/mapping.h"

enum { HEAD_MAX = 32, PATH_BYTES = 4096, FANS = 256, LOOSE_MAX = 8000000 };

/* "FOLDER/ab/cdef…" of an id. */
static bool path_of(char *out, sl_str folder, const sl_id *id)
{
    char hex[65];
    sl_id_hex(hex, id);
    if (folder.n + sizeof hex + 2 > PATH_BYTES)
        return false;
    memcpy(out, folder.p, folder.n);
    out += folder.n;
    *out++ = '/';
    memcpy(out, hex, 2);
    out[2] = '/';
    memcpy(out + 3, hex + 2, strlen(hex + 2) + 1);
    return true;
}

static bool read_head(sl_object_type *type, size_t *start, sl_str text, sl_err *e)
{
    sl_str head = sl_str_sub(text, 0, HEAD_MAX);
    sl_str size_text;
    int64_t size = -1;
    size_t blank = sl_str_chr(head, ' ');
    size_t end = sl_str_chr(head, 0);
    *type = SL_TYPE_NONE;
    if (blank < end && end != SIZE_MAX) {
        size_text = sl_str_sub(head, blank + 1, end);
        for (int i = SL_TYPE_COMMIT; i <= SL_TYPE_TAG; i++)
            if (sl_str_is(sl_str_sub(head, 0, blank), sl_object_type_name((sl_object_type)i)))
                *type = (sl_object_type)i;
        *start = end + 1;
        if (!sl_str_int(size_text, &size) || (uint64_t)size != text.n - *start)
            *type = SL_TYPE_NONE;
    }
    return *type != SL_TYPE_NONE || sl_fail(e, SL_EPARSE, "the loose object is damaged");
}

bool sl_loose_read(sl_buf *out, sl_object_type *type, size_t *start, sl_objects *objects,
                   const sl_id *id, sl_err *e)
{
    char path[PATH_BYTES];
    for (size_t i = 0; i < objects->folders.n; i++) {
        sl_str bytes;
        sl_err why = {0};
        if (!path_of(path, objects->folders.v[i], id) || !sl_path_exists(sl_str_of(path)))
            continue;
        if (!sl_mapping_open(&bytes, path, &why)) {
            if (why.kind == SL_ENOENT)
                continue;
            return sl_fail(e, why.kind, "%s", why.text);
        }
        bool ok = sl_inflate_all(out, &objects->inflater, bytes, e) &&
                  read_head(type, start, sl_buf_str(out), e);
        sl_mapping_close(&bytes);
        return ok;
    }
    return sl_fail(e, SL_ENOENT, "no such loose object");
}

/* Ids under way. */
typedef struct ids {
    sl_id *v;
    size_t n, cap;
    sl_arena *mem;
    size_t id_bytes;
} ids;

/* The objects of one of the 256 folders. */
static bool list_fan(ids *out, sl_str folder, unsigned fan, sl_err *e)
{
    char hex[2 * SL_SHA256_ID + 1];
    DIR *list = opendir(sl_printf(out->mem, "%.*s/%02x", SL_FMT(folder), fan).p);
    if (!list)
        return errno == ENOENT || sl_fail_errno(e, "%.*s/%02x", SL_FMT(folder), fan);
    static const char digits[] = "0123456789abcdef";
    hex[0] = digits[fan >> 4];
    hex[1] = digits[fan & 15];
    for (struct dirent *entry; (entry = readdir(list));) {
        sl_id id;
        size_t n = strlen(entry->d_name);
        if (n + 2 != 2 * out->id_bytes)
            continue;
        memcpy(hex + 2, entry->d_name, n);
        if (sl_id_of_hex(&id, sl_str_at(hex, n + 2), out->id_bytes))
            *sl_list_add(out->mem, out) = id;
    }
    closedir(list);
    return out->n < LOOSE_MAX || sl_fail(e, SL_ETOOBIG, "more than %d loose objects", LOOSE_MAX);
}

static int by_bytes(const void *a, const void *b)
{
    const sl_id *x = a;
    const sl_id *y = b;
    return memcmp(x->bytes, y->bytes, sizeof x->bytes);
}

bool sl_objects_loose(sl_id **v, size_t *n, sl_arena *mem, const sl_objects *objects, sl_err *e)
{
    ids all = {.mem = mem, .id_bytes = objects->id_bytes};
    for (size_t i = 0; i < objects->folders.n; i++)
        for (unsigned fan = 0; fan < FANS; fan++)
            if (!list_fan(&all, objects->folders.v[i], fan, e))
                return false;
    if (all.n > 1)
        qsort(all.v, all.n, sizeof *all.v, by_bytes);
    *v = all.v;
    *n = 0;
    for (size_t i = 0; i < all.n; i++)
        if (i == 0 || !sl_id_eq(&all.v[i], &all.v[i - 1]))
            all.v[(*n)++] = all.v[i];
    return true;
}

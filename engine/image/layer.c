/* store -> digest of the packed bytes -> unpacker -> digest of the unpacked bytes -> tar -> tree.
 */
#include "engine/image/layer.h"

#include "base/digest.h"
#include "engine/image/unpack.h"

/* A stream on its way through a digest. */
typedef struct hashed {
    sl_chunks source;
    sl_sha256_state *state;
    uint64_t n;
} hashed;

static bool next_hashed(void *self, sl_str *chunk, sl_err *e)
{
    hashed *h = self;
    if (!h->source.next(h->source.self, chunk, e))
        return false;
    h->n += chunk->n;
    sl_sha256_add(h->state, *chunk);
    return true;
}

static sl_chunks hash(hashed *h, sl_arena *mem, sl_chunks source)
{
    *h = (hashed){.source = source, .state = sl_sha256_new(mem)};
    return (sl_chunks){next_hashed, NULL, h};
}

static bool drain(hashed *h, sl_err *e)
{
    sl_str chunk = {.n = 1};
    while (chunk.n)
        if (!next_hashed(h, &chunk, e))
            return false;
    return true;
}

static bool has_digest(hashed *h, sl_str digest)
{
    unsigned char sum[SL_SHA256_BYTES];
    char hex[2 * SL_SHA256_BYTES + 1];
    sl_sha256_end(h->state, sum);
    sl_hex(hex, sum, sizeof sum);
    return sl_str_ends(digest, sl_str_of(hex));
}

/* What is needed for one entry, used again for the next. */
typedef struct desk {
    sl_arena *mem;
    sl_buf content;
} desk;

static bool is_whiteout(sl_str name)
{
    return sl_str_starts(name, SL_S(".wh."));
}

static void hide(const sl_layer_work *w, uint32_t folder, sl_str name)
{
    if (sl_str_is(name, ".wh..wh..opq"))
        sl_fs_opaque(w->tree, folder);
    else if (!sl_str_starts(name, SL_S(".wh..wh."))) /* others are the books of aufs */
        sl_fs_whiteout(w->tree, folder, sl_str_sub(name, 4, name.n));
}

/* Reads as much of the content as the visitor asks for. */
static bool read_content(const sl_layer_work *w, sl_tar *tar, sl_layer_file *file, sl_buf *buf,
                         sl_err *e)
{
    size_t wanted = file->entry->type == SL_TAR_FILE && !file->linked && file->entry->size
                        ? w->visitor->wants(w->visitor->context, file)
                        : 0;
    sl_str chunk = {.n = 1};
    sl_buf_reset(buf);
    while (wanted && chunk.n) {
        if (!sl_tar_data(tar, &chunk, e))
            return false;
        sl_str part = sl_str_sub(chunk, 0, wanted - buf->n);
        file->is_cut |= part.n < chunk.n;
        sl_buf_add(buf, part);
        if (file->is_cut)
            break;
    }
    file->text = sl_buf_str(buf);
    return true;
}

static const sl_fs_note *note_of_target(const sl_layer_work *w, const sl_tar_entry *entry)
{
    uint32_t target =
        entry->type == SL_TAR_HARD_LINK ? sl_fs_find(w->tree, entry->link) : SL_FS_NONE;
    return target == SL_FS_NONE ? NULL : sl_fs_note_of(w->tree, target);
}

static bool apply_entry(const sl_layer_work *w, sl_tar *tar, const sl_tar_entry *entry, desk *room,
                        sl_err *e)
{
    uint32_t folder;
    sl_str name;
    sl_layer_file file = {.tree = w->tree};
    if (!sl_fs_folder(w->tree, entry->path, &folder, &name, e))
        return false;
    if (is_whiteout(name))
        return hide(w, folder, name), true;
    file.linked = note_of_target(w, entry);
    file.node = sl_fs_put(w->tree, folder, name, entry);
    file.entry = sl_fs_at(w->tree, file.node);
    sl_arena_reset(room->mem);
    file.path = sl_fs_path(w->tree, file.node, room->mem);
    bool ok = read_content(w, tar, &file, &room->content, e);
    void *mark = ok ? w->visitor->seen(w->visitor->context, &file) : NULL;
    if (mark)
        sl_fs_note_add(w->tree, file.node, mark);
    return ok;
}

static bool apply_entries(const sl_layer_work *w, sl_tar *tar, desk *room, sl_err *e)
{
    const sl_tar_entry *entry = NULL;
    for (;;) {
        if (!sl_tar_next(tar, &entry, e))
            return false;
        if (!entry)
            return sl_tar_drain(tar, e);
        if (w->meter->n_entries++ == SL_IMAGE_ENTRIES_MAX)
            return sl_fail(e, SL_ETOOBIG, "more than %d entries in all layers (limit entries)",
                           SL_IMAGE_ENTRIES_MAX);
        if (!apply_entry(w, tar, entry, room, e))
            return false;
    }
}

bool sl_layer_entries(const sl_layer_work *w, sl_chunks source, sl_err *e)
{
    desk room = {.mem = sl_arena_new()};
    sl_tar *tar = sl_tar_open(w->mem, source);
    sl_buf_init(&room.content, SL_IMAGE_KEPT_MAX);
    sl_fs_layer(w->tree);
    bool ok = apply_entries(w, tar, &room, e);
    sl_buf_clear(&room.content);
    sl_arena_free(room.mem);
    sl_tar_close(tar);
    return ok;
}

/* A layer that cannot be read because it is not what its digest says is told as that. */
static bool blame_digest(const sl_image_layer *layer, hashed *packed, sl_err *e)
{
    sl_err ignored = {0};
    if (e->kind != SL_EPARSE || !layer->digest.n || !drain(packed, &ignored) ||
        has_digest(packed, layer->digest))
        return false;
    return sl_fail(e, SL_EPARSE, "it does not match its digest");
}

static bool check_digests(const sl_image_layer *layer, hashed *packed, hashed *plain, sl_err *e)
{
    if (!drain(packed, e))
        return false;
    if (layer->digest.n && !has_digest(packed, layer->digest))
        return sl_fail(e, SL_EPARSE, "it does not match its digest");
    if (layer->diff_id.n && !has_digest(plain, layer->diff_id))
        return sl_fail(e, SL_EPARSE,
                       "unpacked it does not match its digest %.*s of the configuration",
                       SL_FMT(layer->diff_id));
    return true;
}

static bool apply_open(const sl_layer_work *w, const sl_image_layer *layer, sl_chunks part,
                       sl_err *e)
{
    hashed packed, plain;
    sl_unpack *unpack = NULL;
    sl_chunks source = hash(&packed, w->mem, part);
    bool ok = sl_unpack_open(&unpack, w->mem, source, w->meter, e) &&
              sl_layer_entries(w, hash(&plain, w->mem, sl_unpack_chunks(unpack)), e);
    ok = ok ? check_digests(layer, &packed, &plain, e) : blame_digest(layer, &packed, e);
    sl_unpack_close(unpack);
    return ok;
}

static bool open_part(const sl_layer_work *w, const sl_image_layer *layer, sl_chunks *part,
                      sl_err *e)
{
    uint64_t size;
    if (layer->is_foreign && !sl_store_has(w->store, layer->name))
        return sl_fail(e, SL_ENOENT,
                       "it is kept elsewhere and not part of the image (urls of a "
                       "foreign layer); fetch it into the layout");
    if (!sl_store_has(w->store, layer->name))
        return sl_fail(e, SL_ENOENT, "it is missing");
    if (!sl_store_part(w->store, layer->name, part, &size, e))
        return false;
    if (layer->size != UINT64_MAX && layer->size != size)
        return sl_fail(e, SL_EPARSE, "it has %llu bytes, not the %llu of the manifest",
                       (unsigned long long)size, (unsigned long long)layer->size);
    return true;
}

bool sl_layer_apply(const sl_layer_work *w, const sl_image_layer *layer, sl_err *e)
{
    sl_chunks part;
    if (open_part(w, layer, &part, e) && apply_open(w, layer, part, e))
        return true;
    return sl_fail_more(e, "%.*s", SL_FMT(layer->label));
}

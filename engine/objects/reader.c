/* Reading objects: the chain of deltas down to a whole object, then up again. Bodies on the way are
   kept for their neighbours, up to a number of bytes. */
#include "engine/objects/objects.h"

#include <stdlib.h>

#include "base/digest.h"
#include "base/path.h"
#include "engine/objects/alternates.h"
#include "engine/objects/database.h"
#include "engine/objects/delta.h"
#include "engine/objects/mapping.h"

enum { LOOSE_HEAD = 32, BASES_MAX = 64 << 20, FOREIGN_BASES_MAX = 50 };

void sl_environment_stores(sl_strs *out, sl_arena *mem)
{
    sl_str own = sl_str_of(getenv("GIT_OBJECT_DIRECTORY"));
    sl_str list = sl_str_of(getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES"));
    sl_str path;
    if (own.n)
        *sl_list_add(mem, out) = own; /* one path, whatever is in it */
    while (sl_alternates_next(&path, mem, &list, ':'))
        *sl_list_add(mem, out) = path;
}

static bool add_environment(sl_objects *objects, sl_err *e)
{
    sl_strs stores = {0};
    sl_environment_stores(&stores, objects->mem);
    for (size_t i = 0; i < stores.n; i++)
        if (!sl_database_add(objects, stores.v[i], 0, e))
            return false;
    return true;
}

bool sl_objects_open(sl_objects **out, sl_arena *mem, sl_str common, size_t id_bytes, sl_err *e)
{
    sl_objects *objects = sl_alloc(mem, sizeof *objects);
    objects->mem = mem;
    objects->id_bytes = id_bytes;
    objects->chain = sl_alloc_array(mem, SL_CHAIN_MAX, sizeof *objects->chain);
    sl_buf_init(&objects->delta, SL_UNPACKED_MAX);
    *out = NULL;
    if (!sl_inflater_open(&objects->inflater, e))
        return false;
    if (!sl_database_add(objects, sl_path_join(mem, common, SL_S("objects")), 0, e) ||
        !add_environment(objects, e)) {
        sl_objects_close(objects);
        return false;
    }
    *out = objects;
    return true;
}

static void drop(sl_objects *objects, sl_body *body)
{
    sl_buf_clear(&body->text);
    body->next_free = objects->free_bodies;
    objects->free_bodies = body;
}

static void uncache(sl_objects *objects, size_t slot)
{
    sl_body *body = objects->slots[slot];
    objects->slots[slot] = NULL;
    if (!body)
        return;
    objects->cached_bytes -= body->text.n;
    body->is_cached = false;
    if (!body->pins)
        drop(objects, body);
}

void sl_objects_close(sl_objects *objects)
{
    if (!objects)
        return;
    for (size_t i = 0; i < SL_CACHE_SLOTS; i++)
        uncache(objects, i);
    for (size_t i = 0; i < objects->packs.n; i++) {
        sl_mapping_close(&objects->packs.v[i].index_bytes);
        sl_mapping_close(&objects->packs.v[i].pack_bytes);
    }
    objects->packs.n = 0;
    sl_buf_clear(&objects->delta);
    sl_inflater_close(&objects->inflater);
}

static size_t slot_of(size_t pack, uint64_t offset)
{
    uint64_t h = (offset + pack * 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu;
    return (size_t)(h >> 32) % SL_CACHE_SLOTS;
}

static sl_body *cached(const sl_objects *objects, size_t pack, uint64_t offset)
{
    sl_body *body = objects->slots[slot_of(pack, offset)];
    return body && body->pack == pack && body->offset == offset ? body : NULL;
}

static sl_body *new_body(sl_objects *objects, size_t max)
{
    sl_body *body = objects->free_bodies;
    if (body)
        objects->free_bodies = body->next_free;
    else
        body = sl_alloc(objects->mem, sizeof *body);
    *body = (sl_body){.pins = 1};
    sl_buf_init(&body->text, max);
    return body;
}

static void unpin(sl_objects *objects, sl_body *body)
{
    if (--body->pins == 0 && !body->is_cached)
        drop(objects, body);
}

/* Makes room by going round the slots. */
static void keep(sl_objects *objects, sl_body *body, size_t pack, uint64_t offset)
{
    size_t slot = slot_of(pack, offset);
    size_t n = body->text.n;
    if (n > SL_CACHE_BYTES / 4)
        return;
    uncache(objects, slot);
    while (objects->cached_bytes + n > SL_CACHE_BYTES)
        uncache(objects, objects->hand++ % SL_CACHE_SLOTS);
    body->pack = pack;
    body->offset = offset;
    body->is_cached = true;
    objects->slots[slot] = body;
    objects->cached_bytes += n;
}

bool sl_objects_pack(const sl_packfile **out, sl_objects *objects, size_t pack, sl_err *e)
{
    sl_database_pack *p = &objects->packs.v[pack];
    if (!p->is_open) {
        sl_str path = sl_printf(objects->mem, "%.*s.pack", SL_FMT(p->name));
        if (!p->pack_bytes.n && !sl_mapping_open(&p->pack_bytes, path.p, e))
            return false;
        if (!sl_packfile_read(&p->file, p->pack_bytes, objects->id_bytes, e))
            return sl_fail_more(e, "%.*s", SL_FMT(path));
        p->is_open = true;
    }
    *out = &p->file;
    return true;
}

/* The base of a delta that names it by id: in the same pack, or anywhere. */
static bool find_base(uint64_t *offset, sl_body **foreign, sl_objects *objects, size_t pack,
                      const unsigned char *id, sl_err *e)
{
    size_t at;
    const sl_packindex *index = &objects->packs.v[pack].index;
    if (sl_packindex_find(&at, index, id))
        return sl_packindex_offset(offset, index, at, e);
    sl_content content;
    sl_id base = sl_id_at(id, objects->id_bytes);
    if (objects->depth >= FOREIGN_BASES_MAX)
        return sl_fail(e, SL_EPARSE, "deltas go round in circles");
    objects->depth++;
    sl_chain_link *chain = objects->chain;
    sl_arena *mem = sl_arena_new();
    objects->chain = sl_alloc_array(mem, SL_CHAIN_MAX, sizeof *chain);
    bool ok = sl_objects_get(&content, objects, &base, SL_UNPACKED_MAX, e);
    objects->chain = chain;
    sl_arena_free(mem);
    objects->depth--;
    *foreign = ok ? content.body : NULL;
    return ok;
}

/* Goes down to a body that is there or whole; the deltas passed are in objects->chain. */
static bool descend(sl_body **out, size_t *n, sl_objects *objects, const sl_place_in_pack *from,
                    size_t max, sl_err *e)
{
    const sl_packfile *file;
    uint64_t at;
    size_t pack = from->pack;
    *n = 0;
    *out = NULL;
    if (!sl_objects_pack(&file, objects, pack, e) ||
        !sl_packindex_offset(&at, &objects->packs.v[pack].index, from->at, e))
        return false;
    while (!*out) {
        sl_chain_link *link = &objects->chain[*n];
        *out = cached(objects, pack, at);
        if (*out) {
            (*out)->pins++;
            return true;
        }
        if (!sl_packfile_entry(&link->entry, file, at, e))
            return false;
        link->offset = at;
        if (link->entry.type <= SL_TYPE_TAG)
            break;
        if (++*n == SL_CHAIN_MAX)
            return sl_fail(e, SL_ETOOBIG, "a chain of more than %d deltas", SL_CHAIN_MAX);
        at = link->entry.base;
        if (link->entry.type == SL_TYPE_ID_DELTA &&
            !find_base(&at, out, objects, pack, link->entry.base_id, e))
            return false;
    }
    if (*out)
        return true;
    const sl_packentry *entry = &objects->chain[*n].entry;
    if (entry->size > max)
        return sl_fail(e, SL_ETOOBIG, "%llu bytes, over the limit of %zu",
                       (unsigned long long)entry->size, max);
    *out = new_body(objects, (size_t)entry->size);
    (*out)->type = entry->type;
    if (!sl_packfile_inflate(&(*out)->text, &objects->inflater, file, entry, e)) {
        unpin(objects, *out);
        return false;
    }
    keep(objects, *out, pack, at);
    return true;
}

/* One delta up; `base` is let go. */
static bool ascend(sl_body **body, sl_objects *objects, size_t pack, const sl_chain_link *link,
                   size_t max, sl_err *e)
{
    sl_delta delta;
    sl_body *base = *body;
    const sl_packfile *file = &objects->packs.v[pack].file;
    sl_buf_reset(&objects->delta);
    bool ok = sl_packfile_inflate(&objects->delta, &objects->inflater, file, &link->entry, e) &&
              sl_delta_open(&delta, sl_buf_str(&objects->delta), e);
    if (ok && delta.size > max)
        ok = sl_fail(e, SL_ETOOBIG, "%llu bytes, over the limit of %zu",
                     (unsigned long long)delta.size, max);
    sl_body *next = ok ? new_body(objects, (size_t)delta.size) : NULL;
    char *to = ok ? sl_buf_room(&next->text, (size_t)delta.size) : NULL;
    if (ok && !to)
        ok = sl_fail(e, SL_ETOOBIG, "no memory for %llu bytes", (unsigned long long)delta.size);
    sl_str text = sl_str_sub(sl_buf_str(&base->text), base->start, base->text.n);
    if (ok)
        ok = sl_delta_apply(to, &delta, text, e);
    if (ok) {
        next->type = base->type;
        next->text.n = (size_t)delta.size;
        to[delta.size] = 0;
        keep(objects, next, pack, link->offset);
    } else if (next) {
        unpin(objects, next);
    }
    unpin(objects, base);
    *body = ok ? next : NULL;
    if (objects->delta.cap > SL_CACHE_BYTES / 4)
        sl_buf_clear(&objects->delta);
    return ok;
}

static bool unpack(sl_body **out, sl_objects *objects, const sl_place_in_pack *from, size_t max,
                   sl_err *e)
{
    size_t n;
    size_t bases = max < SL_UNPACKED_MAX / 4 ? max * 4 + BASES_MAX : SL_UNPACKED_MAX;
    bases = bases < SL_UNPACKED_MAX ? bases : SL_UNPACKED_MAX;
    if (!descend(out, &n, objects, from, bases, e))
        return false;
    while (n-- > 0)
        if (!ascend(out, objects, from->pack, &objects->chain[n], n ? bases : max, e))
            return false;
    return true;
}

static bool unpack_loose(sl_body **out, sl_objects *objects, const sl_id *id, size_t max, sl_err *e)
{
    sl_body *body = new_body(objects, max < SIZE_MAX - LOOSE_HEAD ? max + LOOSE_HEAD : max);
    bool ok = sl_loose_read(&body->text, &body->type, &body->start, objects, id, e);
    if (!ok)
        unpin(objects, body);
    *out = ok ? body : NULL;
    return ok;
}

bool sl_objects_find(sl_place_in_pack *out, const sl_objects *objects, const sl_id *id)
{
    for (size_t i = 0; i < objects->packs.n; i++) {
        out->pack = i;
        if (sl_packindex_find(&out->at, &objects->packs.v[i].index, id->bytes))
            return true;
    }
    return false;
}

bool sl_objects_has(sl_objects *objects, const sl_id *id)
{
    sl_place_in_pack place;
    sl_content content;
    if (sl_objects_find(&place, objects, id))
        return true;
    sl_err e = {0};
    bool is_there = sl_objects_get(&content, objects, id, 1, &e);
    if (is_there)
        sl_content_close(&content);
    return is_there || e.kind != SL_ENOENT;
}

bool sl_objects_get(sl_content *out, sl_objects *objects, const sl_id *id, size_t max, sl_err *e)
{
    char hex[65];
    sl_place_in_pack place;
    sl_err why = {0};
    sl_body *body = NULL;
    *out = (sl_content){.objects = objects};
    bool is_packed = sl_objects_find(&place, objects, id);
    bool ok = is_packed ? unpack(&body, objects, &place, max, &why)
                        : unpack_loose(&body, objects, id, max, &why);
    if (is_packed && !ok && why.kind == SL_EPARSE) {
        sl_err other = {0};
        ok = unpack_loose(&body, objects, id, max, &other);
    }
    if (ok && body->text.n - body->start > max) {
        sl_fail(&why, SL_ETOOBIG, "%zu bytes, over the limit of %zu", body->text.n - body->start,
                max);
        unpin(objects, body);
        ok = false;
    }
    if (ok) {
        out->body = body;
        out->type = body->type;
        out->text = sl_str_sub(sl_buf_str(&body->text), body->start, body->text.n);
        return true;
    }
    sl_id_hex(hex, id);
    if (why.kind == SL_ENOENT)
        return sl_fail(
            e, SL_ENOENT,
            "git object %s is missing from the repository; if it is a partial or shallow "
            "clone, fetch the rest (git fetch --unshallow, git fetch --refetch "
            "--no-filter)",
            hex);
    return sl_fail(e, why.kind, "git object %s: %s", hex, why.text);
}

bool sl_objects_get_as(sl_content *out, sl_objects *objects, const sl_id *id, sl_object_type type,
                       sl_err *e)
{
    char hex[65];
    size_t max = type == SL_TYPE_BLOB ? SL_UNPACKED_MAX : SL_STRUCTURE_MAX;
    if (!sl_objects_get(out, objects, id, max, e))
        return false;
    if (out->type == type)
        return true;
    sl_id_hex(hex, id);
    sl_fail(e, SL_EPARSE, "git object %s is a %s, not a %s", hex, sl_object_type_name(out->type),
            sl_object_type_name(type));
    sl_content_close(out);
    return false;
}

void sl_content_close(sl_content *content)
{
    if (content->body)
        unpin(content->objects, content->body);
    *content = (sl_content){0};
}

bool sl_objects_read(sl_buf *out, sl_objects *objects, const sl_id *blob, sl_err *e)
{
    sl_content content;
    char hex[65];
    if (!sl_objects_get(&content, objects, blob, out->max - out->n, e))
        return false;
    bool ok = content.type == SL_TYPE_BLOB;
    sl_id_hex(hex, blob);
    if (!ok)
        sl_fail(e, SL_EPARSE, "git object %s is a %s, not a blob", hex,
                sl_object_type_name(content.type));
    else if (!sl_buf_add(out, content.text))
        ok = sl_fail(e, SL_ETOOBIG, "over the limit of %zu bytes for one file", out->max);
    sl_content_close(&content);
    return ok;
}

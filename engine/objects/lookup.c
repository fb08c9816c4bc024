/* Looking at a database without reading objects: its packs, and ids by their first digits. */
#include "engine/objects/database.h"

size_t sl_objects_id_bytes(const sl_objects *objects)
{
    return objects->id_bytes;
}

const sl_strs *sl_objects_folders(const sl_objects *objects)
{
    return &objects->folders;
}

size_t sl_objects_packs(const sl_objects *objects)
{
    return objects->packs.n;
}

const sl_packindex *sl_objects_index(const sl_objects *objects, size_t pack)
{
    return &objects->packs.v[pack].index;
}

sl_str sl_objects_pack_name(const sl_objects *objects, size_t pack)
{
    return objects->packs.v[pack].name;
}

bool sl_objects_map(sl_objects *objects, uint64_t *bytes, sl_err *e)
{
    const sl_packfile *file;
    *bytes = 0;
    for (size_t i = 0; i < objects->packs.n; i++) {
        if (!sl_objects_pack(&file, objects, i, e))
            return false;
        *bytes += objects->packs.v[i].pack_bytes.n + objects->packs.v[i].index_bytes.n;
    }
    return true;
}

/* What ids that begin with the digits are compared with. */
typedef struct prefix {
    unsigned char bytes[SL_SHA256_ID]; /* zeros behind the digits */
    size_t n_digits;
    size_t n;
    sl_id first;
    size_t id_bytes;
} prefix;

static bool matches(const prefix *p, const unsigned char *id)
{
    size_t whole = p->n_digits / 2;
    return memcmp(id, p->bytes, whole) == 0 &&
           (p->n_digits % 2 == 0 || (id[whole] & 0xf0) == p->bytes[whole]);
}

static void see(prefix *p, const unsigned char *bytes)
{
    sl_id id = sl_id_at(bytes, p->id_bytes);
    if (p->n && sl_id_eq(&p->first, &id))
        return;
    if (p->n++ == 0)
        p->first = id;
}

static bool read_prefix(prefix *p, sl_str digits)
{
    char hex[2 * SL_SHA256_ID];
    sl_id id;
    if (digits.n < 4 || digits.n > 2 * p->id_bytes)
        return false;
    memset(hex, '0', sizeof hex);
    memcpy(hex, digits.p, digits.n);
    if (!sl_id_of_hex(&id, sl_str_at(hex, 2 * p->id_bytes), p->id_bytes))
        return false;
    memcpy(p->bytes, id.bytes, sizeof p->bytes);
    p->n_digits = digits.n;
    return true;
}

size_t sl_objects_prefix(sl_id *out, const sl_objects *objects, sl_str digits)
{
    prefix p = {.id_bytes = objects->id_bytes};
    sl_id *loose;
    size_t n_loose = 0;
    if (!read_prefix(&p, digits))
        return 0;
    for (size_t i = 0; i < objects->packs.n; i++) {
        const sl_packindex *index = &objects->packs.v[i].index;
        for (size_t at = sl_packindex_lower(index, p.bytes);
             at < index->n && p.n < 2 && matches(&p, sl_packindex_id(index, at)); at++)
            see(&p, sl_packindex_id(index, at));
    }
    sl_arena *mem = sl_arena_new();
    if (sl_objects_loose(&loose, &n_loose, mem, objects, NULL))
        for (size_t i = 0; i < n_loose && p.n < 2; i++)
            if (matches(&p, loose[i].bytes))
                see(&p, loose[i].bytes);
    sl_arena_free(mem);
    *out = p.first;
    return p.n;
}

/* What an open database is made of. For this folder only. */
#ifndef SLUICE_ENGINE_OBJECTS_DATABASE_H
#define SLUICE_ENGINE_OBJECTS_DATABASE_H

#include "engine/objects/objects.h"

enum { SL_CHAIN_MAX = 10000, SL_CACHE_SLOTS = 4096 };

/** Bytes of unpacked objects kept for those that are told from them. */
enum { SL_CACHE_BYTES = 48 << 20 };

/** A pack with its mapped files. */
typedef struct sl_database_pack {
    sl_str name; /* path without ending */
    sl_str index_bytes, pack_bytes;
    sl_packindex index;
    sl_packfile file;
    bool is_open;
} sl_database_pack;

/** One unpacked object: in the cache, held open, or both. */
typedef struct sl_body {
    sl_object_type type;
    sl_buf text;
    size_t start; /* of the object in `text` */
    unsigned pins;
    bool is_cached;
    size_t pack;
    uint64_t offset;
    struct sl_body *next_free;
} sl_body;

/** A delta on the way to its base. */
typedef struct sl_chain_link {
    sl_packentry entry;
    uint64_t offset;
} sl_chain_link;

struct sl_objects {
    sl_arena *mem;
    size_t id_bytes;
    sl_strs folders;
    struct {
        sl_database_pack *v;
        size_t n, cap;
    } packs;
    sl_inflater inflater;
    sl_buf delta;
    sl_body *slots[SL_CACHE_SLOTS];
    size_t cached_bytes, hand; /* where the next victim is looked for */
    sl_body *free_bodies;
    sl_chain_link *chain; /* SL_CHAIN_MAX */
    unsigned depth;       /* of bases in other packs */
};

/** Adds a folder of objects with its packs, and its alternates. One that does not exist is left
    out. */
bool sl_database_add(sl_objects *objects, sl_str folder, unsigned depth, sl_err *e);

#endif

/* The index of a pack (gitformat-pack(5), versions 1 and 2): which objects it has, and where. Works
   on mapped bytes, all of which are a stranger's. */
#ifndef SLUICE_ENGINE_OBJECTS_PACKINDEX_H
#define SLUICE_ENGINE_OBJECTS_PACKINDEX_H

#include "engine/objects/id.h"
#include "sluice/err.h"

/** An index over borrowed bytes. Objects are numbered in the order of their ids. */
typedef struct sl_packindex {
    size_t n, id_bytes;
    unsigned version;
    const unsigned char *fan, *ids, *offsets, *large;
    size_t n_large;
} sl_packindex;

/** Looks at the bytes, which have to live as long as the index. */
bool sl_packindex_read(sl_packindex *out, sl_str bytes, size_t id_bytes, sl_err *e);
/** The number of the object; false when the pack does not have it. */
bool sl_packindex_find(size_t *at, const sl_packindex *index, const unsigned char *id);
/** The first object whose id is not before `id`; `n` when there is none. */
size_t sl_packindex_lower(const sl_packindex *index, const unsigned char *id);
/** The bytes of the id of object `at`. */
const unsigned char *sl_packindex_id(const sl_packindex *index, size_t at);
/** Where object `at` begins in the pack. */
bool sl_packindex_offset(uint64_t *out, const sl_packindex *index, size_t at, sl_err *e);

#endif

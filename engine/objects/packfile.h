/* A pack (gitformat-pack(5), versions 2 and 3): entries by offset, whole or as deltas. Works on
   mapped bytes, all of which are a stranger's. */
#ifndef SLUICE_ENGINE_OBJECTS_PACKFILE_H
#define SLUICE_ENGINE_OBJECTS_PACKFILE_H

#include "engine/objects/packindex.h"
#include "sluice/buf.h"

/** What an entry is; the first four are also the types of objects. */
typedef enum sl_object_type {
    SL_TYPE_NONE,
    SL_TYPE_COMMIT,
    SL_TYPE_TREE,
    SL_TYPE_BLOB,
    SL_TYPE_TAG,
    SL_TYPE_OFFSET_DELTA = 6, /* its base stands before it in the pack */
    SL_TYPE_ID_DELTA = 7      /* its base is named by id */
} sl_object_type;

/** Objects larger than this are never unpacked. */
enum { SL_UNPACKED_MAX = 1 << 30 };

/** A pack over borrowed bytes. */
typedef struct sl_packfile {
    sl_str bytes;
    size_t id_bytes;
} sl_packfile;

/** The head of an entry. */
typedef struct sl_packentry {
    sl_object_type type;
    uint64_t size;                /* of the object, or of the delta that tells it */
    uint64_t base;                /* SL_TYPE_OFFSET_DELTA: where its base begins */
    const unsigned char *base_id; /* SL_TYPE_ID_DELTA */
    uint64_t data;                /* where its compressed bytes begin */
} sl_packentry;

/** "commit", "tree", "blob", "tag", or "object" for all else. */
const char *sl_object_type_name(sl_object_type type);
/** Looks at the head of the bytes. */
bool sl_packfile_read(sl_packfile *out, sl_str bytes, size_t id_bytes, sl_err *e);
/** Reads the head of the entry at an offset. */
bool sl_packfile_entry(sl_packentry *out, const sl_packfile *pack, uint64_t offset, sl_err *e);

/** Decompresses; holds what libdeflate needs. */
typedef struct sl_inflater {
    void *handle;
} sl_inflater;

/** SL_EFAIL without memory. */
bool sl_inflater_open(sl_inflater *inflater, sl_err *e);
/** One that is not open is fine. */
void sl_inflater_close(sl_inflater *inflater);
/** Appends the `entry->size` bytes of an entry to `out`. */
bool sl_packfile_inflate(sl_buf *out, sl_inflater *inflater, const sl_packfile *pack,
                         const sl_packentry *entry, sl_err *e);
/** Appends a whole zlib stream whose size is not known; over `out->max` is SL_ETOOBIG. */
bool sl_inflate_all(sl_buf *out, sl_inflater *inflater, sl_str bytes, sl_err *e);

#endif

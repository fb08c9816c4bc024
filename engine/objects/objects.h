/* The object database of a repository, read without libgit2: packs and loose objects of the
   repository, of its alternates, and of the stores that git's hooks see through the environment.
   Everything in it is a stranger's: a damaged object is the error of that object alone. */
#ifndef SLUICE_ENGINE_OBJECTS_OBJECTS_H
#define SLUICE_ENGINE_OBJECTS_OBJECTS_H

#include "engine/objects/packfile.h"
#include "sluice/arena.h"

typedef struct sl_objects sl_objects;

/** An object held open; its text is terminated and valid until it is closed. */
typedef struct sl_content {
    sl_object_type type; /* SL_TYPE_NONE: not open */
    sl_str text;
    sl_objects *objects;
    struct sl_body *body;
} sl_content;

/** An object of a pack. */
typedef struct sl_place_in_pack {
    size_t pack, at; /* numbers of the pack and of the object in its index */
} sl_place_in_pack;

/** More packs or alternates than this are SL_ETOOBIG errors. */
enum { SL_PACKS_MAX = 10000, SL_ALTERNATES_DEPTH_MAX = 5, SL_STORES_MAX = 1000 };

/** Adds the stores that git's hooks see through the environment: the quarantine of a push
    (git-receive-pack(1)). */
void sl_environment_stores(sl_strs *out, sl_arena *mem);
/** Opens the objects of the repository whose git folder, shared by its work trees, is `common`; ids
    have `id_bytes` (SL_SHA1_ID or SL_SHA256_ID). A pack whose index is damaged is an error. */
bool sl_objects_open(sl_objects **out, sl_arena *mem, sl_str common, size_t id_bytes, sl_err *e);
/** Releases mappings and memory; contents have to be closed. NULL is fine. */
void sl_objects_close(sl_objects *objects);
/** Bytes of an id. */
size_t sl_objects_id_bytes(const sl_objects *objects);
/** The folders in use, absolute, for the sandbox. */
const sl_strs *sl_objects_folders(const sl_objects *objects);
/** True when the object is there. */
bool sl_objects_has(sl_objects *objects, const sl_id *id);
/** Opens an object of at most `max` bytes. SL_ENOENT: it is missing; SL_ETOOBIG; SL_EPARSE: it is
    damaged. The error names the object. */
bool sl_objects_get(sl_content *out, sl_objects *objects, const sl_id *id, size_t max, sl_err *e);
/** The same, of this type only (SL_EPARSE: it is another). */
bool sl_objects_get_as(sl_content *out, sl_objects *objects, const sl_id *id, sl_object_type type,
                       sl_err *e);
/** One that is not open is fine. */
void sl_content_close(sl_content *content);
/** Appends the content of a blob to `out`; over `out->max` is SL_ETOOBIG. */
bool sl_objects_read(sl_buf *out, sl_objects *objects, const sl_id *blob, sl_err *e);

/** Commits, trees and tags larger than this are SL_ETOOBIG errors of sl_objects_get_as. */
enum { SL_STRUCTURE_MAX = 64 << 20 };

/** How many packs there are. */
size_t sl_objects_packs(const sl_objects *objects);
/** The index of a pack. */
const sl_packindex *sl_objects_index(const sl_objects *objects, size_t pack);
/** A pack, mapped on first use. */
bool sl_objects_pack(const sl_packfile **out, sl_objects *objects, size_t pack, sl_err *e);
/** The path of a pack without its ending. */
sl_str sl_objects_pack_name(const sl_objects *objects, size_t pack);
/** Maps all packs; `*bytes` gets how many bytes of address space are mapped in all. */
bool sl_objects_map(sl_objects *objects, uint64_t *bytes, sl_err *e);
/** Finds an object in the packs. */
bool sl_objects_find(sl_place_in_pack *out, const sl_objects *objects, const sl_id *id);
/** The ids of all loose objects, in the order of their bytes, each once. */
bool sl_objects_loose(sl_id **v, size_t *n, sl_arena *mem, const sl_objects *objects, sl_err *e);
/** Reads a loose object whole into `out`; `*type` and `*start` say what it is and where its bytes
    begin. SL_ENOENT: there is none. */
bool sl_loose_read(sl_buf *out, sl_object_type *type, size_t *start, sl_objects *objects,
                   const sl_id *id, sl_err *e);
/** The ids that begin with `digits` (at least 4 hex digits): how many, at most 2, and the first. */
size_t sl_objects_prefix(sl_id *out, const sl_objects *objects, sl_str digits);

#endif

/* Git's index file (gitformat-index(5), versions 2 to 4), read without libgit2: it takes a
   twentieth of the time, and a walk of a folder needs to know what is tracked. */
#ifndef SLUICE_ENGINE_SOURCE_INDEX_FILE_H
#define SLUICE_ENGINE_SOURCE_INDEX_FILE_H

#include "base/map.h"
#include "sluice/err.h"
#include "sluice/unit.h"

/** Larger index files are SL_ETOOBIG errors. */
enum { SL_INDEX_MAX = 1 << 30 };

/** One entry. A folder (SL_MODE_FOLDER, its path ends with '/') stands for all below it: sparse. */
typedef struct sl_index_entry {
    sl_str path;
    uint32_t mode;
    uint8_t stage;  /* not 0: one side of a conflict */
    bool is_intent; /* `git add -N`: known, but not to be committed */
    sl_id id;       /* SL_ID_NONE in repositories whose ids are not SHA-1 */
} sl_index_entry;

/** The index; everything lives in the arena that it was read with. */
typedef struct sl_index_file {
    sl_index_entry *v; /* sorted by path, then stage */
    size_t n;
    sl_map trees; /* path of a folder ("" for the top) to the sl_id of the tree it would become */
    sl_str link;  /* of a split index: what it says about the shared one; else empty */
} sl_index_file;

/** Reads the bytes of an index whose ids have `id_bytes` (20 or 32) bytes; `text` has to live as
    long as the result. SL_ENOTSUP: an extension that we don't know and must not ignore. In a split
    index, entries that replace one of the shared index have an empty path. */
bool sl_index_file_read(sl_index_file *out, sl_arena *mem, sl_str text, size_t id_bytes, sl_err *e);
/** Puts a split index together with the shared one that it names. */
bool sl_index_file_join(sl_index_file *split, sl_arena *mem, const sl_index_file *shared,
                        size_t id_bytes, sl_err *e);
/** Reads the file; none is an empty index. A split index is put together. */
bool sl_index_file_load(sl_index_file *out, sl_arena *mem, sl_str path, size_t id_bytes, sl_err *e);
/** The first entry that is not before `path`. */
size_t sl_index_file_find(const sl_index_file *index, sl_str path);
/** The entry of the path in its lowest stage; NULL: not tracked. */
const sl_index_entry *sl_index_file_get(const sl_index_file *index, sl_str path);
/** True when something below the folder is tracked. */
bool sl_index_file_has_below(const sl_index_file *index, sl_arena *scratch, sl_str folder);

#endif

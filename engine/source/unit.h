/* Making units: labels, the git kinds of entries, order. For the sources of this folder. */
#ifndef SLUICE_ENGINE_SOURCE_UNIT_H
#define SLUICE_ENGINE_SOURCE_UNIT_H

#include "sluice/arena.h"
#include "sluice/err.h"
#include "engine/source/repo.h"
#include "sluice/source.h"

/** More units than this in one source, or more memory for their paths, are SL_ETOOBIG errors. */
enum { SL_SOURCE_UNITS_MAX = 4000000, SL_SOURCE_MEGABYTES_MAX = 2048 };
/** Git's modes of entries that are not folders. */
enum {
    SL_MODE_FILE = 0100644,
    SL_MODE_RUNNABLE = 0100755,
    SL_MODE_LINK = 0120000,
    SL_MODE_FOLDER = 0040000,
    SL_MODE_COMMIT = 0160000,
    SL_MODE_TYPE = 0170000
};

/** Adds a unit for an entry of a tree or index: its kind, canonical mode, label and, for a
    submodule, the reason to skip it. `path` is borrowed, `id` copied (NULL: none). Size unknown. */
bool sl_units_add(sl_units *units, sl_arena *mem, sl_str path, uint32_t mode, const sl_id *id,
                  sl_err *e);
/** Puts the units in the byte order of their paths; cheap when they are already. */
void sl_units_sort(sl_units *units);
/** Keeps the first of units that have the same path, in a sorted list. */
void sl_units_unique(sl_units *units);
/** A source of this kind without units; each unit's content is the blob of its id. The repository
   is borrowed and has to stay open as long as the source. */
sl_source *sl_source_of_blobs(sl_arena *mem, const char *kind, sl_repo *repo);

#endif

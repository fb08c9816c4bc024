/* What git knows about a folder on disk, found without libgit2: the repository around it, what is
   ignored, what is tracked. */
#ifndef SLUICE_ENGINE_SOURCE_GROUND_H
#define SLUICE_ENGINE_SOURCE_GROUND_H

#include "base/glob.h"
#include "engine/source/index_file.h"
#include "engine/source/place.h"

/** The repository around a folder; in the arena that it was found with. */
typedef struct sl_ground {
    sl_str top;          /* the work tree's top, absolute; empty: the folder is in no repository */
    sl_str below;        /* the folder's path below the top; empty: it is the top */
    sl_str git_folder;   /* of this work tree */
    sl_str common;       /* shared by all work trees */
    sl_ignores *ignores; /* core.excludesFile, info/exclude, .gitignore files above the folder */
    sl_index_file index;
} sl_ground;

/** Ignore files larger than this are refused. */
enum { SL_IGNORE_FILE_MAX = 1 << 20 };

/** Looks at and above `folder` (absolute, links resolved). Not being in a repository is no error;
   an index that cannot be read is. */
bool sl_ground_find(sl_ground *out, sl_arena *mem, sl_str folder, sl_err *e);
/** Adds the .gitignore of `folder` (below `top`, which is the work tree's top; "" for itself),
   where it is a regular file. SL_ETOOBIG: it is over SL_IGNORE_FILE_MAX, and was not added. */
bool sl_ground_add(sl_ground *ground, sl_place *top, sl_str folder, sl_err *e);

#endif

/* Where a repository keeps things, found without libgit2 (gitrepository-layout(5)): bare ones, work
   trees and linked work trees, whoever owns them. */
#ifndef SLUICE_ENGINE_OBJECTS_GITFOLDER_H
#define SLUICE_ENGINE_OBJECTS_GITFOLDER_H

#include "sluice/arena.h"
#include "sluice/buf.h"
#include "sluice/err.h"

/** A repository's folders; absolute, in the arena that they were found with. */
typedef struct sl_gitfolder {
    sl_str git;    /* of this work tree */
    sl_str common; /* shared by all work trees */
    sl_str top;    /* of the work tree; empty for a bare repository */
    size_t id_bytes;
    bool is_shallow;
} sl_gitfolder;

/** The repository at or above `path`. SL_ENOENT: there is none; SL_ENOTSUP: its refs or objects are
    kept in a way that is not read. */
bool sl_gitfolder_find(sl_gitfolder *out, sl_arena *mem, sl_str path, sl_err *e);
/** A small text file of it, at most `max` bytes; empty when there is none. */
sl_str sl_gitfolder_text(sl_arena *mem, sl_str path, size_t max);

#endif

/* A folder on disk below which files are opened, made and listed: never through a symbolic link,
   never out of it, whatever the path says and whoever changes the folder meanwhile. */
#ifndef SLUICE_ENGINE_SOURCE_PLACE_H
#define SLUICE_ENGINE_SOURCE_PLACE_H

#include <sys/stat.h>

#include "sluice/arena.h"
#include "sluice/buf.h"
#include "sluice/err.h"

/** Longest path below a place. */
enum { SL_PLACE_PATH_MAX = 4096 };

/** Keeps the folder open, and the one used last, since neighbours tend to come in a row. */
typedef struct sl_place {
    int root;
    int parent; /* -1: none */
    size_t n_parent;
    char parent_path[SL_PLACE_PATH_MAX];
} sl_place;

/** Opens the folder (links in `folder` itself are followed). */
bool sl_place_open(sl_place *place, sl_str folder, sl_err *e);
/** Closes what is open. A zeroed place with root -1 is fine. */
void sl_place_close(sl_place *place);
/** The descriptor of the folder that holds `path`, and the last part of `path` in `name` (of
    NAME_MAX + 1 bytes); the place keeps the descriptor. `make`: missing folders are made. */
bool sl_place_parent(int *fd, char *name, sl_place *place, sl_str path, bool make, sl_err *e);
/** What is at `path`, itself when it is a link. SL_ENOENT: nothing. */
bool sl_place_stat(struct stat *out, sl_place *place, sl_str path, sl_err *e);
/** Appends the content of a regular file; SL_ETOOBIG over `out->max`, also when it grows meanwhile.
    Anything else at that path is an error. */
bool sl_place_read(sl_buf *out, sl_place *place, sl_str path, sl_err *e);
/** Appends the target of a symbolic link. */
bool sl_place_read_link(sl_buf *out, sl_place *place, sl_str path, sl_err *e);

#endif

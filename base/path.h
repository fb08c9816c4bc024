/* Paths and files: joining, cleaning, whole reads, atomic writes, folders. */
#ifndef SLUICE_BASE_PATH_H
#define SLUICE_BASE_PATH_H

#include "sluice/arena.h"
#include "sluice/buf.h"
#include "sluice/err.h"

/** "a/b" of a folder and a name; `name` alone when it is absolute or `folder` is empty. */
sl_str sl_path_join(sl_arena *mem, sl_str folder, sl_str name);
/** The last part of a path. */
sl_str sl_path_name(sl_str path);
/** The path without its last part; empty when it has one only. */
sl_str sl_path_parent(sl_str path);
/** The end of the name from its last dot, with the dot ("" when there is none; ".bashrc" has none).
 */
sl_str sl_path_extension(sl_str path);
/** "a/c" for "a/./b/../c"; false when it is absolute or would leave its root. */
bool sl_path_clean(sl_str *out, sl_arena *mem, sl_str path);
/** Appends a whole regular file; longer than `out->max` is SL_ETOOBIG. */
bool sl_file_read(sl_buf *out, sl_str path, sl_err *e);
/** Writes all bytes to an open file; false with errno. */
bool sl_write_all(int fd, sl_str bytes);
/** Writes a file whole: to a temporary name beside it, then renamed; a target that is not a regular
    file (/dev/stdout, a pipe) is written in place. Nothing half-written remains on an error. */
bool sl_file_write(sl_str path, sl_str bytes, sl_err *e);
/** Writes a new regular file whole, with that mode less the umask, in the place of what is there: a
    link is replaced, not followed. Nothing half-written remains on an error. */
bool sl_file_make(sl_str path, sl_str bytes, unsigned mode, sl_err *e);
/** True when something is there (links followed). */
bool sl_path_exists(sl_str path);
/** True for a folder (links followed). */
bool sl_path_is_folder(sl_str path);
/** Makes a folder and its parents, mode 0777 less the umask; fine when it is there. */
bool sl_folder_make(sl_str path, sl_err *e);
/** A new private folder (0700) "PREFIXxxxxxx" below TMPDIR or /tmp. */
bool sl_folder_temporary(sl_str *out, sl_arena *mem, const char *prefix, sl_err *e);
/** Removes a folder and all below it, never following links. */
bool sl_folder_remove(sl_str path, sl_err *e);
/** The absolute path with links resolved; the path has to exist. */
bool sl_path_real(sl_str *out, sl_arena *mem, sl_str path, sl_err *e);

#endif

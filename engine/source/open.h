/* Opening sources. Each lists its units in path order and reads them on demand. */
#ifndef SLUICE_ENGINE_SOURCE_OPEN_H
#define SLUICE_ENGINE_SOURCE_OPEN_H

#include "engine/source/repo.h"
#include "sluice/source.h"

/** What a walk of a folder takes in. */
typedef struct sl_walk_options {
    bool use_ignores;  /* honour .gitignore, .git/info/exclude and the user's global excludes */
    bool only_ignored; /* only what they hide (`--ignored`) */
    sl_strs only;      /* paths below the root to take (files or folders); empty: all */
} sl_walk_options;

/** The files of a folder, repository or not. `.git` is never entered. A path in `only` that does
    not exist is an SL_ENOENT error. */
bool sl_source_folder(sl_source **out, sl_arena *mem, sl_str folder, const sl_walk_options *options,
                      sl_err *e);
/** Appends the regular file at `path` below the folder; SL_ENOENT: there is none. A link is
   followed while it stays below, SL_EDENIED when it does not. */
bool sl_folder_read(sl_buf *out, sl_str folder, sl_str path, sl_err *e);
/** The tree of a commit; with `only`, the paths below. */
bool sl_source_commit(sl_source **out, sl_arena *mem, sl_repo *repo, const sl_commit *commit,
                      const sl_strs *only, sl_err *e);
/** What `git commit` would commit: entries of the index that differ from HEAD, staged content. */
bool sl_source_index(sl_source **out, sl_arena *mem, sl_repo *repo, sl_err *e);
/** Files of `to` that are new or changed since `from` (content or mode). */
bool sl_source_difference(sl_source **out, sl_arena *mem, sl_repo *repo, const sl_commit *from,
                          const sl_commit *to, sl_err *e);
/** A container image on disk (OCI layout folder, OCI or docker archive): one unit. */
bool sl_source_image(sl_source **out, sl_arena *mem, sl_str path, sl_err *e);
/** Texts held in memory (rules' own examples): unit i has paths[i] and texts[i]. */
bool sl_source_memory(sl_source **out, sl_arena *mem, const sl_str *paths, const sl_str *texts,
                      size_t n, sl_err *e);
/** Several sources as one, which closes them; a path that comes again keeps its first unit, unless
    it is another content (another id, or another folder): what is different is looked at. */
bool sl_source_joined(sl_source **out, sl_arena *mem, sl_source *const *sources, size_t n,
                      sl_err *e);
/** `tested` and what stands around it: the files of `base` that it has in another version or not at
    all, with their roles; for a source that is a change to `base`, the files that it leaves alone
   are SL_ROLE_CONTEXT. `*around` is to be closed when `*out` is done with; `tested` stays the
   caller's.
 */
bool sl_source_around(sl_source **out, sl_source **around, sl_arena *mem, sl_repo *repo,
                      const sl_commit *base, sl_source *tested, sl_err *e);
/** The path as reported: UTF-8 as it is; other bytes, control characters, marks that turn the
    direction of text, and a '%' before two hex digits (so that decoding gives the path back) are
    percent-encoded. The path itself when nothing is to be encoded. */
sl_str sl_path_label(sl_arena *mem, sl_str path);
/** True when a content is a Git LFS pointer and nothing else (git-lfs/docs/spec.md): the file
   itself is in another store, so the unit is skipped for that reason. Known on reading only. */
bool sl_is_lfs_pointer(sl_str text);

#endif

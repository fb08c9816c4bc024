/* A git repository: revisions, texts at a revision, check-out into a folder. Uses libgit2, which is
   loaded on first use. */
#ifndef SLUICE_ENGINE_SOURCE_REPO_H
#define SLUICE_ENGINE_SOURCE_REPO_H

#include "sluice/arena.h"
#include "sluice/buf.h"
#include "sluice/err.h"
#include "sluice/unit.h"

typedef struct sl_repo sl_repo;

/** A resolved commit. */
typedef struct sl_commit {
    sl_id id;
    char hex[65];
} sl_commit;

/** Opens the repository at or above `path` (work tree, bare, linked work tree). Ownership by
   another user is accepted (we only read). SL_ENOENT: not a repository. SHA-256 repositories are an
    SL_ENOTSUP error that says so. */
bool sl_repo_open(sl_repo **out, sl_str path, sl_err *e);
/** Opens the repository that git means where it starts a hook: GIT_DIR and GIT_WORK_TREE where they
    are set, else the one around the current folder. */
bool sl_repo_open_here(sl_repo **out, sl_err *e);
/** Clones `url` (https, ssh, git, file or a path) bare into `folder` and opens it: all branches and
    tags, by their names. Logs in with the ssh agent, the usual keys or git's credential helpers;
    a password in the URL never comes back in an error. */
bool sl_repo_clone(sl_repo **out, sl_str url, sl_str folder, sl_err *e);
/** NULL is fine. */
void sl_repo_close(sl_repo *repo);
/** Absolute path of the git directory shared by all work trees. */
sl_str sl_repo_common_folder(const sl_repo *repo);
/** The same for the work tree or bare repository at or above `folder` (absolute), found without
    opening it; empty where there is none. */
sl_str sl_repo_common_around(sl_arena *mem, sl_str folder);
/** Absolute path of the work tree; empty for a bare repository. */
sl_str sl_repo_work_tree(const sl_repo *repo);
/** The commit that `rev` names ("HEAD", branch, tag, id, "HEAD~2"). SL_ENOENT: none such, with the
    nearest branch or tag; an unborn branch says so. */
bool sl_repo_resolve(sl_commit *out, sl_repo *repo, sl_str rev, sl_err *e);
/** The commits that the next commit will merge (MERGE_HEAD), `*n` of them; none is no error. */
bool sl_repo_merging(sl_commit **out, size_t *n, sl_arena *mem, sl_repo *repo, sl_err *e);
/** True when HEAD is on a branch that has no commit yet. */
bool sl_repo_is_unborn(sl_repo *repo);
/** The merge base of two commits; SL_ENOENT says when a shallow clone lacks it. */
bool sl_repo_merge_base(sl_commit *out, sl_repo *repo, const sl_commit *a, const sl_commit *b,
                        sl_err *e);
/** The branch that HEAD is on ("main"); empty when detached. In the arena. */
sl_str sl_repo_branch(sl_repo *repo, sl_arena *mem);
/** True when `rev` is a tag; its short name in `*name`. */
bool sl_repo_is_tag(sl_repo *repo, sl_arena *mem, sl_str rev, sl_str *name);
/** True when the clone is shallow. */
bool sl_repo_is_shallow(const sl_repo *repo);
/** The content of `path` in the commit, appended to `out`. SL_ENOENT: the tree has no such file. */
bool sl_repo_read(sl_buf *out, sl_repo *repo, const sl_commit *at, sl_str path, sl_err *e);
/** Paths that differ between the trees of two commits. */
bool sl_repo_changed_paths(sl_strs *out, sl_arena *mem, sl_repo *repo, const sl_commit *from,
                           const sl_commit *to, sl_err *e);
/** Writes the tree of the commit into an empty folder: files with their modes, links. A link that
    leads out of the folder becomes a file that holds its target, a submodule an empty folder; a
   path with a `.git` or `..` in it is an SL_EDENIED error. Contents are as committed (no filters).
 */
bool sl_repo_check_out(sl_repo *repo, const sl_commit *at, sl_str folder, sl_err *e);

#endif

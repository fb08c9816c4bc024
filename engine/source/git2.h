/* libgit2, loaded late, and the state of a repository opened with it. For this folder only. */
#ifndef SLUICE_ENGINE_SOURCE_GIT2_H
#define SLUICE_ENGINE_SOURCE_GIT2_H

#include <git2.h>

#include "engine/objects/gitfolder.h"
#include "engine/objects/objects.h"
#include "engine/source/repo.h"

/** The functions in use, without their prefix git_. */
#define SL_GIT2_FUNCTIONS(X)                                                                       \
    X(libgit2_init)                                                                                \
    X(libgit2_opts)                                                                                \
    X(libgit2_shutdown)                                                                            \
    X(error_last)                                                                                  \
    X(repository_open_ext)                                                                         \
    X(repository_free)                                                                             \
    X(repository_workdir)                                                                          \
    X(repository_odb)                                                                              \
    X(odb_free)                                                                                    \
    X(odb_add_disk_alternate)                                                                      \
    X(object_type2string)                                                                          \
    X(revparse_single)                                                                             \
    X(object_peel)                                                                                 \
    X(object_id)                                                                                   \
    X(object_type)                                                                                 \
    X(object_free)                                                                                 \
    X(reference_list)                                                                              \
    X(strarray_dispose)                                                                            \
    X(remote_create_with_fetchspec)                                                                \
    X(clone)                                                                                       \
    X(clone_options_init)                                                                          \
    X(credential_ssh_key_from_agent)                                                               \
    X(credential_ssh_key_new)                                                                      \
    X(credential_username_new)                                                                     \
    X(credential_userpass_plaintext_new)

#define SL_GIT2_POINTER(name) __typeof__(git_##name) *name;
/** Addresses of libgit2's functions. */
typedef struct sl_git2 {
    SL_GIT2_FUNCTIONS(SL_GIT2_POINTER)
} sl_git2;
#undef SL_GIT2_POINTER

/** What stands behind an open repository. Objects and plain refs are read without libgit2, which
    is loaded for what else revisions can say. */
struct sl_repo {
    sl_arena *mem;
    sl_gitfolder folder;
    sl_objects *objects;
    sl_git2 git;          /* after sl_git2_need */
    git_repository *repo; /* NULL until then */
    sl_str git_folder;    /* of this work tree; the same as `common` in all but linked ones */
    sl_str common;
    sl_str work_tree;
    sl_strs stores; /* object stores outside `common` */
};

/** Loads libgit2 and opens the repository with it, once. */
bool sl_git2_need(sl_repo *repo, sl_err *e);

/** Loads libgit2 and sets it up for reading what others wrote; one sl_git2_close for each. */
bool sl_git2_open(sl_git2 *git, sl_err *e);
/** The counterpart; a table that was never filled is fine. */
void sl_git2_close(sl_git2 *git);
/** Sets an error "context: libgit2's message" (without context when it is NULL); returns false. */
bool sl_git2_fail(const sl_git2 *git, sl_err_kind kind, sl_err *e);
/** The id as libgit2 has it. */
git_oid sl_git2_oid(const sl_id *id);
/** The id as we have it. */
sl_id sl_git2_id(const git_oid *oid);

#endif

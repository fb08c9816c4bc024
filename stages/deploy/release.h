/* Releases in a directory: `releases/NAME` are immutable copies, `current` is a link to one of
   them, switched in one step. */
#ifndef SLUICE_STAGES_DEPLOY_RELEASE_H
#define SLUICE_STAGES_DEPLOY_RELEASE_H

#include "sluice/arena.h"
#include "sluice/err.h"

/** A directory of releases, locked against other deployments. */
typedef struct sl_releases {
    sl_arena *mem;
    sl_str root; /* absolute */
    int lock;
} sl_releases;

/** Opens (makes) the directory and takes its lock; SL_EDENIED while another deployment has it. */
bool sl_releases_open(sl_releases *releases, sl_arena *mem, sl_str root, sl_err *e);
/** Gives the lock back. */
void sl_releases_close(sl_releases *releases);
/** Copies the folder `source` to a new release: to a temporary name first, synced, made read-only,
    then renamed. Links may not lead out of the source. `*name` is "UTC time-commit". */
bool sl_release_make(sl_str *name, const sl_releases *releases, sl_str source, sl_str commit,
                     sl_err *e);
/** Switches `current` to the release, in one step. */
bool sl_release_switch(const sl_releases *releases, sl_str name, sl_err *e);
/** The release that `current` is; empty when there is none. */
sl_str sl_release_current(const sl_releases *releases);
/** The release before `name`; empty when it is the first. */
bool sl_release_before(sl_str *out, const sl_releases *releases, sl_str name, sl_err *e);
/** Removes the oldest releases until `keep` are left; never the current one. */
bool sl_releases_prune(const sl_releases *releases, size_t keep, sl_err *e);

#endif

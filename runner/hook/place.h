/* Where git looks for the hooks of a repository, and who else writes there. Git itself is asked: it
   is git that runs them. */
#ifndef SLUICE_RUNNER_HOOK_PLACE_H
#define SLUICE_RUNNER_HOOK_PLACE_H

#include "sluice/arena.h"
#include "sluice/err.h"

/** A tool that writes the hooks of a repository itself. */
typedef struct sl_hook_manager {
    const char *name;
    const char *mark;   /* a text that its scripts hold */
    const char *folder; /* what core.hooksPath ends with; NULL: it uses git's own folder */
    const char *config; /* its configuration at the top of the work tree; NULL: elsewhere */
    const char *advice; /* how to add sluice to it */
} sl_hook_manager;

/** The hooks of one repository; in the arena that it was found with. */
typedef struct sl_hook_place {
    sl_str folder;     /* absolute; need not exist */
    sl_str git_folder; /* of the repository, shared by all work trees */
    sl_str top;        /* of the work tree; empty in a bare repository */
    sl_str scope;      /* of core.hooksPath: "local", "worktree", "global", ...; empty: not set */
    const sl_hook_manager *manager;    /* whose scripts stand there; NULL: nobody's */
    const sl_hook_manager *configured; /* whose configuration is in the work tree; NULL: nobody's */
} sl_hook_place;

/** Finds the hooks of the repository at or around `repo`. Needs git on the PATH. */
bool sl_hook_place_find(sl_hook_place *out, sl_arena *mem, sl_str repo, sl_err *e);
/** True when the folder serves other repositories as well. */
bool sl_hook_place_is_shared(const sl_hook_place *place);
/** True when the folder belongs to the work tree: what is written there is a change like others. */
bool sl_hook_place_is_tracked(const sl_hook_place *place);

#endif

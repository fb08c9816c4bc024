/* Which refs of a repository are its memory of a remote (git-fetch(1), configured remote-tracking
   branches). A remote's name may begin another's, and refs may be kept anywhere. */
#ifndef SLUICE_RUNNER_HOOK_REMOTE_H
#define SLUICE_RUNNER_HOOK_REMOTE_H

#include "sluice/arena.h"

/** Where refs of a remote are kept: before and behind what they are called there; a single ref when
    `is_one`. */
typedef struct sl_tracking {
    sl_str remote, before, behind;
    bool is_one;
} sl_tracking;

/** Of all remotes; texts borrow from what was read. */
typedef struct sl_trackings {
    sl_tracking *v;
    size_t n, cap;
} sl_trackings;

/** Reads "remote.NAME.fetch LF REFSPEC NUL" rows, as `git config -z` writes them; what keeps
    nothing, or not below refs/remotes/, is passed over. */
void sl_trackings_read(sl_trackings *out, sl_arena *mem, sl_str rows);
/** True when the ref is kept for that remote, and for no other. */
bool sl_trackings_is_of(const sl_trackings *all, sl_str remote, sl_str ref);

#endif

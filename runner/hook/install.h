/* Putting hooks in place and taking them out: all that were asked for, or none. A hook that was
   there is kept beside ours, as it is, and comes back. */
#ifndef SLUICE_RUNNER_HOOK_INSTALL_H
#define SLUICE_RUNNER_HOOK_INSTALL_H

#include "runner/hook/hook.h"
#include "runner/hook/place.h"

/** What stands where a hook belongs. */
typedef enum sl_hook_state {
    SL_HOOK_ABSENT,
    SL_HOOK_OURS,
    SL_HOOK_OTHER /* somebody else's */
} sl_hook_state;

/** One hook of a repository. */
typedef struct sl_hook_at {
    const sl_hook *hook;
    sl_hook_state state;
    sl_str path;
    sl_str kept;      /* where a hook that was there is kept */
    bool has_kept;    /* … and it is there */
    bool is_current;  /* ours is what this program would write */
    bool made_folder; /* ours says that the hooks folder was made for it */
    bool is_usual;    /* it suits the repository: a bare one is pushed to */
} sl_hook_at;

/** Hooks of a repository. */
typedef struct sl_hooks_at {
    sl_hook_at *v;
    size_t n, cap;
} sl_hooks_at;

/** How to install. */
typedef struct sl_hook_options {
    sl_str program; /* sluice's own path, absolute */
    bool dry_run;
} sl_hook_options;

/** Looks at the hooks named; NULL: at all. */
bool sl_hooks_look(sl_hooks_at *out, sl_arena *mem, const sl_hook_place *place,
                   const sl_strs *names, const sl_hook_options *options, sl_err *e);
/** Leaves those that `keep` is true for. */
void sl_hooks_filter(sl_hooks_at *hooks, bool (*keep)(const sl_hook_at *at));
/** Installs the hooks; what was done for each is a sentence in `said`. On an error nothing has
    changed. Installed ones that are up to date are left as they are. */
bool sl_hooks_install(sl_strs *said, sl_arena *mem, const sl_hook_place *place, sl_hooks_at *hooks,
                      const sl_hook_options *options, sl_err *e);
/** Takes the hooks out and puts back what was kept. A hook that somebody else wrote over ours
    stays. */
bool sl_hooks_uninstall(sl_strs *said, sl_arena *mem, const sl_hook_place *place,
                        sl_hooks_at *hooks, const sl_hook_options *options, sl_err *e);

#endif

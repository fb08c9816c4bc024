/* Git's hooks that sluice stands behind: which there are and how each is to be treated. */
#ifndef SLUICE_RUNNER_HOOK_HOOK_H
#define SLUICE_RUNNER_HOOK_HOOK_H

#include "sluice/str.h"

/** One of git's hooks (githooks(5)). */
typedef struct sl_hook {
    const char *name, *summary;
    bool is_server;     /* it guards a repository that is pushed to, not a work tree */
    bool reads_stdin;   /* git hands it lines on stdin */
    bool is_kept_first; /* a hook that was there runs before: it may change what is committed. Else
                           it runs after: it may send what the gate would hold back */
} sl_hook;

/** All hooks, in the order in which git comes to them. */
const sl_hook *sl_hooks(size_t *n);
/** The hook of that name; NULL when sluice has none. */
const sl_hook *sl_hook_of(sl_str name);

#endif

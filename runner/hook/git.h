/* Asking the git that runs the hooks: it knows its configuration, wherever that comes from. */
#ifndef SLUICE_RUNNER_HOOK_GIT_H
#define SLUICE_RUNNER_HOOK_GIT_H

#include "sluice/arena.h"
#include "sluice/err.h"

/** Runs git with those arguments (NULL at their end) in the folder, ours where that is empty; what
    it prints is in the arena. False when it cannot be started or exits otherwise than with 0. */
bool sl_hook_git(sl_str *answer, sl_arena *mem, sl_str folder, const char *const *arguments,
                 sl_err *e);

#endif

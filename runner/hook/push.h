/* What a push brings: the updates that git tells, and the range of the history that they add. */
#ifndef SLUICE_RUNNER_HOOK_PUSH_H
#define SLUICE_RUNNER_HOOK_PUSH_H

#include "runner/hook/call.h"
#include "runner/hook/updates.h"

/** The updates of a pre-push or pre-receive: from stdin, or where the pre-commit framework started
    the hook, from its variables. */
bool sl_hook_updates(sl_ref_updates *out, sl_arena *mem, const sl_hook_call *call, sl_err *e);
/** The path by which the names of refs that a push makes are known. */
#define SL_HOOK_NAMES "git:refs"

/** The names of refs that a push makes: a line for each update, empty where there is none. Empty
    when the push makes none at all. */
sl_str sl_hook_names(sl_arena *mem, const sl_ref_updates *updates);
/** The range, as git rev-list takes it: what the new ids reach, and not what is there already. That
    is, at the side that is pushed to, what any ref reaches; at the side that pushes, what the refs
    that it keeps of that remote reach, and the ids that the remote has told. */
bool sl_hook_range(sl_str *out, sl_arena *mem, const sl_hook_call *call,
                   const sl_ref_updates *updates, sl_err *e);

#endif

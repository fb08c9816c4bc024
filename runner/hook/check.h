/* What each hook looks at. */
#ifndef SLUICE_RUNNER_HOOK_CHECK_H
#define SLUICE_RUNNER_HOOK_CHECK_H

#include "runner/hook/call.h"

/** Scans what the hook is about, with the scanners and the policy of the repository's pipeline, or
    of sluice:pre-commit where it has none. The result is complete when it returns true. */
bool sl_hook_check(sl_result *result, sl_arena *mem, const sl_hook_call *call, sl_err *e);

#endif

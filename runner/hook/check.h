/* What each hook looks at, and what it says to the person who is stopped. */
#ifndef SLUICE_RUNNER_HOOK_CHECK_H
#define SLUICE_RUNNER_HOOK_CHECK_H

#include "runner/hook/hook.h"
#include "runner/report.h"
#include "runner/session.h"

/** A hook as git calls it. */
typedef struct sl_hook_call {
    const sl_hook *hook;
    sl_strs arguments; /* as git gave them */
    sl_str input;      /* the lines that git wrote to stdin */
    sl_session_spec session;
} sl_hook_call;

/** Scans what the hook is about, with the scanners and the policy of the repository's pipeline, or
    of sluice:pre-commit where it has none. The result is complete when it returns true. */
bool sl_hook_check(sl_result *result, sl_arena *mem, const sl_hook_call *call, sl_err *e);
/** Appends what a person sees: nothing where all is well; else what blocks, and how to go on. */
bool sl_hook_tell(sl_buf *out, const sl_result *result, const sl_hook_call *call,
                  const sl_report_look *look, sl_err *e);
/** Appends how to go on where the hook itself could not work. */
void sl_hook_tell_way_round(sl_buf *out, const sl_hook *hook);

#endif

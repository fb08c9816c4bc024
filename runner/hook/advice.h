/* What a hook says to the person who is stopped. */
#ifndef SLUICE_RUNNER_HOOK_ADVICE_H
#define SLUICE_RUNNER_HOOK_ADVICE_H

#include "runner/hook/call.h"
#include "runner/report.h"

/** Appends what a person sees: nothing where all is well; else what blocks, and how to go on. */
bool sl_hook_tell(sl_buf *out, const sl_result *result, const sl_hook_call *call,
                  const sl_report_look *look, sl_err *e);
/** Appends how to go on where the hook itself could not work. */
void sl_hook_tell_way_round(sl_buf *out, const sl_hook *hook);

#endif

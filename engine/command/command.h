/* Commands of stages: what `shell` and a deployment by command have in common. */
#ifndef SLUICE_ENGINE_COMMAND_COMMAND_H
#define SLUICE_ENGINE_COMMAND_COMMAND_H

#include "base/process.h"
#include "sluice/stage.h"

typedef struct sl_command_run sl_command_run;

/** Runs `script` with `shell` (a program and its options; empty: "/bin/sh -e -c") in the run's
    workspace or the `folder` below it. The environment is PATH, HOME (a folder beside the
    workspace), LANG, TERM, CI, SLUICE_* and the declared variables, nothing else. Exit status 0 is
    passed, another is blocked, a signal or the timeout is failed; `done` is called with that. */
bool sl_command_start(sl_command_run **out, sl_stage_run *run, sl_str script, sl_str folder,
                      const sl_strs *shell, sl_err *e);
/** The same, but the end goes to `end` instead of run->done. */
bool sl_command_start_for(sl_command_run **out, sl_stage_run *run, sl_str script, sl_str folder,
                          void (*end)(sl_stage_run *run, sl_stage_state state, sl_str sentence),
                          sl_err *e);
/** Ends it early. */
void sl_command_stop(sl_command_run *command);

#endif

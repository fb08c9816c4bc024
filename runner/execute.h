/* Executing a pipeline: stages in the order of the plan, scans in passes, commands in a workspace,
   deploy stages only after everything that they need has passed. */
#ifndef SLUICE_RUNNER_EXECUTE_H
#define SLUICE_RUNNER_EXECUTE_H

#include "engine/source/repo.h"
#include "runner/session.h"

/** What `sluice run` was asked to do. */
typedef struct sl_run_spec {
    sl_str repo;        /* path or URL; empty: the current folder */
    sl_str ref;         /* empty: HEAD */
    sl_str base;        /* empty: nothing is compared */
    sl_str policy_from; /* empty: the policy of the ref itself */
    sl_str pipeline;    /* path in the repository or sluice:NAME; empty: .sluice.yml */
    sl_strs stages;     /* only these and what they need; empty: all */
    sl_strs set;        /* KIND.OPTION=VALUE */
    sl_str fail_on;     /* empty: the policy's */
    sl_str event;
    sl_strs rules; /* paths of --rules; the text "default" adds the built-in ones */
    bool dry_run;
    sl_session_spec session;
} sl_run_spec;

/** Runs the pipeline; the result is complete when it returns true (whatever the verdict). False: it
    did not come to a run (no repository, no pipeline, misuse): nothing was executed. */
bool sl_run(sl_result *result, sl_arena *mem, const sl_run_spec *spec, sl_err *e);

#endif

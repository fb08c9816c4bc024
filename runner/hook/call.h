/* A hook as git calls it. */
#ifndef SLUICE_RUNNER_HOOK_CALL_H
#define SLUICE_RUNNER_HOOK_CALL_H

#include "runner/hook/hook.h"
#include "runner/session.h"

/** A hook as git calls it. */
typedef struct sl_hook_call {
    const sl_hook *hook;
    sl_strs arguments; /* as git gave them */
    sl_str input;      /* the lines that git wrote to stdin */
    sl_session_spec session;
} sl_hook_call;

#endif

/* Live checks of the secrets that a scan found: each value is asked about once, with its provider,
   and what comes back is noted in the findings that have it. */
#ifndef SLUICE_RUNNER_VERIFY_H
#define SLUICE_RUNNER_VERIFY_H

#include "base/loop.h"
#include "base/vault.h"
#include "engine/verify/ask.h"
#include "sluice/finding.h"

enum { SL_VERIFY_SECRETS_MAX = 500 }; /* distinct secrets that are asked about in one scan */

/** What the command line says of live checks. */
typedef struct sl_verify_setup {
    sl_recipes recipes;
    sl_endpoint *endpoints;
    size_t n_endpoints;
    sl_str ca_file;
    bool require_sandbox;
} sl_verify_setup;

/** One check of the findings of a scan. */
typedef struct sl_verification sl_verification;

/** What is checked. */
typedef struct sl_verify_spec {
    const sl_verify_setup *setup;
    sl_vault *vault;
    sl_findings *findings;
    void (*done)(void *context); /* once, when the findings have their states */
    void *context;
} sl_verify_spec;

/** Reads the built-in recipes and the endpoints ("PROVIDER=URL"). */
bool sl_verify_set_up(sl_verify_setup *out, sl_arena *mem, const sl_strs *endpoints, sl_err *e);
/** Starts; `done` may come at once where there is nothing to ask. Notes of the sandbox and a
    summary are added to `notes`. */
bool sl_verify_start(sl_verification **out, sl_arena *mem, sl_loop *loop,
                     const sl_verify_spec *spec, sl_err *e);
/** Ends it early; `done` follows. */
void sl_verify_stop(sl_verification *verification);
/** One sentence: how many were asked about, whom, and what came back; empty when nothing was. */
sl_str sl_verify_summary(const sl_verification *verification);
/** What the kernel would not give for the sandbox of the process that asks. */
const sl_strs *sl_verify_notes(const sl_verification *verification);
/** By the option `verified` of the stage: what may be lowered is info from now on. An active secret
    is critical whatever the option. */
void sl_verify_apply(sl_finding *finding, sl_str option);

#endif

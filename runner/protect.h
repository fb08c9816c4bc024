/* The protected ref: a change cannot open its own gate. */
#ifndef SLUICE_RUNNER_PROTECT_H
#define SLUICE_RUNNER_PROTECT_H

#include "runner/project.h"
#include "runner/session.h"

/** Replaces in `pipeline` (as the change has it) the policy and the mandatory stages by those of
    `base`, and tells in the session's notices what the change would alter: policy, waivers,
    baseline, mandatory stages, rules, ignore files. */
bool sl_protect(sl_pipeline *pipeline, const sl_pipeline *base, sl_session *session,
                const sl_files *change, const sl_files *protected, sl_err *e);
/** Tells what the change would alter of the files that a scan obeys: the pipeline with its policy,
    waivers, baseline, rules, ignore files. */
bool sl_protect_files(sl_session *session, const sl_policy *policy, const sl_files *change,
                      const sl_files *protected, sl_err *e);
/** For sl_gate.has_old_ignore: whether the protected ref has the same ignore comment in that file,
    each of them counting once. The context is made by sl_old_ignores. */
bool sl_has_old_ignore(void *context, const sl_finding *finding);
/** The context of sl_has_old_ignore. */
void *sl_old_ignores(sl_arena *mem, const sl_files *protected);

#endif

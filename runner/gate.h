/* The gate: judges findings by policy, waivers, baseline and base, and gives the verdict. Only the
   gate decides. */
#ifndef SLUICE_RUNNER_GATE_H
#define SLUICE_RUNNER_GATE_H

#include "runner/baseline.h"
#include "runner/gitleaks.h"
#include "runner/waivers.h"
#include "sluice/result.h"

/** What the gate judges by. Members that are NULL ask nothing. */
typedef struct sl_gate {
    const sl_policy *policy;
    sl_waivers *waivers;
    sl_baseline *baseline; /* the policy's baseline file; used up as stages are judged */
    sl_baseline *base;     /* what the base ref has in the files in question */
    sl_gitleaks *gitleaks; /* fingerprints and reports of gitleaks */
    /** True when the file had the finding's inline ignore at the protected ref already; NULL: an
        ignore counts wherever it is. */
    bool (*has_old_ignore)(void *context, const sl_finding *finding);
    void *context;
} sl_gate;

/** The threshold of a stage: its own or the policy's. */
sl_severity sl_gate_threshold(const sl_policy *policy, sl_str stage);
/** Judges the findings of one stage: fills standing, reason, is_new and blocks. */
void sl_gate_judge(const sl_gate *gate, sl_findings *findings);
/** Adds notices of expired waivers to the result, and of unused ones unless only a part of what
   they could be about was looked at. */
void sl_gate_tell_waivers(sl_result *result, sl_arena *mem, const sl_waivers *waivers,
                          bool is_part);
/** Counts findings and gives the verdict, exit status and `why` from stages, findings and ledger.
 */
void sl_gate_close(sl_result *result, sl_arena *mem);

#endif

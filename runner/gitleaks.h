/* What users of gitleaks have accepted already: fingerprints in .gitleaksignore and the findings of
   its JSON reports. */
#ifndef SLUICE_RUNNER_GITLEAKS_H
#define SLUICE_RUNNER_GITLEAKS_H

#include "sluice/err.h"
#include "sluice/finding.h"

/** Fingerprints and known findings. */
typedef struct sl_gitleaks sl_gitleaks;

/** An empty one. */
sl_gitleaks *sl_gitleaks_new(sl_arena *mem);
/** Adds the fingerprints of an ignore file: FILE:RULE:LINE or COMMIT:FILE:RULE:LINE a line. */
void sl_gitleaks_ignore(sl_gitleaks *accepted, sl_str file, sl_str text);
/** Lines of ignore files that are no fingerprints, as sentences. */
const sl_strs *sl_gitleaks_odd(const sl_gitleaks *accepted);
/** True when the text may be a report of gitleaks: a JSON list. */
bool sl_gitleaks_is_report(sl_str text);
/** Adds the findings of a report. What is no report is SL_EUSAGE with file:line:column. */
bool sl_gitleaks_report(sl_gitleaks *accepted, sl_str file, sl_str text, sl_err *e);
/** True when a fingerprint names the finding. Rules are known by their id and by the gitleaks rule
    that they say they are equivalent to. */
bool sl_gitleaks_ignores(const sl_gitleaks *accepted, const sl_finding *finding);
/** Sets is_known[i] for findings of reports: those in the same place, then those whose secret was
    told and has moved within its file. Each finding of a report excuses one. */
void sl_gitleaks_match(sl_gitleaks *accepted, const sl_findings *findings, bool *is_known);

#endif

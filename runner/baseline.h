/* Findings that are known already: the baseline file, or what the base ref has. A known finding
   excuses as many findings as there are of it, no more: a new copy of a known secret is new. */
#ifndef SLUICE_RUNNER_BASELINE_H
#define SLUICE_RUNNER_BASELINE_H

#include "sluice/buf.h"
#include "sluice/err.h"
#include "sluice/finding.h"

/** A multiset of findings by fingerprint and file. */
typedef struct sl_baseline sl_baseline;

/** An empty one. */
sl_baseline *sl_baseline_new(sl_arena *mem);
/** Adds one finding. */
void sl_baseline_add(sl_baseline *baseline, const sl_finding *finding);
/** Reads a baseline file (JSON, `schema` "sluice-baseline/1"). Errors have file:line:column. */
bool sl_baseline_read(sl_baseline **out, sl_arena *mem, sl_str file, sl_str text, sl_err *e);
/** Writes findings as a baseline file: rule, file, fingerprint and count, in the order of files. */
bool sl_baseline_write(sl_buf *out, const sl_findings *findings, sl_err *e);
/** How many findings it holds. */
size_t sl_baseline_count(const sl_baseline *baseline);
/** Sets is_known[i] for each finding that the baseline excuses: first those in the same file, then
    those that moved. `is_known` has findings->n places. */
void sl_baseline_match(const sl_baseline *baseline, const sl_findings *findings, bool *is_known);

#endif

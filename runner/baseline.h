/* Findings that are known already: the baseline file, or what the base ref has. A known finding
   excuses as many findings as there are of it, no more: a new copy of a known secret is new. */
#ifndef SLUICE_RUNNER_BASELINE_H
#define SLUICE_RUNNER_BASELINE_H

#include "sluice/buf.h"
#include "sluice/err.h"
#include "sluice/finding.h"

/** A multiset of findings by fingerprint and file. */
typedef struct sl_baseline sl_baseline;

/** The known findings of one fingerprint in one file. */
typedef struct sl_known {
    sl_str rule, kind, file; /* rule and kind may be empty */
    sl_str key;              /* the fingerprint, or what was derived from it */
    bool is_derived;
    size_t count;
    size_t left; /* not used up by sl_baseline_match yet */
} sl_known;

/** An empty one. */
sl_baseline *sl_baseline_new(sl_arena *mem);
/** An empty one to be written: findings of credentials are added by keys that are slow to derive,
    with the salt of `like` (NULL, or one without: a new one). */
bool sl_baseline_start(sl_baseline **out, sl_arena *mem, const sl_baseline *like, sl_err *e);
/** Adds one finding. */
void sl_baseline_add(sl_baseline *baseline, const sl_finding *finding);
/** Adds to `to` what sl_baseline_match left of `from` where `keep` says so; returns how many
    findings it said no to. */
size_t sl_baseline_carry(sl_baseline *to, const sl_baseline *from,
                         bool (*keep)(void *context, const sl_known *known), void *context);
/** Adds what `other` has more of: what either knows is known then, but not the sum of both. */
void sl_baseline_join(sl_baseline *baseline, const sl_baseline *other);
/** Reads a baseline file (JSON, `schema` "sluice-baseline/1"). Errors have file:line:column. */
bool sl_baseline_read(sl_baseline **out, sl_arena *mem, sl_str file, sl_str text, sl_err *e);
/** Writes a baseline file: one finding a line, in the order of files, rules and keys. */
bool sl_baseline_write(sl_buf *out, const sl_baseline *baseline, sl_err *e);
/** How many findings it holds. */
size_t sl_baseline_count(const sl_baseline *baseline);
/** How many of them sl_baseline_match has not used up. */
size_t sl_baseline_left(const sl_baseline *baseline);
/** Sets is_known[i] for each finding that the baseline excuses: first those in the same file, then
    those that moved. `is_known` has findings->n places. What excused one finding is used up. */
void sl_baseline_match(sl_baseline *baseline, const sl_findings *findings, bool *is_known);

#endif

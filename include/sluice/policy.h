/* What blocks: thresholds, mandatory stages, waivers, baseline. */
#ifndef SLUICE_POLICY_H
#define SLUICE_POLICY_H

#include "sluice/severity.h"
#include "sluice/node.h"

/** A threshold of one stage (`policy.stages.NAME.fail_on`). */
typedef struct sl_threshold {
    sl_str stage;
    sl_severity fail_on;
} sl_threshold;

/** The `policy` of a pipeline. */
typedef struct sl_policy {
    sl_severity fail_on; /* default SL_HIGH; SL_SEVERITY_NONE: findings never block */
    struct {
        sl_threshold *v;
        size_t n, cap;
    } stages;
    sl_strs mandatory;    /* names of stages that must run and pass */
    bool new_only;        /* only findings that the base does not have block */
    bool partial_fails;   /* `partial: fail`: a unit understood in part blocks */
    bool missing_allowed; /* `missing: allow`: absent objects (shallow, partial clone) do not block
                           */
    bool ignores_allowed; /* inline `sluice:ignore` counts (default true) */
    sl_str waivers;       /* path of the waiver file, relative to the repository; may be empty */
    sl_str baseline;      /* path of the baseline file; may be empty */
    sl_str file;          /* where it was read from, for messages */
    const sl_node *doc;   /* as written; NULL when the pipeline has no policy */
} sl_policy;

/** One accepted finding. A waiver matches when all that it names match. */
typedef struct sl_waiver {
    sl_str rule;        /* rule id, or a glob over ids */
    sl_str path;        /* glob with .gitignore meaning; empty: any */
    sl_str fingerprint; /* empty: any */
    sl_str reason, owner;
    sl_str expires; /* "YYYY-MM-DD", last day that it counts; empty: never */
    uint32_t line;  /* in its file */
    size_t n_used;  /* findings it accepted in this run */
    bool is_expired;
} sl_waiver;

/** The waivers of a run, in the order of their file. */
typedef struct sl_waivers {
    sl_waiver *v;
    size_t n, cap;
    sl_str file;
} sl_waivers;

#endif

/* The result of a run: all that reports print. */
#ifndef SLUICE_RESULT_H
#define SLUICE_RESULT_H

#include "sluice/finding.h"
#include "sluice/ledger.h"
#include "sluice/measure.h"
#include "sluice/policy.h"
#include "sluice/stage.h"

typedef enum sl_verdict { SL_PASS, SL_FAIL, SL_ERROR } sl_verdict;

/** Exit statuses (DESIGN, contracts). */
enum {
    SL_EXIT_PASS = 0,
    SL_EXIT_BLOCKED = 1,
    SL_EXIT_MISUSE = 2,
    SL_EXIT_UNDECIDED = 3,
    SL_EXIT_INTERRUPTED = 130
};

/** How one stage ended. Times are milliseconds since the start of the run. */
typedef struct sl_stage_result {
    sl_str name, uses;
    sl_stage_state state;
    sl_str sentence; /* why, or what it did */
    uint64_t started_ms, ended_ms;
    unsigned attempts;
    bool is_mandatory, allow_failure;
    bool is_left_out; /* skipped by `when` or --stage: stages that need it go on */
    size_t n_findings, n_blocking;
    size_t n_failed; /* inputs that could not be scanned, over all sources */
    const sl_ruleset *rules; /* of a scanning stage; else NULL */
} sl_stage_result;

/** A thing to tell that is no finding: an expired waiver, a policy change that was proposed. */
typedef struct sl_notice {
    bool is_warning;
    sl_str text;
} sl_notice;

/** The result. Lists live in the run's arena. */
typedef struct sl_result {
    sl_verdict verdict;
    int exit_status;
    sl_str why;               /* one sentence: why the verdict is what it is */
    sl_str pipeline;          /* name */
    sl_str target;            /* what was looked at: path or repository */
    sl_str commit, ref, base; /* empty where there is none */
    sl_str started;           /* RFC 3339, UTC */
    uint64_t elapsed_ms;
    const sl_policy *policy;
    struct {
        sl_stage_result *v;
        size_t n, cap;
    } stages;
    sl_findings findings;
    sl_measures measures;
    sl_ledger ledger;
    const sl_waivers *waivers; /* with use counts; NULL without a file */
    struct {
        sl_notice *v;
        size_t n, cap;
    } notices;
    size_t counts[SL_SEVERITY_NONE]; /* open findings by severity */
    size_t n_waived, n_ignored, n_known;
    bool all_units; /* `--ledger all`: reports list every unit */
} sl_result;

/** "pass", "fail" or "error". */
const char *sl_verdict_name(sl_verdict verdict);

#endif

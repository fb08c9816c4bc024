/* What a pass runs and what comes of it. */
#ifndef SLUICE_ENGINE_WORK_SPEC_H
#define SLUICE_ENGINE_WORK_SPEC_H

#include "base/vault.h"
#include "engine/cache/shelf.h"
#include "sluice/ledger.h"
#include "sluice/scanner.h"
#include "sluice/source.h"
#include "sluice/stage.h"

/** Limits of a pass, each with its default when 0. */
typedef struct sl_pass_limits {
    uint64_t unit_bytes;  /* content of one unit: 100 MiB; larger ones fail with the limit's name */
    uint64_t unit_ms;     /* wall time of one unit: 30 s (image: 10 min) */
    uint64_t memory;      /* address space of a worker: 2 GiB, not set under sanitizers */
    uint64_t cpu_seconds; /* of one worker: 600 */
    size_t unit_hits;     /* hits of one scanner in one unit: 10,000 */
} sl_pass_limits;

/** One scanner's part in a pass. */
typedef struct sl_pass_scanner {
    const sl_stage_kind *kind;
    const sl_options *options;
    const sl_ruleset *rules;
    sl_str stage; /* name */
} sl_pass_scanner;

/** What one scanner made of one unit. */
typedef struct sl_unit_result {
    size_t unit, scanner; /* indices; scanner SIZE_MAX: the source itself (nobody wanted it, …) */
    sl_unit_state state;
    sl_str reason;
} sl_unit_result;

/** What came of a pass, in the order of units, then scanners, then offsets: the same whatever the
    number of workers. All in the arena of the pass. */
typedef struct sl_pass_result {
    sl_findings findings;
    sl_measures measures;
    struct {
        sl_unit_result *v;
        size_t n, cap;
    } units;
    sl_strs sandbox_notes; /* what the kernel would not give: said once */
} sl_pass_result;

/** What to run. */
typedef struct sl_pass_spec {
    const sl_source *source;
    const sl_pass_scanner *scanners;
    size_t n_scanners;
    void *scanners_context; /* given to the scanners when they are opened; may be NULL */
    sl_profile *profile;    /* where times go; NULL: nobody asks */
    unsigned jobs;          /* workers; 0: one a processor */
    sl_pass_limits limits;
    sl_cache *cache;      /* results by content; NULL: none are kept or looked up */
    sl_shelf *shelf;      /* for a history, in the place of the cache; NULL: none */
    bool require_sandbox; /* a sandbox that cannot be had whole is an error */
    sl_vault *vault; /* where values of secrets go; NULL: they stay in the workers. Results with
                        values are not for a cache: neither read there nor put there */
    bool reveals;    /* snippets of secrets show them */
    void (*progress)(void *context, size_t done, size_t total); /* may be NULL */
    void (*done)(void *context, bool ok, const sl_err *e); /* once; the result is then complete */
    void *context;
} sl_pass_spec;

#endif

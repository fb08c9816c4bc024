/* A session: what every part of one execution shares, and scanning with it. */
#ifndef SLUICE_RUNNER_SESSION_H
#define SLUICE_RUNNER_SESSION_H

#include "base/glob.h"
#include "base/map.h"
#include "engine/rules/ruleset.h"
#include "engine/source/open.h"
#include "engine/work/pass.h"
#include "runner/gate.h"
#include "runner/ledger.h"
#include "runner/verify.h"
#include "sluice/pipeline.h"

/** What people see while it runs; members may be NULL. */
typedef struct sl_watcher {
    void (*progress)(void *context, sl_str stage, size_t done, size_t total);
    void (*log)(void *context, sl_str stage, sl_str line, bool is_error);
    void (*stage)(void *context, const sl_stage_result *stage);
    void *context;
} sl_watcher;

/** How to execute. */
typedef struct sl_session_spec {
    unsigned jobs; /* 0: one a processor */
    bool require_sandbox;
    sl_pass_limits limits;
    sl_rules_spec rules;
    sl_str cache_folder; /* where the cache is; empty: where it lies when nobody says */
    bool no_cache;
    sl_str ignore_file; /* text of `.sluiceignore`; may be empty */
    sl_watcher watcher;
    sl_vault *vault;               /* where values of secrets go; NULL: they stay in the workers */
    bool reveals;                  /* reports show them */
    sl_profile *profile;           /* where times of rules and files go; NULL: nobody asks */
    const sl_verify_setup *verify; /* live checks of secrets; NULL: none */
} sl_session_spec;

/** One execution. Lives in its arena but for the loop. */
typedef struct sl_session {
    sl_arena *mem;
    sl_loop *loop;
    sl_session_spec spec;
    sl_result *result;
    sl_gate gate;
    sl_ledger_book *book;
    sl_ignores *ignores;
    sl_cache *cache; /* NULL: off */
    sl_map rulesets; /* kind to sl_ruleset */
    sl_map notes;    /* said once */
    uint64_t started_ms;
    bool is_interrupted;
    bool is_part; /* not everything was looked at: a waiver that was not used says nothing */
} sl_session;

/** One stage's part in a pass: its place in result->stages. */
typedef struct sl_part {
    size_t stage;
    const sl_stage_kind *kind;
    sl_options *options;
} sl_part;

typedef struct sl_scan sl_scan;

/** What to scan. */
typedef struct sl_scan_spec {
    sl_source *source;
    sl_str name;   /* of the source in the ledger */
    bool is_extra; /* an image: beside the files */
    sl_strs
        within; /* paths that were looked at, whose files may be reported by others; none: all */
    const sl_part *parts;
    size_t n_parts;
    sl_repo *repo;         /* with `base`: where it is */
    const sl_commit *base; /* findings that it has are not new; NULL: nothing is compared */
    const sl_commit *also; /* further bases: the other sides of a merge */
    size_t n_also;
    const sl_commit *around; /* what scanners that compare compare with: the base, or HEAD for what
                                is staged; NULL: nothing */
    sl_shelf *shelf;         /* answers on the versions of a history; NULL: none */
    /** Optional: what was found, before the gate judges it. */
    void (*refine)(void *context, sl_findings *findings);
    void (*done)(void *context); /* stages of the parts are decided then */
    void *context;
} sl_scan_spec;

/** Starts a session; `result` is zeroed by the caller and lives in the caller's hands. */
bool sl_session_open(sl_session *session, sl_arena *mem, sl_result *result,
                     const sl_session_spec *spec, sl_err *e);
/** Opens the cache, for work in the repository with this common git folder (empty: in none). That
    it cannot be used is a notice. */
void sl_session_cache(sl_session *session, sl_str common);
/** Orders the findings, counts the ledger, gives the verdict. */
void sl_session_close(sl_session *session);
/** Releases the loop, the rules and the cache; safe after a failed open. */
void sl_session_clear(sl_session *session);
/** Adds a stage to the result; its index. */
size_t sl_session_stage(sl_session *session, sl_str name, sl_str uses);
/** Marks a stage as running, now. */
void sl_session_begin(sl_session *session, size_t stage);
/** Ends a stage with a state and a sentence. */
void sl_session_end(sl_session *session, size_t stage, sl_stage_state state, sl_str sentence);
/** Adds a notice to the result, once for the same text. */
void sl_session_tell(sl_session *session, bool is_warning, sl_str text);
/** Starts a pass for the parts; findings are judged and stages decided when it ends. */
bool sl_scan_start(sl_scan **out, sl_session *session, const sl_scan_spec *spec, sl_err *e);
/** Ends it early: what was not looked at has failed. */
void sl_scan_stop(sl_scan *scan);
/** The rule set of a kind, loaded once a session; NULL for a kind without rules. */
bool sl_session_rules(sl_ruleset **out, sl_session *session, const sl_stage_kind *kind, sl_err *e);

#endif

/* Kinds of stages: one constant per kind, gathered in stages/stages.def. */
#ifndef SLUICE_STAGE_H
#define SLUICE_STAGE_H

#include "sluice/buf.h"
#include "sluice/options.h"
#include "sluice/scanner.h"

/** What a kind does. */
enum {
    SL_SCANS = 1,        /* has a scanner */
    SL_EXECUTES = 2,     /* runs a command in the workspace */
    SL_DEPLOYS = 4,      /* changes the world: only after everything it needs has passed */
    SL_SEES_HISTORY = 8, /* what it finds matters in old versions, too */
    SL_SEES_IMAGES = 16  /* its scanner takes images as well as files, or only them */
};

/** What a running stage has come to. */
typedef enum sl_stage_state {
    SL_STAGE_WAITING,
    SL_STAGE_RUNNING,
    SL_STAGE_PASSED,
    SL_STAGE_BLOCKED, /* findings over the threshold, or a command that failed: exit 1 */
    SL_STAGE_FAILED,  /* could not decide: exit 3 */
    SL_STAGE_SKIPPED  /* `when` says no, or what it needs did not pass */
} sl_stage_state;

/** "waiting", "running", "passed", "blocked", "failed" or "skipped". */
const char *sl_stage_state_name(sl_stage_state state);

struct sl_loop;
struct sl_variables;

/** One execution of an executing or deploying stage; the runner makes it, the kind fills its part.
    The kind calls `done` exactly once, during `start` or later from the loop. */
typedef struct sl_stage_run {
    sl_arena *mem;
    struct sl_loop *loop;
    sl_str name;
    const sl_options *options;
    const struct sl_variables *env; /* declared variables with their values */
    sl_str workspace;               /* absolute path of the checked-out tree; commands run here */
    sl_str commit;                  /* hex id, empty where there is none */
    sl_str branch, tag, event;
    sl_str environment;  /* of a deploy */
    uint64_t timeout_ms; /* 0: none */
    bool dry_run;
    void *self; /* the kind's own state */
    /** Live output, secrets masked already; `is_error` for stderr. */
    void (*log)(struct sl_stage_run *run, sl_str line, bool is_error);
    /** The end: state and a sentence ("exit status 2", "released 20261124-1"). */
    void (*done)(struct sl_stage_run *run, sl_stage_state state, sl_str sentence);
    void *owner; /* the runner's */
} sl_stage_run;

/** Compiles rule documents into the blobs that the scanner reads at start; see engine/rules. */
struct sl_pack_builder;

/** Takes one example of a rule: `name` says which ("positive 2"), `path` is the file name that the
    text would have, `is_positive` whether the rule has to find something in it. */
typedef void (*sl_example_call)(void *context, sl_str name, sl_str path, sl_str text,
                                bool is_positive);

/** A question to a rule: what becomes of it in one line of a text. */
typedef struct sl_why {
    const sl_rule *rule;
    sl_str path, text;
    uint32_t line;
} sl_why;

/** How a kind's rules are read and compiled; NULL members where the kind has none. */
typedef struct sl_rule_kind {
    /** Each file of rules is tested by itself with the fixtures of its name, as Semgrep does: an id
        may stand in several files. */
    bool stands_alone;
    /** Checks one rule and fills the common fields of `rule` from rule->doc. */
    bool (*read)(sl_rule *rule, sl_arena *mem, sl_err *e);
    /** Writes the blobs for all rules of the pack (pattern databases, indices). */
    bool (*compile)(struct sl_pack_builder *builder, sl_err *e);
    /** Optional: true when a rule file's document (its root) is of this kind; without it the kind
        has built-in rules only. */
    bool (*claims)(const sl_node *doc);
    /** Optional: true when the rules accept the finding for the commit that it comes from
        (finding->origin), which scanners do not know. */
    bool (*accepts)(const sl_ruleset *rules, const sl_finding *finding);
    /** Optional: hands over the examples that the rule itself carries, for `rules test`; texts live
        in `mem`. Rules without are tested by the fixtures beside their files. */
    bool (*examples)(const sl_rule *rule, sl_arena *mem, sl_example_call call, void *context,
                     sl_err *e);
    /** Optional: appends as JSON why the rule does or does not find something in the line
        (docs/sast.md has the form). */
    bool (*why)(sl_buf *out, sl_arena *mem, const sl_why *what, sl_err *e);
} sl_rule_kind;

/** A stage kind. */
typedef struct sl_stage_kind {
    const char *name, *summary;
    unsigned traits;
    const sl_option_spec *options;
    const sl_scanner *scanner; /* SL_SCANS */
    const sl_rule_kind *rules; /* kinds with rules */
    /** SL_EXECUTES, SL_DEPLOYS: starts the stage. False: it could not start (stage failed). */
    bool (*start)(sl_stage_run *run, sl_err *e);
    /** Ends a started stage early (timeout, interrupt); `done` follows. */
    void (*stop)(sl_stage_run *run);
} sl_stage_kind;

/** All kinds, in the order of stages.def; `*n` gets their number. */
const sl_stage_kind *const *sl_stage_kinds(size_t *n);
/** The kind of that name; NULL when there is none. */
const sl_stage_kind *sl_stage_kind_of(sl_str name);

#endif

/* Rule files tested one by one, each with the fixtures of its name: so the same id may stand in
   many files, and a file that does not load stops no other. A rule file is a unit of a pass; it is
   compiled and run in a sandboxed worker. */
#ifndef SLUICE_RUNNER_TRIAL_ALONE_H
#define SLUICE_RUNNER_TRIAL_ALONE_H

#include "runner/trial/folder.h"

/** A rule that was found in a line of a fixture. */
typedef struct sl_alone_hit {
    size_t rule, fixture; /* index in `rules`; in the folder's fixtures */
    uint32_t line;
} sl_alone_hit;

/** Something said of a fixture. */
typedef struct sl_alone_note {
    size_t fixture;
    sl_str text;
} sl_alone_note;

/** What came of one rule file. */
typedef struct sl_alone {
    sl_str broken;   /* why it does not load; empty: it does */
    sl_strs rules;   /* ids; none: it has no rules of the kind */
    bool is_fixture; /* a text without rules beside a rule file of its name */
    bool has_fixes;  /* one of its rules made one */
    struct {
        sl_alone_hit *v;
        size_t n, cap;
    } hits;
    struct {
        sl_alone_note *v;
        size_t n, cap;
    } failed,  /* why a fixture could not be looked at */
        fixes; /* of fixtures with a fixed form: what is wrong; empty: nothing */
} sl_alone;

/** What to run. */
typedef struct sl_alone_spec {
    const sl_stage_kind *kind;
    const sl_options *options;
    const sl_rule_folder *folder;
    unsigned jobs;
} sl_alone_spec;

/** Runs all rule files of the folder; `*out` has one entry for each. */
bool sl_alone_run(sl_alone **out, sl_arena *mem, const sl_alone_spec *spec, sl_err *e);

#endif

/* Rules prove themselves: each rule's own examples and the annotated fixtures beside rule files.
   In a fixture `ruleid: ID` in a comment stands above a line that must be found, `ok: ID` above one
   that must not; `todoruleid:` and `todook:` are counted and not judged (Semgrep's own marks). */
#ifndef SLUICE_RUNNER_RULE_TEST_H
#define SLUICE_RUNNER_RULE_TEST_H

#include "engine/rules/ruleset.h"
#include "sluice/stage.h"

/** One expectation that was not met, or a rule that cannot be tested. */
typedef struct sl_rule_failure {
    sl_str rule, place; /* place: "FILE:LINE" or "positive 2" */
    sl_str what;        /* a sentence */
} sl_rule_failure;

/** What a test of rules gave. */
typedef struct sl_rule_tests {
    size_t n_rules, n_passed, n_expectations, n_todo;
    struct {
        sl_rule_failure *v;
        size_t n, cap;
    } failures;
} sl_rule_tests;

/** Where rules and fixtures come from: all files of a folder, by path. */
typedef struct sl_rule_folder {
    const sl_rule_file *rules; /* rule files */
    size_t n_rules;
    const sl_rule_file *fixtures; /* "NAME.test.EXT", beside "NAME.yml" */
    size_t n_fixtures;
} sl_rule_folder;

/** Reads a folder of rules with their fixtures. */
bool sl_rule_folder_read(sl_rule_folder *out, sl_arena *mem, sl_str path, sl_err *e);
/** Tests all rules of a kind that the folder has; adds to `tests`. A rule without an example that
    it must find is a failure. */
bool sl_rules_test(sl_rule_tests *tests, sl_arena *mem, const sl_stage_kind *kind,
                   const sl_rule_folder *folder, unsigned jobs, sl_err *e);

#endif

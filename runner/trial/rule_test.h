/* Rules prove themselves: each rule's own examples, and the annotated fixtures beside rule files
   (annotation.h). What was found is held against what they say. */
#ifndef SLUICE_RUNNER_TRIAL_RULE_TEST_H
#define SLUICE_RUNNER_TRIAL_RULE_TEST_H

#include "runner/trial/folder.h"
#include "sluice/stage.h"

/** One expectation that was not met, or a rule that cannot be tested. */
typedef struct sl_rule_failure {
    sl_str rule, place; /* place: "FILE:LINE" or "positive 2" */
    sl_str what;        /* a sentence */
} sl_rule_failure;

/** Lines, rising. */
typedef struct sl_rule_lines {
    uint32_t *v;
    size_t n, cap;
} sl_rule_lines;

/** One rule on one fixture; lines that a todo is about are in neither list. */
typedef struct sl_rule_row {
    sl_str file, rule, target;
    sl_rule_lines expected, reported, ok, todo;
    bool is_passed;
} sl_rule_row;

/** A fixture with its fixes. */
typedef struct sl_rule_fix {
    sl_str target;
    bool is_passed;
} sl_rule_fix;

/** A rule file that does not load. */
typedef struct sl_rule_broken {
    sl_str file, why;
} sl_rule_broken;

/** What a test of rules gave. */
typedef struct sl_rule_tests {
    size_t n_rules, n_passed, n_expectations, n_todo;
    struct {
        sl_rule_failure *v;
        size_t n, cap;
    } failures;
    struct {
        sl_rule_row *v;
        size_t n, cap;
    } rows; /* by rule file, then rule, then fixture */
    struct {
        sl_rule_fix *v;
        size_t n, cap;
    } fixes;
    struct {
        sl_rule_broken *v;
        size_t n, cap;
    } broken;
    sl_strs untested; /* rule files without fixtures */
    sl_strs unfixed;  /* rule files whose rules make fixes and that have no fixture for them */
} sl_rule_tests;

/** What to test. */
typedef struct sl_rule_test_spec {
    const sl_rule_folder *folder;
    sl_strs only;  /* names of kinds; empty: all that have rules */
    sl_strs set;   /* options of kinds: "KIND.OPTION=VALUE" */
    unsigned jobs; /* 0: one a processor */
} sl_rule_test_spec;

/** Whether the kind has rules and is one of those named; none named: whichever it is. */
bool sl_rules_wanted(const sl_strs *only, const sl_stage_kind *kind);
/** Tests all rules that the folder has. A rule without an example that it must find is a failure.
 */
bool sl_rules_test(sl_rule_tests *tests, sl_arena *mem, const sl_rule_test_spec *spec, sl_err *e);

#endif

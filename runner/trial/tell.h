/* Results of tests of rules as text, and as JSON in the form of `semgrep test --json` with what
   sluice adds to it. */
#ifndef SLUICE_RUNNER_TRIAL_TELL_H
#define SLUICE_RUNNER_TRIAL_TELL_H

#include "runner/trial/rule_test.h"

/** Appends one line a failure, and the counts. */
void sl_rule_tests_text(sl_buf *out, const sl_rule_tests *tests);
/** Appends the JSON document. */
void sl_rule_tests_json(sl_buf *out, const sl_rule_tests *tests);

#endif

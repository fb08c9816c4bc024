/* Findings and results made by hand, for tests of the gate and of reports. */
#ifndef SLUICE_TESTS_FINDINGS_H
#define SLUICE_TESTS_FINDINGS_H

#include "sluice/result.h"

/** A rule of that id and severity, with texts. */
sl_rule *sl_test_rule(sl_arena *mem, const char *id, sl_severity severity);
/** Adds an open, new finding of the rule in `file`, with a fingerprint made from `key`. */
sl_finding *sl_test_finding(sl_arena *mem, sl_findings *list, const sl_rule *rule, const char *file,
                            const char *key);

#endif

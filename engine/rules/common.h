/* The fields that rules of every kind share, as Semgrep names them: for each kind's `read`. */
#ifndef SLUICE_ENGINE_RULES_COMMON_H
#define SLUICE_ENGINE_RULES_COMMON_H

#include "sluice/err.h"
#include "sluice/rule.h"

/** Sets an SL_EUSAGE error "FILE:LINE:COLUMN: rule 'ID': text" for the value `at` (NULL: the rule
    as a whole) and returns false. */
bool sl_rule_fail(sl_err *e, const sl_rule *rule, const sl_node *at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/** Fills id, severity, confidence, title, message, remediation, cwe, owasp, references, equivalents
    and tags from rule->doc; each but the id may also stand below its `metadata`. `severity` may be
    missing (the value that is there stays), `cwe` is shortened to "CWE-N", "ERROR" is high,
    "WARNING" medium, "INFO" and "INVENTORY"… low. Where metadata gives impact and likelihood, the
    severity comes from these and the confidence instead. A value of the wrong type or an unknown
    severity is an error. */
bool sl_rule_read_common(sl_rule *rule, sl_arena *mem, sl_err *e);
/** As sl_rule_read_common, of a kind whose rules have to have a title and a message. */
bool sl_rule_read_told(sl_rule *rule, sl_arena *mem, sl_err *e);

#endif

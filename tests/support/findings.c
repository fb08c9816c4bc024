/* Findings made by hand. */
#include "tests/support/findings.h"

#include <stdio.h>

sl_rule *sl_test_rule(sl_arena *mem, const char *id, sl_severity severity)
{
    sl_rule *rule = sl_alloc(mem, sizeof *rule);
    *rule = (sl_rule){.id = sl_str_of(id),
                      .kind = SL_S("sast"),
                      .severity = severity,
                      .confidence = SL_CONFIDENCE_HIGH,
                      .title = SL_S("a title"),
                      .message = SL_S("what is wrong"),
                      .remediation = SL_S("how to fix it")};
    *sl_list_add(mem, &rule->cwe) = SL_S("CWE-78");
    *sl_list_add(mem, &rule->equivalents) = SL_S("other:X1");
    return rule;
}

sl_finding *sl_test_finding(sl_arena *mem, sl_findings *list, const sl_rule *rule, const char *file,
                            const char *key)
{
    sl_finding *f = sl_list_add(mem, list);
    *f = (sl_finding){.rule = rule,
                      .stage = SL_S("code"),
                      .severity = rule->severity,
                      .confidence = rule->confidence,
                      .message = rule->message,
                      .file = sl_str_of(file),
                      .region = {.line = 3, .column = 5, .end_line = 3, .end_column = 9},
                      .snippet = SL_S("one two"),
                      .snippet_line = 3,
                      .snippet_column = 1,
                      .is_new = true};
    snprintf(f->fingerprint, sizeof f->fingerprint, "%032llx",
             (unsigned long long)sl_str_hash(sl_str_of(key)));
    return f;
}

/* A detection rule: data that a scanner acts on. */
#ifndef SLUICE_RULE_H
#define SLUICE_RULE_H

#include "sluice/node.h"
#include "sluice/severity.h"

/** What every rule has, whatever its kind; the kind's own fields are in `doc`. */
typedef struct sl_rule {
    sl_str id;
    sl_str kind; /* stage kind: "sast", "secrets", "iac", "image" … */
    sl_severity severity;
    sl_confidence confidence;
    sl_str title;       /* a few words */
    sl_str message;     /* what is wrong and why it matters */
    sl_str remediation; /* how to fix it */
    sl_strs cwe;        /* "CWE-89" */
    sl_strs owasp;
    sl_strs references;  /* URLs */
    sl_strs equivalents; /* the same check elsewhere: "checkov:CKV_AWS_20" */
    sl_strs tags;
    sl_str file;        /* where the rule was written, for messages */
    const sl_node *doc; /* the rule as written */
} sl_rule;

/** The rules of one kind that a run uses, from one or several packs; see engine/rules/ruleset.h. */
typedef struct sl_ruleset sl_ruleset;

/** How many rules the set has. */
size_t sl_ruleset_count(const sl_ruleset *set);
/** Rule `i` of the set, read on first use; NULL when `i` is out of range. */
const sl_rule *sl_ruleset_rule(const sl_ruleset *set, size_t i);
/** The digest (lower-case hex of SHA-256) of all that the set's answers depend on. */
sl_str sl_ruleset_digest(const sl_ruleset *set);

#endif

/* A secrets rule as the scanner uses it. */
#ifndef SLUICE_STAGES_SECRETS_RULE_H
#define SLUICE_STAGES_SECRETS_RULE_H

#include "stages/secrets/allowlist.h"
#include "stages/secrets/validators.h"

/** Another rule that has to match nearby (gitleaks: composite rules). */
typedef struct sl_secret_required {
    sl_str id;
    const sl_node *at; /* for messages */
    bool has_lines, has_columns;
    size_t lines, columns;
} sl_secret_required;

/** Words of which one has to stand near the match (bytes before its start, after its end). */
typedef struct sl_secret_context {
    sl_strs words; /* lower case */
    size_t before, after;
} sl_secret_context;

/** A rule with its fields read. Expressions are compiled when they are first needed. */
typedef struct sl_secret_rule {
    const sl_rule *rule;
    size_t index;    /* in the rule set */
    bool is_theirs;  /* of a gitleaks configuration: judged as gitleaks would, nothing more */
    bool is_generic; /* gives way to every rule that is not */
    bool skip_report;
    bool is_off; /* disabled, or replaced by a rule of the same id */
    sl_secret_regex regex, path;
    size_t group;
    double entropy;
    sl_strs keywords; /* lower case; none: always looked for */
    sl_secret_context context;
    const sl_secret_validator *validator; /* NULL: none */
    sl_secret_allowlists allowlists;
    struct {
        sl_secret_required *v;
        size_t n, cap;
    } required;
} sl_secret_rule;

/** Reads the rule's document; `is_checked` says that its expressions are known to compile. */
bool sl_secret_rule_read(sl_secret_rule *out, const sl_rule *rule, sl_arena *mem, bool is_checked,
                         sl_err *e);
/** Errors that show only when a rule is complete: neither regex nor path, a group too many. */
bool sl_secret_rule_check(const sl_secret_rule *rule, sl_arena *mem, sl_err *e);

#endif

/* What the secrets kind does when rules are made into a pack. */
#ifndef SLUICE_STAGES_SECRETS_COMPILE_H
#define SLUICE_STAGES_SECRETS_COMPILE_H

#include "sluice/stage.h"

/** sl_rule_kind.read: checks a rule of our YAML or of gitleaks TOML and fills the common fields. */
bool sl_secrets_read(sl_rule *rule, sl_arena *mem, sl_err *e);
/** sl_rule_kind.claims: our YAML (`provider`, or rules with a regex) or a gitleaks configuration.
 */
bool sl_secrets_claims(const sl_node *doc);
/** sl_rule_kind.compile: the blobs "patterns", "pattern-rules", "path-rules", "required-rules" and
    "settings"; a configuration that extends the default is merged with the built-in pack. */
bool sl_secrets_compile(struct sl_pack_builder *builder, sl_err *e);
/** sl_rule_kind.accepts: `commits` of allowlists, of the rule or of its configuration. Conditions
    that ask for the secret as well never say yes: it is not known any more. */
bool sl_secrets_accepts(const sl_ruleset *rules, const sl_finding *finding);
/** sl_rule_kind.examples: the rule's own examples with their templates expanded. */
bool sl_secrets_examples(const sl_rule *rule, sl_arena *mem, sl_example_call call, void *context,
                         sl_err *e);

#endif

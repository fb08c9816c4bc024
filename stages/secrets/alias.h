/* gitleaks' names of rules, which configurations that extend the default know them by: the built-in
   rules that stand for them (`equivalents`). */
#ifndef SLUICE_STAGES_SECRETS_ALIAS_H
#define SLUICE_STAGES_SECRETS_ALIAS_H

#include "base/map.h"
#include "engine/rules/pack.h"

/** Ids of gitleaks' rules, and for each a sl_strs of the built-in rules. */
typedef sl_map sl_secret_aliases;

/** Those of the pack. */
void sl_secret_aliases_of(sl_secret_aliases *out, sl_arena *mem, const sl_pack *pack);
/** The built-in rules that stand for the id; NULL where there is none. */
const sl_strs *sl_secret_alias(const sl_secret_aliases *aliases, sl_str id);
/** The list of ids with the built-in rules that stand for any of them behind. */
sl_node *sl_secret_alias_list(const sl_secret_aliases *aliases, sl_arena *mem, const sl_node *list);
/** The allowlist with the rules that it is for so widened. */
sl_node *sl_secret_alias_targets(const sl_secret_aliases *aliases, sl_arena *mem,
                                 const sl_node *allowlist);
/** True when the id is the rule's own, or gitleaks' for it. */
bool sl_secret_is_called(const sl_rule *rule, sl_str id);

#endif

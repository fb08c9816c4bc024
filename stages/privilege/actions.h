/* The table of actions (rules/privilege/_actions.yml): what calls need, what names of policies
   stand for. */
#ifndef SLUICE_STAGES_PRIVILEGE_ACTIONS_H
#define SLUICE_STAGES_PRIVILEGE_ACTIONS_H

#include "sluice/rule.h"

/** The table. */
typedef struct sl_actions {
    const sl_node *services, *actions, *resources, *waiters, *platform, *templates, *managed,
        *implied, *packages;
} sl_actions;

/** Takes the table out of the rule set; NULL rules leave it empty. */
void sl_actions_open(sl_actions *table, const sl_ruleset *rules);
/** Adds the actions ("s3:GetObject") that a call of an SDK needs. False where it is not sure that
    the name is one of a call. */
bool sl_actions_of_call(sl_strs *out, const sl_actions *table, sl_arena *mem, sl_str service,
                        sl_str method);
/** True when what the action allows is not for the function's own calls. */
bool sl_actions_is_platform(const sl_actions *table, sl_str action);
/** Actions that a service takes with the caller's rights, as patterns; NULL. */
const sl_node *sl_actions_implied(const sl_actions *table, sl_str prefix);
/** Services that a package calls by itself, one or a list; NULL. `*module` is as
    it is imported, and becomes the package's name. */
const sl_node *sl_actions_of_package(const sl_actions *table, sl_str *module);
/** The prefix of the actions of a service of the SDKs. */
sl_str sl_actions_prefix(const sl_actions *table, sl_arena *mem, sl_str service);
/** True when a pattern with * and ? has the action in it, case aside. */
bool sl_action_matches(sl_str pattern, sl_str action);
/** True for patterns that stand for several actions. */
bool sl_action_is_wildcard(sl_str pattern);

#endif

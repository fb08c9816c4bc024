/* The checks of a rule set over the resources of a unit. Rules are indexed by resource type when
   their pack is compiled; only those of the types at hand are ever read. */
#ifndef SLUICE_ENGINE_CHECKS_H
#define SLUICE_ENGINE_CHECKS_H

#include "engine/resource/resource.h"
#include "sluice/scanner.h"
#include "sluice/stage.h"

/** The checks of a rule set. */
typedef struct sl_checks sl_checks;

/** For sl_rule_kind: checks a rule and fills its common fields. */
bool sl_checks_read_rule(sl_rule *rule, sl_arena *mem, sl_err *e);
/** For sl_rule_kind: writes the index by resource type. */
bool sl_checks_compile(struct sl_pack_builder *builder, sl_err *e);
/** For sl_rule_kind: a document with a list `checks`. */
bool sl_checks_claim(const sl_node *doc);

/** Opens the checks of `rules`; they live in `mem`. */
bool sl_checks_open(sl_checks **out, sl_arena *mem, const sl_ruleset *rules, sl_err *e);
/** Judges all resources of the model and reports to the sink. */
bool sl_checks_run(sl_checks *checks, const sl_model *model, sl_sink *sink, sl_err *e);
/** Releases what is not in the arena. NULL is fine. */
void sl_checks_close(sl_checks *checks);

#endif

/* The condition language of checks: what a rule asks of a resource, read from data and evaluated
   in three values. docs/iac-checks.md describes it. */
#ifndef SLUICE_ENGINE_CHECK_CONDITION_H
#define SLUICE_ENGINE_CHECK_CONDITION_H

#include "engine/check/eval.h"

/** A condition as read. */
typedef struct sl_condition sl_condition;

/** Reads a condition; errors begin "LINE:COLUMN: ". Regular expressions are compiled on first use,
    into `mem`. */
bool sl_condition_read(sl_condition **out, sl_arena *mem, const sl_node *doc, sl_err *e);
/** Evaluates the condition; SL_FALSE once eval->has_failed. */
sl_truth sl_condition_holds(const sl_condition *condition, sl_eval *eval, const sl_scope *scope);
/** Releases compiled expressions. */
void sl_condition_close(sl_condition *condition);
#endif

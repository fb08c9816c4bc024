/* Document trees and rules as compact bytes: pre-order, varints, texts inline. Reading them back
   ("thawing") borrows the texts from the bytes and trusts nothing in them. */
#ifndef SLUICE_ENGINE_RULES_FREEZE_H
#define SLUICE_ENGINE_RULES_FREEZE_H

#include "sluice/buf.h"
#include "sluice/rule.h"

/** Nesting that is frozen and thawed. */
enum { SL_FREEZE_DEPTH = 200 };

/** Appends the tree. False when it nests deeper than SL_FREEZE_DEPTH or `out` is full. */
bool sl_freeze_node(sl_buf *out, const sl_node *node, sl_err *e);
/** Appends the common fields of the rule (all but `kind`), then its document. */
bool sl_freeze_rule(sl_buf *out, const sl_rule *rule, sl_err *e);
/** The tree that `bytes` hold, all of them; NULL when they are no frozen tree. Texts point into
    `bytes`, nodes are in `mem`. */
sl_node *sl_thaw_node(sl_arena *mem, sl_str bytes);
/** The rule that `bytes` hold, all of them; false when they are no frozen rule. `kind` stays. */
bool sl_thaw_rule(sl_rule *rule, sl_arena *mem, sl_str bytes);

#endif

/* Operators of conditions: one value against one operand. */
#ifndef SLUICE_ENGINE_CHECK_OPERATOR_H
#define SLUICE_ENGINE_CHECK_OPERATOR_H

#include "engine/check/eval.h"

/** An operator with its operand. */
typedef struct sl_operator {
    size_t kind; /* row of the table */
    const sl_node *operand;
    sl_attr_path *path; /* the operand is the value at a path */
    sl_arena *mem;      /* lives as long as the condition: expressions go there */
    sl_regex **regexes; /* one for each text of the operand, compiled on first use */
    size_t n_regexes;
    bool ignores_case;
} sl_operator;

/** True when `name` is an operator. */
bool sl_operator_is(sl_str name);
/** Reads "name: operand". */
bool sl_operator_read(sl_operator *out, sl_arena *mem, sl_str name, const sl_node *operand,
                      sl_err *e);
/** The answer for a value. */
sl_truth sl_operator_holds(const sl_operator *op, sl_eval *eval, const sl_scope *scope,
                           const sl_node *value);
/** The answer where there is no value at all. */
sl_truth sl_operator_absent(const sl_operator *op);
/** Releases compiled expressions. */
void sl_operator_close(sl_operator *op);

#endif

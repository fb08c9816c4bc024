/* Literals that expressions always are: folding of constants. */
#ifndef SLUICE_ENGINE_SYNTAX_CONSTANT_H
#define SLUICE_ENGINE_SYNTAX_CONSTANT_H

#include "engine/syntax/term.h"

/** The literal that a term is or is known to be; NULL. */
const sl_term *sl_constant_of(const sl_term *t);
/** What holds when either may be: the same literal, some literal of their kind, or NULL. */
const sl_term *sl_constant_join(sl_arena *mem, const sl_term *a, const sl_term *b);
/** a + b; NULL when one is not known or they don't add up. */
const sl_term *sl_constant_sum(sl_arena *mem, const sl_term *a, const sl_term *b);
/** Sets the value of an operation on constants; its operands have theirs already. */
void sl_constant_find(sl_arena *mem, sl_term *t);

#endif

/* Clones that tell a reader nothing new: nearly the same places as a larger one. */
#ifndef SLUICE_STAGES_DUPLICATES_ALIKE_H
#define SLUICE_STAGES_DUPLICATES_ALIKE_H

#include "stages/duplicates/clones.h"

/** True for each clone, by its index, whose every copy lies by nine tenths or more in a copy of one
    and the same larger clone that is not such a one itself, and both are old or both new.
   `n_tokens` is the number of all tokens.
 */
bool *sl_clones_alike(sl_arena *mem, const sl_clones *clones, size_t n_tokens);
/** Tokens times copies. */
uint64_t sl_clone_weight(const sl_clone *clone);
/** The clones for which `is_in` holds (NULL: all), those with the largest weight first; `*n` gets
    their number. */
const sl_clone **sl_clones_by_weight(sl_arena *mem, const sl_clones *clones, const bool *is_in,
                                     size_t *n);

#endif

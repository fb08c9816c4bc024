/* Clones: runs of tokens that stand in two places or more, each as long as all its copies agree. */
#ifndef SLUICE_STAGES_DUPLICATES_CLONES_H
#define SLUICE_STAGES_DUPLICATES_CLONES_H

#include "sluice/arena.h"

/** One clone: copy i is the tokens [places[i] - before, … + length). */
typedef struct sl_clone {
    const uint32_t *places;
    uint32_t n, before, length;
    bool is_old; /* the base has as many copies (see change.h) */
} sl_clone;

/** Clones by the place of their first copy, the longer ones first. */
typedef struct sl_clones {
    sl_clone *v;
    size_t n, cap;
} sl_clones;

/** All clones of at least `k` tokens among `ids` (0 is a border). Each token that stands in some
    run of k tokens with a copy is in a clone with that copy; what is printed together is linear in
    `n`, whatever the tokens are. */
void sl_clones_find(sl_clones *clones, sl_arena *mem, const uint32_t *ids, size_t n, size_t k);

#endif

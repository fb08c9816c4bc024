/* Which of many regions of a text may hold a place: found by where the place is, so that a file
   with thousands of sources is no slower a term than one with ten. */
#ifndef SLUICE_ENGINE_TAINT_NEAR_H
#define SLUICE_ENGINE_TAINT_NEAR_H

#include "engine/match/regex.h"
#include "sluice/arena.h"

/** The text in cells of one size, each with the numbers of the regions that touch it, ascending. */
typedef struct sl_near {
    const uint32_t *numbers;
    const uint32_t *first; /* by cell, and one more: where its numbers begin */
    size_t n_cells;
    unsigned shift; /* bytes of a cell, as a power of two */
} sl_near;

/** Numbers of regions, ascending. */
typedef struct sl_near_list {
    const uint32_t *v;
    size_t n;
} sl_near_list;

/** Looks at `n` regions; both ends of each belong to it. In `mem`. */
void sl_near_build(sl_near *out, sl_arena *mem, const sl_span *regions, size_t n);
/** All regions that have the place, and some near it. */
sl_near_list sl_near_at(const sl_near *near, size_t place);

#endif

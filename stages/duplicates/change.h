/* Clones of a change: which of the copies stand in the tree under test, and which clones the base
   has already. */
#ifndef SLUICE_STAGES_DUPLICATES_CHANGE_H
#define SLUICE_STAGES_DUPLICATES_CHANGE_H

#include "stages/duplicates/clones.h"
#include "stages/duplicates/index.h"

/** Takes the copies that only the base has out of the clones, and then those clones out that have
    fewer than two copies or none under test. The first copy of each is one under test, in a changed
    file where there is one. A clone is old when the changed files have no more copies of it than
   the base had in their place. */
void sl_clones_of_change(sl_clones *clones, sl_arena *mem, const sl_clone_index *index);

#endif

/* From clones to hits and shares. */
#ifndef SLUICE_STAGES_DUPLICATES_TELL_H
#define SLUICE_STAGES_DUPLICATES_TELL_H

#include "sluice/scanner.h"
#include "stages/duplicates/clones.h"
#include "stages/duplicates/index.h"

/** Copies that are listed at most, of all clones together. */
enum { SL_CLONE_PLACES_MAX = 200000 };

/** What is told. */
typedef struct sl_clone_taste {
    size_t clone_rule, threshold_rule, more_rule; /* indices; SIZE_MAX: the rule set has none */
    uint32_t min_lines;
    size_t max_clones;
    bool new_only;    /* clones that the base has are counted, not told */
    double threshold; /* percent; negative: none */
} sl_clone_taste;

/** Reports clones to the sink: a hit a clone at its first copy, the others beside it; the share of
    duplicated lines of each folder; a hit where the total is over the threshold. */
void sl_clones_tell(const sl_clones *clones, const sl_clone_index *index,
                    const sl_clone_taste *taste, sl_sink *sink);

#endif

/* Marks in comments between which nothing counts as a copy: sluice's own and those of PMD's CPD and
   of jscpd, which people have in their code already. */
#ifndef SLUICE_STAGES_DUPLICATES_MARKS_H
#define SLUICE_STAGES_DUPLICATES_MARKS_H

#include "engine/match/lexeme.h"

/** Bytes [start, end) that are left out. */
typedef struct sl_clone_region {
    size_t start, end;
} sl_clone_region;

/** The regions of one text in their order, and how far they have been asked about. */
typedef struct sl_clone_marks {
    sl_clone_region *v;
    size_t n, cap;
    size_t at;
} sl_clone_marks;

/** Finds the marks in the comments of a text. A region that is never closed goes to its end. */
void sl_clone_marks_read(sl_clone_marks *marks, sl_arena *mem, const sl_lexemes *lexemes,
                         sl_str text);
/** True when the byte lies in a region; to be asked in ascending order. */
bool sl_clone_marks_hide(sl_clone_marks *marks, size_t offset);

#endif

/* Values that stand near others: a secret and the key id that belongs to it. */
#ifndef SLUICE_ENGINE_VERIFY_NEAR_H
#define SLUICE_ENGINE_VERIFY_NEAR_H

#include "sluice/arena.h"
#include "sluice/finding.h"

/** So many values are known on each side of a place. */
enum { SL_NEAR_VALUES = 3 };

/** The values that some rules found, by file and line. */
typedef struct sl_near sl_near;

/** Of the findings of those rules that have a value; in `mem`, borrowing from the findings. */
sl_near *sl_near_new(sl_arena *mem, const sl_findings *all, const sl_strs *rules);
/** The finding nearest to `to` in the same file whose value is none of `taken`, which are fewer
   than SL_NEAR_VALUES: the first of those on as many lines away. SIZE_MAX when there is none. */
size_t sl_near_find(const sl_near *near, const sl_finding *to, const sl_strs *taken);

#endif

/* The cache as a pass uses it: what is known of a unit is looked up before it is handed out, and
   what is reported is kept. */
#ifndef SLUICE_ENGINE_WORK_RECALL_H
#define SLUICE_ENGINE_WORK_RECALL_H

#include "engine/work/report.h"

typedef struct sl_recall sl_recall;

/** For a pass with a cache; NULL, which recalls nothing, for one without. */
sl_recall *sl_recall_new(sl_arena *mem, const sl_pass_spec *spec);
/** Looks the unit up. `asked` has the bits of the scanners that want it; those of which an answer
   is known are taken out, and the report has what they said. False: nothing is known. */
bool sl_recall_unit(sl_report *out, sl_recall *recall, size_t unit, unsigned char *asked);
/** The end of looking up. */
void sl_recall_rest(sl_recall *recall);
/** Keeps what was reported on a unit that was looked up. */
void sl_recall_keep(sl_recall *recall, const sl_report *report);
/** The end of the pass: what is to be kept is written. */
void sl_recall_end(sl_recall *recall);

#endif

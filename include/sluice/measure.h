/* What a scanner measured besides findings: how much of a folder something holds for. */
#ifndef SLUICE_MEASURE_H
#define SLUICE_MEASURE_H

#include "sluice/str.h"

/** `part` of `whole` lines below `folder` ("." for everything). */
typedef struct sl_measure {
    sl_str stage;
    sl_str name; /* "duplicated lines" */
    sl_str folder;
    uint64_t part, whole;
} sl_measure;

/** The measures of a run: by stage, then by folder. */
typedef struct sl_measures {
    sl_measure *v;
    size_t n, cap;
} sl_measures;

/** The part in percent; 0 of nothing. */
static inline double sl_measure_percent(const sl_measure *m)
{
    return m->whole ? 100.0 * (double)m->part / (double)m->whole : 0;
}

#endif

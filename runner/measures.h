/* The measures of a result, as reports print them. */
#ifndef SLUICE_RUNNER_MEASURES_H
#define SLUICE_RUNNER_MEASURES_H

#include "base/json.h"
#include "sluice/result.h"

enum { SL_MEASURES_SHOWN = 10 };

/** True when the measure is of everything that its stage looked at. */
bool sl_measure_is_total(const sl_measure *measure);
/** "4.19 % duplicated lines (12561 of 299784)". */
sl_str sl_measure_text(sl_arena *mem, const sl_measure *measure);
/** The measures of `total`'s stage and name for folders, those with the largest part first, at most
    `max`. */
sl_measures sl_measures_largest(sl_arena *mem, const sl_result *result, const sl_measure *total,
                                size_t max);
/** All of them as the JSON member "measures". */
void sl_measures_put(sl_json *j, const sl_result *result);
/** The total and the largest folders in one sentence. */
sl_str sl_measures_sentence(sl_arena *mem, const sl_result *result, const sl_measure *total);

#endif

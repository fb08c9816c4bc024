/* Circles among stages that need one another. */
#ifndef SLUICE_RUNNER_CIRCLE_H
#define SLUICE_RUNNER_CIRCLE_H

#include "sluice/pipeline.h"

/** "a -> b -> a" for a circle in `needs` (one list for each stage), `*at` the index of a; the empty
    text when there is none. */
sl_str sl_circle_find(sl_arena *mem, const sl_pipeline *pipeline, const sl_needs *needs,
                      size_t *at);

#endif

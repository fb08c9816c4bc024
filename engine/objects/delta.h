/* Deltas of packs (gitformat-pack(5)): a text told as copies from another and insertions. */
#ifndef SLUICE_ENGINE_OBJECTS_DELTA_H
#define SLUICE_ENGINE_OBJECTS_DELTA_H

#include "sluice/err.h"
#include "sluice/str.h"

/** A delta over borrowed bytes. */
typedef struct sl_delta {
    uint64_t base_size, size; /* of the text that it is told from, and of the result */
    sl_str steps;
} sl_delta;

/** One step: `n` bytes of the base from `from`, or `insert` where its `p` is set. */
typedef struct sl_delta_step {
    uint64_t from, n;
    sl_str insert;
} sl_delta_step;

/** Reads the sizes in front. */
bool sl_delta_open(sl_delta *out, sl_str bytes, sl_err *e);
/** Takes the next step off `*steps`: 1, or 0 at the end, or -1 when the delta is damaged. */
int sl_delta_next(sl_delta_step *out, sl_str *steps);
/** Writes the result, `delta->size` bytes, to `to`. Every step is checked against both sizes. */
bool sl_delta_apply(char *to, const sl_delta *delta, sl_str base, sl_err *e);

#endif

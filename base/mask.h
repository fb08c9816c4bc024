/* Masking of secret values in lines of output. */
#ifndef SLUICE_BASE_MASK_H
#define SLUICE_BASE_MASK_H

#include "sluice/arena.h"

typedef struct sl_mask sl_mask;

/** A mask for the values: each, and each line of a value with several, of at least 4 bytes; also
   its base64 and percent-encoded forms. Copies them. */
sl_mask *sl_mask_new(const sl_strs *values);
/** Wipes and frees. NULL is fine. */
void sl_mask_free(sl_mask *mask);
/** The line with every value replaced by "***"; valid until the next call. */
sl_str sl_mask_line(sl_mask *mask, sl_str line);
/** The length of the longest text that is masked. */
size_t sl_mask_longest(const sl_mask *mask);
/** Where to cut `text` near `max` so that no value is torn: the start of a value that lies across
    `max`, or its end when it is at the front. */
size_t sl_mask_cut(const sl_mask *mask, sl_str text, size_t max);

#endif

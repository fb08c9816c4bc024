/* Which parts of a text a match can lie in that takes part in a change: whole lines, far enough on
   either side of it. */
#ifndef SLUICE_STAGES_SECRETS_REACH_WINDOWS_H
#define SLUICE_STAGES_SECRETS_REACH_WINDOWS_H

#include "sluice/scanner.h"

/** Parts of a text, in order and apart from one another. */
typedef struct sl_secret_windows {
    sl_change *v;
    size_t n, cap;
    size_t n_bytes; /* of all */
} sl_secret_windows;

/** The window of the bytes [start, end) of a text; false when it would be too large. */
bool sl_secret_reach(sl_change *out, sl_str text, size_t start, size_t end);
/** Adds a window that begins behind the start of the last one; where they meet they become one. */
void sl_secret_windows_add(sl_secret_windows *windows, sl_arena *mem, sl_change window);
/** The windows of changes, which are in order; false when one would be too large. */
bool sl_secret_windows_around(sl_secret_windows *out, sl_arena *mem, sl_str text,
                              const sl_change *changes, size_t n);
/** What is in windows of both. */
void sl_secret_windows_both(sl_secret_windows *out, sl_arena *mem, const sl_secret_windows *a,
                            const sl_secret_windows *b);

#endif

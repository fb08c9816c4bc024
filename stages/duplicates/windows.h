/* Which runs of `k` tokens stand more than once. Knows numbers only, no files: 0 is a border that
   no run crosses. */
#ifndef SLUICE_STAGES_DUPLICATES_WINDOWS_H
#define SLUICE_STAGES_DUPLICATES_WINDOWS_H

#include "sluice/arena.h"

/** The positions of one run, in ascending order, at least `k` apart. */
typedef struct sl_window_class {
    uint32_t from, n; /* in `members` */
} sl_window_class;

/** All runs that stand twice or more often. */
typedef struct sl_windows {
    const uint32_t *ids;
    size_t n, k;
    uint32_t *class_of; /* by position: its class + 1; 0: none */
    sl_window_class *classes;
    size_t n_classes;
    uint32_t *members;
} sl_windows;

/** Finds them in time and memory linear in `n`, whatever the tokens are: runs are compared by a
    random hash, and equal hashes token by token. All in `mem`; `k` is at least 1. */
void sl_windows_find(sl_windows *w, sl_arena *mem, const uint32_t *ids, size_t n, size_t k);

#endif

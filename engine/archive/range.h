/* Parts of an archive's bytes, and the numbers and fields that zip and gzip have in common. */
#ifndef SLUICE_ENGINE_ARCHIVE_RANGE_H
#define SLUICE_ENGINE_ARCHIVE_RANGE_H

#include "sluice/arena.h"

/** From one byte up to, and without, another. */
typedef struct sl_archive_range {
    size_t from, to;
} sl_archive_range;

/** Ranges of one archive. */
typedef struct sl_archive_ranges {
    sl_archive_range *v;
    size_t n, cap;
} sl_archive_ranges;

/** Adds a range without the zeros around it, unless it is too short for a word and a value. Where
    there are very many, the last one grows instead. */
void sl_archive_range_add(sl_archive_ranges *out, sl_arena *mem, sl_str bytes,
                          sl_archive_range range);
/** The number of `n` bytes at `at`, the lowest first; 0 where there are fewer. */
uint64_t sl_archive_number(sl_str bytes, size_t at, size_t n);
/** Adds the values of extra fields (an id and a length of 16 bits each, and what is behind the
    last) but of those that hold numbers only. */
void sl_archive_range_fields(sl_archive_ranges *out, sl_arena *mem, sl_str bytes,
                             sl_archive_range range);

#endif

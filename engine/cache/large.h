/* Files of large values beside a cache's store, by the names that entries have. Knows no keys: what
   is in a file is for its reader to believe. */
#ifndef SLUICE_ENGINE_CACHE_LARGE_H
#define SLUICE_ENGINE_CACHE_LARGE_H

#include "engine/cache/seal.h"

/** Where they lie. */
typedef struct sl_larges {
    sl_str folder;
    uint64_t bytes_max; /* of all files; what was not used for longest goes before there are more */
    size_t value_max;   /* of one file */
} sl_larges;

/** One of them. */
typedef struct sl_large {
    unsigned char name[SL_SEAL_NAME];
    uint64_t bytes;
    int64_t used; /* seconds since 1970 */
} sl_large;

/** Reads a value whole, so that what follows SL_SEAL_HEAD is aligned for any type; false when there
    is none. */
bool sl_large_read(char **out, size_t *n, sl_arena *mem, const sl_larges *larges,
                   const unsigned char name[SL_SEAL_NAME]);
/** Writes a value, in the place of one with that name; a value that cannot be written is none. */
void sl_large_write(const sl_larges *larges, const unsigned char name[SL_SEAL_NAME], sl_str value);
/** Removes it. */
void sl_large_drop(const sl_larges *larges, const unsigned char name[SL_SEAL_NAME]);
/** Removes all. */
void sl_large_clear(const sl_larges *larges);
/** Calls for each. */
void sl_large_each(const sl_larges *larges, void (*call)(void *context, const sl_large *large),
                   void *context);

#endif

/* The key that a cache's entries are sealed with: from outside the cache, so that who can write the
   cache cannot write entries that are believed. */
#ifndef SLUICE_ENGINE_CACHE_KEY_H
#define SLUICE_ENGINE_CACHE_KEY_H

#include "sluice/arena.h"
#include "sluice/err.h"

enum { SL_CACHE_KEY_BYTES = 32, SL_CACHE_KEY_TEXT_MIN = 16 };
/** The environment variable that gives the key as a text of at least SL_CACHE_KEY_TEXT_MIN bytes.
 */
#define SL_CACHE_KEY_VARIABLE "SLUICE_CACHE_KEY"

/** The key: from SLUICE_CACHE_KEY, else from `sluice/cache.key` in the user's configuration folder,
    which is made with a random key when it is missing. One that others can read or that belongs to
    somebody else is refused. */
bool sl_cache_secret(unsigned char out[SL_CACHE_KEY_BYTES], sl_arena *mem, sl_err *e);

#endif

/* Where a cache lies when nobody says. */
#ifndef SLUICE_ENGINE_CACHE_PLACE_H
#define SLUICE_ENGINE_CACHE_PLACE_H

#include "sluice/arena.h"

/** The folder of the cache for work in a repository whose git folder, shared by its work trees, is
    `common` (empty: in none): `sluice` in it, or in the user's cache folder where the repository is
    somebody else's, cannot be written to or is none. Empty where there is no such folder either. */
sl_str sl_cache_place(sl_arena *mem, sl_str common);

#endif

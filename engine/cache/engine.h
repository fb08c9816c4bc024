/* Which engine this is: answers of another are not believed. */
#ifndef SLUICE_ENGINE_CACHE_ENGINE_H
#define SLUICE_ENGINE_CACHE_ENGINE_H

#include "base/digest.h"

/** The digest of this program: its version and the build id that the linker gave it, which changes
    with every byte of code and built-in rules. False: the program has no build id, so answers
    cannot be kept for others. */
bool sl_engine_id(unsigned char out[SL_SHA256_BYTES]);

#endif

/* Ids of git objects as the object store has them: 20 bytes of SHA-1, or 32 of SHA-256. */
#ifndef SLUICE_ENGINE_OBJECTS_ID_H
#define SLUICE_ENGINE_OBJECTS_ID_H

#include "sluice/unit.h"

enum { SL_SHA1_ID = 20, SL_SHA256_ID = 32 };

/** The id of `n` bytes (SL_SHA1_ID or SL_SHA256_ID). */
sl_id sl_id_at(const void *bytes, size_t n);
/** Reads `2 * n` hex digits, all of the text; false when it is anything else. */
bool sl_id_of_hex(sl_id *out, sl_str hex, size_t n);
/** True when both are the same. */
bool sl_id_eq(const sl_id *a, const sl_id *b);

#endif

/* How each pattern of a pack was read when it was compiled, which takes many attempts. */
#ifndef SLUICE_STAGES_SAST_WAYS_H
#define SLUICE_STAGES_SAST_WAYS_H

#include "base/map.h"
#include "engine/pattern/pattern.h"

/** Name of a blob: the ways of all patterns. */
#define SL_SAST_WAYS "ways"

/** The ways of compiled patterns by their keys, as bytes in `mem`. */
sl_str sl_sast_ways_write(sl_arena *mem, const sl_map *patterns);
/** Finds the way of a pattern by its key; false when the bytes have none. */
bool sl_sast_ways_find(sl_code_way *out, sl_str ways, sl_str key);

#endif

/* How far the matches of rules reach: those that have bounds need only be looked for around what
   changed; of the others a part is looked for without which they cannot match. */
#ifndef SLUICE_STAGES_SECRETS_REACH_BOUNDS_H
#define SLUICE_STAGES_SECRETS_REACH_BOUNDS_H

#include "sluice/arena.h"

enum {
    SL_SECRET_REACH = 640, /* around a change, weighed by lines: what is looked at again */
    SL_SECRET_BOUND = 512  /* no match of a bounded rule is longer, weighed the same way */
};

/** True when matches of the expression (RE2's syntax) are bounded. */
bool sl_secret_is_bounded(sl_str re2);
/** True when no two characters on end are in every match of the expression. */
bool sl_secret_is_vague(sl_str re2);
/** Bounded expressions of which one matches in every match of `re2`: those of its parts that say
   most. None when no part says enough. In `mem`. */
sl_strs sl_secret_anchors(sl_arena *mem, sl_str re2);

#endif

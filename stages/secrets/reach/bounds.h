/* How far the matches of rules reach: those that have bounds need only be looked for around what
   changed; of the others a part is looked for without which they cannot match. */
#ifndef SLUICE_STAGES_SECRETS_REACH_BOUNDS_H
#define SLUICE_STAGES_SECRETS_REACH_BOUNDS_H

#include "sluice/arena.h"

enum {
    SL_SECRET_REACH = 288, /* around a change, weighed by lines: what is looked at again */
    SL_SECRET_BOUND = 224  /* no match of a bounded rule is longer with the words beside it that
                              count, weighed the same way */
};

/** How long matches of the expression (RE2's syntax) can be, weighed the same way; SIZE_MAX when
    they have no bounds. */
size_t sl_secret_bound_of(sl_str re2);
/** True when no two characters on end are in every match of the expression. */
bool sl_secret_is_vague(sl_str re2);
/** Bounded expressions of which one matches in every match of `re2`: those of its parts that say
   most. None when no part says enough. In `mem`. */
sl_strs sl_secret_anchors(sl_arena *mem, sl_str re2);

#endif

/* Expressions that begin with a lazy run of one class, "(?i)[\w.-]{0,50}?rest", as scanners of
   secrets write them: the rest alone is searched, much faster, and the run is put before what it
   found. That is the same match, since the leftmost place of the rest has the leftmost run. */
#ifndef SLUICE_ENGINE_MATCH_PREFIX_H
#define SLUICE_ENGINE_MATCH_PREFIX_H

#include "sluice/arena.h"

/** What was taken off. */
typedef struct sl_regex_prefix {
    sl_str one;  /* an expression that matches one byte of the class, flags in front */
    sl_str rest; /* the expression without the run, flags in front */
    size_t most; /* how long the run may be */
} sl_regex_prefix;

/** Takes the run off; false when the expression does not begin so, or is not sure to be the same
    without. */
bool sl_regex_prefix_take(sl_regex_prefix *out, sl_arena *mem, sl_str expression);

#endif

/* Looser expressions: what a pattern set need not count exactly costs it states and time. */
#ifndef SLUICE_ENGINE_MATCH_LOOSEN_H
#define SLUICE_ENGINE_MATCH_LOOSEN_H

#include "sluice/arena.h"

/** An expression that matches wherever `expression` does, and maybe elsewhere: repetitions that may
    go on for `limit` times or more are without an upper bound, so "a{0,300}" is "a*", and never
   need more than `limit`. The view of `expression` itself when nothing is to be changed or it is
   beyond this simple reading. */
sl_str sl_regex_loosen(sl_arena *mem, sl_str expression, unsigned limit);

#endif

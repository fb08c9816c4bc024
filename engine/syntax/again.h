/* Parsing once more: what a grammar leaves as tokens (arguments of macros, bodies of #define) is
   read as code where it is some. */
#ifndef SLUICE_ENGINE_SYNTAX_AGAIN_H
#define SLUICE_ENGINE_SYNTAX_AGAIN_H

#include "engine/syntax/lower.h"

enum {
    SL_AGAIN_DEPTH_MAX = 6, /* tokens within tokens that are parsed once more */
    SL_AGAIN_MS = 1000
};

/** What stands around the bytes so that they parse, and which children of the first term of a kind
    they then are. */
typedef struct sl_again {
    const char *before, *after;
    sl_term_kind kind;
    sl_role role;
} sl_again;

/** Emits what the bytes from `start` to `end` are as code; false when they don't parse. */
bool sl_lower_again(sl_lowering *l, const sl_again *as, sl_cst_gap bytes, sl_role role);

#endif

/* Rewriting patterns so that a grammar for code can read them: names stand for metavariables and
   ellipses, in one of the ways that the language has for them. */
#ifndef SLUICE_ENGINE_PATTERN_REWRITE_H
#define SLUICE_ENGINE_PATTERN_REWRITE_H

#include "engine/syntax/lower.h"
#include "sluice/err.h"

enum { SL_PATTERN_BYTES_MAX = 64 << 10, SL_PATTERN_HOLES_MAX = 400 };

/** The pieces of a pattern: its text with holes, which are in the order of their places. */
typedef struct sl_rewriting {
    sl_arena *mem;
    const sl_dialect *dialect;
    sl_str text;
    unsigned typed; /* which of the texts that look like a typed metavariable are one, as bits */
    unsigned n_typed;
    sl_holes holes;
    sl_strs between; /* the text before each hole, and after the last */
    size_t end;      /* of the pattern in the text that was written last */
} sl_rewriting;

/** Finds the holes of `text`. */
bool sl_rewrite_open(sl_rewriting *r, sl_err *e);
/** The text between `before` and `after`, each hole written as its `choice` says; the places of the
    holes are set. */
sl_str sl_rewrite_text(sl_rewriting *r, sl_str before, sl_str after);
/** In how many ways a hole can be written. */
size_t sl_rewrite_choices(const sl_rewriting *r, size_t hole);

#endif

/* Patterns for texts of any kind (Semgrep's language `generic`): words and marks in a row, $X for a
   word, `...` for what lies between, within ten lines and within the block that it begins in. */
#ifndef SLUICE_ENGINE_PATTERN_GENERIC_H
#define SLUICE_ENGINE_PATTERN_GENERIC_H

#include "engine/pattern/generic_spec.h"
#include "engine/pattern/match.h"

enum {
    SL_GENERIC_LINES = 10, /* that an ellipsis may pass, unless the rule says otherwise */
    SL_GENERIC_STEPS_MAX = 20000000
};

/** All matches in `text`, left to right without overlap; places are bytes of `text`. SL_ETOOBIG
   names the limit that was reached. */
bool sl_generic_search(sl_founds *out, sl_arena *mem, const sl_generic_spec *spec, sl_str text,
                       sl_err *e);
/** The longest word that every match has in it; empty when there is none. */
sl_str sl_generic_literal(sl_arena *mem, sl_str pattern);

#endif

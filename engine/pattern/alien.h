/* The other way to read patterns of the language `generic` (Semgrep's aliengrep): as one regular
   expression in which ellipses keep brackets in pairs. */
#ifndef SLUICE_ENGINE_PATTERN_ALIEN_H
#define SLUICE_ENGINE_PATTERN_ALIEN_H

#include "engine/pattern/generic_spec.h"
#include "engine/pattern/match.h"

/** As sl_generic_search, for a pattern whose spec says `is_alien`. */
bool sl_alien_search(sl_founds *out, sl_arena *mem, const sl_generic_spec *spec, sl_str text,
                     sl_err *e);
/** The expression that the pattern stands for; group number i + 1 binds `names->v[i]`. */
bool sl_alien_expression(sl_str *out, sl_strs *names, sl_arena *mem, const sl_generic_spec *spec,
                         sl_err *e);

#endif

/* How far the matches of rules reach: those that have bounds need only be looked for around what
   changed; of the others the words are looked for without which they cannot match. */
#ifndef SLUICE_STAGES_SECRETS_BOUNDS_H
#define SLUICE_STAGES_SECRETS_BOUNDS_H

#include "stages/secrets/scanner.h"

/** No match of a bounded rule is longer, but for runs within one line, and blank lines. */
enum { SL_SECRET_REACH = 4096 };

/** Makes scanner->bounds on the first call: sorts the rules, compiles the words. */
bool sl_secret_bounds_ready(sl_secret_scanner *scanner, sl_err *e);
/** True when the text has a word of a rule without bounds. */
bool sl_secret_has_words(bool *out, sl_secret_scanner *scanner, sl_arena *mem, sl_str text,
                         sl_err *e);
/** True when matches of the expression stay within the reach. */
bool sl_secret_is_bounded(sl_str re2);

#endif

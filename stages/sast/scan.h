/* The scanner: which files, which rules, and what they found. */
#ifndef SLUICE_STAGES_SAST_SCAN_H
#define SLUICE_STAGES_SAST_SCAN_H

#include "engine/match/lexer.h"
#include "sluice/scanner.h"
#include "stages/sast/rule.h"

/** The scanner of the kind `sast`. */
extern const sl_scanner sl_sast_scanner;

/** Whether the text is no text: nothing is looked for in it. */
bool sl_sast_is_binary(sl_str text);
/** Whether a match may begin at the byte. */
bool sl_sast_scope_has(sl_sast_scope scope, const sl_lexemes *lexemes, size_t at);

#endif

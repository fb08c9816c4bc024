/* The expressions of metavariable-comparison: numbers, texts, metavariables, comparisons, and the
   few functions that Semgrep has. */
#ifndef SLUICE_STAGES_SAST_MATCHES_COMPARISON_H
#define SLUICE_STAGES_SAST_MATCHES_COMPARISON_H

#include "engine/match/regex.h"

/** A parsed expression. */
typedef struct sl_comparison sl_comparison;

/** How it is written. */
typedef struct sl_comparison_spec {
    sl_str text;
    bool strip; /* quotes of what metavariables stand for are left out */
    int base;   /* of numbers in metavariables; 0: by their prefix */
} sl_comparison_spec;

/** Looks up the text that a metavariable stands for; false when it is not bound. */
typedef bool (*sl_comparison_lookup)(const void *context, sl_str name, sl_str *text);

/** A text without the quotes around it. */
sl_str sl_sast_unquote(sl_str text);
/** Parses an expression; the SL_EUSAGE error says what is not understood. */
bool sl_comparison_read(const sl_comparison **out, sl_arena *mem, const sl_comparison_spec *spec,
                        sl_err *e);
/** True when the expression is; false as well when it has no value (a text that is no number). */
bool sl_comparison_holds(const sl_comparison *comparison, sl_arena *mem,
                         sl_comparison_lookup lookup, const void *context);

#endif

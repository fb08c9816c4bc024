/* From what a pattern set saw in a text to the matches of a rule, with Semgrep's meaning of
   `patterns`, `pattern-either`, `pattern-not-regex` and the metavariable operators. */
#ifndef SLUICE_STAGES_SAST_EVALUATE_H
#define SLUICE_STAGES_SAST_EVALUATE_H

#include "engine/match/patterns.h"
#include "stages/sast/rule.h"

enum { SL_SAST_MATCHES_MAX = 20000 /* of one formula in one text */ };

/** A metavariable and the bytes it stands for. */
typedef struct sl_sast_binding {
    sl_str name; /* "$1", "$NAME" */
    sl_span span;
} sl_sast_binding;

/** A match: a region and what is bound in it. */
typedef struct sl_sast_match {
    sl_span span;
    const sl_sast_binding *bindings;
    size_t n_bindings;
} sl_sast_match;

/** Matches in the order of their starts, then ends. */
typedef struct sl_sast_matches {
    sl_sast_match *v;
    size_t n, cap;
} sl_sast_matches;

/** One rule on one text. */
typedef struct sl_sast_trial {
    sl_arena *mem;  /* of the unit */
    sl_arena *kept; /* of the scanner: compiled expressions */
    sl_regex_room *room;
    sl_sast_rule *rule;
    const sl_sighting **seen; /* by number of positive expression; NULL: not seen */
    sl_str text;
} sl_sast_trial;

/** The matches of the rule. SL_ETOOBIG, naming the rule, when a limit was reached. */
bool sl_sast_evaluate(sl_sast_matches *out, const sl_sast_trial *trial, sl_err *e);
/** The bytes that a metavariable stands for; empty when it is not bound. */
sl_str sl_sast_bound(const sl_sast_match *match, sl_str name, sl_str text, bool *is_bound);

#endif

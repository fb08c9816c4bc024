/* From what a pattern set saw in a text to the matches of a rule, with Semgrep's meaning of
   `patterns`, `pattern-either`, `pattern-not`, `pattern-inside` and the metavariable operators. */
#ifndef SLUICE_STAGES_SAST_EVALUATE_H
#define SLUICE_STAGES_SAST_EVALUATE_H

#include "engine/match/patterns.h"
#include "stages/sast/code.h"
#include "stages/sast/matches/matches.h"
#include "stages/sast/rule.h"
#include "stages/sast/matches/trace.h"

/** One rule on one text. */
typedef struct sl_sast_trial {
    sl_arena *mem;  /* of the unit */
    sl_arena *kept; /* of the scanner: compiled expressions */
    sl_regex_room *room;
    sl_sast_rule *rule;
    const sl_sighting **seen; /* by number of positive expression; NULL: not seen */
    bool is_unlimited;        /* `seen` says nothing: everything has to be searched */
    sl_str text;
    sl_sast_tables *tables;
    sl_sast_code *code;   /* the text's syntax tree, parsed on first use; NULL: none */
    sl_sast_found *found; /* by leaf, but for patterns of code */
    sl_span scope;        /* of nested formulas: where matches may be */
    bool is_nested;
    const sl_sast_match *outer; /* of nested formulas: what is bound already */
    sl_sast_trace *trace;       /* NULL: nobody asks how */
    uint64_t deadline_ns;       /* of sl_clock_ns; 0: none */
} sl_sast_trial;

/** The matches of the rule. SL_ETOOBIG, naming the rule, when a limit was reached. */
bool sl_sast_evaluate(sl_sast_matches *out, sl_sast_trial *trial, sl_err *e);
/** Makes the trial ready for formulas; false when what was seen says that nothing can match. */
bool sl_sast_evaluate_begin(sl_sast_trial *trial);
/** The matches of one formula. */
bool sl_sast_evaluate_formula(sl_sast_matches *out, sl_sast_trial *trial, const sl_sast_formula *f,
                              sl_err *e);
/** Whether what was seen lets the formula match at all. */
bool sl_sast_may_match(const sl_sast_trial *trial, const sl_sast_formula *f);
/** Keeps the matches for which the condition holds. */
bool sl_sast_keep_where(sl_sast_matches *m, sl_sast_trial *trial, const sl_sast_condition *c,
                        sl_err *e);

#endif

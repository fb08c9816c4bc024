/* The syntax tree of one file for the rules of one language: parsed on first use. */
#ifndef SLUICE_STAGES_SAST_CODE_H
#define SLUICE_STAGES_SAST_CODE_H

#include "engine/pattern/match.h"
#include "stages/sast/matches/matches.h"
#include "stages/sast/rule.h"

enum { SL_SAST_PARSE_MS = 20000 };

/** What was found of one pattern or expression in a whole text. */
typedef struct sl_sast_found {
    bool is_done;
    sl_sast_matches matches;
} sl_sast_found;

/** One text in one language. */
typedef struct sl_sast_code {
    sl_arena *mem;
    sl_sast_tables *tables;
    const sl_dialect *dialect;
    sl_str text;
    bool is_parsed;
    sl_err failure; /* why it could not be */
    sl_code code;
    const sl_taint_file *flow; /* what rules that follow data have to know of it; NULL: not yet */
    uint64_t deadline_ns;      /* of the rule at hand */
    sl_str gaps;               /* "lines 12-14 not understood"; empty: all was */
    struct {
        sl_sast_found **v; /* by number of the pattern: rules share what was found */
        size_t n, cap;
    } found;
} sl_sast_code;

/** The parsed text; the same error each time it cannot be had. */
bool sl_sast_code_get(const sl_code **out, sl_sast_code *code, sl_err *e);
/** The place for what is found of a pattern. */
sl_sast_found *sl_sast_code_found(sl_sast_code *code, const sl_code_pattern *pattern);

#endif

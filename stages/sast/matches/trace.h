/* The record of how a formula came to its matches, for `explain --why`: a step for each operator
   with what it found, and what it took away from the matches of those before it. Everything is a
   no-op without a trace. */
#ifndef SLUICE_STAGES_SAST_MATCHES_TRACE_H
#define SLUICE_STAGES_SAST_MATCHES_TRACE_H

#include "sluice/node.h"
#include "stages/sast/matches/matches.h"

typedef struct sl_sast_step sl_sast_step;

/** One operator. */
struct sl_sast_step {
    const char *name;  /* as the rule has it: "pattern-not-inside" */
    const sl_node *at; /* its value in the rule; NULL where it stands nowhere */
    sl_str note;       /* what else is to be said */
    bool is_filter;    /* it only takes matches away */
    bool is_evaluated; /* else the ones before it had left nothing */
    sl_sast_matches found;
    sl_sast_matches lost; /* of those before it */
    struct {
        sl_sast_step **v;
        size_t n, cap;
    } steps;
};

/** A record in the making. */
typedef struct sl_sast_trace {
    sl_arena *mem;
    sl_span line;     /* of the text: what is asked about */
    sl_sast_step *at; /* whose steps come in */
} sl_sast_trace;

/** Opens a step below the one at hand; NULL without a trace. */
sl_sast_step *sl_sast_step_begin(sl_sast_trace *trace, const char *name, const sl_node *at);
/** Closes it with what it found; `above` is the step that was at hand before. */
void sl_sast_step_end(sl_sast_trace *trace, sl_sast_step *step, sl_sast_step *above,
                      const sl_sast_matches *found);
/** The matches as they are now, for sl_sast_step_lost; nothing without a trace. */
sl_sast_matches sl_sast_trace_copy(const sl_sast_trace *trace, const sl_sast_matches *m);
/** Tells the last step below the one at hand which of `before` are not in `after`, or (where the
    inner of two stays) have nothing of it in them. */
void sl_sast_step_lost(sl_sast_trace *trace, const sl_sast_matches *before,
                       const sl_sast_matches *after);
/** True when the region has something of the line that is asked about. */
bool sl_sast_trace_touches(const sl_sast_trace *trace, const sl_span *span);
/** The step at hand; NULL without a trace. */
sl_sast_step *sl_sast_trace_at(const sl_sast_trace *trace);

#endif

/* Steps hang below one another as the evaluation nests. */
#include "stages/sast/matches/trace.h"

sl_sast_step *sl_sast_trace_at(const sl_sast_trace *trace)
{
    return trace ? trace->at : NULL;
}

bool sl_sast_trace_touches(const sl_sast_trace *trace, const sl_span *span)
{
    return span->start <= trace->line.end && span->end > trace->line.start;
}

sl_sast_step *sl_sast_step_begin(sl_sast_trace *trace, const char *name, const sl_node *at)
{
    if (!trace)
        return NULL;
    sl_sast_step *step = sl_alloc(trace->mem, sizeof *step);
    step->name = name ? name : "match";
    step->at = at;
    *sl_list_add(trace->mem, &trace->at->steps) = step;
    trace->at = step;
    return step;
}

sl_sast_matches sl_sast_trace_copy(const sl_sast_trace *trace, const sl_sast_matches *m)
{
    sl_sast_matches copy = {0};
    for (size_t i = 0; trace && i < m->n; i++)
        *sl_list_add(trace->mem, &copy) = m->v[i];
    return copy;
}

void sl_sast_step_end(sl_sast_trace *trace, sl_sast_step *step, sl_sast_step *above,
                      const sl_sast_matches *found)
{
    if (!trace)
        return;
    step->is_evaluated = true;
    step->found = sl_sast_trace_copy(trace, found);
    trace->at = above;
}

static bool is_left(const sl_sast_match *match, const sl_sast_matches *after)
{
    for (size_t i = 0; i < after->n; i++)
        if (sl_sast_is_within(&after->v[i].span, &match->span))
            return true;
    return false;
}

void sl_sast_step_lost(sl_sast_trace *trace, const sl_sast_matches *before,
                       const sl_sast_matches *after)
{
    if (!trace || !trace->at->steps.n)
        return;
    sl_sast_step *last = trace->at->steps.v[trace->at->steps.n - 1];
    for (size_t i = 0; i < before->n; i++)
        if (!is_left(&before->v[i], after))
            *sl_list_add(trace->mem, &last->lost) = before->v[i];
}

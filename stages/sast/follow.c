/* Matches of the parts of a taint rule become marks for the walk; sinks that it reaches are
 * matches. */
#include "stages/sast/follow.h"

static bool is_wrapper(const sl_term *t)
{
    return t->kind == SL_T_EXPR || t->kind == SL_T_BLOCK;
}

static bool has_term(const sl_code *code, const sl_taint_mark *like)
{
    for (size_t i = 0; i < code->n; i++)
        if (code->all[i]->start == like->start && code->all[i]->end == like->end &&
            !is_wrapper(code->all[i]))
            return true;
    return false;
}

/* The expressions of a sink: the one that has its region, or the largest in it. */
static void add_marks(sl_taint_spec *spec, sl_arena *mem, const sl_taint_mark *like,
                      const sl_code *code)
{
    if (like->kind != SL_TAINT_SINK || has_term(code, like)) {
        *sl_list_add(mem, &spec->marks) = *like;
        return;
    }
    uint32_t after = like->start;
    for (size_t i = 0; i < code->n; i++) {
        const sl_term *t = code->all[i];
        if (t->start < after || t->end > like->end || is_wrapper(t))
            continue;
        sl_taint_mark *made = sl_list_add(mem, &spec->marks);
        *made = *like;
        made->start = t->start;
        made->end = after = t->end;
    }
}

static void add_propagator(sl_taint_spec *spec, sl_arena *mem, const sl_sast_taint_part *part,
                           const sl_sast_match *match)
{
    const sl_bound *from = sl_sast_binding_of(match, part->from);
    const sl_bound *to = sl_sast_binding_of(match, part->to);
    if (from && to)
        *sl_list_add(mem, &spec->propagators) = (sl_taint_propagator){
            from->start, from->end, to->start, to->end, part->label, part->requires};
}

static bool is_conflict(const sl_taint_spec *spec, const sl_sast_match *match)
{
    for (size_t i = 0; i < spec->marks.n; i++)
        if (spec->marks.v[i].start == match->span.start &&
            spec->marks.v[i].end == match->span.end && spec->marks.v[i].kind != SL_TAINT_SANITIZER)
            return true;
    return false;
}

/* What a run needs beside the trial. */
typedef struct gathering {
    sl_taint_spec spec;
    sl_sast_matches sinks;
    const sl_code *code;
} gathering;

static bool gather(gathering *g, sl_sast_trial *t, const sl_sast_taint_part *part, sl_err *e)
{
    sl_sast_matches found = {0};
    if (!sl_sast_evaluate_formula(&found, t, part->formula, e))
        return false;
    for (size_t i = 0; i < found.n; i++) {
        const sl_sast_match *m = &found.v[i];
        sl_taint_mark mark = {.kind = part->kind,
                              .start = (uint32_t)m->span.start,
                              .end = (uint32_t)m->span.end,
                              .is_exact = part->is_exact,
                              .has_effect = part->has_effect,
                              .is_effect_only = part->is_effect_only,
                              .label = part->label,
                              .requires = part->requires,
                              .match = g->sinks.n};
        if (part->is_propagator) {
            add_propagator(&g->spec, t->mem, part, m);
            continue;
        }
        if (part->is_not_conflicting && is_conflict(&g->spec, m))
            continue;
        add_marks(&g->spec, t->mem, &mark, g->code);
        if (part->kind == SL_TAINT_SINK)
            *sl_list_add(t->mem, &g->sinks) = *m;
    }
    return true;
}

static bool take_hits(sl_sast_matches *out, const sl_sast_trial *t, const gathering *g, sl_err *e)
{
    for (size_t i = 0; i < g->spec.marks.n; i++)
        if (g->spec.marks.v[i].is_hit &&
            !sl_sast_matches_add(out, t->mem, &g->sinks.v[g->spec.marks.v[i].match], e))
            return sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
    sl_sast_matches_unite(out);
    return true;
}

bool sl_sast_follow(sl_sast_matches *out, sl_sast_trial *t, sl_err *e)
{
    const sl_sast_taint *taint = t->rule->taint;
    gathering g = {.spec = {.options = taint->options}};
    bool has_source = false;
    *out = (sl_sast_matches){0};
    if (!t->code || !sl_sast_evaluate_begin(t))
        return true;
    if (!sl_sast_code_get(&g.code, t->code, e))
        return false;
    for (size_t i = 0; i < taint->parts.n; i++) {
        bool is_needed = has_source || taint->parts.v[i].kind == SL_TAINT_SOURCE;
        if (is_needed && !gather(&g, t, &taint->parts.v[i], e))
            return false;
        has_source |= g.spec.marks.n > 0;
    }
    if (!g.sinks.n || !has_source)
        return true;
    if (!sl_taint_run(&g.spec, t->mem, g.code, e))
        return sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
    return take_hits(out, t, &g, e);
}

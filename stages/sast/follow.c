/* Matches of the parts of a taint rule become marks for the walk; sinks that it reaches are
 * matches. */
#include "stages/sast/follow.h"

static bool is_wrapper(const sl_term *t)
{
    return t->kind == SL_T_EXPR || t->kind == SL_T_BLOCK;
}

static const sl_term *term_of(const sl_code *code, const sl_taint_mark *like)
{
    for (size_t i = 0; i < code->n; i++)
        if (code->all[i]->start == like->start && code->all[i]->end == like->end &&
            !is_wrapper(code->all[i]))
            return code->all[i];
    return NULL;
}

/* A statement that has others in it: what is done in any of them counts. */
static bool is_compound(const sl_term *t)
{
    return t->kind == SL_T_CLASS || (t->kind == SL_T_FUNCTION && sl_term_get(t, SL_R_NAME)) ||
           (t->kind >= SL_T_IF && t->kind <= SL_T_WITH && t->kind != SL_T_CASE);
}

/* The expressions of a sink: the one that has its region, or the largest in it. */
static void add_marks(sl_taint_spec *spec, sl_arena *mem, const sl_taint_mark *like,
                      const sl_code *code)
{
    const sl_term *whole = like->kind == SL_TAINT_SINK ? term_of(code, like) : NULL;
    if (like->kind != SL_TAINT_SINK || whole) {
        sl_taint_mark *made = sl_list_add(mem, &spec->marks);
        *made = *like;
        made->is_exact &= !(whole && is_compound(whole));
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
        *sl_list_add(mem, &spec->propagators) =
            (sl_taint_propagator){.from_start = from->start,
                                  .from_end = from->end,
                                  .to_start = to->start,
                                  .to_end = to->end,
                                  .has_no_effect = part->has_no_effect,
                                  .label = part->label,
                                  .replace = part->replace,
                                  .requires = part->requires};
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
    sl_sast_matches sources, sinks;
    const sl_code *code;
    bool unifies;      /* metavariables of source and sink have to agree */
    bool is_by_source; /* each source has a label of its own */
} gathering;

/* Where metavariables have to agree each source has a label of its own, the last ones share one. */
static sl_taint_labels label_of_source(gathering *g, sl_arena *mem, const sl_sast_match *m)
{
    size_t n = g->sources.n;
    *sl_list_add(mem, &g->sources) = *m;
    return (sl_taint_labels)1 << (n < SL_TAINT_LABELS_MAX ? n : SL_TAINT_LABELS_MAX);
}

static sl_taint_labels accepted(const gathering *g, const sl_sast_match *sink, sl_str text)
{
    sl_taint_labels all = 0;
    for (size_t i = 0; i < g->sources.n; i++)
        if (sl_sast_agree(&g->sources.v[i], sink, text))
            all |= (sl_taint_labels)1 << (i < SL_TAINT_LABELS_MAX ? i : SL_TAINT_LABELS_MAX);
    return g->unifies ? all : ~(sl_taint_labels)0;
}

/* A match that is what a metavariable stands for: a value, where others are calls. */
static bool is_bound(const sl_sast_match *m)
{
    for (size_t i = 0; i < m->n_bindings; i++)
        if (m->bindings[i].start == m->span.start && m->bindings[i].end == m->span.end)
            return true;
    return false;
}

static void add_needs(gathering *g, sl_arena *mem, const sl_sast_taint_part *part,
                      const sl_sast_match *match, sl_taint_mark *mark)
{
    mark->first_part = g->spec.parts.n;
    for (size_t i = 0; i < part->needs.n; i++) {
        const sl_bound *bound = sl_sast_binding_of(match, part->needs.v[i].name);
        if (bound)
            *sl_list_add(mem, &g->spec.parts) = (sl_taint_part){
                .start = bound->start, .end = bound->end, .requires = part->needs.v[i].requires};
    }
    mark->n_parts = g->spec.parts.n - mark->first_part;
}

static bool gather(gathering *g, sl_sast_trial *t, const sl_sast_taint_part *part, sl_err *e)
{
    sl_sast_matches found = {0};
    sl_sast_step *above = sl_sast_trace_at(t->trace);
    sl_sast_step *step = sl_sast_step_begin(t->trace, part->key, NULL);
    if (!sl_sast_evaluate_formula(&found, t, part->formula, e))
        return false;
    sl_sast_step_end(t->trace, step, above, &found);
    for (size_t i = 0; i < found.n; i++) {
        const sl_sast_match *m = &found.v[i];
        sl_taint_mark mark = {.kind = part->kind,
                              .start = (uint32_t)m->span.start,
                              .end = (uint32_t)m->span.end,
                              .is_exact = part->is_exact,
                              .has_effect = part->has_effect,
                              .is_effect_only = part->is_effect_only,
                              .is_control = part->is_control,
                              .is_at_exit = part->is_at_exit,
                              .label = part->label,
                              .requires = part->requires,
                              .match = g->sinks.n};
        if (part->kind == SL_TAINT_SOURCE && !part->is_propagator && g->is_by_source)
            mark.label = label_of_source(g, t->mem, m);
        mark.is_value = part->kind == SL_TAINT_SINK && is_bound(m);
        mark.accepts = accepted(g, m, t->text);
        add_needs(g, t->mem, part, m, &mark);
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

static bool run(sl_taint_spec *spec, sl_sast_trial *t, sl_err *e)
{
    if (!t->code->flow)
        t->code->flow = sl_taint_file_of(t->code->mem, &t->code->code);
    return sl_taint_run(spec, t->mem, t->code->flow, e);
}

static bool is_told(const gathering *g, size_t source)
{
    size_t bit = source < SL_TAINT_LABELS_MAX ? source : SL_TAINT_LABELS_MAX;
    for (size_t i = 0; i < g->spec.marks.n; i++)
        if (g->spec.marks.v[i].hit >> bit & 1)
            return true;
    return false;
}

static bool take_sources(sl_sast_matches *out, const sl_sast_trial *t, const gathering *g,
                         sl_err *e)
{
    for (size_t i = 0; i < g->sources.n; i++)
        if (is_told(g, i) && !sl_sast_matches_add(out, t->mem, &g->sources.v[i], e))
            return sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
    sl_sast_matches_unite(out);
    return true;
}

static bool take_hits(sl_sast_matches *out, const sl_sast_trial *t, const gathering *g, sl_err *e)
{
    if (g->is_by_source && !g->unifies)
        return take_sources(out, t, g, e);
    for (size_t i = 0; i < g->spec.marks.n; i++)
        if (g->spec.marks.v[i].is_hit &&
            !sl_sast_matches_add(out, t->mem, &g->sinks.v[g->spec.marks.v[i].match], e))
            return sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
    sl_sast_matches_unite(out);
    return true;
}

/* ---- for explain --why ---- */

enum { TRIALS_MAX = 200 /* runs for one answer */ };

static unsigned line_at(sl_str text, size_t at)
{
    unsigned line = 1;
    for (size_t i = 0; i < at && i < text.n; i++)
        line += text.p[i] == '\n';
    return line;
}

static bool is_reached(const sl_taint_spec *spec, size_t sink)
{
    for (size_t i = 0; i < spec->marks.n; i++)
        if (spec->marks.v[i].kind == SL_TAINT_SINK && spec->marks.v[i].match == sink &&
            spec->marks.v[i].is_hit)
            return true;
    return false;
}

/** A run in which of the marks of a kind only one is there, or all but one. */
typedef struct attempt {
    sl_taint_kind kind;
    const sl_taint_mark *one; /* NULL: none of the kind is there */
    bool is_without;
    size_t sink; /* that is looked at */
} attempt;

static bool attempt_reaches(bool *out, sl_sast_trial *t, const gathering *g, const attempt *a,
                            sl_err *e)
{
    sl_taint_spec spec = {
        .propagators = g->spec.propagators, .parts = g->spec.parts, .options = g->spec.options};
    for (size_t i = 0; i < g->spec.marks.n; i++) {
        const sl_taint_mark *m = &g->spec.marks.v[i];
        if (m->kind == a->kind && (m == a->one) == a->is_without)
            continue;
        sl_taint_mark *copy = sl_list_add(t->mem, &spec.marks);
        *copy = *m;
        copy->is_hit = false;
    }
    if (!run(&spec, t, e))
        return false;
    *out = is_reached(&spec, a->sink);
    return true;
}

/* The lines of the marks of a kind which alone bring the data, or without which it comes. */
static bool lines_of(sl_buf *out, sl_sast_trial *t, const gathering *g, const attempt *like,
                     sl_err *e)
{
    size_t n = 0;
    attempt a = *like;
    for (size_t i = 0; i < g->spec.marks.n && n < TRIALS_MAX; i++) {
        const sl_taint_mark *m = &g->spec.marks.v[i];
        bool reached;
        if (m->kind != a.kind)
            continue;
        n++;
        a.one = m;
        if (!attempt_reaches(&reached, t, g, &a, e))
            return false;
        if (reached)
            sl_buf_addf(out, "%s%u", out->n ? ", " : "", line_at(t->text, m->start));
    }
    return true;
}

static bool tell_sink(sl_buf *note, sl_sast_trial *t, const gathering *g, size_t sink, sl_err *e)
{
    sl_buf lines;
    bool is_hit = is_reached(&g->spec, sink);
    bool is_dirty = false;
    const attempt from = {.kind = SL_TAINT_SOURCE, .sink = sink};
    const attempt dirty = {.kind = SL_TAINT_SANITIZER, .sink = sink};
    const attempt without = {.kind = SL_TAINT_SANITIZER, .is_without = true, .sink = sink};
    sl_buf_init(&lines, 4096);
    bool ok = is_hit || attempt_reaches(&is_dirty, t, g, &dirty, e);
    if (ok && is_hit) {
        ok = lines_of(&lines, t, g, &from, e);
        sl_buf_addf(note, "reached by what comes from the source in line %s",
                    lines.n ? lines.p : "(several together)");
    } else if (ok && is_dirty) {
        ok = lines_of(&lines, t, g, &without, e);
        sl_buf_addf(note, "what comes here was cleaned by the sanitizer in line %s",
                    lines.n ? lines.p : "(several together)");
    } else if (ok) {
        sl_buf_addz(note, "nothing that comes from a source reaches it");
    }
    sl_buf_clear(&lines);
    return ok;
}

/* A step for each sink of the line, with how data comes there or why it does not. */
static bool tell_flows(sl_sast_trial *t, const gathering *g, const sl_sast_matches *out, sl_err *e)
{
    sl_sast_step *above = sl_sast_trace_at(t->trace);
    sl_sast_step *all = sl_sast_step_begin(t->trace, "taint", NULL);
    bool ok = true;
    for (size_t i = 0; all && ok && i < g->sinks.n; i++) {
        const sl_sast_matches one = {&g->sinks.v[i], 1, 1};
        sl_buf note;
        if (!sl_sast_trace_touches(t->trace, &g->sinks.v[i].span))
            continue;
        sl_sast_step *step = sl_sast_step_begin(t->trace, "sink", NULL);
        sl_buf_init(&note, 8192);
        ok = tell_sink(&note, t, g, i, e);
        step->note = sl_dup(t->mem, sl_buf_str(&note));
        sl_sast_step_end(t->trace, step, all, &one);
        sl_buf_clear(&note);
    }
    sl_sast_step_end(t->trace, all, above, out);
    return ok;
}

bool sl_sast_follow(sl_sast_matches *out, sl_sast_trial *t, sl_err *e)
{
    const sl_sast_taint *taint = t->rule->taint;
    gathering g = {.spec = {.options = taint->options},
                   .unifies = taint->unifies && !taint->labels.n};
    g.is_by_source = g.unifies || (taint->tells_sources && !taint->labels.n);
    bool has_source = false;
    *out = (sl_sast_matches){0};
    if (!t->code || !sl_sast_evaluate_begin(t))
        return true;
    if (!sl_sast_code_get(&g.code, t->code, e))
        return false;
    for (size_t i = 0; i < taint->parts.n; i++) {
        bool is_needed = t->trace || has_source || taint->parts.v[i].kind == SL_TAINT_SOURCE;
        if (is_needed && !gather(&g, t, &taint->parts.v[i], e))
            return false;
        has_source |= g.spec.marks.n > 0;
    }
    if (!g.sinks.n || !has_source)
        return true;
    if (!run(&g.spec, t, e))
        return sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
    return take_hits(out, t, &g, e) && tell_flows(t, &g, out, e);
}

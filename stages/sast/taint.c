/* Reading the parts of taint rules, and turning their matches into marks for the walk. */
#include "stages/sast/taint.h"

#include "engine/rules/common.h"
#include "stages/sast/evaluate.h"

static const struct {
    const char *key, *newer;
    sl_taint_kind kind;
    bool is_propagator, is_exact, is_positive;
} lists[] = {
    {"pattern-sources", "sources", SL_TAINT_SOURCE, false, false, true},
    {"pattern-sinks", "sinks", SL_TAINT_SINK, false, true, true},
    {"pattern-sanitizers", "sanitizers", SL_TAINT_SANITIZER, false, false, false},
    {"pattern-propagators", "propagators", SL_TAINT_SOURCE, true, false, false},
};

static sl_taint_labels label_of(sl_sast_taint *taint, sl_arena *mem, sl_str name)
{
    if (!name.n)
        return 1;
    for (size_t i = 0; i < taint->labels.n; i++)
        if (sl_str_eq(taint->labels.v[i], name))
            return (sl_taint_labels)2 << i;
    if (taint->labels.n == SL_TAINT_LABELS_MAX)
        return 0;
    *sl_list_add(mem, &taint->labels) = name;
    return (sl_taint_labels)1 << taint->labels.n;
}

static bool read_names(sl_sast_taint_part *part, const sl_sast_reading *r, const sl_node *item)
{
    part->from = sl_node_text(sl_node_get(item, "from"));
    part->to = sl_node_text(sl_node_get(item, "to"));
    return (part->from.n && part->to.n) ||
           sl_rule_fail(r->e, r->rule, item, "a propagator needs 'from' and 'to'");
}

static bool read_part(sl_sast_taint *taint, const sl_sast_reading *r, const sl_node *item,
                      size_t list)
{
    sl_sast_taint_part part = {.kind = lists[list].kind,
                               .is_propagator = lists[list].is_propagator,
                               .is_exact = lists[list].is_exact};
    const sl_node *exact = sl_node_get(item, "exact");
    const sl_node *effect = sl_node_get(item, "by-side-effect");
    sl_str label = sl_node_text(sl_node_get(item, "label"));
    if (taint->parts.n == SL_SAST_TAINT_PARTS)
        return sl_rule_fail(r->e, r->rule, item, "more than %d sources and sinks",
                            SL_SAST_TAINT_PARTS);
    if (exact)
        part.is_exact = sl_node_true(exact);
    part.is_effect_only = sl_str_is(sl_node_text(effect), "only");
    part.has_effect = part.is_effect_only || sl_node_true(effect);
    part.is_not_conflicting = sl_node_true(sl_node_get(item, "not_conflicting"));
    part.label = part.is_propagator && !label.n ? 0 : label_of(taint, r->mem, label);
    part.requires.text = sl_node_text(sl_node_get(item, "requires"));
    part.requires.names = &taint->labels;
    if (!part.label && !part.is_propagator)
        return sl_rule_fail(r->e, r->rule, item, "more than %d labels", SL_TAINT_LABELS_MAX);
    if (part.is_propagator && !read_names(&part, r, item))
        return false;
    if (!sl_sast_formula_read(&part.formula, r, item))
        return false;
    *sl_list_add(r->mem, &taint->parts) = part;
    return true;
}

static bool check_requires(const sl_sast_taint *taint, const sl_sast_reading *r)
{
    for (size_t i = 0; i < taint->parts.n; i++) {
        bool ok;
        sl_taint_holds(&taint->parts.v[i].requires, 0, &ok);
        if (!ok)
            return sl_rule_fail(r->e, r->rule, NULL, "'requires' is not understood: '%.*s'",
                                SL_FMT(taint->parts.v[i].requires.text));
    }
    return true;
}

static void read_options(sl_sast_taint *taint, const sl_node *doc)
{
    static const struct {
        const char *name;
        unsigned option;
    } names[] = {
        {"taint_only_propagate_through_assignments", SL_TAINT_ASSIGNMENTS_ONLY},
        {"taint_assume_safe_functions", SL_TAINT_SAFE_FUNCTIONS},
        {"taint_assume_safe_indexes", SL_TAINT_SAFE_INDEXES},
        {"taint_assume_safe_comparisons", SL_TAINT_SAFE_COMPARISONS},
        {"taint_assume_safe_booleans", SL_TAINT_SAFE_BOOLEANS},
        {"taint_assume_safe_numbers", SL_TAINT_SAFE_NUMBERS},
    };
    const sl_node *options = sl_node_get(doc, "options");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_node_true(sl_node_get(options, names[i].name)))
            taint->options |= names[i].option;
}

/* What has to be seen: a source and a sink. */
static sl_sast_formula *needed(sl_arena *mem, const sl_sast_taint *taint)
{
    sl_sast_formula *all = sl_alloc(mem, sizeof *all);
    all->op = SL_SAST_ALL;
    for (unsigned pass = 0; pass < 2; pass++) {
        sl_sast_formula *either = sl_alloc(mem, sizeof *either);
        either->op = SL_SAST_EITHER;
        for (size_t i = 0; i < taint->parts.n; i++) {
            const sl_sast_taint_part *p = &taint->parts.v[i];
            if (!p->is_propagator && p->kind == (pass ? SL_TAINT_SINK : SL_TAINT_SOURCE))
                *sl_list_add(mem, &either->parts) = p->formula;
        }
        *sl_list_add(mem, &all->parts) = either;
    }
    return all;
}

bool sl_sast_taint_read(sl_sast_taint **out, sl_sast_formula **formula, const sl_sast_reading *r,
                        const sl_node *doc)
{
    const sl_node *newer = sl_node_get(doc, "taint");
    sl_sast_taint *taint = sl_alloc(r->mem, sizeof *taint);
    *out = taint;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const sl_node *list =
            newer ? sl_node_get(newer, lists[i].newer) : sl_node_get(doc, lists[i].key);
        sl_sast_reading below = *r;
        below.is_negative = !lists[i].is_positive;
        if (!list && !lists[i].is_positive)
            continue;
        if (!list || list->kind != SL_SEQ || !list->n)
            return sl_rule_fail(r->e, r->rule, list, "mode taint needs a list of '%s'",
                                newer ? lists[i].newer : lists[i].key);
        for (size_t k = 0; k < list->n; k++)
            if (!read_part(taint, &below, list->items[k], i))
                return false;
    }
    read_options(taint, doc);
    *formula = needed(r->mem, taint);
    return check_requires(taint, r);
}

/* The expressions of a region: the one that has it, or the largest in it. */
static void add_marks(sl_taint_spec *spec, sl_arena *mem, const sl_taint_mark *like,
                      const sl_code *code)
{
    bool is_there = false;
    for (size_t i = 0; i < code->n && !is_there; i++)
        is_there = code->all[i]->start == like->start && code->all[i]->end == like->end &&
                   code->all[i]->kind != SL_T_BLOCK && code->all[i]->kind != SL_T_EXPR;
    if (is_there || like->kind != SL_TAINT_SINK) {
        *sl_list_add(mem, &spec->marks) = *like;
        return;
    }
    uint32_t after = 0;
    for (size_t i = 0; i < code->n; i++) {
        const sl_term *t = code->all[i];
        if (t->start < like->start || t->end > like->end || t->start < after ||
            t->kind == SL_T_EXPR || t->kind == SL_T_BLOCK)
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

bool sl_sast_taint_find(sl_sast_matches *out, sl_sast_trial *t, const sl_sast_taint *taint,
                        sl_err *e)
{
    gathering g = {.spec = {.options = taint->options}};
    bool has_source = false;
    if (!t->code)
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
    for (size_t i = 0; i < g.spec.marks.n; i++)
        if (g.spec.marks.v[i].is_hit &&
            !sl_sast_matches_add(out, t->mem, &g.sinks.v[g.spec.marks.v[i].match], e))
            return sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
    sl_sast_matches_unite(out);
    return true;
}

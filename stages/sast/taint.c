/* Reading the parts of taint rules. */
#include "stages/sast/taint.h"

#include "engine/rules/common.h"

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

/* requires: "A and not B", or a list of such conditions by metavariable. */
static bool read_requires(sl_sast_taint_part *part, const sl_sast_reading *r,
                          const sl_sast_taint *taint, const sl_node *requires)
{
    part->requires.names = &taint->labels;
    if (!requires || requires->kind != SL_SEQ) {
        part->requires.text = sl_node_text(requires);
        return true;
    }
    for (size_t i = 0; i < requires->n; i++) {
        const sl_node *item = requires->items[i];
        sl_str name =
            item->kind == SL_MAP && item->n == 1 ? sl_node_text(item->pairs[0].key) : (sl_str){0};
        if (part->kind != SL_TAINT_SINK || name.n < 2 || name.p[0] != '$')
            return sl_rule_fail(
                r->e, r->rule, item,
                "'requires' of a sink is a condition, or a list of '$X: condition'");
        *sl_list_add(r->mem, &part->needs) = (sl_sast_taint_need){
            name, {.text = sl_node_text(item->pairs[0].value), .names = &taint->labels}};
    }
    return true;
}

static bool read_replaced(sl_sast_taint_part *part, const sl_sast_reading *r, sl_sast_taint *taint,
                          const sl_node *list)
{
    for (size_t i = 0; list && i < list->n; i++)
        part->replace |= label_of(taint, r->mem, sl_node_text(list->items[i]));
    return !part->replace || (part->is_propagator && part->label) ||
           sl_rule_fail(r->e, r->rule, list, "'replace-labels' is for a propagator with a 'label'");
}

static bool check_keys(const sl_sast_reading *r, const sl_node *item)
{
    static const char known[] = "label requires exact by-side-effect control at-exit "
                                "not_conflicting from to replace-labels "
                                "id description metadata where focus focus-metavariable";
    for (size_t i = 0; item->kind == SL_MAP && i < item->n; i++) {
        sl_str key = sl_node_text(item->pairs[i].key);
        if (!sl_str_among(key, known) && !sl_sast_is_operator(key) &&
            !sl_str_starts(key, SL_S("metavariable-")))
            return sl_rule_fail(r->e, r->rule, item->pairs[i].key,
                                "'%.*s' is no key of a source, sink, sanitizer or propagator",
                                SL_FMT(key));
    }
    return true;
}

static bool read_part(sl_sast_taint *taint, const sl_sast_reading *r, const sl_node *item,
                      size_t list)
{
    sl_sast_taint_part part = {.key = lists[list].key,
                               .kind = lists[list].kind,
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
    part.has_no_effect = effect && !part.is_effect_only && !sl_node_true(effect);
    part.is_control = sl_node_true(sl_node_get(item, "control"));
    part.is_at_exit = sl_node_true(sl_node_get(item, "at-exit"));
    part.has_effect = part.is_effect_only || sl_node_true(effect);
    part.is_not_conflicting = sl_node_true(sl_node_get(item, "not_conflicting"));
    part.label = part.is_propagator && !label.n ? 0 : label_of(taint, r->mem, label);
    if (!part.label && !part.is_propagator)
        return sl_rule_fail(r->e, r->rule, item, "more than %d labels", SL_TAINT_LABELS_MAX);
    if (part.is_propagator && !read_names(&part, r, item))
        return false;
    if (!check_keys(r, item) || !read_requires(&part, r, taint, sl_node_get(item, "requires")) ||
        !read_replaced(&part, r, taint, sl_node_get(item, "replace-labels")))
        return false;
    if (!sl_sast_formula_read(&part.formula, r, item))
        return false;
    *sl_list_add(r->mem, &taint->parts) = part;
    return true;
}

static bool check_condition(const sl_sast_reading *r, const sl_taint_requires *requires)
{
    bool ok;
    sl_taint_holds(requires, 0, &ok);
    return ok || sl_rule_fail(r->e, r->rule, NULL, "'requires' is not understood: '%.*s'",
                              SL_FMT(requires->text));
}

static bool check_requires(const sl_sast_taint *taint, const sl_sast_reading *r)
{
    for (size_t i = 0; i < taint->parts.n; i++) {
        const sl_sast_taint_part *part = &taint->parts.v[i];
        if (!check_condition(r, &part->requires))
            return false;
        for (size_t k = 0; k < part->needs.n; k++)
            if (!check_condition(r, &part->needs.v[k].requires))
                return false;
    }
    return true;
}

/* Options by which data is followed: one that is not known would be followed wrongly. */
static bool check_options(const sl_sast_reading *r, const sl_node *options)
{
    static const char known[] =
        "taint_only_propagate_through_assignments taint_assume_safe_functions "
        "taint_assume_safe_indexes taint_assume_safe_comparisons taint_assume_safe_booleans "
        "taint_assume_safe_numbers taint_unify_mvars taint_intrafile taint_focus_on taint_match_on";
    for (size_t i = 0; options && options->kind == SL_MAP && i < options->n; i++) {
        sl_str key = sl_node_text(options->pairs[i].key);
        if (sl_str_starts(key, SL_S("taint_")) && !sl_str_among(key, known))
            return sl_rule_fail(r->e, r->rule, options->pairs[i].key, "'%.*s' is no option",
                                SL_FMT(key));
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
    taint->unifies = sl_node_true(sl_node_get(options, "taint_unify_mvars"));
    taint->tells_sources =
        sl_str_is(sl_node_text(sl_node_get(options, "taint_focus_on")), "source") ||
        sl_str_is(sl_node_text(sl_node_get(options, "taint_match_on")), "source");
    if (sl_node_true(sl_node_get(options, "taint_intrafile")) &&
        !sl_node_true(sl_node_get(options, "guarded_taint_signatures")))
        taint->options |= SL_TAINT_UNGUARDED;
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

static bool read_list(sl_sast_taint *taint, const sl_sast_reading *r, const sl_node *list,
                      size_t which)
{
    if (!list || list->kind != SL_SEQ || !list->n)
        return sl_rule_fail(r->e, r->rule, list, "mode taint needs a list of '%s' ('%s')",
                            lists[which].key, lists[which].newer);
    for (size_t k = 0; k < list->n; k++)
        if (!read_part(taint, r, list->items[k], which))
            return false;
    return true;
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
        if (!read_list(taint, &below, list, i))
            return false;
    }
    read_options(taint, doc);
    *formula = needed(r->mem, taint);
    return check_options(r, sl_node_get(doc, "options")) && check_requires(taint, r);
}

/* Formulas over a text. A set of matches is computed once per expression; what an expression that
   was not seen could match is known to be nothing without a search. */
#include "stages/sast/evaluate.h"

#include "base/clock.h"
#include "engine/pattern/generic.h"

static bool add(sl_sast_matches *out, const sl_sast_trial *t, const sl_sast_match *match, sl_err *e)
{
    return sl_sast_matches_add(out, t->mem, match, e) ||
           sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
}

/* Groups become metavariables: $1, $2 … by number, $NAME by name. */
static sl_sast_match bind(const sl_sast_trial *t, const sl_regex *regex, const sl_match *match,
                          size_t base)
{
    sl_sast_match made = {.is_text = true};
    made.span = (sl_span){match->groups[0].start + base, match->groups[0].end + base};
    sl_bound *b = sl_alloc_array(t->mem, 2 * match->n, sizeof *b);
    made.bindings = b;
    for (size_t i = 1; i < match->n; i++) {
        if (match->groups[i].start == SIZE_MAX)
            continue;
        sl_str name = sl_regex_group_name(regex, i);
        sl_bound one = {.name = sl_printf(t->mem, "$%zu", i),
                        .start = (uint32_t)(match->groups[i].start + base),
                        .end = (uint32_t)(match->groups[i].end + base)};
        b[made.n_bindings++] = one;
        one.name = sl_printf(t->mem, "$%.*s", SL_FMT(name));
        if (name.n)
            b[made.n_bindings++] = one;
    }
    return made;
}

static bool find_regex(sl_sast_matches *out, sl_sast_trial *t, size_t leaf,
                       const sl_sighting *sighting, sl_err *e)
{
    const sl_regex *regex;
    if (!sl_sast_leaf_regex(&regex, t->kept, t->rule, leaf, e))
        return false;
    sl_str text = t->is_nested ? sl_str_sub(t->text, t->scope.start, t->scope.end) : t->text;
    sl_confirm walk = {regex, t->room, sighting, text, 0, 0};
    for (;;) {
        sl_match match;
        bool found;
        if (!sl_confirm_next(&walk, &match, &found, e))
            return sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
        if (!found)
            return true;
        sl_sast_match made = bind(t, regex, &match, t->is_nested ? t->scope.start : 0);
        if (!add(out, t, &made, e))
            return false;
    }
}

/* b of a.b and of function b() {}. */
static bool is_member(const sl_term *t)
{
    const sl_term *up = t && t->kind == SL_T_NAME ? t->parent : NULL;
    bool is_name =
        up && (up->kind == SL_T_FIELD || up->kind == SL_T_FUNCTION || up->kind == SL_T_CLASS ||
               up->kind == SL_T_PARAM || up->kind == SL_T_KEYWORD || up->kind == SL_T_IMPORT);
    return is_name && (t->role == SL_R_NAME || t->role == SL_R_ALIAS || t->role == SL_R_MODULE);
}

static bool add_found(sl_sast_matches *out, sl_sast_trial *t, const sl_founds *found, sl_err *e)
{
    for (size_t i = 0; i < found->n; i++) {
        const sl_found *f = &found->v[i];
        sl_sast_match match = {.span = {f->start, f->end},
                               .bindings = f->bounds,
                               .n_bindings = f->n_bounds,
                               .is_member = is_member(f->term)};
        if (!add(out, t, &match, e))
            return false;
    }
    sl_sast_matches_unite(out);
    return true;
}

/* Patterns for texts of any kind, in the scope of a nested formula or the whole text. */
static bool find_generic(sl_sast_matches *out, sl_sast_trial *t, size_t leaf, sl_err *e)
{
    sl_founds found = {0};
    sl_str text = sl_str_sub(t->text, t->scope.start, t->scope.end);
    sl_generic_spec spec = t->rule->generic;
    spec.pattern = t->rule->leaves.v[leaf].expression;
    if (!sl_generic_search(&found, t->mem, &spec, text, e))
        return sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
    uint32_t base = (uint32_t)t->scope.start;
    for (size_t i = 0; i < found.n; i++) {
        sl_bound *bounds = sl_alloc_array(t->mem, found.v[i].n_bounds, sizeof *bounds);
        for (size_t k = 0; k < found.v[i].n_bounds; k++) {
            bounds[k] = found.v[i].bounds[k];
            bounds[k].start += base;
            bounds[k].end += base;
        }
        found.v[i].bounds = bounds;
        found.v[i].start += base;
        found.v[i].end += base;
    }
    return add_found(out, t, &found, e);
}

/* Names that every match has in it may be missing from the text. */
static bool may_be_there(const sl_code_pattern *pattern, const sl_sast_code *code)
{
    for (size_t i = 0; i < pattern->words.n && !code->dialect->caseless; i++)
        if (sl_str_find(code->text, pattern->words.v[i], 0) == SIZE_MAX)
            return false;
    return true;
}

static bool find_code(sl_sast_found **out, sl_sast_trial *t, size_t leaf, sl_err *e)
{
    const sl_code *code;
    const sl_code_pattern *pattern;
    sl_founds found = {0};
    if (!sl_sast_code_get(&code, t->code, e))
        return false;
    if (!sl_sast_leaf_code(&pattern, t->code->tables, t->rule, leaf, t->code->dialect, e))
        return sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
    *out = sl_sast_code_found(t->code, pattern);
    if ((*out)->is_done)
        return true;
    (*out)->is_done = true;
    if (!t->is_unlimited && !may_be_there(pattern, t->code))
        return true;
    if (!sl_code_search(&found, t->mem, pattern, code, e)) {
        (*out)->is_done = false;
        return sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
    }
    return add_found(&(*out)->matches, t, &found, e);
}

static bool is_seen(const sl_sast_trial *t, size_t leaf, const sl_sighting **sighting)
{
    size_t positive = t->rule->leaves.v[leaf].positive;
    *sighting = NULL;
    if (positive == SIZE_MAX || t->is_unlimited)
        return true;
    *sighting = t->seen[positive];
    return *sighting != NULL;
}

/* The matches in the scope of a nested formula. */
static bool in_scope(sl_sast_matches *out, const sl_sast_trial *t, const sl_sast_matches *all,
                     sl_err *e)
{
    for (size_t i = 0; i < all->n; i++)
        if (sl_sast_is_within(&all->v[i].span, &t->scope) &&
            (!t->outer || sl_sast_agree(&all->v[i], t->outer, t->text)) &&
            !add(out, t, &all->v[i], e))
            return false;
    return true;
}

static bool find_text(sl_sast_found **out, sl_sast_trial *t, size_t leaf,
                      const sl_sighting *sighting, sl_err *e)
{
    sl_sast_found *found = *out = &t->found[leaf];
    if (found->is_done)
        return true;
    found->is_done = true;
    return t->rule->leaves.v[leaf].is_generic ? find_generic(&found->matches, t, leaf, e)
                                              : find_regex(&found->matches, t, leaf, sighting, e);
}

static bool find(sl_sast_matches *out, sl_sast_trial *t, size_t leaf, sl_err *e)
{
    const sl_sighting *sighting;
    const sl_sast_leaf *l = &t->rule->leaves.v[leaf];
    bool is_code = l->is_code && !l->is_generic;
    sl_sast_found *found = NULL;
    if (!is_seen(t, leaf, &sighting) || (is_code && !t->code))
        return true;
    if (!l->is_code && t->is_nested)
        return find_regex(out, t, leaf, NULL, e);
    if (l->is_generic && t->is_nested)
        return find_generic(out, t, leaf, e);
    if (!(is_code ? find_code(&found, t, leaf, e) : find_text(&found, t, leaf, sighting, e)))
        return false;
    if (t->is_nested)
        return in_scope(out, t, &found->matches, e);
    for (size_t i = 0; i < found->matches.n; i++)
        if (!found->matches.v[i].is_member && !add(out, t, &found->matches.v[i], e))
            return false;
    return true;
}

/* The regions become those of the metavariables. */
static bool focus(sl_sast_matches *out, const sl_sast_trial *t, const sl_sast_matches *from,
                  const sl_strs *names, sl_err *e)
{
    for (size_t i = 0; i < from->n; i++) {
        for (size_t k = 0; k < names->n; k++) {
            const sl_bound *bound = sl_sast_binding_of(&from->v[i], names->v[k]);
            if (!bound)
                continue;
            sl_sast_match match = from->v[i];
            sl_span span = {bound->start, bound->end};
            bool is_narrower = sl_sast_is_within(&span, &match.span);
            if (!is_narrower && !sl_sast_is_within(&match.span, &span))
                continue;
            match.span = is_narrower ? span : match.span;
            match.is_inside = false;
            if (!add(out, t, &match, e))
                return false;
        }
    }
    sl_sast_matches_unite(out);
    return true;
}

static bool keep_where(sl_sast_matches *out, sl_sast_trial *t, const void *condition, sl_err *e)
{
    return sl_sast_keep_where(out, t, condition, e);
}

static bool keep_focus(sl_sast_matches *out, sl_sast_trial *t, const void *names, sl_err *e)
{
    sl_sast_matches focused = {0};
    if (!focus(&focused, t, out, names, e))
        return false;
    *out = focused;
    return true;
}

/** One filter of a conjunction. */
typedef struct sieve {
    const char *name;
    const sl_node *at;
    bool (*keep)(sl_sast_matches *out, sl_sast_trial *t, const void *what, sl_err *e);
    const void *what;
} sieve;

static bool pass_sieve(sl_sast_matches *out, sl_sast_trial *t, const sieve *s, sl_err *e)
{
    sl_sast_matches before = sl_sast_trace_copy(t->trace, out);
    sl_sast_step *above = sl_sast_trace_at(t->trace);
    sl_sast_step *step = sl_sast_step_begin(t->trace, s->name, s->at);
    if (!s->keep(out, t, s->what, e))
        return false;
    if (step)
        step->is_filter = true;
    sl_sast_step_end(t->trace, step, above, out);
    sl_sast_step_lost(t->trace, &before, out);
    return true;
}

static bool filter(sl_sast_matches *out, sl_sast_trial *t, const sl_sast_formula *f, sl_err *e)
{
    for (size_t i = 0; out->n && i < f->nots.n; i++) {
        sl_sast_matches nots = {0};
        sl_sast_matches before = sl_sast_trace_copy(t->trace, out);
        if (!sl_sast_evaluate_formula(&nots, t, f->nots.v[i], e))
            return false;
        sl_sast_matches_subtract(out, &nots, t->text);
        sl_sast_step_lost(t->trace, &before, out);
    }
    for (size_t i = 0; out->n && i < f->conditions.n; i++) {
        const sl_sast_condition *c = &f->conditions.v[i];
        if (!pass_sieve(out, t, &(sieve){c->key, c->at, keep_where, c}, e))
            return false;
    }
    for (size_t i = 0; out->n && i < f->focus.n; i++)
        if (!pass_sieve(
                out, t,
                &(sieve){"focus-metavariable", f->focus_at.v[i], keep_focus, &f->focus.v[i]}, e))
            return false;
    return true;
}

static unsigned pass_of(const sl_sast_formula *part)
{
    return part->is_anywhere ? 2 : part->is_inside;
}

/* Formulas that are regions only come after the others, and then what may be anywhere. */
static bool evaluate_parts(sl_sast_matches *out, sl_sast_trial *t, const sl_sast_formula *f,
                           sl_err *e)
{
    bool is_first = true;
    for (unsigned pass = 0; pass < 3; pass++)
        for (size_t i = 0; i < f->parts.n; i++) {
            sl_sast_matches part = {0};
            sl_sast_matches both = {0};
            if (pass_of(f->parts.v[i]) != pass || (!is_first && !out->n))
                continue;
            if (!sl_sast_evaluate_formula(&part, t, f->parts.v[i], e))
                return false;
            bool is_combined =
                is_first ||
                (pass == 2 ? sl_sast_matches_beside(&both, t->mem, out, &part, t->text, e)
                           : sl_sast_matches_intersect(&both, t->mem, out, &part, t->text, e));
            if (!is_combined)
                return sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
            if (!is_first)
                sl_sast_step_lost(t->trace, out, &both);
            *out = is_first ? part : both;
            is_first = false;
        }
    return true;
}

static bool evaluate_all(sl_sast_matches *out, sl_sast_trial *t, const sl_sast_formula *f,
                         sl_err *e)
{
    sl_sast_match whole = {.span = t->scope};
    if (t->outer) {
        whole.bindings = t->outer->bindings;
        whole.n_bindings = t->outer->n_bindings;
    }
    if (!(f->parts.n ? evaluate_parts(out, t, f, e) : add(out, t, &whole, e)))
        return false;
    return filter(out, t, f, e);
}

static bool evaluate_either(sl_sast_matches *out, sl_sast_trial *t, const sl_sast_formula *f,
                            sl_err *e)
{
    for (size_t i = 0; i < f->parts.n; i++) {
        sl_sast_matches part = {0};
        if (!sl_sast_evaluate_formula(&part, t, f->parts.v[i], e))
            return false;
        for (size_t k = 0; k < part.n; k++)
            if (!add(out, t, &part.v[k], e))
                return false;
    }
    sl_sast_matches_unite(out);
    return true;
}

bool sl_sast_evaluate_formula(sl_sast_matches *out, sl_sast_trial *t, const sl_sast_formula *f,
                              sl_err *e)
{
    sl_sast_step *above = sl_sast_trace_at(t->trace);
    sl_sast_step *step = sl_sast_step_begin(t->trace, f->as ? f->as : f->name, f->at);
    if (t->deadline_ns && sl_clock_ns() > t->deadline_ns)
        return sl_fail(e, SL_ETOOBIG, "rule '%.*s' is late", SL_FMT(t->rule->rule->id));
    bool ok = f->op == SL_SAST_ALL      ? evaluate_all(out, t, f, e)
              : f->op == SL_SAST_EITHER ? evaluate_either(out, t, f, e)
                                        : find(out, t, f->leaf, e);
    for (size_t i = 0; ok && f->is_inside && i < out->n; i++)
        out->v[i].is_inside = true;
    if (ok)
        sl_sast_step_end(t->trace, step, above, out);
    return ok;
}

bool sl_sast_may_match(const sl_sast_trial *t, const sl_sast_formula *f)
{
    const sl_sighting *sighting;
    if (f->op == SL_SAST_LEAF)
        return is_seen(t, f->leaf, &sighting);
    for (size_t i = 0; i < f->parts.n; i++)
        if (sl_sast_may_match(t, f->parts.v[i]) == (f->op == SL_SAST_EITHER))
            return f->op == SL_SAST_EITHER;
    return f->op == SL_SAST_ALL;
}

bool sl_sast_evaluate_begin(sl_sast_trial *trial)
{
    trial->scope = (sl_span){0, trial->text.n};
    if (!sl_sast_may_match(trial, trial->rule->formula))
        return false;
    trial->found = sl_alloc_array(trial->mem, trial->rule->leaves.n, sizeof *trial->found);
    return true;
}

bool sl_sast_evaluate(sl_sast_matches *out, sl_sast_trial *trial, sl_err *e)
{
    *out = (sl_sast_matches){0};
    return !sl_sast_evaluate_begin(trial) ||
           sl_sast_evaluate_formula(out, trial, trial->rule->formula, e);
}

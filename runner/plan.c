/* Who waits for whom, worked out once. */
#include "runner/plan.h"

#include "base/glob.h"
#include "runner/circle.h"

struct sl_plan {
    sl_arena *mem;
    const sl_pipeline *pipeline;
    sl_needs *needs;
};

bool sl_stage_is_mandatory(const sl_stage *stage, const sl_policy *policy)
{
    for (size_t i = 0; i < policy->mandatory.n; i++)
        if (sl_stage_is_named(stage, policy->mandatory.v[i]))
            return true;
    return false;
}

static void add(sl_plan *plan, size_t stage, size_t need)
{
    sl_needs *list = &plan->needs[stage];
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i] == need)
            return;
    if (stage != need)
        *sl_list_add(plan->mem, list) = need;
}

static bool has_trait(const sl_plan *plan, size_t stage, unsigned traits)
{
    return plan->pipeline->stages.v[stage].kind->traits & traits;
}

static void add_needs(sl_plan *plan, size_t i)
{
    const sl_stage *stage = &plan->pipeline->stages.v[i];
    for (size_t k = 0; k < stage->needs.n; k++)
        add(plan, i, stage->needs.v[k]);
    bool scans_only = stage->kind->traits == SL_SCANS;
    for (size_t k = 0; k < i && !stage->has_needs; k++)
        if (plan->pipeline->stages.v[k].doc != stage->doc && /* not of the same matrix */
            (!scans_only || has_trait(plan, k, SL_EXECUTES | SL_DEPLOYS)))
            add(plan, i, k);
    if (!(stage->kind->traits & SL_DEPLOYS))
        return;
    for (size_t k = 0; k < plan->pipeline->stages.n; k++) {
        const sl_stage *other = &plan->pipeline->stages.v[k];
        bool guards = sl_stage_is_mandatory(other, &plan->pipeline->policy) &&
                      !(other->kind->traits & SL_DEPLOYS);
        if (guards || (k < i && has_trait(plan, k, SL_SCANS)))
            add(plan, i, k);
    }
}

bool sl_plan_new(sl_plan **out, sl_arena *mem, const sl_pipeline *pipeline, sl_err *e)
{
    size_t n = pipeline->stages.n;
    size_t at = 0;
    sl_plan *plan = sl_alloc(mem, sizeof *plan);
    *plan = (sl_plan){.mem = mem, .pipeline = pipeline};
    plan->needs = sl_alloc_array(mem, n + 1, sizeof *plan->needs);
    *out = plan;
    if (!n)
        return sl_fail(e, SL_EUSAGE, "%.*s: 'stages' is empty: there is nothing to run",
                       SL_FMT(pipeline->file));
    for (size_t i = 0; i < n; i++)
        add_needs(plan, i);
    sl_str circle = sl_circle_find(mem, pipeline, plan->needs, &at);
    if (!circle.n)
        return true;
    const sl_stage *stage = &pipeline->stages.v[at];
    return sl_fail(e, SL_EUSAGE,
                   "%.*s:%u:%u: stages wait for one another: %.*s; a deploy stage waits for the "
                   "scanning stages before it and for every mandatory stage",
                   SL_FMT(stage->file), stage->line, stage->column, SL_FMT(circle));
}

const size_t *sl_plan_needs(const sl_plan *plan, size_t i, size_t *n)
{
    *n = plan->needs[i].n;
    return plan->needs[i].v;
}

/* Whether a stage that has ended lets those go on that need it. A deployment asks for more: what
   guards it has really passed, `allow_failure` or not, and was not left out. */
static bool lets_go_on(const sl_plan *plan, size_t need, const sl_stage_result *result,
                       bool is_deploy)
{
    const sl_stage *stage = &plan->pipeline->stages.v[need];
    bool is_mandatory = sl_stage_is_mandatory(stage, &plan->pipeline->policy);
    if (result->state == SL_STAGE_PASSED)
        return true;
    if (result->state == SL_STAGE_SKIPPED)
        return !is_mandatory && result->is_left_out;
    return !is_deploy && stage->allow_failure;
}

sl_turn sl_plan_turn(const sl_plan *plan, size_t i, const sl_stage_result *results, sl_str *why)
{
    bool is_deploy = has_trait(plan, i, SL_DEPLOYS);
    for (size_t k = 0; k < plan->needs[i].n; k++) {
        size_t need = plan->needs[i].v[k];
        sl_stage_state state = results[need].state;
        if (state == SL_STAGE_WAITING || state == SL_STAGE_RUNNING)
            return SL_TURN_WAIT;
        if (lets_go_on(plan, need, &results[need], is_deploy))
            continue;
        *why = sl_printf(plan->mem, "needs %.*s, which %s", SL_FMT(results[need].name),
                         state == SL_STAGE_BLOCKED   ? "is blocked"
                         : state == SL_STAGE_SKIPPED ? "did not run"
                                                     : "could not be decided");
        return SL_TURN_SKIP;
    }
    return SL_TURN_START;
}

static bool any_name(const sl_strs *globs, sl_str name)
{
    for (size_t i = 0; i < globs->n; i++)
        if (name.n && sl_glob_match_name(globs->v[i], name))
            return true;
    return globs->n == 0;
}

static bool any_path(const sl_strs *globs, const sl_strs *changed)
{
    for (size_t i = 0; i < globs->n; i++)
        for (size_t k = 0; k < changed->n; k++)
            if (sl_glob_match(globs->v[i], changed->v[k]))
                return true;
    return globs->n == 0;
}

bool sl_plan_when(const sl_when *when, const sl_occasion *o, sl_arena *mem, sl_str *why)
{
    const struct {
        const sl_strs *globs;
        sl_str name;
        const char *what;
    } asked[] = {{&when->branch, o->branch, "branch"},
                 {&when->tag, o->tag, "tag"},
                 {&when->event, o->event, "event"}};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        if (any_name(asked[i].globs, asked[i].name))
            continue;
        *why = sl_printf(mem, "when: the %s %s%.*s", asked[i].what,
                         asked[i].name.n ? "is " : "is not known", SL_FMT(asked[i].name));
        return false;
    }
    if (!o->changed || any_path(&when->path, o->changed))
        return true;
    *why = SL_S("when: no path of it changed");
    return false;
}

static void select_with_needs(const sl_plan *plan, size_t i, bool *selected)
{
    selected[i] = true;
    for (size_t k = 0; k < plan->needs[i].n; k++)
        if (!selected[plan->needs[i].v[k]])
            select_with_needs(plan, plan->needs[i].v[k], selected);
}

static bool no_such_stage(const sl_plan *plan, sl_str name, sl_err *e)
{
    sl_strs names = {0};
    for (size_t i = 0; i < plan->pipeline->stages.n; i++)
        *sl_list_add(plan->mem, &names) = plan->pipeline->stages.v[i].written;
    size_t nearest = sl_str_nearest(name, names.v, names.n);
    if (nearest != SIZE_MAX)
        return sl_fail(e, SL_EUSAGE,
                       "--stage %.*s: the pipeline has no such stage; did you mean '%.*s'?",
                       SL_FMT(name), SL_FMT(names.v[nearest]));
    return sl_fail(e, SL_EUSAGE, "--stage %.*s: the pipeline has no such stage", SL_FMT(name));
}

bool sl_plan_select(const sl_plan *plan, const sl_strs *names, bool *selected, sl_err *e)
{
    for (size_t i = 0; !names->n && i < plan->pipeline->stages.n; i++)
        selected[i] = true;
    for (size_t k = 0; k < names->n; k++) {
        bool found = false;
        for (size_t i = 0; i < plan->pipeline->stages.n; i++) {
            if (!sl_stage_is_named(&plan->pipeline->stages.v[i], names->v[k]))
                continue;
            select_with_needs(plan, i, selected);
            found = true;
        }
        if (!found)
            return no_such_stage(plan, names->v[k], e);
    }
    return true;
}

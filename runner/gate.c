/* Judging. A finding counts unless something that the policy allows says otherwise; what could not
   be looked at keeps the gate shut. */
#include "runner/gate.h"

sl_severity sl_gate_threshold(const sl_policy *policy, sl_str stage)
{
    for (size_t i = 0; i < policy->stages.n; i++)
        if (sl_str_eq(policy->stages.v[i].stage, stage))
            return policy->stages.v[i].fail_on;
    return policy->fail_on;
}

static bool is_ignored(const sl_gate *gate, const sl_finding *f)
{
    if (!f->ignore_note.p || !gate->policy->ignores_allowed)
        return false;
    return !gate->has_old_ignore || gate->has_old_ignore(gate->context, f);
}

static sl_standing standing_of(const sl_gate *gate, sl_finding *f, bool is_in_baseline)
{
    if (is_ignored(gate, f)) {
        f->reason = f->ignore_note;
        return SL_IGNORED;
    }
    if (gate->gitleaks && gate->policy->ignores_allowed && sl_gitleaks_ignores(gate->gitleaks, f)) {
        f->reason = SL_S("named in .gitleaksignore");
        return SL_IGNORED;
    }
    sl_waiver *w = gate->waivers ? sl_waivers_match(gate->waivers, f) : NULL;
    if (w) {
        f->reason = w->reason;
        f->owner = w->owner;
        f->until = w->expires;
        return SL_WAIVED;
    }
    if (is_in_baseline || (gate->policy->new_only && !f->is_new))
        return SL_KNOWN;
    return SL_OPEN;
}

static void mark_new(const sl_gate *gate, sl_arena *mem, sl_findings *findings)
{
    bool *known = sl_alloc(mem, findings->n + 1);
    if (gate->base)
        sl_baseline_match(gate->base, findings, known);
    for (size_t i = 0; i < findings->n; i++)
        findings->v[i].is_new = findings->v[i].is_new && !known[i];
}

void sl_gate_judge(const sl_gate *gate, sl_findings *findings)
{
    sl_arena *mem = sl_arena_new();
    mark_new(gate, mem, findings);
    bool *accepted = sl_alloc(mem, findings->n + 1);
    if (gate->baseline)
        sl_baseline_match(gate->baseline, findings, accepted);
    if (gate->gitleaks)
        sl_gitleaks_match(gate->gitleaks, findings, accepted);
    for (size_t i = 0; i < findings->n; i++) {
        sl_finding *f = &findings->v[i];
        f->standing = standing_of(gate, f, accepted[i]);
        f->blocks =
            f->standing == SL_OPEN && f->severity >= sl_gate_threshold(gate->policy, f->stage);
    }
    sl_arena_free(mem);
}

void sl_gate_tell_waivers(sl_result *result, sl_arena *mem, const sl_waivers *waivers, bool is_part)
{
    for (size_t i = 0; i < waivers->n; i++) {
        const sl_waiver *w = &waivers->v[i];
        if ((w->n_used || is_part) && !w->is_expired)
            continue;
        sl_str what = w->rule.n ? w->rule : w->fingerprint;
        sl_str end = w->is_expired ? sl_printf(mem, "expired on %.*s; renew it or fix the finding",
                                               SL_FMT(w->expires))
                                   : sl_str_of("was not used; remove it");
        *sl_list_add(mem, &result->notices) = (sl_notice){
            .is_warning = true,
            .text = sl_printf(mem, "%.*s:%u: waiver of %.*s %.*s", SL_FMT(waivers->file), w->line,
                              SL_FMT(what), SL_FMT(end))};
    }
}

static void count_findings(sl_result *result)
{
    memset(result->counts, 0, sizeof result->counts);
    result->n_waived = result->n_ignored = result->n_known = 0;
    for (size_t i = 0; i < result->findings.n; i++) {
        const sl_finding *f = &result->findings.v[i];
        if (f->standing == SL_OPEN)
            result->counts[f->severity]++;
        result->n_waived += f->standing == SL_WAIVED;
        result->n_ignored += f->standing == SL_IGNORED;
        result->n_known += f->standing == SL_KNOWN;
    }
}

/* The first stage in that state whose end matters to the verdict. */
static const sl_stage_result *first_in(const sl_result *result, sl_stage_state state)
{
    for (size_t i = 0; i < result->stages.n; i++) {
        const sl_stage_result *s = &result->stages.v[i];
        if (s->state == state && (!s->allow_failure || s->is_mandatory))
            return s;
    }
    return NULL;
}

static const sl_stage_result *mandatory_not_run(const sl_result *result)
{
    for (size_t i = 0; i < result->stages.n; i++) {
        const sl_stage_result *s = &result->stages.v[i];
        if (s->is_mandatory && (s->state == SL_STAGE_SKIPPED || s->state == SL_STAGE_WAITING))
            return s;
    }
    return NULL;
}

static void decide(sl_result *result, sl_verdict verdict, sl_str why)
{
    static const int statuses[] = {SL_EXIT_PASS, SL_EXIT_BLOCKED, SL_EXIT_UNDECIDED};
    result->verdict = verdict;
    result->exit_status = statuses[verdict];
    result->why = why;
}

static size_t n_failed_units(const sl_ledger *ledger)
{
    size_t n = 0;
    for (size_t i = 0; i < ledger->sources.n; i++)
        n += ledger->sources.v[i].counts.n_failed;
    return n;
}

static size_t n_partial_units(const sl_ledger *ledger)
{
    size_t n = 0;
    for (size_t i = 0; i < ledger->sources.n; i++)
        n += ledger->sources.v[i].counts.n_partial;
    return n;
}

/* What keeps the gate from deciding; true when something does. */
static bool undecided(sl_result *result, sl_arena *mem)
{
    const sl_stage_result *s = first_in(result, SL_STAGE_FAILED);
    size_t n_failed = n_failed_units(&result->ledger);
    size_t n_partial = n_partial_units(&result->ledger);
    if (n_failed) {
        decide(
            result, SL_ERROR,
            sl_printf(mem, "%zu input%s could not be scanned", n_failed, n_failed == 1 ? "" : "s"));
    } else if (s) {
        decide(result, SL_ERROR,
               sl_printf(mem, "stage %.*s could not be decided: %.*s", SL_FMT(s->name),
                         SL_FMT(s->sentence)));
    } else if (n_partial && result->policy->partial_fails) {
        decide(result, SL_ERROR,
               sl_printf(mem,
                         "%zu input%s understood only in part, and the policy says "
                         "'partial: fail'",
                         n_partial, n_partial == 1 ? " was" : "s were"));
    } else {
        return false;
    }
    return true;
}

void sl_gate_close(sl_result *result, sl_arena *mem)
{
    size_t n_blocking = 0;
    count_findings(result);
    for (size_t i = 0; i < result->findings.n; i++)
        n_blocking += result->findings.v[i].blocks;
    if (undecided(result, mem))
        return;
    const sl_stage_result *blocked = first_in(result, SL_STAGE_BLOCKED);
    const sl_stage_result *missing = mandatory_not_run(result);
    if (blocked && n_blocking) {
        decide(result, SL_FAIL,
               sl_printf(mem, "%zu finding%s at or over the threshold", n_blocking,
                         n_blocking == 1 ? " is" : "s are"));
    } else if (blocked) {
        decide(
            result, SL_FAIL,
            sl_printf(mem, "stage %.*s: %.*s", SL_FMT(blocked->name), SL_FMT(blocked->sentence)));
    } else if (missing) {
        decide(result, SL_ERROR,
               sl_printf(mem, "mandatory stage %.*s did not run: %.*s", SL_FMT(missing->name),
                         SL_FMT(missing->sentence)));
    } else {
        decide(result, SL_PASS, sl_str_of("nothing open is at or over the threshold"));
    }
}

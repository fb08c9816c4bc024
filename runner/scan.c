/* Scanning with a session: one pass for several stages, then the gate judges stage by stage. */
#include "runner/session.h"

#include "base/path.h"

/** A pass under way. */
struct sl_scan {
    sl_session *session;
    sl_scan_spec spec;
    sl_pass *pass;
    sl_pass_spec pass_spec;
    sl_pass_result found;
    sl_pass_scanner *scanners;
    sl_verification *verification; /* while secrets are being checked */
    bool has_failed;
    sl_err failure;
    sl_source *around; /* the base's files, where a scanner compares with them */
};

/* Files that `.sluiceignore` names are skipped, with that reason, and stay in the ledger. */
static void apply_ignores(sl_session *session, sl_source *source)
{
    if (!session->spec.ignore_file.n)
        return;
    for (size_t i = 0; i < source->units.n; i++) {
        sl_unit *unit = &source->units.v[i];
        bool is_hidden = sl_ignores_match(session->ignores, unit->path, false);
        for (sl_str up = sl_path_parent(unit->path); up.n && !is_hidden; up = sl_path_parent(up))
            is_hidden = sl_ignores_match(session->ignores, up, true);
        if (is_hidden && !unit->error.n)
            unit->skip = SL_S("named in .sluiceignore");
    }
}

static void progress(void *context, size_t done, size_t total)
{
    sl_scan *scan = context;
    const sl_watcher *w = &scan->session->spec.watcher;
    if (w->progress)
        w->progress(w->context, scan->scanners[0].stage, done, total);
}

static bool is_missing_object(sl_str reason)
{
    return sl_str_find(reason, SL_S("is missing from the repository"), 0) != SIZE_MAX;
}

/* Objects that a partial clone lacks do not block where the policy says so. */
static void excuse_missing(const sl_policy *policy, sl_pass_result *found)
{
    for (size_t i = 0; policy->missing_allowed && i < found->units.n; i++) {
        sl_unit_result *r = &found->units.v[i];
        if (r->state == SL_UNIT_FAILED && is_missing_object(r->reason))
            r->state = SL_UNIT_SKIPPED;
    }
}

/* The findings of one part, without those that its rules accept for the commit that they are of. */
static sl_findings findings_of(const sl_scan *scan, size_t part)
{
    const sl_pass_scanner *scanner = &scan->scanners[part];
    const sl_rule_kind *rules = scanner->kind->rules;
    sl_findings some = {0};
    for (size_t i = 0; i < scan->found.findings.n; i++) {
        const sl_finding *f = &scan->found.findings.v[i];
        if (sl_str_eq(f->stage, scanner->stage) &&
            !(rules && rules->accepts && rules->accepts(scanner->rules, f)))
            *sl_list_add(scan->session->mem, &some) = *f;
    }
    return some;
}

static size_t failures_of(const sl_pass_result *found, size_t scanner)
{
    size_t n = 0;
    for (size_t i = 0; i < found->units.n; i++) {
        const sl_unit_result *r = &found->units.v[i];
        n += r->state == SL_UNIT_FAILED && (r->scanner == scanner || r->scanner == SIZE_MAX);
    }
    return n;
}

/* What the checks say, by the stage's own option. */
static void apply_checks(const sl_scan *scan, const sl_part *part, sl_findings *some)
{
    if (!scan->session->spec.verify || !sl_str_is(sl_str_of(part->kind->name), "secrets"))
        return;
    for (size_t i = 0; i < some->n; i++)
        sl_verify_apply(&some->v[i], sl_options_text(part->options, "verified"));
}

static void decide(sl_scan *scan, size_t part)
{
    sl_session *session = scan->session;
    size_t at = scan->spec.parts[part].stage;
    sl_stage_result *stage = &session->result->stages.v[at];
    sl_findings some = findings_of(scan, part);
    apply_checks(scan, &scan->spec.parts[part], &some);
    sl_gate_judge(&session->gate, &some);
    stage->n_failed += failures_of(&scan->found, part);
    size_t n_failed = stage->n_failed;
    for (size_t i = 0; i < some.n; i++) {
        stage->n_findings += some.v[i].standing == SL_OPEN;
        stage->n_blocking += some.v[i].blocks;
        *sl_list_add(session->mem, &session->result->findings) = some.v[i];
    }
    if (n_failed)
        sl_session_end(session, at, SL_STAGE_FAILED,
                       sl_printf(session->mem, "%zu input%s could not be scanned", n_failed,
                                 n_failed == 1 ? "" : "s"));
    else if (stage->n_blocking)
        sl_session_end(session, at, SL_STAGE_BLOCKED,
                       sl_printf(session->mem, "%zu of %zu finding%s block", stage->n_blocking,
                                 stage->n_findings, stage->n_findings == 1 ? "" : "s"));
    else
        sl_session_end(session, at, SL_STAGE_PASSED,
                       sl_printf(session->mem, "%zu finding%s, none blocks", stage->n_findings,
                                 stage->n_findings == 1 ? "" : "s"));
}

/* Findings by the paths that their files have in the repository. */
static void find_paths(sl_scan *scan)
{
    sl_arena *mem = scan->session->mem;
    const sl_units *units = &scan->spec.source->units;
    sl_map by_label = {0};
    if (!scan->spec.within.n || !scan->found.findings.n)
        return;
    for (size_t i = 0; i < units->n; i++)
        sl_map_put(&by_label, mem, units->v[i].label, &units->v[i]);
    for (size_t i = 0; i < scan->found.findings.n; i++) {
        sl_finding *f = &scan->found.findings.v[i];
        sl_str label = sl_str_sub(f->file, 0, sl_str_find(f->file, SL_S("!/"), 0));
        const sl_unit *unit = sl_map_get(&by_label, label);
        if (unit)
            f->path = sl_printf(mem, "%.*s%.*s", SL_FMT(unit->path),
                                SL_FMT(sl_str_sub(f->file, label.n, SIZE_MAX)));
    }
}

/* True for a path that would have been looked at. */
static bool is_within(const sl_strs *within, sl_str path)
{
    bool is_in = !within->n;
    for (size_t i = 0; i < within->n && !is_in; i++) {
        sl_str one = within->v[i];
        is_in = !one.n || (sl_str_starts(path, one) && (path.n == one.n || path.p[one.n] == '/'));
    }
    return is_in;
}

static void add_once(sl_arena *mem, sl_strs *list, sl_map *seen, sl_str path)
{
    if (sl_map_put(seen, mem, path, list))
        *sl_list_add(mem, list) = path;
}

/* The files whose findings at the base matter: those with findings now, and those that are gone
   (their findings may have moved). */
static bool base_paths(sl_strs *out, const sl_scan *scan, const sl_source *whole)
{
    sl_arena *mem = scan->session->mem;
    const sl_source *source = scan->spec.source;
    sl_map now = {0};
    sl_map gone = {0};
    sl_map wanted = {0};
    for (size_t i = 0; i < source->units.n; i++)
        sl_map_put(&now, mem, source->units.v[i].path, out);
    for (size_t i = 0; i < source->gone.n; i++)
        sl_map_put(&gone, mem, source->gone.v[i], out);
    sl_map with_findings = {0};
    for (size_t i = 0; i < scan->found.findings.n; i++)
        sl_map_put(&with_findings, mem, sl_finding_path(&scan->found.findings.v[i]), out);
    for (size_t i = 0; i < whole->units.n; i++) {
        const sl_unit *unit = &whole->units.v[i];
        bool is_gone =
            source->is_change ? sl_map_has(&gone, unit->path) : !sl_map_has(&now, unit->path);
        is_gone = is_gone && is_within(&scan->spec.within, unit->path);
        if (is_gone || sl_map_has(&with_findings, unit->label) ||
            sl_map_has(&with_findings, unit->path))
            add_once(mem, out, &wanted, unit->path);
    }
    return out->n > 0;
}

/* Scanners that compare by themselves have nothing to be told by the base. */
static void take_comparers_out(sl_arena *mem, sl_pass_spec *spec)
{
    sl_pass_scanner *some = sl_alloc_array(mem, spec->n_scanners + 1, sizeof *some);
    size_t n = 0;
    for (size_t i = 0; i < spec->n_scanners; i++)
        if (!spec->scanners[i].kind->scanner->compares)
            some[n++] = spec->scanners[i];
    spec->scanners = some;
    spec->n_scanners = n;
}

/* Scans what a base has in the files in question. */
static bool look_at_one(sl_baseline *base, sl_scan *scan, const sl_commit *at, sl_err *e)
{
    sl_session *session = scan->session;
    sl_source *whole = NULL;
    sl_source *some = NULL;
    sl_strs paths = {0};
    sl_pass_spec spec = scan->pass_spec;
    sl_pass_result found = {0};
    take_comparers_out(session->mem, &spec);
    bool ok =
        !spec.n_scanners || sl_source_commit(&whole, session->mem, scan->spec.repo, at, NULL, e);
    if (ok && whole && base_paths(&paths, scan, whole)) {
        ok = sl_source_commit(&some, session->mem, scan->spec.repo, at, &paths, e);
        spec.source = some;
        spec.progress = NULL;
        spec.vault = NULL; /* nobody looks at the values of the base */
        spec.reveals = false;
        ok = ok && sl_pass_run(&found, session->mem, &spec, e);
    }
    for (size_t i = 0; i < found.findings.n; i++)
        sl_baseline_add(base, &found.findings.v[i]);
    sl_source_close(some);
    sl_source_close(whole);
    return ok || sl_fail_more(e, "comparing with the base");
}

/* So that the gate knows what is new. */
static bool look_at_base(sl_scan *scan, sl_err *e)
{
    sl_arena *mem = scan->session->mem;
    sl_baseline *base = sl_baseline_new(mem);
    scan->session->gate.base = base;
    bool ok = look_at_one(base, scan, scan->spec.base, e);
    for (size_t i = 0; ok && i < scan->spec.n_also; i++) {
        sl_baseline *other = sl_baseline_new(mem);
        ok = look_at_one(other, scan, &scan->spec.also[i], e);
        sl_baseline_join(base, other);
    }
    return ok;
}

static void fail_all(sl_scan *scan, sl_str sentence)
{
    for (size_t i = 0; i < scan->spec.n_parts; i++) {
        size_t at = scan->spec.parts[i].stage;
        scan->session->result->stages.v[at].n_failed++;
        sl_session_end(scan->session, at, SL_STAGE_FAILED, sentence);
    }
}

static void fail(sl_scan *scan, const sl_err *e)
{
    if (!scan->has_failed)
        scan->failure = *e;
    scan->has_failed = true;
}

/* The gate judges when all is known: what was found, what the base has, what still works. */
static void settle(sl_scan *scan)
{
    sl_session *session = scan->session;
    sl_err e = {0};
    for (size_t i = 0; i < scan->found.findings.n && !session->spec.reveals; i++)
        scan->found.findings.v[i].secret = (sl_str){0}; /* no report is to have it */
    if (!scan->has_failed && scan->spec.base && scan->found.findings.n && !look_at_base(scan, &e))
        fail(scan, &e);
    for (size_t i = 0; i < scan->spec.n_parts; i++)
        decide(scan, i);
    for (size_t i = 0; i < scan->found.measures.n; i++)
        *sl_list_add(session->mem, &session->result->measures) = scan->found.measures.v[i];
    if (scan->has_failed)
        fail_all(scan, sl_str_of(scan->failure.text));
    sl_source_close(scan->around);
    scan->spec.done(scan->spec.context);
}

static void checks_done(void *context)
{
    sl_scan *scan = context;
    sl_session *session = scan->session;
    const sl_strs *notes = sl_verify_notes(scan->verification);
    for (size_t i = 0; i < notes->n; i++)
        sl_session_tell(session, true, notes->v[i]);
    sl_str summary = sl_verify_summary(scan->verification);
    if (summary.n)
        sl_session_tell(session, false, summary);
    scan->verification = NULL;
    settle(scan);
}

static void pass_done(void *context, bool ok, const sl_err *error)
{
    sl_scan *scan = context;
    sl_session *session = scan->session;
    sl_err e = {0};
    const sl_verify_spec checks = {.setup = session->spec.verify,
                                   .vault = session->spec.vault,
                                   .findings = &scan->found.findings,
                                   .done = checks_done,
                                   .context = scan};
    for (size_t i = 0; i < scan->found.sandbox_notes.n; i++)
        sl_session_tell(session, true, scan->found.sandbox_notes.v[i]);
    excuse_missing(session->gate.policy, &scan->found);
    if (scan->spec.refine)
        scan->spec.refine(scan->spec.context, &scan->found.findings);
    sl_ledger_enter(session->book, scan->spec.name, scan->spec.is_extra, &scan->pass_spec,
                    &scan->found);
    find_paths(scan);
    if (!ok)
        fail(scan, error);
    if (ok && session->spec.verify) {
        if (sl_verify_start(&scan->verification, session->mem, session->loop, &checks, &e))
            return;
        fail(scan, &e);
    }
    settle(scan);
}

/* The source with what stands around it, where there is a base and a scanner that compares. */
static bool choose_source(sl_source **out, sl_scan *scan, sl_err *e)
{
    const sl_scan_spec *spec = &scan->spec;
    bool compares = false;
    for (size_t i = 0; i < spec->n_parts; i++)
        compares = compares || spec->parts[i].kind->scanner->compares;
    *out = spec->source;
    if (!compares || !spec->around)
        return true;
    return sl_source_around(out, &scan->around, scan->session->mem, spec->repo, spec->around,
                            spec->source, e) ||
           sl_fail_more(e, "what the change is compared with");
}

bool sl_scan_start(sl_scan **out, sl_session *session, const sl_scan_spec *spec, sl_err *e)
{
    sl_scan *scan = sl_alloc(session->mem, sizeof *scan);
    scan->session = session;
    scan->spec = *spec;
    scan->scanners = sl_alloc_array(session->mem, spec->n_parts, sizeof *scan->scanners);
    for (size_t i = 0; i < spec->n_parts; i++) {
        const sl_part *part = &spec->parts[i];
        sl_ruleset *rules;
        if (!sl_session_rules(&rules, session, part->kind, e))
            return false;
        sl_stage_result *stage = &session->result->stages.v[part->stage];
        stage->rules = rules;
        scan->scanners[i] = (sl_pass_scanner){part->kind, part->options, rules, stage->name};
        sl_session_begin(session, part->stage);
    }
    sl_source *source;
    if (!choose_source(&source, scan, e))
        return false;
    apply_ignores(session, source);
    scan->pass_spec = (sl_pass_spec){.source = source,
                                     .scanners = scan->scanners,
                                     .n_scanners = spec->n_parts,
                                     .jobs = session->spec.jobs,
                                     .limits = session->spec.limits,
                                     .profile = session->spec.profile,
                                     .cache = session->cache,
                                     .shelf = scan->spec.shelf,
                                     .require_sandbox = session->spec.require_sandbox,
                                     .vault = session->spec.vault,
                                     .reveals = session->spec.reveals,
                                     .progress = progress,
                                     .done = pass_done,
                                     .context = scan};
    *out = scan;
    return sl_pass_start(&scan->pass, session->mem, session->loop, &scan->pass_spec, &scan->found,
                         e);
}

void sl_scan_stop(sl_scan *scan)
{
    if (scan->verification)
        sl_verify_stop(scan->verification);
    else
        sl_pass_stop(scan->pass);
}

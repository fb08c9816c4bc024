/* The executor: one loop, stages started as the plan allows, nothing deployed that the gate shut.
 */
#include "runner/execute.h"

#include "base/path.h"
#include "runner/accept.h"
#include "runner/plan.h"
#include "runner/project.h"
#include "runner/protect.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

/** A stage of the pipeline while it is executed. */
typedef struct job {
    struct execution *x;
    const sl_stage *stage;
    size_t at; /* in the pipeline and in the result */
    bool is_selected;
    unsigned attempts;
    sl_stage_run run;   /* of an executing stage */
    sl_watch *deadline; /* of a scanning stage */
    struct scan_group *group;
} job;

/** Scanning stages that share a pass. */
typedef struct scan_group {
    struct execution *x;
    sl_scan *scan;
    sl_source *source;
    sl_part *parts;
    size_t n;
} scan_group;

/** One execution of a pipeline. */
typedef struct execution {
    const sl_run_spec *spec;
    sl_arena *mem;
    sl_session session;
    sl_repo *repo;
    sl_commit commit, base, protected;
    bool has_base, has_protected;
    sl_pipeline *pipeline;
    sl_plan *plan;
    job *jobs;
    size_t n_running;
    sl_occasion occasion;
    sl_strs changed;
    sl_str scratch;   /* our temporary folder; empty until needed */
    sl_str workspace; /* the checked-out tree in it */
    int signals;
    sl_watch *signal_watch;
} execution;

static unsigned parallel(const execution *x)
{
    if (x->spec->session.jobs)
        return x->spec->session.jobs;
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? (unsigned)n : 1;
}

static bool make_scratch(execution *x, sl_err *e)
{
    return x->scratch.n || sl_folder_temporary(&x->scratch, x->mem, "sluice-", e);
}

static bool make_workspace(execution *x, sl_err *e)
{
    if (x->workspace.n)
        return true;
    if (!make_scratch(x, e))
        return false;
    sl_str folder = sl_path_join(x->mem, x->scratch, SL_S("work"));
    if (!sl_folder_make(folder, e) || !sl_repo_check_out(x->repo, &x->commit, folder, e))
        return sl_fail_more(e, "checking out %.12s", x->commit.hex);
    x->workspace = folder;
    return true;
}

/* ---- scanning stages ---- */

static void group_done(void *context)
{
    scan_group *group = context;
    for (size_t i = 0; i < group->n; i++) {
        job *j = &group->x->jobs[group->parts[i].stage];
        sl_loop_drop(group->x->session.loop, j->deadline);
        j->deadline = NULL;
        group->x->n_running--;
    }
    sl_source_close(group->source);
    group->source = NULL;
}

static void scan_is_late(void *context)
{
    job *j = context;
    j->deadline = NULL;
    sl_session_tell(
        &j->x->session, true,
        sl_printf(j->x->mem, "stage %.*s took longer than its timeout", SL_FMT(j->stage->name)));
    sl_scan_stop(j->group->scan);
}

static sl_str source_name(const execution *x, const sl_source *source)
{
    return sl_printf(x->mem, "%s %s", source->kind, x->commit.hex);
}

static bool start_group(execution *x, scan_group *group, sl_str name, bool is_extra, sl_err *e)
{
    const sl_scan_spec spec = {.source = group->source,
                               .name = name,
                               .is_extra = is_extra,
                               .parts = group->parts,
                               .n_parts = group->n,
                               .repo = x->repo,
                               .base = x->has_base && !is_extra ? &x->base : NULL,
                               .around = x->has_base && !is_extra ? &x->base : NULL,
                               .done = group_done,
                               .context = group};
    x->n_running += group->n;
    if (!sl_scan_start(&group->scan, &x->session, &spec, e))
        return x->n_running -= group->n, false;
    for (size_t i = 0; i < group->n && group->source; i++) {
        job *j = &x->jobs[group->parts[i].stage];
        j->group = group;
        if (j->stage->timeout_ms)
            j->deadline = sl_loop_timer(x->session.loop, j->stage->timeout_ms, scan_is_late, j);
    }
    return true;
}

static void fail_group(execution *x, const scan_group *group, const sl_err *e)
{
    for (size_t i = 0; i < group->n; i++)
        sl_session_end(&x->session, group->parts[i].stage, SL_STAGE_FAILED, sl_str_of(e->text));
}

/* The option that names an image to look at; NULL for stages that look at files. */
static const char *image_option(const sl_stage *stage)
{
    if (sl_str_is(sl_str_of(stage->kind->name), "image"))
        return "path";
    if (!(stage->kind->traits & SL_SEES_IMAGES) || !sl_options_text(stage->options, "image").n)
        return NULL;
    return "image";
}

static bool looks_at_image(const sl_stage *stage)
{
    return image_option(stage) != NULL;
}

static scan_group *new_group(execution *x, size_t n)
{
    scan_group *group = sl_alloc(x->mem, sizeof *group);
    group->x = x;
    group->parts = sl_alloc_array(x->mem, n, sizeof *group->parts);
    return group;
}

static void add_part(scan_group *group, const job *j)
{
    group->parts[group->n++] = (sl_part){j->at, j->stage->kind, j->stage->options};
}

/* All scanning stages that are ready share one pass: each file is read once for all of them. */
static void start_scans(execution *x, const bool *ready)
{
    sl_err e = {0};
    scan_group *group = new_group(x, x->pipeline->stages.n);
    for (size_t i = 0; i < x->pipeline->stages.n; i++)
        if (ready[i] && x->jobs[i].stage->kind->scanner && !looks_at_image(x->jobs[i].stage))
            add_part(group, &x->jobs[i]);
    if (!group->n)
        return;
    if (!sl_source_commit(&group->source, x->mem, x->repo, &x->commit, NULL, &e) ||
        !start_group(x, group, source_name(x, group->source), false, &e))
        fail_group(x, group, &e);
}

static void start_image(execution *x, job *j)
{
    sl_err e = {0};
    scan_group *group = new_group(x, 1);
    add_part(group, j);
    sl_str given = sl_options_text(j->stage->options, image_option(j->stage));
    sl_str path = given;
    bool ok = path.n || sl_fail(&e, SL_EUSAGE, "the option 'path' is missing: the image to scan");
    if (ok && path.p[0] != '/') {
        ok = make_workspace(x, &e);
        path = sl_path_join(x->mem, x->workspace, path);
    }
    ok = ok && sl_source_image(&group->source, x->mem, path, &e);
    if (ok) /* by the path as written: the workspace is another folder each time */
        group->source->units.v[0].label = sl_path_label(x->mem, given);
    sl_str name = sl_printf(x->mem, "image %.*s", SL_FMT(given));
    if (!ok || !start_group(x, group, name, true, &e))
        fail_group(x, group, &e);
}

/* ---- executing stages ---- */

static void start_command(job *j);

static void command_log(sl_stage_run *run, sl_str line, bool is_error)
{
    job *j = run->owner;
    const sl_watcher *w = &j->x->spec->session.watcher;
    if (w->log)
        w->log(w->context, run->name, line, is_error);
}

static void command_done(sl_stage_run *run, sl_stage_state state, sl_str sentence)
{
    job *j = run->owner;
    execution *x = j->x;
    x->n_running--;
    bool may_retry = state != SL_STAGE_PASSED && !x->session.is_interrupted;
    if (may_retry && j->attempts <= j->stage->retries) {
        sl_session_tell(&x->session, false,
                        sl_printf(x->mem, "stage %.*s, attempt %u: %.*s", SL_FMT(run->name),
                                  j->attempts, SL_FMT(sentence)));
        x->session.result->stages.v[j->at].state = SL_STAGE_WAITING;
        return;
    }
    sl_session_end(&x->session, j->at, state, sentence);
}

static sl_variables *resolved(sl_arena *mem, const sl_variables *declared)
{
    sl_variables *env = sl_alloc(mem, sizeof *env);
    for (size_t i = 0; i < declared->n; i++) {
        sl_variable v = declared->v[i];
        if (v.from_host)
            v.value = sl_str_of(getenv(sl_dup_z(mem, v.value)));
        if (v.value.p)
            *sl_list_add(mem, env) = v;
    }
    return env;
}

static void start_command(job *j)
{
    execution *x = j->x;
    sl_err e = {0};
    sl_session_begin(&x->session, j->at);
    j->attempts++;
    j->run = (sl_stage_run){.mem = x->mem,
                            .loop = x->session.loop,
                            .name = j->stage->name,
                            .options = j->stage->options,
                            .env = resolved(x->mem, &j->stage->env),
                            .commit = sl_str_of(x->commit.hex),
                            .branch = x->occasion.branch,
                            .tag = x->occasion.tag,
                            .event = x->occasion.event,
                            .environment = j->stage->environment,
                            .timeout_ms = j->stage->timeout_ms,
                            .dry_run = x->spec->dry_run,
                            .log = command_log,
                            .done = command_done,
                            .owner = j};
    x->n_running++;
    bool ok = make_workspace(x, &e);
    j->run.workspace = x->workspace;
    if (ok && j->stage->kind->start(&j->run, &e))
        return;
    x->n_running--;
    sl_session_end(&x->session, j->at, SL_STAGE_FAILED, sl_str_of(e.text));
}

/* ---- the loop ---- */

static void leave_out(execution *x, size_t i, sl_str why)
{
    x->session.result->stages.v[i].is_left_out = true;
    sl_session_end(&x->session, i, SL_STAGE_SKIPPED, why);
}

/* Finds what may start now; ends what never will. */
static void look_for_work(execution *x, bool *ready)
{
    for (size_t i = 0; i < x->pipeline->stages.n; i++) {
        sl_str why;
        ready[i] = false;
        if (x->session.result->stages.v[i].state != SL_STAGE_WAITING)
            continue;
        sl_turn turn = sl_plan_turn(x->plan, i, x->session.result->stages.v, &why);
        if (turn == SL_TURN_SKIP)
            sl_session_end(&x->session, i, SL_STAGE_SKIPPED, why);
        else if (!x->jobs[i].is_selected)
            leave_out(x, i, SL_S("not asked for"));
        else if (!sl_plan_when(&x->jobs[i].stage->when, &x->occasion, x->mem, &why))
            leave_out(x, i, why);
        else
            ready[i] = turn == SL_TURN_START;
    }
}

static void start_ready(execution *x, const bool *ready)
{
    start_scans(x, ready);
    for (size_t i = 0; i < x->pipeline->stages.n; i++) {
        if (!ready[i] || x->session.result->stages.v[i].state != SL_STAGE_WAITING)
            continue;
        if (looks_at_image(x->jobs[i].stage))
            start_image(x, &x->jobs[i]);
        else if (!x->jobs[i].stage->kind->scanner && x->n_running < parallel(x))
            start_command(&x->jobs[i]);
    }
}

static size_t count_waiting(const execution *x)
{
    size_t n = 0;
    for (size_t i = 0; i < x->pipeline->stages.n; i++)
        n += x->session.result->stages.v[i].state == SL_STAGE_WAITING;
    return n;
}

static void stop_all(execution *x)
{
    for (size_t i = 0; i < x->pipeline->stages.n; i++) {
        job *j = &x->jobs[i];
        sl_stage_state state = x->session.result->stages.v[i].state;
        if (state == SL_STAGE_WAITING)
            sl_session_end(&x->session, i, SL_STAGE_SKIPPED, SL_S("interrupted"));
        else if (state == SL_STAGE_RUNNING && j->stage->kind->scanner && j->group)
            sl_scan_stop(j->group->scan);
        else if (state == SL_STAGE_RUNNING && j->stage->kind->stop)
            j->stage->kind->stop(&j->run);
    }
}

static void interrupted(void *context)
{
    execution *x = context;
    struct signalfd_siginfo info;
    if (read(x->signals, &info, sizeof info) < 0)
        return;
    x->session.is_interrupted = true;
    stop_all(x);
}

static bool watch_signals(execution *x, sl_err *e)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    x->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (x->signals < 0)
        return sl_fail_errno(e, "signals cannot be watched");
    x->signal_watch = sl_loop_fd(x->session.loop, x->signals, false, interrupted, x);
    return true;
}

/* Starts what it can until nothing changes, then waits for an event. */
static bool run_stages(execution *x, sl_err *e)
{
    bool *ready = sl_alloc(x->mem, x->pipeline->stages.n + 1);
    for (;;) {
        size_t n_waiting;
        do {
            n_waiting = count_waiting(x);
            look_for_work(x, ready);
            start_ready(x, ready);
        } while (count_waiting(x) < n_waiting);
        if (!x->n_running)
            return n_waiting == 0 || sl_fail(e, SL_EFAIL, "no stage can start any more");
        if (!sl_loop_step(x->session.loop, e))
            return false;
    }
}

/* ---- before and after ---- */

/* A repository or revision that is not there was misnamed on the command line. */
static bool misnamed(sl_err *e)
{
    if (e->kind == SL_ENOENT)
        e->kind = SL_EUSAGE;
    return false;
}

static bool open_repo(execution *x, sl_err *e)
{
    sl_str repo = x->spec->repo.n ? x->spec->repo : SL_S(".");
    bool is_url = sl_str_find(repo, SL_S("://"), 0) != SIZE_MAX ||
                  (!sl_path_exists(repo) && sl_str_chr(repo, '@') != SIZE_MAX &&
                   sl_str_chr(repo, ':') != SIZE_MAX);
    if (!is_url)
        return sl_repo_open(&x->repo, repo, e) || misnamed(e);
    if (!make_scratch(x, e))
        return false;
    return sl_repo_clone(&x->repo, repo, sl_path_join(x->mem, x->scratch, SL_S("repo.git")), e);
}

static bool resolve(execution *x, sl_err *e)
{
    const sl_run_spec *spec = x->spec;
    sl_str ref = spec->ref.n ? spec->ref : SL_S("HEAD");
    sl_commit other;
    if (!sl_repo_resolve(&x->commit, x->repo, ref, e))
        return misnamed(e);
    x->has_protected = spec->policy_from.n > 0;
    if (x->has_protected && !sl_repo_resolve(&x->protected, x->repo, spec->policy_from, e))
        return misnamed(e), sl_fail_more(e, "--policy-from");
    x->has_base = spec->base.n > 0;
    if (x->has_base && (!sl_repo_resolve(&other, x->repo, spec->base, e) ||
                        !sl_repo_merge_base(&x->base, x->repo, &other, &x->commit, e)))
        return sl_fail_more(e, "--base");
    if (x->has_base &&
        !sl_repo_changed_paths(&x->changed, x->mem, x->repo, &x->base, &x->commit, e))
        return false;
    x->occasion = (sl_occasion){.event = spec->event, .changed = x->has_base ? &x->changed : NULL};
    if (!sl_repo_is_tag(x->repo, x->mem, ref, &x->occasion.tag))
        x->occasion.branch = sl_str_is(ref, "HEAD") ? sl_repo_branch(x->repo, x->mem) : ref;
    x->session.result->ref = ref;
    x->session.result->commit = sl_dup(x->mem, sl_str_of(x->commit.hex));
    if (x->has_base)
        x->session.result->base = sl_dup(x->mem, sl_str_of(x->base.hex));
    return true;
}

static bool override_fail_on(const sl_run_spec *spec, sl_policy *policy, sl_err *e)
{
    if (!spec->fail_on.n)
        return true;
    policy->stages.n = 0;
    return sl_severity_read(spec->fail_on, &policy->fail_on) ||
           sl_fail(e, SL_EUSAGE, "--fail-on is critical, high, medium, low, info or none");
}

/* The pipeline of the protected commit says what blocks. */
static bool guard_by(execution *x, const sl_files *change, const sl_files *guard, sl_err *e)
{
    sl_pipeline *base;
    if (!sl_project_pipeline(&base, x->mem, guard, x->spec->pipeline, e))
        return sl_fail_more(e, "--policy-from");
    if (!sl_protect(x->pipeline, base, &x->session, change, guard, e))
        return false;
    x->session.gate.has_old_ignore = sl_has_old_ignore;
    x->session.gate.context = sl_old_ignores(x->mem, guard);
    return true;
}

static bool read_project(execution *x, sl_err *e)
{
    const sl_files change = {.repo = x->repo, .at = &x->commit};
    const sl_files guard = {.repo = x->repo, .at = x->has_protected ? &x->protected : &x->commit};
    sl_session *s = &x->session;
    if (!sl_project_pipeline(&x->pipeline, x->mem, &change, x->spec->pipeline, e) ||
        (x->has_protected && !guard_by(x, &change, &guard, e)))
        return false;
    s->gate.policy = s->result->policy = &x->pipeline->policy;
    s->result->pipeline = x->pipeline->name.n ? x->pipeline->name : x->pipeline->file;
    if (!override_fail_on(x->spec, &x->pipeline->policy, e) ||
        !sl_project_set(x->pipeline, &x->spec->set, e) ||
        !sl_session_accept(s, &guard, &x->pipeline->policy, e) ||
        !sl_project_rule_spec(&s->spec.rules, x->mem, &guard, &x->spec->rules, e))
        return false;
    return sl_plan_new(&x->plan, x->mem, x->pipeline, e);
}

static bool make_jobs(execution *x, sl_err *e)
{
    size_t n = x->pipeline->stages.n;
    bool *selected = sl_alloc(x->mem, n + 1);
    if (!sl_plan_select(x->plan, &x->spec->stages, selected, e))
        return false;
    x->jobs = sl_alloc_array(x->mem, n + 1, sizeof *x->jobs);
    for (size_t i = 0; i < n; i++) {
        const sl_stage *stage = &x->pipeline->stages.v[i];
        sl_ruleset *rules;
        if (selected[i] && !sl_session_rules(&rules, &x->session, stage->kind, e))
            return false; /* a rule that does not load is misuse, before anything runs */
        x->jobs[i] = (job){.x = x, .stage = stage, .at = i, .is_selected = selected[i]};
        sl_session_stage(&x->session, stage->name, sl_str_of(stage->kind->name));
        sl_stage_result *r = &x->session.result->stages.v[i];
        r->allow_failure = stage->allow_failure;
        r->is_mandatory = selected[i] && sl_stage_is_mandatory(stage, &x->pipeline->policy);
    }
    return true;
}

/* Nothing scanned is an error where a stage should have scanned. */
static void check_empty(execution *x)
{
    sl_result *result = x->session.result;
    for (size_t i = 0; i < result->stages.n; i++) {
        const sl_stage *stage = x->jobs[i].stage;
        if (result->stages.v[i].state != SL_STAGE_PASSED || !stage->kind->scanner ||
            looks_at_image(stage) || result->ledger.n)
            continue;
        sl_session_end(&x->session, i, SL_STAGE_FAILED,
                       SL_S("nothing was scanned: the commit has no files"));
    }
}

static void clean_up(execution *x)
{
    sl_err e = {0};
    if (x->signal_watch)
        sl_loop_drop(x->session.loop, x->signal_watch);
    if (x->signals > 0)
        close(x->signals);
    sl_repo_close(x->repo);
    if (x->scratch.n && !sl_folder_remove(x->scratch, &e))
        sl_session_tell(&x->session, true, sl_str_of(e.text));
    sl_session_clear(&x->session);
}

static bool execute(execution *x, sl_err *e)
{
    return resolve(x, e) && read_project(x, e) && make_jobs(x, e) && watch_signals(x, e) &&
           run_stages(x, e);
}

bool sl_run(sl_result *result, sl_arena *mem, const sl_run_spec *spec, sl_err *e)
{
    execution x = {.spec = spec, .mem = mem};
    bool ok = sl_session_open(&x.session, mem, result, &spec->session, e) && open_repo(&x, e);
    result->target = spec->repo.n ? spec->repo : SL_S(".");
    if (ok) /* a clone in our scratch folder goes with it */
        sl_session_cache(&x.session, x.scratch.n ? (sl_str){0} : sl_repo_common_folder(x.repo));
    ok = ok && execute(&x, e);
    if (ok) {
        check_empty(&x);
        sl_session_close(&x.session);
    }
    clean_up(&x);
    return ok;
}

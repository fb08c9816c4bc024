/* Scanning without a pipeline: which files, which scanners, whose policy. */
#include "runner/look.h"

#include "base/path.h"
#include "runner/accept.h"
#include "runner/lookback.h"
#include "runner/pipeline.h"
#include "runner/project.h"
#include "runner/protect.h"

#include <stdlib.h>

/** One look. */
typedef struct looking {
    const sl_look_spec *spec;
    sl_arena *mem;
    sl_session session;
    sl_str folder; /* the scanned root */
    sl_str top;    /* the work tree's root, where .sluice.yml lies; the root outside of one */
    sl_repo *repo; /* opened only when needed: libgit2 takes its time to load */
    sl_lookback past;
    sl_commit at, base, head;
    bool has_base;
    sl_commit *merging; /* the other parents of a commit to be */
    size_t n_merging;
    sl_pipeline *pipeline;
    sl_part *parts;
    size_t n_parts;
    size_t n_open;  /* passes under way */
    sl_strs within; /* paths below the top that are looked at; none: all */
    sl_strs given;  /* … as the user wrote them, for labels; empty for a folder's own */
} looking;

static bool common_folder(looking *l, sl_str *root, sl_err *e)
{
    for (size_t i = 0; i < l->spec->paths.n; i++) {
        sl_str real;
        if (!sl_path_real(&real, l->mem, l->spec->paths.v[i], e))
            return sl_fail_more(e, "nothing to scan");
        if (!sl_path_is_folder(real))
            real = sl_path_parent(real);
        if (i == 0)
            *root = real;
        while (!sl_str_eq(*root, real) &&
               !(sl_str_starts(real, *root) && (root->n == 1 || real.p[root->n] == '/')))
            *root = sl_path_parent(*root);
    }
    return true;
}

static sl_str below(sl_str root, sl_str path)
{
    size_t skip = root.n == 1 ? 1 : root.n + 1;
    return path.n > skip ? sl_str_sub(path, skip, path.n) : (sl_str){0};
}

/* The nearest folder upwards with a `.git`; the folder itself outside of a repository. */
static sl_str top_of(sl_arena *mem, sl_str folder)
{
    for (sl_str up = folder; up.n; up = sl_path_parent(up)) {
        if (sl_path_exists(sl_path_join(mem, up, SL_S(".git"))))
            return up;
        if (up.n == 1)
            break;
    }
    return folder;
}

bool sl_look_top(sl_str *out, sl_arena *mem, const sl_look_spec *spec, sl_err *e)
{
    if (!sl_path_real(out, mem, spec->repo.n ? spec->repo : SL_S("."), e))
        return false;
    *out = top_of(mem, *out);
    return true;
}

/* Paths of units start at the top of the work tree around what is looked at, as those of a commit
   do: what names files by path (.sluiceignore, waivers, rules) means the same for a part. */
static bool find_root(looking *l, sl_str *root, sl_walk_options *walk, sl_err *e)
{
    const sl_strs *paths = &l->spec->paths;
    sl_str here = l->spec->repo.n ? l->spec->repo : SL_S(".");
    bool is_folder = !paths->n || (paths->n == 1 && sl_path_is_folder(paths->v[0]));
    bool ok = l->spec->adopts ? sl_look_top(&l->folder, l->mem, l->spec, e)
              : is_folder     ? sl_path_real(&l->folder, l->mem, paths->n ? paths->v[0] : here, e)
                              : common_folder(l, &l->folder, e);
    if (!ok)
        return false;
    *root = top_of(l->mem, l->folder);
    if (is_folder && !sl_str_eq(*root, l->folder)) {
        *sl_list_add(l->mem, &walk->only) = below(*root, l->folder);
        *sl_list_add(l->mem, &l->given) = (sl_str){0};
    }
    for (size_t i = 0; i < paths->n && !is_folder && !l->spec->adopts; i++) {
        sl_str real;
        if (!sl_path_real(&real, l->mem, paths->v[i], e))
            return false;
        *sl_list_add(l->mem, &walk->only) = below(*root, real);
        *sl_list_add(l->mem, &l->given) = paths->v[i];
    }
    return true;
}

/* Files below what was named are reported by the path given; of one folder, by that below it. */
static void label_as_given(looking *l, sl_source *source)
{
    for (size_t i = 0; i < source->units.n; i++) {
        sl_unit *unit = &source->units.v[i];
        for (size_t k = 0; k < l->within.n; k++) {
            sl_str only = l->within.v[k];
            sl_str given = l->given.v[k];
            if (sl_str_eq(unit->path, only))
                unit->label = sl_path_label(l->mem, given.n ? given : SL_S("."));
            else if (sl_str_starts(unit->path, only) && (!only.n || unit->path.p[only.n] == '/'))
                unit->label = sl_path_label(
                    l->mem, sl_path_join(l->mem, given,
                                         sl_str_sub(unit->path, only.n + (only.n > 0), SIZE_MAX)));
        }
    }
}

static bool need_repo(looking *l, sl_err *e)
{
    if (l->repo)
        return true;
    return l->spec->is_hook ? sl_repo_open_here(&l->repo, e) : sl_repo_open(&l->repo, l->folder, e);
}

static bool text_source(looking *l, sl_source **out, sl_err *e)
{
    const sl_look_text *text = l->spec->text;
    if (!sl_source_memory(out, l->mem, &text->path, &text->text, 1, e))
        return false;
    (*out)->units.v[0].label = sl_path_label(l->mem, text->label);
    return true;
}

static bool sees_history(const sl_look_spec *spec)
{
    return spec->history || spec->unreachable;
}

/* With other sources and without paths, --ignored adds what is hidden and nothing else. */
static bool is_ignored_only(const sl_look_spec *spec)
{
    return spec->ignored && !spec->paths.n && (spec->staged || spec->ref.n || sees_history(spec));
}

/* Files are looked at unless the command line names only what is no file. */
static bool has_files(const sl_look_spec *spec)
{
    return spec->paths.n || spec->staged || spec->ref.n || spec->ignored || spec->text ||
           !(spec->images.n || sees_history(spec));
}

static bool walk_source(looking *l, sl_source **out, sl_err *e)
{
    bool only_ignored = is_ignored_only(l->spec);
    sl_walk_options walk = {.use_ignores = only_ignored || !l->spec->ignored,
                            .only_ignored = only_ignored};
    sl_str root;
    if (!find_root(l, &root, &walk, e) || !sl_source_folder(out, l->mem, root, &walk, e))
        return false;
    l->within = walk.only;
    label_as_given(l, *out);
    return true;
}

static bool git_sources(looking *l, sl_source **list, size_t *n, sl_err *e)
{
    const sl_look_spec *spec = l->spec;
    if (!need_repo(l, e))
        return false;
    if (spec->staged && !sl_source_index(&list[(*n)++], l->mem, l->repo, e))
        return false;
    if (!spec->ref.n)
        return true;
    if (!sl_repo_resolve(&l->at, l->repo, spec->ref, e)) {
        e->kind = e->kind == SL_ENOENT ? SL_EUSAGE : e->kind;
        return false;
    }
    l->session.result->commit = sl_dup(l->mem, sl_str_of(l->at.hex));
    l->session.result->ref = spec->ref;
    return sl_source_commit(&list[(*n)++], l->mem, l->repo, &l->at, NULL, e);
}

/* The folder around what is no path. */
static bool need_folder(looking *l, sl_err *e)
{
    return l->folder.n ||
           sl_path_real(&l->folder, l->mem, l->spec->repo.n ? l->spec->repo : SL_S("."), e);
}

/* Sources on one command line add up. */
static bool open_source(looking *l, sl_source **out, sl_err *e)
{
    const sl_look_spec *spec = l->spec;
    sl_source *list[4] = {NULL};
    size_t n = 0;
    bool has_git = spec->staged || spec->ref.n;
    bool has_paths = spec->paths.n || spec->ignored || (!has_git && !spec->text);
    if (spec->text && !text_source(l, &list[n++], e))
        return false;
    if (has_paths && !walk_source(l, &list[n++], e))
        return false;
    if (!need_folder(l, e))
        return false;
    if (has_git && !git_sources(l, list, &n, e))
        return false;
    if (n == 1)
        *out = list[0];
    return n == 1 || sl_source_joined(out, l->mem, list, n, e);
}

/* What is scanned where nothing is said; the rest looks at more than the files in question. */
static bool is_usual(sl_str name)
{
    return sl_str_among(name, "sast secrets iac");
}

static bool wants_kind(const sl_look_spec *spec, const sl_stage_kind *kind)
{
    sl_str name = sl_str_of(kind->name);
    if (spec->images.n && !spec->only.n && (kind->traits & SL_SEES_IMAGES))
        return true;
    for (size_t i = 0; i < spec->only.n; i++)
        if (sl_str_eq(spec->only.v[i], name))
            return true;
    if (spec->only.n || !is_usual(name))
        return false;
    return has_files(spec) || (sees_history(spec) && (kind->traits & SL_SEES_HISTORY) != 0);
}

static bool check_only(const sl_look_spec *spec, sl_err *e)
{
    for (size_t i = 0; i < spec->only.n; i++) {
        const sl_stage_kind *kind = sl_stage_kind_of(spec->only.v[i]);
        if (!kind || !kind->scanner)
            return sl_fail(e, SL_EUSAGE, "--only: there is no kind of scanner '%.*s'",
                           SL_FMT(spec->only.v[i]));
    }
    return true;
}

static void add_stage(looking *l, const sl_stage *stage)
{
    sl_part *part = &l->parts[l->n_parts++];
    *part = (sl_part){.kind = stage->kind, .options = stage->options};
    part->stage = sl_session_stage(&l->session, stage->name, sl_str_of(stage->kind->name));
}

/* All stages of the pipeline that scan and are asked for; an image has to be named. */
static void add_stages(looking *l)
{
    for (size_t i = 0; i < l->pipeline->stages.n; i++) {
        const sl_stage *stage = &l->pipeline->stages.v[i];
        sl_str kind = sl_str_of(stage->kind->name);
        bool is_wanted = stage->kind->scanner && !l->spec->only.n;
        if (is_wanted && sl_str_is(kind, "image"))
            is_wanted = l->spec->images.n > 0;
        is_wanted = is_wanted && (!l->spec->only_stages || is_usual(kind));
        for (size_t k = 0; k < l->spec->only.n; k++)
            is_wanted = is_wanted || sl_str_eq(l->spec->only.v[k], kind);
        if (is_wanted)
            add_stage(l, stage);
    }
}

static bool has_part(const looking *l, const sl_stage_kind *kind)
{
    for (size_t i = 0; i < l->n_parts; i++)
        if (l->parts[i].kind == kind)
            return true;
    return false;
}

/* The stage of the repository's pipeline that uses the kind, with its name and options; else one
   with the kind's own name and defaults. */
static bool add_part(looking *l, const sl_stage_kind *kind, sl_err *e)
{
    sl_part *part = &l->parts[l->n_parts++];
    sl_str name = sl_str_of(kind->name);
    *part = (sl_part){.kind = kind};
    for (size_t i = 0; i < l->pipeline->stages.n && !part->options; i++) {
        const sl_stage *stage = &l->pipeline->stages.v[i];
        if (stage->kind != kind)
            continue;
        name = stage->name;
        part->options = stage->options;
    }
    if (!part->options) {
        sl_stage *stage = sl_list_add(l->mem, &l->pipeline->stages);
        *stage = (sl_stage){.name = name, .kind = kind};
        if (!sl_options_read(&stage->options, l->mem, kind->options, name, NULL, e))
            return false;
        part->options = stage->options;
    }
    part->stage = sl_session_stage(&l->session, name, sl_str_of(kind->name));
    return true;
}

static bool choose_scanners(looking *l, sl_err *e)
{
    size_t n;
    const sl_stage_kind *const *kinds = sl_stage_kinds(&n);
    l->parts = sl_alloc_array(l->mem, n + l->pipeline->stages.n + 1, sizeof *l->parts);
    if (l->spec->adopts || l->spec->only_stages)
        add_stages(l);
    bool is_chosen = l->spec->only_stages && l->n_parts;
    for (size_t i = 0; i < n && !is_chosen; i++)
        if (kinds[i]->scanner && wants_kind(l->spec, kinds[i]) && !has_part(l, kinds[i]) &&
            !add_part(l, kinds[i], e))
            return false;
    return sl_project_set(l->pipeline, &l->spec->set, e);
}

static bool read_policy(looking *l, const sl_files *files, sl_err *e)
{
    static const sl_str empty = SL_STR("version: 1\nstages: []\n");
    sl_str text;
    sl_session *s = &l->session;
    if (!sl_files_text(&text, l->mem, files, SL_S(".sluice.yml"), SL_PIPELINE_MAX, e))
        return false;
    bool ok;
    if (text.n)
        ok = sl_project_pipeline(&l->pipeline, l->mem, files, (sl_str){0}, e);
    else if (l->spec->fallback.n)
        ok = sl_project_pipeline(&l->pipeline, l->mem, files, l->spec->fallback, e);
    else
        ok = sl_pipeline_read(&l->pipeline, l->mem, SL_S("sluice:scan"), empty, NULL, e);
    if (!ok)
        return false;
    sl_policy *policy = &l->pipeline->policy;
    s->gate.policy = s->result->policy = policy;
    s->result->pipeline = l->pipeline->name;
    policy->mandatory.n = 0; /* `scan` runs scanners, not the pipeline */
    if (l->spec->adopts)
        policy->baseline.n = 0;
    if (l->spec->fail_on.n) {
        policy->stages.n = 0;
        if (!sl_severity_read(l->spec->fail_on, &policy->fail_on))
            return sl_fail(e, SL_EUSAGE, "--fail-on is critical, high, medium, low, info or none");
    }
    s->is_part = l->spec->is_hook || l->spec->staged || l->spec->paths.n || l->spec->only.n;
    return sl_session_accept(s, files, policy, e) &&
           sl_project_rule_spec(&s->spec.rules, l->mem, files, &l->spec->rules, e);
}

/* With --policy-from: what is different in what is scanned, or around it. */
static bool tell_changes(looking *l, const sl_files *guard, sl_err *e)
{
    const sl_look_spec *spec = l->spec;
    sl_files change = {.folder = l->top};
    bool is_known = spec->policy_from.n > 0;
    if (spec->is_guarded) /* what is pushed may be anything, and need not be a commit */
        is_known =
            guard->repo && spec->change.n && sl_repo_resolve(&l->at, l->repo, spec->change, NULL);
    if (!is_known)
        return true;
    if (spec->ref.n || spec->is_guarded)
        change = (sl_files){.repo = l->repo, .at = &l->at};
    return sl_protect_files(&l->session, l->session.gate.policy, &change, guard, e);
}

static bool find_parents(looking *l, sl_str tip, sl_err *e)
{
    l->has_base = !sl_repo_is_unborn(l->repo);
    return !l->has_base || (sl_repo_resolve(&l->base, l->repo, tip, e) &&
                            sl_repo_merging(&l->merging, &l->n_merging, l->mem, l->repo, e));
}

/* What is not new: what the merge base has; before a commit, what its parents have. */
static bool find_base(looking *l, sl_err *e)
{
    const sl_look_spec *spec = l->spec;
    sl_str tip = spec->ref.n ? spec->ref : SL_S("HEAD");
    sl_commit head;
    sl_commit other;
    if (spec->is_hook && spec->staged)
        return find_parents(l, tip, e);
    l->has_base = spec->base.n > 0;
    if (!l->has_base)
        return true;
    if (!need_repo(l, e) || !sl_repo_resolve(&head, l->repo, tip, e) ||
        !sl_repo_resolve(&other, l->repo, spec->base, e) ||
        !sl_repo_merge_base(&l->base, l->repo, &head, &other, e))
        return sl_fail_more(e, "--base");
    l->session.result->base = sl_dup(l->mem, sl_str_of(l->base.hex));
    return true;
}

/* Whose files say what blocks: those of the protected commit. */
static bool guard_by(looking *l, sl_files *files, sl_err *e)
{
    sl_str rev = l->spec->is_guarded ? SL_S("HEAD") : l->spec->policy_from;
    sl_commit *guard = sl_alloc(l->mem, sizeof *guard);
    if (!need_repo(l, e))
        return false;
    if (!l->spec->is_guarded || !sl_repo_is_unborn(l->repo)) {
        if (!sl_repo_resolve(guard, l->repo, rev, e))
            return sl_fail_more(e, "--policy-from");
        *files = (sl_files){.repo = l->repo, .at = guard};
    }
    l->session.gate.has_old_ignore = sl_has_old_ignore;
    l->session.gate.context = sl_old_ignores(l->mem, files);
    return true;
}

static bool prepare(looking *l, sl_err *e)
{
    const sl_look_spec *spec = l->spec;
    sl_files files = {.folder = l->top};
    if (spec->policy_from.n || spec->is_guarded) {
        if (!guard_by(l, &files, e))
            return false;
    } else if (spec->ref.n) {
        files = (sl_files){.repo = l->repo, .at = &l->at};
    }
    return find_base(l, e) && check_only(spec, e) && read_policy(l, &files, e) &&
           tell_changes(l, &files, e) && choose_scanners(l, e);
}

static void one_done(void *context)
{
    looking *l = context;
    l->n_open--;
}

/* What a change is compared with: HEAD for what is staged, else the base. */
static const sl_commit *around_of(looking *l)
{
    sl_err none = {0};
    if (!l->spec->staged)
        return l->has_base ? &l->base : NULL;
    bool has_head = l->repo && !sl_repo_is_unborn(l->repo) &&
                    sl_repo_resolve(&l->head, l->repo, SL_S("HEAD"), &none);
    return has_head ? &l->head : NULL;
}

/* What a source is made of, which decides who looks at it. */
typedef enum matter { FILES, IMAGE, HISTORY } matter;

static bool takes_part(const sl_part *part, matter what)
{
    if (what == HISTORY)
        return sl_lookback_takes(part);
    if (what == IMAGE)
        return part->kind->traits & SL_SEES_IMAGES;
    return !sl_str_is(sl_str_of(part->kind->name), "image");
}

static void tell_origins(void *context, sl_findings *findings)
{
    looking *l = context;
    sl_history_tell(l->past.history, findings);
}

/* Those of the parts that look at it. */
static const sl_part *parts_for(size_t *n, const looking *l, matter what)
{
    sl_part *parts = sl_alloc_array(l->mem, l->n_parts + 1, sizeof *parts);
    *n = 0;
    for (size_t i = 0; i < l->n_parts; i++)
        if (takes_part(&l->parts[i], what))
            parts[(*n)++] = l->parts[i];
    return parts;
}

static bool start(looking *l, sl_source *source, matter what, sl_str name, sl_err *e)
{
    sl_scan *scan;
    sl_scan_spec spec = {.source = source,
                         .name = name,
                         .is_extra = what == IMAGE,
                         .repo = l->repo,
                         .also = l->merging,
                         .n_also = l->n_merging,
                         .done = one_done,
                         .context = l};
    spec.parts = parts_for(&spec.n_parts, l, what);
    if (!spec.n_parts)
        return true;
    if (what == FILES) {
        spec.within = l->within;
        spec.base = l->has_base ? &l->base : NULL;
        spec.around = around_of(l);
    } else if (what == HISTORY) {
        spec.shelf = sl_history_shelf(l->past.history);
        spec.refine = tell_origins;
    }
    l->n_open++;
    if (!sl_scan_start(&scan, &l->session, &spec, e))
        return false;
    while (l->n_open)
        if (!sl_loop_step(l->session.loop, e))
            return false;
    return true;
}

static bool scan_files(looking *l, sl_source *source, sl_err *e)
{
    const sl_result *result = l->session.result;
    sl_str name = sl_printf(l->mem, "%s %.*s", source->kind,
                            SL_FMT(result->commit.n ? result->commit : result->target));
    return start(l, source, FILES, name, e);
}

static bool scan_images(looking *l, sl_err *e)
{
    for (size_t i = 0; i < l->spec->images.n; i++) {
        sl_source *source;
        sl_str path = l->spec->images.v[i];
        if (!sl_source_image(&source, l->mem, path, e))
            return false;
        bool ok = start(l, source, IMAGE, sl_printf(l->mem, "image %.*s", SL_FMT(path)), e);
        sl_source_close(source);
        if (!ok)
            return false;
    }
    return true;
}

static bool scan_history(looking *l, sl_err *e)
{
    const sl_look_spec *look = l->spec;
    sl_source *source;
    sl_str git = look->is_hook ? sl_str_of(getenv("GIT_DIR")) : (sl_str){0};
    sl_str around = look->repo.n ? look->repo : l->folder;
    const sl_history_spec spec = {.path = git.n ? git : around,
                                  .is_asked = look->history,
                                  .ranges = look->ranges,
                                  .unreachable = look->unreachable,
                                  .cache = l->session.cache};
    l->past = (sl_lookback){.session = &l->session,
                            .mem = l->mem,
                            .parts = l->parts,
                            .n_parts = l->n_parts,
                            .is_hook = look->is_hook};
    if (!sl_lookback_open(&source, &l->past, &spec, e))
        return sl_fail_more(e, "--history");
    bool ok = start(l, source, HISTORY, l->past.name, e);
    sl_lookback_finish(&l->past);
    sl_source_close(source);
    return ok;
}

/* An empty folder is never clean; nothing staged is fine and says so. */
static void check_empty(looking *l, const sl_source *source)
{
    sl_result *result = l->session.result;
    if (source->units.n)
        return;
    if (l->spec->staged && !l->spec->paths.n) {
        sl_session_tell(&l->session, false, SL_S("nothing is staged: there was nothing to scan"));
        return;
    }
    if (is_ignored_only(l->spec))
        return;
    for (size_t i = 0; i < result->stages.n; i++)
        sl_session_end(&l->session, i, SL_STAGE_FAILED,
                       SL_S("nothing was scanned: there are no files"));
}

static void open_cache(looking *l)
{
    sl_session_cache(&l->session, l->repo ? sl_repo_common_folder(l->repo)
                                          : sl_repo_common_around(l->mem, l->folder));
}

static bool look(looking *l, sl_err *e)
{
    const sl_look_spec *spec = l->spec;
    sl_source *source = NULL;
    if (has_files(spec) ? !open_source(l, &source, e) : !need_folder(l, e))
        return false;
    /* Git starts hooks at the top, and says so where that cannot be seen. */
    l->top = spec->is_hook && getenv("GIT_DIR") ? l->folder : top_of(l->mem, l->folder);
    open_cache(l);
    bool ok = prepare(l, e) && (!source || scan_files(l, source, e));
    ok = ok && scan_images(l, e) && (!sees_history(spec) || scan_history(l, e));
    if (ok && source)
        check_empty(l, source);
    sl_source_close(source);
    return ok;
}

bool sl_look(sl_result *result, sl_arena *mem, const sl_look_spec *spec, sl_err *e)
{
    looking l = {.spec = spec, .mem = mem};
    result->target = spec->paths.n == 1 ? spec->paths.v[0] : SL_S(".");
    bool ok = sl_session_open(&l.session, mem, result, &spec->session, e) && look(&l, e);
    if (ok)
        sl_session_close(&l.session);
    sl_history_close(l.past.history);
    sl_repo_close(l.repo);
    sl_session_clear(&l.session);
    return ok;
}

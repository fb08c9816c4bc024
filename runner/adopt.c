/* From a scan to a baseline file. What is known already and found again stays, what is new is
   added, what is gone stays until it is pruned: it may be out of sight today only. */
#include "runner/adopt.h"

#include "base/json.h"
#include "base/map.h"
#include "base/path.h"
#include "runner/pipeline.h"
#include "runner/project.h"

/** One adoption. */
typedef struct adopting {
    const sl_adopt_spec *spec;
    sl_arena *mem;
    sl_adoption *out;
    const sl_result *result;
    sl_str top;     /* the work tree's root */
    sl_str path;    /* of the file, absolute or relative to the current folder */
    sl_str before;  /* its text; empty without a file */
    sl_map scanned; /* units that were looked at */
    sl_map kinds;   /* kinds that looked */
} adopting;

/* The file lies in the work tree, whatever the pipeline of a stranger says: its folder is there,
   and is below the root when all links are followed. */
static bool check_place(const adopting *a, sl_str named, sl_err *e)
{
    sl_str clean;
    sl_str real;
    if (!sl_path_clean(&clean, a->mem, named))
        return sl_fail(e, SL_EUSAGE, "policy.baseline is '%.*s', which is outside the repository",
                       SL_FMT(named));
    sl_str folder = sl_path_join(a->mem, a->top, sl_path_parent(clean));
    if (!sl_path_real(&real, a->mem, folder, e))
        return sl_fail_more(e, "the folder of policy.baseline");
    bool is_below = sl_str_starts(real, a->top) &&
                    (real.n == a->top.n || a->top.n == 1 || real.p[a->top.n] == '/');
    return is_below || sl_fail(e, SL_EUSAGE,
                               "policy.baseline is '%.*s', which a link leads out of the "
                               "repository",
                               SL_FMT(named));
}

static bool named_file(sl_str *out, const adopting *a, sl_err *e)
{
    const sl_files files = {.folder = a->top};
    sl_pipeline *pipeline;
    sl_str text;
    *out = (sl_str){0};
    if (!sl_files_text(&text, a->mem, &files, SL_S(".sluice.yml"), SL_PIPELINE_MAX, e))
        return false;
    if (text.n && !sl_project_pipeline(&pipeline, a->mem, &files, (sl_str){0}, e))
        return false;
    if (text.n)
        *out = pipeline->policy.baseline;
    return true;
}

static bool find_file(adopting *a, sl_err *e)
{
    sl_str named;
    if (!named_file(&named, a, e))
        return false;
    if (!a->spec->file.n && !named.n)
        return sl_fail(e, SL_EUSAGE,
                       "the pipeline names no baseline; write 'policy: {baseline: "
                       ".sluice-baseline.json}' in .sluice.yml, or name the file: sluice baseline "
                       "FILE");
    if (a->spec->file.n) {
        sl_str there;
        sl_str here;
        a->out->file = a->path = a->spec->file;
        a->out->is_named =
            named.n && sl_path_real(&there, a->mem, sl_path_join(a->mem, a->top, named), NULL) &&
            sl_path_real(&here, a->mem, a->path, NULL) && sl_str_eq(there, here);
        return true;
    }
    a->out->file = named;
    a->out->is_named = true;
    a->path = sl_path_join(a->mem, a->top, named);
    return check_place(a, named, e);
}

static bool read_before(adopting *a, sl_baseline **old, sl_err *e)
{
    sl_buf text;
    sl_err why = {0};
    *old = sl_baseline_new(a->mem);
    sl_buf_init(&text, SL_BASELINE_MAX);
    bool ok = sl_file_read(&text, a->path, &why);
    a->before = ok ? sl_dup(a->mem, sl_buf_str(&text)) : (sl_str){0};
    sl_buf_clear(&text);
    if (!ok)
        return why.kind == SL_ENOENT || sl_fail(e, why.kind, "%s", why.text);
    return sl_baseline_read(old, a->mem, a->out->file, a->before, e);
}

/* What was looked at, so that pruning drops only what would have been found. */
static void note_sight(adopting *a)
{
    const sl_ledger *ledger = &a->result->ledger;
    for (size_t i = 0; i < ledger->n; i++)
        if (ledger->v[i].state == SL_UNIT_SCANNED || ledger->v[i].state == SL_UNIT_CACHED ||
            ledger->sources.v[ledger->v[i].source].is_extra)
            sl_map_put(&a->scanned, a->mem, ledger->v[i].path, a);
    for (size_t i = 0; i < a->result->stages.n; i++)
        sl_map_put(&a->kinds, a->mem, a->result->stages.v[i].uses, a);
}

/* A file that is not there any more was looked at too; one in an image or archive only where that
   was scanned. */
static bool was_in_sight(const adopting *a, const sl_known *known)
{
    if (known->kind.n && !sl_map_has(&a->kinds, known->kind))
        return false;
    if (sl_map_has(&a->scanned, known->file))
        return true;
    size_t inner = sl_str_find(known->file, SL_S("!/"), 0);
    if (inner != SIZE_MAX)
        return sl_map_has(&a->scanned, sl_str_sub(known->file, 0, inner));
    return !sl_path_exists(sl_path_join(a->mem, a->top, known->file));
}

static bool keep(void *context, const sl_known *known)
{
    const adopting *a = context;
    if (a->spec->prune && was_in_sight(a, known))
        return false;
    a->out->n_gone += known->count;
    return true;
}

static bool write_file(adopting *a, const sl_baseline *next, sl_err *e)
{
    sl_buf text;
    sl_buf_init(&text, SL_BASELINE_MAX);
    bool ok = sl_baseline_write(&text, next, e);
    bool is_same = ok && sl_str_eq(sl_buf_str(&text), a->before);
    if (ok && !is_same && !a->spec->dry_run) {
        ok = sl_file_write(a->path, sl_buf_str(&text), e);
        a->out->is_written = ok;
    }
    sl_buf_clear(&text);
    return ok || sl_fail_more(e, "baseline");
}

static bool update(adopting *a, sl_baseline *old, sl_err *e)
{
    sl_findings open = {0};
    sl_baseline *next;
    for (size_t i = 0; i < a->result->findings.n; i++)
        if (a->result->findings.v[i].standing == SL_OPEN)
            *sl_list_add(a->mem, &open) = a->result->findings.v[i];
    bool *is_known = sl_alloc(a->mem, open.n + 1);
    if (!sl_baseline_start(&next, a->mem, old, e))
        return false;
    sl_baseline_match(old, &open, is_known);
    for (size_t i = 0; i < open.n; i++) {
        sl_baseline_add(next, &open.v[i]);
        a->out->n_known += is_known[i];
        if (!is_known[i])
            *sl_list_add(a->mem, &a->out->added) = open.v[i];
    }
    note_sight(a);
    a->out->n_dropped = sl_baseline_carry(next, old, keep, a);
    return write_file(a, next, e);
}

bool sl_adopt(sl_adoption *out, sl_result *result, sl_arena *mem, const sl_adopt_spec *spec,
              sl_err *e)
{
    adopting a = {.spec = spec, .mem = mem, .out = out, .result = result};
    sl_look_spec look = spec->look;
    sl_baseline *old;
    *out = (sl_adoption){0};
    look.adopts = true;
    if (!sl_look_top(&a.top, mem, &look, e) || !find_file(&a, e) || !read_before(&a, &old, e) ||
        !sl_look(result, mem, &look, e))
        return false;
    out->is_refused = result->verdict == SL_ERROR && (!spec->force || spec->prune);
    return out->is_refused || update(&a, old, e);
}

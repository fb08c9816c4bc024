/* What a stopped person reads: the findings, then how to go on. Short, since it stands in the way
   of something else. */
#include "runner/hook/advice.h"

#include "runner/hook/push.h"

enum { SHOWN_MAX = 10, SHORT_ID = 12 };

static const char *command_of(const sl_hook *hook)
{
    return sl_str_is(sl_str_of(hook->name), "pre-push") ? "git push" : "git commit";
}

void sl_hook_tell_way_round(sl_buf *out, const sl_hook *hook)
{
    if (!hook->is_server)
        sl_buf_addf(out, "Once without the gate: %s --no-verify\n", command_of(hook));
}

/* Blocking findings, the most severe first, at most SHOWN_MAX; how many there are in all. */
static size_t take_blocking(sl_findings *out, sl_arena *mem, const sl_findings *all)
{
    size_t n = 0;
    for (int severity = SL_CRITICAL; severity >= SL_INFO; severity--)
        for (size_t i = 0; i < all->n; i++) {
            if (!all->v[i].blocks || (int)all->v[i].severity != severity)
                continue;
            if (n++ < SHOWN_MAX)
                *sl_list_add(mem, out) = all->v[i];
        }
    return n;
}

/* What could not be looked at, and why. */
static void tell_failures(sl_buf *out, const sl_result *result)
{
    bool partial = result->policy && result->policy->partial_fails;
    for (size_t i = 0; i < result->ledger.n; i++) {
        const sl_entry *entry = &result->ledger.v[i];
        if (entry->state == SL_UNIT_FAILED || (partial && entry->state == SL_UNIT_PARTIAL))
            sl_buf_addf(out, "not scanned: %.*s: %.*s\n", SL_FMT(entry->path),
                        SL_FMT(entry->reason));
    }
}

static bool has_secret(const sl_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++)
        if (sl_str_is(findings->v[i].rule->kind, "secrets"))
            return true;
    return false;
}

static void advise_commit(sl_buf *out, const sl_findings *shown)
{
    sl_buf_addz(out, "Nothing was committed. Fix it, stage the fix (git add) and commit again.\n");
    if (has_secret(shown))
        sl_buf_addz(out, "A secret that others could have seen already has to be replaced as "
                         "well.\n");
}

static void advise_message(sl_buf *out, const sl_hook_call *call)
{
    sl_str file = call->arguments.n ? call->arguments.v[0] : SL_S("FILE");
    sl_buf_addf(out,
                "Nothing was committed. The message is kept: change it and go on with\n"
                "  git commit -e -F %.*s\n",
                SL_FMT(file));
}

/* What the ways out of a history depend on. */
typedef struct way {
    sl_strs tips, deeper, others; /* commits that are a new tip, commits below one, tags and such */
    bool has_secret, has_name;    /* … in the name of a ref */
} way;

static bool is_new_tip(const sl_ref_updates *updates, sl_str commit)
{
    for (size_t i = 0; i < updates->n; i++)
        if (sl_str_eq(updates->v[i].new, commit))
            return true;
    return false;
}

static void add_once(sl_strs *list, sl_arena *mem, sl_str text)
{
    for (size_t i = 0; i < list->n; i++)
        if (sl_str_eq(list->v[i], text))
            return;
    if (text.n)
        *sl_list_add(mem, list) = text;
}

/* True for a finding in the name of a ref. */
static bool is_name(const sl_finding *finding)
{
    return sl_str_is(finding->file, SL_HOOK_NAMES);
}

static way find_way(sl_arena *mem, const sl_findings *findings, const sl_ref_updates *updates)
{
    way w = {.has_secret = has_secret(findings)};
    for (size_t i = 0; i < findings->n; i++) {
        const sl_origin *o = findings->v[i].origin;
        w.has_name |= is_name(&findings->v[i]);
        if (!o)
            continue;
        if (!o->commit.n)
            add_once(&w.others, mem, o->ref.n ? o->ref : o->object);
        else if (is_new_tip(updates, o->commit))
            add_once(&w.tips, mem, o->commit);
        else
            add_once(&w.deeper, mem, o->commit);
    }
    return w;
}

static void short_id(sl_buf *out, sl_str id)
{
    sl_buf_add(out, sl_str_sub(id, 0, SHORT_ID));
}

static void list_ids(sl_buf *out, const char *what, const sl_strs *ids)
{
    sl_buf_addz(out, what);
    for (size_t i = 0; i < ids->n; i++) {
        sl_buf_addc(out, ' ');
        short_id(out, ids->v[i]);
    }
    sl_buf_addz(out, ":\n");
}

static void advise_history(sl_buf *out, sl_arena *mem, const way *w)
{
    if (w->has_name)
        sl_buf_addz(out, "  in the name of a ref: give it another one\n");
    if (!w->tips.n && !w->deeper.n && !w->others.n)
        return;
    sl_buf_addz(out,
                "A later commit does not take it back: the commits that have it have to be made "
                "anew.\n");
    if (w->tips.n) {
        list_ids(out, "  in the last commit", &w->tips);
        sl_buf_addz(out, "    change the file (or the message), git add it, git commit --amend\n");
    }
    if (w->deeper.n) {
        list_ids(out, "  in an earlier commit", &w->deeper);
        sl_buf_addz(out, "    git rebase -i ");
        if (w->deeper.n == 1)
            short_id(out, w->deeper.v[0]);
        sl_buf_addz(out, w->deeper.n == 1 ? "^" : "OLDEST^");
        sl_buf_addz(out, "   (--root instead, if it is the first commit of all)\n"
                         "    mark it 'edit', change the file, git add it, git commit --amend,\n"
                         "    git rebase --continue\n"
                         "  in many commits or branches: git filter-repo --replace-text FILE\n");
    }
    for (size_t i = 0; i < w->others.n; i++)
        sl_buf_addf(out, "  in %.*s: delete it and make it anew\n",
                    SL_FMT(sl_path_label(mem, w->others.v[i])));
}

static void advise_push(sl_buf *out, sl_arena *mem, const sl_hook_call *call, const way *w)
{
    bool is_server = call->hook->is_server;
    sl_buf_addz(out, is_server ? "The push is refused, and nothing of it is kept here.\n"
                               : "Nothing was pushed.\n");
    if (w->has_secret)
        sl_buf_addz(out, is_server ? "Replace the secret where it was issued: it has left the "
                                     "machine that it was on.\n"
                                   : "If the secret was pushed or shared before, replace it where "
                                     "it was issued.\n");
    advise_history(out, mem, w);
}

static void advise(sl_buf *out, sl_arena *mem, const sl_hook_call *call, const sl_findings *shown,
                   const sl_ref_updates *updates)
{
    sl_str name = sl_str_of(call->hook->name);
    if (sl_str_is(name, "pre-commit")) {
        advise_commit(out, shown);
    } else if (sl_str_is(name, "commit-msg")) {
        advise_message(out, call);
    } else {
        way w = find_way(mem, shown, updates);
        advise_push(out, mem, call, &w);
    }
}

/* Which of the updates have a name in which a secret was found: it is told nowhere. */
static const bool *shy_updates(sl_arena *mem, const sl_findings *all, const sl_ref_updates *updates)
{
    bool *is_shy = sl_alloc_array(mem, updates->n + 1, sizeof *is_shy);
    for (size_t i = 0; i < all->n; i++)
        if (is_name(&all->v[i]) && all->v[i].region.line - 1 < updates->n)
            is_shy[all->v[i].region.line - 1] = true;
    return is_shy;
}

static sl_str reach_of(sl_str ref)
{
    return sl_str_starts(ref, SL_S("refs/heads/"))  ? SL_S("branch")
           : sl_str_starts(ref, SL_S("refs/tags/")) ? SL_S("tag")
                                                    : SL_S("ref");
}

/* A push names ids; people know the refs that are to have them. */
static void name_refs(sl_findings *findings, sl_arena *mem, const sl_ref_updates *updates,
                      const bool *is_shy)
{
    for (size_t i = 0; i < findings->n; i++) {
        sl_finding *f = &findings->v[i];
        for (size_t k = 0; f->origin && k < updates->n; k++) {
            if (is_shy[k] || !updates->v[k].new.n || !sl_str_eq(f->origin->ref, updates->v[k].new))
                continue;
            sl_origin *o = sl_alloc(mem, sizeof *o);
            *o = *f->origin;
            o->ref = updates->v[k].ref;
            o->reach = reach_of(o->ref);
            f->origin = o;
        }
    }
}

bool sl_hook_tell(sl_buf *out, const sl_result *result, const sl_hook_call *call,
                  const sl_report_look *look, sl_err *e)
{
    sl_result copy = *result;
    sl_report_look quiet = *look;
    sl_ref_updates updates = {0};
    if (result->verdict == SL_PASS && !look->is_verbose)
        return true;
    sl_arena *mem = sl_arena_new();
    quiet.is_quiet = !look->is_verbose;
    quiet.is_guarded = call->hook->is_server;
    copy.findings = (sl_findings){0};
    size_t n = take_blocking(&copy.findings, mem, &result->findings);
    if (call->hook->reads_stdin && sl_hook_updates(&updates, mem, call, NULL))
        name_refs(&copy.findings, mem, &updates, shy_updates(mem, &result->findings, &updates));
    bool ok = sl_report_of(SL_S("text"))->write(out, &copy, &quiet, e);
    if (n > copy.findings.n)
        sl_buf_addf(out, "and %zu more findings\n", n - copy.findings.n);
    tell_failures(out, result);
    if (result->verdict == SL_FAIL)
        advise(out, mem, call, &copy.findings, &updates);
    if (result->verdict != SL_PASS)
        sl_hook_tell_way_round(out, call->hook);
    sl_arena_free(mem);
    return ok && sl_report_end(out, e);
}

/* What a stopped person reads: the findings, then how to go on. Short, since it stands in the way
   of something else. */
#include "runner/hook/check.h"

enum { SHOWN_MAX = 10 };

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

static void advise(sl_buf *out, const sl_hook_call *call, const sl_findings *shown)
{
    sl_str name = sl_str_of(call->hook->name);
    if (sl_str_is(name, "pre-commit"))
        advise_commit(out, shown);
    else if (sl_str_is(name, "commit-msg"))
        advise_message(out, call);
}

bool sl_hook_tell(sl_buf *out, const sl_result *result, const sl_hook_call *call,
                  const sl_report_look *look, sl_err *e)
{
    sl_result copy = *result;
    sl_report_look quiet = *look;
    if (result->verdict == SL_PASS && !look->is_verbose)
        return true;
    sl_arena *mem = sl_arena_new();
    quiet.is_quiet = !look->is_verbose;
    copy.findings = (sl_findings){0};
    size_t n = take_blocking(&copy.findings, mem, &result->findings);
    if (!look->is_verbose)
        copy.notices.n = 0;
    else
        copy.findings = result->findings;
    bool ok = sl_report_of(SL_S("text"))->write(out, &copy, &quiet, e);
    if (n > copy.findings.n)
        sl_buf_addf(out, "and %zu more findings\n", n - copy.findings.n);
    tell_failures(out, result);
    if (result->verdict == SL_FAIL)
        advise(out, call, &copy.findings);
    if (result->verdict != SL_PASS)
        sl_hook_tell_way_round(out, call->hook);
    sl_arena_free(mem);
    return ok && sl_report_end(out, e);
}

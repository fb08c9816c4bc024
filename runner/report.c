/* The table of report formats, from reports.def. */
#include "runner/report.h"

#include "engine/verify/recipe.h"

#define SL_REPORT(name) extern const sl_report sl_report_##name;
#include "runner/reports.def"
#undef SL_REPORT

static const sl_report *const reports[] = {
#define SL_REPORT(name) &sl_report_##name,
#include "runner/reports.def"
#undef SL_REPORT
};

const sl_report *const *sl_reports(size_t *n)
{
    *n = sizeof reports / sizeof *reports;
    return reports;
}

const sl_report *sl_report_of(sl_str name)
{
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
        if (sl_str_is(name, reports[i]->name))
            return reports[i];
    return NULL;
}

sl_str sl_report_verified(sl_arena *mem, const sl_finding *f)
{
    if (f->verified == SL_VERIFIED_NOT)
        return (sl_str){0};
    return sl_printf(mem, "verified: %s%s%.*s (%.*s)", sl_verified_name(f->verified),
                     f->account.n ? ", of " : "", SL_FMT(f->account), SL_FMT(f->verified_why));
}

sl_str sl_report_message(sl_arena *mem, const sl_finding *f)
{
    sl_str verified = sl_report_verified(mem, f);
    if (!verified.n)
        return f->message;
    return sl_printf(mem, "%.*s [%.*s]", SL_FMT(f->message), SL_FMT(verified));
}

sl_str sl_report_inputs(sl_arena *mem, const sl_result *r)
{
    const sl_ledger_counts *c = &r->ledger.counts;
    sl_str inputs =
        sl_printf(mem, "%zu inputs: %zu scanned, %zu cached, %zu skipped, %zu failed",
                  sl_ledger_total(c), c->n_scanned, c->n_cached, c->n_skipped, c->n_failed);
    if (!r->n_known)
        return inputs;
    return sl_printf(mem, "%.*s; %zu known finding%s", SL_FMT(inputs), r->n_known,
                     r->n_known == 1 ? "" : "s");
}

void sl_report_put_counts(sl_json *j, const sl_ledger_counts *c)
{
    sl_json_int(j, "total", (int64_t)sl_ledger_total(c));
    sl_json_int(j, "scanned", (int64_t)c->n_scanned);
    sl_json_int(j, "cached", (int64_t)c->n_cached);
    sl_json_int(j, "skipped", (int64_t)c->n_skipped);
    sl_json_int(j, "failed", (int64_t)c->n_failed);
    sl_json_int(j, "partial", (int64_t)c->n_partial);
}

bool sl_report_end(const sl_buf *out, sl_err *e)
{
    return !out->is_over ||
           sl_fail(e, SL_ETOOBIG, "the report is larger than %zu bytes; scan less at a time",
                   out->max);
}

/* GitLab's Code Quality report: a JSON list of issues in the Code Climate form. The ledger goes
   last, as an issue of its own where something could not be scanned. */
#include "base/json.h"
#include "runner/measures.h"
#include "runner/report.h"

static const char *severity_of(const sl_finding *f)
{
    static const char *const names[] = {"info", "minor", "major", "critical", "blocker"};
    return names[f->severity];
}

static void put_issue(sl_json *j, sl_str check, sl_str what, sl_str fingerprint,
                      const char *severity)
{
    sl_json_str(j, "check_name", check);
    sl_json_str(j, "description", what);
    sl_json_str(j, "fingerprint", fingerprint);
    sl_json_z(j, "severity", severity);
}

static void put_location(sl_json *j, sl_str file, uint32_t line)
{
    sl_json_object(j, "location");
    sl_json_str(j, "path", file);
    sl_json_object(j, "lines");
    sl_json_int(j, "begin", line ? line : 1);
    sl_json_object_end(j);
    sl_json_object_end(j);
}

/* GitLab asks for unique fingerprints: those of equal findings get a number. */
static sl_str unique(sl_arena *mem, const sl_findings *all, size_t at)
{
    size_t n = 0;
    const sl_finding *f = &all->v[at];
    for (size_t i = 0; i < at; i++)
        n += sl_str_is(sl_str_of(all->v[i].fingerprint), f->fingerprint);
    return n ? sl_printf(mem, "%s-%zu", f->fingerprint, n) : sl_str_of(f->fingerprint);
}

static void put_failures(sl_json *j, sl_arena *mem, const sl_ledger *ledger)
{
    for (size_t i = 0; i < ledger->n; i++) {
        const sl_entry *entry = &ledger->v[i];
        bool is_partial = entry->state == SL_UNIT_PARTIAL;
        sl_str name = is_partial ? SL_S("understood-in-part") : SL_S("not-scanned");
        if (!is_partial && entry->state != SL_UNIT_FAILED)
            continue;
        sl_json_object(j, NULL);
        put_issue(j, name, entry->reason,
                  sl_printf(mem, "%.*s-%016llx", SL_FMT(name),
                            (unsigned long long)sl_str_hash(entry->path)),
                  is_partial ? "minor" : "blocker");
        put_location(j, entry->path, 1);
        sl_json_object_end(j);
    }
}

static void put_measures(sl_json *j, sl_arena *mem, const sl_result *r)
{
    for (size_t i = 0; i < r->measures.n; i++) {
        const sl_measure *m = &r->measures.v[i];
        if (!sl_measure_is_total(m))
            continue;
        sl_json_object(j, NULL);
        put_issue(j, m->name, sl_measures_sentence(mem, r, m),
                  sl_printf(mem, "measure-%016llx", (unsigned long long)sl_str_hash(m->stage)),
                  "info");
        put_location(j, SL_S(".sluice.yml"), 1);
        sl_json_object_end(j);
    }
}

static void put_notices(sl_json *j, sl_arena *mem, const sl_result *r)
{
    for (size_t i = 0; i < r->notices.n; i++) {
        const sl_notice *notice = &r->notices.v[i];
        sl_json_object(j, NULL);
        put_issue(j, SL_S("notice"), notice->text,
                  sl_printf(mem, "notice-%016llx", (unsigned long long)sl_str_hash(notice->text)),
                  notice->is_warning ? "minor" : "info");
        put_location(j, SL_S(".sluice.yml"), 1);
        sl_json_object_end(j);
    }
}

static void put_totals(sl_json *j, sl_arena *mem, const sl_result *r)
{
    sl_json_object(j, NULL);
    put_issue(j, SL_S("ledger"), sl_report_inputs(mem, r), SL_S("sluice-ledger"), "info");
    put_location(j, SL_S(".sluice.yml"), 1);
    sl_json_object_end(j);
}

static bool write_gitlab(sl_buf *out, const sl_result *r, const sl_report_look *look, sl_err *e)
{
    sl_arena *mem = sl_arena_new();
    sl_json j = {.out = out};
    (void)look;
    sl_json_list(&j, NULL);
    for (size_t i = 0; i < r->findings.n; i++) {
        const sl_finding *f = &r->findings.v[i];
        if (f->standing != SL_OPEN)
            continue;
        sl_json_object(&j, NULL);
        put_issue(&j, f->rule->id, sl_report_message(mem, f), unique(mem, &r->findings, i),
                  severity_of(f));
        put_location(&j, f->file, f->region.line);
        sl_json_object_end(&j);
    }
    put_failures(&j, mem, &r->ledger);
    put_measures(&j, mem, r);
    put_notices(&j, mem, r);
    put_totals(&j, mem, r);
    sl_json_list_end(&j);
    sl_buf_addc(out, '\n');
    sl_arena_free(mem);
    return sl_report_end(out, e);
}

const sl_report sl_report_gitlab = {"gitlab", "GitLab's Code Quality report",
                                    "gl-code-quality-report.json", write_gitlab};

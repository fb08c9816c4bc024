/* GitHub Actions' workflow commands: annotations beside the changed lines. */
#include "runner/measures.h"
#include "runner/report.h"

/* Data of a workflow command: %, CR and LF are percent-encoded; in properties ':' and ',' too. */
static void data(sl_buf *out, sl_str text, bool is_property)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool is_mark = c == '%' || c < 0x20 || (is_property && (c == ':' || c == ','));
        if (is_mark)
            sl_buf_addf(out, "%%%02X", c);
        else
            sl_buf_addc(out, (char)c);
    }
}

static void put_finding(sl_buf *out, const sl_finding *f)
{
    const char *level = f->blocks ? "error" : f->severity >= SL_MEDIUM ? "warning" : "notice";
    sl_buf_addf(out, "::%s file=", level);
    data(out, f->file, true);
    if (f->region.line)
        sl_buf_addf(out, ",line=%u,endLine=%u,col=%u", f->region.line, f->region.end_line,
                    f->region.column);
    sl_buf_addz(out, ",title=");
    data(out, f->rule->id, true);
    sl_buf_addz(out, "::");
    sl_arena *mem = sl_arena_new();
    data(out, sl_report_message(mem, f), false);
    sl_arena_free(mem);
    sl_buf_addc(out, '\n');
}

static void put_measures(sl_buf *out, const sl_result *r)
{
    sl_arena *mem = sl_arena_new();
    for (size_t i = 0; i < r->measures.n; i++) {
        if (!sl_measure_is_total(&r->measures.v[i]))
            continue;
        sl_buf_addz(out, "::notice title=");
        data(out, r->measures.v[i].stage, true);
        sl_buf_addz(out, "::");
        data(out, sl_measures_sentence(mem, r, &r->measures.v[i]), false);
        sl_buf_addc(out, '\n');
    }
    sl_arena_free(mem);
}

static bool write_github(sl_buf *out, const sl_result *r, const sl_report_look *look, sl_err *e)
{
    sl_arena *mem = sl_arena_new();
    for (int severity = SL_CRITICAL; severity >= SL_INFO; severity--)
        for (size_t i = 0; i < r->findings.n; i++) {
            const sl_finding *f = &r->findings.v[i];
            if ((int)f->severity == severity && f->standing == SL_OPEN &&
                (f->blocks || !look->is_quiet))
                put_finding(out, f);
        }
    for (size_t i = 0; i < r->ledger.n; i++) {
        const sl_entry *entry = &r->ledger.v[i];
        bool is_partial = entry->state == SL_UNIT_PARTIAL;
        if (!is_partial && entry->state != SL_UNIT_FAILED)
            continue;
        sl_buf_addz(out, is_partial ? "::warning file=" : "::error file=");
        data(out, entry->path, true);
        sl_buf_addz(out, is_partial ? ",title=understood in part::" : ",title=not scanned::");
        data(out, entry->reason, false);
        sl_buf_addc(out, '\n');
    }
    put_measures(out, r);
    for (size_t i = 0; i < r->notices.n; i++) {
        sl_buf_addf(out, "::%s title=sluice::", r->notices.v[i].is_warning ? "warning" : "notice");
        data(out, r->notices.v[i].text, false);
        sl_buf_addc(out, '\n');
    }
    sl_buf_addf(out, "::%s title=sluice::", r->verdict == SL_PASS ? "notice" : "error");
    data(out, r->why, false);
    sl_buf_addf(out, " (%.*s)\n", SL_FMT(sl_report_inputs(mem, r)));
    sl_arena_free(mem);
    return sl_report_end(out, e);
}

const sl_report sl_report_github = {"github", "annotations of GitHub Actions", "sluice-github.txt",
                                    write_github};

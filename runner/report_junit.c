/* JUnit XML: a test suite a stage, a failing case a blocking finding, so that CI servers show them.
 */
#include "runner/measures.h"
#include "runner/report.h"

/* Text for XML 1.0: markup quoted, characters that XML forbids replaced. */
static void xml(sl_buf *out, sl_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '<')
            sl_buf_addz(out, "&lt;");
        else if (c == '>')
            sl_buf_addz(out, "&gt;");
        else if (c == '&')
            sl_buf_addz(out, "&amp;");
        else if (c == '"')
            sl_buf_addz(out, "&quot;");
        else if (c == '\n' || c == '\t')
            sl_buf_addf(out, "&#%u;", c);
        else
            sl_buf_addc(out, c < 0x20 || c == 0x7f ? '?' : (char)c);
    }
}

static void attribute(sl_buf *out, const char *name, sl_str value)
{
    sl_buf_addf(out, " %s=\"", name);
    xml(out, value);
    sl_buf_addc(out, '"');
}

static void open_case(sl_buf *out, const sl_finding *f)
{
    sl_buf_addz(out, "    <testcase");
    attribute(out, "classname", f->rule->id);
    sl_buf_addz(out, " name=\"");
    xml(out, f->file);
    sl_buf_addf(out, ":%u\"", f->region.line);
    attribute(out, "file", f->file);
    sl_buf_addf(out, " line=\"%u\" time=\"0\">", f->region.line);
}

/* Why a finding fails nothing. */
static sl_str excuse_of(const sl_finding *f)
{
    if (f->standing == SL_OPEN)
        return SL_S("below the threshold");
    return f->standing == SL_KNOWN && !f->reason.n ? SL_S("known: in the baseline or at the base")
                                                   : f->reason;
}

static void put_finding(sl_buf *out, const sl_finding *f)
{
    open_case(out, f);
    if (f->blocks) {
        sl_buf_addz(out, "\n      <failure");
        attribute(out, "type", sl_str_of(sl_severity_name(f->severity)));
        attribute(out, "message", f->rule->title.n ? f->rule->title : f->rule->id);
        sl_buf_addc(out, '>');
        sl_arena *mem = sl_arena_new();
        xml(out, sl_report_message(mem, f));
        sl_arena_free(mem);
        sl_buf_addz(out, "\n");
        xml(out, f->rule->remediation);
        sl_buf_addz(out, "</failure>\n    </testcase>\n");
        return;
    }
    sl_buf_addz(out, "\n      <skipped");
    attribute(out, "message", excuse_of(f));
    sl_buf_addz(out, "/>\n    </testcase>\n");
}

static bool has_failed(const sl_stage_result *s)
{
    return s->state == SL_STAGE_FAILED || (s->state == SL_STAGE_BLOCKED && !s->n_blocking);
}

static size_t cases_of(const sl_result *r, const sl_stage_result *s)
{
    size_t n = 1;
    for (size_t i = 0; i < r->findings.n; i++)
        n += sl_str_eq(r->findings.v[i].stage, s->name);
    return n;
}

static void put_stage_case(sl_buf *out, const sl_stage_result *s)
{
    sl_buf_addz(out, "    <testcase classname=\"stage\"");
    attribute(out, "name", s->name);
    sl_buf_addf(out, " time=\"%.3f\"", (double)(s->ended_ms - s->started_ms) / 1000);
    if (has_failed(s)) {
        sl_buf_addz(out, ">\n      <error");
        attribute(out, "message", s->sentence);
        sl_buf_addz(out, "/>\n    </testcase>\n");
    } else if (s->state == SL_STAGE_SKIPPED) {
        sl_buf_addz(out, ">\n      <skipped");
        attribute(out, "message", s->sentence);
        sl_buf_addz(out, "/>\n    </testcase>\n");
    } else {
        sl_buf_addz(out, "/>\n");
    }
}

static void put_measures(sl_buf *out, const sl_result *r, sl_str stage)
{
    sl_arena *mem = sl_arena_new();
    size_t n = 0;
    for (size_t i = 0; i < r->measures.n; i++) {
        const sl_measure *m = &r->measures.v[i];
        if (!sl_str_eq(m->stage, stage))
            continue;
        sl_buf_addz(out, n++ ? "" : "    <properties>\n");
        sl_buf_addz(out, "      <property");
        attribute(out, "name", sl_printf(mem, "%.*s: %.*s", SL_FMT(m->name), SL_FMT(m->folder)));
        attribute(out, "value", sl_measure_text(mem, m));
        sl_buf_addz(out, "/>\n");
    }
    sl_buf_addz(out, n ? "    </properties>\n" : "");
    sl_arena_free(mem);
}

static void put_suite(sl_buf *out, const sl_result *r, const sl_stage_result *s)
{
    size_t n = cases_of(r, s);
    sl_buf_addz(out, "  <testsuite");
    attribute(out, "name", s->name);
    sl_buf_addf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%d\" time=\"%.3f\"", n,
                s->n_blocking, has_failed(s), (double)(s->ended_ms - s->started_ms) / 1000);
    attribute(out, "timestamp", sl_str_sub(r->started, 0, 19));
    sl_buf_addz(out, ">\n");
    put_measures(out, r, s->name);
    put_stage_case(out, s);
    for (size_t i = 0; i < r->findings.n; i++)
        if (sl_str_eq(r->findings.v[i].stage, s->name))
            put_finding(out, &r->findings.v[i]);
    sl_buf_addz(out, "  </testsuite>\n");
}

static bool is_told(const sl_entry *entry)
{
    return entry->state == SL_UNIT_FAILED || entry->state == SL_UNIT_PARTIAL;
}

/* Files that were not scanned, or not as a whole, and what else there is to say. */
static void put_notices(sl_buf *out, const sl_result *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->ledger.n; i++)
        n += is_told(&r->ledger.v[i]);
    if (!r->notices.n && !n)
        return;
    sl_buf_addz(out, "    <system-out>");
    for (size_t i = 0; i < r->ledger.n; i++) {
        const sl_entry *entry = &r->ledger.v[i];
        if (!is_told(entry))
            continue;
        sl_buf_addz(out, entry->state == SL_UNIT_FAILED ? "failed: " : "partial: ");
        xml(out, entry->path);
        sl_buf_addz(out, ": ");
        xml(out, entry->reason);
        sl_buf_addc(out, '\n');
    }
    for (size_t i = 0; i < r->notices.n; i++) {
        sl_buf_addz(out, r->notices.v[i].is_warning ? "warning: " : "note: ");
        xml(out, r->notices.v[i].text);
        sl_buf_addc(out, '\n');
    }
    sl_buf_addz(out, "</system-out>\n");
}

static void put_ledger(sl_buf *out, const sl_result *r)
{
    const sl_ledger_counts *c = &r->ledger.counts;
    sl_buf_addf(
        out,
        "  <testsuite name=\"ledger\" tests=\"1\" failures=\"0\" errors=\"%d\">\n"
        "    <properties>\n"
        "      <property name=\"total\" value=\"%zu\"/>\n"
        "      <property name=\"scanned\" value=\"%zu\"/>\n"
        "      <property name=\"cached\" value=\"%zu\"/>\n"
        "      <property name=\"skipped\" value=\"%zu\"/>\n"
        "      <property name=\"failed\" value=\"%zu\"/>\n"
        "    </properties>\n    <testcase classname=\"ledger\" name=\"every input accounted "
        "for\" time=\"0\"",
        c->n_failed > 0, sl_ledger_total(c), c->n_scanned, c->n_cached, c->n_skipped, c->n_failed);
    if (c->n_failed)
        sl_buf_addf(out,
                    ">\n      <error message=\"%zu could not be scanned\"/>\n    </testcase>\n",
                    c->n_failed);
    else
        sl_buf_addz(out, "/>\n");
    put_notices(out, r);
    sl_buf_addz(out, "  </testsuite>\n");
}

static bool write_junit(sl_buf *out, const sl_result *r, const sl_report_look *look, sl_err *e)
{
    (void)look;
    sl_buf_addz(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"sluice\">\n");
    for (size_t i = 0; i < r->stages.n; i++)
        put_suite(out, r, &r->stages.v[i]);
    put_ledger(out, r);
    sl_buf_addz(out, "</testsuites>\n");
    return sl_report_end(out, e);
}

const sl_report sl_report_junit = {"junit", "JUnit XML, for CI servers", "sluice-junit.xml",
                                   write_junit};

/* A summary in Markdown, for comments on changes and job summaries. */
#include "runner/measures.h"
#include "runner/report.h"

enum { ROWS_MAX = 100, ENTRIES_SHOWN = 50, SHORT_ID = 12 };

/* Text for a table's cell: nothing in it is markup. */
static void cell(sl_buf *out, sl_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '\n' || c == '\r' || c == '\t')
            sl_buf_addc(out, ' ');
        else if (strchr("\\`*_{}[]<>()#+!|~", c) && c)
            sl_buf_addf(out, "\\%c", c);
        else if (c >= 0x20 && c != 0x7f)
            sl_buf_addc(out, (char)c);
    }
}

static void put_stages(sl_buf *out, const sl_result *r)
{
    sl_buf_addz(out, "| stage | kind | state | |\n|---|---|---|---|\n");
    for (size_t i = 0; i < r->stages.n; i++) {
        const sl_stage_result *s = &r->stages.v[i];
        sl_buf_addz(out, "| ");
        cell(out, s->name);
        sl_buf_addz(out, " | ");
        cell(out, s->uses);
        sl_buf_addf(out, " | %s | ", sl_stage_state_name(s->state));
        cell(out, s->sentence);
        sl_buf_addz(out, " |\n");
    }
    sl_buf_addc(out, '\n');
}

/* The first digits of the commit that brought it, or of the object where none did. */
static void put_origin(sl_buf *out, const sl_origin *o)
{
    bool has_commit = o->commit.n > 0;
    sl_str id = sl_str_sub(has_commit ? o->commit : o->object, 0, SHORT_ID);
    sl_buf_addf(out, " (%s %.*s%s)", has_commit ? "commit" : "object", SL_FMT(id),
                o->is_at_tip ? ", still at a tip" : "");
}

static void put_row(sl_buf *out, const sl_finding *f)
{
    sl_buf_addf(out, "| %s | ", sl_severity_name(f->severity));
    cell(out, f->rule->id);
    sl_buf_addz(out, " | ");
    cell(out, f->file);
    sl_buf_addf(out, ":%u | ", f->region.line);
    sl_arena *mem = sl_arena_new();
    cell(out, sl_report_message(mem, f));
    sl_arena_free(mem);
    if (f->origin)
        put_origin(out, f->origin);
    sl_buf_addf(out, " | %s |\n", f->blocks ? "yes" : "");
}

static void put_findings(sl_buf *out, const sl_result *r)
{
    size_t n_rows = 0;
    size_t n_open = 0;
    sl_buf_addz(out, "| severity | rule | place | what | blocks |\n|---|---|---|---|---|\n");
    for (int severity = SL_CRITICAL; severity >= SL_INFO; severity--)
        for (size_t i = 0; i < r->findings.n; i++) {
            const sl_finding *f = &r->findings.v[i];
            if ((int)f->severity != severity || f->standing != SL_OPEN)
                continue;
            n_open++;
            if (n_rows < ROWS_MAX) {
                put_row(out, f);
                n_rows++;
            }
        }
    if (n_open > n_rows)
        sl_buf_addf(out, "\n%zu more are not shown here.\n", n_open - n_rows);
    sl_buf_addc(out, '\n');
}

static void put_measure(sl_buf *out, const sl_measure *m)
{
    sl_buf_addz(out, "| ");
    cell(out, m->folder);
    sl_buf_addf(out, " | %.2f %% | %llu | %llu |\n", sl_measure_percent(m),
                (unsigned long long)m->part, (unsigned long long)m->whole);
}

static void put_measures(sl_buf *out, const sl_result *r)
{
    sl_arena *mem = sl_arena_new();
    for (size_t i = 0; i < r->measures.n; i++) {
        const sl_measure *total = &r->measures.v[i];
        if (!sl_measure_is_total(total))
            continue;
        sl_measures folders = sl_measures_largest(mem, r, total, SL_MEASURES_SHOWN);
        sl_buf_addz(out, "| ");
        cell(out, total->stage);
        sl_buf_addz(out, " | ");
        cell(out, total->name);
        sl_buf_addz(out, " | lines | of |\n|---|---|---|---|\n");
        put_measure(out, total);
        for (size_t k = 0; k < folders.n; k++)
            put_measure(out, &folders.v[k]);
        sl_buf_addc(out, '\n');
    }
    sl_arena_free(mem);
}

/* Files that were not scanned, or not as a whole. */
static void put_ledger(sl_buf *out, const sl_ledger *ledger)
{
    size_t n = 0;
    for (size_t i = 0; i < ledger->n; i++) {
        const sl_entry *entry = &ledger->v[i];
        if ((entry->state != SL_UNIT_FAILED && entry->state != SL_UNIT_PARTIAL) ||
            n++ >= ENTRIES_SHOWN)
            continue;
        sl_buf_addz(out, entry->state == SL_UNIT_FAILED ? "\n- not scanned: "
                                                        : "\n- understood in part: ");
        cell(out, entry->path);
        sl_buf_addz(out, ": ");
        cell(out, entry->reason);
    }
    if (n > ENTRIES_SHOWN)
        sl_buf_addf(out, "\n- and %zu more", n - ENTRIES_SHOWN);
    if (n)
        sl_buf_addc(out, '\n');
}

static bool write_markdown(sl_buf *out, const sl_result *r, const sl_report_look *look, sl_err *e)
{
    static const char *const heads[] = {"Gate open", "Gate shut", "Gate shut: undecided"};
    const sl_ledger_counts *c = &r->ledger.counts;
    (void)look;
    sl_buf_addf(out, "## %s\n\n", heads[r->verdict]);
    cell(out, r->why);
    sl_buf_addz(out, "\n\n");
    put_stages(out, r);
    if (r->findings.n > r->n_waived + r->n_ignored + r->n_known)
        put_findings(out, r);
    put_measures(out, r);
    sl_buf_addf(out, "%zu inputs: %zu scanned, %zu cached, %zu skipped, %zu failed.\n",
                sl_ledger_total(c), c->n_scanned, c->n_cached, c->n_skipped, c->n_failed);
    sl_buf_addf(out, "Findings that do not count: %zu waived, %zu ignored in files, %zu known.\n",
                r->n_waived, r->n_ignored, r->n_known);
    put_ledger(out, &r->ledger);
    for (size_t i = 0; i < r->notices.n; i++) {
        sl_buf_addz(out, "\n- ");
        cell(out, r->notices.v[i].text);
    }
    if (r->notices.n)
        sl_buf_addc(out, '\n');
    return sl_report_end(out, e);
}

const sl_report sl_report_markdown = {"markdown", "a summary, for comments on changes", "sluice.md",
                                      write_markdown};

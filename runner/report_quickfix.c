/* One line a finding, as compilers print errors: what editors jump by (vim's quickfix, Emacs'
   compilation mode). What could not be scanned is a line as well; a shut gate says why at the end.
 */
#include "runner/report.h"

/* Text in one line, without control characters. */
static void plain(sl_buf *out, sl_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        sl_buf_addc(out, c < ' ' || c == 0x7f ? ' ' : (char)c);
    }
}

static void put_line(sl_buf *out, sl_str file, const sl_region *region, const char *level)
{
    plain(out, file);
    sl_buf_addf(out, ":%u:%u: %s: ", region && region->line ? region->line : 1,
                region && region->line ? region->column : 1, level);
}

static void put_finding(sl_buf *out, const sl_finding *f)
{
    const char *level = f->blocks ? "error" : f->severity >= SL_MEDIUM ? "warning" : "note";
    put_line(out, f->file, &f->region, level);
    plain(out, f->message);
    sl_buf_addf(out, " [%s %.*s]\n", sl_severity_name(f->severity), SL_FMT(f->rule->id));
}

static bool write_quickfix(sl_buf *out, const sl_result *r, const sl_report_look *look, sl_err *e)
{
    for (size_t i = 0; i < r->findings.n; i++) {
        const sl_finding *f = &r->findings.v[i];
        if (f->blocks || (f->standing == SL_OPEN && !look->is_quiet))
            put_finding(out, f);
    }
    for (size_t i = 0; i < r->ledger.n; i++) {
        const sl_entry *entry = &r->ledger.v[i];
        if (entry->state != SL_UNIT_FAILED)
            continue;
        put_line(out, entry->path, NULL, "error");
        sl_buf_addz(out, "not scanned: ");
        plain(out, entry->reason);
        sl_buf_addc(out, '\n');
    }
    if (r->verdict != SL_PASS) {
        sl_buf_addz(out, "sluice: ");
        plain(out, r->why);
        sl_buf_addc(out, '\n');
    }
    return sl_report_end(out, e);
}

const sl_report sl_report_quickfix = {"quickfix", "one line a finding, for editors",
                                      "sluice-quickfix.txt", write_quickfix};

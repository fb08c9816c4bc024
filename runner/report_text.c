/* The report for people: findings by severity with the code in question, then the ledger and the
   verdict. */
#include "runner/measures.h"
#include "runner/report.h"

#include <stdarg.h>
#include <stdio.h>

enum { WIDTH = 100, SHOWN_REASONS = 20, CARETS_MAX = 100 };

typedef struct painter {
    sl_buf *out;
    const sl_result *result;
    const sl_report_look *look;
} painter;

static void paint(painter *p, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Formatted text in a colour, where there are colours. */
static void paint(painter *p, const char *code, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n < 0)
        return;
    if (p->look->has_colour)
        sl_buf_addf(p->out, "\033[%sm", code);
    sl_buf_addz(p->out, text);
    if (p->look->has_colour)
        sl_buf_addz(p->out, "\033[0m");
}

static const char *colour_of(sl_severity severity)
{
    static const char *const colours[] = {"2", "36", "33", "31", "1;31"};
    return colours[severity];
}

/* Text without control characters: what is scanned may not write on the terminal. */
static void safe(sl_buf *out, sl_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '\t' || c == ' ' || (c > 0x20 && c != 0x7f))
            sl_buf_addc(out, (char)c);
        else
            sl_buf_addf(out, "\\x%02x", c);
    }
}

/* A paragraph broken at spaces to the width, each line indented. */
static void wrapped(painter *p, const char *head, sl_str text)
{
    size_t width = p->look->width > 40 ? p->look->width : WIDTH;
    size_t at = strlen(head);
    sl_buf_addz(p->out, head);
    sl_str rest = sl_str_trim(text);
    for (sl_str word; sl_str_cut(&rest, ' ', &word);) {
        if (!word.n)
            continue;
        if (at > strlen(head) && at + word.n + 1 > width) {
            sl_buf_addf(p->out, "\n%*s", (int)strlen(head), "");
            at = strlen(head);
        }
        if (at > strlen(head)) {
            sl_buf_addc(p->out, ' ');
            at++;
        }
        safe(p->out, word);
        at += word.n;
    }
    sl_buf_addc(p->out, '\n');
}

/* The caret line: below the columns of the region in its first line. */
static void carets(painter *p, sl_str line, const sl_region *r, size_t shift)
{
    size_t from = r->column > shift ? r->column - shift : 1;
    size_t to =
        r->end_line == r->line && r->end_column > r->column ? r->end_column - shift : line.n + 1;
    sl_buf_addz(p->out, "       | ");
    for (size_t i = 1; i < from && i <= line.n; i++)
        sl_buf_addc(p->out, line.p[i - 1] == '\t' ? '\t' : ' ');
    size_t n = to > from ? to - from : 1;
    n = n < CARETS_MAX ? n : CARETS_MAX;
    char marks[CARETS_MAX + 1];
    memset(marks, '^', n);
    marks[n] = 0;
    paint(p, "1;31", "%s", marks);
    sl_buf_addc(p->out, '\n');
}

static void frame(painter *p, const sl_finding *f)
{
    sl_str rest = f->snippet;
    uint32_t number = f->snippet_line;
    for (sl_str line; sl_str_cut(&rest, '\n', &line); number++) {
        sl_buf_addf(p->out, "%6u | ", number);
        safe(p->out, line);
        sl_buf_addc(p->out, '\n');
        if (number == f->region.line)
            carets(p, line, &f->region, f->snippet_column ? f->snippet_column - 1 : 0);
    }
}

static void standing(painter *p, const sl_finding *f)
{
    if (f->standing == SL_WAIVED) {
        sl_buf_addf(p->out, "  waived by %.*s%s%.*s: ", SL_FMT(f->owner),
                    f->until.n ? " until " : "", SL_FMT(f->until));
        safe(p->out, f->reason);
        sl_buf_addc(p->out, '\n');
    } else if (f->standing == SL_IGNORED) {
        sl_buf_addz(p->out, "  ignored in the file: ");
        safe(p->out, f->reason);
        sl_buf_addc(p->out, '\n');
    } else if (f->standing == SL_KNOWN) {
        sl_buf_addz(p->out, "  known: in the baseline or at the base\n");
    }
}

/* "commit 1f0c… by Name <mail>, 2024-02-29…: refs/heads/main, still at a tip". */
static void origin(painter *p, const sl_origin *o)
{
    if (!o)
        return;
    bool has_commit = o->commit.n > 0;
    sl_buf_addf(p->out, "  %s %.*s", has_commit ? "commit" : "object",
                SL_FMT(has_commit ? o->commit : o->object));
    if (o->author.n || o->mail.n) {
        sl_buf_addz(p->out, " by ");
        safe(p->out, o->author);
        sl_buf_addz(p->out, " <");
        safe(p->out, o->mail);
        sl_buf_addc(p->out, '>');
    }
    if (o->date.n)
        sl_buf_addf(p->out, ", %.*s", SL_FMT(o->date));
    sl_buf_addf(p->out, "\n  %.*s ", SL_FMT(o->reach));
    safe(p->out, o->ref);
    sl_buf_addz(p->out, o->is_at_tip ? "; still at the tip of a branch" : "; in the past only");
    if (o->n_objects > 1)
        sl_buf_addf(p->out, "; in %zu versions", o->n_objects);
    sl_buf_addc(p->out, '\n');
}

static void accept(painter *p, const sl_finding *f)
{
    sl_buf_addz(p->out, "  accept: ");
    if (!p->look->is_guarded)
        sl_buf_addf(p->out, "'sluice:ignore %.*s WHY' in a comment, or ", SL_FMT(f->rule->id));
    sl_buf_addf(p->out, "a waiver of %s%s\n", f->fingerprint,
                p->look->is_guarded ? ", which the protected branch has to have first" : "");
}

static void place(painter *p, const sl_finding *f)
{
    sl_buf_addz(p->out, "  ");
    safe(p->out, f->file);
    if (f->region.line)
        sl_buf_addf(p->out, ":%u:%u", f->region.line, f->region.column);
    if (f->resource.n) {
        sl_buf_addz(p->out, "  ");
        safe(p->out, f->resource);
    }
    sl_buf_addc(p->out, '\n');
}

static void related(painter *p, const sl_finding *f)
{
    for (size_t i = 0; i < f->related.n; i++) {
        sl_buf_addz(p->out, "  see ");
        safe(p->out, f->related.v[i].file);
        const sl_region *r = &f->related.v[i].region;
        sl_buf_addf(p->out, ":%u", r->line);
        if (r->end_line > r->line)
            sl_buf_addf(p->out, "-%u", r->end_line);
        sl_buf_addf(p->out, " %.*s\n", SL_FMT(f->related.v[i].message));
    }
}

static void finding(painter *p, const sl_finding *f)
{
    paint(p, colour_of(f->severity), "%s", sl_severity_name(f->severity));
    sl_buf_addc(p->out, ' ');
    paint(p, "1", "%.*s", SL_FMT(f->rule->id));
    sl_buf_addz(p->out, f->blocks ? "  blocks\n" : "\n");
    place(p, f);
    origin(p, f->origin);
    frame(p, f);
    if (f->secret.n) {
        sl_buf_addz(p->out, "  secret: ");
        safe(p->out, f->secret);
        sl_buf_addc(p->out, '\n');
    }
    if (f->verified != SL_VERIFIED_NOT) {
        sl_arena *mem = sl_arena_new();
        wrapped(p, "  ", sl_report_verified(mem, f));
        sl_arena_free(mem);
    }
    wrapped(p, "  ", f->message);
    if (f->rule->remediation.n)
        wrapped(p, "  fix: ", f->rule->remediation);
    if (f->fix.p) {
        sl_buf_addz(p->out, "  replace by: ");
        safe(p->out, f->fix);
        sl_buf_addc(p->out, '\n');
    }
    related(p, f);
    standing(p, f);
    if (f->blocks)
        accept(p, f);
    sl_buf_addc(p->out, '\n');
}

static bool is_shown(const painter *p, const sl_finding *f)
{
    if (p->look->is_quiet)
        return f->blocks;
    return p->look->is_verbose || f->standing == SL_OPEN;
}

static void findings(painter *p)
{
    for (int severity = SL_CRITICAL; severity >= SL_INFO; severity--)
        for (size_t i = 0; i < p->result->findings.n; i++) {
            const sl_finding *f = &p->result->findings.v[i];
            if ((int)f->severity == severity && is_shown(p, f))
                finding(p, f);
        }
}

static const char *state_colour(sl_stage_state state)
{
    return state == SL_STAGE_PASSED ? "32" : state == SL_STAGE_SKIPPED ? "2" : "31";
}

static void stages(painter *p)
{
    for (size_t i = 0; i < p->result->stages.n; i++) {
        const sl_stage_result *s = &p->result->stages.v[i];
        sl_buf_addz(p->out, "  ");
        paint(p, state_colour(s->state), "%-8s", sl_stage_state_name(s->state));
        sl_buf_addf(p->out, " %.*s (%.*s)  ", SL_FMT(s->name), SL_FMT(s->uses));
        safe(p->out, s->sentence);
        sl_buf_addc(p->out, '\n');
    }
    if (p->result->stages.n)
        sl_buf_addc(p->out, '\n');
}

/* The total and the folders where most of it lies. */
static void measures(painter *p)
{
    sl_arena *mem = sl_arena_new();
    for (size_t i = 0; i < p->result->measures.n; i++) {
        const sl_measure *total = &p->result->measures.v[i];
        if (!sl_measure_is_total(total))
            continue;
        sl_measures folders = sl_measures_largest(mem, p->result, total, SL_MEASURES_SHOWN);
        safe(p->out, total->stage);
        sl_buf_addz(p->out, ": ");
        safe(p->out, sl_measure_text(mem, total));
        sl_buf_addc(p->out, '\n');
        for (size_t k = 0; k < folders.n; k++) {
            sl_buf_addf(p->out, "  %6.2f %%  ", sl_measure_percent(&folders.v[k]));
            safe(p->out, folders.v[k].folder);
            sl_buf_addf(p->out, "  (%llu of %llu)\n", (unsigned long long)folders.v[k].part,
                        (unsigned long long)folders.v[k].whole);
        }
        sl_buf_addc(p->out, '\n');
    }
    sl_arena_free(mem);
}

static void unit(painter *p, const sl_entry *entry)
{
    sl_buf_addf(p->out, "  %s ", sl_unit_state_name(entry->state));
    safe(p->out, entry->path);
    if (entry->reason.n) {
        sl_buf_addz(p->out, ": ");
        safe(p->out, entry->reason);
    }
    sl_buf_addc(p->out, '\n');
}

static bool wants_unit(const painter *p, const sl_entry *entry)
{
    if (p->result->all_units)
        return true;
    return entry->state == SL_UNIT_FAILED || entry->state == SL_UNIT_PARTIAL ||
           (entry->state == SL_UNIT_SKIPPED && p->look->is_verbose);
}

static void extra_sources(painter *p, const sl_ledger *l)
{
    for (size_t i = 0; i < l->sources.n; i++)
        if (l->sources.v[i].is_extra)
            sl_buf_addf(p->out, "%.*s: %s\n", SL_FMT(l->sources.v[i].name),
                        l->sources.v[i].counts.n_failed ? "failed" : "scanned");
}

static void ledger(painter *p)
{
    const sl_ledger *l = &p->result->ledger;
    size_t n_left = 0;
    size_t n_shown = 0;
    for (size_t i = 0; i < l->n; i++) {
        if (!wants_unit(p, &l->v[i]))
            continue;
        if (n_shown++ < SHOWN_REASONS || p->result->all_units || p->look->is_verbose)
            unit(p, &l->v[i]);
        else
            n_left++;
    }
    if (n_left)
        sl_buf_addf(p->out, "  and %zu more (--verbose lists them)\n", n_left);
    const sl_ledger_counts *c = &l->counts;
    sl_buf_addf(p->out, "%zu inputs: %zu scanned, %zu cached, %zu skipped, %zu failed",
                sl_ledger_total(c), c->n_scanned, c->n_cached, c->n_skipped, c->n_failed);
    if (c->n_partial)
        sl_buf_addf(p->out, " (%zu understood in part)", c->n_partial);
    sl_buf_addc(p->out, '\n');
    extra_sources(p, l);
}

static void counts(painter *p)
{
    const sl_result *r = p->result;
    sl_buf_addf(p->out, "findings: %zu critical, %zu high, %zu medium, %zu low, %zu info",
                r->counts[SL_CRITICAL], r->counts[SL_HIGH], r->counts[SL_MEDIUM], r->counts[SL_LOW],
                r->counts[SL_INFO]);
    if (r->n_waived)
        sl_buf_addf(p->out, "; %zu waived", r->n_waived);
    if (r->n_ignored)
        sl_buf_addf(p->out, "; %zu ignored in files", r->n_ignored);
    if (r->n_known)
        sl_buf_addf(p->out, "; %zu known", r->n_known);
    sl_buf_addc(p->out, '\n');
}

static void notices(painter *p)
{
    for (size_t i = 0; i < p->result->notices.n; i++) {
        const sl_notice *n = &p->result->notices.v[i];
        if (!n->is_warning && !p->look->is_verbose)
            continue;
        paint(p, n->is_warning ? "33" : "2", "%s", n->is_warning ? "warning: " : "note: ");
        safe(p->out, n->text);
        sl_buf_addc(p->out, '\n');
    }
}

static bool write_text(sl_buf *out, const sl_result *result, const sl_report_look *look, sl_err *e)
{
    static const char *const words[] = {"GATE OPEN", "GATE SHUT", "GATE SHUT (undecided)"};
    painter p = {out, result, look};
    findings(&p);
    if (!look->is_quiet) {
        stages(&p);
        measures(&p);
        ledger(&p);
        counts(&p);
    }
    notices(&p);
    paint(&p, result->verdict == SL_PASS ? "1;32" : "1;31", "%s", words[result->verdict]);
    sl_buf_addz(out, ": ");
    safe(out, result->why);
    sl_buf_addc(out, '\n');
    return sl_report_end(out, e);
}

const sl_report sl_report_text = {"text", "for people", "sluice.txt", write_text};

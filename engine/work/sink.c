/* From a scanner's offsets to findings. Snippets are kept raw until all scanners of the unit have
   spoken, since the secret that one of them found may stand in the snippet of another. */
#include "engine/work/sink.h"

#include <stdlib.h>

#include "base/digest.h"
#include "base/map.h"
#include "engine/work/marks.h"
#include "engine/work/snippet.h"

enum { HIT_TEXT_MAX = 65536, RELATED_MAX = 1000, REASON_MAX = 1000 };

/** One text that hits point into: the unit's, or that of an inner file. */
typedef struct view {
    sl_str inner; /* empty for the unit's own */
    sl_str text;
    sl_lines lines;
    sl_marks *marks;
    sl_secrets secrets;
} view;

/* A hit waits with its raw snippet for the secrets of all others. */
typedef struct pending {
    sl_report_hit hit;
    sl_snippet snippet;
    view *view;
    bool is_shown; /* its snippet is not redacted */
} pending;

struct sl_sink {
    sl_arena *mem;
    const sl_pass_spec *spec;
    const sl_unit *unit;
    view own;
    sl_map inner;                     /* inner path to view */
    const sl_secrets *const *secrets; /* in `finish`: of the units' texts */
    sl_buf loaded;                    /* in `finish`: the content of one unit */
    const view *loaded_for;
    size_t scanner;
    size_t n_hits; /* of the scanner whose turn it is */
    sl_unit_state state;
    sl_str reason;
    sl_err refusal; /* a hit that cannot be taken, a limit reached: the unit has failed */
    struct {
        pending *v;
        size_t n, cap;
    } hits;
    sl_measures measures;
    sl_report *report;
};

static void init_view(view *v, sl_arena *mem, sl_str inner, sl_str text)
{
    *v = (view){.inner = inner, .text = text};
    sl_lines_init(&v->lines, mem, text);
    v->marks = sl_marks_new(mem, &v->lines);
}

sl_sink *sl_sink_new(sl_arena *mem, const sl_pass_spec *spec, const sl_unit *unit, sl_str text)
{
    sl_sink *sink = sl_alloc(mem, sizeof *sink);
    sink->mem = mem;
    sink->spec = spec;
    sink->unit = unit;
    sink->report = sl_alloc(mem, sizeof *sink->report);
    init_view(&sink->own, mem, (sl_str){0}, text);
    sl_buf_init(&sink->loaded, (size_t)spec->limits.unit_bytes);
    return sink;
}

void sl_sink_secrets(sl_sink *sink, const sl_secrets *const *secrets)
{
    sink->secrets = secrets;
}

sl_arena *sl_sink_mem(sl_sink *sink)
{
    return sink->mem;
}

void sl_sink_begin(sl_sink *sink, size_t scanner)
{
    sink->scanner = scanner;
    sink->n_hits = 0;
    sink->state = SL_UNIT_SCANNED;
    sink->reason = (sl_str){0};
    sink->refusal = (sl_err){0};
}

void sl_sink_end(sl_sink *sink, bool ok, const sl_err *e)
{
    const sl_err *worst = !ok ? e : sink->refusal.kind ? &sink->refusal : NULL;
    if (worst) {
        sink->state = SL_UNIT_FAILED;
        sink->reason = sl_dup(sink->mem, worst->text[0] ? sl_str_of(worst->text)
                                                        : SL_S("the scanner gave no reason"));
    }
    if (sink->state == SL_UNIT_SKIPPED && sink->n_hits)
        sink->state = SL_UNIT_SCANNED;
    sl_report_state(sink->report, sink->mem, sink->scanner, sink->state, sink->reason);
}

/* A reason is a sentence, not a document. */
static sl_str reason_text(sl_arena *mem, sl_str text)
{
    if (text.n <= REASON_MAX)
        return sl_dup(mem, text);
    return sl_printf(mem, "%.*s...", SL_FMT(sl_str_sub(text, 0, REASON_MAX)));
}

void sl_sink_partial(sl_sink *sink, sl_str what)
{
    bool is_more = sink->state == SL_UNIT_PARTIAL;
    sl_str reason =
        is_more ? sl_printf(sink->mem, "%.*s; %.*s", SL_FMT(sink->reason), SL_FMT(what)) : what;
    if (!is_more || sink->reason.n <= REASON_MAX)
        sink->reason = reason_text(sink->mem, reason);
    sink->state = SL_UNIT_PARTIAL;
}

void sl_sink_skip(sl_sink *sink, sl_str reason)
{
    if (sink->state != SL_UNIT_SCANNED)
        return;
    sink->state = SL_UNIT_SKIPPED;
    sink->reason = reason_text(sink->mem, reason);
}

void sl_sink_fact(sl_sink *sink, sl_str bytes)
{
    *sl_list_add(sink->mem, &sink->report->facts) =
        (sl_report_fact){sink->scanner, sl_dup(sink->mem, bytes)};
}

void sl_sink_measure(sl_sink *sink, const sl_measure *measure)
{
    *sl_list_add(sink->mem, &sink->measures) =
        (sl_measure){.stage = sink->spec->scanners[sink->scanner].stage,
                     .name = sl_dup(sink->mem, measure->name),
                     .folder = sl_dup(sink->mem, measure->folder),
                     .part = measure->part,
                     .whole = measure->whole};
}

const sl_measures *sl_sink_measures(const sl_sink *sink)
{
    return &sink->measures;
}

/* The unit of that path, in the order of which the inventory is. */
static const sl_unit *unit_of(const sl_sink *sink, sl_str path)
{
    const sl_units *units = &sink->spec->source->units;
    size_t from = 0;
    size_t to = units->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = sl_str_cmp(units->v[middle].path, path);
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    bool is_found = from < units->n && sl_str_eq(units->v[from].path, path);
    return is_found ? &units->v[from] : NULL;
}

/* In `finish` a hit brings no text: it is read again, one unit at a time. */
static void load(sl_sink *sink, view *v)
{
    const sl_source *source = sink->spec->source;
    const sl_unit *unit = unit_of(sink, v->inner);
    if (sink->loaded_for == v || !unit)
        return;
    size_t index = (size_t)(unit - source->units.v);
    sl_secrets secrets = v->secrets;
    sl_buf_reset(&sink->loaded);
    if (!source->read(source, index, &sink->loaded, &sink->refusal))
        return;
    bool is_first = !v->marks;
    init_view(v, sink->mem, v->inner, sl_buf_str(&sink->loaded));
    v->secrets = secrets;
    sink->loaded_for = v;
    for (size_t i = 0; is_first && sink->secrets[index] && i < sink->secrets[index]->n; i++)
        *sl_list_add(sink->mem, &v->secrets) = sink->secrets[index]->v[i];
}

/* The text of a hit. Inner texts may be gone after the call, so their lines are looked up each time
   from what the hit brings. */
static view *view_of(sl_sink *sink, const sl_hit *hit)
{
    if (!hit->inner.n)
        return &sink->own;
    view *v = sl_map_get(&sink->inner, hit->inner);
    if (!v) {
        v = sl_alloc(sink->mem, sizeof *v);
        v->inner = sl_dup(sink->mem, hit->inner);
        sl_map_put(&sink->inner, sink->mem, v->inner, v);
    }
    if (sink->secrets && !hit->text.n) {
        load(sink, v);
        if (!v->marks)
            init_view(v, sink->mem, v->inner, (sl_str){0});
        return v;
    }
    if (!v->marks || v->text.p != hit->text.p || v->text.n != hit->text.n) {
        sl_secrets secrets = v->secrets;
        init_view(v, sink->mem, v->inner, hit->text);
        v->secrets = secrets;
    }
    return v;
}

/* What a scanner may get wrong, and limits on what one hit may carry. */
static bool check(sl_sink *sink, const sl_hit *hit, const view *v, const sl_ruleset *rules)
{
    sl_err *e = &sink->refusal;
    size_t limit = sink->spec->limits.unit_hits;
    const sl_str texts[] = {hit->message, hit->identity, hit->inner,
                            hit->fix,     hit->resource, hit->package};
    if (sink->n_hits >= limit)
        return sl_fail(e, SL_ETOOBIG, "more than %zu hits in this file (limit unit_hits)", limit);
    if (hit->rule >= (rules ? sl_ruleset_count(rules) : 0))
        return sl_fail(e, SL_EFAIL, "the scanner names rule %zu, which does not exist", hit->rule);
    if (!hit->is_whole && (hit->start > hit->end || hit->end > v->text.n))
        return sl_fail(e, SL_EFAIL, "the scanner reports bytes %zu to %zu of %zu", hit->start,
                       hit->end, v->text.n);
    if (hit->related.n > RELATED_MAX)
        return sl_fail(e, SL_ETOOBIG, "a hit with more than %d related places", RELATED_MAX);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].n > HIT_TEXT_MAX)
            return sl_fail(e, SL_ETOOBIG, "a hit with a text of %zu bytes, at most %d are taken",
                           texts[i].n, HIT_TEXT_MAX);
    return true;
}

static uint32_t narrow(size_t n)
{
    return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

static sl_region region_of(view *v, const sl_hit *hit)
{
    if (hit->is_whole)
        return (sl_region){0};
    sl_line_at start = sl_lines_find(&v->lines, hit->start);
    sl_line_at end = start;
    if (hit->end > hit->start) {
        end = sl_lines_find(&v->lines, hit->end - 1);
        end.column++;
    }
    return (sl_region){.line = narrow(start.line),
                       .column = narrow(start.column),
                       .end_line = narrow(end.line),
                       .end_column = narrow(end.column),
                       .offset = hit->start,
                       .length = hit->end - hit->start};
}

/* The text with each run of white space as one blank. */
static sl_str fold_space(sl_arena *mem, sl_str text)
{
    char *out = sl_alloc(mem, text.n + 1);
    size_t n = 0;
    text = sl_str_trim(text);
    for (size_t i = 0; i < text.n; i++) {
        bool is_space = text.p[i] == ' ' || (text.p[i] >= '\t' && text.p[i] <= '\r');
        if (is_space && n && out[n - 1] == ' ')
            continue;
        out[n++] = is_space ? ' ' : text.p[i];
    }
    return sl_str_at(out, n);
}

/* A whole file is the same by its name: folders may be renamed. */
static sl_str identity_of(sl_sink *sink, const sl_hit *hit, const view *v)
{
    if (hit->identity.n)
        return hit->identity;
    if (!hit->is_whole)
        return fold_space(sink->mem, sl_str_sub(v->text, hit->start, hit->end));
    sl_str path = hit->inner.n ? hit->inner : sink->unit ? sink->unit->path : (sl_str){0};
    size_t slash = sl_str_rchr(path, '/');
    return slash == SIZE_MAX ? path : sl_str_sub(path, slash + 1, path.n);
}

static void set_fingerprint(sl_sink *sink, sl_finding *f, const sl_hit *hit, const view *v,
                            sl_str rule)
{
    unsigned char digest[SL_SHA256_BYTES];
    const sl_str parts[] = {rule, identity_of(sink, hit, v), hit->resource, hit->package};
    sl_sha256_parts(digest, parts, sizeof parts / sizeof *parts);
    sl_hex(f->fingerprint, digest, SL_FINGERPRINT_TEXT / 2);
}

static sl_str file_of(sl_sink *sink, sl_str inner)
{
    const sl_unit *unit = sink->unit ? NULL : unit_of(sink, inner);
    if (!inner.n || !sink->unit)
        return sl_dup(sink->mem, unit ? unit->label : inner);
    return sl_printf(sink->mem, "%.*s!%s%.*s", SL_FMT(sink->unit->label),
                     inner.p[0] == '/' ? "" : "/", SL_FMT(inner));
}

static sl_places copy_places(sl_arena *mem, const sl_places *places)
{
    sl_places copy = {0};
    for (size_t i = 0; i < places->n; i++)
        *sl_list_add(mem, &copy) = (sl_place){.file = sl_dup(mem, places->v[i].file),
                                              .region = places->v[i].region,
                                              .message = sl_dup(mem, places->v[i].message)};
    return copy;
}

static bool is_of_secrets(const sl_sink *sink)
{
    return sl_str_is(sl_str_of(sink->spec->scanners[sink->scanner].kind->name), "secrets");
}

/* The value, for those who asked for it; none that is longer than other texts of a hit. */
static sl_str secret_of(sl_sink *sink, const sl_hit *hit, const view *v)
{
    sl_str secret = hit->secret;
    if (!secret.n && hit->secret_end <= v->text.n)
        secret = sl_str_sub(v->text, hit->secret_start, hit->secret_end);
    return secret.n <= HIT_TEXT_MAX ? sl_dup(sink->mem, secret) : (sl_str){0};
}

static void fill(sl_sink *sink, sl_report_hit *out, const sl_hit *hit, view *v)
{
    const sl_pass_scanner *scanner = &sink->spec->scanners[sink->scanner];
    const sl_rule *rule = sl_ruleset_rule(scanner->rules, hit->rule);
    sl_finding *f = &out->finding;
    out->scanner = sink->scanner;
    out->rule = hit->rule;
    f->severity = hit->has_severity ? hit->severity : rule->severity;
    f->confidence = hit->has_confidence ? hit->confidence : rule->confidence;
    f->message = sl_dup(sink->mem, hit->message);
    f->file = file_of(sink, hit->inner);
    f->region = region_of(v, hit);
    f->fix = hit->fix.p ? sl_dup(sink->mem, hit->fix) : (sl_str){0};
    f->resource = sl_dup(sink->mem, hit->resource);
    f->package = sl_dup(sink->mem, hit->package);
    f->related = copy_places(sink->mem, &hit->related);
    if (sink->spec->vault && is_of_secrets(sink))
        f->secret = secret_of(sink, hit, v);
    f->is_new = !hit->is_old;
    set_fingerprint(sink, f, hit, v, rule->id);
    if (!hit->is_whole) {
        sl_str note =
            sl_marks_note(v->marks, &(sl_marks_query){.kind = sl_str_of(scanner->kind->name),
                                                      .rule = rule->id,
                                                      .line = f->region.line,
                                                      .end_line = f->region.end_line});
        f->ignore_note = note.p ? sl_dup(sink->mem, note) : note;
    }
}

void sl_sink_hit(sl_sink *sink, const sl_hit *hit)
{
    view *v = view_of(sink, hit);
    if (!check(sink, hit, v, sink->spec->scanners[sink->scanner].rules))
        return;
    sink->n_hits++;
    pending *p = sl_list_add(sink->mem, &sink->hits);
    p->view = v;
    p->is_shown = sink->spec->reveals && is_of_secrets(sink);
    fill(sink, &p->hit, hit, v);
    if (!hit->is_whole)
        sl_snippet_cut(&p->snippet, sink->mem, &v->lines, hit->start, hit->end);
    if (hit->secret_end > hit->secret_start)
        *sl_list_add(sink->mem, &v->secrets) =
            (sl_secret){.start = hit->secret_start, .end = hit->secret_end};
}

/* Hits in the order of scanners, then files inside the unit, offsets, rules; then as they came. */
static int order(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int compare_hits(const void *a, const void *b)
{
    const pending *p = a;
    const pending *q = b;
    const sl_region *r = &p->hit.finding.region;
    const sl_region *s = &q->hit.finding.region;
    const int by[] = {
        order(p->hit.scanner, q->hit.scanner), sl_str_cmp(p->hit.finding.file, q->hit.finding.file),
        order(r->offset, s->offset),           order(p->hit.rule, q->hit.rule),
        order(r->length, s->length),           order(p->snippet.order, q->snippet.order)};
    size_t i = 0;
    while (i + 1 < sizeof by / sizeof *by && !by[i])
        i++;
    return by[i];
}

sl_report *sl_sink_report(sl_sink *sink)
{
    for (size_t i = 0; i < sink->hits.n; i++)
        sink->hits.v[i].snippet.order = i;
    if (sink->hits.n > 1)
        qsort(sink->hits.v, sink->hits.n, sizeof *sink->hits.v, compare_hits);
    for (size_t i = 0; i < sink->hits.n; i++) {
        pending *p = &sink->hits.v[i];
        sl_finding *f = &p->hit.finding;
        sl_secrets nothing = {0};
        f->snippet =
            sl_snippet_text(&p->snippet, sink->mem, p->is_shown ? &nothing : &p->view->secrets);
        f->snippet_line = f->region.line;
        f->snippet_column = narrow(p->snippet.column);
        *sl_list_add(sink->mem, &sink->report->hits) = p->hit;
    }
    sink->report->secrets = sink->own.secrets;
    sl_buf_clear(&sink->loaded);
    return sink->report;
}

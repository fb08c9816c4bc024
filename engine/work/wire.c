/* Numbers are little-endian and of fixed width, texts have their length in front. */
#include "engine/work/wire.h"

#include "engine/work/clean.h"

enum { ID_BYTES = 32, TEXT_MAX = 1 << 20, FINGERPRINT = SL_FINGERPRINT_TEXT - 1 };

static void put(sl_buf *out, uint64_t value, size_t n)
{
    char bytes[8];
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)(value >> (8 * i));
    sl_buf_add(out, sl_str_at(bytes, n));
}

static void put_text(sl_buf *out, sl_str text)
{
    put(out, text.n, 4);
    sl_buf_add(out, text);
}

static void put_region(sl_buf *out, const sl_region *r)
{
    put(out, r->line, 4);
    put(out, r->column, 4);
    put(out, r->end_line, 4);
    put(out, r->end_column, 4);
    put(out, r->offset, 8);
    put(out, r->length, 8);
}

static void put_hit(sl_buf *out, const sl_report_hit *hit)
{
    const sl_finding *f = &hit->finding;
    put(out, hit->scanner, 4);
    put(out, hit->rule, 4);
    put(out, f->severity, 1);
    put(out, f->confidence, 1);
    put_region(out, &f->region);
    put(out, f->snippet_line, 4);
    put(out, f->snippet_column, 4);
    sl_buf_add(out, sl_str_at(f->fingerprint, FINGERPRINT));
    put_text(out, f->message);
    put_text(out, f->file);
    put_text(out, f->snippet);
    put(out, f->fix.p != NULL, 1);
    put_text(out, f->fix);
    put_text(out, f->resource);
    put_text(out, f->package);
    put_text(out, f->secret);
    put(out, f->is_new, 1);
    put(out, f->ignore_note.p != NULL, 1);
    put_text(out, f->ignore_note);
    put(out, f->related.n, 4);
    for (size_t i = 0; i < f->related.n; i++) {
        put_text(out, f->related.v[i].file);
        put_region(out, &f->related.v[i].region);
        put_text(out, f->related.v[i].message);
    }
}

static void put_body(sl_buf *out, const sl_report *report)
{
    put(out, report->id.kind, 1);
    sl_buf_add(out, sl_str_at((const char *)report->id.bytes, ID_BYTES));
    put(out, report->states.n, 4);
    for (size_t i = 0; i < report->states.n; i++) {
        const sl_unit_result *s = &report->states.v[i];
        put(out, s->scanner < UINT32_MAX ? s->scanner : UINT32_MAX, 4);
        put(out, s->state, 1);
        put_text(out, s->reason);
    }
    put(out, report->hits.n, 4);
    for (size_t i = 0; i < report->hits.n; i++)
        put_hit(out, &report->hits.v[i]);
    put(out, report->facts.n, 4);
    for (size_t i = 0; i < report->facts.n; i++) {
        put(out, report->facts.v[i].scanner, 4);
        put_text(out, report->facts.v[i].bytes);
    }
    put(out, report->secrets.n, 4);
    for (size_t i = 0; i < report->secrets.n; i++) {
        put(out, report->secrets.v[i].start, 8);
        put(out, report->secrets.v[i].end, 8);
    }
}

void sl_frame_write(sl_buf *out, char type)
{
    put(out, 0, SL_FRAME_HEAD - 1);
    sl_buf_addc(out, type);
}

bool sl_report_write(sl_buf *out, const sl_report *report)
{
    size_t start = out->n;
    sl_frame_write(out, SL_FRAME_REPORT);
    put(out, report->unit, 4);
    put_body(out, report);
    size_t length = out->n - start - SL_FRAME_HEAD;
    if (out->is_over || length > SL_FRAME_MAX) {
        out->n = start;
        out->is_over = false;
        return false;
    }
    for (size_t i = 0; i < SL_FRAME_HEAD - 1; i++)
        out->p[start + i] = (char)(length >> (8 * i));
    return true;
}

/* Reading: `rest` shrinks; the first thing that does not fit sets `is_bad`, and all that follows
   reads as zero. */
typedef struct reader {
    sl_str rest;
    sl_arena *mem;
    sl_vault *vault;
    bool is_bad;
} reader;

static uint64_t get(reader *r, size_t n)
{
    uint64_t value = 0;
    if (r->rest.n < n)
        r->is_bad = true;
    if (r->is_bad)
        return 0;
    for (size_t i = 0; i < n; i++)
        value |= (uint64_t)(unsigned char)r->rest.p[i] << (8 * i);
    r->rest = sl_str_sub(r->rest, n, r->rest.n);
    return value;
}

/* A number below `limit`. */
static uint64_t get_below(reader *r, size_t n, uint64_t limit)
{
    uint64_t value = get(r, n);
    if (value >= limit)
        r->is_bad = true;
    return r->is_bad ? 0 : value;
}

/* How many elements of at least `size` bytes follow: never more than the bytes left can hold. */
static size_t get_count(reader *r, size_t size)
{
    return (size_t)get_below(r, 4, r->rest.n / size + 1);
}

static sl_str get_view(reader *r, size_t max)
{
    size_t n = (size_t)get_below(r, 4, max + (uint64_t)1);
    if (r->rest.n < n)
        r->is_bad = true;
    if (r->is_bad)
        return (sl_str){0};
    sl_str view = sl_str_sub(r->rest, 0, n);
    r->rest = sl_str_sub(r->rest, n, r->rest.n);
    return view;
}

static sl_str get_text(reader *r)
{
    sl_str view = get_view(r, TEXT_MAX);
    return view.n ? sl_text_clean(r->mem, view) : (sl_str){0};
}

/* A value that nobody asked for is no report. One that is not clean text is no credential of any
   service, and what it looks like is told in clean text. */
static sl_str get_secret(reader *r)
{
    sl_str view = get_view(r, TEXT_MAX);
    if (view.n && !r->vault)
        r->is_bad = true;
    if (!view.n || r->is_bad)
        return (sl_str){0};
    return sl_vault_keep(r->vault, sl_text_is_clean(view) ? view : sl_text_clean(r->mem, view));
}

static sl_region get_region(reader *r)
{
    sl_region region;
    region.line = (uint32_t)get(r, 4);
    region.column = (uint32_t)get(r, 4);
    region.end_line = (uint32_t)get(r, 4);
    region.end_column = (uint32_t)get(r, 4);
    region.offset = get(r, 8);
    region.length = get(r, 8);
    if (region.end_line < region.line)
        r->is_bad = true;
    return region;
}

static void get_fingerprint(reader *r, char out[SL_FINGERPRINT_TEXT])
{
    for (size_t i = 0; i < FINGERPRINT; i++) {
        out[i] = (char)get(r, 1);
        if (!out[i] || !strchr("0123456789abcdef", out[i]))
            r->is_bad = true;
    }
    out[FINGERPRINT] = 0;
}

static void get_related(reader *r, sl_places *places)
{
    size_t n = get_count(r, 8);
    for (size_t i = 0; i < n && !r->is_bad; i++) {
        sl_place *place = sl_list_add(r->mem, places);
        place->file = get_text(r);
        place->region = get_region(r);
        place->message = get_text(r);
    }
}

/* A text that may be empty and yet there. */
static sl_str get_optional(reader *r)
{
    bool is_there = get_below(r, 1, 2);
    sl_str text = get_text(r);
    return is_there && !text.n ? SL_S("") : text;
}

static void get_finding(reader *r, sl_finding *f)
{
    f->severity = (sl_severity)get_below(r, 1, SL_SEVERITY_NONE);
    f->confidence = (sl_confidence)get_below(r, 1, SL_CONFIDENCE_HIGH + 1);
    f->region = get_region(r);
    f->snippet_line = (uint32_t)get(r, 4);
    f->snippet_column = (uint32_t)get(r, 4);
    get_fingerprint(r, f->fingerprint);
    f->message = get_text(r);
    f->file = get_text(r);
    f->snippet = get_text(r);
    f->fix = get_optional(r);
    f->resource = get_text(r);
    f->package = get_text(r);
    f->secret = get_secret(r);
    f->is_new = get_below(r, 1, 2);
    f->ignore_note = get_optional(r);
    get_related(r, &f->related);
}

/* What the parent knows better than the worker. */
static void settle(sl_report_hit *hit, const sl_pass_spec *spec, const sl_unit *unit)
{
    hit->finding.unit = unit ? (size_t)(unit - spec->source->units.v) : SIZE_MAX;
    const sl_pass_scanner *scanner = &spec->scanners[hit->scanner];
    sl_finding *f = &hit->finding;
    f->rule = sl_ruleset_rule(scanner->rules, hit->rule);
    f->stage = scanner->stage;
    if (!f->message.n)
        f->message = f->rule->message;
    if (!f->file.n && unit)
        f->file = unit->label;
}

static void get_hits(reader *r, sl_report *out, const sl_pass_spec *spec, const sl_unit *unit)
{
    size_t n = get_count(r, 64);
    for (size_t i = 0; i < n && !r->is_bad; i++) {
        sl_report_hit *hit = sl_list_add(r->mem, &out->hits);
        hit->scanner = (size_t)get_below(r, 4, spec->n_scanners);
        if (r->is_bad)
            return;
        const sl_ruleset *rules = spec->scanners[hit->scanner].rules;
        hit->rule = (size_t)get_below(r, 4, rules ? sl_ruleset_count(rules) : 0);
        get_finding(r, &hit->finding);
        if (!r->is_bad)
            settle(hit, spec, unit);
    }
}

static void get_states(reader *r, sl_report *out, const sl_pass_spec *spec)
{
    size_t n = get_count(r, 9);
    for (size_t i = 0; i < n && !r->is_bad; i++) {
        uint64_t scanner = get(r, 4);
        sl_unit_state state = (sl_unit_state)get_below(r, 1, SL_UNIT_FAILED + 1);
        sl_str reason = get_text(r);
        bool is_source = scanner == UINT32_MAX;
        if (state == SL_UNIT_CACHED || (!is_source && scanner >= spec->n_scanners))
            r->is_bad = true;
        sl_report_state(out, r->mem, is_source ? SIZE_MAX : (size_t)scanner, state, reason);
    }
}

static void get_facts(reader *r, sl_report *out, const sl_pass_spec *spec)
{
    size_t n = get_count(r, 8);
    for (size_t i = 0; i < n && !r->is_bad; i++) {
        sl_report_fact *fact = sl_list_add(r->mem, &out->facts);
        fact->scanner = (size_t)get_below(r, 4, spec->n_scanners);
        fact->bytes = get_view(r, SL_FRAME_MAX);
    }
}

static void get_secrets(reader *r, sl_secrets *secrets)
{
    size_t n = get_count(r, 16);
    for (size_t i = 0; i < n && !r->is_bad; i++) {
        uint64_t start = get(r, 8);
        *sl_list_add(r->mem, secrets) = (sl_secret){.start = start, .end = get(r, 8)};
    }
}

static bool get_body(reader *r, sl_report *out, const sl_pass_spec *spec)
{
    const sl_units *units = &spec->source->units;
    out->id.kind = (sl_id_kind)get_below(r, 1, SL_ID_SHA256 + 1);
    for (size_t i = 0; i < ID_BYTES; i++)
        out->id.bytes[i] = (unsigned char)get(r, 1);
    get_states(r, out, spec);
    get_hits(r, out, spec, out->unit < units->n ? &units->v[out->unit] : NULL);
    get_facts(r, out, spec);
    get_secrets(r, &out->secrets);
    return !r->is_bad && !r->rest.n;
}

bool sl_report_pack(sl_buf *out, const sl_report *report)
{
    put_body(out, report);
    return !out->is_over;
}

bool sl_report_unpack(sl_report *out, sl_arena *mem, const sl_pass_spec *spec, size_t unit,
                      sl_str bytes)
{
    reader r = {.rest = bytes, .mem = mem};
    *out = (sl_report){.unit = unit};
    return get_body(&r, out, spec);
}

bool sl_report_read(sl_report *out, sl_arena *mem, const sl_pass_spec *spec, size_t unit,
                    sl_str bytes, sl_err *e)
{
    reader r = {.rest = bytes, .mem = mem, .vault = spec->vault};
    *out = (sl_report){.unit = unit};
    if (get(&r, 4) != (unit & UINT32_MAX))
        r.is_bad = true;
    if (!get_body(&r, out, spec))
        return sl_fail(e, SL_EPARSE, "the worker sent a report that cannot be read");
    return true;
}

int sl_frame_take(sl_str *rest, char *type, sl_str *content)
{
    reader r = {.rest = *rest};
    size_t n = (size_t)get(&r, SL_FRAME_HEAD - 1);
    *type = (char)get(&r, 1);
    if (r.is_bad)
        return 0;
    if (n > SL_FRAME_MAX || (*type != SL_FRAME_REPORT && *type != SL_FRAME_RETIRE))
        return -1;
    if (r.rest.n < n)
        return 0;
    *content = sl_str_sub(r.rest, 0, n);
    *rest = sl_str_sub(r.rest, n, r.rest.n);
    return 1;
}

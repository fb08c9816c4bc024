/* Texts are built byte by byte; what stands beside one another in the file is one piece. */
#include "stages/sast/beyond/extract.h"

#include "base/glob.h"
#include "engine/match/language.h"
#include "engine/rules/common.h"

static bool one_of(size_t *out, const sl_rule *rule, const char *key, const char *const *names,
                   sl_err *e)
{
    const sl_node *value = sl_node_get(rule->doc, key);
    *out = 0;
    for (size_t i = 0; value && names[i]; i++) {
        if (sl_str_is(sl_node_text(value), names[i]))
            return *out = i, true;
    }
    return !value ||
           sl_rule_fail(e, rule, value, "'%.*s' is no %s", SL_FMT(sl_node_text(value)), key);
}

static bool read_language(sl_sast_extract *x, const sl_rule *rule, sl_err *e)
{
    const sl_node *value = sl_node_get(rule->doc, "dest-language");
    sl_str name = sl_node_text(value);
    bool is_any = sl_str_is(name, "generic") || sl_str_is(name, "regex") || sl_str_is(name, "none");
    x->language = is_any ? SIZE_MAX : sl_language_index(name);
    return is_any || x->language != SIZE_MAX ||
           sl_rule_fail(e, rule, value, "mode 'extract' needs a 'dest-language' that sluice knows");
}

bool sl_sast_extract_read(sl_sast_extract **out, sl_arena *mem, const sl_rule *rule, sl_err *e)
{
    static const char *const transforms[] = {"no_transform", "unquote_string",
                                             "concat_json_string_array", NULL};
    static const char *const reduces[] = {"separate", "concat", NULL};
    const sl_node *wanted = sl_node_get(rule->doc, "dest-rules");
    sl_sast_extract *x = sl_alloc(mem, sizeof *x);
    size_t transform;
    size_t reduce;
    *out = x;
    x->metavariable = sl_node_text(sl_node_get(rule->doc, "extract"));
    x->include = sl_node_texts(mem, sl_node_get(wanted, "include"));
    x->exclude = sl_node_texts(mem, sl_node_get(wanted, "exclude"));
    if (!sl_str_starts(x->metavariable, SL_S("$")))
        return sl_rule_fail(e, rule, sl_node_get(rule->doc, "extract"),
                            "mode 'extract' needs 'extract', a metavariable such as $X");
    if (!read_language(x, rule, e) || !one_of(&transform, rule, "transform", transforms, e) ||
        !one_of(&reduce, rule, "reduce", reduces, e))
        return false;
    x->transform = (sl_sast_transform)transform;
    x->is_joined = reduce == 1;
    return true;
}

static void put(sl_sast_cutting *c, sl_arena *mem, sl_str bytes, size_t from)
{
    sl_sast_piece *last = c->pieces.n ? &c->pieces.v[c->pieces.n - 1] : NULL;
    bool is_next = last && last->from + last->n == from && last->at + last->n == c->text.n;
    if (!is_next)
        *(last = sl_list_add(mem, &c->pieces)) = (sl_sast_piece){c->text.n, from, 0};
    last->n += bytes.n;
    sl_buf_add(&c->text, bytes);
}

static size_t put_code_point(char out[4], unsigned code)
{
    if (code < 0x80)
        return out[0] = (char)code, 1;
    if (code < 0x800) {
        out[0] = (char)(0xc0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    out[0] = (char)(0xe0 | code >> 12);
    out[1] = (char)(0x80 | (code >> 6 & 0x3f));
    out[2] = (char)(0x80 | (code & 0x3f));
    return 3;
}

static int hex_digit(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* The four digits of an escaped character, from `at` on; false when there are fewer. */
static bool read_hex(sl_str s, size_t at, unsigned *code)
{
    *code = 0;
    for (size_t i = at; i < at + 4; i++) {
        int digit = i < s.n ? hex_digit(s.p[i]) : -1;
        if (digit < 0)
            return false;
        *code = *code << 4 | (unsigned)digit;
    }
    return true;
}

/* Puts what the escape at `at` stands for; its length. */
static size_t put_escape(sl_sast_cutting *c, sl_arena *mem, sl_str file, size_t at)
{
    static const char marks[] = "nrtbf0";
    static const char meant[] = "\n\r\t\b\f";
    char next = at + 1 < file.n ? file.p[at + 1] : '\\';
    char out[4] = {next};
    unsigned code;
    size_t n = 1;
    size_t length = 2;
    const char *mark = next ? strchr(marks, next) : NULL;
    if (next == 'u' && read_hex(file, at + 2, &code)) {
        n = put_code_point(out, code);
        length = 6;
    } else if (mark) {
        out[0] = meant[mark - marks];
    }
    put(c, mem, sl_str_at(out, n), at);
    return length;
}

/* What a string says: `span` is its inside. */
static void put_said(sl_sast_cutting *c, sl_arena *mem, sl_str file, sl_span span)
{
    for (size_t at = span.start; at < span.end;) {
        if (file.p[at] == '\\') {
            at += put_escape(c, mem, file, at);
            continue;
        }
        put(c, mem, sl_str_sub(file, at, at + 1), at);
        at++;
    }
}

static void put_unquoted(sl_sast_cutting *c, sl_arena *mem, sl_str file, sl_span span)
{
    char first = span.start < span.end ? file.p[span.start] : 0;
    bool is_quoted = span.end > span.start + 1 && first && strchr("'\"`", first) &&
                     file.p[span.end - 1] == first;
    if (is_quoted)
        put_said(c, mem, file, (sl_span){span.start + 1, span.end - 1});
    else
        put(c, mem, sl_str_sub(file, span.start, span.end), span.start);
}

/* Every string of a list. */
static void put_strings(sl_sast_cutting *c, sl_arena *mem, sl_str file, sl_span span)
{
    for (size_t at = span.start; at < span.end; at++) {
        if (file.p[at] != '"')
            continue;
        size_t end = at + 1;
        while (end < span.end && file.p[end] != '"')
            end += file.p[end] == '\\' ? 2 : 1;
        put_said(c, mem, file, (sl_span){at + 1, end < span.end ? end : span.end});
        at = end;
    }
}

static sl_sast_cutting *begin(sl_sast_cuttings *out, sl_arena *mem, const sl_sast_extract *x,
                              sl_str id)
{
    sl_sast_cutting *c = sl_alloc(mem, sizeof *c);
    c->extract = x;
    c->rule = id;
    sl_buf_init(&c->text, SL_SAST_CUTTING_BYTES_MAX);
    *sl_list_add(mem, out) = c;
    return c;
}

static void cut(sl_sast_cutting *c, sl_arena *mem, sl_str file, sl_span span)
{
    static void (*const by_transform[])(sl_sast_cutting * c, sl_arena * mem, sl_str file,
                                        sl_span span) = {
        [SL_TRANSFORM_UNQUOTE] = put_unquoted, [SL_TRANSFORM_JSON] = put_strings};
    if (c->extract->transform == SL_TRANSFORM_NONE)
        put(c, mem, sl_str_sub(file, span.start, span.end), span.start);
    else
        by_transform[c->extract->transform](c, mem, file, span);
}

bool sl_sast_extract_cut(sl_sast_cuttings *out, sl_arena *mem, const sl_sast_extract *x,
                         const sl_sast_matches *matches, sl_str id, sl_str file, sl_err *e)
{
    sl_sast_cutting *c = NULL;
    sl_span last = {SIZE_MAX, SIZE_MAX};
    for (size_t i = 0; i < matches->n; i++) {
        const sl_bound *bound = sl_sast_binding_of(&matches->v[i], x->metavariable);
        sl_span span = {bound ? bound->start : 0, bound ? bound->end : 0};
        if (span.start >= span.end || (span.start == last.start && span.end == last.end))
            continue;
        if (out->n == SL_SAST_CUTTINGS_MAX)
            return sl_fail(e, SL_ETOOBIG, "rule '%.*s' extracts more than %d texts", SL_FMT(id),
                           SL_SAST_CUTTINGS_MAX);
        last = span;
        if (!c || !x->is_joined)
            c = begin(out, mem, x, id);
        else if (c->text.n && c->text.p[c->text.n - 1] != '\n')
            sl_buf_addc(&c->text, '\n');
        cut(c, mem, file, span);
    }
    return true;
}

static const sl_sast_piece *piece_at(const sl_sast_cutting *c, size_t at)
{
    size_t from = 0;
    size_t to = c->pieces.n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (c->pieces.v[middle].at + c->pieces.v[middle].n <= at)
            from = middle + 1;
        else
            to = middle;
    }
    return from < c->pieces.n ? &c->pieces.v[from] : NULL;
}

static size_t place_of(const sl_sast_cutting *c, size_t at)
{
    const sl_sast_piece *p = piece_at(c, at);
    if (!p)
        return c->pieces.n ? c->pieces.v[c->pieces.n - 1].from + c->pieces.v[c->pieces.n - 1].n : 0;
    return at > p->at ? p->from + (at - p->at) : p->from;
}

bool sl_sast_cutting_place(const sl_sast_cutting *c, sl_span *region)
{
    size_t last = region->end > region->start ? region->end - 1 : region->start;
    bool is_one = piece_at(c, region->start) == piece_at(c, last);
    size_t n = region->end - region->start;
    region->start = place_of(c, region->start);
    region->end = n ? place_of(c, last) + 1 : region->start;
    if (region->end < region->start)
        region->end = region->start;
    return is_one;
}

bool sl_sast_extract_wants(const sl_sast_extract *x, sl_str id)
{
    bool is_in = !x->include.n;
    for (size_t i = 0; i < x->include.n; i++)
        is_in |= sl_glob_match_name(x->include.v[i], id);
    for (size_t i = 0; i < x->exclude.n; i++)
        is_in &= !sl_glob_match_name(x->exclude.v[i], id);
    return is_in;
}

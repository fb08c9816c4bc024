/* From a unit to texts: archives are taken apart, everything else is scanned as it stands. */
#include "stages/secrets/look.h"

#include "engine/archive/archive.h"
#include "stages/secrets/content/application.h"
#include "stages/secrets/content/notebook.h"
#include "stages/secrets/content/image.h"

enum { SNIFF_BYTES = 8192, WIDE_SHARE = 3 };

/* Zero bytes at the start make a file binary, unless they all stand on one side of the others. */
static bool is_binary(sl_str text)
{
    size_t n = text.n < SNIFF_BYTES ? text.n : SNIFF_BYTES;
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < n; i++)
        zeros[i % 2] += text.p[i] == 0;
    bool is_wide = (!zeros[0] || !zeros[1]) && (zeros[0] + zeros[1]) * WIDE_SHARE > n / 2;
    return (zeros[0] || zeros[1]) && !is_wide;
}

static sl_str message_of(const sl_secret_match *m, sl_arena *mem, sl_str layer)
{
    sl_str codings = {0};
    for (unsigned c = SL_CODING_NONE + 1; c <= SL_CODING_UTF16; c++)
        if (m->codings & 1u << c)
            codings = sl_printf(mem, "%.*s%s%s", SL_FMT(codings), codings.n ? "- and " : "",
                                sl_secret_coding_name((sl_secret_coding)c));
    if (!codings.n && !layer.n)
        return (sl_str){0};
    return sl_printf(mem, "%.*s%s%.*s%s%.*s%s", SL_FMT(codings), codings.n ? "-decoded: " : "",
                     SL_FMT(m->rule->rule->message), layer.n ? " (in layer " : "", SL_FMT(layer),
                     layer.n ? ")" : "");
}

static void tell(const sl_secret_match *m, sl_arena *mem, const sl_secret_file *file, sl_sink *sink)
{
    const sl_rule *rule = m->rule->rule;
    bool is_theirs = m->rule->is_theirs; /* gitleaks tells the place of the match */
    sl_hit hit = {.rule = m->rule->index, .inner = file->inner};
    sl_str text = file->around.n ? file->around : file->text;
    hit.text = file->inner.n ? text : (sl_str){0};
    hit.start = file->at + (is_theirs ? m->seen_from : m->from);
    hit.end = file->at + (is_theirs ? m->seen_to : m->to);
    hit.secret_start = file->at + m->from;
    hit.secret_end = file->at + m->to;
    hit.secret = sl_secret_of(m);
    hit.has_confidence = m->proof == SL_PROOF_SURE && rule->confidence < SL_CONFIDENCE_HIGH;
    hit.confidence = SL_CONFIDENCE_HIGH;
    hit.message = message_of(m, mem, file->layer);
    hit.identity = sl_printf(mem, "%.*s %.*s", SL_FMT(rule->id), SL_FMT(sl_secret_of(m)));
    sl_sink_hit(sink, &hit);
}

/* The rule that is number `i` of those that look at the path alone; NULL when it cannot be read. */
static sl_secret_rule *path_rule(sl_secret_scanner *scanner, sl_secret_pack *pack, size_t i,
                                 sl_err *e)
{
    uint32_t at;
    memcpy(&at, pack->path_rules.p + i * sizeof at, sizeof at);
    return sl_secret_rule_at(scanner, pack, at, e);
}

bool sl_secret_minds(sl_secret_scanner *scanner, sl_str path)
{
    if (sl_secret_is_notebook(path)) /* what is in its cells stands elsewhere than in the file */
        return true;
    scanner->matcher.has_failed = false;
    for (size_t p = 0; p < scanner->n_packs; p++) {
        sl_secret_pack *pack = &scanner->packs[p];
        for (size_t i = 0; i < pack->path_rules.n / sizeof(uint32_t); i++) {
            sl_secret_rule *rule = path_rule(scanner, pack, i, NULL);
            if (!rule || sl_secret_regex_in(&rule->path, &scanner->matcher, path) ||
                scanner->matcher.has_failed)
                return true;
        }
    }
    return false;
}

/* Rules that look at the path alone: key stores and the like. */
static bool tell_paths(sl_secret_scanner *scanner, const sl_secret_file *file, sl_sink *sink,
                       sl_err *e)
{
    sl_secret_matcher *matcher = &scanner->matcher;
    matcher->has_failed = false;
    for (size_t p = 0; p < scanner->n_packs; p++) {
        sl_secret_pack *pack = &scanner->packs[p];
        for (size_t i = 0; i < pack->path_rules.n / sizeof(uint32_t); i++) {
            sl_secret_rule *rule = path_rule(scanner, pack, i, e);
            if (!rule)
                return false;
            if (rule->is_off || rule->skip_report ||
                !sl_secret_looks_at(scanner, pack, rule, file->path))
                continue;
            const sl_hit hit = {.rule = rule->index, .is_whole = true, .inner = file->inner};
            sl_sink_hit(sink, &hit);
        }
    }
    return !matcher->has_failed || sl_fail(e, matcher->e.kind, "%s", matcher->e.text);
}

/* Secrets in the text, whatever the path is that of. */
static bool look_at(sl_secret_scanner *scanner, sl_arena *mem, const sl_secret_file *file,
                    sl_sink *sink, sl_err *e)
{
    sl_secret_scan s = {.scanner = scanner,
                        .mem = mem,
                        .path = file->path,
                        .is_binary = is_binary(file->text),
                        .is_application = sl_secret_is_application(file->text),
                        .e = e};
    if (!sl_secret_scan_text(&s, file->text))
        return false;
    for (size_t i = 0; i < s.matches.n; i++)
        if (!s.matches.v[i].is_dropped && !s.matches.v[i].is_silent)
            tell(&s.matches.v[i], mem, file, sink);
    return true;
}

bool sl_secret_look_text(sl_secret_scanner *scanner, sl_arena *mem, const sl_secret_file *file,
                         sl_sink *sink, sl_err *e)
{
    return look_at(scanner, mem, file, sink, e) && tell_paths(scanner, file, sink, e);
}

/* An archive or an image while it is walked. */
typedef struct walk {
    sl_secret_scanner *scanner;
    const sl_unit *unit;
    sl_arena *mem; /* of one file in it */
    sl_sink *sink;
    sl_str prefix; /* of paths in the unit: "usr/lib/a.jar!/" */
    sl_str layer;
} walk;

static bool on_file(void *context, sl_str path, sl_str bytes, sl_err *e)
{
    walk *w = context;
    sl_str inner = sl_printf(w->mem, "%.*s%.*s", SL_FMT(w->prefix), SL_FMT(path));
    const sl_secret_file file = {
        .path = sl_printf(w->mem, "%.*s!/%.*s", SL_FMT(w->unit->path), SL_FMT(inner)),
        .inner = inner,
        .layer = w->layer,
        .text = bytes,
    };
    bool ok = sl_secret_look_text(w->scanner, w->mem, &file, w->sink, e);
    sl_arena_reset(w->mem);
    return ok || sl_fail_more(e, "%.*s", SL_FMT(path));
}

/* Comments and the like are the archive's own text. */
static bool on_rest(void *context, const sl_archive_rest *rest, sl_err *e)
{
    walk *w = context;
    size_t n = rest->path.n ? w->prefix.n : w->prefix.n - (w->prefix.n ? 2 : 0); /* "!/" */
    sl_str inner =
        sl_printf(w->mem, "%.*s%.*s", SL_FMT(sl_str_sub(w->prefix, 0, n)), SL_FMT(rest->path));
    const sl_secret_file file = {
        .path = inner.n ? sl_printf(w->mem, "%.*s!/%.*s", SL_FMT(w->unit->path), SL_FMT(inner))
                        : w->unit->path,
        .inner = inner,
        .layer = w->layer,
        .text = sl_str_sub(rest->bytes, rest->from, rest->to),
        .around = rest->bytes,
        .at = rest->from,
    };
    bool ok = look_at(w->scanner, w->mem, &file, w->sink, e);
    sl_arena_reset(w->mem);
    return ok || sl_fail_more(e, "%.*s", SL_FMT(rest->path));
}

static void on_partial(void *context, sl_str what)
{
    walk *w = context;
    sl_sink_partial(w->sink, what);
}

static bool look_inside(sl_secret_scanner *scanner, const sl_unit *unit, sl_str text, sl_sink *sink,
                        sl_err *e)
{
    walk w = {.scanner = scanner, .unit = unit, .mem = sl_arena_new(), .sink = sink};
    const sl_archive_visitor visitor = {&w, on_file, on_rest, on_partial};
    const sl_secret_file whole = {.path = unit->path, .text = text};
    bool ok = sl_archive_walk(unit->path, text, &scanner->archives, &visitor, e) &&
              tell_paths(scanner, &whole, sink, e);
    sl_arena_free(w.mem);
    return ok;
}

/* Images: rules see the path in the image, as if it were the root. */

static bool on_archive(walk *w, sl_str path, sl_str bytes, sl_err *e)
{
    const sl_archive_visitor visitor = {w, on_file, on_rest, on_partial};
    sl_arena *mem = sl_arena_new();
    w->prefix = sl_printf(mem, "%.*s!/", SL_FMT(path));
    bool ok = sl_archive_walk(path, bytes, &w->scanner->archives, &visitor, e);
    w->prefix = (sl_str){0};
    sl_arena_free(mem);
    return ok || sl_fail_more(e, "%.*s", SL_FMT(path));
}

static bool on_image_file(void *context, sl_str path, sl_str layer, sl_str bytes, sl_err *e)
{
    walk *w = context;
    w->layer = layer;
    if (w->scanner->archives.depth && sl_archive_is_prepared() &&
        sl_archive_kind_of(bytes) != SL_ARCHIVE_NONE)
        return on_archive(w, path, bytes, e);
    const sl_secret_file file = {.path = path, .inner = path, .layer = layer, .text = bytes};
    bool ok = sl_secret_look_text(w->scanner, w->mem, &file, w->sink, e);
    sl_arena_reset(w->mem);
    return ok || sl_fail_more(e, "%.*s", SL_FMT(path));
}

static bool look_at_image(sl_secret_scanner *scanner, const sl_unit *unit, sl_sink *sink, sl_err *e)
{
    walk w = {.scanner = scanner, .unit = unit, .mem = sl_arena_new(), .sink = sink};
    const sl_secret_image_visitor visitor = {&w, on_image_file, on_partial};
    bool ok =
        sl_secret_image_walk(sl_sink_mem(sink), unit->path, scanner->image_bytes, &visitor, e);
    sl_arena_free(w.mem);
    return ok;
}

bool sl_secret_look(sl_secret_scanner *scanner, const sl_unit *unit, sl_str text, sl_sink *sink,
                    sl_err *e)
{
    const sl_secret_file file = {.path = unit->path, .text = text};
    if (unit->kind == SL_UNIT_IMAGE)
        return look_at_image(scanner, unit, sink, e);
    if (scanner->archives.depth && sl_archive_kind_of(text) != SL_ARCHIVE_NONE) {
        if (sl_archive_is_prepared() && sl_archive_is_name(unit->path))
            return look_inside(scanner, unit, text, sink, e);
        sl_sink_partial(sink,
                        SL_S("an archive by its content, with the name of something else: what "
                             "is inside it was not looked at"));
    }
    return sl_secret_look_text(scanner, sl_sink_mem(sink), &file, sink, e);
}

/* SARIF 2.1.0 (OASIS), as GitHub's code scanning takes it: relative URIs, partial fingerprints, at
   most 5,000 results, the most severe first, the rest counted. */
#include "base/chars.h"
#include "base/json.h"
#include "base/map.h"
#include "engine/verify/recipe.h"
#include "runner/measures.h"
#include "runner/report.h"

#include <stdlib.h>

enum { RESULTS_MAX = 5000, PACKED_MAX = 10 << 20 };

/** What a SARIF report is made from. */
typedef struct sarif {
    sl_json j;
    sl_arena *mem;
    const sl_result *result;
    sl_map rules; /* rule id to its index + 1 */
    const sl_finding **chosen;
    size_t n_chosen;
} sarif;

static const char *level_of(sl_severity severity)
{
    static const char *const levels[] = {"note", "note", "warning", "error", "error"};
    return levels[severity];
}

/* GitHub's bands: over 9.0 critical, 7.0-8.9 high, 4.0-6.9 medium, below low. */
static const char *score_of(sl_severity severity)
{
    static const char *const scores[] = {"0.5", "3.0", "5.5", "8.0", "9.5"};
    return scores[severity];
}

static double rank_of(const sl_finding *f)
{
    return 20.0 * f->severity + 5.0 * f->confidence + 5;
}

static void put_text(sl_json *j, const char *key, sl_str text)
{
    sl_json_object(j, key);
    sl_json_str(j, "text", text);
    sl_json_object_end(j);
}

/* A file name as a URI reference: what RFC 3986 does not allow in a path is percent-encoded. A
   label has its odd bytes encoded already; its '%' stay. */
static sl_str uri_of(sl_arena *mem, sl_str path)
{
    static const char plain[] = "/-._~!$&'()*+,;=:@%";
    char *to = sl_alloc(mem, path.n * 3 + 3);
    size_t n = 0;
    sl_str head = sl_str_sub(path, 0, sl_str_chr(path, '/'));
    if (sl_str_chr(head, ':') != SIZE_MAX) {
        memcpy(to, "./", 2);
        n = 2;
    }
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        bool is_word = sl_is_alnum((char)c);
        if (is_word || (c && strchr(plain, c))) {
            to[n++] = (char)c;
            continue;
        }
        static const char digits[] = "0123456789ABCDEF";
        to[n++] = '%';
        to[n++] = digits[c >> 4];
        to[n++] = digits[c & 15];
    }
    return sl_str_at(to, n);
}

/* SARIF counts columns in characters, findings in bytes: how many more bytes than characters stand
   before the region in its first line, as far as the snippet shows it. */
static uint32_t bytes_too_many(const sl_finding *f)
{
    sl_str line = {0};
    sl_str rest = f->snippet;
    uint32_t n = 0;
    if (f->snippet_column != 1 || f->snippet_line > f->region.line)
        return 0;
    for (uint32_t i = f->snippet_line; i <= f->region.line; i++)
        if (!sl_str_cut(&rest, '\n', &line))
            return 0;
    for (size_t i = 0; i + 1 < f->region.column && i < line.n; i++)
        n += ((unsigned char)line.p[i] & 0xc0) == 0x80;
    return n;
}

static sl_region in_characters(const sl_finding *f)
{
    sl_region r = f->region;
    uint32_t extra = bytes_too_many(f);
    if (r.end_line == r.line && r.end_column > extra)
        r.end_column -= extra;
    r.column -= r.column > extra ? extra : 0;
    return r;
}

static void put_region(sl_json *j, const sl_region *r, sl_str snippet)
{
    if (!r->line)
        return;
    sl_json_object(j, "region");
    sl_json_int(j, "startLine", r->line);
    if (r->column)
        sl_json_int(j, "startColumn", r->column);
    if (r->end_line >= r->line)
        sl_json_int(j, "endLine", r->end_line);
    if (r->end_column > (r->end_line == r->line ? r->column : 0))
        sl_json_int(j, "endColumn", r->end_column);
    if (snippet.n)
        put_text(j, "snippet", snippet);
    sl_json_object_end(j);
}

static void put_place(sarif *s, const char *key, sl_str file, const sl_region *region,
                      sl_str snippet)
{
    sl_json *j = &s->j;
    sl_json_object(j, key);
    sl_json_object(j, "artifactLocation");
    sl_json_str(j, "uri", uri_of(s->mem, file));
    sl_json_z(j, "uriBaseId", "%SRCROOT%");
    sl_json_object_end(j);
    put_region(j, region, snippet);
    sl_json_object_end(j);
}

static void put_tags(sl_json *j, const sl_rule *rule)
{
    sl_json_list(j, "tags");
    sl_json_z(j, NULL, "security");
    for (size_t i = 0; i < rule->cwe.n; i++)
        sl_json_str(j, NULL, rule->cwe.v[i]);
    for (size_t i = 0; i < rule->tags.n; i++)
        sl_json_str(j, NULL, rule->tags.v[i]);
    sl_json_list_end(j);
}

static void put_rule(sarif *s, const sl_rule *rule)
{
    sl_json *j = &s->j;
    sl_json_object(j, NULL);
    sl_json_str(j, "id", rule->id);
    put_text(j, "shortDescription", rule->title.n ? rule->title : rule->id);
    put_text(j, "fullDescription", rule->message.n ? rule->message : rule->id);
    if (rule->remediation.n)
        put_text(j, "help", rule->remediation);
    if (rule->references.n)
        sl_json_str(j, "helpUri", rule->references.v[0]);
    sl_json_object(j, "defaultConfiguration");
    sl_json_z(j, "level", level_of(rule->severity));
    sl_json_object_end(j);
    sl_json_object(j, "properties");
    sl_json_z(j, "security-severity", score_of(rule->severity));
    static const char *const precisions[] = {"low", "medium", "high"};
    sl_json_z(j, "precision", precisions[rule->confidence]);
    put_tags(j, rule);
    sl_json_strs(j, "equivalents", &rule->equivalents);
    sl_json_object_end(j);
    sl_json_object_end(j);
}

/* All rules of the stages that ran, fired or not. */
static void put_rules(sarif *s)
{
    size_t n_rules = 0;
    sl_json_list(&s->j, "rules");
    for (size_t i = 0; i < s->result->stages.n; i++) {
        const sl_ruleset *set = s->result->stages.v[i].rules;
        for (size_t k = 0; set && k < sl_ruleset_count(set); k++) {
            const sl_rule *rule = sl_ruleset_rule(set, k);
            if (!rule || sl_map_has(&s->rules, rule->id))
                continue;
            sl_map_put(&s->rules, s->mem, rule->id, (void *)(uintptr_t)++n_rules);
            put_rule(s, rule);
        }
    }
    sl_json_list_end(&s->j);
}

static void put_suppression(sl_json *j, const sl_finding *f)
{
    if (f->standing == SL_OPEN)
        return;
    sl_json_list(j, "suppressions");
    sl_json_object(j, NULL);
    sl_json_z(j, "kind", f->standing == SL_IGNORED ? "inSource" : "external");
    sl_json_z(j, "status", "accepted");
    sl_json_str(j, "justification",
                f->reason.n               ? f->reason
                : f->standing == SL_KNOWN ? SL_S("known: in the baseline or at the base")
                                          : SL_S("no reason given"));
    sl_json_object_end(j);
    sl_json_list_end(j);
}

static void put_related(sarif *s, const sl_places *places)
{
    if (!places->n)
        return;
    sl_json_list(&s->j, "relatedLocations");
    for (size_t i = 0; i < places->n; i++) {
        sl_json_object(&s->j, NULL);
        sl_json_int(&s->j, "id", (int64_t)i);
        put_place(s, "physicalLocation", places->v[i].file, &places->v[i].region, (sl_str){0});
        put_text(&s->j, "message", places->v[i].message);
        sl_json_object_end(&s->j);
    }
    sl_json_list_end(&s->j);
}

static void put_fix(sarif *s, const sl_finding *f)
{
    if (!f->fix.p || !f->region.line)
        return;
    sl_json *j = &s->j;
    sl_json_list(j, "fixes");
    sl_json_object(j, NULL);
    sl_json_list(j, "artifactChanges");
    sl_json_object(j, NULL);
    sl_json_object(j, "artifactLocation");
    sl_json_str(j, "uri", uri_of(s->mem, f->file));
    sl_json_object_end(j);
    sl_json_list(j, "replacements");
    sl_json_object(j, NULL);
    const sl_region region = in_characters(f);
    sl_json_object(j, "deletedRegion");
    sl_json_int(j, "startLine", region.line);
    sl_json_int(j, "startColumn", region.column);
    sl_json_int(j, "endLine", region.end_line);
    sl_json_int(j, "endColumn", region.end_column);
    sl_json_object_end(j);
    put_text(j, "insertedContent", f->fix);
    sl_json_object_end(j);
    sl_json_list_end(j);
    sl_json_object_end(j);
    sl_json_list_end(j);
    sl_json_object_end(j);
    sl_json_list_end(j);
}

static void put_origin(sl_json *j, const sl_origin *o)
{
    if (!o)
        return;
    sl_json_object(j, "origin");
    sl_json_str(j, "object", o->object);
    sl_json_str(j, "commit", o->commit);
    sl_json_str(j, "author", o->author);
    sl_json_str(j, "mail", o->mail);
    sl_json_str(j, "date", o->date);
    sl_json_str(j, "reach", o->reach);
    sl_json_str(j, "ref", o->ref);
    sl_json_bool(j, "at_tip", o->is_at_tip);
    sl_json_object_end(j);
}

static void put_properties(sl_json *j, const sl_finding *f)
{
    sl_json_object(j, "properties");
    sl_json_z(j, "severity", sl_severity_name(f->severity));
    sl_json_z(j, "security-severity", score_of(f->severity));
    sl_json_z(j, "confidence", sl_confidence_name(f->confidence));
    sl_json_str(j, "stage", f->stage);
    sl_json_bool(j, "blocks", f->blocks);
    if (f->resource.n)
        sl_json_str(j, "resource", f->resource);
    if (f->package.n)
        sl_json_str(j, "package", f->package);
    if (f->secret.n)
        sl_json_str(j, "secret", f->secret);
    if (f->verified != SL_VERIFIED_NOT) {
        sl_json_z(j, "verified", sl_verified_name(f->verified));
        sl_json_str(j, "verifiedWhy", f->verified_why);
    }
    if (f->account.n)
        sl_json_str(j, "account", f->account);
    put_origin(j, f->origin);
    sl_json_object_end(j);
}

static void put_result(sarif *s, const sl_finding *f)
{
    sl_json *j = &s->j;
    uintptr_t index = (uintptr_t)sl_map_get(&s->rules, f->rule->id);
    sl_json_object(j, NULL);
    sl_json_str(j, "ruleId", f->rule->id);
    if (index)
        sl_json_int(j, "ruleIndex", (int64_t)index - 1);
    sl_json_z(j, "level", level_of(f->severity));
    sl_json_int(j, "rank", (int64_t)rank_of(f));
    put_text(j, "message", f->message.n ? sl_report_message(s->mem, f) : f->rule->id);
    sl_json_list(j, "locations");
    sl_json_object(j, NULL);
    const sl_region region = in_characters(f);
    put_place(s, "physicalLocation", f->file, &region, f->snippet);
    sl_json_object_end(j);
    sl_json_list_end(j);
    sl_json_object(j, "partialFingerprints");
    sl_json_z(j, "primaryLocationLineHash", f->fingerprint);
    sl_json_z(j, "sluice/v1", f->fingerprint);
    sl_json_object_end(j);
    if (!f->is_new || s->result->base.n)
        sl_json_z(j, "baselineState", f->is_new ? "new" : "unchanged");
    put_suppression(j, f);
    put_related(s, &f->related);
    put_fix(s, f);
    put_properties(j, f);
    sl_json_object_end(j);
}

static int by_weight(const void *left, const void *right)
{
    const sl_finding *a = *(const sl_finding *const *)left;
    const sl_finding *b = *(const sl_finding *const *)right;
    if (a->blocks != b->blocks)
        return a->blocks ? -1 : 1;
    if (a->severity != b->severity)
        return a->severity > b->severity ? -1 : 1;
    return (a > b) - (a < b); /* else in the order of the result */
}

/* All findings in their order where they fit, else the gravest. */
static void choose(sarif *s, size_t max)
{
    const sl_findings *all = &s->result->findings;
    s->chosen = sl_alloc_array(s->mem, all->n + 1, sizeof *s->chosen);
    for (size_t i = 0; i < all->n; i++)
        s->chosen[i] = &all->v[i];
    if (all->n)
        qsort(s->chosen, all->n, sizeof *s->chosen, by_weight);
    s->n_chosen = all->n < max ? all->n : max;
}

static void put_invocation(sarif *s)
{
    sl_json *j = &s->j;
    const sl_result *r = s->result;
    sl_json_list(j, "invocations");
    sl_json_object(j, NULL);
    sl_json_bool(j, "executionSuccessful", r->verdict != SL_ERROR);
    sl_json_int(j, "exitCode", r->exit_status);
    sl_json_str(j, "exitCodeDescription", r->why);
    sl_json_str(j, "startTimeUtc", r->started);
    sl_json_list(j, "toolExecutionNotifications");
    for (size_t i = 0; i < r->ledger.n; i++) {
        const sl_entry *entry = &r->ledger.v[i];
        if (entry->state != SL_UNIT_FAILED && entry->state != SL_UNIT_PARTIAL)
            continue;
        sl_json_object(j, NULL);
        sl_json_z(j, "level", entry->state == SL_UNIT_FAILED ? "error" : "warning");
        put_text(j, "message",
                 sl_printf(s->mem, "%.*s: %s: %.*s", SL_FMT(entry->path),
                           sl_unit_state_name(entry->state), SL_FMT(entry->reason)));
        sl_json_object_end(j);
    }
    for (size_t i = 0; i < r->notices.n; i++) {
        sl_json_object(j, NULL);
        sl_json_z(j, "level", r->notices.v[i].is_warning ? "warning" : "note");
        put_text(j, "message", r->notices.v[i].text);
        sl_json_object_end(j);
    }
    sl_json_list_end(j);
    sl_json_object_end(j);
    sl_json_list_end(j);
}

static void put_run_properties(sarif *s)
{
    sl_json *j = &s->j;
    sl_json_object(j, "properties");
    sl_json_z(j, "verdict", sl_verdict_name(s->result->verdict));
    sl_json_int(j, "resultsLeftOut", (int64_t)(s->result->findings.n - s->n_chosen));
    sl_json_object(j, "ledger");
    sl_report_put_counts(j, &s->result->ledger.counts);
    sl_json_object_end(j);
    if (s->result->measures.n)
        sl_measures_put(j, s->result);
    sl_json_object_end(j);
}

static void put_run(sarif *s)
{
    sl_json *j = &s->j;
    sl_json_object(j, NULL);
    sl_json_object(j, "tool");
    sl_json_object(j, "driver");
    sl_json_z(j, "name", "sluice");
    sl_json_z(j, "version", SLUICE_VERSION);
    sl_json_z(j, "semanticVersion", SLUICE_VERSION);
    put_rules(s);
    sl_json_object_end(j);
    sl_json_object_end(j);
    put_invocation(s);
    sl_json_z(j, "columnKind", "unicodeCodePoints");
    sl_json_object(j, "originalUriBaseIds");
    sl_json_object(j, "%SRCROOT%");
    put_text(j, "description", SL_S("the root of what was scanned"));
    sl_json_object_end(j);
    sl_json_object_end(j);
    sl_json_list(j, "results");
    for (size_t i = 0; i < s->n_chosen; i++)
        put_result(s, s->chosen[i]);
    sl_json_list_end(j);
    put_run_properties(s);
    sl_json_object_end(j);
}

static void write_once(sl_buf *out, sl_arena *mem, const sl_result *result, size_t max)
{
    sarif s = {.j = {.out = out}, .mem = mem, .result = result};
    choose(&s, max);
    sl_json_object(&s.j, NULL);
    sl_json_z(&s.j, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    sl_json_z(&s.j, "version", "2.1.0");
    sl_json_list(&s.j, "runs");
    put_run(&s);
    sl_json_list_end(&s.j);
    sl_json_object_end(&s.j);
    sl_buf_addc(out, '\n');
}

/* Packed text of this kind is a fifth of itself or less; ten times the limit is sure to be over. */
static bool may_be_too_large(const sl_buf *out, size_t before)
{
    return out->n - before > (size_t)PACKED_MAX * 5;
}

static bool write_sarif(sl_buf *out, const sl_result *result, const sl_report_look *look, sl_err *e)
{
    (void)look;
    size_t before = out->n;
    for (size_t max = RESULTS_MAX;; max /= 2) {
        sl_arena *mem = sl_arena_new();
        write_once(out, mem, result, max);
        sl_arena_free(mem);
        if (!may_be_too_large(out, before) || max < 2)
            return sl_report_end(out, e);
        out->n = before;
        out->is_over = false;
    }
}

const sl_report sl_report_sarif = {"sarif", "SARIF 2.1.0, for code scanning", "sluice.sarif",
                                   write_sarif};

/* A multiset of known findings: each excuses one finding of the same fingerprint. */
#include "runner/baseline.h"

#include "base/json.h"
#include "base/map.h"

static const char schema[] = "sluice-baseline/1";

/* All known findings of one fingerprint: by file. */
typedef struct known_file {
    sl_str file;
    size_t count;
} known_file;

typedef struct known {
    known_file *v;
    size_t n, cap;
} known;

struct sl_baseline {
    sl_arena *mem;
    sl_map known; /* fingerprint to known */
    size_t n;
};

sl_baseline *sl_baseline_new(sl_arena *mem)
{
    sl_baseline *baseline = sl_alloc(mem, sizeof *baseline);
    baseline->mem = mem;
    return baseline;
}

static void add(sl_baseline *baseline, sl_str fingerprint, sl_str file, size_t count)
{
    void **slot = sl_map_at(&baseline->known, baseline->mem, fingerprint);
    if (!*slot)
        *slot = sl_alloc(baseline->mem, sizeof(known));
    known *k = *slot;
    baseline->n += count;
    for (size_t i = 0; i < k->n; i++)
        if (sl_str_eq(k->v[i].file, file)) {
            k->v[i].count += count;
            return;
        }
    *sl_list_add(baseline->mem, k) = (known_file){file, count};
}

void sl_baseline_add(sl_baseline *baseline, const sl_finding *finding)
{
    add(baseline, sl_dup(baseline->mem, sl_str_of(finding->fingerprint)), finding->file, 1);
}

size_t sl_baseline_count(const sl_baseline *baseline)
{
    return baseline->n;
}

static bool read_one(sl_baseline *baseline, sl_str file, const sl_node *node, sl_err *e)
{
    sl_str fingerprint = sl_node_text(sl_node_get(node, "fingerprint"));
    sl_str path = sl_node_text(sl_node_get(node, "file"));
    const sl_node *count = sl_node_get(node, "count");
    if (fingerprint.n != SL_FINGERPRINT_TEXT - 1 ||
        (count && (count->kind != SL_INT || count->integer < 1 || count->integer > UINT32_MAX)))
        return sl_fail(e, SL_EUSAGE,
                       "%.*s:%u:%u: a known finding has a fingerprint of 32 hex digits and a "
                       "count of at least 1; write the file with 'sluice baseline'",
                       SL_FMT(file), node->line, node->column);
    add(baseline, fingerprint, path, count ? (size_t)count->integer : 1);
    return true;
}

bool sl_baseline_read(sl_baseline **out, sl_arena *mem, sl_str file, sl_str text, sl_err *e)
{
    sl_node *doc;
    if (!sl_json_read(&doc, mem, file, text, e))
        return e->kind = SL_EUSAGE, false;
    if (!sl_str_is(sl_node_text(sl_node_get(doc, "schema")), schema))
        return sl_fail(e, SL_EUSAGE, "%.*s:1:1: no baseline: 'schema' is not \"%s\"", SL_FMT(file),
                       schema);
    sl_baseline *baseline = sl_baseline_new(mem);
    const sl_node *list = sl_node_get(doc, "findings");
    for (size_t i = 0; list && list->kind == SL_SEQ && i < list->n; i++)
        if (!read_one(baseline, file, list->items[i], e))
            return false;
    *out = baseline;
    return true;
}

static bool is_first(const sl_findings *findings, size_t at)
{
    for (size_t i = at; i-- > 0;) {
        if (!sl_str_eq(findings->v[i].file, findings->v[at].file))
            return true;
        if (sl_str_is(sl_str_of(findings->v[i].fingerprint), findings->v[at].fingerprint))
            return false;
    }
    return true;
}

static int64_t count_in_file(const sl_findings *findings, size_t at)
{
    int64_t n = 0;
    for (size_t i = at; i < findings->n; i++) {
        if (!sl_str_eq(findings->v[i].file, findings->v[at].file))
            break;
        n += sl_str_is(sl_str_of(findings->v[i].fingerprint), findings->v[at].fingerprint);
    }
    return n;
}

bool sl_baseline_write(sl_buf *out, const sl_findings *findings, sl_err *e)
{
    sl_json j = {.out = out};
    sl_json_object(&j, NULL);
    sl_json_z(&j, "schema", schema);
    sl_json_list(&j, "findings");
    for (size_t i = 0; i < findings->n; i++) {
        if (!is_first(findings, i))
            continue;
        sl_json_object(&j, NULL);
        sl_json_str(&j, "rule", findings->v[i].rule->id);
        sl_json_str(&j, "file", findings->v[i].file);
        sl_json_z(&j, "fingerprint", findings->v[i].fingerprint);
        sl_json_int(&j, "count", count_in_file(findings, i));
        sl_json_object_end(&j);
    }
    sl_json_list_end(&j);
    sl_json_object_end(&j);
    if (!sl_buf_addc(out, '\n'))
        return sl_fail(e, SL_ETOOBIG, "the baseline is larger than %zu bytes", out->max);
    return true;
}

/* A copy of the counts, so that matching uses them up without touching the baseline. */
static sl_map copy_counts(const sl_baseline *baseline)
{
    sl_map copy = {0};
    for (size_t i = 0; i < baseline->known.n; i++) {
        const known *from = baseline->known.v[i].value;
        known *to = sl_alloc(baseline->mem, sizeof *to);
        for (size_t j = 0; j < from->n; j++)
            *sl_list_add(baseline->mem, to) = from->v[j];
        sl_map_put(&copy, baseline->mem, baseline->known.v[i].key, to);
    }
    return copy;
}

static bool take(known *k, const sl_finding *finding, bool any_file)
{
    for (size_t i = 0; k && i < k->n; i++) {
        if (!k->v[i].count || (!any_file && !sl_str_eq(k->v[i].file, finding->file)))
            continue;
        k->v[i].count--;
        return true;
    }
    return false;
}

void sl_baseline_match(const sl_baseline *baseline, const sl_findings *findings, bool *is_known)
{
    sl_map left = copy_counts(baseline);
    for (int any_file = 0; any_file < 2; any_file++)
        for (size_t i = 0; i < findings->n; i++) {
            const sl_finding *f = &findings->v[i];
            if (!is_known[i])
                is_known[i] = take(sl_map_get(&left, sl_str_of(f->fingerprint)), f, any_file);
        }
}

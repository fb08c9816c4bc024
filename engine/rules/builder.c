/* Gathers the rules of one kind and writes them as a pack. */
#include "engine/rules/builder.h"

#include "base/map.h"
#include "base/path.h"
#include "engine/rules/freeze.h"
#include "engine/rules/layout.h"

typedef struct blob {
    sl_str name, bytes;
} blob;

typedef struct extra {
    sl_str file;
    const sl_node *doc;
} extra;

struct sl_pack_builder {
    sl_arena *mem;
    const sl_stage_kind *kind;
    sl_map ids;     /* id -> sl_rule */
    sl_map support; /* file -> document */
    bool is_trial;
    struct {
        sl_rule **v;
        size_t n, cap;
    } rules;
    struct {
        extra *v;
        size_t n, cap;
    } extras;
    struct {
        blob *v;
        size_t n, cap;
    } blobs;
};

sl_pack_builder *sl_pack_builder_new(sl_arena *mem, const sl_stage_kind *kind)
{
    sl_pack_builder *builder = sl_alloc(mem, sizeof *builder);
    builder->mem = mem;
    builder->kind = kind;
    return builder;
}

void sl_pack_builder_try(sl_pack_builder *builder, bool is_trial)
{
    builder->is_trial = is_trial;
}

bool sl_pack_builder_is_trial(const sl_pack_builder *builder)
{
    return builder->is_trial;
}

size_t sl_pack_builder_count(const sl_pack_builder *builder)
{
    return builder->rules.n;
}

const sl_rule *sl_pack_builder_rule(const sl_pack_builder *builder, size_t i)
{
    return i < builder->rules.n ? builder->rules.v[i] : NULL;
}

const sl_node *sl_pack_builder_extra(const sl_pack_builder *builder, size_t i, size_t *n)
{
    if (n)
        *n = builder->extras.n;
    return i < builder->extras.n ? builder->extras.v[i].doc : NULL;
}

sl_arena *sl_pack_builder_mem(sl_pack_builder *builder)
{
    return builder->mem;
}

void sl_pack_builder_blob(sl_pack_builder *builder, const char *name, sl_str bytes)
{
    *sl_list_add(builder->mem, &builder->blobs) =
        (blob){sl_dup(builder->mem, sl_str_of(name)), sl_dup(builder->mem, bytes)};
}

static sl_rule new_rule(const sl_pack_builder *builder, sl_str file, const sl_node *doc)
{
    return (sl_rule){.kind = sl_str_of(builder->kind->name),
                     .file = file,
                     .doc = doc,
                     .severity = SL_MEDIUM,
                     .confidence = SL_CONFIDENCE_MEDIUM};
}

/* Collections of rules use an id in more than one file: there the file's path tells them apart, as
   dots and words: "python.lang.hash.weak-hash". */
static sl_str id_with_file(const sl_pack_builder *builder, const sl_rule *rule)
{
    sl_str file = rule->file;
    while (file.n && (file.p[0] == '.' || file.p[0] == '/'))
        file = sl_str_sub(file, 1, file.n);
    file.n -= sl_path_extension(file).n;
    char *p = sl_dup_z(builder->mem,
                       sl_printf(builder->mem, "%.*s.%.*s", SL_FMT(file), SL_FMT(rule->id)));
    for (size_t i = 0; i < file.n; i++)
        p[i] = p[i] == '/' ? '.' : p[i];
    return sl_str_of(p);
}

bool sl_pack_builder_add(sl_pack_builder *builder, sl_str file, const sl_node *doc, sl_err *e)
{
    if (builder->rules.n == SL_PACK_RULES_MAX)
        return sl_fail(e, SL_EUSAGE, "%.*s: more than %d rules in one set", SL_FMT(file),
                       SL_PACK_RULES_MAX);
    sl_rule *rule = sl_alloc(builder->mem, sizeof *rule);
    *rule = new_rule(builder, file, doc);
    if (!builder->kind->rules->read(rule, builder->mem, e))
        return false;
    if (!rule->id.n)
        return sl_fail(e, SL_EUSAGE, "%.*s:%u:%u: this rule has no id", SL_FMT(file), doc->line,
                       doc->column);
    const sl_rule *other = sl_map_get(&builder->ids, rule->id);
    if (other && !sl_str_eq(other->file, file))
        rule->id = id_with_file(builder, rule);
    const sl_rule *same = sl_map_get(&builder->ids, rule->id);
    if (same)
        return sl_fail(e, SL_EUSAGE, "%.*s:%u:%u: rule id '%.*s' is taken by %.*s:%u", SL_FMT(file),
                       doc->line, doc->column, SL_FMT(rule->id), SL_FMT(same->file),
                       same->doc->line);
    sl_map_put(&builder->ids, builder->mem, rule->id, rule);
    *sl_list_add(builder->mem, &builder->rules) = rule;
    return true;
}

bool sl_pack_builder_set(sl_pack_builder *builder, size_t i, const sl_node *doc, sl_err *e)
{
    sl_rule *rule = builder->rules.v[i];
    *rule = new_rule(builder, rule->file, doc);
    return builder->kind->rules->read(rule, builder->mem, e);
}

void sl_pack_builder_add_extra(sl_pack_builder *builder, sl_str file, const sl_node *doc)
{
    *sl_list_add(builder->mem, &builder->extras) = (extra){file, doc};
}

void sl_pack_builder_add_support(sl_pack_builder *builder, sl_str file, const sl_node *doc)
{
    sl_map_put(&builder->support, builder->mem, file, (void *)(uintptr_t)doc);
}

const sl_node *sl_pack_builder_support(const sl_pack_builder *builder, sl_str file)
{
    return sl_map_get(&builder->support, file);
}

size_t sl_pack_builder_find(const sl_pack_builder *builder, sl_str id)
{
    const sl_rule *rule = sl_map_get(&builder->ids, id);
    for (size_t i = 0; rule && i < builder->rules.n; i++)
        if (builder->rules.v[i] == rule)
            return i;
    return SIZE_MAX;
}

sl_str sl_pack_builder_extra_file(const sl_pack_builder *builder, size_t i)
{
    return i < builder->extras.n ? builder->extras.v[i].file : (sl_str){0};
}

static sl_pack_span add_bytes(sl_buf *out, sl_str bytes)
{
    sl_pack_span span = {out->n, bytes.n};
    sl_buf_add(out, bytes);
    return span;
}

static void align(sl_buf *out, size_t to)
{
    static const char zeros[SL_PACK_ALIGN] = {0};
    sl_buf_add(out, sl_str_at(zeros, (to - out->n % to) % to));
}

/* Rows go last, since only then all places are known. */
static uint64_t add_rows(sl_buf *out, const void *rows, size_t n, size_t size)
{
    align(out, sizeof(uint64_t));
    uint64_t at = out->n;
    if (n)
        sl_buf_add(out, sl_str_at(rows, n * size));
    return at;
}

static bool write_rules(sl_pack_builder *b, sl_buf *out, sl_pack_rule_row *rows, sl_err *e)
{
    for (size_t i = 0; i < b->rules.n; i++) {
        const sl_rule *rule = b->rules.v[i];
        rows[i].id = add_bytes(out, rule->id);
        rows[i].rule.at = out->n;
        if (!sl_freeze_rule(out, rule, e))
            return sl_fail_more(e, "%.*s: rule '%.*s'", SL_FMT(rule->file), SL_FMT(rule->id));
        rows[i].rule.n = out->n - rows[i].rule.at;
    }
    return true;
}

static bool write_extras(sl_pack_builder *b, sl_buf *out, sl_pack_span *rows, sl_err *e)
{
    for (size_t i = 0; i < b->extras.n; i++) {
        rows[i].at = out->n;
        if (!sl_freeze_node(out, b->extras.v[i].doc, e))
            return false;
        rows[i].n = out->n - rows[i].at;
    }
    return true;
}

static void write_blobs(sl_pack_builder *b, sl_buf *out, sl_pack_blob_row *rows)
{
    for (size_t i = 0; i < b->blobs.n; i++) {
        rows[i].name = add_bytes(out, b->blobs.v[i].name);
        align(out, SL_PACK_ALIGN);
        rows[i].bytes = add_bytes(out, b->blobs.v[i].bytes);
    }
}

bool sl_pack_builder_finish(sl_pack_builder *b, sl_buf *out,
                            const unsigned char source[SL_SHA256_BYTES], sl_err *e)
{
    if (b->kind->rules->compile && !b->kind->rules->compile(b, e))
        return false;
    sl_pack_rule_row *rules = sl_alloc_array(b->mem, b->rules.n, sizeof *rules);
    sl_pack_span *extras = sl_alloc_array(b->mem, b->extras.n, sizeof *extras);
    sl_pack_blob_row *blobs = sl_alloc_array(b->mem, b->blobs.n, sizeof *blobs);
    sl_pack_head head;
    sl_pack_head_init(&head, sl_str_of(b->kind->name));
    memcpy(head.source, source, sizeof head.source);
    sl_buf_add(out, sl_str_at((const char *)&head, sizeof head));
    if (!write_rules(b, out, rules, e) || !write_extras(b, out, extras, e))
        return false;
    write_blobs(b, out, blobs);
    head.n_rules = b->rules.n;
    head.n_extras = b->extras.n;
    head.n_blobs = b->blobs.n;
    head.rules_at = add_rows(out, rules, b->rules.n, sizeof *rules);
    head.extras_at = add_rows(out, extras, b->extras.n, sizeof *extras);
    head.blobs_at = add_rows(out, blobs, b->blobs.n, sizeof *blobs);
    if (out->is_over)
        return sl_fail(e, SL_ETOOBIG, "compiled rules need more than %zu bytes", out->max);
    head.size = out->n;
    sl_sha256(head.body, sl_str_at(out->p + sizeof head, out->n - sizeof head));
    memcpy(out->p, &head, sizeof head);
    return true;
}

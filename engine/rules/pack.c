/* Opening packs. The built-in ones are part of the program and opened by their head alone; all
   others may have been written by anybody and are checked to the last byte before use. */
#include "engine/rules/pack.h"

#include <hs/hs.h>
#include <stdio.h>

#include "engine/rules/freeze.h"
#include "engine/rules/layout.h"

struct sl_pack {
    sl_arena *mem;
    const sl_stage_kind *kind;
    sl_str bytes;
    sl_pack_head head;
    sl_rule **rules; /* NULL: not thawed yet */
    const sl_node **extras;
};

#if defined(__x86_64__)
#define PROCESSOR "x86-64"
#elif defined(__aarch64__)
#define PROCESSOR "aarch64"
#else
#define PROCESSOR "other"
#endif

void sl_pack_head_init(sl_pack_head *head, sl_str kind)
{
    *head = (sl_pack_head){
        .magic = "SLPACK\r\n", .version = SL_PACK_VERSION, .head_bytes = sizeof *head};
    snprintf(head->kind, sizeof head->kind, "%.*s", SL_FMT(kind));
    snprintf(head->engine, sizeof head->engine, "sluice %s, vectorscan %s, %s", SLUICE_VERSION,
             hs_version(), PROCESSOR);
}

static bool is_within(const sl_pack *pack, sl_pack_span span)
{
    return span.at <= pack->bytes.n && span.n <= pack->bytes.n - span.at;
}

static bool are_rows_within(const sl_pack *pack, uint64_t at, uint64_t n, size_t size)
{
    return n <= pack->bytes.n / size && is_within(pack, (sl_pack_span){at, n * size});
}

static sl_str view(const sl_pack *pack, sl_pack_span span)
{
    return sl_str_at(pack->bytes.p + span.at, span.n);
}

static sl_pack_rule_row rule_row(const sl_pack *pack, size_t i)
{
    sl_pack_rule_row row;
    memcpy(&row, pack->bytes.p + pack->head.rules_at + i * sizeof row, sizeof row);
    return row;
}

static sl_pack_span extra_row(const sl_pack *pack, size_t i)
{
    sl_pack_span row;
    memcpy(&row, pack->bytes.p + pack->head.extras_at + i * sizeof row, sizeof row);
    return row;
}

static sl_pack_blob_row blob_row(const sl_pack *pack, size_t i)
{
    sl_pack_blob_row row;
    memcpy(&row, pack->bytes.p + pack->head.blobs_at + i * sizeof row, sizeof row);
    return row;
}

static bool are_tables_within(const sl_pack *pack)
{
    const sl_pack_head *head = &pack->head;
    return head->n_rules <= SL_PACK_RULES_MAX &&
           are_rows_within(pack, head->rules_at, head->n_rules, sizeof(sl_pack_rule_row)) &&
           are_rows_within(pack, head->extras_at, head->n_extras, sizeof(sl_pack_span)) &&
           are_rows_within(pack, head->blobs_at, head->n_blobs, sizeof(sl_pack_blob_row));
}

/* The head is this build's, and the rows lie inside. */
static bool check_head(const sl_pack *pack, sl_err *e)
{
    const sl_pack_head *head = &pack->head;
    sl_pack_head ours;
    sl_pack_head_init(&ours, sl_str_of(pack->kind->name));
    if (memcmp(head->magic, ours.magic, sizeof ours.magic) != 0)
        return sl_fail(e, SL_EPARSE, "these bytes are no rule pack");
    if (head->version != ours.version || head->head_bytes != ours.head_bytes ||
        memcmp(head->engine, ours.engine, sizeof ours.engine) != 0)
        return sl_fail(e, SL_ENOTSUP, "the rule pack is of another version or machine");
    if (memcmp(head->kind, ours.kind, sizeof ours.kind) != 0)
        return sl_fail(e, SL_EPARSE, "the rule pack is of another kind than %s", ours.kind);
    if (head->size != pack->bytes.n || !are_tables_within(pack))
        return sl_fail(e, SL_EPARSE, "the rule pack is damaged: its tables leave it");
    return true;
}

static bool check_rules(const sl_pack *pack, sl_arena *scratch)
{
    for (size_t i = 0; i < pack->head.n_rules; i++) {
        sl_pack_rule_row row = rule_row(pack, i);
        sl_rule rule = {0};
        if (!is_within(pack, row.id) || !is_within(pack, row.rule) ||
            !sl_thaw_rule(&rule, scratch, view(pack, row.rule)) ||
            !sl_str_eq(rule.id, view(pack, row.id)))
            return false;
        sl_arena_reset(scratch);
    }
    return true;
}

static bool check_rest(const sl_pack *pack, sl_arena *scratch)
{
    for (size_t i = 0; i < pack->head.n_extras; i++) {
        sl_pack_span row = extra_row(pack, i);
        if (!is_within(pack, row) || !sl_thaw_node(scratch, view(pack, row)))
            return false;
        sl_arena_reset(scratch);
    }
    for (size_t i = 0; i < pack->head.n_blobs; i++) {
        sl_pack_blob_row row = blob_row(pack, i);
        if (!is_within(pack, row.name) || !is_within(pack, row.bytes) ||
            row.bytes.at % SL_PACK_ALIGN != 0)
            return false;
    }
    return true;
}

/* Everything after the head: the digest tells accidents, the walk tells malice. */
static bool check_body(const sl_pack *pack, sl_err *e)
{
    size_t head = sizeof pack->head;
    unsigned char body[SL_SHA256_BYTES];
    sl_sha256(body, sl_str_sub(pack->bytes, head, pack->bytes.n));
    if (memcmp(body, pack->head.body, sizeof body) != 0)
        return sl_fail(e, SL_EPARSE, "the rule pack is damaged: its digest is another");
    sl_arena *scratch = sl_arena_new();
    bool ok = check_rules(pack, scratch) && check_rest(pack, scratch);
    sl_arena_free(scratch);
    return ok || sl_fail(e, SL_EPARSE, "the rule pack is damaged: a document in it is none");
}

bool sl_pack_open(sl_pack **out, sl_arena *mem, const sl_stage_kind *kind, sl_str bytes, sl_err *e)
{
    sl_pack *pack = sl_alloc(mem, sizeof *pack);
    *pack = (sl_pack){.mem = mem, .kind = kind, .bytes = bytes};
    if (bytes.n < sizeof pack->head)
        return sl_fail(e, SL_EPARSE, "these bytes are no rule pack");
    memcpy(&pack->head, bytes.p, sizeof pack->head);
    if (!check_head(pack, e))
        return false;
    bool is_ours = bytes.p == sl_builtin_pack(sl_str_of(kind->name)).p;
    if (!is_ours && !check_body(pack, e))
        return false;
    pack->rules = sl_alloc_array(mem, pack->head.n_rules, sizeof *pack->rules);
    pack->extras = sl_alloc_array(mem, pack->head.n_extras, sizeof *pack->extras);
    *out = pack;
    return true;
}

sl_str sl_pack_blob(const sl_pack *pack, const char *name)
{
    for (size_t i = 0; i < pack->head.n_blobs; i++) {
        sl_pack_blob_row row = blob_row(pack, i);
        if (sl_str_is(view(pack, row.name), name))
            return view(pack, row.bytes);
    }
    return (sl_str){0};
}

size_t sl_pack_count(const sl_pack *pack)
{
    return pack->head.n_rules;
}

sl_str sl_pack_rule_id(const sl_pack *pack, size_t i)
{
    return i < pack->head.n_rules ? view(pack, rule_row(pack, i).id) : (sl_str){0};
}

const sl_rule *sl_pack_rule(const sl_pack *pack, size_t i)
{
    if (i >= pack->head.n_rules)
        return NULL;
    if (!pack->rules[i]) {
        sl_rule *rule = sl_alloc(pack->mem, sizeof *rule);
        rule->kind = sl_str_of(pack->kind->name);
        if (!sl_thaw_rule(rule, pack->mem, view(pack, rule_row(pack, i).rule)))
            return NULL;
        pack->rules[i] = rule;
    }
    return pack->rules[i];
}

const sl_node *sl_pack_extra(const sl_pack *pack, size_t i)
{
    if (i >= pack->head.n_extras)
        return NULL;
    if (!pack->extras[i])
        pack->extras[i] = sl_thaw_node(pack->mem, view(pack, extra_row(pack, i)));
    return pack->extras[i];
}

sl_str sl_pack_source(const sl_pack *pack)
{
    return sl_str_at((const char *)pack->head.source, sizeof pack->head.source);
}

sl_str sl_pack_digest(const sl_pack *pack)
{
    return sl_str_at((const char *)pack->head.body, sizeof pack->head.body);
}

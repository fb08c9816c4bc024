/* Rule sets: the built-in pack of a kind, the pack of rules that the run brings, or both. Packs of
   brought rules are compiled once and kept by the digest of what they were made from. */
#include "engine/rules/ruleset.h"

#include "base/map.h"
#include "engine/rules/compile.h"
#include "engine/rules/layout.h"
#include "engine/work/pass.h"

enum { PACKS_MAX = 2, COMPILE_MS_MAX = 300000 };

struct sl_ruleset {
    size_t n_packs, n_rules;
    sl_pack *packs[PACKS_MAX];
    size_t first[PACKS_MAX];
    char digest[2 * SL_SHA256_BYTES + 1];
};

size_t sl_ruleset_count(const sl_ruleset *set)
{
    return set->n_rules;
}

const sl_rule *sl_ruleset_rule(const sl_ruleset *set, size_t i)
{
    for (size_t p = set->n_packs; p-- > 0;)
        if (i >= set->first[p])
            return sl_pack_rule(set->packs[p], i - set->first[p]);
    return NULL;
}

sl_str sl_ruleset_digest(const sl_ruleset *set)
{
    return sl_str_of(set->digest);
}

size_t sl_ruleset_packs(const sl_ruleset *set)
{
    return set->n_packs;
}

const sl_pack *sl_ruleset_pack(const sl_ruleset *set, size_t p, size_t *first)
{
    if (p >= set->n_packs)
        return NULL;
    *first = set->first[p];
    return set->packs[p];
}

static void add_pack(sl_ruleset *set, sl_pack *pack)
{
    set->packs[set->n_packs] = pack;
    set->first[set->n_packs++] = set->n_rules;
    set->n_rules += sl_pack_count(pack);
}

/* The bytes where blobs are aligned as they expect. */
static sl_str aligned(sl_arena *mem, sl_str bytes)
{
    char *room = sl_alloc(mem, bytes.n + SL_PACK_ALIGN);
    char *p = room + (SL_PACK_ALIGN - (uintptr_t)room % SL_PACK_ALIGN) % SL_PACK_ALIGN;
    if (bytes.n)
        memcpy(p, bytes.p, bytes.n);
    return sl_str_at(p, bytes.n);
}

/* The key of a pack made from this input. */
static sl_cache_key key_of(const sl_rules_input *input, sl_str source)
{
    sl_cache_key key;
    const sl_str parts[] = {SL_STR("pack"), sl_str_of(input->kind->name), source};
    sl_cache_key_of(&key, parts, 3);
    return key;
}

/* A pack that was kept, when it is there, whole, and made from this input. */
static bool open_kept(sl_pack **out, sl_arena *mem, const sl_rules_input *input, sl_cache *cache,
                      sl_str source)
{
    sl_str bytes;
    sl_cache_key key = key_of(input, source);
    return sl_cache_get(cache, mem, &key, &bytes) &&
           sl_pack_open(out, mem, input->kind, aligned(mem, bytes), NULL) &&
           sl_str_eq(sl_pack_source(*out), source);
}

static bool compile(void *input, sl_buf *out, sl_err *e)
{
    return sl_rules_input_compile(out, input, e);
}

static bool open_compiled(sl_pack **out, sl_arena *mem, sl_rules_input *input, sl_cache *cache,
                          sl_err *e)
{
    sl_buf bytes;
    sl_buf_init(&bytes, SL_PACK_BYTES_MAX);
    bool ok = sl_sandboxed(&bytes, compile, input, COMPILE_MS_MAX, e) &&
              sl_pack_open(out, mem, input->kind, aligned(mem, sl_buf_str(&bytes)), e);
    if (ok) {
        sl_cache_key key = key_of(input, sl_pack_source(*out));
        sl_cache_put(cache, &key, sl_buf_str(&bytes));
    }
    sl_buf_clear(&bytes);
    return ok;
}

static bool open_brought(sl_pack **out, sl_arena *mem, const sl_stage_kind *kind,
                         const sl_rules_spec *spec, sl_err *e)
{
    sl_rules_input input = {kind, spec->files, spec->n_files, true, spec->is_trial};
    unsigned char source[SL_SHA256_BYTES];
    sl_rules_input_digest(source, &input);
    bool is_kept =
        open_kept(out, mem, &input, spec->cache, sl_str_at((const char *)source, sizeof source));
    sl_cache_settle(spec->cache); /* before a child is forked */
    return is_kept || open_compiled(out, mem, &input, spec->cache, e);
}

/* A finding names its rule by id, so an id means one rule in the whole set. */
static bool check_ids(const sl_ruleset *set, sl_arena *mem, sl_err *e)
{
    if (set->n_packs < 2 || sl_pack_blob(set->packs[1], SL_PACK_WITH_DEFAULT).n)
        return true;
    sl_map ids = {0};
    for (size_t i = 0; i < sl_pack_count(set->packs[0]); i++)
        sl_map_put(&ids, mem, sl_pack_rule_id(set->packs[0], i), NULL);
    for (size_t i = 0; i < sl_pack_count(set->packs[1]); i++) {
        sl_str id = sl_pack_rule_id(set->packs[1], i);
        if (sl_map_has(&ids, id))
            return sl_fail(e, SL_EUSAGE,
                           "%.*s: rule id '%.*s' is taken by a built-in rule; rename it",
                           SL_FMT(sl_pack_rule(set->packs[1], i)->file), SL_FMT(id));
    }
    return true;
}

static void digest_packs(sl_ruleset *set)
{
    sl_str parts[PACKS_MAX];
    for (size_t p = 0; p < set->n_packs; p++)
        parts[p] = sl_pack_digest(set->packs[p]);
    unsigned char digest[SL_SHA256_BYTES];
    sl_sha256_parts(digest, parts, set->n_packs);
    sl_hex(set->digest, digest, sizeof digest);
}

bool sl_ruleset_load(sl_ruleset **out, sl_arena *mem, const sl_stage_kind *kind,
                     const sl_rules_spec *spec, sl_err *e)
{
    sl_ruleset *set = sl_alloc(mem, sizeof *set);
    sl_pack *brought = NULL;
    sl_pack *builtin = NULL;
    if (kind->rules && spec->n_files && !open_brought(&brought, mem, kind, spec, e))
        return false;
    bool has_brought = brought && (sl_pack_count(brought) || sl_pack_extra(brought, 0));
    sl_str bytes = sl_builtin_pack(sl_str_of(kind->name));
    bool extends = brought && sl_pack_blob(brought, SL_PACK_WITH_DEFAULT).n;
    bool is_replaced = spec->replace_builtin || sl_str_is(spec->replaced, kind->name);
    if (bytes.n && (extends || !(has_brought && is_replaced))) {
        if (!sl_pack_open(&builtin, mem, kind, bytes, e))
            return sl_fail_more(e, "built-in rules of %s", kind->name);
        add_pack(set, builtin);
    }
    if (has_brought)
        add_pack(set, brought);
    digest_packs(set);
    *out = set;
    return check_ids(set, mem, e);
}

bool sl_ruleset_compiled(sl_ruleset **out, sl_arena *mem, const sl_stage_kind *kind, sl_str bytes,
                         sl_err *e)
{
    sl_pack *pack;
    if (!sl_pack_open(&pack, mem, kind, aligned(mem, bytes), e))
        return false;
    *out = sl_alloc(mem, sizeof **out);
    add_pack(*out, pack);
    digest_packs(*out);
    return true;
}

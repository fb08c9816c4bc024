/* A multiset of known findings: each excuses one finding of the same fingerprint. The file may be
   read by people who may not read the secrets any more (removed from history, or never committed),
   so the fingerprints of credentials are stretched before they are written: guessing a weak
   password from them costs thousands of hashes a try, and the salt makes each file work of its own.
 */
#include "runner/baseline.h"

#include "base/digest.h"
#include "base/json.h"
#include "base/map.h"

#include <stdlib.h>
#include <sys/random.h>

enum { SALT_BYTES = 16, KEY_BYTES = 16, ROUNDS = 4096, ROUNDS_MAX = 100000 };
static const size_t count_max = UINT32_MAX;

static const char schema[] = "sluice-baseline/1";

/* All known findings of one key: by file. */
typedef struct places {
    sl_known *v;
    size_t n, cap;
} places;

struct sl_baseline {
    sl_arena *mem;
    sl_map plain;   /* fingerprint to places */
    sl_map derived; /* derived key to places */
    sl_map keys;    /* fingerprint to the key derived from it */
    sl_str salt;    /* hex; empty: nothing is derived */
    unsigned rounds;
};

sl_baseline *sl_baseline_new(sl_arena *mem)
{
    sl_baseline *baseline = sl_alloc(mem, sizeof *baseline);
    baseline->mem = mem;
    return baseline;
}

bool sl_baseline_start(sl_baseline **out, sl_arena *mem, const sl_baseline *like, sl_err *e)
{
    unsigned char salt[SALT_BYTES];
    char hex[2 * SALT_BYTES + 1];
    sl_baseline *baseline = *out = sl_baseline_new(mem);
    if (like && like->salt.n) {
        baseline->salt = sl_dup(mem, like->salt);
        baseline->rounds = like->rounds;
        return true;
    }
    if (getrandom(salt, sizeof salt, 0) != sizeof salt)
        return sl_fail_errno(e, "no random bytes for the baseline's salt");
    sl_hex(hex, salt, sizeof salt);
    baseline->salt = sl_dup(mem, sl_str_of(hex));
    baseline->rounds = ROUNDS;
    return true;
}

/* Secrets, and what other scanners say of hard-coded credentials. */
static bool is_of_credential(const sl_finding *finding)
{
    static const char *const weaknesses[] = {"CWE-798", "CWE-259", "CWE-321"};
    const sl_rule *rule = finding->rule;
    bool found = sl_str_is(rule->kind, "secrets");
    for (size_t i = 0; i < rule->cwe.n && !found; i++)
        for (size_t k = 0; k < sizeof weaknesses / sizeof *weaknesses; k++)
            found = found || sl_str_starts(rule->cwe.v[i], sl_str_of(weaknesses[k]));
    return found;
}

static sl_str key_of(sl_baseline *baseline, const sl_finding *finding)
{
    sl_str fingerprint = sl_str_of(finding->fingerprint);
    sl_str *kept = sl_map_get(&baseline->keys, fingerprint);
    if (kept)
        return *kept;
    unsigned char key[KEY_BYTES];
    char hex[2 * KEY_BYTES + 1];
    sl_stretch(key, sizeof key, fingerprint, baseline->salt, baseline->rounds);
    sl_hex(hex, key, sizeof key);
    kept = sl_alloc(baseline->mem, sizeof *kept);
    *kept = sl_dup(baseline->mem, sl_str_of(hex));
    sl_map_put(&baseline->keys, baseline->mem, sl_dup(baseline->mem, fingerprint), kept);
    return *kept;
}

static void add(sl_baseline *baseline, const sl_known *known)
{
    sl_map *map = known->is_derived ? &baseline->derived : &baseline->plain;
    void **slot = sl_map_at(map, baseline->mem, known->key);
    if (!*slot)
        *slot = sl_alloc(baseline->mem, sizeof(places));
    places *p = *slot;
    sl_known *to = NULL;
    for (size_t i = 0; i < p->n && !to; i++)
        to = sl_str_eq(p->v[i].file, known->file) ? &p->v[i] : NULL;
    if (!to) {
        to = sl_list_add(baseline->mem, p);
        *to = *known;
        to->count = 0;
    }
    to->count += known->count < count_max - to->count ? known->count : count_max - to->count;
    to->left = to->count;
}

void sl_baseline_add(sl_baseline *baseline, const sl_finding *finding)
{
    sl_known known = {.rule = finding->rule->id,
                      .kind = finding->rule->kind,
                      .file = finding->file,
                      .is_derived = baseline->salt.n && is_of_credential(finding),
                      .count = 1};
    known.key = known.is_derived ? key_of(baseline, finding)
                                 : sl_dup(baseline->mem, sl_str_of(finding->fingerprint));
    add(baseline, &known);
}

/** All entries, for a loop over both maps. */
typedef struct entries {
    const sl_known **v;
    size_t n, cap;
} entries;

static void collect(entries *out, sl_arena *mem, const sl_map *map)
{
    for (size_t i = 0; i < map->n; i++) {
        const places *p = map->v[i].value;
        for (size_t k = 0; k < p->n; k++)
            *sl_list_add(mem, out) = &p->v[k];
    }
}

static entries all_of(sl_arena *mem, const sl_baseline *baseline)
{
    entries all = {0};
    collect(&all, mem, &baseline->plain);
    collect(&all, mem, &baseline->derived);
    return all;
}

size_t sl_baseline_carry(sl_baseline *to, const sl_baseline *from,
                         bool (*keep)(void *context, const sl_known *known), void *context)
{
    size_t n_refused = 0;
    entries all = all_of(to->mem, from);
    for (size_t i = 0; i < all.n; i++) {
        sl_known rest = *all.v[i];
        rest.count = rest.left;
        if (!rest.count)
            continue;
        if (keep(context, &rest))
            add(to, &rest);
        else
            n_refused += rest.count;
    }
    return n_refused;
}

static size_t total(const sl_baseline *baseline, bool only_left)
{
    sl_arena *mem = sl_arena_new();
    size_t n = 0;
    entries all = all_of(mem, baseline);
    for (size_t i = 0; i < all.n; i++)
        n += only_left ? all.v[i]->left : all.v[i]->count;
    sl_arena_free(mem);
    return n;
}

static size_t count_of(const sl_baseline *baseline, const sl_known *known)
{
    const places *p =
        sl_map_get(known->is_derived ? &baseline->derived : &baseline->plain, known->key);
    for (size_t i = 0; p && i < p->n; i++)
        if (sl_str_eq(p->v[i].file, known->file))
            return p->v[i].count;
    return 0;
}

void sl_baseline_join(sl_baseline *baseline, const sl_baseline *other)
{
    entries all = all_of(baseline->mem, other);
    for (size_t i = 0; i < all.n; i++) {
        sl_known more = *all.v[i];
        size_t have = count_of(baseline, &more);
        if (more.count <= have)
            continue;
        more.count -= have;
        add(baseline, &more);
    }
}

size_t sl_baseline_count(const sl_baseline *baseline)
{
    return total(baseline, false);
}

size_t sl_baseline_left(const sl_baseline *baseline)
{
    return total(baseline, true);
}

static bool is_hex(sl_str text, size_t n)
{
    size_t k = 0;
    while (k < text.n && text.p[k] && strchr("0123456789abcdef", text.p[k]))
        k++;
    return text.n == n && k == n;
}

static bool read_one(sl_baseline *baseline, sl_str file, const sl_node *node, sl_err *e)
{
    const sl_node *key = sl_node_get(node, "key");
    const sl_node *count = sl_node_get(node, "count");
    sl_known known = {.rule = sl_node_text(sl_node_get(node, "rule")),
                      .kind = sl_node_text(sl_node_get(node, "kind")),
                      .file = sl_node_text(sl_node_get(node, "file")),
                      .key = sl_node_text(key ? key : sl_node_get(node, "fingerprint")),
                      .is_derived = key != NULL,
                      .count = 1};
    bool is_good = is_hex(known.key, SL_FINGERPRINT_TEXT - 1);
    if (count)
        is_good = is_good && count->kind == SL_INT && count->integer >= 1 &&
                  count->integer <= (int64_t)count_max;
    if (!is_good)
        return sl_fail(e, SL_EUSAGE,
                       "%.*s:%u:%u: a known finding has a fingerprint or a key of 32 hex digits "
                       "and a count of at least 1; write the file with 'sluice baseline'",
                       SL_FMT(file), node->line, node->column);
    if (known.is_derived && !baseline->salt.n)
        return sl_fail(e, SL_EUSAGE,
                       "%.*s:%u:%u: a finding has a key, but the file says in no 'keys' how it "
                       "was derived; write the file with 'sluice baseline'",
                       SL_FMT(file), node->line, node->column);
    if (count)
        known.count = (size_t)count->integer;
    add(baseline, &known);
    return true;
}

static bool read_keys(sl_baseline *baseline, sl_str file, const sl_node *keys, sl_err *e)
{
    const sl_node *rounds = sl_node_get(keys, "rounds");
    if (!keys)
        return true;
    baseline->salt = sl_node_text(sl_node_get(keys, "salt"));
    if (is_hex(baseline->salt, 2 * (size_t)SALT_BYTES) && rounds && rounds->kind == SL_INT &&
        rounds->integer >= 1 && rounds->integer <= ROUNDS_MAX) {
        baseline->rounds = (unsigned)rounds->integer;
        return true;
    }
    return sl_fail(e, SL_EUSAGE,
                   "%.*s:%u:%u: 'keys' has a salt of 32 hex digits and from 1 to %d rounds; write "
                   "the file with 'sluice baseline'",
                   SL_FMT(file), keys->line, keys->column, ROUNDS_MAX);
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
    if (!read_keys(baseline, file, sl_node_get(doc, "keys"), e))
        return false;
    for (size_t i = 0; list && list->kind == SL_SEQ && i < list->n; i++)
        if (!read_one(baseline, file, list->items[i], e))
            return false;
    *out = baseline;
    return true;
}

static int by_place(const void *left, const void *right)
{
    const sl_known *a = *(const sl_known *const *)left;
    const sl_known *b = *(const sl_known *const *)right;
    int order = sl_str_cmp(a->file, b->file);
    if (!order)
        order = sl_str_cmp(a->rule, b->rule);
    return order ? order : sl_str_cmp(a->key, b->key);
}

/* On one line, so that a change of one finding is a change of one line. */
static void put_one(sl_json *j, const sl_known *known)
{
    sl_json_object(j, NULL);
    j->is_compact = true;
    sl_json_str(j, "file", known->file);
    if (known->rule.n)
        sl_json_str(j, "rule", known->rule);
    if (known->kind.n)
        sl_json_str(j, "kind", known->kind);
    sl_json_int(j, "count", (int64_t)known->count);
    sl_json_str(j, known->is_derived ? "key" : "fingerprint", known->key);
    sl_json_object_end(j);
    j->is_compact = false;
}

bool sl_baseline_write(sl_buf *out, const sl_baseline *baseline, sl_err *e)
{
    sl_arena *mem = sl_arena_new();
    sl_json j = {.out = out};
    entries all = all_of(mem, baseline);
    if (all.n)
        qsort(all.v, all.n, sizeof *all.v, by_place);
    sl_json_object(&j, NULL);
    sl_json_z(&j, "schema", schema);
    if (baseline->salt.n) {
        sl_json_object(&j, "keys");
        sl_json_z(&j, "derived", "pbkdf2-hmac-sha256");
        sl_json_int(&j, "rounds", baseline->rounds);
        sl_json_str(&j, "salt", baseline->salt);
        sl_json_object_end(&j);
    }
    sl_json_list(&j, "findings");
    for (size_t i = 0; i < all.n; i++)
        put_one(&j, all.v[i]);
    sl_json_list_end(&j);
    sl_json_object_end(&j);
    sl_arena_free(mem);
    return sl_buf_addc(out, '\n') ||
           sl_fail(e, SL_ETOOBIG, "the baseline is larger than %zu bytes", out->max);
}

static bool take_from(places *p, const sl_finding *finding, bool any_file)
{
    for (size_t i = 0; p && i < p->n; i++) {
        if (!p->v[i].left || (!any_file && !sl_str_eq(p->v[i].file, finding->file)))
            continue;
        p->v[i].left--;
        return true;
    }
    return false;
}

static bool take(sl_baseline *baseline, const sl_finding *finding, bool any_file)
{
    places *plain = sl_map_get(&baseline->plain, sl_str_of(finding->fingerprint));
    if (take_from(plain, finding, any_file))
        return true;
    if (!baseline->derived.n || !is_of_credential(finding))
        return false;
    return take_from(sl_map_get(&baseline->derived, key_of(baseline, finding)), finding, any_file);
}

void sl_baseline_match(sl_baseline *baseline, const sl_findings *findings, bool *is_known)
{
    for (int any_file = 0; any_file < 2; any_file++)
        for (size_t i = 0; i < findings->n; i++)
            if (!is_known[i])
                is_known[i] = take(baseline, &findings->v[i], any_file);
}

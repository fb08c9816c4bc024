/* Keys, seals and the store put together; hits and misses are counted in an entry of their own. */
#include "engine/cache/cache.h"

#include "base/digest.h"
#include "base/path.h"
#include "engine/cache/answers.h"
#include "engine/cache/large.h"
#include "engine/cache/seal.h"

/* Large values have this part of the cache's bytes beside the store. */
enum { LARGE_PART = 4, IGNORES_MODE = 0666 };
_Static_assert((int)SL_SEAL_NAME == (int)SL_ANSWERS_NAME, "names are as the file has them");

/* The entry that counts. */
typedef struct tally {
    uint64_t n_hits, n_misses;
} tally;

struct sl_cache {
    sl_cache_spec spec;
    sl_answers *answers;
    sl_larges larges;
    sl_seal *seal;
    sl_buf sealed; /* the value being sealed */
    tally counts;  /* of this process */
};

/* A folder of our own in a work tree is nothing to commit, and nothing to scan. */
static bool make_folder(sl_arena *mem, sl_str folder, sl_err *e)
{
    if (sl_path_is_folder(folder))
        return true;
    if (!sl_folder_make(folder, e))
        return false;
    sl_file_make(sl_path_join(mem, folder, SL_S(".gitignore")), SL_S("*\n"), IGNORES_MODE, NULL);
    return true;
}

bool sl_cache_open(sl_cache **out, sl_arena *mem, const sl_cache_spec *spec, sl_err *e)
{
    unsigned char secret[SL_CACHE_KEY_BYTES];
    sl_str folder;
    sl_cache *cache = sl_alloc(mem, sizeof *cache);
    cache->spec = *spec;
    if (!cache->spec.bytes_max)
        cache->spec.bytes_max = SL_CACHE_BYTES;
    sl_buf_init(&cache->sealed, SL_CACHE_VALUE_MAX + SL_SEAL_MORE);
    *out = NULL;
    if (!sl_cache_secret(secret, mem, e) || !make_folder(mem, spec->folder, e) ||
        !sl_path_real(&folder, mem, spec->folder, e) ||
        !sl_seal_open(&cache->seal, secret, SL_CACHE_FORMAT, e))
        return false;
    explicit_bzero(secret, sizeof secret);
    sl_answers_spec store = {.path = sl_path_join(mem, folder, SL_S(SL_CACHE_FILE)),
                             .format = SL_CACHE_FORMAT,
                             .bytes_max = cache->spec.bytes_max,
                             .value_max = SL_CACHE_VALUE_MAX + SL_SEAL_MORE};
    if (!sl_answers_open(&cache->answers, mem, &store, e)) {
        sl_seal_close(cache->seal);
        return false;
    }
    cache->larges = (sl_larges){.folder = folder,
                                .bytes_max = cache->spec.bytes_max / LARGE_PART,
                                .value_max = SL_CACHE_VALUE_MAX + SL_SEAL_MORE};
    *out = cache;
    return true;
}

void sl_cache_key_of(sl_cache_key *key, const sl_str *parts, size_t n)
{
    sl_sha256_parts(key->bytes, parts, n);
}

/* A value that is no answer to a question of the run. */
static bool get_quietly(sl_cache *cache, sl_arena *mem, const sl_cache_key *key, sl_str *value)
{
    unsigned char name[SL_SEAL_NAME];
    sl_str sealed;
    sl_seal_name(name, cache->seal, sl_str_at((const char *)key->bytes, sizeof key->bytes));
    if (!sl_answers_get(cache->answers, name, &sealed))
        return false;
    if (sl_seal_get(value, mem, cache->seal, name, sealed) == SL_SEAL_GOOD)
        return true;
    sl_answers_drop(cache->answers, name);
    return false;
}

bool sl_cache_get(sl_cache *cache, sl_arena *mem, const sl_cache_key *key, sl_str *value)
{
    if (!cache)
        return false;
    bool found = get_quietly(cache, mem, key, value);
    cache->counts.n_hits += found;
    cache->counts.n_misses += !found;
    return found;
}

/* The value as it is kept, in cache->sealed, and the name that it has there. */
static bool seal(unsigned char name[SL_SEAL_NAME], sl_cache *cache, const sl_cache_key *key,
                 sl_str value)
{
    if (!cache || value.n > SL_CACHE_VALUE_MAX)
        return false;
    sl_seal_name(name, cache->seal, sl_str_at((const char *)key->bytes, sizeof key->bytes));
    sl_buf_reset(&cache->sealed);
    return sl_seal_put(&cache->sealed, cache->seal, name, value);
}

void sl_cache_put(sl_cache *cache, const sl_cache_key *key, sl_str value)
{
    unsigned char name[SL_SEAL_NAME];
    if (seal(name, cache, key, value))
        sl_answers_put(cache->answers, name, sl_buf_str(&cache->sealed));
}

bool sl_cache_get_large(sl_cache *cache, sl_arena *mem, const sl_cache_key *key, sl_str *value)
{
    unsigned char name[SL_SEAL_NAME];
    char *sealed;
    size_t n;
    if (!cache)
        return false;
    sl_seal_name(name, cache->seal, sl_str_at((const char *)key->bytes, sizeof key->bytes));
    bool found = sl_large_read(&sealed, &n, mem, &cache->larges, name);
    if (found && sl_seal_break(value, cache->seal, name, sealed, n) != SL_SEAL_GOOD) {
        sl_large_drop(&cache->larges, name);
        found = false;
    }
    cache->counts.n_hits += found;
    cache->counts.n_misses += !found;
    return found;
}

void sl_cache_put_large(sl_cache *cache, const sl_cache_key *key, sl_str value)
{
    unsigned char name[SL_SEAL_NAME];
    if (seal(name, cache, key, value))
        sl_large_write(&cache->larges, name, sl_buf_str(&cache->sealed));
}

void sl_cache_drop_large(sl_cache *cache, const sl_cache_key *key)
{
    unsigned char name[SL_SEAL_NAME];
    if (!cache)
        return;
    sl_seal_name(name, cache->seal, sl_str_at((const char *)key->bytes, sizeof key->bytes));
    sl_large_drop(&cache->larges, name);
}

static sl_cache_key tally_key(void)
{
    sl_cache_key key;
    sl_cache_key_of(&key, &SL_S("hits and misses"), 1);
    return key;
}

static tally read_tally(sl_cache *cache, sl_arena *mem)
{
    sl_cache_key key = tally_key();
    sl_str value;
    tally counts = {0};
    if (get_quietly(cache, mem, &key, &value) && value.n == sizeof counts)
        memcpy(&counts, value.p, sizeof counts);
    return counts;
}

/* Counts go along with what is written anyway, or make a write of their own at the end. */
static void add_tally(sl_cache *cache)
{
    sl_arena *mem = sl_arena_new();
    sl_cache_key key = tally_key();
    tally counts = read_tally(cache, mem);
    counts.n_hits += cache->counts.n_hits;
    counts.n_misses += cache->counts.n_misses;
    cache->counts = (tally){0};
    sl_cache_put(cache, &key, sl_str_at((const char *)&counts, sizeof counts));
    sl_arena_free(mem);
}

static bool has_counts(const sl_cache *cache)
{
    return cache->counts.n_hits || cache->counts.n_misses;
}

void sl_cache_settle(sl_cache *cache)
{
    if (!cache)
        return;
    if (has_counts(cache) && sl_answers_is_waiting(cache->answers))
        add_tally(cache);
    sl_answers_settle(cache->answers);
}

void sl_cache_close(sl_cache *cache)
{
    if (!cache)
        return;
    if (has_counts(cache))
        add_tally(cache);
    sl_answers_settle(cache->answers);
    sl_answers_close(cache->answers);
    sl_seal_close(cache->seal);
    sl_buf_clear(&cache->sealed);
}

bool sl_cache_is_read_only(const sl_cache *cache)
{
    return sl_answers_is_read_only(cache->answers);
}

sl_str sl_cache_trouble(const sl_cache *cache)
{
    return cache ? sl_answers_trouble(cache->answers) : (sl_str){0};
}

/* A look at all entries. */
typedef struct survey {
    sl_cache *cache;
    sl_arena *mem; /* of one entry */
    uint64_t n_entries, n_foreign, n_broken;
    uint64_t bytes; /* of large ones */
    bool drop;
} survey;

static void look(void *context, sl_str name, sl_str sealed)
{
    survey *s = context;
    const unsigned char *bytes = (const unsigned char *)name.p;
    sl_arena_reset(s->mem);
    sl_seal_look seen = sl_seal_get(NULL, s->mem, s->cache->seal, bytes, sealed);
    s->n_entries++;
    s->n_foreign += seen == SL_SEAL_FOREIGN;
    s->n_broken += seen == SL_SEAL_BROKEN;
    if (seen == SL_SEAL_BROKEN && s->drop)
        sl_answers_drop(s->cache->answers, bytes);
}

static void look_at_large(void *context, const sl_large *large)
{
    survey *s = context;
    char *sealed;
    size_t n;
    sl_str value;
    sl_arena_reset(s->mem);
    if (!sl_large_read(&sealed, &n, s->mem, &s->cache->larges, large->name))
        return;
    sl_seal_look seen = sl_seal_break(&value, s->cache->seal, large->name, sealed, n);
    s->n_entries++;
    s->bytes += large->bytes;
    s->n_foreign += seen == SL_SEAL_FOREIGN;
    s->n_broken += seen == SL_SEAL_BROKEN;
    if (seen == SL_SEAL_BROKEN && s->drop)
        sl_large_drop(&s->cache->larges, large->name);
}

static bool survey_all(survey *s, sl_err *e)
{
    s->mem = sl_arena_new();
    bool ok = sl_answers_each(s->cache->answers, look, s, e);
    sl_large_each(&s->cache->larges, look_at_large, s);
    sl_arena_free(s->mem);
    return ok;
}

bool sl_cache_count(sl_cache_figures *out, sl_cache *cache, sl_err *e)
{
    survey s = {.cache = cache};
    *out = (sl_cache_figures){.bytes_max = cache->spec.bytes_max};
    if (!survey_all(&s, e) || !sl_answers_bytes(&out->bytes, cache->answers, e))
        return false;
    sl_arena *mem = sl_arena_new();
    tally counts = read_tally(cache, mem);
    sl_arena_free(mem);
    out->bytes += s.bytes;
    bool is_counted = counts.n_hits || counts.n_misses;
    out->n_entries = s.n_entries - (s.n_entries && is_counted);
    out->n_foreign = s.n_foreign;
    out->n_hits = counts.n_hits;
    out->n_misses = counts.n_misses;
    return true;
}

bool sl_cache_verify(uint64_t *n_dropped, sl_cache *cache, sl_err *e)
{
    survey s = {.cache = cache, .drop = true};
    survey left = {.cache = cache};
    if (!survey_all(&s, e))
        return false;
    *n_dropped = s.n_broken;
    sl_answers_settle(cache->answers);
    if (!s.n_broken || sl_cache_is_read_only(cache))
        return true;
    /* One whose name was changed stands where nobody finds it: all go with it. */
    return survey_all(&left, e) && (!left.n_broken || sl_answers_clear(cache->answers, e));
}

bool sl_cache_clear(sl_cache *cache, sl_err *e)
{
    cache->counts = (tally){0};
    sl_large_clear(&cache->larges);
    return sl_answers_clear(cache->answers, e);
}

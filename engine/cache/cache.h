/* A store of answers by what they depend on: values by keys, in one SQLite file that several
   processes share. Values are encrypted and authenticated with a key from outside the cache, so
   that what somebody else wrote into it is never believed. A cache only ever costs or saves time:
   what goes wrong in it is one sentence (sl_cache_trouble), not an error of the run. */
#ifndef SLUICE_ENGINE_CACHE_CACHE_H
#define SLUICE_ENGINE_CACHE_CACHE_H

#include "sluice/arena.h"
#include "sluice/err.h"

/** Raised with every change of what is stored or how: older files are dropped. */
enum { SL_CACHE_FORMAT = 2 };
/** Bytes of the file at most (limit cache_bytes), and of one value. */
#define SL_CACHE_BYTES ((uint64_t)512 << 20)
enum { SL_CACHE_VALUE_MAX = 64 << 20 };
/** Name of the file in the cache's folder. */
#define SL_CACHE_FILE "answers.db"

/** A cache in use. Not for several threads. All functions take NULL for a cache that is off: it has
    nothing and keeps nothing. */
typedef struct sl_cache sl_cache;

/** What a value is found by: the digest of all that it depends on. */
typedef struct sl_cache_key {
    unsigned char bytes[32];
} sl_cache_key;

/** Where a cache is and how large it may become. */
typedef struct sl_cache_spec {
    sl_str folder;      /* made when it is missing */
    uint64_t bytes_max; /* 0: SL_CACHE_BYTES */
} sl_cache_spec;

/** Opens the cache, and makes it new when it is missing, of another version or damaged. False: it
    cannot be used, for the reason in `e`; `*out` is then NULL, which is a cache that is off. */
bool sl_cache_open(sl_cache **out, sl_arena *mem, const sl_cache_spec *spec, sl_err *e);
/** Writes what waits and closes. NULL is fine. */
void sl_cache_close(sl_cache *cache);

/** The key for these parts; borders between them count. */
void sl_cache_key_of(sl_cache_key *key, const sl_str *parts, size_t n);
/** The value of the key, in `mem`; false when there is none that can be believed. Lookups in a row
    are one transaction, which sl_cache_settle ends. */
bool sl_cache_get(sl_cache *cache, sl_arena *mem, const sl_cache_key *key, sl_str *value);
/** Keeps the value. It is written later, with others, and found by sl_cache_get after
    sl_cache_settle. Larger ones than SL_CACHE_VALUE_MAX are not kept. */
void sl_cache_put(sl_cache *cache, const sl_cache_key *key, sl_str value);
/** Values of megabytes, each in a file of its own beside the store, which is read and written at
    once: they are no part of transactions. The value is aligned for any type. */
bool sl_cache_get_large(sl_cache *cache, sl_arena *mem, const sl_cache_key *key, sl_str *value);
void sl_cache_put_large(sl_cache *cache, const sl_cache_key *key, sl_str value);
void sl_cache_drop_large(sl_cache *cache, const sl_cache_key *key);
/** Ends a row of lookups and writes what waits. To be called at the end of a phase, and now and
    then by those who look up for long: other processes wait for it. */
void sl_cache_settle(sl_cache *cache);
/** True where it may be read and not written. */
bool sl_cache_is_read_only(const sl_cache *cache);
/** Why the cache stopped being of use, for a notice; empty while all is well. */
sl_str sl_cache_trouble(const sl_cache *cache);

/** What is in a cache. */
typedef struct sl_cache_figures {
    uint64_t n_entries, n_foreign; /* all; of another key among them */
    uint64_t bytes, bytes_max;     /* of the file */
    uint64_t n_hits, n_misses;     /* since it was made or cleared */
} sl_cache_figures;

/** Counts. */
bool sl_cache_count(sl_cache_figures *out, sl_cache *cache, sl_err *e);
/** Checks every entry and drops those that are not what was written: their number in `*n_dropped`.
    Entries of another key cannot be checked, and stay. */
bool sl_cache_verify(uint64_t *n_dropped, sl_cache *cache, sl_err *e);
/** Drops all entries. */
bool sl_cache_clear(sl_cache *cache, sl_err *e);

#endif

/* Answers that are looked up together and kept together, as one value of a cache: for questions
   that are too many to be looked up one by one. Knows no cache; what it is read from has to be
   believed (sl_cache_get). */
#ifndef SLUICE_ENGINE_CACHE_SHELF_H
#define SLUICE_ENGINE_CACHE_SHELF_H

#include "engine/cache/cache.h"
#include "sluice/buf.h"

typedef struct sl_shelf sl_shelf;

/** An empty shelf. */
sl_shelf *sl_shelf_new(sl_arena *mem);
/** The answer to the question, as long as the shelf lives. */
bool sl_shelf_get(sl_shelf *shelf, const sl_cache_key *key, sl_str *value);
/** Keeps an answer, which is copied. */
void sl_shelf_put(sl_shelf *shelf, const sl_cache_key *key, sl_str value);
/** Adds what sl_shelf_write wrote; `bytes` has to live as long as the shelf. `is_settled`: it will
    not be written with what is new. False: it is malformed. */
bool sl_shelf_read(sl_shelf *shelf, sl_str bytes, bool is_settled);
/** Appends what was asked for or put, which is everything where nobody asked; with `all` what is
    settled, too. */
void sl_shelf_write(sl_buf *out, const sl_shelf *shelf, bool all);
/** True when something was put. */
bool sl_shelf_has_new(const sl_shelf *shelf);

#endif

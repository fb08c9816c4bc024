/* Numbers for ids: each id that is added gets the next one. */
#ifndef SLUICE_ENGINE_HISTORY_IDS_H
#define SLUICE_ENGINE_HISTORY_IDS_H

#include "engine/objects/id.h"
#include "sluice/arena.h"

/** The number of no id. */
enum { SL_NO_ID = 0xffffffffu };

/** A set of ids in the order of their coming. */
typedef struct sl_ids {
    sl_arena *mem;
    size_t id_bytes;
    const unsigned char *first; /* `n_first` ids, one behind the other, of somebody else */
    size_t n_first;
    unsigned char *v; /* then the others */
    size_t n, cap;    /* all; room for others */
    uint32_t *slots;  /* number + 1; 0: free */
    size_t n_slots;
} sl_ids;

/** An empty set of ids of that length. */
void sl_ids_init(sl_ids *ids, sl_arena *mem, size_t id_bytes);
/** Makes room for `n` ids in all, so that adding them moves nothing. */
void sl_ids_reserve(sl_ids *ids, size_t n);
/** Makes `n` ids, no two of which are the same, the first of a set that is empty, with room for
    `more`; they have to live as long as the set. */
void sl_ids_begin(sl_ids *ids, const unsigned char *first, size_t n, size_t more);
/** The number of the id, which is added when it is new. */
uint32_t sl_ids_add(sl_ids *ids, const void *id, bool *is_new);
/** The number of the id; SL_NO_ID when the set does not have it. */
uint32_t sl_ids_find(const sl_ids *ids, const void *id);
/** The bytes of id `number`. */
const unsigned char *sl_ids_at(const sl_ids *ids, size_t number);

#endif

/* The file behind a cache: names and sealed values in one SQLite table, read and written with the
   care that a stranger's database asks for (sqlite.org/security.html). Knows nothing of keys. It is
   open in a phase of lookups or writes only, so that workers forked between have nothing of it. */
#ifndef SLUICE_ENGINE_CACHE_ANSWERS_H
#define SLUICE_ENGINE_CACHE_ANSWERS_H

#include "sluice/arena.h"
#include "sluice/buf.h"
#include "sluice/err.h"

enum { SL_ANSWERS_NAME = 16 };

typedef struct sl_answers sl_answers;

/** What a store is made with. */
typedef struct sl_answers_spec {
    sl_str path;        /* absolute, without links */
    uint32_t format;    /* a file of another is dropped */
    uint64_t bytes_max; /* of the file; what was not used for longest goes before it grows beyond */
    size_t value_max;   /* of one value */
} sl_answers_spec;

/** Opens the file; a new one takes the place of one that is of another format or damaged. */
bool sl_answers_open(sl_answers **out, sl_arena *mem, const sl_answers_spec *spec, sl_err *e);
/** Closes it; what waits is not written. NULL is fine. */
void sl_answers_close(sl_answers *answers);
/** The value of the name, a view that is valid until the next call; false when there is none. */
bool sl_answers_get(sl_answers *answers, const unsigned char name[SL_ANSWERS_NAME], sl_str *value);
/** Lets the value wait to be written. */
void sl_answers_put(sl_answers *answers, const unsigned char name[SL_ANSWERS_NAME], sl_str value);
/** Lets the entry wait to be removed. */
void sl_answers_drop(sl_answers *answers, const unsigned char name[SL_ANSWERS_NAME]);
/** Ends a phase: writes what waits and closes the file until it is needed again. */
void sl_answers_settle(sl_answers *answers);
/** True when nothing that is put or dropped is written. */
bool sl_answers_is_read_only(const sl_answers *answers);
/** True when something waits to be written. */
bool sl_answers_is_waiting(const sl_answers *answers);
/** Why it stopped being of use; empty while all is well. */
sl_str sl_answers_trouble(const sl_answers *answers);
/** Calls for each entry; the views are valid in the call, which may drop entries. */
bool sl_answers_each(sl_answers *answers, void (*call)(void *context, sl_str name, sl_str value),
                     void *context, sl_err *e);
/** Bytes of the file that are in use. */
bool sl_answers_bytes(uint64_t *out, sl_answers *answers, sl_err *e);
/** Removes all entries and gives their room back. */
bool sl_answers_clear(sl_answers *answers, sl_err *e);

#endif

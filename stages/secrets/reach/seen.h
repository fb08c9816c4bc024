/* Places of texts that were looked at before, with all around them that counts, and where nothing
   was found: the same bytes need not be looked at again, in whatever text they stand. Old places
   give way to new ones. */
#ifndef SLUICE_STAGES_SECRETS_REACH_SEEN_H
#define SLUICE_STAGES_SECRETS_REACH_SEEN_H

#include "stages/secrets/reach/windows.h"

typedef struct sl_secret_seen sl_secret_seen;

/** A place by a keyed hash of its bytes: NH (RFC 4418, 5.2.2) over blocks, and two polynomials mod
    2^61-1 over what that gives. The keys are random, so nobody can write two places of one hash. */
typedef struct sl_secret_place {
    uint64_t a, b;
} sl_secret_place;

/** No places yet, in `mem`; NULL when the system gives no random bytes. */
sl_secret_seen *sl_secret_seen_new(sl_arena *mem);
/** The place that begins at `from` of the text that counts for it. */
sl_secret_place sl_secret_place_of(const sl_secret_seen *seen, sl_str around, size_t from);
/** Some places. */
typedef struct sl_secret_places {
    sl_secret_place *v;
    size_t n, cap;
} sl_secret_places;

/** Cuts a text into pieces, where another text with the same lines is cut too. Those that were not
    seen before go to `places`, their windows to `windows`; both are in `mem`. False when a window
    would be too large. */
bool sl_secret_seen_find(sl_secret_windows *windows, sl_secret_places *places,
                         const sl_secret_seen *seen, sl_arena *mem, sl_str text);
/** True when nothing was found there. */
bool sl_secret_seen_has(const sl_secret_seen *seen, sl_secret_place place);
/** Nothing was found there. */
void sl_secret_seen_add(sl_secret_seen *seen, sl_secret_place place);

#endif

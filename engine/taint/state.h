/* States of the walk: what variables hold. They never change once made, so that branches share what
   they have in common, and what comes after both costs what they differ in. */
#ifndef SLUICE_ENGINE_TAINT_STATE_H
#define SLUICE_ENGINE_TAINT_STATE_H

#include "engine/taint/value.h"

/** A state; NULL: nothing is known of any variable. */
typedef struct sl_state sl_state;

/** What a variable holds. */
typedef struct sl_binding {
    const sl_value *value;
    uint32_t run; /* the run of a function that set it */
} sl_binding;

/** The binding of a variable, by its number; NULL when the state does not have it. */
const sl_binding *sl_state_find(const sl_state *state, uint32_t name);
/** The state with a variable set. */
const sl_state *sl_state_set(sl_arena *mem, const sl_state *state, uint32_t name,
                             const sl_binding *binding);
/** What holds after either of two states. */
const sl_state *sl_state_join(sl_arena *mem, const sl_state *a, const sl_state *b);
/** Calls `see` for every binding of `after` that `before` does not have. */
void sl_state_changes(const sl_state *before, const sl_state *after,
                      void (*see)(void *context, uint32_t name, const sl_binding *binding),
                      void *context);

#endif

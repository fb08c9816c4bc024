/* Values and states of the walk. A value is what is known of the taint of some data: its own
   labels, and the values of its fields where these differ. A state says what variables hold. Both
   never change once made, so that branches share what they have in common. */
#ifndef SLUICE_ENGINE_TAINT_STATE_H
#define SLUICE_ENGINE_TAINT_STATE_H

#include "engine/taint/taint.h"

typedef struct sl_value sl_value;
typedef struct sl_member sl_member;

/** One field of a value. */
struct sl_member {
    sl_str name;
    const sl_value *value;
    const sl_member *next;
};

/** A value. */
struct sl_value {
    sl_taint_labels labels; /* of itself and all fields that it has no member for */
    const sl_member *members;
    const sl_term *code; /* the function or class that it is; NULL */
};

/** What variables hold: the newest binding of a name stands first. */
typedef struct sl_binding sl_binding;
struct sl_binding {
    sl_str name;
    const sl_value *value;
    const sl_binding *next;
    size_t depth; /* number of bindings from here on */
};

/** The clean value of which nothing is known. */
extern const sl_value sl_value_clean;

/** A value of these labels. */
const sl_value *sl_value_of(sl_arena *mem, sl_taint_labels labels);
/** All labels in a value, those of its fields included. */
sl_taint_labels sl_value_labels(const sl_value *v);
/** The field of a value. */
const sl_value *sl_value_field(sl_arena *mem, const sl_value *v, sl_str name);
/** True when the field is known by name. */
bool sl_value_has(const sl_value *v, sl_str name);
/** The value with a field replaced. */
const sl_value *sl_value_with(sl_arena *mem, const sl_value *v, sl_str name, const sl_value *field);
/** The value with labels added to itself. */
const sl_value *sl_value_add(sl_arena *mem, const sl_value *v, sl_taint_labels labels);
/** What holds when either may be. */
const sl_value *sl_value_join(sl_arena *mem, const sl_value *a, const sl_value *b);

/** What a variable holds; NULL when the state does not have it. */
const sl_value *sl_state_get(const sl_binding *state, sl_str name);
/** The state with a variable set. */
const sl_binding *sl_state_set(sl_arena *mem, const sl_binding *state, sl_str name,
                               const sl_value *value);
/** What holds after either of two states that began with `base`. */
const sl_binding *sl_state_join(sl_arena *mem, const sl_binding *base, const sl_binding *a,
                                const sl_binding *b);

#endif

/* Texts with {names} in them, filled in as the place asks for. */
#ifndef SLUICE_ENGINE_VERIFY_TEMPLATE_H
#define SLUICE_ENGINE_VERIFY_TEMPLATE_H

#include "sluice/arena.h"

/** A name with its value. */
typedef struct sl_binding {
    sl_str name, value;
} sl_binding;

/** Names with their values. */
typedef struct sl_bindings {
    sl_binding *v;
    size_t n, cap;
} sl_bindings;

/** The value of the name; empty when there is none. */
sl_str sl_bindings_get(const sl_bindings *values, sl_str name);

/** How values are written. */
typedef enum sl_template_place {
    SL_PLACE_PLAIN, /* as they are */
    SL_PLACE_URL,   /* percent-encoded */
    SL_PLACE_BODY   /* as a JSON text in a body that begins with '{', else percent-encoded */
} sl_template_place;

/** The name in braces at `at`; empty when there is none. */
sl_str sl_template_name(sl_str text, size_t at);
/** True when the host comes from a value: the secret is a URL. */
bool sl_template_is_whole_url(sl_str url);
/** The template with its values, in the arena. A name without a value becomes nothing. */
sl_str sl_template_fill(sl_arena *mem, sl_str text, const sl_bindings *values,
                        sl_template_place place);

#endif

/* What the names of types say. */
#ifndef SLUICE_ENGINE_PATTERN_TYPES_H
#define SLUICE_ENGINE_PATTERN_TYPES_H

#include "engine/syntax/term.h"

/** The last name of a type that is written with others before it, the type itself of all else. */
const sl_term *sl_type_name(const sl_term *type);
/** Whether it is a primitive type of Java, or what holds one. */
bool sl_type_is_primitive(sl_str name);
/** int and Integer, boolean and Boolean. */
bool sl_type_is_boxed(sl_str a, sl_str b);
/** The name that values of a type have to be declared with; empty where some need not be. */
sl_str sl_type_sure_name(const sl_term *type);

#endif

/* Declarations of C and C++: what a declarator declares, and with which type. */
#ifndef SLUICE_ENGINE_SYNTAX_LANGUAGES_C_DECLARATIONS_H
#define SLUICE_ENGINE_SYNTAX_LANGUAGES_C_DECLARATIONS_H

#include "engine/syntax/lower.h"

/** Rows of C, which C++ has as well. */
extern const sl_lower_row sl_c_rows[];

/** `T *a, b = 1;`: a VAR each, a FUNCTION where a function is declared. A type that is defined here
    comes before them. */
void sl_c_declaration(sl_lowering *l, size_t node, sl_role role);
/** A function with a body. */
void sl_c_function(sl_lowering *l, size_t node, sl_role role);
/** A parameter. */
void sl_c_parameter(sl_lowering *l, size_t node, sl_role role);
/** A type alone, as in casts. */
void sl_c_type(sl_lowering *l, size_t node, sl_role role);
/** `typedef T *a;`. */
void sl_c_typedef(sl_lowering *l, size_t node, sl_role role);
/** struct, union, enum and class: a CLASS where it has members, else the name of a type. */
void sl_c_class(sl_lowering *l, size_t node, sl_role role);
/** `for (T a : b)`. */
void sl_c_foreach(sl_lowering *l, size_t node, sl_role role);
/** A text in which `type` stands as a type. */
sl_str sl_c_typed(sl_arena *mem, sl_str type);

#endif

/* Hooks for what Kotlin's grammar does not see: names in strings, calls with types. */
#ifndef SLUICE_ENGINE_SYNTAX_LANGUAGES_KOTLIN_H
#define SLUICE_ENGINE_SYNTAX_LANGUAGES_KOTLIN_H

#include "engine/syntax/hooks.h"

/** A string; `$a` in it is the name a. */
void sl_kotlin_string(sl_lowering *l, size_t node, sl_role role);
/** A binary expression, or the call f<T>(a) that was read as one. */
void sl_kotlin_binary(sl_lowering *l, size_t node, sl_role role);

#endif

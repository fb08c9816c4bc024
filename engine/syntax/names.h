/* What names and values stand for beyond what is written: modules, fields of modules, types. */
#ifndef SLUICE_ENGINE_SYNTAX_NAMES_H
#define SLUICE_ENGINE_SYNTAX_NAMES_H

#include "engine/syntax/term.h"

/** The type that a value has for sure (of `new T()`, a cast, &T{}); NULL. */
const sl_term *sl_name_type(sl_arena *mem, const sl_term *value, bool is_go);
/** The module that require('m') gives, as a name; NULL for other values. */
const sl_term *sl_name_required(sl_arena *mem, const sl_term *value);
/** The field `name` of `object`, as a new term. */
const sl_term *sl_name_field(sl_arena *mem, const sl_term *object, sl_str name);
/** The module of an import as a name; a string's text is its name. */
const sl_term *sl_name_module(sl_arena *mem, const sl_term *t);
/** The name that an import makes, and what it stands for; NULL when it makes none. */
const sl_term *sl_name_imported(const sl_term **meaning, sl_arena *mem, const sl_term *t,
                                bool is_go);
/** "b" of "a/b". */
sl_str sl_name_last(sl_str path);

#endif

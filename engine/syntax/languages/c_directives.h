/* C around its preprocessor: files whose braces only add up for one side of an #if. */
#ifndef SLUICE_ENGINE_SYNTAX_LANGUAGES_C_DIRECTIVES_H
#define SLUICE_ENGINE_SYNTAX_LANGUAGES_C_DIRECTIVES_H

#include "engine/syntax/cst.h"

/** Parses as C; where that leaves errors, without the lines of #if, #else and #endif, then without
    what stands behind #else where it still does not add up, which is told as a gap. */
bool sl_c_parse(sl_cst *out, sl_arena *mem, sl_str text, unsigned ms, sl_err *e);
/** The same as C++. */
bool sl_cpp_parse(sl_cst *out, sl_arena *mem, sl_str text, unsigned ms, sl_err *e);
/** Whether a header is one of C++: what C has not begins a line, comments and what only C++ sees
    aside. */
bool sl_c_is_cpp(sl_str text);

#endif

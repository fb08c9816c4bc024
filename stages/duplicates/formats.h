/* Which files are compared, and how their comments and strings are written. */
#ifndef SLUICE_STAGES_DUPLICATES_FORMATS_H
#define SLUICE_STAGES_DUPLICATES_FORMATS_H

#include "engine/match/language.h"
#include "sluice/err.h"

/** What a stage looks at. */
typedef struct sl_clone_formats {
    sl_language_names names;
    sl_map extra;   /* ".css" or "Makefile" to its format */
    sl_strs wanted; /* names of languages; empty: all but data and documents */
    bool wants_all; /* "all" is among them */
} sl_clone_formats;

/** Fills the tables; an unknown name in `wanted` is an error with the nearest known one. */
bool sl_clone_formats_init(sl_clone_formats *formats, sl_arena *mem, const sl_strs *wanted,
                           sl_err *e);
/** True when a file of this path may be compared; without an extension its first line decides. */
bool sl_clone_formats_want(const sl_clone_formats *formats, sl_str path);
/** The syntax of the file; false when it is not to be compared after all. `*syntax` may be NULL. */
bool sl_clone_formats_of(const sl_clone_formats *formats, sl_str path, sl_str text,
                         const sl_syntax **syntax);

#endif

/* Programming languages: their names in rules, the files that hold them, their syntax. */
#ifndef SLUICE_ENGINE_MATCH_LANGUAGE_H
#define SLUICE_ENGINE_MATCH_LANGUAGE_H

#include "base/map.h"
#include "engine/match/syntax.h"

/** A language; its index in the table is its bit in a set. */
typedef struct sl_language {
    const char *name;
    const char *names;      /* other names in rules, separated by spaces */
    const char *extensions; /* ".py .pyi" */
    const char *files;      /* whole file names */
    const char *programs;   /* interpreters in "#!" lines */
    const char *syntax;     /* name in syntax.h; NULL: none */
} sl_language;

/** A set of languages. */
typedef uint64_t sl_languages;

/** Language `i` of the table; NULL past the last. */
const sl_language *sl_language_at(size_t i);
/** The index of the language that a rule calls by `name`; SIZE_MAX when there is none. */
size_t sl_language_index(sl_str name);
/** Extensions and file names with their languages, for many look-ups. */
typedef struct sl_language_names {
    sl_map sets; /* ".py" or "Rakefile" to an sl_languages */
} sl_language_names;

/** Fills the table. */
void sl_language_names_init(sl_language_names *names, sl_arena *mem);
/** The languages that a file of this path may be in; 0 for none that is known. */
sl_languages sl_languages_of_path(const sl_language_names *names, sl_str path);
/** The languages of a script by its first line ("#!/usr/bin/env python3"); 0 for none. */
sl_languages sl_languages_of_script(sl_str text);
/** The syntax of the first language in the set that has one; NULL. */
const sl_syntax *sl_languages_syntax(sl_languages languages);

#endif

/* Globs with the meaning of .gitignore patterns, single or as an ordered list. */
#ifndef SLUICE_BASE_GLOB_H
#define SLUICE_BASE_GLOB_H

#include "sluice/arena.h"

/** True when `path` (relative, '/') or one of its parent folders matches `pattern`, read as a line
    of .gitignore: no slash but the last matches at any depth, "**" crosses folders, '*' and '?'
   stop at '/', "[a-z]" and "[!a]" are classes, '\' quotes. A leading '!' is an ordinary character.
 */
bool sl_glob_match(sl_str pattern, sl_str path);
/** True when the whole text matches, '*' matching anything ('/' too): for names such as branches
    where "release/" followed by a star is meant to match. */
bool sl_glob_match_name(sl_str pattern, sl_str name);

/** Patterns of ignore files, nested: later ones and deeper ones win, '!' takes back. */
typedef struct sl_ignores sl_ignores;

/** An empty list. */
sl_ignores *sl_ignores_new(sl_arena *mem);
/** Adds the lines of an ignore file that lies in folder `base` ("" for the root). Copied. Parents
    come before their children: what is added later wins. */
void sl_ignores_add(sl_ignores *ignores, sl_str base, sl_str text);
/** How many patterns the list has; a walk notes it when it enters a folder … */
size_t sl_ignores_count(const sl_ignores *ignores);
/** … and goes back to it when it leaves, which forgets the patterns added since. */
void sl_ignores_drop(sl_ignores *ignores, size_t count);
/** True when the path is ignored. Parents are not looked at: a walk asks for each folder on its way
    down and does not enter an ignored one. */
bool sl_ignores_match(const sl_ignores *ignores, sl_str path, bool is_folder);

#endif

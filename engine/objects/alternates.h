/* Lists of object folders as git writes them: lines of info/alternates, or an environment variable.
   For this folder only. */
#ifndef SLUICE_ENGINE_OBJECTS_ALTERNATES_H
#define SLUICE_ENGINE_OBJECTS_ALTERNATES_H

#include "sluice/arena.h"
#include "sluice/str.h"

/** Takes the next path off the list; false at its end. A path that begins with '"' and is a whole
    C string is taken out of its quotes (and then may hold the separator); empty ones and those that
    begin with '#' are passed over. */
bool sl_alternates_next(sl_str *path, sl_arena *mem, sl_str *list, char separator);

#endif

/* A file's bytes as memory that is read on touch. */
#ifndef SLUICE_ENGINE_OBJECTS_MAPPING_H
#define SLUICE_ENGINE_OBJECTS_MAPPING_H

#include "sluice/err.h"
#include "sluice/str.h"

/** Maps a regular file for reading; one without bytes is an empty view. */
bool sl_mapping_open(sl_str *out, const char *path, sl_err *e);
/** Lets go of it; an empty view is fine. */
void sl_mapping_close(sl_str *mapping);
/** Pages of [from, to) are not needed soon: they count no longer as memory of this process. */
void sl_mapping_forget(sl_str mapping, size_t from, size_t to);

#endif

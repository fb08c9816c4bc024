/* The headers of a gzip file. */
#ifndef SLUICE_ENGINE_ARCHIVE_GZIP_H
#define SLUICE_ENGINE_ARCHIVE_GZIP_H

#include "engine/archive/range.h"

/** Adds names, comments and extra fields. Headers behind the first are known by how they begin:
   what only looks like one is added too. */
void sl_gzip_rests(sl_archive_ranges *out, sl_arena *mem, sl_str bytes);

#endif

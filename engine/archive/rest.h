/* What of an archive's bytes is no file's content: comments, what stands before, behind and between
   the files. Nothing is unpacked here. */
#ifndef SLUICE_ENGINE_ARCHIVE_REST_H
#define SLUICE_ENGINE_ARCHIVE_REST_H

#include "engine/archive/range.h"

/** The parts of the archive that are no file's content and may hold words. Zip and gzip are known;
    of others there is what is behind `end`, where their reader came to an end (bytes.n: it did not
    say). All of the bytes where a zip archive has no list of its files. */
void sl_archive_rests(sl_archive_ranges *out, sl_arena *mem, sl_str bytes, size_t end);

#endif

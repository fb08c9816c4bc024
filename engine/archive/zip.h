/* Where things stand in a zip archive, by the list at its end. */
#ifndef SLUICE_ENGINE_ARCHIVE_ZIP_H
#define SLUICE_ENGINE_ARCHIVE_ZIP_H

#include "engine/archive/range.h"

/** Adds what is no file's content: comments, extra fields, what is before, between and behind the
    files that are listed. False when there is no list. */
bool sl_zip_rests(sl_archive_ranges *out, sl_arena *mem, sl_str bytes);
/** The archive without what stands before it; all of the bytes where there is no list. */
sl_str sl_zip_without_front(sl_str bytes);

#endif

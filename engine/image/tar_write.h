/* Writing small ustar archives: what images of examples are made of. */
#ifndef SLUICE_ENGINE_IMAGE_TAR_WRITE_H
#define SLUICE_ENGINE_IMAGE_TAR_WRITE_H

#include "engine/image/tar.h"
#include "sluice/buf.h"

/** Appends an entry with its content (entry->size does not matter). False when `out` is full, and
    for paths and links over 100 bytes. */
bool sl_tar_write(sl_buf *out, const sl_tar_entry *entry, sl_str content);
/** Appends the mark of the end. */
bool sl_tar_write_end(sl_buf *out);

#endif

/* Tar archives entry by entry from a stream: ustar and pax (POSIX.1-2017), GNU long names and large
   numbers, old v7. Says what is there and puts nothing on a disk. Entries without content of their
   own (links, folders, devices) have size 0 whatever the header says, as container runtimes see it.
 */
#ifndef SLUICE_ENGINE_IMAGE_TAR_H
#define SLUICE_ENGINE_IMAGE_TAR_H

#include "engine/image/chunks.h"
#include "sluice/arena.h"

/** What an entry is. */
typedef enum sl_tar_type {
    SL_TAR_FILE,
    SL_TAR_HARD_LINK,
    SL_TAR_LINK,
    SL_TAR_FOLDER,
    SL_TAR_OTHER /* device, pipe */
} sl_tar_type;

/** One entry. Texts are valid until the next entry is asked for. */
typedef struct sl_tar_entry {
    sl_tar_type type;
    sl_str path; /* as written */
    sl_str link; /* target of a link */
    uint32_t mode;
    uint32_t uid, gid;
    uint64_t size;
    uint64_t offset;     /* of the content in the stream */
    bool has_capability; /* the extended attribute security.capability is set */
} sl_tar_entry;

/** A reader. */
typedef struct sl_tar sl_tar;

/** A reader over `source`, in `mem`; close it. */
sl_tar *sl_tar_open(sl_arena *mem, sl_chunks source);
/** Releases what the reader holds. NULL is fine. */
void sl_tar_close(sl_tar *tar);
/** The next entry, NULL after the last; content that was not read is passed over. SL_EPARSE for
    bytes that are no tar or end early, SL_ETOOBIG for paths over SL_IMAGE_PATH_MAX. */
bool sl_tar_next(sl_tar *tar, const sl_tar_entry **entry, sl_err *e);
/** The next piece of the entry's content; of no bytes at its end. */
bool sl_tar_data(sl_tar *tar, sl_str *chunk, sl_err *e);
/** Reads what follows the end of the archive, so that digests see all bytes. */
bool sl_tar_drain(sl_tar *tar, sl_err *e);

#endif

/* Where the parts of an image lie: files of a folder, or entries of a tar archive that may itself
   be packed. Reads only; one part at a time is open. */
#ifndef SLUICE_ENGINE_IMAGE_STORE_H
#define SLUICE_ENGINE_IMAGE_STORE_H

#include "engine/image/chunks.h"
#include "engine/image/limits.h"
#include "sluice/arena.h"
#include "sluice/buf.h"

/** An opened image. */
typedef struct sl_store sl_store;

/** Opens the folder or archive at `path`; of an archive the table of entries is made. One that
    unpacks to more than `unpacked_max` bytes is SL_ETOOBIG. Close it, also after an error. */
bool sl_store_open(sl_store **out, sl_arena *mem, sl_str path, uint64_t unpacked_max, sl_err *e);
/** Opens an archive that lies in memory; `bytes` are borrowed. */
bool sl_store_open_bytes(sl_store **out, sl_arena *mem, sl_str bytes, uint64_t unpacked_max,
                         sl_err *e);
/** Releases files and libraries. NULL is fine. */
void sl_store_close(sl_store *store);
/** True when the image has a part of that name ("index.json", "blobs/sha256/…"). */
bool sl_store_has(sl_store *store, sl_str name);
/** Opens a part for reading from its start; `*size` says how long it is. Ends what was open before.
    A part that is not there is SL_ENOENT. */
bool sl_store_part(sl_store *store, sl_str name, sl_chunks *out, uint64_t *size, sl_err *e);
/** Appends a whole part, as long as `out` may become. */
bool sl_store_read(sl_store *store, sl_str name, sl_buf *out, sl_err *e);

#endif

/* Unpacking gzip (RFC 1952) and zstd (RFC 8878) streams through libarchive, which loads late; other
   bytes pass as they are. */
#ifndef SLUICE_ENGINE_IMAGE_UNPACK_H
#define SLUICE_ENGINE_IMAGE_UNPACK_H

#include "engine/image/chunks.h"
#include "engine/image/limits.h"
#include "sluice/arena.h"

/** An unpacker over a stream. */
typedef struct sl_unpack sl_unpack;

/** Loads the library ahead of a sandbox that would not let it load. */
bool sl_unpack_prepare(sl_err *e);
/** Looks at the first bytes of `source` and unpacks accordingly. Counts on `meter` what comes out.
    Streams packed in a way that no layer may be (xz, bzip2) are SL_ENOTSUP. Close it. */
bool sl_unpack_open(sl_unpack **out, sl_arena *mem, sl_chunks source, sl_image_meter *meter,
                    sl_err *e);
/** Releases what the library holds. NULL is fine. */
void sl_unpack_close(sl_unpack *unpack);
/** What comes out. */
sl_chunks sl_unpack_chunks(sl_unpack *unpack);
/** True when the stream is packed at all. */
bool sl_unpack_is_packed(const sl_unpack *unpack);

#endif

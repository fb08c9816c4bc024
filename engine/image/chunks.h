/* Bytes that come in pieces: what files, unpackers and tar entries have in common, so that no layer
   is ever held whole. */
#ifndef SLUICE_ENGINE_IMAGE_CHUNKS_H
#define SLUICE_ENGINE_IMAGE_CHUNKS_H

#include "sluice/err.h"
#include "sluice/str.h"

/** A stream of bytes. */
typedef struct sl_chunks {
    /** The next piece, valid until the next call; of no bytes at the end. */
    bool (*next)(void *self, sl_str *chunk, sl_err *e);
    /** Optional: passes over at most `n` bytes without reading them; `*done` says how many. */
    bool (*skip)(void *self, uint64_t n, uint64_t *done, sl_err *e);
    void *self;
} sl_chunks;

#endif

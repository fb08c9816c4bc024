/* A range of an open file, or of bytes in memory, as a stream. */
#ifndef SLUICE_ENGINE_IMAGE_FILE_CHUNKS_H
#define SLUICE_ENGINE_IMAGE_FILE_CHUNKS_H

#include "engine/image/chunks.h"

enum { SL_FILE_CHUNK = 256 << 10 };

/** The bytes [at, end) of a file, read through `buffer` (SL_FILE_CHUNK bytes of the caller's), or
    of `bytes` where these are given. */
typedef struct sl_file_chunks {
    int fd;
    sl_str bytes;
    uint64_t at, end;
    char *buffer;
} sl_file_chunks;

/** Opens a regular file below `folder` (AT_FDCWD for a path) for reading; -1 with errno set.
    Anything else than a regular file is EINVAL. */
int sl_file_chunks_open(int folder, const char *name, uint64_t *size);
/** The stream over a range. A file that ends early is an error. */
sl_chunks sl_file_chunks_of(sl_file_chunks *range);

#endif

/* pread in pieces. */
#include "engine/image/file_chunks.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int sl_file_chunks_open(int folder, const char *name, uint64_t *size)
{
    struct stat st;
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        *size = (uint64_t)st.st_size;
        return fd;
    }
    close(fd);
    errno = EINVAL;
    return -1;
}

static bool next(void *self, sl_str *chunk, sl_err *e)
{
    sl_file_chunks *range = self;
    uint64_t left = range->end - range->at;
    size_t n = left < SL_FILE_CHUNK ? (size_t)left : SL_FILE_CHUNK;
    if (range->bytes.n) {
        *chunk = sl_str_sub(range->bytes, (size_t)range->at, (size_t)range->at + n);
        range->at += chunk->n;
        return true;
    }
    ssize_t got = n ? pread(range->fd, range->buffer, n, (off_t)range->at) : 0;
    if (got < 0)
        return sl_fail_errno(e, "it cannot be read");
    if (n && !got)
        return sl_fail(e, SL_EPARSE, "the file has become shorter while it was read");
    range->at += (uint64_t)got;
    *chunk = sl_str_at(range->buffer, (size_t)got);
    return true;
}

static bool skip(void *self, uint64_t n, uint64_t *done, sl_err *e)
{
    (void)e;
    sl_file_chunks *range = self;
    uint64_t left = range->end - range->at;
    *done = n < left ? n : left;
    range->at += *done;
    return true;
}

sl_chunks sl_file_chunks_of(sl_file_chunks *range)
{
    return (sl_chunks){next, skip, range};
}

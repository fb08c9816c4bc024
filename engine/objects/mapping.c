/* mmap(2), read-only and private. */
#include "engine/objects/mapping.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

bool sl_mapping_open(sl_str *out, const char *path, sl_err *e)
{
    struct stat st;
    *out = (sl_str){0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return sl_fail_errno(e, "%s", path);
    bool ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    if (!ok)
        sl_fail(e, SL_EIO, "%s: not a regular file", path);
    if (ok && st.st_size > 0) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        ok = p != MAP_FAILED || sl_fail_errno(e, "%s cannot be mapped", path);
        if (ok)
            *out = sl_str_at(p, (size_t)st.st_size);
    }
    close(fd);
    return ok;
}

void sl_mapping_close(sl_str *mapping)
{
    if (mapping->n)
        munmap((void *)(uintptr_t)mapping->p, mapping->n);
    *mapping = (sl_str){0};
}

void sl_mapping_forget(sl_str mapping, size_t from, size_t to)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    from = (from + page - 1) / page * page;
    to = (to < mapping.n ? to : mapping.n) / page * page;
    if (from < to)
        madvise((void *)(uintptr_t)(mapping.p + from), to - from, MADV_DONTNEED);
}

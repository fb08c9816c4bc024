/* Paths as text, and whole files. Nothing half-written is left behind. */
#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_ROOM = 4096, READ_STEP = 1 << 16, TREE_DEPTH_MAX = 256 };

sl_str sl_path_join(sl_arena *mem, sl_str folder, sl_str name)
{
    if (folder.n == 0 || (name.n && name.p[0] == '/'))
        return sl_dup(mem, name);
    const char *slash = folder.p[folder.n - 1] == '/' ? "" : "/";
    return sl_printf(mem, "%.*s%s%.*s", SL_FMT(folder), slash, SL_FMT(name));
}

sl_str sl_path_name(sl_str path)
{
    size_t slash = sl_str_rchr(path, '/');
    return slash == SIZE_MAX ? path : sl_str_sub(path, slash + 1, path.n);
}

sl_str sl_path_parent(sl_str path)
{
    size_t slash = sl_str_rchr(path, '/');
    if (slash == SIZE_MAX)
        return sl_str_sub(path, 0, 0);
    return sl_str_sub(path, 0, slash ? slash : 1);
}

sl_str sl_path_extension(sl_str path)
{
    sl_str name = sl_path_name(path);
    size_t dot = sl_str_rchr(name, '.');
    return dot == SIZE_MAX || dot == 0 ? sl_str_sub(name, 0, 0) : sl_str_sub(name, dot, name.n);
}

bool sl_path_clean(sl_str *out, sl_arena *mem, sl_str path)
{
    if (path.n && path.p[0] == '/')
        return false;
    char *to = sl_alloc(mem, path.n + 1);
    size_t n = 0;
    sl_str rest = path;
    for (sl_str part; sl_str_cut(&rest, '/', &part);) {
        if (part.n == 0 || sl_str_is(part, "."))
            continue;
        if (sl_str_is(part, "..")) {
            if (n == 0)
                return false;
            n = sl_path_parent(sl_str_at(to, n)).n;
            continue;
        }
        if (n)
            to[n++] = '/';
        memcpy(to + n, part.p, part.n);
        n += part.n;
    }
    to[n] = 0;
    *out = sl_str_at(to, n);
    return true;
}

/* A terminated copy on the stack's storage; false when the path is too long or has a NUL. */
static bool path_z(char z[PATH_ROOM], sl_str path, sl_err *e)
{
    if (path.n >= PATH_ROOM)
        return sl_fail(e, SL_ETOOBIG, "path of %zu bytes, at most %d are supported", path.n,
                       PATH_ROOM - 1);
    if (path.n && memchr(path.p, 0, path.n))
        return sl_fail(e, SL_EPARSE, "path contains a NUL byte");
    if (path.n)
        memcpy(z, path.p, path.n);
    z[path.n] = 0;
    return true;
}

static ssize_t read_some(int fd, char *to, size_t n)
{
    ssize_t got;
    do
        got = read(fd, to, n);
    while (got < 0 && errno == EINTR);
    return got;
}

static bool read_all(sl_buf *out, int fd, const char *path, sl_err *e)
{
    for (;;) {
        size_t room = out->max - out->n;
        size_t step = out->cap > out->n + 1 ? out->cap - out->n - 1 : READ_STEP;
        step = step < room ? step : room;
        char *to = sl_buf_room(out, step);
        if (!to)
            return sl_fail(e, SL_ETOOBIG, "%s: memory ended while reading", path);
        char probe;
        ssize_t n = room ? read_some(fd, to, step) : read_some(fd, &probe, 1);
        if (n < 0)
            return sl_fail_errno(e, "%s cannot be read", path);
        if (n == 0)
            return true;
        if (!room)
            return sl_fail(e, SL_ETOOBIG, "%s is larger than %zu bytes", path, out->max);
        out->n += (size_t)n;
        out->p[out->n] = 0;
    }
}

/* Room for a file at once, where its size is known. */
static bool make_room(sl_buf *out, int fd, const char *path, sl_err *e)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return sl_fail_errno(e, "%s", path);
    if (S_ISDIR(st.st_mode))
        return sl_fail(e, SL_EIO, "%s is a folder", path);
    if (S_ISREG(st.st_mode) && st.st_size > 0 && (uint64_t)st.st_size < out->max - out->n)
        sl_buf_room(out, (size_t)st.st_size + 1);
    return true;
}

bool sl_file_read(sl_buf *out, sl_str path, sl_err *e)
{
    char z[PATH_ROOM];
    if (!path_z(z, path, e))
        return false;
    int fd = open(z, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return sl_fail_errno(e, "%s cannot be opened", z);
    bool ok = make_room(out, fd, z, e) && read_all(out, fd, z, e);
    close(fd);
    return ok;
}

bool sl_write_all(int fd, sl_str bytes)
{
    while (bytes.n) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno != EINTR)
            return false;
        bytes = sl_str_sub(bytes, n > 0 ? (size_t)n : 0, bytes.n);
    }
    return true;
}

static bool write_all(int fd, sl_str bytes, const char *path, sl_err *e)
{
    return sl_write_all(fd, bytes) || sl_fail_errno(e, "%s cannot be written", path);
}

static bool write_in_place(const char *path, sl_str bytes, sl_err *e)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return sl_fail_errno(e, "%s cannot be opened for writing", path);
    bool ok = write_all(fd, bytes, path, e);
    if (close(fd) < 0 && ok)
        ok = sl_fail_errno(e, "%s cannot be written", path);
    return ok;
}

static bool write_renamed(const char *path, mode_t mode, sl_str bytes, sl_err *e)
{
    char temporary[PATH_ROOM + 16];
    snprintf(temporary, sizeof temporary, "%s.tmpXXXXXX", path);
    int fd = mkostemp(temporary, O_CLOEXEC);
    if (fd < 0)
        return sl_fail_errno(e, "%s cannot be created", path);
    bool ok = write_all(fd, bytes, path, e);
    if (ok && (fchmod(fd, mode) < 0 || fsync(fd) < 0))
        ok = sl_fail_errno(e, "%s cannot be written", path);
    if (close(fd) < 0 && ok)
        ok = sl_fail_errno(e, "%s cannot be written", path);
    if (ok && rename(temporary, path) < 0)
        ok = sl_fail_errno(e, "%s cannot be put in place", path);
    if (!ok)
        unlink(temporary);
    return ok;
}

static mode_t less_umask(mode_t mode)
{
    mode_t mask = umask(0);
    umask(mask);
    return mode & ~mask;
}

bool sl_file_write(sl_str path, sl_str bytes, sl_err *e)
{
    char z[PATH_ROOM];
    if (!path_z(z, path, e))
        return false;
    struct stat st;
    bool exists = stat(z, &st) == 0;
    if (exists && !S_ISREG(st.st_mode))
        return write_in_place(z, bytes, e);
    if (exists)
        return write_renamed(z, st.st_mode & 07777, bytes, e);
    return write_renamed(z, less_umask(0666), bytes, e);
}

bool sl_file_make(sl_str path, sl_str bytes, unsigned mode, sl_err *e)
{
    char z[PATH_ROOM];
    return path_z(z, path, e) && write_renamed(z, less_umask(mode), bytes, e);
}

bool sl_path_exists(sl_str path)
{
    char z[PATH_ROOM];
    return path_z(z, path, NULL) && access(z, F_OK) == 0;
}

bool sl_path_is_folder(sl_str path)
{
    char z[PATH_ROOM];
    struct stat st;
    return path_z(z, path, NULL) && stat(z, &st) == 0 && S_ISDIR(st.st_mode);
}

bool sl_folder_make(sl_str path, sl_err *e)
{
    char z[PATH_ROOM];
    if (!path_z(z, path, e))
        return false;
    for (size_t i = 1; i <= path.n; i++) {
        if (i < path.n && z[i] != '/')
            continue;
        char end = z[i];
        z[i] = 0;
        if (mkdir(z, 0777) < 0 && errno != EEXIST && errno != EISDIR)
            return sl_fail_errno(e, "folder %s cannot be made", z);
        z[i] = end;
    }
    if (!sl_path_is_folder(path))
        return sl_fail(e, SL_EIO, "%s is no folder", z);
    return true;
}

bool sl_folder_temporary(sl_str *out, sl_arena *mem, const char *prefix, sl_err *e)
{
    const char *top = getenv("TMPDIR");
    char *path = sl_dup_z(mem, sl_printf(mem, "%s/%sXXXXXX", top && *top ? top : "/tmp", prefix));
    if (!mkdtemp(path))
        return sl_fail_errno(e, "temporary folder %s cannot be made; set TMPDIR", path);
    *out = sl_str_of(path);
    return true;
}

static bool remove_below(int parent, const char *name, unsigned depth);

/* Removes all entries of the open folder; takes the descriptor. */
static bool empty_folder(int fd, unsigned depth)
{
    DIR *folder = fdopendir(fd);
    if (!folder)
        return close(fd), false;
    bool ok = true;
    for (struct dirent *entry; ok && (entry = readdir(folder));) {
        sl_str name = sl_str_of(entry->d_name);
        if (!sl_str_is(name, ".") && !sl_str_is(name, ".."))
            ok = remove_below(dirfd(folder), entry->d_name, depth + 1);
    }
    int number = errno;
    closedir(folder);
    errno = number;
    return ok;
}

static bool remove_below(int parent, const char *name, unsigned depth)
{
    if (unlinkat(parent, name, 0) == 0)
        return true;
    if (errno != EISDIR && errno != EPERM)
        return false;
    if (depth > TREE_DEPTH_MAX)
        return errno = ELOOP, false;
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return false;
    if (fchmod(fd, 0700) < 0)
        return close(fd), false;
    return empty_folder(fd, depth) && unlinkat(parent, name, AT_REMOVEDIR) == 0;
}

bool sl_folder_remove(sl_str path, sl_err *e)
{
    char z[PATH_ROOM];
    if (!path_z(z, path, e))
        return false;
    if (!remove_below(AT_FDCWD, z, 0))
        return sl_fail_errno(e, "folder %s cannot be removed", z);
    return true;
}

bool sl_path_real(sl_str *out, sl_arena *mem, sl_str path, sl_err *e)
{
    char z[PATH_ROOM];
    char real[PATH_ROOM];
    if (!path_z(z, path.n ? path : SL_S("."), e))
        return false;
    if (!realpath(z, real))
        return sl_fail_errno(e, "%s", z);
    *out = sl_dup(mem, sl_str_of(real));
    return true;
}

/* Opening below a folder part by part with O_NOFOLLOW, since names are a stranger's. */
#include "engine/source/place.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

enum { FOLDER_FLAGS = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, READ_STEP = 1 << 16 };

bool sl_place_open(sl_place *place, sl_str folder, sl_err *e)
{
    char path[PATH_MAX];
    *place = (sl_place){.root = -1, .parent = -1};
    if (folder.n >= sizeof path)
        return sl_fail(e, SL_ETOOBIG, "a path of %zu bytes; at most %d", folder.n, PATH_MAX);
    memcpy(path, folder.p, folder.n);
    path[folder.n] = 0;
    place->root = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    return place->root >= 0 || sl_fail_errno(e, "%s", path);
}

static void forget_parent(sl_place *place)
{
    if (place->parent >= 0)
        close(place->parent);
    place->parent = -1;
    place->n_parent = 0;
}

void sl_place_close(sl_place *place)
{
    forget_parent(place);
    if (place->root >= 0)
        close(place->root);
    place->root = -1;
}

/* Copies a part of a path to a terminated name; "", "." and ".." lead nowhere. */
static bool part_name(char *name, sl_str part, sl_err *e)
{
    if (part.n == 0 || part.n > NAME_MAX || memchr(part.p, 0, part.n) || sl_str_is(part, ".") ||
        sl_str_is(part, ".."))
        return sl_fail(e, SL_EDENIED, "a path with the part '%.*s' is not opened", SL_FMT(part));
    memcpy(name, part.p, part.n);
    name[part.n] = 0;
    return true;
}

/* Replaces *fd by its folder `name`; *fd is closed unless it is the place's own. */
static bool descend(int *fd, const sl_place *place, const char *name, bool make, sl_err *e)
{
    if (make && mkdirat(*fd, name, 0777) != 0 && errno != EEXIST)
        return sl_fail_errno(e, "making the folder %s", name);
    int next = openat(*fd, name, FOLDER_FLAGS);
    if (next < 0 && (errno == ENOTDIR || errno == ELOOP))
        return sl_fail(e, SL_ENOENT, "'%s' is no folder (symbolic links are not followed)", name);
    if (next < 0)
        return sl_fail_errno(e, "the folder '%s'", name);
    if (*fd != place->root && *fd != place->parent)
        close(*fd);
    *fd = next;
    return true;
}

/* Opens `folder` below the place part by part, from the one used last when it is above. */
static bool is_under(sl_str path, sl_str folder)
{
    return path.n > folder.n && path.p[folder.n] == '/' && sl_str_starts(path, folder);
}

static bool open_parent(sl_place *place, sl_str folder, bool make, sl_err *e)
{
    sl_str last = sl_str_at(place->parent_path, place->n_parent);
    bool is_below = place->parent >= 0 && is_under(folder, last);
    int fd = is_below ? place->parent : place->root;
    sl_str rest = is_below ? sl_str_sub(folder, last.n + 1, folder.n) : folder;
    sl_str part;
    char name[NAME_MAX + 1];
    while (sl_str_cut(&rest, '/', &part)) {
        if (part_name(name, part, e) && descend(&fd, place, name, make, e))
            continue;
        if (fd != place->root && fd != place->parent)
            close(fd);
        return false;
    }
    forget_parent(place);
    place->parent = fd;
    memcpy(place->parent_path, folder.p, folder.n);
    place->n_parent = folder.n;
    return true;
}

bool sl_place_parent(int *fd, char *name, sl_place *place, sl_str path, bool make, sl_err *e)
{
    if (path.n >= SL_PLACE_PATH_MAX)
        return sl_fail(e, SL_ETOOBIG, "a path of %zu bytes; at most %d", path.n, SL_PLACE_PATH_MAX);
    size_t slash = sl_str_rchr(path, '/');
    if (!part_name(name, slash == SIZE_MAX ? path : sl_str_sub(path, slash + 1, path.n), e))
        return false;
    *fd = place->root;
    if (slash == SIZE_MAX)
        return true;
    sl_str folder = sl_str_sub(path, 0, slash);
    if (folder.n == 0 || folder.p[folder.n - 1] == '/')
        return sl_fail(e, SL_EDENIED, "a path with an empty part is not opened");
    bool is_same =
        place->parent >= 0 && sl_str_eq(folder, sl_str_at(place->parent_path, place->n_parent));
    if (!is_same && !open_parent(place, folder, make, e))
        return false;
    *fd = place->parent;
    return true;
}

bool sl_place_stat(struct stat *out, sl_place *place, sl_str path, sl_err *e)
{
    char name[NAME_MAX + 1];
    int fd;
    if (!sl_place_parent(&fd, name, place, path, false, e))
        return false;
    return fstatat(fd, name, out, AT_SYMLINK_NOFOLLOW) == 0 || sl_fail_errno(e, "'%s'", name);
}

static bool too_big(sl_err *e, uint64_t size, const sl_buf *out)
{
    return sl_fail(e, SL_ETOOBIG, "%llu bytes or more, over the limit of %zu for one file",
                   (unsigned long long)size, out->max);
}

/* One read of at most `want` bytes (not 0) to the end of `out`: -1 an error, 0 the end. */
static ssize_t read_some(sl_buf *out, int fd, size_t want, sl_err *e)
{
    char one;
    size_t left = out->max - out->n;
    char *to = left ? sl_buf_room(out, want < left ? want : left) : &one;
    if (!to) {
        sl_fail(e, SL_EFAIL, "no memory for %zu bytes", want);
        return -1;
    }
    ssize_t n;
    do
        n = read(fd, to, left == 0 ? 1 : want < left ? want : left);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        sl_fail_errno(e, "reading");
    if (n > 0 && left == 0) {
        too_big(e, (uint64_t)out->n + 1, out);
        return -1;
    }
    out->n += n > 0 ? (size_t)n : 0;
    return n;
}

/* Reads to the end of the file, which may not be where stat saw it. One read that asks for a byte
   more than expected and gets what was expected has seen the end. */
static bool read_all(sl_buf *out, int fd, size_t expected, sl_err *e)
{
    size_t start = out->n;
    size_t want = expected < SIZE_MAX ? expected + 1 : expected;
    ssize_t n;
    do {
        bool asks_for_more = out->max - out->n >= want && out->n == start;
        n = read_some(out, fd, want, e);
        if (asks_for_more && n >= 0 && (size_t)n == expected)
            n = 0;
        want = READ_STEP;
    } while (n > 0);
    if (out->p)
        out->p[out->n] = 0;
    return n == 0;
}

bool sl_place_read_link(sl_buf *out, sl_place *place, sl_str path, sl_err *e)
{
    char name[NAME_MAX + 1];
    char target[PATH_MAX];
    int folder;
    if (!sl_place_parent(&folder, name, place, path, false, e))
        return false;
    ssize_t n = readlinkat(folder, name, target, sizeof target);
    if (n < 0)
        return sl_fail_errno(e, "reading the link");
    return sl_buf_add(out, sl_str_at(target, (size_t)n)) || too_big(e, (uint64_t)n, out);
}

bool sl_place_read(sl_buf *out, sl_place *place, sl_str path, sl_err *e)
{
    char name[NAME_MAX + 1];
    int folder;
    struct stat st;
    if (!sl_place_parent(&folder, name, place, path, false, e))
        return false;
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0 && errno == ELOOP)
        return sl_fail(e, SL_EIO, "not a regular file: it was replaced by a symbolic link");
    if (fd < 0)
        return sl_fail_errno(e, "opening");
    bool ok = fstat(fd, &st) == 0;
    if (!ok)
        sl_fail_errno(e, "stat");
    else if (!S_ISREG(st.st_mode))
        ok = sl_fail(e, SL_EIO, "not a regular file: it was replaced");
    else if ((uint64_t)st.st_size > out->max - out->n)
        ok = too_big(e, (uint64_t)st.st_size, out);
    else
        ok = read_all(out, fd, (size_t)st.st_size, e);
    close(fd);
    return ok;
}

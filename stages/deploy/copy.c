/* A tree copied by descriptors, so that nothing that is swapped under us is followed. */
#include "stages/deploy/copy.h"

#include "sluice/arena.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MAX = 200, LINK_ROOM = 4096 };

/** Where copying stands: two open folders, and the path from the top for messages. */
typedef struct place {
    int from, to;
    sl_str path;
    unsigned depth;
} place;

static bool copy_folder(sl_arena *mem, const place *at, sl_err *e);

static bool copy_bytes(int from, int to)
{
    for (;;) {
        ssize_t n = copy_file_range(from, NULL, to, NULL, 1 << 30, 0);
        if (n == 0)
            return true;
        if (n > 0 || errno == EINTR)
            continue;
        if (errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
            return false;
        break;
    }
    char bytes[65536];
    for (ssize_t n; (n = read(from, bytes, sizeof bytes)) != 0;) {
        if (n < 0)
            return false;
        for (ssize_t done = 0, k; done < n; done += k)
            if ((k = write(to, bytes + done, (size_t)(n - done))) < 0)
                return false;
    }
    return true;
}

static bool copy_file(const place *at, const char *name, sl_err *e)
{
    struct stat st;
    int to = -1;
    int from = openat(at->from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    bool ok = from >= 0 && fstat(from, &st) == 0;
    if (ok)
        to = openat(at->to, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    ok = ok && to >= 0 && copy_bytes(from, to) && fchmod(to, st.st_mode & 0555) == 0 &&
         fsync(to) == 0;
    if (!ok)
        sl_fail_errno(e, "%.*s/%s cannot be copied", SL_FMT(at->path), name);
    if (from >= 0)
        close(from);
    if (to >= 0 && close(to) < 0 && ok)
        ok = sl_fail_errno(e, "%.*s/%s cannot be copied", SL_FMT(at->path), name);
    return ok;
}

/* A link stays inside when it climbs no higher than the top of the source, and climbs at its start
   only: behind a name, which may be a link itself, ".." leads to nobody knows where. */
static bool stays_inside(sl_str target, unsigned depth)
{
    bool has_name = false;
    if (target.n && target.p[0] == '/')
        return false;
    for (sl_str part; sl_str_cut(&target, '/', &part);) {
        bool climbs = sl_str_is(part, "..");
        if (climbs && (has_name || depth-- == 0))
            return false;
        has_name = has_name || (part.n && !climbs && !sl_str_is(part, "."));
    }
    return true;
}

static bool copy_link(const place *at, const char *name, sl_err *e)
{
    char target[LINK_ROOM];
    ssize_t n = readlinkat(at->from, name, target, sizeof target - 1);
    if (n < 0)
        return sl_fail_errno(e, "%.*s/%s cannot be read", SL_FMT(at->path), name);
    target[n] = 0;
    if (!stays_inside(sl_str_of(target), at->depth))
        return sl_fail(e, SL_EDENIED, "%.*s/%s is a link that leads out of the release",
                       SL_FMT(at->path), name);
    if (symlinkat(target, at->to, name) < 0)
        return sl_fail_errno(e, "%.*s/%s cannot be made", SL_FMT(at->path), name);
    return true;
}

static bool copy_below(sl_arena *mem, const place *at, const char *name, sl_err *e)
{
    place below = {.path = sl_printf(mem, "%.*s/%s", SL_FMT(at->path), name),
                   .depth = at->depth + 1};
    if (below.depth > DEPTH_MAX)
        return sl_fail(e, SL_ETOOBIG, "%.*s is nested more than %d deep", SL_FMT(below.path),
                       DEPTH_MAX);
    if (mkdirat(at->to, name, 0700) < 0)
        return sl_fail_errno(e, "%.*s cannot be made", SL_FMT(below.path));
    below.from = openat(at->from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    below.to = openat(at->to, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    bool ok = (below.from >= 0 && below.to >= 0) ||
              sl_fail_errno(e, "%.*s cannot be opened", SL_FMT(below.path));
    ok = ok && copy_folder(mem, &below, e);
    if (below.to >= 0)
        close(below.to);
    if (below.from >= 0)
        close(below.from);
    return ok;
}

static bool copy_entry(sl_arena *mem, const place *at, const char *name, sl_err *e)
{
    struct stat st;
    if (fstatat(at->from, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return sl_fail_errno(e, "%.*s/%s cannot be read", SL_FMT(at->path), name);
    if (S_ISREG(st.st_mode))
        return copy_file(at, name, e);
    if (S_ISLNK(st.st_mode))
        return copy_link(at, name, e);
    if (S_ISDIR(st.st_mode))
        return copy_below(mem, at, name, e);
    return sl_fail(e, SL_ENOTSUP, "%.*s/%s is neither a file nor a folder nor a link",
                   SL_FMT(at->path), name);
}

static bool copy_folder(sl_arena *mem, const place *at, sl_err *e)
{
    int again = openat(at->from, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = again >= 0 ? fdopendir(again) : NULL;
    if (!folder)
        return sl_fail_errno(e, "%.*s cannot be read", SL_FMT(at->path));
    bool ok = true;
    for (struct dirent *entry; ok && (entry = readdir(folder));) {
        sl_str name = sl_str_of(entry->d_name);
        if (!sl_str_is(name, ".") && !sl_str_is(name, ".."))
            ok = copy_entry(mem, at, entry->d_name, e);
    }
    closedir(folder);
    if (ok && (fsync(at->to) < 0 || fchmod(at->to, 0555) < 0))
        ok = sl_fail_errno(e, "%.*s cannot be finished", SL_FMT(at->path));
    return ok;
}

bool sl_folder_copy(sl_str from, sl_str to, sl_err *e)
{
    sl_arena *mem = sl_arena_new();
    place top = {.path = from, .from = -1, .to = -1};
    bool ok =
        mkdir(sl_dup_z(mem, to), 0700) == 0 || sl_fail_errno(e, "%.*s cannot be made", SL_FMT(to));
    if (ok) {
        top.from = open(sl_dup_z(mem, from), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        top.to = open(sl_dup_z(mem, to), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        ok = (top.from >= 0 && top.to >= 0) ||
             sl_fail_errno(e, "%.*s cannot be opened", SL_FMT(from));
    }
    ok = ok && copy_folder(mem, &top, e);
    if (top.from >= 0)
        close(top.from);
    if (top.to >= 0)
        close(top.to);
    sl_arena_free(mem);
    return ok;
}

/* Directory releases: copy, sync, freeze, rename, switch. */
#include "stages/deploy/release.h"

#include "base/path.h"
#include "stages/deploy/copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LINK_ROOM = 4096 };

static sl_str releases_folder(const sl_releases *r)
{
    return sl_path_join(r->mem, r->root, SL_S("releases"));
}

static sl_str release_path(const sl_releases *r, sl_str name)
{
    return sl_path_join(r->mem, releases_folder(r), name);
}

static sl_str current_path(const sl_releases *r)
{
    return sl_path_join(r->mem, r->root, SL_S("current"));
}

/* What a deployment left that was ended halfway; nobody else is at work, since we have the lock. */
static bool sweep(const sl_releases *r, sl_err *e)
{
    bool ok = true;
    DIR *folder = opendir(releases_folder(r).p);
    if (!folder)
        return sl_fail_errno(e, "%.*s cannot be read", SL_FMT(releases_folder(r)));
    for (struct dirent *entry; ok && (entry = readdir(folder));) {
        sl_str name = sl_str_of(entry->d_name);
        if (name.p[0] == '.' && sl_str_ends(name, SL_S(".part")))
            ok = sl_folder_remove(release_path(r, name), e);
    }
    closedir(folder);
    return ok;
}

bool sl_releases_open(sl_releases *r, sl_arena *mem, sl_str root, sl_err *e)
{
    *r = (sl_releases){.mem = mem, .root = sl_dup(mem, root), .lock = -1};
    if (!sl_folder_make(releases_folder(r), e))
        return false;
    sl_str path = sl_path_join(mem, root, SL_S(".lock"));
    r->lock = open(path.p, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (r->lock < 0)
        return sl_fail_errno(e, "%s cannot be opened", path.p);
    bool ok = flock(r->lock, LOCK_EX | LOCK_NB) == 0 ||
              sl_fail(e, SL_EDENIED, "%.*s: another deployment is under way", SL_FMT(root));
    ok = ok && sweep(r, e);
    if (!ok)
        sl_releases_close(r);
    return ok;
}

void sl_releases_close(sl_releases *r)
{
    if (r->lock >= 0)
        close(r->lock);
    r->lock = -1;
}

/* "20261124T120000.123456Z-0123456789ab": sorts by time. */
static sl_str new_name(const sl_releases *r, sl_str commit)
{
    struct timespec now;
    struct tm tm;
    char text[32];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &tm);
    size_t n = strftime(text, sizeof text, "%Y%m%dT%H%M%S", &tm);
    return sl_printf(r->mem, "%.*s.%06ldZ-%.*s", (int)n, text, now.tv_nsec / 1000,
                     SL_FMT(sl_str_sub(commit, 0, 12)));
}

static bool sync_folder(sl_str path, sl_err *e)
{
    int fd = open(path.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (!ok)
        sl_fail_errno(e, "%.*s cannot be synced", SL_FMT(path));
    if (fd >= 0)
        close(fd);
    return ok;
}

bool sl_release_make(sl_str *name, const sl_releases *r, sl_str source, sl_str commit, sl_err *e)
{
    *name = new_name(r, commit);
    sl_str temporary = release_path(r, sl_printf(r->mem, ".%.*s.part", SL_FMT(*name)));
    sl_str path = release_path(r, *name);
    bool ok = sl_folder_copy(source, temporary, e);
    if (ok && rename(temporary.p, path.p) < 0)
        ok = sl_fail_errno(e, "%s cannot be put in place", path.p);
    ok = ok && sync_folder(releases_folder(r), e);
    if (!ok)
        sl_folder_remove(temporary, NULL);
    return ok;
}

bool sl_release_switch(const sl_releases *r, sl_str name, sl_err *e)
{
    sl_str target = sl_printf(r->mem, "releases/%.*s", SL_FMT(name));
    sl_str link = sl_path_join(r->mem, r->root, SL_S(".current.new"));
    sl_str current = current_path(r);
    struct stat st;
    if (lstat(current.p, &st) == 0 && !S_ISLNK(st.st_mode))
        return sl_fail(e, SL_EDENIED, "%s is there and no link; a deployment switches a link",
                       current.p);
    if (unlink(link.p) < 0 && errno != ENOENT)
        return sl_fail_errno(e, "%s cannot be removed", link.p);
    if (symlink(target.p, link.p) < 0)
        return sl_fail_errno(e, "%s cannot be made", link.p);
    if (rename(link.p, current.p) < 0)
        return sl_fail_errno(e, "%s cannot be switched", current.p);
    return sync_folder(r->root, e);
}

sl_str sl_release_current(const sl_releases *r)
{
    char text[LINK_ROOM];
    ssize_t n = readlink(current_path(r).p, text, sizeof text);
    return n > 0 ? sl_dup(r->mem, sl_path_name(sl_str_at(text, (size_t)n))) : (sl_str){0};
}

static int by_name(const void *left, const void *right)
{
    return sl_str_cmp(*(const sl_str *)left, *(const sl_str *)right);
}

static bool list(sl_strs *out, const sl_releases *r, sl_err *e)
{
    DIR *folder = opendir(releases_folder(r).p);
    if (!folder)
        return sl_fail_errno(e, "%.*s cannot be read", SL_FMT(releases_folder(r)));
    for (struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            *sl_list_add(r->mem, out) = sl_dup(r->mem, sl_str_of(entry->d_name));
    closedir(folder);
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, by_name);
    return true;
}

bool sl_release_before(sl_str *out, const sl_releases *r, sl_str name, sl_err *e)
{
    sl_strs names = {0};
    *out = (sl_str){0};
    if (!list(&names, r, e))
        return false;
    for (size_t i = 0; i < names.n; i++)
        if (sl_str_cmp(names.v[i], name) < 0)
            *out = names.v[i];
    return true;
}

bool sl_releases_prune(const sl_releases *r, size_t keep, sl_err *e)
{
    sl_strs names = {0};
    sl_str current = sl_release_current(r);
    if (!list(&names, r, e))
        return false;
    size_t n_left = names.n;
    for (size_t i = 0; i < names.n && n_left > keep; i++) {
        if (sl_str_eq(names.v[i], current))
            continue;
        if (!sl_folder_remove(release_path(r, names.v[i]), e))
            return false;
        n_left--;
    }
    return true;
}

/* Copies of repositories: clones of URLs, and trees of commits written to disk. Names and targets
   of links are a stranger's; nothing is written outside the folder given. */
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

#include "base/path.h"
#include "engine/source/object.h"
#include "engine/source/place.h"
#include "engine/source/tree.h"
#include "engine/source/unit.h"

enum { WRITTEN_GIB_MAX = 32 };

/* A check-out under way. */
typedef struct check_out {
    sl_repo *repo;
    sl_place place;
    uint64_t written;
} check_out;

static bool write_file(int folder, const char *name, mode_t mode, sl_str text, sl_err *e)
{
    int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0)
        return sl_fail_errno(e, "making the file");
    bool ok = sl_write_all(fd, text) || sl_fail_errno(e, "writing");
    if (close(fd) != 0 && ok)
        ok = sl_fail_errno(e, "writing");
    return ok;
}

/* True when a link at `path` with that target stays below the top, whatever the links it leads
   through: ".." only in front, and no more of them than there are folders above the link. */
static bool stays_inside(sl_str path, sl_str target)
{
    size_t depth = 0;
    bool in_front = true;
    sl_str part;
    for (size_t i = 0; i < path.n; i++)
        depth += path.p[i] == '/';
    if (target.n == 0 || target.n >= PATH_MAX || target.p[0] == '/' ||
        memchr(target.p, 0, target.n))
        return false;
    while (sl_str_cut(&target, '/', &part)) {
        bool is_up = sl_str_is(part, "..");
        if (is_up && (!in_front || depth == 0))
            return false;
        depth -= is_up;
        in_front = in_front && (is_up || part.n == 0 || sl_str_is(part, "."));
    }
    return true;
}

/* A link that leads out becomes a file that holds its target, as git does with core.symlinks off.
 */
static bool write_link(int folder, const char *name, sl_str path, sl_str target, sl_err *e)
{
    char z[PATH_MAX];
    if (!stays_inside(path, target))
        return write_file(folder, name, 0666, target, e);
    memcpy(z, target.p, target.n);
    z[target.n] = 0;
    return symlinkat(z, folder, name) == 0 || sl_fail_errno(e, "making the link");
}

/* No part may be git's own folder, in any case of letters: tools would take it for a repository. */
static bool check_parts(sl_str path, sl_err *e)
{
    sl_str part;
    while (sl_str_cut(&path, '/', &part))
        if (sl_str_eq_case(part, SL_S(".git")))
            return sl_fail(e, SL_EDENIED, "a path with the part '.git' is not written");
    return true;
}

static bool write_blob(check_out *c, int folder, const char *name, sl_str path,
                       const sl_tree_entry *entry, sl_err *e)
{
    sl_object object;
    if (!sl_object_open(&object, c->repo, &entry->id, SL_OBJECT_BLOB, e))
        return false;
    bool ok;
    c->written += object.text.n;
    if (c->written >> 30 >= WRITTEN_GIB_MAX)
        ok = sl_fail(e, SL_ETOOBIG, "the tree has more than %d GiB", WRITTEN_GIB_MAX);
    else if ((entry->mode & SL_MODE_TYPE) == SL_MODE_LINK)
        ok = write_link(folder, name, path, object.text, e);
    else
        ok = write_file(folder, name, entry->mode & 0100 ? 0777 : 0666, object.text, e);
    sl_object_close(&object);
    return ok;
}

static bool write_entry(void *context, sl_str path, const sl_tree_entry *from,
                        const sl_tree_entry *to, sl_err *e)
{
    check_out *c = context;
    char name[NAME_MAX + 1];
    int folder;
    (void)from;
    bool ok = check_parts(path, e) && sl_place_parent(&folder, name, &c->place, path, true, e);
    if (ok && (to->mode & SL_MODE_TYPE) == SL_MODE_COMMIT)
        ok = mkdirat(folder, name, 0777) == 0 || sl_fail_errno(e, "making the folder");
    else if (ok)
        ok = write_blob(c, folder, name, path, to, e);
    return ok || sl_fail_more(e, "%.*s", SL_FMT(path));
}

bool sl_repo_check_out(sl_repo *repo, const sl_commit *at, sl_str folder, sl_err *e)
{
    check_out c = {.repo = repo};
    sl_id tree;
    if (!sl_tree_of(&tree, repo, at, e) || !sl_place_open(&c.place, folder, e))
        return false;
    bool ok = sl_tree_compare(repo, NULL, &tree,
                              &(sl_tree_visit){.context = &c, .entry = write_entry}, e);
    sl_place_close(&c.place);
    return ok || sl_fail_more(e, "checking out %.12s", at->hex);
}

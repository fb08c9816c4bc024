/* Loading libgit2 and its settings for a reader of other people's repositories. */
#include "engine/source/git2.h"

#include "base/late.h"

/* Packs are looked at through windows of this size, few at a time: a worker's address space is
   limited, and larger windows gain nothing. */
enum { WINDOW_BYTES = 64 << 20, WINDOWS_BYTES = 512 << 20 };

static bool set_up(const sl_git2 *git)
{
    /* Extensions that change nothing for a reader of objects and refs, besides "noop", which
       libgit2 knows. The object format is let through so that we can say what is wrong with it. */
    const char *extensions[] = {"partialclone",      "worktreeconfig", "preciousobjects",
                                "relativeworktrees", "objectformat",   "refstorage",
                                "compatobjectformat"};
    return git->libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0) == 0 &&
           git->libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0) == 0 &&
           git->libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, (size_t)WINDOW_BYTES) == 0 &&
           git->libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, (size_t)WINDOWS_BYTES) == 0 &&
           git->libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions,
                             sizeof extensions / sizeof *extensions) == 0;
}

bool sl_git2_open(sl_git2 *git, sl_err *e)
{
#define NAME(name) "git_" #name,
    static const char *const names[] = {SL_GIT2_FUNCTIONS(NAME)};
#undef NAME
    *git = (sl_git2){0};
    if (!sl_late_load(git, SLUICE_GIT2_SO, names, sizeof names / sizeof *names, "libgit2-1.5", e)) {
        git->libgit2_shutdown = NULL;
        return false;
    }
    if (git->libgit2_init() > 0 && set_up(git))
        return true;
    sl_git2_fail(git, SL_EFAIL, e);
    sl_git2_close(git);
    return false;
}

void sl_git2_close(sl_git2 *git)
{
    if (git->libgit2_shutdown)
        git->libgit2_shutdown();
    git->libgit2_shutdown = NULL;
}

bool sl_git2_fail(const sl_git2 *git, sl_err_kind kind, sl_err *e)
{
    const git_error *last = git->error_last();
    return sl_fail(e, kind, "%s",
                   last && last->message ? last->message : "libgit2 gives no reason");
}

git_oid sl_git2_oid(const sl_id *id)
{
    git_oid oid;
    memcpy(oid.id, id->bytes, sizeof oid.id);
    return oid;
}

sl_id sl_git2_id(const git_oid *oid)
{
    sl_id id = {.kind = SL_ID_GIT_SHA1};
    memcpy(id.bytes, oid->id, sizeof oid->id);
    return id;
}

/* An open repository: where it lies, what HEAD is, texts at a commit. */
#include "engine/source/repo.h"

#include <stdlib.h>

#include "base/path.h"
#include "engine/objects/refs.h"
#include "engine/source/git2.h"
#include "engine/source/object.h"
#include "engine/source/tree.h"
#include "engine/source/unit.h"

enum { CONFIG_MAX = 1 << 20 };

/* A path as libgit2 gives it, without the '/' at its end. */
static sl_str folder_of(sl_arena *mem, const char *path)
{
    sl_str s = sl_str_of(path);
    while (s.n > 1 && s.p[s.n - 1] == '/')
        s.n--;
    return sl_dup(mem, s);
}

/* libgit2 does not know by itself what hooks see through the environment. */
static bool add_environment_stores(sl_repo *repo, sl_err *e)
{
    sl_strs stores = {0};
    git_odb *odb = NULL;
    sl_environment_stores(&stores, repo->mem);
    if (!stores.n)
        return true;
    bool ok = repo->git.repository_odb(&odb, repo->repo) == 0;
    for (size_t i = 0; ok && i < stores.n; i++) {
        sl_str real;
        if (sl_path_real(&real, repo->mem, stores.v[i], NULL))
            ok = repo->git.odb_add_disk_alternate(odb, real.p) == 0;
    }
    if (odb)
        repo->git.odb_free(odb);
    return ok || sl_git2_fail(&repo->git, SL_EIO, e);
}

bool sl_git2_need(sl_repo *repo, sl_err *e)
{
    if (repo->repo)
        return true;
    sl_git2_close(&repo->git);
    if (!sl_git2_open(&repo->git, e))
        return false;
    const char *path = sl_dup_z(repo->mem, repo->git_folder);
    if (repo->git.repository_open_ext(&repo->repo, path, GIT_REPOSITORY_OPEN_CROSS_FS, NULL) == 0)
        return add_environment_stores(repo, e);
    sl_git2_fail(&repo->git, SL_EIO, e);
    return sl_fail_more(e, "repository %.*s", SL_FMT(repo->git_folder));
}

static bool has_worktree_key(const sl_repo *repo)
{
    const sl_str key = SL_STR("worktree");
    sl_arena *mem = sl_arena_new();
    sl_str path = sl_path_join(mem, repo->common, SL_S("config"));
    sl_str config = sl_gitfolder_text(mem, path, CONFIG_MAX);
    bool found = false;
    for (sl_str line; !found && sl_str_cut(&config, '\n', &line);)
        found = sl_str_eq_case(sl_str_sub(sl_str_trim(line), 0, key.n), key);
    sl_arena_free(mem);
    return found;
}

/* The work tree of a git folder that was opened itself: around it, or, of a linked one, where its
   file `gitdir` says. */
static sl_str work_tree_of(sl_repo *repo)
{
    if (sl_str_is(sl_path_name(repo->git_folder), ".git"))
        return sl_path_parent(repo->git_folder);
    sl_str path = sl_path_join(repo->mem, repo->git_folder, SL_S("gitdir"));
    sl_str link = sl_str_trim(sl_gitfolder_text(repo->mem, path, CONFIG_MAX));
    sl_str real = {0};
    if (link.n)
        sl_path_real(&real, repo->mem,
                     sl_path_join(repo->mem, repo->git_folder, sl_path_parent(link)), NULL);
    return real;
}

/* `core.worktree` puts the work tree somewhere else, which libgit2 knows to read. */
static bool find_work_tree(sl_repo *repo, sl_err *e)
{
    repo->work_tree = repo->folder.top.n ? repo->folder.top : work_tree_of(repo);
    if (!has_worktree_key(repo))
        return true;
    if (!sl_git2_need(repo, e))
        return false;
    const char *work_tree = repo->git.repository_workdir(repo->repo);
    repo->work_tree = work_tree ? folder_of(repo->mem, work_tree) : (sl_str){0};
    return true;
}

static void note_stores(sl_repo *repo)
{
    const sl_strs *folders = sl_objects_folders(repo->objects);
    sl_str own = sl_path_join(repo->mem, repo->common, SL_S("objects"));
    for (size_t i = 0; i < folders->n; i++)
        if (!sl_str_eq(folders->v[i], own))
            *sl_list_add(repo->mem, &repo->stores) = folders->v[i];
}

static bool find_repo(sl_repo *repo, sl_str path, sl_err *e)
{
    if (!sl_path_exists(path))
        return sl_fail(e, SL_ENOENT, "%.*s: no such file or folder", SL_FMT(path));
    if (!sl_gitfolder_find(&repo->folder, repo->mem, path, e))
        return false;
    repo->git_folder = repo->folder.git;
    repo->common = repo->folder.common;
    if (repo->folder.id_bytes != SL_SHA1_ID)
        return sl_fail(e, SL_ENOTSUP,
                       "%.*s uses the object format sha256, which this command cannot read yet; "
                       "scan the work tree as a folder instead",
                       SL_FMT(repo->common));
    if (!sl_objects_open(&repo->objects, repo->mem, repo->common, SL_SHA1_ID, e))
        return sl_fail_more(e, "repository %.*s", SL_FMT(path));
    note_stores(repo);
    return find_work_tree(repo, e);
}

bool sl_repo_open(sl_repo **out, sl_str path, sl_err *e)
{
    sl_arena *mem = sl_arena_new();
    sl_repo *repo = sl_alloc(mem, sizeof *repo);
    repo->mem = mem;
    *out = NULL;
    bool ok = find_repo(repo, path, e);
    if (ok)
        *out = repo;
    else
        sl_repo_close(repo);
    return ok;
}

bool sl_repo_open_here(sl_repo **out, sl_err *e)
{
    const char *folder = getenv("GIT_DIR");
    const char *work_tree = getenv("GIT_WORK_TREE");
    if (!sl_repo_open(out, folder ? sl_str_of(folder) : SL_S("."), e))
        return false;
    sl_repo *repo = *out;
    if (!work_tree || sl_path_real(&repo->work_tree, repo->mem, sl_str_of(work_tree), e))
        return true;
    sl_repo_close(repo);
    *out = NULL;
    return sl_fail_more(e, "GIT_WORK_TREE");
}

void sl_repo_close(sl_repo *repo)
{
    if (!repo)
        return;
    sl_objects_close(repo->objects);
    if (repo->repo)
        repo->git.repository_free(repo->repo);
    sl_git2_close(&repo->git);
    sl_arena_free(repo->mem);
}

sl_str sl_repo_common_folder(const sl_repo *repo)
{
    return repo->common;
}

sl_str sl_repo_work_tree(const sl_repo *repo)
{
    return repo->work_tree;
}

bool sl_repo_is_shallow(const sl_repo *repo)
{
    return repo->folder.is_shallow;
}

sl_str sl_repo_branch(sl_repo *repo, sl_arena *mem)
{
    const sl_str heads = SL_STR("refs/heads/");
    sl_str target = sl_ref_target(mem, &repo->folder, SL_S("HEAD"));
    return sl_str_starts(target, heads) ? sl_str_sub(target, heads.n, target.n) : (sl_str){0};
}

bool sl_repo_is_tag(sl_repo *repo, sl_arena *mem, sl_str rev, sl_str *name)
{
    sl_id id;
    if (sl_str_starts(rev, SL_S("refs/")))
        rev = sl_str_sub(rev, 5, rev.n);
    if (sl_str_starts(rev, SL_S("tags/")))
        rev = sl_str_sub(rev, 5, rev.n);
    if (!sl_ref_read(&id, mem, &repo->folder, sl_printf(mem, "refs/tags/%.*s", SL_FMT(rev))))
        return false;
    *name = sl_dup(mem, rev);
    return true;
}

bool sl_repo_read(sl_buf *out, sl_repo *repo, const sl_commit *at, sl_str path, sl_err *e)
{
    sl_id tree;
    sl_tree_entry entry;
    if (!sl_tree_of(&tree, repo, at, e) || !sl_tree_find(&entry, repo, &tree, path, e))
        return false;
    uint32_t type = entry.mode & SL_MODE_TYPE;
    if (type == SL_MODE_FOLDER || type == SL_MODE_COMMIT)
        return sl_fail(e, SL_ENOENT, "%.*s: a %s in the commit, not a file", SL_FMT(path),
                       type == SL_MODE_FOLDER ? "folder" : "submodule");
    return sl_object_read(out, repo, &entry.id, e) || sl_fail_more(e, "%.*s", SL_FMT(path));
}

/* A list of paths under way. */
typedef struct paths {
    sl_strs *v;
    sl_arena *mem;
} paths;

static bool add_path(void *context, sl_str path, const sl_tree_entry *from, const sl_tree_entry *to,
                     sl_err *e)
{
    paths *p = context;
    (void)from;
    (void)to;
    if (p->v->n >= SL_SOURCE_UNITS_MAX)
        return sl_fail(e, SL_ETOOBIG, "more than %d paths differ", SL_SOURCE_UNITS_MAX);
    *sl_list_add(p->mem, p->v) = sl_dup(p->mem, path);
    return true;
}

bool sl_repo_changed_paths(sl_strs *out, sl_arena *mem, sl_repo *repo, const sl_commit *from,
                           const sl_commit *to, sl_err *e)
{
    sl_id a;
    sl_id b;
    paths p = {.v = out, .mem = mem};
    *out = (sl_strs){0};
    return sl_tree_of(&a, repo, from, e) && sl_tree_of(&b, repo, to, e) &&
           sl_tree_compare(repo, &a, &b, &(sl_tree_visit){.context = &p, .entry = add_path}, e);
}

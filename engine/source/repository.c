/* An open repository: where it lies, what HEAD is, texts at a commit. */
#include "engine/source/repo.h"

#include "base/path.h"
#include "engine/objects/objects.h"
#include "engine/source/git2.h"
#include "engine/source/object.h"
#include "engine/source/tree.h"
#include "engine/source/unit.h"

enum { ALTERNATES_MAX = 1 << 16, ALTERNATES_DEPTH_MAX = 5 };

/* A path as libgit2 gives it, without the '/' at its end. */
static sl_str folder_of(sl_arena *mem, const char *path)
{
    sl_str s = sl_str_of(path);
    while (s.n > 1 && s.p[s.n - 1] == '/')
        s.n--;
    return sl_dup(mem, s);
}

static bool open_failed(const sl_git2 *git, int code, sl_str path, sl_err *e)
{
    if (code == GIT_ENOTFOUND && !sl_path_exists(path))
        return sl_fail(e, SL_ENOENT, "%.*s: no such file or folder", SL_FMT(path));
    if (code == GIT_ENOTFOUND)
        return sl_fail(e, SL_ENOENT, "%.*s: not a git repository (nor any folder above it)",
                       SL_FMT(path));
    sl_git2_fail(git, SL_EIO, e);
    return sl_fail_more(e, "repository %.*s", SL_FMT(path));
}

/* Formats that libgit2 would misread: said here, since it would only find objects missing. */
static bool check_format(sl_repo *repo, sl_err *e)
{
    const char *objects = NULL;
    const char *refs = NULL;
    git_config *config = NULL;
    if (repo->git.repository_config_snapshot(&config, repo->repo) != 0)
        return sl_git2_fail(&repo->git, SL_EIO, e);
    bool ok = true;
    if (repo->git.config_get_string(&objects, config, "extensions.objectformat") == 0 &&
        strcmp(objects, "sha1") != 0)
        ok = sl_fail(e, SL_ENOTSUP,
                     "%.*s uses the object format %s, which this build cannot read (libgit2 reads "
                     "sha1); scan the work tree as a folder instead",
                     SL_FMT(repo->common), objects);
    else if (repo->git.config_get_string(&refs, config, "extensions.refstorage") == 0 &&
             strcmp(refs, "files") != 0)
        ok =
            sl_fail(e, SL_ENOTSUP,
                    "%.*s keeps its refs as %s, which this build cannot read; convert it (git refs "
                    "migrate --ref-format=files) or scan the work tree as a folder",
                    SL_FMT(repo->common), refs);
    repo->git.config_free(config);
    return ok;
}

/* Notes an object store outside the repository and those that its alternates name in turn. */
static void note_store(sl_repo *repo, sl_str objects, int depth)
{
    sl_str real;
    sl_buf text;
    sl_str line;
    if (depth > ALTERNATES_DEPTH_MAX || !sl_path_real(&real, repo->mem, objects, NULL))
        return;
    if (!sl_str_eq(real, sl_path_join(repo->mem, repo->common, SL_S("objects"))))
        *sl_list_add(repo->mem, &repo->stores) = real;
    sl_buf_init(&text, ALTERNATES_MAX);
    if (sl_file_read(&text, sl_path_join(repo->mem, real, SL_S("info/alternates")), NULL)) {
        sl_str rest = sl_buf_str(&text);
        while (sl_str_cut(&rest, '\n', &line))
            if (line.n && line.p[0] != '#')
                note_store(repo, sl_path_join(repo->mem, real, line), depth + 1);
    }
    sl_buf_clear(&text);
}

static bool add_environment_stores(sl_repo *repo, sl_err *e)
{
    sl_strs stores = {0};
    sl_environment_stores(&stores, repo->mem);
    for (size_t i = 0; i < stores.n; i++) {
        sl_str real;
        if (!sl_path_real(&real, repo->mem, stores.v[i], NULL))
            continue;
        if (repo->git.odb_add_disk_alternate(repo->odb, real.p) != 0)
            return sl_git2_fail(&repo->git, SL_EIO, e);
        note_store(repo, real, 0);
    }
    return true;
}

static bool look_around(sl_repo *repo, sl_err *e)
{
    const char *work_tree = repo->git.repository_workdir(repo->repo);
    repo->git_folder = folder_of(repo->mem, repo->git.repository_path(repo->repo));
    repo->common = folder_of(repo->mem, repo->git.repository_commondir(repo->repo));
    if (work_tree)
        repo->work_tree = folder_of(repo->mem, work_tree);
    if (!check_format(repo, e))
        return false;
    if (repo->git.repository_odb(&repo->odb, repo->repo) != 0)
        return sl_git2_fail(&repo->git, SL_EIO, e);
    note_store(repo, sl_path_join(repo->mem, repo->common, SL_S("objects")), 0);
    return add_environment_stores(repo, e);
}

bool sl_repo_open(sl_repo **out, sl_str path, sl_err *e)
{
    sl_arena *mem = sl_arena_new();
    sl_repo *repo = sl_alloc(mem, sizeof *repo);
    repo->mem = mem;
    *out = NULL;
    bool ok = sl_git2_open(&repo->git, e);
    if (ok) {
        int code = repo->git.repository_open_ext(&repo->repo, sl_dup_z(mem, path),
                                                 GIT_REPOSITORY_OPEN_CROSS_FS, NULL);
        ok = code == 0 ? look_around(repo, e) : open_failed(&repo->git, code, path, e);
    }
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
    if (repo->odb)
        repo->git.odb_free(repo->odb);
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
    return repo->git.repository_is_shallow(repo->repo) == 1;
}

sl_str sl_repo_branch(sl_repo *repo, sl_arena *mem)
{
    const sl_str heads = SL_STR("refs/heads/");
    git_reference *head = NULL;
    sl_str branch = {0};
    if (repo->git.reference_lookup(&head, repo->repo, "HEAD") != 0)
        return branch;
    sl_str target = sl_str_of(repo->git.reference_symbolic_target(head));
    if (sl_str_starts(target, heads))
        branch = sl_dup(mem, sl_str_sub(target, heads.n, target.n));
    repo->git.reference_free(head);
    return branch;
}

bool sl_repo_is_tag(sl_repo *repo, sl_arena *mem, sl_str rev, sl_str *name)
{
    git_reference *tag = NULL;
    if (sl_str_starts(rev, SL_S("refs/")))
        rev = sl_str_sub(rev, 5, rev.n);
    if (sl_str_starts(rev, SL_S("tags/")))
        rev = sl_str_sub(rev, 5, rev.n);
    if (repo->git.reference_lookup(&tag, repo->repo,
                                   sl_printf(mem, "refs/tags/%.*s", SL_FMT(rev)).p) != 0)
        return false;
    repo->git.reference_free(tag);
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

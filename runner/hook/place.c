/* Asking git for the hooks folder, and looking for other tools in it. */
#include "runner/hook/place.h"

#include "base/path.h"
#include "runner/hook/git.h"
#include "runner/hook/script.h"

enum { SCRIPT_MAX = 1 << 20 };

static const sl_hook_manager managers[] = {
    {"husky", "husky", ".husky", ".husky",
     "add the line  sluice hook run pre-commit -- \"$@\"  to .husky/pre-commit, and likewise "
     "commit-msg and pre-push"},
    {"lefthook", "lefthook", NULL, "lefthook.yml",
     "add sluice to lefthook.yml:  pre-commit: {commands: {sluice: {run: sluice hook run "
     "pre-commit}}}"},
    {"pre-commit", "pre-commit.com", NULL, ".pre-commit-config.yaml",
     "add the hook sluice to .pre-commit-config.yaml"},
    {"overcommit", "overcommit", NULL, ".overcommit.yml",
     "add  PreCommit: {Sluice: {enabled: true, command: [sluice, hook, run, pre-commit]}}  to "
     ".overcommit.yml"},
    {"simple-git-hooks", "SIMPLE_GIT_HOOKS", NULL, ".simple-git-hooks.json",
     "add  \"pre-commit\": \"sluice hook run pre-commit\"  to its configuration"},
};

static bool find_folders(sl_hook_place *place, sl_arena *mem, sl_str repo, sl_err *e)
{
    static const char *const folders[] = {
        "rev-parse", "--path-format=absolute", "--git-common-dir", "--git-path", "hooks", NULL};
    static const char *const top[] = {"rev-parse", "--show-toplevel", NULL};
    static const char *const path[] = {"config", "--show-scope", "--get", "core.hooksPath", NULL};
    sl_str text;
    sl_str value;
    if (!sl_hook_git(&text, mem, repo, folders, e))
        return false;
    if (!sl_str_cut(&text, '\n', &place->git_folder) || !sl_str_cut(&text, '\n', &place->folder))
        return sl_fail(e, SL_EFAIL, "git names no folder of hooks; sluice needs git 2.31 or later");
    if (sl_hook_git(&value, mem, repo, top, NULL)) /* a bare repository has none */
        place->top = sl_str_trim(value);
    if (sl_hook_git(&value, mem, repo, path, NULL))
        sl_str_cut(&value, '\t', &place->scope);
    return true;
}

static bool holds(sl_str path, const char *mark)
{
    bool is_ours;
    sl_buf text;
    sl_buf_init(&text, SCRIPT_MAX);
    bool ok = sl_file_read(&text, path, NULL);
    is_ours = ok && sl_hook_script_is_ours(sl_buf_str(&text), NULL);
    ok = ok && !is_ours && sl_str_find(sl_buf_str(&text), sl_str_of(mark), 0) != SIZE_MAX;
    sl_buf_clear(&text);
    return ok;
}

/* True when a script of the folder, or one that we keep, is the manager's. */
static bool is_managed(const sl_hook_place *place, sl_arena *mem, const sl_hook_manager *manager)
{
    size_t n;
    const sl_hook *hooks = sl_hooks(&n);
    for (size_t i = 0; i < n; i++) {
        sl_str path = sl_path_join(mem, place->folder, sl_str_of(hooks[i].name));
        if (holds(path, manager->mark))
            return true;
    }
    return holds(sl_path_join(mem, place->folder, SL_S("prepare-commit-msg")), manager->mark);
}

static bool is_folder_of(sl_str folder, const sl_hook_manager *manager)
{
    if (!manager->folder)
        return false;
    return sl_str_is(sl_path_name(folder), manager->folder) ||
           sl_str_is(sl_path_name(sl_path_parent(folder)), manager->folder);
}

static void find_managers(sl_hook_place *place, sl_arena *mem)
{
    for (size_t i = 0; i < sizeof managers / sizeof *managers; i++) {
        const sl_hook_manager *m = &managers[i];
        if (!place->manager && (is_folder_of(place->folder, m) || is_managed(place, mem, m)))
            place->manager = m;
        if (!place->configured && place->top.n && m->config &&
            sl_path_exists(sl_path_join(mem, place->top, sl_str_of(m->config))))
            place->configured = m;
    }
}

/* Such a path switches git's hooks off: /dev/null is a usual one. */
static bool check_folder(const sl_hook_place *place, sl_err *e)
{
    if (sl_path_is_folder(place->folder) || !sl_path_exists(place->folder))
        return true;
    return sl_fail(e, SL_EUSAGE,
                   "core.hooksPath of the %.*s git configuration is %.*s, which is no folder: git "
                   "runs no hooks here; take it out with 'git config --unset core.hooksPath', or "
                   "name a folder",
                   SL_FMT(place->scope.n ? place->scope : SL_S("local")), SL_FMT(place->folder));
}

bool sl_hook_place_find(sl_hook_place *out, sl_arena *mem, sl_str repo, sl_err *e)
{
    *out = (sl_hook_place){0};
    if (!sl_path_is_folder(repo))
        return sl_fail(e, SL_EUSAGE, "%.*s: no such folder", SL_FMT(repo));
    if (!find_folders(out, mem, repo, e) || !check_folder(out, e))
        return false;
    find_managers(out, mem);
    return true;
}

bool sl_hook_place_is_shared(const sl_hook_place *place)
{
    return sl_str_is(place->scope, "global") || sl_str_is(place->scope, "system");
}

static bool is_below(sl_str path, sl_str folder)
{
    return folder.n && sl_str_starts(path, folder) && path.n > folder.n && path.p[folder.n] == '/';
}

bool sl_hook_place_is_tracked(const sl_hook_place *place)
{
    return is_below(place->folder, place->top) && !is_below(place->folder, place->git_folder);
}

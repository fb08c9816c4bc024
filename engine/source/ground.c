/* Finding the repository around a folder and its ignore rules, in the order that gitignore(5)
   gives them. */
#include "engine/source/ground.h"

#include "engine/source/repo.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/path.h"
#include "engine/objects/gitfolder.h"
#include "engine/objects/gitinclude.h"
#include "engine/objects/id.h"
#include "sluice/buf.h"

enum { LINE_MAX_BYTES = 1 << 14 };

/* What the configuration says; later files and lines win. */
typedef struct settings {
    sl_arena *mem;
    sl_str excludes;
    bool has_excludes, is_sha256, has_own;
} settings;

/* True as git writes it; any number but 0 is true as well. */
static bool is_true(sl_str value)
{
    int64_t number;
    static const sl_str words[] = {SL_STR("true"), SL_STR("yes"), SL_STR("on")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_eq_case(value, words[i]))
            return true;
    return sl_str_int(value, &number) && number;
}

static bool take_setting(void *context, const sl_gitconfig_item *item, sl_err *e)
{
    settings *s = context;
    (void)e;
    if (item->subsection.p)
        return true;
    if (sl_str_is(item->section, "core") && sl_str_is(item->name, "excludesfile")) {
        s->excludes = item->value;
        s->has_excludes = true;
    }
    if (!sl_str_is(item->section, "extensions"))
        return true;
    if (sl_str_is(item->name, "objectformat"))
        s->is_sha256 = sl_str_is(item->value, "sha256");
    else if (sl_str_is(item->name, "worktreeconfig"))
        s->has_own = !item->has_value || is_true(item->value);
    return true;
}

/* A path below the user's configuration folder for git; empty without a home. */
static sl_str user_file(sl_arena *mem, const char *name)
{
    sl_str xdg = sl_str_of(getenv("XDG_CONFIG_HOME"));
    sl_str home = sl_str_of(getenv("HOME"));
    if (xdg.n)
        return sl_printf(mem, "%.*s/git/%s", SL_FMT(xdg), name);
    return home.n ? sl_printf(mem, "%.*s/.config/git/%s", SL_FMT(home), name) : home;
}

/* The file that a variable names, instead of the usual one. */
static sl_str file_of(const char *variable, sl_str usual)
{
    const char *named = getenv(variable);
    return named ? sl_str_of(named) : usual;
}

/* The files that git reads, in its order; a work tree may have one of its own. */
static bool read_files(settings *s, const sl_ground *ground, sl_err *e)
{
    const sl_gitconfig_taker taker = {s, take_setting};
    sl_str home = sl_str_of(getenv("HOME"));
    sl_str at_home = home.n ? sl_path_join(s->mem, home, SL_S(".gitconfig")) : home;
    const sl_str files[] = {getenv("GIT_CONFIG_NOSYSTEM")
                                ? (sl_str){0}
                                : file_of("GIT_CONFIG_SYSTEM", SL_S("/etc/gitconfig")),
                            file_of("GIT_CONFIG_GLOBAL", user_file(s->mem, "config")),
                            getenv("GIT_CONFIG_GLOBAL") ? (sl_str){0} : at_home,
                            sl_path_join(s->mem, ground->common, SL_S("config")),
                            sl_path_join(s->mem, ground->git_folder, SL_S("config.worktree"))};
    enum { N = sizeof files / sizeof *files };
    for (size_t i = 0; i < N; i++)
        if (files[i].n && (i + 1 < N || s->has_own) &&
            !sl_gitinclude_load(s->mem, files[i], ground->git_folder, &taker, e))
            return false;
    return true;
}

static bool read_settings(settings *s, const sl_ground *ground, sl_err *e)
{
    if (!read_files(s, ground, e))
        return false;
    if (!s->has_excludes)
        s->excludes = user_file(s->mem, "ignore");
    else if (s->excludes.n)
        s->excludes = sl_gitinclude_path(s->mem, s->excludes, ground->top);
    return true;
}

static bool is_git_folder(sl_arena *mem, sl_str path)
{
    return sl_path_exists(sl_path_join(mem, path, SL_S("HEAD"))) &&
           (sl_path_exists(sl_path_join(mem, path, SL_S("objects"))) ||
            sl_path_exists(sl_path_join(mem, path, SL_S("commondir"))));
}

/* The git folder of a work tree whose top may be `folder`; empty when it is none. */
static sl_str git_folder_at(sl_arena *mem, sl_str folder)
{
    const sl_str mark = SL_STR("gitdir:");
    sl_str git = sl_path_join(mem, folder, SL_S(".git"));
    if (!sl_path_is_folder(git)) {
        sl_str line = sl_str_trim(sl_gitfolder_text(mem, git, LINE_MAX_BYTES));
        if (!sl_str_starts(line, mark))
            return (sl_str){0};
        git = sl_path_join(mem, folder, sl_str_trim(sl_str_sub(line, mark.n, SIZE_MAX)));
    }
    return is_git_folder(mem, git) ? git : (sl_str){0};
}

/* The folder that a git folder shares with those of other work trees. */
static sl_str common_of(sl_arena *mem, sl_str git)
{
    sl_str common = sl_str_trim(
        sl_gitfolder_text(mem, sl_path_join(mem, git, SL_S("commondir")), LINE_MAX_BYTES));
    return common.n ? sl_path_join(mem, git, common) : git;
}

static bool find_top(sl_ground *ground, sl_arena *mem, sl_str folder)
{
    for (sl_str at = folder; at.n; at = at.n > 1 ? sl_path_parent(at) : (sl_str){0}) {
        ground->git_folder = git_folder_at(mem, at);
        if (!ground->git_folder.n)
            continue;
        ground->top = sl_dup(mem, at);
        ground->below = sl_str_sub(folder, at.n + (at.n > 1), SIZE_MAX);
        ground->common = common_of(mem, ground->git_folder);
        return true;
    }
    return false;
}

/* Adds an ignore file that the user or the repository's owner wrote. */
static bool add_file(sl_ground *ground, sl_str path, sl_err *e)
{
    sl_buf text;
    sl_err why = {0};
    sl_buf_init(&text, SL_IGNORE_FILE_MAX);
    if (sl_file_read(&text, path, &why))
        sl_ignores_add(ground->ignores, (sl_str){0}, sl_buf_str(&text));
    sl_buf_clear(&text);
    return why.kind != SL_ETOOBIG || sl_fail(e, why.kind, "%s", why.text);
}

bool sl_ground_add(sl_ground *ground, sl_place *top, sl_str folder, sl_err *e)
{
    char path[SL_PLACE_PATH_MAX];
    sl_buf text;
    sl_err why = {0};
    int n = snprintf(path, sizeof path, "%.*s%s.gitignore", SL_FMT(folder), folder.n ? "/" : "");
    if (n < 0 || (size_t)n >= sizeof path)
        return sl_fail(e, SL_ETOOBIG, "a path of %d bytes", n);
    sl_buf_init(&text, SL_IGNORE_FILE_MAX);
    if (sl_place_read(&text, top, sl_str_of(path), &why))
        sl_ignores_add(ground->ignores, folder, sl_buf_str(&text));
    sl_buf_clear(&text);
    return why.kind != SL_ETOOBIG || sl_fail(e, why.kind, "ignore patterns: %s", why.text);
}

/* The .gitignore files of the folders from the top down to the one above `below`. */
static bool add_files_above(sl_ground *ground, sl_err *e)
{
    sl_place top;
    bool ok = sl_place_open(&top, ground->top, e);
    for (size_t i = 0; ok && i < ground->below.n; i++)
        if (i == 0 || ground->below.p[i] == '/')
            ok = sl_ground_add(ground, &top, sl_str_sub(ground->below, 0, i), e);
    sl_place_close(&top);
    return ok;
}

sl_str sl_repo_common_around(sl_arena *mem, sl_str folder)
{
    sl_ground ground = {0};
    if (find_top(&ground, mem, folder))
        return ground.common;
    for (sl_str at = folder; at.n; at = at.n > 1 ? sl_path_parent(at) : (sl_str){0})
        if (is_git_folder(mem, at)) /* a bare one */
            return common_of(mem, at);
    return (sl_str){0};
}

bool sl_ground_find(sl_ground *out, sl_arena *mem, sl_str folder, sl_err *e)
{
    settings s = {.mem = mem};
    *out = (sl_ground){.ignores = sl_ignores_new(mem)};
    if (!find_top(out, mem, folder))
        return true;
    if (!read_settings(&s, out, e))
        return false;
    sl_str own = sl_path_join(mem, out->common, SL_S("info/exclude"));
    sl_str index = sl_path_join(mem, out->git_folder, SL_S("index"));
    if (s.excludes.n && !add_file(out, s.excludes, e))
        return false;
    return add_file(out, own, e) && add_files_above(out, e) &&
           sl_index_file_load(&out->index, mem, index, s.is_sha256 ? SL_SHA256_ID : SL_SHA1_ID, e);
}

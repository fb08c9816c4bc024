/* Settings are handed on as they come, so that those of an included file stand where it is named.
 */
#include "engine/objects/gitinclude.h"

#include <stdlib.h>

#include "base/glob.h"
#include "base/path.h"

enum { HEAD_MAX = 4096 };

/* A file, and those that it is included by. */
typedef struct level {
    sl_arena *mem;
    sl_str path, git_folder;
    const sl_gitconfig_taker *taker;
    unsigned depth;
    unsigned *n_files;
} level;

sl_str sl_gitinclude_path(sl_arena *mem, sl_str path, sl_str folder)
{
    sl_str home = sl_str_of(getenv("HOME"));
    if (home.n && sl_str_starts(path, SL_S("~/")))
        return sl_path_join(mem, home, sl_str_sub(path, 2, SIZE_MAX));
    return sl_path_join(mem, folder, path);
}

static sl_str small(sl_arena *mem, sl_str s)
{
    char *out = sl_dup_z(mem, s);
    for (size_t i = 0; i < s.n; i++)
        if (out[i] >= 'A' && out[i] <= 'Z')
            out[i] = (char)(out[i] + ('a' - 'A'));
    return sl_str_at(out, s.n);
}

/* The path itself matches; a folder above it is enough only where the pattern says so. */
static bool matches(sl_str pattern, sl_str path)
{
    if (!sl_glob_match(pattern, path))
        return false;
    return sl_str_ends(pattern, SL_S("**")) || !sl_glob_match(pattern, sl_path_parent(path));
}

/* What ends with a slash means all that is below. */
static sl_str with_all_below(sl_arena *mem, sl_str pattern)
{
    return sl_str_ends(pattern, SL_S("/")) ? sl_printf(mem, "%.*s**", SL_FMT(pattern)) : pattern;
}

static bool is_at(const level *l, sl_str pattern, bool ignores_case)
{
    sl_str folder = l->git_folder;
    if (sl_str_starts(pattern, SL_S("./")))
        pattern = sl_path_join(l->mem, sl_path_parent(l->path), sl_str_sub(pattern, 2, SIZE_MAX));
    else if (sl_str_starts(pattern, SL_S("~/")))
        pattern = sl_gitinclude_path(l->mem, pattern, (sl_str){0});
    if (!sl_str_starts(pattern, SL_S("/")))
        pattern = sl_printf(l->mem, "**/%.*s", SL_FMT(pattern));
    pattern = with_all_below(l->mem, pattern);
    if (ignores_case) {
        pattern = small(l->mem, pattern);
        folder = small(l->mem, folder);
    }
    return matches(pattern, sl_str_sub(folder, 1, SIZE_MAX));
}

static bool is_on(const level *l, sl_str pattern)
{
    const sl_str mark = SL_STR("ref: refs/heads/");
    sl_buf text;
    sl_buf_init(&text, HEAD_MAX);
    sl_str head = sl_path_join(l->mem, l->git_folder, SL_S("HEAD"));
    bool is_read = sl_file_read(&text, head, NULL);
    sl_str branch = is_read ? sl_str_trim(sl_buf_str(&text)) : (sl_str){0};
    bool is_so = sl_str_starts(branch, mark) &&
                 matches(sl_printf(l->mem, "/%.*s", SL_FMT(with_all_below(l->mem, pattern))),
                         sl_str_sub(branch, mark.n, SIZE_MAX));
    sl_buf_clear(&text);
    return is_so;
}

static bool holds(const level *l, sl_str condition)
{
    const sl_str at = SL_STR("gitdir:");
    const sl_str at_any_case = SL_STR("gitdir/i:");
    const sl_str on = SL_STR("onbranch:");
    if (!l->git_folder.n)
        return false;
    if (sl_str_starts(condition, at))
        return is_at(l, sl_str_sub(condition, at.n, SIZE_MAX), false);
    if (sl_str_starts(condition, at_any_case))
        return is_at(l, sl_str_sub(condition, at_any_case.n, SIZE_MAX), true);
    return sl_str_starts(condition, on) && is_on(l, sl_str_sub(condition, on.n, SIZE_MAX));
}

static bool is_include(const level *l, const sl_gitconfig_item *item)
{
    if (!sl_str_is(item->name, "path") || !item->value.n)
        return false;
    return (sl_str_is(item->section, "include") && !item->subsection.p) ||
           (sl_str_is(item->section, "includeif") && holds(l, item->subsection));
}

static bool load(const level *l, sl_err *e);

static bool take(void *context, const sl_gitconfig_item *item, sl_err *e)
{
    const level *l = context;
    if (!l->taker->take(l->taker->context, item, e))
        return false;
    if (!is_include(l, item))
        return true;
    level below = *l;
    below.path = sl_gitinclude_path(l->mem, item->value, sl_path_parent(l->path));
    below.depth++;
    return load(&below, e);
}

static bool load(const level *l, sl_err *e)
{
    level own = *l;
    const sl_gitconfig_taker taker = {&own, take};
    if (l->depth > SL_GITINCLUDE_DEPTH_MAX)
        return sl_fail(e, SL_ETOOBIG, "%.*s: files include one another more than %d deep",
                       SL_FMT(l->path), SL_GITINCLUDE_DEPTH_MAX);
    if (++*l->n_files > SL_GITINCLUDE_FILES_MAX)
        return sl_fail(e, SL_ETOOBIG, "%.*s: more than %d files are included", SL_FMT(l->path),
                       SL_GITINCLUDE_FILES_MAX);
    return sl_gitconfig_load(l->mem, l->path, &taker, e);
}

bool sl_gitinclude_load(sl_arena *mem, sl_str path, sl_str git_folder,
                        const sl_gitconfig_taker *taker, sl_err *e)
{
    unsigned n_files = 0;
    level l = {mem, path, git_folder, taker, 0, &n_files};
    sl_str real;
    if (git_folder.n && sl_path_real(&real, mem, git_folder, NULL))
        l.git_folder = real;
    return load(&l, e);
}

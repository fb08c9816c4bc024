/* A ref is a small file, or a line of packed-refs where there is no such file. */
#include "engine/objects/refs.h"

#include "base/path.h"

enum { REF_MAX = 1 << 14 };

bool sl_ref_is_name(sl_str name)
{
    if (!name.n || name.n > REF_MAX || name.p[0] == '/' || name.p[0] == '-' ||
        name.p[name.n - 1] == '/' || sl_str_ends(name, SL_S(".lock")))
        return false;
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        bool starts_part = i == 0 || name.p[i - 1] == '/';
        if (c <= ' ' || c == 0x7f || strchr("~^:?*[\\@{", c) || (starts_part && c == '.') ||
            (i && c == name.p[i - 1] && (c == '.' || c == '/')))
            return false;
    }
    return true;
}

/* Refs that each work tree has for itself. */
static bool is_own(sl_str name)
{
    static const char *const own[] = {"refs/bisect/", "refs/worktree/", "refs/rewritten/"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (sl_str_starts(name, sl_str_of(own[i])))
            return true;
    return !sl_str_starts(name, SL_S("refs/"));
}

static sl_str text_of(sl_arena *mem, const sl_gitfolder *folder, sl_str name)
{
    sl_str at = is_own(name) ? folder->git : folder->common;
    return sl_str_trim(sl_gitfolder_text(mem, sl_path_join(mem, at, name), REF_MAX));
}

sl_str sl_ref_target(sl_arena *mem, const sl_gitfolder *folder, sl_str name)
{
    const sl_str mark = SL_STR("ref:");
    sl_str text = sl_ref_is_name(name) ? text_of(mem, folder, name) : (sl_str){0};
    if (!sl_str_starts(text, mark))
        return (sl_str){0};
    return sl_str_trim(sl_str_sub(text, mark.n, text.n));
}

/* "ID NAME" in packed-refs. */
static bool find_packed(sl_id *out, const sl_gitfolder *folder, sl_str name)
{
    sl_arena *mem = sl_arena_new();
    sl_str path = sl_path_join(mem, folder->common, SL_S("packed-refs"));
    sl_str text = sl_gitfolder_text(mem, path, SL_PACKED_REFS_MAX);
    sl_str wanted = sl_printf(mem, " %.*s\n", SL_FMT(name));
    size_t digits = 2 * folder->id_bytes;
    size_t at = sl_str_find(text, wanted, 0);
    bool found = at != SIZE_MAX && at >= digits &&
                 (at == digits || text.p[at - digits - 1] == '\n') &&
                 sl_id_of_hex(out, sl_str_sub(text, at - digits, at), folder->id_bytes);
    sl_arena_free(mem);
    return found;
}

bool sl_ref_read(sl_id *out, sl_arena *mem, const sl_gitfolder *folder, sl_str name)
{
    for (int i = 0; i < SL_REF_LINKS_MAX; i++) {
        if (!sl_ref_is_name(name))
            return false;
        sl_str target = sl_ref_target(mem, folder, name);
        if (!target.n)
            return sl_id_of_hex(out, text_of(mem, folder, name), folder->id_bytes) ||
                   (!is_own(name) && find_packed(out, folder, name));
        name = target;
    }
    return false;
}

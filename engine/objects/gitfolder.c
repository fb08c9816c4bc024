/* Going up to a `.git`, which may be a file that names another place, and the little of the
   configuration that says how to read. */
#include "engine/objects/gitfolder.h"

#include "base/path.h"
#include "engine/objects/id.h"

enum { CONFIG_MAX = 1 << 20, LINE_MAX_BYTES = 1 << 14 };

sl_str sl_gitfolder_text(sl_arena *mem, sl_str path, size_t max)
{
    sl_buf text;
    sl_str out = {0};
    sl_buf_init(&text, max);
    if (sl_file_read(&text, path, NULL))
        out = sl_dup(mem, sl_buf_str(&text));
    sl_buf_clear(&text);
    return out;
}

static bool has(sl_arena *mem, sl_str folder, const char *name)
{
    return sl_path_exists(sl_path_join(mem, folder, sl_str_of(name)));
}

static bool is_git_folder(sl_arena *mem, sl_str folder)
{
    return has(mem, folder, "HEAD") && ((has(mem, folder, "objects") && has(mem, folder, "refs")) ||
                                        has(mem, folder, "commondir"));
}

/* The git folder of `at`: in it, named by it, or itself. */
static bool look_at(sl_gitfolder *out, sl_arena *mem, sl_str at)
{
    const sl_str mark = SL_STR("gitdir:");
    sl_str git = sl_path_join(mem, at, SL_S(".git"));
    out->top = sl_dup(mem, at);
    if (sl_path_exists(git) && !sl_path_is_folder(git)) {
        sl_str line = sl_str_trim(sl_gitfolder_text(mem, git, LINE_MAX_BYTES));
        git = sl_str_starts(line, mark)
                  ? sl_path_join(mem, at, sl_str_trim(sl_str_sub(line, mark.n, SIZE_MAX)))
                  : (sl_str){0};
    }
    if (!git.n || !is_git_folder(mem, git)) {
        git = at;
        out->top = (sl_str){0};
    }
    return is_git_folder(mem, git) && sl_path_real(&out->git, mem, git, NULL);
}

/* "name = value" below [extensions]; sections and names have no case. */
static void read_line(sl_gitfolder *out, sl_str *refs, sl_str line)
{
    size_t equals = sl_str_chr(line, '=');
    sl_str name = sl_str_trim(sl_str_sub(line, 0, equals));
    sl_str value =
        equals == SIZE_MAX ? (sl_str){0} : sl_str_trim(sl_str_sub(line, equals + 1, SIZE_MAX));
    if (sl_str_eq_case(name, SL_S("objectformat")))
        out->id_bytes = sl_str_eq_case(value, SL_S("sha256")) ? SL_SHA256_ID : SL_SHA1_ID;
    else if (sl_str_eq_case(name, SL_S("partialclone")))
        out->is_partial = true;
    else if (sl_str_eq_case(name, SL_S("refstorage")))
        *refs = value;
}

static void read_config(sl_gitfolder *out, sl_str *refs, sl_str text)
{
    bool is_extensions = false;
    for (sl_str line; sl_str_cut(&text, '\n', &line);) {
        line = sl_str_trim(line);
        if (line.n && line.p[0] == '[')
            is_extensions = sl_str_eq_case(sl_str_trim(sl_str_sub(line, 1, sl_str_chr(line, ']'))),
                                           SL_S("extensions"));
        else if (is_extensions)
            read_line(out, refs, line);
    }
}

static bool fill(sl_gitfolder *out, sl_arena *mem, sl_err *e)
{
    sl_str refs = {0};
    sl_str common = sl_str_trim(
        sl_gitfolder_text(mem, sl_path_join(mem, out->git, SL_S("commondir")), LINE_MAX_BYTES));
    common = common.n ? sl_path_join(mem, out->git, common) : out->git;
    if (!sl_path_real(&out->common, mem, common, e))
        return false;
    out->id_bytes = SL_SHA1_ID;
    read_config(out, &refs,
                sl_gitfolder_text(mem, sl_path_join(mem, out->common, SL_S("config")), CONFIG_MAX));
    out->is_shallow = has(mem, out->common, "shallow");
    if (refs.n && !sl_str_eq_case(refs, SL_S("files")))
        return sl_fail(e, SL_ENOTSUP,
                       "%.*s keeps its refs as %.*s, which this build cannot read; convert it (git "
                       "refs migrate --ref-format=files)",
                       SL_FMT(out->common), SL_FMT(refs));
    return true;
}

bool sl_gitfolder_find(sl_gitfolder *out, sl_arena *mem, sl_str path, sl_err *e)
{
    sl_str real;
    *out = (sl_gitfolder){0};
    if (!sl_path_real(&real, mem, path, e))
        return false;
    for (sl_str at = real; at.n; at = at.n > 1 ? sl_path_parent(at) : (sl_str){0})
        if (look_at(out, mem, at))
            return fill(out, mem, e);
    return sl_fail(e, SL_ENOENT, "%.*s: not a git repository (nor any folder above it)",
                   SL_FMT(path));
}

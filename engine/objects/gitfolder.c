/* Going up to a `.git`, which may be a file that names another place, and the little of the
   configuration that says how to read. */
#include "engine/objects/gitfolder.h"

#include "base/path.h"
#include "engine/objects/gitconfig.h"
#include "engine/objects/id.h"

enum { LINE_MAX_BYTES = 1 << 14 };

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

/* What the configuration says of the way that things are kept. */
typedef struct format {
    sl_str refs, objects;
} format;

static bool take_setting(void *context, const sl_gitconfig_item *item, sl_err *e)
{
    format *f = context;
    (void)e;
    if (!sl_str_is(item->section, "extensions") || item->subsection.p)
        return true;
    if (sl_str_is(item->name, "objectformat"))
        f->objects = item->value;
    else if (sl_str_is(item->name, "refstorage"))
        f->refs = item->value;
    return true;
}

/* Git takes the format from this one file, without what it includes. */
static bool read_format(sl_gitfolder *out, sl_arena *mem, sl_err *e)
{
    format f = {0};
    const sl_gitconfig_taker taker = {&f, take_setting};
    if (!sl_gitconfig_load(mem, sl_path_join(mem, out->common, SL_S("config")), &taker, e))
        return false;
    out->id_bytes = sl_str_is(f.objects, "sha256") ? SL_SHA256_ID : SL_SHA1_ID;
    if (f.objects.n && !sl_str_among(f.objects, "sha1 sha256"))
        return sl_fail(e, SL_ENOTSUP, "%.*s has objects of the format %.*s, which is not known",
                       SL_FMT(out->common), SL_FMT(f.objects));
    if (f.refs.n && !sl_str_is(f.refs, "files"))
        return sl_fail(e, SL_ENOTSUP,
                       "%.*s keeps its refs as %.*s, which this build cannot read; convert it (git "
                       "refs migrate --ref-format=files)",
                       SL_FMT(out->common), SL_FMT(f.refs));
    return true;
}

static bool fill(sl_gitfolder *out, sl_arena *mem, sl_err *e)
{
    sl_str common = sl_str_trim(
        sl_gitfolder_text(mem, sl_path_join(mem, out->git, SL_S("commondir")), LINE_MAX_BYTES));
    common = common.n ? sl_path_join(mem, out->git, common) : out->git;
    if (!sl_path_real(&out->common, mem, common, e))
        return false;
    out->is_shallow = has(mem, out->common, "shallow");
    return read_format(out, mem, e);
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

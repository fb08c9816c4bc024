/* Loose refs are files below refs/, packed ones lines of packed-refs; a loose one wins. Logs have a
   line for each change, with the id before and after. */
#include "engine/history/tips.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/map.h"
#include "base/path.h"

enum { LINE_BYTES_MAX = 4096, DEPTH_MAX = 64, LINKS_MAX = 5, NAME_BYTES = 16 };

typedef struct reading {
    sl_tips *out;
    sl_arena *mem;
    const sl_gitfolder *folder;
    sl_map seen; /* names of loose refs, which hide packed ones */
    sl_err *e;
    size_t n_bytes;
} reading;

static sl_tip_kind kind_of(sl_str name)
{
    static const struct {
        const char *prefix;
        sl_tip_kind kind;
    } table[] = {{"refs/heads/", SL_TIP_BRANCH},
                 {"refs/remotes/", SL_TIP_REMOTE},
                 {"refs/tags/", SL_TIP_TAG},
                 {"refs/notes/", SL_TIP_NOTE},
                 {"refs/stash", SL_TIP_STASH}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (sl_str_starts(name, sl_str_of(table[i].prefix)))
            return table[i].kind;
    return SL_TIP_OTHER;
}

static bool is_zero(const sl_id *id)
{
    static const sl_id zero;
    return memcmp(id->bytes, zero.bytes, sizeof zero.bytes) == 0;
}

static bool add(reading *r, sl_tip_kind kind, sl_str name, const sl_id *id)
{
    if (is_zero(id))
        return true;
    if (r->out->n >= SL_TIPS_MAX)
        return sl_fail(r->e, SL_ETOOBIG, "more than %d refs and entries of reflogs", SL_TIPS_MAX);
    *sl_list_add(r->mem, r->out) = (sl_tip){kind, name, *id};
    return true;
}

static bool add_ref(reading *r, sl_str name, const sl_id *id)
{
    return !sl_map_put(&r->seen, r->mem, name, NULL) || add(r, kind_of(name), name, id);
}

/* A whole file; what is too large is an error, what is not there is empty. */
static bool read_file(reading *r, sl_str *out, sl_str path)
{
    sl_buf text;
    sl_err why = {0};
    *out = (sl_str){0};
    sl_buf_init(&text, SL_REFS_BYTES_MAX - r->n_bytes);
    bool ok = sl_file_read(&text, path, &why);
    if (ok)
        *out = sl_dup(r->mem, sl_buf_str(&text));
    r->n_bytes += text.n;
    sl_buf_clear(&text);
    return ok || why.kind != SL_ETOOBIG || sl_fail(r->e, why.kind, "%s", why.text);
}

/* Links lead out of the repository: they are not followed. */
static mode_t type_of(DIR *list, const char *name)
{
    struct stat st;
    return fstatat(dirfd(list), name, &st, AT_SYMLINK_NOFOLLOW) == 0 ? st.st_mode & S_IFMT : 0;
}

/* Calls `file` for each file below a folder; `name` is its path from `root`'s parent. */
static bool each_file(reading *r, sl_str root, sl_str name, unsigned depth,
                      bool (*file)(reading *r, sl_str path, sl_str name))
{
    sl_str folder = name.n ? sl_path_join(r->mem, root, name) : root;
    DIR *list = depth < DEPTH_MAX ? opendir(sl_dup_z(r->mem, folder)) : NULL;
    bool ok = true;
    if (!list)
        return true;
    for (struct dirent *entry; ok && (entry = readdir(list));) {
        sl_str one = sl_str_of(entry->d_name);
        if (one.p[0] == '.' || sl_str_ends(one, SL_S(".lock")))
            continue;
        sl_str inner =
            name.n ? sl_path_join(r->mem, name, sl_dup(r->mem, one)) : sl_dup(r->mem, one);
        mode_t type = type_of(list, entry->d_name);
        if (type == S_IFDIR)
            ok = each_file(r, root, inner, depth + 1, file);
        else if (type == S_IFREG)
            ok = file(r, sl_path_join(r->mem, root, inner), inner);
    }
    closedir(list);
    return ok;
}

static bool read_id(const reading *r, sl_id *id, sl_str text)
{
    text = sl_str_trim(text);
    return sl_id_of_hex(id, sl_str_sub(text, 0, 2 * r->folder->id_bytes), r->folder->id_bytes);
}

/* Symbolic refs name others, which are listed themselves. */
static bool loose_ref(reading *r, sl_str path, sl_str name)
{
    sl_id id;
    sl_str text = sl_gitfolder_text(r->mem, path, LINE_BYTES_MAX);
    return !read_id(r, &id, text) || add_ref(r, name, &id);
}

static bool packed_refs(reading *r)
{
    sl_str text;
    size_t digits = 2 * r->folder->id_bytes;
    if (!read_file(r, &text, sl_path_join(r->mem, r->folder->common, SL_S("packed-refs"))))
        return false;
    sl_list_reserve(r->mem, r->out, text.n / (digits + NAME_BYTES));
    for (sl_str line; sl_str_cut(&text, '\n', &line);) {
        sl_id id;
        line = sl_str_trim(line);
        if (line.n <= digits + 1 || line.p[digits] != ' ' || !read_id(r, &id, line))
            continue;
        sl_str name = sl_str_sub(line, digits + 1, SIZE_MAX);
        if (!sl_map_has(&r->seen, name) && !add(r, kind_of(name), name, &id))
            return false;
    }
    return true;
}

/* "OLD NEW Name <mail> time zone\tmessage" */
static bool log_file(reading *r, sl_str path, sl_str name)
{
    sl_str text;
    size_t digits = 2 * r->folder->id_bytes;
    sl_id last = {0};
    if (!read_file(r, &text, path))
        return false;
    for (sl_str line; sl_str_cut(&text, '\n', &line);) {
        sl_id from;
        sl_id to;
        if (line.n < 2 * digits + 1 || !read_id(r, &from, line) ||
            !read_id(r, &to, sl_str_sub(line, digits + 1, SIZE_MAX)))
            continue;
        if ((!sl_id_eq(&from, &last) && !add(r, SL_TIP_REFLOG, name, &from)) ||
            !add(r, SL_TIP_REFLOG, name, &to))
            return false;
        last = to;
    }
    return true;
}

static sl_str name_in(reading *r, sl_str worktree, sl_str name)
{
    return worktree.n ? sl_printf(r->mem, "worktrees/%.*s/%.*s", SL_FMT(worktree), SL_FMT(name))
                      : name;
}

/* HEAD may be the name of a branch: then it is that branch, or unborn. */
static bool head_of(reading *r, sl_str git, sl_str worktree)
{
    sl_str text = sl_str_trim(
        sl_gitfolder_text(r->mem, sl_path_join(r->mem, git, SL_S("HEAD")), LINE_BYTES_MAX));
    sl_id id;
    for (int i = 0; i < LINKS_MAX && sl_str_starts(text, SL_S("ref:")); i++) {
        const sl_tip *tip = sl_tips_named(r->out, sl_str_trim(sl_str_sub(text, 4, SIZE_MAX)));
        if (tip) {
            id = tip->id;
            return add(r, SL_TIP_BRANCH, name_in(r, worktree, SL_S("HEAD")), &id);
        }
        text = (sl_str){0};
    }
    return !read_id(r, &id, text) || add(r, SL_TIP_BRANCH, name_in(r, worktree, SL_S("HEAD")), &id);
}

static bool pseudo_refs(reading *r, sl_str git)
{
    static const char *const names[] = {"ORIG_HEAD",        "FETCH_HEAD",  "MERGE_HEAD",
                                        "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD",
                                        "BISECT_HEAD",      "AUTO_MERGE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        sl_str text;
        sl_id id;
        if (!read_file(r, &text, sl_path_join(r->mem, git, sl_str_of(names[i]))))
            return false;
        for (sl_str line; sl_str_cut(&text, '\n', &line);)
            if (read_id(r, &id, line) && !add(r, SL_TIP_PSEUDO, sl_str_of(names[i]), &id))
                return false;
    }
    return true;
}

static int by_name(const void *a, const void *b)
{
    return sl_str_cmp(((const sl_tip *)a)->name, ((const sl_tip *)b)->name);
}

static bool are_in_order(const sl_tips *tips)
{
    for (size_t i = 1; i < tips->n; i++)
        if (sl_str_cmp(tips->v[i - 1].name, tips->v[i].name) > 0)
            return false;
    return true;
}

/* The main work tree's own things, or those of a linked one. */
static bool work_tree(reading *r, sl_str git, sl_str name)
{
    sl_str logs = sl_path_join(r->mem, git, SL_S("logs"));
    return head_of(r, git, name) && each_file(r, logs, (sl_str){0}, 0, log_file) &&
           pseudo_refs(r, git);
}

static bool linked_work_trees(reading *r, bool refs_only)
{
    sl_str folder = sl_path_join(r->mem, r->folder->common, SL_S("worktrees"));
    DIR *list = opendir(sl_dup_z(r->mem, folder));
    bool ok = true;
    if (!list)
        return true;
    for (struct dirent *entry; ok && (entry = readdir(list));) {
        sl_str name = sl_dup(r->mem, sl_str_of(entry->d_name));
        sl_str git = sl_path_join(r->mem, folder, name);
        if (name.p[0] == '.')
            continue;
        ok = refs_only ? each_file(r, git, SL_S("refs"), 0, loose_ref) : work_tree(r, git, name);
    }
    closedir(list);
    return ok;
}

bool sl_tips_read(sl_tips *out, sl_arena *mem, const sl_gitfolder *folder, sl_err *e)
{
    reading r = {.out = out, .mem = mem, .folder = folder, .e = e};
    *out = (sl_tips){0};
    if (!each_file(&r, folder->common, SL_S("refs"), 0, loose_ref) || !packed_refs(&r) ||
        !linked_work_trees(&r, true))
        return false;
    if (!are_in_order(out)) /* packed ones are written so */
        qsort(out->v, out->n, sizeof *out->v, by_name);
    out->n_refs = out->n;
    return work_tree(&r, folder->common, (sl_str){0}) && linked_work_trees(&r, false);
}

static const sl_tip *exactly(const sl_tips *tips, sl_str name)
{
    const sl_tip key = {.name = name};
    const sl_tip *found =
        tips->n_refs ? bsearch(&key, tips->v, tips->n_refs, sizeof key, by_name) : NULL;
    for (size_t i = tips->n_refs; !found && i < tips->n; i++)
        if (tips->v[i].kind != SL_TIP_REFLOG && sl_str_eq(tips->v[i].name, name))
            return &tips->v[i];
    return found;
}

const sl_tip *sl_tips_named(const sl_tips *tips, sl_str name)
{
    static const char *const before[] = {"", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"};
    sl_arena *mem = sl_arena_new();
    const sl_tip *found = NULL;
    for (size_t i = 0; !found && i < sizeof before / sizeof *before; i++)
        found = exactly(tips, sl_printf(mem, "%s%.*s", before[i], SL_FMT(name)));
    sl_arena_free(mem);
    return found;
}

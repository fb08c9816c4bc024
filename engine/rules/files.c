/* Finding rule files on disk: everything YAML, TOML or JSON below a folder that is no fixture. */
#include "engine/rules/ruleset.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/path.h"
#include "engine/rules/extend.h"

enum {
    DEPTH_MAX = 32,
    FILES_MAX = 20000,
    FOLDERS_MAX = 20000, /* links can make a few folders look like many */
    FILE_BYTES_MAX = 16 << 20,
};

typedef struct walk {
    sl_arena *mem;
    size_t n_folders;
    struct {
        sl_rule_file *v;
        size_t n, cap;
    } files;
} walk;

static bool is_rule_name(sl_str name)
{
    static const char *const extensions[] = {".yml", ".yaml", ".toml", ".json"};
    sl_str extension = sl_path_extension(name);
    if (name.p[0] == '.' || sl_str_find(name, SL_S(".test."), 0) != SIZE_MAX)
        return false;
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        if (sl_str_eq_case(extension, sl_str_of(extensions[i])))
            return true;
    return false;
}

static bool add_file(walk *w, sl_str path, sl_err *e)
{
    if (w->files.n == FILES_MAX)
        return sl_fail(e, SL_EUSAGE, "%.*s: more than %d rule files", SL_FMT(path), FILES_MAX);
    sl_buf text;
    sl_buf_init(&text, FILE_BYTES_MAX);
    bool ok = sl_file_read(&text, path, e);
    if (ok)
        *sl_list_add(w->mem, &w->files) =
            (sl_rule_file){sl_dup(w->mem, path), sl_dup(w->mem, sl_buf_str(&text))};
    sl_buf_clear(&text);
    return ok;
}

static bool add_folder(walk *w, sl_str path, unsigned depth, sl_err *e);

static bool add_below(walk *w, sl_str folder, sl_str name, unsigned depth, sl_err *e)
{
    sl_str path = sl_path_join(w->mem, folder, name);
    struct stat st;
    if (stat(sl_dup_z(w->mem, path), &st) != 0)
        return sl_fail_errno(e, "%.*s", SL_FMT(path));
    if (S_ISDIR(st.st_mode))
        return name.p[0] == '.' || add_folder(w, path, depth + 1, e);
    return !is_rule_name(name) || add_file(w, path, e);
}

static bool add_folder(walk *w, sl_str path, unsigned depth, sl_err *e)
{
    if (depth > DEPTH_MAX || ++w->n_folders > FOLDERS_MAX)
        return sl_fail(e, SL_EUSAGE, "%.*s: rule folders nest deeper than %d or are more than %d",
                       SL_FMT(path), DEPTH_MAX, FOLDERS_MAX);
    struct dirent **names;
    int n = scandir(sl_dup_z(w->mem, path), &names, NULL, NULL);
    if (n < 0)
        return sl_fail_errno(e, "%.*s", SL_FMT(path));
    bool ok = true;
    for (int i = 0; i < n; i++) {
        sl_str name = sl_str_of(names[i]->d_name);
        ok = ok && (sl_str_is(name, ".") || sl_str_is(name, "..") ||
                    add_below(w, path, sl_dup(w->mem, name), depth, e));
        free(names[i]);
    }
    free(names);
    return ok;
}

static bool read_extended(void *context, sl_buf *out, sl_str path, sl_err *e)
{
    (void)context;
    return sl_file_read(out, path, e);
}

static int by_path(const void *a, const void *b)
{
    return sl_str_cmp(((const sl_rule_file *)a)->path, ((const sl_rule_file *)b)->path);
}

bool sl_rule_files_read(const sl_rule_file **files, size_t *n, sl_arena *mem, sl_str path,
                        sl_err *e)
{
    walk w = {.mem = mem};
    bool ok = sl_path_is_folder(path) ? add_folder(&w, path, 0, e) : add_file(&w, path, e);
    if (!ok)
        return false;
    if (w.files.n > 1)
        qsort(w.files.v, w.files.n, sizeof *w.files.v, by_path);
    *files = w.files.v;
    *n = w.files.n;
    return sl_extend_follow(files, n, mem, read_extended, NULL, e);
}

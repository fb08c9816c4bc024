/* Only `extend.path` is looked at here; what extending means is the kind's. */
#include "engine/rules/extend.h"

#include "base/path.h"
#include "base/toml.h"

enum { FILE_BYTES_MAX = 16 << 20, FILES_MAX = 1000 };

typedef struct follower {
    sl_arena *mem;
    sl_extend_read read;
    void *context;
    struct {
        sl_rule_file *v;
        size_t n, cap;
    } files;
} follower;

bool sl_extend_path(sl_str *out, sl_arena *mem, sl_str file, sl_str path)
{
    sl_str folder = sl_path_parent(file);
    sl_str below;
    bool is_absolute = sl_str_starts(folder, SL_S("/"));
    if (!path.n || path.p[0] == '/')
        return false;
    if (sl_path_clean(&below, mem, path)) {
        *out = sl_path_join(mem, folder, below);
        return true;
    }
    sl_str joined = sl_path_join(mem, sl_str_sub(folder, is_absolute, folder.n), path);
    if (!sl_path_clean(out, mem, joined))
        return false;
    if (is_absolute)
        *out = sl_printf(mem, "/%.*s", SL_FMT(*out));
    return true;
}

static const sl_node *extended_by(follower *f, const sl_rule_file *file)
{
    sl_node *doc = NULL;
    sl_err e = {0}; /* a file that cannot be read is told when it is compiled */
    if (!sl_str_eq_case(sl_path_extension(file->path), SL_S(".toml")) ||
        !sl_toml_read(&doc, f->mem, file->path, file->text, &e))
        return NULL;
    const sl_node *path = sl_node_path(doc, "extend.path");
    return sl_node_text(path).n ? path : NULL;
}

static bool add(follower *f, sl_str path, const sl_rule_file *by, sl_err *e)
{
    sl_buf text;
    if (f->files.n == FILES_MAX)
        return sl_fail(e, SL_EUSAGE, "more than %d rule files extend others", FILES_MAX);
    sl_buf_init(&text, FILE_BYTES_MAX);
    bool ok = f->read(f->context, &text, path, e);
    if (ok)
        *sl_list_add(f->mem, &f->files) = (sl_rule_file){path, sl_dup(f->mem, sl_buf_str(&text))};
    else
        e->kind = SL_EUSAGE;
    sl_buf_clear(&text);
    return ok || sl_fail_more(e, "%.*s: 'extend.path'", SL_FMT(by->path));
}

/* Finds or reads what file `i` extends; `*next` gets its index, SIZE_MAX for nothing. */
static bool follow(follower *f, size_t i, size_t *next, sl_err *e)
{
    const sl_rule_file by = f->files.v[i];
    const sl_node *named = extended_by(f, &by);
    sl_str path;
    *next = SIZE_MAX;
    if (!named)
        return true;
    if (!sl_extend_path(&path, f->mem, by.path, named->text))
        return sl_fail(
            e, SL_EUSAGE,
            "%.*s:%u:%u: 'extend.path' is a relative path that stays below their root, not "
            "'%.*s'",
            SL_FMT(by.path), named->line, named->column, SL_FMT(named->text));
    for (size_t k = 0; k < f->files.n && *next == SIZE_MAX; k++)
        if (sl_str_eq(f->files.v[k].path, path))
            *next = k;
    if (*next != SIZE_MAX)
        return true;
    *next = f->files.n;
    return add(f, path, &by, e);
}

bool sl_extend_follow(const sl_rule_file **files, size_t *n, sl_arena *mem, sl_extend_read read,
                      void *context, sl_err *e)
{
    follower f = {.mem = mem, .read = read, .context = context};
    for (size_t i = 0; i < *n; i++)
        *sl_list_add(mem, &f.files) = (*files)[i];
    for (size_t i = 0; i < *n; i++) {
        size_t at = i;
        for (unsigned depth = 0; at != SIZE_MAX; depth++) {
            size_t next;
            if (!follow(&f, at, &next, e))
                return false;
            if (next != SIZE_MAX && depth == SL_EXTEND_DEPTH_MAX)
                return sl_fail(e, SL_EUSAGE, "%.*s: files extend one another more than %d deep",
                               SL_FMT(f.files.v[i].path), SL_EXTEND_DEPTH_MAX);
            at = next;
        }
    }
    *files = f.files.v;
    *n = f.files.n;
    return true;
}

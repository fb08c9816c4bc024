/* Which files are a function's code: its handler and what that imports, as far as it is in the
   tree; all code of its folder where that cannot be told. */
#include "base/path.h"
#include "stages/privilege/judge.h"

enum { FILES_MAX = 20000 };

typedef struct reach {
    sl_privilege *p;
    sl_str folder;
    sl_map seen;
    struct {
        sl_privilege_file **v;
        size_t n, cap;
    } files;
    bool is_open; /* something is imported that only running tells */
} reach;

static bool is_below(sl_str path, sl_str folder)
{
    return sl_str_is(folder, ".") ||
           (sl_str_starts(path, folder) && (path.n == folder.n || path.p[folder.n] == '/'));
}

static bool add(reach *r, sl_str path)
{
    sl_privilege_file *file = sl_privilege_file_at(r->p, path);
    if (!file || r->files.n == FILES_MAX)
        return false;
    if (sl_map_put(&r->seen, r->p->mem, file->path, file))
        *sl_list_add(r->p->mem, &r->files) = file;
    return true;
}

/* The file of a path without its extension, or the folder's own. */
static bool add_module(reach *r, sl_str path)
{
    static const char *const ends[] = {
        "",     ".py",  ".js", ".mjs",  ".cjs",         ".ts",       ".tsx",       ".jsx",
        ".mts", ".cts", ".go", ".java", "/__init__.py", "/index.js", "/index.mjs", "/index.ts"};
    sl_str clean;
    bool found = false;
    if (!sl_path_clean(&clean, r->p->mem, path))
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        found |= add(r, sl_printf(r->p->mem, "%.*s%s", SL_FMT(clean), ends[i]));
    return found;
}

static sl_str in_folder(const reach *r, sl_str path)
{
    return sl_str_is(r->folder, ".") ? path : sl_path_join(r->p->mem, r->folder, path);
}

static sl_str with_slashes(sl_arena *mem, sl_str dotted)
{
    char *p = sl_alloc(mem, dotted.n + 1);
    for (size_t i = 0; i < dotted.n; i++)
        p[i] = dotted.p[i] == '.' ? '/' : dotted.p[i];
    return sl_str_at(p, dotted.n);
}

/* a.b, .a and ..a of Python: from the file's folder, and from the folder of the code. */
static void follow_python(reach *r, sl_str folder, sl_str module)
{
    size_t dots = 0;
    while (dots < module.n && module.p[dots] == '.')
        dots++;
    sl_str rest = with_slashes(r->p->mem, sl_str_sub(module, dots, module.n));
    for (size_t i = 1; i < dots; i++)
        folder = sl_path_parent(folder);
    while (rest.n && rest.p[0] == '/')
        rest = sl_str_sub(rest, 1, rest.n);
    add_module(r, sl_path_join(r->p->mem, folder, rest));
    if (!dots)
        add_module(r, in_folder(r, rest));
}

static void follow(reach *r, const sl_privilege_file *file)
{
    sl_str folder = sl_path_parent(file->path);
    bool is_python = sl_str_ends(file->path, SL_S(".py"));
    for (size_t i = 0; i < file->imports.n; i++) {
        sl_str module = file->imports.v[i];
        r->is_open |= sl_str_is(module, "?");
        if (is_python)
            follow_python(r, folder, module);
        else if (sl_str_starts(module, SL_S(".")))
            add_module(r, sl_path_join(r->p->mem, folder, module));
        else
            add_module(r, in_folder(r, module));
    }
}

/* Tests stand beside the code, but are no part of what runs. */
static bool is_test(sl_str path)
{
    static const char *const folders[] = {"test", "tests", "__tests__", "integration-test", "e2e"};
    sl_str name = sl_path_name(path);
    sl_str rest = sl_path_parent(path);
    sl_str part;
    while (sl_str_cut(&rest, '/', &part))
        for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
            if (sl_str_is(part, folders[i]))
                return true;
    return sl_str_starts(name, SL_S("test_")) || sl_str_ends(name, SL_S("_test.go")) ||
           sl_str_ends(name, SL_S("_test.py")) ||
           sl_str_find(name, SL_S(".test."), 0) != SIZE_MAX ||
           sl_str_find(name, SL_S(".spec."), 0) != SIZE_MAX;
}

static void add_all(reach *r)
{
    for (size_t i = 0; i < r->p->files.n; i++)
        if (!is_test(r->p->files.v[i].key) && is_below(r->p->files.v[i].key, r->folder))
            add(r, r->p->files.v[i].key);
}

/* "app.handler", "src/app.handler", "pkg.app.handler". */
static bool add_handler(reach *r, sl_str handler, bool is_dotted)
{
    size_t dot = sl_str_rchr(handler, '.');
    sl_str module = sl_str_sub(handler, 0, dot == SIZE_MAX ? 0 : dot);
    if (!module.n)
        return false;
    if (add_module(r, in_folder(r, module)))
        return true;
    return is_dotted && add_module(r, in_folder(r, with_slashes(r->p->mem, module)));
}

/* A built archive stands for the folder that it is built in. */
static sl_str source_folder(sl_str path)
{
    static const char *const built[] = {"target", "build", "dist", "bin", "libs", "distributions"};
    sl_str end = sl_path_extension(path);
    if (!sl_str_is(end, ".jar") && !sl_str_is(end, ".zip"))
        return path;
    path = sl_path_parent(path);
    for (size_t i = 0; i < sizeof built / sizeof *built; i++)
        if (sl_str_is(sl_path_name(path), built[i]))
            path = sl_path_parent(path);
    return path.n ? path : SL_S(".");
}

/* Code that stands in the template. */
static void add_inline(reach *r, const sl_privilege_function *f)
{
    for (size_t i = 0; i < r->p->files.n; i++) {
        const sl_privilege_file *file = r->p->files.v[i].value;
        for (size_t k = 0; k < file->calls.n; k++)
            if (sl_str_eq(file->calls.v[k].key, f->key))
                add(r, file->path);
    }
}

static void find_code_of(sl_privilege *p, sl_privilege_function *f)
{
    const sl_strs *code = sl_privilege_texts(&p->codes, f->code);
    sl_str path = code->n ? code->v[0] : f->code;
    reach r = {.p = p, .folder = source_folder(path)};
    bool is_python = sl_str_starts(f->runtime, SL_S("python"));
    bool is_script = sl_str_starts(f->runtime, SL_S("nodejs"));
    bool has_root = path.n && add(&r, path); /* one file */
    bool is_inline = !path.n;
    if (is_inline)
        add_inline(&r, f);
    if (!is_inline && !has_root && (is_python || is_script || !f->runtime.n))
        has_root = add_handler(&r, f->handler, !is_script);
    for (size_t i = 0; !is_inline && i < r.files.n; i++)
        follow(&r, r.files.v[i]);
    if (!is_inline && (!has_root || r.is_open))
        add_all(&r);
    f->files = r.files.v;
    f->n_files = r.files.n;
}

void sl_privilege_find_code(sl_privilege *p)
{
    for (size_t i = 0; i < p->functions.n; i++)
        find_code_of(p, &p->functions.v[i]);
}

/* Which files of a folder are fixtures, and of which rules: by their names alone. */
#include "runner/trial/folder.h"

#include "base/map.h"
#include "base/path.h"
#include "engine/source/open.h"

enum { FIXTURE_MAX = 16 << 20 };

typedef struct fixture_list {
    sl_rule_fixture *v;
    size_t n, cap;
} fixture_list;

typedef struct reading {
    sl_arena *mem;
    sl_rule_folder *out;
    sl_str root;
    sl_map rule_paths;
    sl_map stems; /* paths of rule files without extension -> index + 1 */
    fixture_list fixtures;
} reading;

static bool is_marked(sl_str name, const char *mark)
{
    return sl_str_find(name, sl_str_of(mark), 0) != SIZE_MAX;
}

static sl_str stem_of(sl_str path)
{
    return sl_str_sub(path, 0, path.n - sl_path_extension(path).n);
}

/* The rule file whose name the path has, whatever follows it: the longest such name. */
static size_t rule_file_of(const reading *r, sl_str path)
{
    for (sl_str stem = path; stem.n > sl_path_parent(stem).n;) {
        void *index = sl_map_get(&r->stems, stem);
        if (index)
            return (size_t)(uintptr_t)index - 1;
        sl_str shorter = stem_of(stem);
        if (shorter.n == stem.n)
            break;
        stem = shorter;
    }
    return SIZE_MAX;
}

/* Fixtures have `.test.` in their names, or as Semgrep has it the name of the rule file. */
static bool is_fixture(const reading *r, sl_str path)
{
    return !sl_map_has(&r->rule_paths, path) &&
           (is_marked(sl_path_name(path), ".test.") || rule_file_of(r, path) != SIZE_MAX);
}

static bool add_fixture(reading *r, sl_source *source, size_t unit, sl_err *e)
{
    sl_buf text;
    sl_str path = sl_path_join(r->mem, r->root, source->units.v[unit].path);
    if (source->units.v[unit].kind != SL_UNIT_FILE || !is_fixture(r, path))
        return true;
    sl_buf_init(&text, FIXTURE_MAX);
    bool ok = source->read(source, unit, &text, e);
    if (ok)
        *sl_list_add(r->mem, &r->fixtures) =
            (sl_rule_fixture){.path = path,
                              .text = sl_dup(r->mem, sl_buf_str(&text)),
                              .is_fixed = is_marked(sl_path_name(path), ".fixed"),
                              .rule_file = rule_file_of(r, path),
                              .fixed = SIZE_MAX};
    sl_buf_clear(&text);
    return ok;
}

/* Whether a YAML, TOML or JSON file lists rules. One that does not is a fixture where its name is
   that of a rule file beside it. */
static bool looks_like_rules(sl_str text)
{
    static const char *const heads[] = {"rules:", "checks:", "[[rules]]", "\"rules\""};
    sl_str line;
    while (sl_str_cut(&text, '\n', &line))
        for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
            if (sl_str_starts(i < 3 ? line : sl_str_trim(line), sl_str_of(heads[i])))
                return true;
    return false;
}

static void add_owned(reading *r)
{
    size_t *owners = sl_alloc_array(r->mem, r->out->n_rules, sizeof *owners);
    r->out->owners = owners;
    for (size_t i = 0; i < r->out->n_rules; i++) {
        const sl_rule_file *file = &r->out->rules[i];
        owners[i] = looks_like_rules(file->text) ? SIZE_MAX : rule_file_of(r, file->path);
        if (owners[i] == SIZE_MAX)
            continue;
        *sl_list_add(r->mem, &r->fixtures) = (sl_rule_fixture){
            .path = file->path, .text = file->text, .rule_file = owners[i], .fixed = SIZE_MAX};
    }
}

/* x.fixed.py goes with x.py, x.test.fixed.yaml with x.test.yaml. */
static void pair_fixed(reading *r)
{
    sl_map by_path = {0};
    for (size_t i = 0; i < r->fixtures.n; i++)
        sl_map_put(&by_path, r->mem, r->fixtures.v[i].path, (void *)(uintptr_t)(i + 1));
    for (size_t i = 0; i < r->fixtures.n; i++) {
        sl_str path = r->fixtures.v[i].path;
        size_t mark = sl_path_parent(path).n;
        for (size_t at = mark; (at = sl_str_find(path, SL_S(".fixed"), at)) != SIZE_MAX; at++)
            mark = at;
        if (!r->fixtures.v[i].is_fixed)
            continue;
        sl_str plain = sl_printf(r->mem, "%.*s%.*s", SL_FMT(sl_str_sub(path, 0, mark)),
                                 SL_FMT(sl_str_sub(path, mark + strlen(".fixed"), path.n)));
        void *index = sl_map_get(&by_path, plain);
        if (index)
            r->fixtures.v[(size_t)(uintptr_t)index - 1].fixed = i;
    }
}

/* A file of rules owns what begins with its name. */
static void add_stems(reading *r)
{
    for (size_t i = 0; i < r->out->n_rules; i++) {
        const sl_rule_file *file = &r->out->rules[i];
        sl_str stem = stem_of(file->path);
        sl_map_put(&r->rule_paths, r->mem, file->path, NULL);
        if (looks_like_rules(file->text) && !sl_map_has(&r->stems, stem))
            sl_map_put(&r->stems, r->mem, stem, (void *)(uintptr_t)(i + 1));
    }
}

bool sl_rule_folder_read(sl_rule_folder *out, sl_arena *mem, sl_str path, sl_err *e)
{
    sl_source *source = NULL;
    reading r = {.mem = mem, .out = out};
    if (!sl_rule_files_read(&out->rules, &out->n_rules, mem, path, e))
        return false;
    add_stems(&r);
    r.root = sl_path_is_folder(path) ? path : sl_path_parent(path);
    if (!sl_source_folder(&source, mem, r.root.n ? r.root : SL_S("."), &(sl_walk_options){0}, e))
        return false;
    bool ok = true;
    for (size_t i = 0; ok && i < source->units.n; i++)
        ok = add_fixture(&r, source, i, e);
    sl_source_close(source);
    add_owned(&r);
    pair_fixed(&r);
    out->fixtures = r.fixtures.v;
    out->n_fixtures = r.fixtures.n;
    return ok;
}

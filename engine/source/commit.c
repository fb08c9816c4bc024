/* Sources made of trees: a commit whole, and what one commit has that another has not. */
#include "base/path.h"
#include "engine/source/git2.h"
#include "engine/source/object.h"
#include "engine/source/open.h"
#include "engine/source/tree.h"
#include "engine/source/unit.h"

/* Listing under way. */
typedef struct listing {
    sl_source *source;
    sl_arena *mem;
    const sl_strs *only;
    bool *was_seen; /* for each path of `only` */
} listing;

static bool is_below(sl_str path, sl_str folder)
{
    return sl_str_starts(path, folder) && (path.n == folder.n || path.p[folder.n] == '/');
}

static bool is_named(void *context, sl_str path, const sl_tree_entry *entry)
{
    bool is_folder = (entry->mode & SL_MODE_TYPE) == SL_MODE_FOLDER;
    listing *l = context;
    bool wanted = false;
    for (size_t i = 0; i < l->only->n; i++) {
        sl_str one = l->only->v[i];
        bool is_in = one.n == 0 || is_below(path, one);
        l->was_seen[i] |= is_in;
        wanted |= is_in || (is_folder && is_below(one, path));
    }
    return wanted;
}

static bool add_entry(void *context, sl_str path, const sl_tree_entry *from,
                      const sl_tree_entry *to, sl_err *e)
{
    listing *l = context;
    (void)from;
    if (!to)
        return true;
    return sl_units_add(&l->source->units, l->mem, sl_dup(l->mem, path), to->mode, &to->id, e);
}

static bool read_blob(const sl_source *source, size_t i, sl_buf *out, sl_err *e)
{
    const sl_unit *unit = &source->units.v[i];
    if (unit->kind == SL_UNIT_SUBMODULE)
        return sl_fail(e, SL_ENOTSUP, "%.*s", SL_FMT(unit->skip));
    return sl_object_read(out, source->self, &unit->id, e);
}

static void close_nothing(sl_source *source)
{
    source->self = NULL;
}

sl_source *sl_source_of_blobs(sl_arena *mem, const char *kind, sl_repo *repo)
{
    sl_source *source = sl_alloc(mem, sizeof *source);
    source->kind = kind;
    source->root = sl_dup(mem, repo->common);
    for (size_t i = 0; i < repo->stores.n; i++)
        *sl_list_add(mem, &source->also) = sl_dup(mem, repo->stores.v[i]);
    source->self = repo;
    sl_objects_map(repo->objects, &source->mapped, NULL); /* else workers map what they need */
    source->read = read_blob;
    source->close = close_nothing;
    return source;
}

/* The paths asked for, cleaned; all have to lie in the tree. */
static bool clean_only(sl_strs *out, sl_arena *mem, const sl_strs *only, sl_err *e)
{
    for (size_t i = 0; only && i < only->n; i++)
        if (!sl_path_clean(sl_list_add(mem, out), mem, only->v[i]))
            return sl_fail(e, SL_ENOENT, "%.*s: not a path in a commit", SL_FMT(only->v[i]));
    return true;
}

bool sl_source_commit(sl_source **out, sl_arena *mem, sl_repo *repo, const sl_commit *commit,
                      const sl_strs *only, sl_err *e)
{
    sl_id tree;
    sl_strs names = {0};
    listing l = {.source = sl_source_of_blobs(mem, "commit", repo), .mem = mem, .only = &names};
    sl_tree_visit visit = {.context = &l, .entry = add_entry};
    *out = NULL;
    if (!clean_only(&names, mem, only, e) || !sl_tree_of(&tree, repo, commit, e))
        return false;
    if (names.n)
        visit.wants = is_named;
    l.was_seen = sl_alloc_array(mem, names.n + 1, sizeof *l.was_seen);
    if (!sl_tree_compare(repo, NULL, &tree, &visit, e))
        return sl_fail_more(e, "commit %s", commit->hex);
    for (size_t i = 0; i < names.n; i++)
        if (!l.was_seen[i] && names.v[i].n)
            return sl_fail(e, SL_ENOENT, "%.*s: no such file or folder in commit %.12s",
                           SL_FMT(names.v[i]), commit->hex);
    sl_units_sort(&l.source->units);
    *out = l.source;
    return true;
}

bool sl_source_difference(sl_source **out, sl_arena *mem, sl_repo *repo, const sl_commit *from,
                          const sl_commit *to, sl_err *e)
{
    sl_id a;
    sl_id b;
    listing l = {.source = sl_source_of_blobs(mem, "difference", repo), .mem = mem};
    sl_tree_visit visit = {.context = &l, .entry = add_entry};
    *out = NULL;
    if (!sl_tree_of(&a, repo, from, e) || !sl_tree_of(&b, repo, to, e) ||
        !sl_tree_compare(repo, &a, &b, &visit, e))
        return false;
    sl_units_sort(&l.source->units);
    *out = l.source;
    return true;
}

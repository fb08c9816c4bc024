/* What `git commit` would commit: the index beside the tree of HEAD, folder by folder; those whose
   cached tree is HEAD's are passed over. */
#include <stdlib.h>

#include "base/path.h"
#include "engine/source/git2.h"
#include "engine/source/index_file.h"
#include "engine/source/object.h"
#include "engine/source/open.h"
#include "engine/source/tree.h"
#include "engine/source/unit.h"

enum { SHA1_BYTES = 20 };

/* A comparison under way: HEAD's paths come in order, and the index is taken beside them. */
typedef struct staging {
    sl_repo *repo;
    sl_arena *mem;
    sl_index_file index;
    sl_units *units;
    sl_strs *gone;
    size_t at; /* the next entry of the index */
    sl_err *e; /* of what went wrong where only a bool is asked for */
    bool failed;
} staging;

static bool is_same(const sl_id *a, const sl_id *b)
{
    return memcmp(a->bytes, b->bytes, SHA1_BYTES) == 0;
}

static bool is_folder(const sl_tree_entry *entry)
{
    return entry && (entry->mode & SL_MODE_TYPE) == SL_MODE_FOLDER;
}

/* A folder that stands in a sparse index as one entry; its path ends with '/'. */
typedef struct sparse {
    staging *staging;
    sl_str folder;
} sparse;

static bool add_below(void *context, sl_str path, const sl_tree_entry *from,
                      const sl_tree_entry *to, sl_err *e)
{
    const sparse *p = context;
    (void)from;
    if (!to)
        return true;
    sl_str whole = sl_printf(p->staging->mem, "%.*s%.*s", SL_FMT(p->folder), SL_FMT(path));
    return sl_units_add(p->staging->units, p->staging->mem, whole, to->mode, &to->id, e);
}

static bool take_sparse(staging *s, const sl_index_entry *entry, const sl_tree_entry *in_head,
                        sl_err *e)
{
    sparse below = {.staging = s, .folder = entry->path};
    return sl_tree_compare(s->repo, is_folder(in_head) ? &in_head->id : NULL, &entry->id,
                           &(sl_tree_visit){.context = &below, .entry = add_below}, e);
}

static bool take_conflict(staging *s, const sl_index_entry *entry, sl_err *e)
{
    if (!sl_units_add(s->units, s->mem, entry->path, entry->mode, &entry->id, e))
        return false;
    s->units->v[s->units->n - 1].error = SL_S("unmerged: resolve the conflict and add the file");
    while (s->at < s->index.n && sl_str_eq(s->index.v[s->at].path, entry->path))
        s->at++;
    return true;
}

/* Takes the next entry of the index; `in_head` is HEAD's at that path, NULL when it has none. */
static bool take(staging *s, const sl_tree_entry *in_head, sl_err *e)
{
    const sl_index_entry *entry = &s->index.v[s->at++];
    if (entry->mode == SL_MODE_FOLDER)
        return take_sparse(s, entry, in_head, e);
    if (entry->stage)
        return take_conflict(s, entry, e);
    bool is_known = in_head && in_head->mode == entry->mode && is_same(&in_head->id, &entry->id);
    return is_known || entry->is_intent ||
           sl_units_add(s->units, s->mem, entry->path, entry->mode, &entry->id, e);
}

/* Takes the entries before `path`, which HEAD does not have. */
static bool take_before(staging *s, sl_str path, sl_err *e)
{
    while (s->at < s->index.n && sl_str_cmp(s->index.v[s->at].path, path) < 0)
        if (!take(s, NULL, e))
            return false;
    return true;
}

static bool see_entry(void *context, sl_str path, const sl_tree_entry *from,
                      const sl_tree_entry *to, sl_err *e)
{
    staging *s = context;
    (void)from;
    if (s->failed || !take_before(s, path, e))
        return false;
    if (s->at < s->index.n && sl_str_eq(s->index.v[s->at].path, path))
        return take(s, to, e);
    *sl_list_add(s->mem, s->gone) = sl_dup(s->mem, path);
    return true;
}

/* False for folders of HEAD that need not be entered: nothing in them is staged. */
static bool wants(void *context, sl_str path, const sl_tree_entry *entry)
{
    staging *s = context;
    if (!is_folder(entry))
        return true;
    const sl_id *cached = sl_map_get(&s->index.trees, path);
    bool is_equal = cached && is_same(cached, &entry->id);
    sl_str below = sl_printf(s->mem, "%.*s/", SL_FMT(path));
    if (s->failed || !take_before(s, below, s->e)) {
        s->failed = true;
        return true;
    }
    while (is_equal && s->at < s->index.n && sl_str_starts(s->index.v[s->at].path, below))
        s->at++;
    if (s->at < s->index.n && sl_str_eq(s->index.v[s->at].path, below)) {
        s->failed = !take(s, entry, s->e);
        return s->failed;
    }
    return !is_equal;
}

static bool compare(staging *s, sl_err *e)
{
    sl_commit head;
    sl_id tree;
    sl_tree_visit visit = {.context = s, .entry = see_entry, .wants = wants};
    if (!sl_repo_is_unborn(s->repo)) {
        if (!sl_repo_resolve(&head, s->repo, SL_S("HEAD"), e) ||
            !sl_tree_of(&tree, s->repo, &head, e))
            return false;
        const sl_id *cached = sl_map_get(&s->index.trees, (sl_str){0});
        if (cached && is_same(cached, &tree))
            return true;
        if (!sl_tree_compare(s->repo, NULL, &tree, &visit, e) || s->failed)
            return false;
    }
    while (s->at < s->index.n)
        if (!take(s, NULL, e))
            return false;
    return true;
}

/* The index that git means: a hook may run on another than the repository's (githooks(5)). */
static sl_str index_path(sl_arena *mem, const sl_repo *repo)
{
    sl_str named = sl_str_of(getenv("GIT_INDEX_FILE"));
    if (named.n)
        return sl_path_join(mem, repo->work_tree, named);
    return sl_path_join(mem, repo->git_folder, SL_S("index"));
}

bool sl_source_index(sl_source **out, sl_arena *mem, sl_repo *repo, sl_err *e)
{
    sl_source *source = sl_source_of_blobs(mem, "index", repo);
    staging s = {.repo = repo, .mem = mem, .units = &source->units, .gone = &source->gone, .e = e};
    source->is_change = true;
    *out = NULL;
    if (!repo->work_tree.n)
        return sl_fail(e, SL_EUSAGE, "%.*s is a bare repository: nothing can be staged in it",
                       SL_FMT(repo->common));
    if (!sl_index_file_load(&s.index, mem, index_path(mem, repo), SHA1_BYTES, e) || !compare(&s, e))
        return sl_fail_more(e, "staged changes");
    sl_units_sort(&source->units);
    *out = source;
    return true;
}

/* Every object that no ref and no reflog reaches: commits with what is before them, then trees that
   no commit has, then contents that are in no tree. */
#include "engine/objects/commit.h"
#include "engine/history/past.h"

/* Objects that were not reached, by type. */
typedef struct rest {
    sl_history *h;
    sl_ids commits, trees, blobs, tags;
    bool *is_content; /* by number in the catalogue: a tree has it, and as no submodule */
    size_t n_contents;
    sl_err *e;
} rest;

/* A tree can call any object a submodule; that enters its id, and nothing is read. */
static void note_contents(rest *r)
{
    const sl_catalogue *c = &r->h->catalogue;
    r->n_contents = c->blobs.n;
    r->is_content = sl_alloc_array(r->h->mem, c->blobs.n + 1, sizeof *r->is_content);
    for (size_t i = 0; i < c->versions.n; i++)
        if ((c->versions.v[i].mode & SL_MODE_TYPE) != SL_MODE_COMMIT)
            r->is_content[c->versions.v[i].blob] = true;
}

static bool is_content(const rest *r, const void *id)
{
    uint32_t blob = sl_ids_find(&r->h->catalogue.blobs, id);
    return blob != SL_NO_ID && blob < r->n_contents && r->is_content[blob];
}

static bool is_known(const rest *r, const void *id)
{
    const sl_history *h = r->h;
    return sl_ids_find(&h->graph.ids, id) != SL_NO_ID || is_content(r, id) ||
           sl_ids_find(&h->catalogue.trees, id) != SL_NO_ID ||
           sl_ids_find(&h->tag_ids, id) != SL_NO_ID;
}

/* What cannot be read counts as a content, which fails when it is looked at. */
static void sort_in(rest *r, const void *bytes)
{
    sl_content content;
    bool is_new;
    if (is_known(r, bytes))
        return;
    sl_id id = sl_id_at(bytes, r->h->folder.id_bytes);
    bool ok = sl_objects_get(&content, r->h->objects, &id, SL_UNPACKED_MAX, NULL);
    sl_object_type type = ok ? content.type : SL_TYPE_BLOB;
    if (ok)
        sl_content_close(&content);
    sl_ids_add(type == SL_TYPE_COMMIT ? &r->commits
               : type == SL_TYPE_TREE ? &r->trees
               : type == SL_TYPE_TAG  ? &r->tags
                                      : &r->blobs,
               bytes, &is_new);
}

static bool sort_all(rest *r)
{
    sl_history *h = r->h;
    sl_id *loose;
    size_t n;
    sl_ids *const all[] = {&r->commits, &r->trees, &r->blobs, &r->tags};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        sl_ids_init(all[i], h->mem, h->folder.id_bytes);
    for (size_t p = 0; p < sl_objects_packs(h->objects); p++) {
        const sl_packindex *index = sl_objects_index(h->objects, p);
        for (size_t i = 0; i < index->n; i++)
            sort_in(r, sl_packindex_id(index, i));
    }
    if (!sl_objects_loose(&loose, &n, h->mem, h->objects, r->e))
        return false;
    for (size_t i = 0; i < n; i++)
        sort_in(r, loose[i].bytes);
    return true;
}

static uint32_t start_at(sl_history *h, const sl_id *id)
{
    return sl_past_start(h, SL_TIP_UNREACHABLE, (sl_str){0}, id);
}

static bool enter_commits(rest *r)
{
    sl_history *h = r->h;
    uint32_t from = (uint32_t)h->graph.nodes.n;
    for (size_t i = 0; i < r->tags.n; i++) {
        sl_id id = sl_id_at(sl_ids_at(&r->tags, i), h->folder.id_bytes);
        sl_past_tag_note(h, &id, start_at(h, &id));
    }
    for (size_t i = 0; i < r->commits.n; i++) {
        sl_id id = sl_id_at(sl_ids_at(&r->commits, i), h->folder.id_bytes);
        uint32_t start = start_at(h, &id);
        if (!sl_graph_start(&h->graph, &id, false, r->e))
            return false;
        h->starts.v[start].commit = sl_ids_find(&h->graph.ids, id.bytes);
    }
    if (!sl_graph_walk(&h->graph, r->e))
        return false;
    sl_past_order(h);
    h->catalogue.n_settled = h->catalogue.versions.n;
    return sl_past_trees(h, from, r->e);
}

/* Trees that are in another one of them are found there. */
static void note_children(sl_ids *children, const rest *r, const sl_id *tree)
{
    sl_content content;
    sl_tree_row row;
    bool is_new;
    if (!sl_objects_get_as(&content, r->h->objects, tree, SL_TYPE_TREE, NULL))
        return;
    for (sl_str text = content.text; sl_tree_row_at(&row, text, children->id_bytes);
         text = sl_str_sub(text, row.n, SIZE_MAX))
        if ((row.mode & SL_MODE_TYPE) == SL_MODE_FOLDER)
            sl_ids_add(children, row.id, &is_new);
    sl_content_close(&content);
}

static bool enter_trees(rest *r)
{
    sl_history *h = r->h;
    sl_ids children;
    sl_ids_init(&children, h->mem, h->folder.id_bytes);
    for (size_t i = 0; i < r->trees.n; i++) {
        sl_id id = sl_id_at(sl_ids_at(&r->trees, i), h->folder.id_bytes);
        if (sl_ids_find(&h->catalogue.trees, id.bytes) == SL_NO_ID)
            note_children(&children, r, &id);
    }
    for (size_t i = 0; i < r->trees.n; i++) {
        sl_id id = sl_id_at(sl_ids_at(&r->trees, i), h->folder.id_bytes);
        if (sl_ids_find(&h->catalogue.trees, id.bytes) == SL_NO_ID &&
            sl_ids_find(&children, id.bytes) == SL_NO_ID &&
            !sl_catalogue_compare(&h->catalogue, NULL, &id, SL_FIRST_START | start_at(h, &id),
                                  r->e))
            return false;
    }
    return true;
}

static bool enter_blobs(rest *r)
{
    sl_history *h = r->h;
    note_contents(r);
    for (size_t i = 0; i < r->blobs.n; i++) {
        sl_id id = sl_id_at(sl_ids_at(&r->blobs, i), h->folder.id_bytes);
        if (!is_content(r, id.bytes) &&
            !sl_catalogue_add(&h->catalogue, (sl_str){0}, SL_MODE_FILE, &id,
                              SL_FIRST_START | start_at(h, &id), r->e))
            return false;
    }
    return true;
}

bool sl_past_unreachable(sl_history *history, sl_err *e)
{
    rest r = {.h = history, .e = e};
    note_contents(&r);
    return sort_all(&r) && enter_commits(&r) && enter_trees(&r) && enter_blobs(&r);
}

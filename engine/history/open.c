/* From refs to commits to trees: what the history holds. */
#include "base/path.h"
#include "engine/objects/commit.h"
#include "engine/history/known.h"

enum { PEEL_MAX = 64, SHALLOW_MAX = 64 << 20 };

/* What a start leads to, with tags taken off on the way. */
typedef struct landing {
    sl_object_type type;
    sl_id id;
} landing;

static void note_lack(sl_history *h, const sl_id *id, sl_str what, const sl_err *why)
{
    *sl_list_add(h->mem, &h->lacks) =
        (sl_lack){.id = *id, .what = what, .reason = sl_dup(h->mem, sl_str_of(why->text))};
}

void sl_past_tag_note(sl_history *h, const sl_id *id, uint32_t start)
{
    bool is_new;
    sl_ids_add(&h->tag_ids, id->bytes, &is_new);
    if (is_new)
        *sl_list_add(h->mem, &h->tags) = (sl_past_tag){*id, start};
}

static bool land(landing *out, sl_history *h, uint32_t start, sl_err *e)
{
    out->id = h->starts.v[start].id;
    for (int i = 0; i < PEEL_MAX; i++) {
        sl_content content;
        sl_tag_text tag;
        if (sl_known_is_there(h, &out->id)) {
            out->type = SL_TYPE_COMMIT;
            return true;
        }
        if (!sl_objects_get(&content, h->objects, &out->id, SL_UNPACKED_MAX, e))
            return false;
        out->type = content.type;
        bool ok = true;
        if (content.type == SL_TYPE_TAG) {
            sl_past_tag_note(h, &out->id, start);
            ok = sl_tag_read(&tag, content.text, h->folder.id_bytes, e);
            out->id = ok ? tag.target : out->id;
        }
        sl_content_close(&content);
        if (!ok || out->type != SL_TYPE_TAG)
            return ok;
    }
    return sl_fail(e, SL_ETOOBIG, "tags of tags, more than %d deep", PEEL_MAX);
}

uint32_t sl_past_start(sl_history *h, sl_tip_kind kind, sl_str name, const sl_id *id)
{
    bool is_new;
    uint32_t at = sl_ids_add(&h->start_ids, id->bytes, &is_new);
    if (is_new)
        *sl_list_add(h->mem, &h->starts) = (sl_start){kind, name, *id, SL_NO_ID};
    else if (kind < h->starts.v[at].kind)
        h->starts.v[at] = (sl_start){kind, name, *id, SL_NO_ID};
    return at;
}

/* Refs that name a tree or a blob are rare (git.git keeps a key in one). */
static bool enter_other(sl_history *h, uint32_t start, const landing *at, sl_err *e)
{
    uint32_t first = SL_FIRST_START | start;
    if (at->type == SL_TYPE_TREE)
        return sl_catalogue_compare(&h->catalogue, NULL, &at->id, first, e);
    return sl_catalogue_add(&h->catalogue, h->starts.v[start].name, SL_MODE_FILE, &at->id, first,
                            e);
}

static bool enter_start(sl_history *h, uint32_t start, sl_err *e)
{
    landing at;
    sl_err why = {0};
    if (!land(&at, h, start, &why)) {
        if (h->starts.v[start].kind != SL_TIP_PSEUDO)
            note_lack(h, &at.id, SL_S("object"), &why);
        return true;
    }
    if (at.type != SL_TYPE_COMMIT)
        return enter_other(h, start, &at, e);
    if (!sl_graph_start(&h->graph, &at.id, false, e))
        return false;
    h->starts.v[start].commit = sl_ids_find(&h->graph.ids, at.id.bytes);
    return true;
}

static bool exclude(sl_history *h, const sl_range_end *end, sl_err *e)
{
    sl_id id = end->id;
    for (int i = 0; i < PEEL_MAX; i++) {
        sl_content content;
        sl_tag_text tag;
        if (!sl_objects_get(&content, h->objects, &id, SL_STRUCTURE_MAX, NULL))
            return true;
        sl_object_type type = content.type;
        bool ok = type == SL_TYPE_TAG && sl_tag_read(&tag, content.text, h->folder.id_bytes, NULL);
        id = ok ? tag.target : id;
        sl_content_close(&content);
        if (!ok)
            return type != SL_TYPE_COMMIT || sl_graph_start(&h->graph, &id, true, e);
    }
    return true;
}

static bool read_borders(sl_history *h)
{
    sl_ids *borders = sl_alloc(h->mem, sizeof *borders);
    sl_ids_init(borders, h->mem, h->folder.id_bytes);
    sl_str text = sl_gitfolder_text(h->mem, sl_path_join(h->mem, h->folder.common, SL_S("shallow")),
                                    SHALLOW_MAX);
    for (sl_str line; sl_str_cut(&text, '\n', &line);) {
        sl_id id;
        bool is_new;
        if (sl_id_of_hex(&id, sl_str_trim(line), h->folder.id_bytes))
            sl_ids_add(borders, id.bytes, &is_new);
    }
    h->graph.borders = borders;
    return true;
}

/* What begins somewhere else than at the first commit need not come to the border. */
bool sl_history_is_cut(const sl_history *h)
{
    for (size_t i = 0; i < h->range.n; i++)
        if (h->range.v[i].is_excluded)
            return false;
    return h->graph.borders->n > 0;
}

static bool list_starts(sl_history *h, sl_err *e)
{
    const sl_range_ground ground = {&h->folder, &h->tips, h->objects};
    sl_ids_init(&h->start_ids, h->mem, h->folder.id_bytes);
    sl_ids_init(&h->tag_ids, h->mem, h->folder.id_bytes);
    if (!sl_tips_read(&h->tips, h->mem, &h->folder, e))
        return false;
    for (size_t i = 0; i < h->spec.ranges.n; i++)
        if (!sl_range_read(&h->range, h->mem, &ground, h->spec.ranges.v[i], e))
            return false;
    for (size_t i = 0; i < h->range.n; i++) {
        const sl_range_end *end = &h->range.v[i];
        if (!end->is_excluded)
            sl_past_start(h, end->kind, end->name, &end->id);
    }
    sl_list_reserve(h->mem, &h->starts, h->tips.n);
    sl_ids_reserve(&h->start_ids, h->tips.n);
    for (size_t i = 0; !h->spec.ranges.n && i < h->tips.n; i++)
        sl_past_start(h, h->tips.v[i].kind, h->tips.v[i].name, &h->tips.v[i].id);
    return true;
}

static bool walk_commits(sl_history *h, sl_err *e)
{
    sl_graph_init(&h->graph, h->mem, h->objects);
    sl_catalogue_init(&h->catalogue, h->mem, h->objects);
    h->catalogue.keeps_trees = h->spec.unreachable;
    if (!read_borders(h) || !sl_known_open(h, e))
        return false;
    for (size_t i = 0; i < h->range.n; i++)
        if (h->range.v[i].is_excluded && !exclude(h, &h->range.v[i], e))
            return false;
    for (uint32_t i = 0; i < h->starts.n; i++)
        if (!enter_start(h, i, e))
            return false;
    return sl_graph_walk(&h->graph, e);
}

bool sl_start_better(const sl_history *h, uint32_t a, uint32_t b)
{
    if (a == SL_NO_ID || b == SL_NO_ID)
        return b == SL_NO_ID && a != SL_NO_ID;
    const sl_start *x = &h->starts.v[a];
    const sl_start *y = &h->starts.v[b];
    return x->kind != y->kind ? x->kind < y->kind : a < b;
}

/* Each commit hands the best way to it on to its parents. */
void sl_past_order(sl_history *h)
{
    size_t n = h->graph.nodes.n;
    h->order = sl_graph_order(&h->n_order, &h->graph);
    h->place = sl_alloc_array(h->mem, n + 1, sizeof *h->place);
    h->best = sl_alloc_array(h->mem, n + 1, sizeof *h->best);
    memset(h->place, 0xff, (n + 1) * sizeof *h->place);
    memset(h->best, 0xff, (n + 1) * sizeof *h->best);
    for (uint32_t i = 0; i < h->starts.n; i++) {
        uint32_t commit = h->starts.v[i].commit;
        if (commit != SL_NO_ID && sl_start_better(h, i, h->best[commit]))
            h->best[commit] = i;
    }
    for (size_t i = 0; i < h->n_order; i++) {
        const sl_graph_node *node = &h->graph.nodes.v[h->order[i]];
        h->place[h->order[i]] = (uint32_t)i;
        for (uint32_t k = 0; k < node->n_parents; k++) {
            uint32_t parent = h->graph.parents.v[node->parents + k];
            if (sl_start_better(h, h->best[h->order[i]], h->best[parent]))
                h->best[parent] = h->best[h->order[i]];
        }
    }
}

/* The tree of the first parent, where it can be read. */
static bool tree_before(sl_id *out, const sl_history *h, const sl_graph_node *node)
{
    sl_content content;
    sl_commit_text commit;
    if (!node->n_parents)
        return false;
    uint32_t parent = h->graph.parents.v[node->parents];
    const sl_graph_node *before = &h->graph.nodes.v[parent];
    if ((before->flags & (SL_COMMIT_READ | SL_COMMIT_MISSING | SL_COMMIT_RECALLED)) ==
        SL_COMMIT_READ) {
        *out = sl_graph_tree_of(&h->graph, parent);
        return true;
    }
    sl_id id = sl_graph_id(&h->graph, parent);
    if (!sl_objects_get_as(&content, h->objects, &id, SL_TYPE_COMMIT, NULL))
        return false;
    bool ok = sl_commit_read(&commit, content.text, h->folder.id_bytes, NULL);
    *out = commit.tree;
    sl_content_close(&content);
    return ok;
}

static bool enter_trees(sl_history *h, uint32_t commit, sl_err *e)
{
    const sl_graph_node *node = &h->graph.nodes.v[commit];
    sl_id tree = sl_graph_tree_of(&h->graph, commit);
    sl_id before;
    bool has_before = tree_before(&before, h, node);
    return sl_catalogue_compare(&h->catalogue, has_before ? &before : NULL, &tree, commit, e);
}

bool sl_past_trees(sl_history *h, uint32_t from, sl_err *e)
{
    uint32_t *ends = sl_alloc_array(h->mem, h->n_order + 1, sizeof *ends);
    ends[0] = (uint32_t)h->catalogue.entrances.n;
    for (size_t i = 0; i < h->n_order; i++) {
        uint32_t commit = h->order[i];
        bool ok = commit < from || (sl_known_has(h, commit) ? sl_known_replay(h, commit, e)
                                                            : enter_trees(h, commit, e));
        if (!ok)
            return false;
        ends[i + 1] = (uint32_t)h->catalogue.entrances.n;
    }
    if (h->known)
        h->known->new_ends = ends;
    return true;
}

static bool read_all(sl_history *h, sl_err *e)
{
    uint64_t mapped;
    if (!sl_gitfolder_find(&h->folder, h->mem, h->spec.path, e) ||
        !sl_objects_open(&h->objects, h->mem, h->folder.common, h->folder.id_bytes, e) ||
        !sl_objects_map(h->objects, &mapped, e) || !list_starts(h, e) || !walk_commits(h, e))
        return false;
    sl_past_order(h);
    return sl_past_trees(h, 0, e) && (!h->spec.unreachable || sl_past_unreachable(h, e));
}

bool sl_history_open(sl_history **out, sl_arena *mem, const sl_history_spec *spec, sl_err *e)
{
    sl_history *h = sl_alloc(mem, sizeof *h);
    h->mem = mem;
    h->spec = *spec;
    *out = h;
    if (spec->unreachable && spec->ranges.n)
        return sl_fail(e, SL_EUSAGE, "--unreachable goes with the whole history, not with a range");
    if (read_all(h, e))
        return true;
    sl_history_close(h);
    *out = NULL;
    return false;
}

void sl_history_close(sl_history *history)
{
    if (!history)
        return;
    sl_objects_close(history->objects);
    history->objects = NULL;
}

const sl_ledger_counts *sl_history_clean(const sl_history *history)
{
    return &history->clean;
}

sl_shelf *sl_history_shelf(const sl_history *history)
{
    return history->known ? history->known->shelf : NULL;
}

sl_str sl_history_folder(const sl_history *history)
{
    return history->folder.common;
}

/* A walk by the time of commits that ends when nothing wanted is left in the queue. Clocks that lie
   can make it see more than the range has, never less. */
#include "engine/history/graph.h"

#include "engine/objects/commit.h"

enum { SLOP = 16 };

void sl_graph_init(sl_graph *graph, sl_arena *mem, sl_objects *objects)
{
    *graph = (sl_graph){.mem = mem, .objects = objects};
    sl_ids_init(&graph->ids, mem, sl_objects_id_bytes(objects));
}

sl_id sl_graph_id(const sl_graph *graph, uint32_t commit)
{
    return sl_id_at(sl_ids_at(&graph->ids, commit), graph->ids.id_bytes);
}

sl_id sl_graph_tree_of(const sl_graph *graph, uint32_t commit)
{
    return sl_id_at(graph->trees.v[graph->nodes.v[commit].tree].id, graph->ids.id_bytes);
}

static int64_t time_at(const sl_graph *graph, size_t i)
{
    return graph->queue.v[i].time;
}

/* An order that does not depend on the numbers of commits, which depend on who was met first. */
static bool is_before(const sl_graph *graph, const sl_graph_place *a, const sl_graph_place *b)
{
    if (a->time != b->time)
        return a->time > b->time;
    return memcmp(sl_ids_at(&graph->ids, a->commit), sl_ids_at(&graph->ids, b->commit),
                  graph->ids.id_bytes) < 0;
}

static void push(sl_graph *graph, uint32_t commit)
{
    const sl_graph_place place = {graph->nodes.v[commit].time, commit};
    (void)sl_list_add(graph->mem, &graph->queue);
    sl_graph_place *v = graph->queue.v;
    size_t i = graph->queue.n - 1;
    for (; i && !graph->is_in_no_order && is_before(graph, &place, &v[(i - 1) / 2]);
         i = (i - 1) / 2)
        v[i] = v[(i - 1) / 2];
    v[i] = place;
}

static uint32_t pop(sl_graph *graph)
{
    size_t n = --graph->queue.n;
    sl_graph_place *v = graph->queue.v;
    const sl_graph_place last = v[n];
    if (graph->is_in_no_order)
        return last.commit;
    uint32_t top = v[0].commit;
    size_t i = 0;
    for (size_t child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n && is_before(graph, &v[child + 1], &v[child]))
            child++;
        if (!is_before(graph, &v[child], &last))
            break;
        v[i] = v[child];
    }
    v[i] = last;
    return top;
}

static bool add_node(sl_graph *graph, uint32_t *commit, const void *id, bool *is_new, sl_err *e)
{
    *commit = sl_ids_add(&graph->ids, id, is_new);
    if (!*is_new)
        return true;
    if (graph->nodes.n == SL_GRAPH_MAX)
        return sl_fail(e, SL_ETOOBIG, "more than %d commits", SL_GRAPH_MAX);
    *sl_list_add(graph->mem, &graph->nodes) = (sl_graph_node){0};
    return true;
}

void sl_graph_begin(sl_graph *graph, const unsigned char *ids, size_t n, size_t more,
                    size_t n_parents)
{
    sl_ids_begin(&graph->ids, ids, n, more);
    sl_list_reserve(graph->mem, &graph->nodes, n + more);
    sl_list_reserve(graph->mem, &graph->parents, n_parents);
    graph->nodes.n = n; /* they are zeroed */
}

bool sl_graph_name(uint32_t *commit, sl_graph *graph, const void *id, sl_err *e)
{
    bool is_new;
    return add_node(graph, commit, id, &is_new, e);
}

bool sl_graph_recall(sl_graph *graph, uint32_t commit, int64_t time)
{
    sl_graph_node *node = &graph->nodes.v[commit];
    if (node->flags & SL_COMMIT_READ)
        return false;
    node->flags |= SL_COMMIT_READ | SL_COMMIT_RECALLED;
    node->time = time;
    node->parents = (uint32_t)graph->parents.n;
    return true;
}

void sl_graph_recall_parent(sl_graph *graph, uint32_t commit, uint32_t parent)
{
    *sl_list_add(graph->mem, &graph->parents) = parent;
    graph->nodes.v[commit].n_parents++;
}

static void note_lack(sl_graph *graph, uint32_t commit, const sl_err *why)
{
    graph->nodes.v[commit].flags |= SL_COMMIT_MISSING;
    *sl_list_add(graph->mem, &graph->lacks) =
        (sl_lack){.id = sl_graph_id(graph, commit),
                  .what = SL_S("commit"),
                  .reason = sl_dup(graph->mem, sl_str_of(why->text))};
}

/* Reads the commit; its parents become nodes. A malformed one is a lack. */
static bool read_node(sl_graph *graph, uint32_t commit, sl_err *e)
{
    sl_content content;
    sl_commit_text text;
    sl_err why = {0};
    sl_id id = sl_graph_id(graph, commit);
    bool is_border = graph->borders && sl_ids_find(graph->borders, id.bytes) != SL_NO_ID;
    size_t first = graph->parents.n;
    if (!sl_objects_get_as(&content, graph->objects, &id, SL_TYPE_COMMIT, &why)) {
        note_lack(graph, commit, &why);
        return true;
    }
    bool ok = true;
    if (!sl_commit_read(&text, content.text, graph->ids.id_bytes, &why)) {
        note_lack(graph, commit, &why);
    } else {
        sl_id parent;
        graph->nodes.v[commit].tree = (uint32_t)graph->trees.n;
        memcpy(sl_list_add(graph->mem, &graph->trees)->id, text.tree.bytes, SL_SHA256_ID);
        graph->nodes.v[commit].time = text.time;
        while (ok && !is_border && sl_commit_parent(&parent, &text)) {
            uint32_t number;
            bool is_new;
            ok = add_node(graph, &number, parent.bytes, &is_new, e);
            if (ok)
                *sl_list_add(graph->mem, &graph->parents) = number;
        }
    }
    sl_graph_node *node = &graph->nodes.v[commit];
    node->parents = (uint32_t)first;
    node->n_parents = (uint32_t)(graph->parents.n - first);
    node->flags |= SL_COMMIT_READ;
    sl_content_close(&content);
    return ok;
}

static bool is_live(const sl_graph_node *node)
{
    return node->flags & SL_COMMIT_WANTED;
}

static void enter(sl_graph *graph, uint32_t commit)
{
    sl_graph_node *node = &graph->nodes.v[commit];
    if (node->n_queued)
        return;
    node->n_queued = 1;
    graph->n_live += is_live(node);
    push(graph, commit);
}

/* Marks a commit; one that is new to the mark is read and queued. What is excluded stays so. */
static bool see(sl_graph *graph, uint32_t commit, unsigned char flag, sl_err *e)
{
    sl_graph_node *node = &graph->nodes.v[commit];
    if (node->flags & (flag | SL_COMMIT_EXCLUDED | SL_COMMIT_MISSING))
        return true;
    if (!(node->flags & SL_COMMIT_READ)) {
        if (!read_node(graph, commit, e))
            return false;
        node = &graph->nodes.v[commit];
        if (node->flags & SL_COMMIT_MISSING)
            return true;
    }
    graph->n_live += node->n_queued && !is_live(node) && flag == SL_COMMIT_WANTED;
    node->flags |= flag;
    enter(graph, commit);
    return true;
}

bool sl_graph_start(sl_graph *graph, const sl_id *id, bool is_excluded, sl_err *e)
{
    uint32_t commit;
    graph->has_border = graph->has_border || is_excluded;
    return sl_graph_name(&commit, graph, id->bytes, e) &&
           see(graph, commit, is_excluded ? SL_COMMIT_EXCLUDED : SL_COMMIT_WANTED, e);
}

static uint32_t leave(sl_graph *graph)
{
    uint32_t commit = pop(graph);
    sl_graph_node *node = &graph->nodes.v[commit];
    node->n_queued = 0;
    graph->n_live -= is_live(node);
    return commit;
}

/* One commit passes its mark on; `only_wanted`: to those only that are in the range so far. */
static bool step(sl_graph *graph, bool only_wanted, sl_err *e)
{
    uint32_t commit = leave(graph);
    const sl_graph_node *node = &graph->nodes.v[commit];
    unsigned char flag = node->flags & SL_COMMIT_EXCLUDED ? SL_COMMIT_EXCLUDED : SL_COMMIT_WANTED;
    uint32_t first = node->parents;
    uint32_t n = node->n_parents;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t parent = graph->parents.v[first + i];
        if (only_wanted && !(graph->nodes.v[parent].flags & SL_COMMIT_WANTED))
            continue;
        if (!see(graph, parent, flag, e))
            return false;
    }
    return true;
}

static int64_t oldest_wanted(const sl_graph *graph)
{
    int64_t oldest = INT64_MAX;
    for (size_t i = 0; i < graph->nodes.n; i++) {
        const sl_graph_node *node = &graph->nodes.v[i];
        if (is_live(node) && node->time < oldest)
            oldest = node->time;
    }
    return oldest;
}

/* What is excluded goes on while it may still meet what is wanted: clocks lie, but seldom by many
   commits in a row. */
static bool settle(sl_graph *graph, sl_err *e)
{
    int64_t oldest = oldest_wanted(graph);
    for (unsigned slop = SLOP; graph->queue.n && oldest < INT64_MAX;) {
        bool is_hit = is_live(&graph->nodes.v[graph->queue.v[0].commit]);
        bool is_newer = time_at(graph, 0) >= oldest;
        slop = is_hit ? SLOP : is_newer ? slop : slop - 1;
        if (slop == 0)
            return true;
        if (!step(graph, false, e))
            return false;
    }
    return true;
}

bool sl_graph_walk(sl_graph *graph, sl_err *e)
{
    graph->is_in_no_order = !graph->has_border;
    while (graph->n_live)
        if (!step(graph, false, e))
            return false;
    graph->is_in_no_order = false;
    if (!settle(graph, e))
        return false;
    while (graph->queue.n)
        if (!step(graph, true, e))
            return false;
    return true;
}

static bool is_wanted(const sl_graph_node *node)
{
    return (node->flags & (SL_COMMIT_WANTED | SL_COMMIT_EXCLUDED)) == SL_COMMIT_WANTED;
}

static void count_children(sl_graph *graph)
{
    for (size_t i = 0; i < graph->nodes.n; i++) {
        const sl_graph_node *node = &graph->nodes.v[i];
        for (uint32_t k = 0; is_wanted(node) && k < node->n_parents; k++)
            graph->nodes.v[graph->parents.v[node->parents + k]].n_children++;
    }
}

uint32_t *sl_graph_order(size_t *n, sl_graph *graph)
{
    uint32_t *order = sl_alloc_array(graph->mem, graph->nodes.n + 1, sizeof *order);
    *n = 0;
    for (size_t i = 0; i < graph->nodes.n; i++)
        graph->nodes.v[i].n_children = 0;
    count_children(graph);
    for (size_t i = 0; i < graph->nodes.n; i++)
        if (is_wanted(&graph->nodes.v[i]) && !graph->nodes.v[i].n_children)
            push(graph, (uint32_t)i);
    while (graph->queue.n) {
        uint32_t commit = pop(graph);
        const sl_graph_node *node = &graph->nodes.v[commit];
        order[(*n)++] = commit;
        for (uint32_t k = 0; k < node->n_parents; k++) {
            uint32_t parent = graph->parents.v[node->parents + k];
            if (--graph->nodes.v[parent].n_children == 0 && is_wanted(&graph->nodes.v[parent]))
                push(graph, parent);
        }
    }
    return order;
}

/* From a history that was scanned to what is remembered of it. What came since the bulk was written
   goes to a record of its own, which is small, until the two become one. */
#include "engine/history/known.h"

/* The later record may have this part of the bulk's bytes, and so many in any case. */
enum { LATE_PART = 8, LATE_BYTES = 256 << 10 };

/* A record in the making. */
typedef struct gathering {
    sl_history *h;
    sl_arena *mem;
    int part;
    sl_ids ids;                         /* of commits, then of parents */
    uint32_t *paths, *blobs, *versions; /* numbers in the record by those in the catalogue */
    struct {
        uint32_t *v;
        size_t n, cap;
    } commits, of_paths, of_blobs; /* numbers in the history by those in the record */
    struct {
        sl_record_version *v;
        size_t n, cap;
    } of_versions;
    struct {
        uint32_t *v;
        size_t n, cap;
    } parents, parents_end, entrances, entrances_end;
} gathering;

static unsigned char mark_in(const unsigned char *marks, size_t i)
{
    return marks ? marks[i] & SL_MARK_WORD : SL_MARK_UNSEEN;
}

/* Whether something is known of it that the bulk does not have. */
static bool is_told(const gathering *g, const unsigned char *marks, size_t i)
{
    return mark_in(marks, i) < SL_MARK_UNSEEN &&
           (g->part == SL_KNOWN_BULK || !(marks[i] & SL_MARK_BULK));
}

static bool takes_commit(const gathering *g, uint32_t commit)
{
    const sl_history *h = g->h;
    bool is_in_bulk = sl_known_has(h, commit) && !(h->known->at[commit] & SL_AT_LATE);
    return g->part == SL_KNOWN_BULK || !is_in_bulk || is_told(g, h->screened.commits, commit);
}

static uint32_t take_path(gathering *g, uint32_t path)
{
    if (g->paths[path] == SL_NO_ID) {
        g->paths[path] = (uint32_t)g->of_paths.n;
        *sl_list_add(g->mem, &g->of_paths) = path;
    }
    return g->paths[path];
}

static uint32_t take_blob(gathering *g, uint32_t blob)
{
    if (g->blobs[blob] == SL_NO_ID) {
        g->blobs[blob] = (uint32_t)g->of_blobs.n;
        *sl_list_add(g->mem, &g->of_blobs) = blob;
    }
    return g->blobs[blob];
}

static void take_entrance(gathering *g, uint32_t version, uint32_t mode)
{
    const sl_version *v = &g->h->catalogue.versions.v[version];
    uint32_t number = g->versions[version];
    if (number == SL_NO_ID || g->of_versions.v[number].mode != mode) {
        number = (uint32_t)g->of_versions.n;
        g->versions[version] = number;
        *sl_list_add(g->mem, &g->of_versions) =
            (sl_record_version){take_path(g, v->path), take_blob(g, v->blob), mode};
    }
    *sl_list_add(g->mem, &g->entrances) = number;
}

/* What the commit at that place in the order brought. */
static void take_entrances(gathering *g, size_t place)
{
    const sl_history *h = g->h;
    const sl_known *known = h->known;
    uint32_t commit = h->order[place];
    if (!sl_known_has(h, commit)) {
        for (uint32_t i = known->new_ends[place]; i < known->new_ends[place + 1]; i++)
            take_entrance(g, h->catalogue.entrances.v[i].version, h->catalogue.entrances.v[i].mode);
        return;
    }
    uint32_t at = known->at[commit];
    const sl_known_part *part = &known->parts[at & SL_AT_LATE ? SL_KNOWN_LATE : SL_KNOWN_BULK];
    const uint32_t *ends = part->record.entrances_end;
    at &= ~SL_AT_LATE;
    for (uint32_t i = at ? ends[at - 1] : 0; i < ends[at]; i++) {
        uint32_t version = part->record.entrances[i];
        take_entrance(g, part->versions[version], part->record.versions[version].mode);
    }
}

static void take_commits(gathering *g)
{
    const sl_history *h = g->h;
    bool is_new;
    for (size_t i = 0; i < h->n_order; i++)
        if (takes_commit(g, h->order[i])) {
            *sl_list_add(g->mem, &g->commits) = h->order[i];
            sl_ids_add(&g->ids, sl_ids_at(&h->graph.ids, h->order[i]), &is_new);
        }
    for (size_t i = 0; i < g->commits.n; i++) {
        const sl_graph_node *node = &h->graph.nodes.v[g->commits.v[i]];
        for (uint32_t k = 0; k < node->n_parents; k++)
            *sl_list_add(g->mem, &g->parents) = sl_ids_add(
                &g->ids, sl_ids_at(&h->graph.ids, h->graph.parents.v[node->parents + k]), &is_new);
        *sl_list_add(g->mem, &g->parents_end) = (uint32_t)g->parents.n;
        take_entrances(g, h->place[g->commits.v[i]]);
        *sl_list_add(g->mem, &g->entrances_end) = (uint32_t)g->entrances.n;
    }
}

/* What was looked through and is in no commit that is taken. */
static void take_told(gathering *g)
{
    const sl_history *h = g->h;
    for (size_t i = 0; i < h->catalogue.versions.n; i++)
        if (is_told(g, h->screened.blobs, h->catalogue.versions.v[i].blob))
            take_blob(g, h->catalogue.versions.v[i].blob);
    for (uint32_t i = 0; i < h->catalogue.paths.n; i++)
        if (is_told(g, h->screened.paths, i))
            take_path(g, i);
}

static void fill_commits(sl_record *out, const gathering *g)
{
    int64_t *times = sl_alloc_array(g->mem, g->commits.n + 1, sizeof *times);
    unsigned char *marks = sl_alloc(g->mem, g->commits.n + 1);
    for (size_t i = 0; i < g->commits.n; i++) {
        times[i] = g->h->graph.nodes.v[g->commits.v[i]].time;
        marks[i] = mark_in(g->h->screened.commits, g->commits.v[i]);
    }
    out->times = times;
    out->commit_marks = marks;
}

static void fill_paths(sl_record *out, const gathering *g)
{
    size_t n = 0;
    uint32_t *ends = sl_alloc_array(g->mem, g->of_paths.n + 1, sizeof *ends);
    unsigned char *marks = sl_alloc(g->mem, g->of_paths.n + 1);
    for (size_t i = 0; i < g->of_paths.n; i++) {
        n += g->h->catalogue.paths.v[g->of_paths.v[i]].key.n;
        ends[i] = (uint32_t)n;
        marks[i] = mark_in(g->h->screened.paths, g->of_paths.v[i]);
    }
    char *bytes = sl_alloc(g->mem, n + 1);
    for (size_t i = 0; i < g->of_paths.n; i++) {
        sl_str path = g->h->catalogue.paths.v[g->of_paths.v[i]].key;
        if (path.n)
            memcpy(bytes + ends[i] - path.n, path.p, path.n);
    }
    out->n_paths = g->of_paths.n;
    out->path_bytes = n;
    out->paths_end = ends;
    out->path_marks = marks;
    out->paths = bytes;
}

static void fill_blobs(sl_record *out, const gathering *g)
{
    size_t id_bytes = g->h->folder.id_bytes;
    unsigned char *ids = sl_alloc_array(g->mem, g->of_blobs.n + 1, id_bytes);
    unsigned char *marks = sl_alloc(g->mem, g->of_blobs.n + 1);
    for (size_t i = 0; i < g->of_blobs.n; i++) {
        memcpy(ids + i * id_bytes, sl_ids_at(&g->h->catalogue.blobs, g->of_blobs.v[i]), id_bytes);
        marks[i] = mark_in(g->h->screened.blobs, g->of_blobs.v[i]);
    }
    out->n_blobs = g->of_blobs.n;
    out->blobs = ids;
    out->blob_marks = marks;
}

static void fill_tags(sl_record *out, const gathering *g)
{
    const sl_history *h = g->h;
    size_t id_bytes = h->folder.id_bytes;
    unsigned char *ids = sl_alloc_array(g->mem, h->tags.n + 1, id_bytes);
    unsigned char *marks = sl_alloc(g->mem, h->tags.n + 1);
    for (size_t i = 0; i < h->tags.n; i++) {
        if (!is_told(g, h->screened.tags, i))
            continue;
        memcpy(ids + out->n_tags * id_bytes, h->tags.v[i].id.bytes, id_bytes);
        marks[out->n_tags++] = mark_in(h->screened.tags, i);
    }
    out->tags = ids;
    out->tag_marks = marks;
}

void sl_known_gather(sl_record *out, sl_arena *mem, sl_history *h, int part)
{
    gathering g = {.h = h,
                   .mem = mem,
                   .part = part,
                   .paths = sl_known_unmet(mem, h->catalogue.paths.n),
                   .blobs = sl_known_unmet(mem, h->catalogue.blobs.n),
                   .versions = sl_known_unmet(mem, h->catalogue.versions.n)};
    sl_ids_init(&g.ids, mem, h->folder.id_bytes);
    for (size_t i = 0; part == SL_KNOWN_BULK && i < h->catalogue.paths.n; i++)
        take_path(&g, h->path_lines[i]);
    take_commits(&g);
    take_told(&g);
    *out = (sl_record){.n_commits = g.commits.n,
                       .n_ids = g.ids.n,
                       .n_parents = g.parents.n,
                       .n_entrances = g.entrances.n,
                       .n_versions = g.of_versions.n,
                       .parents = g.parents.v,
                       .parents_end = g.parents_end.v,
                       .entrances = g.entrances.v,
                       .entrances_end = g.entrances_end.v,
                       .versions = g.of_versions.v,
                       .ids = g.ids.v};
    fill_commits(out, &g);
    fill_paths(out, &g);
    fill_blobs(out, &g);
    fill_tags(out, &g);
}

static bool write_part(sl_buf *out, sl_history *h, int part)
{
    sl_arena *mem = sl_arena_new();
    sl_record record;
    sl_buf answers;
    sl_str packs = sl_known_packs(mem, h);
    sl_buf_reset(out);
    sl_buf_init(&answers, SL_CACHE_VALUE_MAX);
    sl_known_gather(&record, mem, h, part);
    sl_shelf_write(&answers, h->known->shelf, part == SL_KNOWN_BULK);
    record.answers = sl_buf_str(&answers);
    record.packs = packs.p;
    record.pack_bytes = packs.n;
    sl_record_write(out, &record, h->folder.id_bytes);
    bool ok = !out->is_over && !answers.is_over;
    sl_buf_clear(&answers);
    sl_arena_free(mem);
    return ok;
}

/* Whether the scan learnt what the records do not have. */
static bool has_news(const sl_history *h)
{
    const struct {
        const unsigned char *marks;
        size_t n;
    } all[] = {{h->screened.blobs, h->catalogue.blobs.n},
               {h->screened.commits, h->graph.nodes.n},
               {h->screened.paths, h->catalogue.paths.n},
               {h->screened.tags, h->tags.n}};
    if (sl_shelf_has_new(h->known->shelf))
        return true;
    for (size_t i = 0; i < h->n_order; i++)
        if (!sl_known_has(h, h->order[i]))
            return true;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        for (size_t k = 0; all[i].marks && k < all[i].n; k++)
            if ((all[i].marks[k] & SL_MARK_WORD) < SL_MARK_UNSEEN &&
                !(all[i].marks[k] & SL_MARK_KNOWN))
                return true;
    return false;
}

void sl_history_keep(sl_history *h)
{
    sl_known *known = h->known;
    bool is_whole = !h->lacks.n && !h->graph.lacks.n && !h->catalogue.lacks.n;
    if (!known || !is_whole || !has_news(h))
        return;
    sl_buf bytes;
    sl_buf_init(&bytes, SL_CACHE_VALUE_MAX);
    size_t bulk = known->parts[SL_KNOWN_BULK].bytes;
    bool is_late =
        bulk && write_part(&bytes, h, SL_KNOWN_LATE) && bytes.n <= bulk / LATE_PART + LATE_BYTES;
    if (is_late) {
        sl_cache_put_large(known->cache, &known->keys[SL_KNOWN_LATE], sl_buf_str(&bytes));
    } else if (write_part(&bytes, h, SL_KNOWN_BULK)) {
        sl_cache_put_large(known->cache, &known->keys[SL_KNOWN_BULK], sl_buf_str(&bytes));
        sl_cache_drop_large(known->cache, &known->keys[SL_KNOWN_LATE]);
    }
    sl_buf_clear(&bytes);
}

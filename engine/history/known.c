/* Facts of a record become those of a history: commits get nodes that are not read, what they
   brought is entered without comparing trees. What no ref reaches any more stays out. */
#include "engine/history/known.h"

#include "base/path.h"
#include "engine/history/screen.h"
#include "engine/work/memo.h"

/* Room for what is new, so that nothing large moves. */
enum { MORE = 4096 };

/* What answers depend on besides the history. */
static bool asker_of(unsigned char out[32], const sl_history *h)
{
    const sl_screen_spec *screen = h->spec.screen;
    const sl_pass_spec pass = {
        .scanners = screen->scanners, .n_scanners = screen->n_scanners, .limits = screen->limits};
    return sl_memos_digest(out, h->mem, &pass);
}

static sl_cache_key key_of(const sl_history *h, int part, const unsigned char asker[32])
{
    const unsigned char which = (unsigned char)part;
    const sl_str parts[] = {SL_STR("history"), sl_str_at((const char *)asker, 32), h->folder.common,
                            sl_str_at((const char *)&which, 1)};
    sl_cache_key key;
    sl_cache_key_of(&key, parts, sizeof parts / sizeof *parts);
    return key;
}

uint32_t *sl_known_unmet(sl_arena *mem, size_t n)
{
    uint32_t *numbers = sl_alloc_array(mem, n + 1, sizeof *numbers);
    memset(numbers, 0xff, (n + 1) * sizeof *numbers);
    return numbers;
}

sl_str sl_known_packs(sl_arena *mem, const sl_history *h)
{
    sl_str all = {0};
    for (size_t i = 0; i < sl_objects_packs(h->objects); i++)
        all = sl_printf(mem, "%.*s%.*s\n", SL_FMT(all),
                        SL_FMT(sl_path_name(sl_objects_pack_name(h->objects, i))));
    return all;
}

static bool has_packs(const sl_history *h, sl_str then)
{
    sl_map now = {0};
    bool all = true;
    sl_arena *mem = sl_arena_new();
    for (size_t i = 0; i < sl_objects_packs(h->objects); i++)
        sl_map_put(&now, mem, sl_path_name(sl_objects_pack_name(h->objects, i)), mem);
    for (sl_str name; all && sl_str_cut(&then, '\n', &name);)
        all = !name.n || sl_map_has(&now, name);
    sl_arena_free(mem);
    return all;
}

static void read_part(sl_history *h, int which, const unsigned char asker[32])
{
    sl_known *known = h->known;
    sl_known_part *part = &known->parts[which];
    sl_str bytes;
    known->keys[which] = key_of(h, which, asker);
    if (!sl_cache_get_large(known->cache, h->mem, &known->keys[which], &bytes) ||
        !sl_record_read(&part->record, bytes, h->folder.id_bytes) ||
        !sl_shelf_read(known->shelf, part->record.answers, which == SL_KNOWN_BULK)) {
        part->record = (sl_record){0};
        return;
    }
    part->bytes = bytes.n;
    part->has_packs = has_packs(h, sl_str_at(part->record.packs, part->record.pack_bytes));
    part->paths = sl_known_unmet(h->mem, part->record.n_paths);
    part->versions = sl_known_unmet(h->mem, part->record.n_versions);
    if (which == SL_KNOWN_BULK)
        return;
    part->commits = sl_known_unmet(h->mem, part->record.n_ids);
    part->blobs = sl_known_unmet(h->mem, part->record.n_blobs);
}

static uint32_t commit_of(const sl_known_part *part, size_t id)
{
    return part->commits ? part->commits[id] : (uint32_t)id;
}

static bool enter_commits(sl_history *h, int which, sl_err *e)
{
    sl_known *known = h->known;
    sl_known_part *part = &known->parts[which];
    const sl_record *r = &part->record;
    for (size_t i = 0; part->commits && i < r->n_ids; i++)
        if (!sl_graph_name(&part->commits[i], &h->graph, r->ids + i * h->folder.id_bytes, e))
            return false;
    for (size_t i = 0, p = 0; i < r->n_commits; i++) {
        uint32_t commit = commit_of(part, i);
        bool is_new = sl_graph_recall(&h->graph, commit, r->times[i]);
        for (; p < r->parents_end[i]; p++)
            if (is_new)
                sl_graph_recall_parent(&h->graph, commit, commit_of(part, r->parents[p]));
        if (is_new)
            known->at[commit] = (uint32_t)i | (which == SL_KNOWN_LATE ? SL_AT_LATE : 0);
    }
    return true;
}

bool sl_known_open(sl_history *h, sl_err *e)
{
    bool is_whole = h->spec.is_asked && !h->spec.ranges.n && !h->spec.unreachable;
    unsigned char asker[32];
    if (!h->spec.cache || !is_whole || h->graph.borders->n || !asker_of(asker, h))
        return true;
    sl_known *known = sl_alloc(h->mem, sizeof *known);
    const sl_record *bulk = &known->parts[SL_KNOWN_BULK].record;
    const sl_record *late = &known->parts[SL_KNOWN_LATE].record;
    h->known = known;
    known->cache = h->spec.cache;
    known->shelf = sl_shelf_new(h->mem);
    for (int i = 0; i < SL_KNOWN_PARTS; i++)
        read_part(h, i, asker);
    h->catalogue.keeps_entrances = true;
    sl_graph_begin(&h->graph, bulk->ids, bulk->n_ids, late->n_ids + MORE,
                   bulk->n_parents + late->n_parents + MORE);
    sl_ids_begin(&h->catalogue.blobs, bulk->blobs, bulk->n_blobs, late->n_blobs + MORE);
    sl_catalogue_reserve(&h->catalogue, bulk->n_versions + late->n_versions + MORE);
    known->at = sl_known_unmet(h->mem, bulk->n_ids + late->n_ids);
    for (int i = 0; i < SL_KNOWN_PARTS; i++)
        if (!enter_commits(h, i, e))
            return false;
    known->n_commits = h->graph.nodes.n;
    return true;
}

bool sl_known_has(const sl_history *h, uint32_t commit)
{
    return h->known && commit < h->known->n_commits && h->known->at[commit] != SL_NO_ID;
}

/* Objects do not go while their pack stays; which one has a commit need not be looked up then. */
bool sl_known_is_there(const sl_history *h, const sl_id *id)
{
    uint32_t commit = h->known ? sl_ids_find(&h->graph.ids, id->bytes) : SL_NO_ID;
    if (commit == SL_NO_ID || !sl_known_has(h, commit))
        return false;
    bool is_late = h->known->at[commit] & SL_AT_LATE;
    return (!is_late && h->known->parts[SL_KNOWN_BULK].has_packs) || sl_objects_has(h->objects, id);
}

static sl_str path_text(const sl_record *r, size_t path)
{
    size_t start = path ? r->paths_end[path - 1] : 0;
    return sl_str_at(r->paths + start, r->paths_end[path] - start);
}

/* The number in the catalogue of a path or a content of the record, which is met now at the latest.
 */
static uint32_t path_of(sl_history *h, sl_known_part *part, uint32_t path)
{
    if (part->paths[path] == SL_NO_ID)
        part->paths[path] = sl_catalogue_path_number(&h->catalogue, path_text(&part->record, path));
    return part->paths[path];
}

static uint32_t blob_of(sl_history *h, sl_known_part *part, uint32_t blob)
{
    bool is_new;
    if (!part->blobs)
        return blob;
    if (part->blobs[blob] == SL_NO_ID)
        part->blobs[blob] = sl_ids_add(&h->catalogue.blobs,
                                       part->record.blobs + blob * h->folder.id_bytes, &is_new);
    return part->blobs[blob];
}

static bool meet(sl_history *h, sl_known_part *part, uint32_t version, uint32_t first, sl_err *e)
{
    const sl_record_version *v = &part->record.versions[version];
    if (part->versions[version] != SL_NO_ID) {
        sl_catalogue_meet(&h->catalogue, part->versions[version], first);
        return true;
    }
    const sl_version like = {path_of(h, part, v->path), blob_of(h, part, v->blob), first, v->mode};
    return sl_catalogue_enter(&part->versions[version], &h->catalogue, &like, e);
}

bool sl_known_replay(sl_history *h, uint32_t commit, sl_err *e)
{
    uint32_t at = h->known->at[commit];
    sl_known_part *part = &h->known->parts[at & SL_AT_LATE ? SL_KNOWN_LATE : SL_KNOWN_BULK];
    const sl_record *r = &part->record;
    at &= ~SL_AT_LATE;
    for (uint32_t i = at ? r->entrances_end[at - 1] : 0; i < r->entrances_end[at]; i++)
        if (!meet(h, part, r->entrances[i], commit, e))
            return false;
    return true;
}

const uint32_t *sl_known_paths(size_t *n, const sl_history *h)
{
    const sl_known_part *part = h->known ? &h->known->parts[SL_KNOWN_BULK] : NULL;
    size_t most = part ? part->record.n_paths : 0;
    uint32_t *numbers = sl_alloc_array(h->mem, most + 1, sizeof *numbers);
    *n = 0;
    for (size_t i = 0; i < most; i++)
        if (part->paths[i] != SL_NO_ID)
            numbers[(*n)++] = part->paths[i];
    return numbers;
}

/* What was clean at its paths in the bulk may have got another since. */
static void set_mark(unsigned char *mark, unsigned char word, unsigned char from)
{
    bool was_here = (*mark & SL_MARK_WORD) == SL_MARK_HERE;
    if ((*mark == SL_MARK_UNSEEN && word < SL_MARK_UNSEEN) || (was_here && word == SL_MARK_SUSPECT))
        *mark = word | from;
}

/* The number of a content of the record in the catalogue; SL_NO_ID. */
static uint32_t blob_found(const sl_history *h, const sl_known_part *part, size_t i)
{
    uint32_t blob = part->blobs ? part->blobs[i] : (uint32_t)i;
    return blob != SL_NO_ID
               ? blob
               : sl_ids_find(&h->catalogue.blobs, part->record.blobs + i * h->folder.id_bytes);
}

static void mark_part(sl_history *h, sl_known_part *part, unsigned char from)
{
    const sl_record *r = &part->record;
    size_t id_bytes = h->folder.id_bytes;
    for (size_t i = 0; i < r->n_commits; i++)
        set_mark(&h->screened.commits[commit_of(part, i)], r->commit_marks[i], from);
    for (size_t i = 0; i < r->n_blobs; i++) {
        uint32_t blob = blob_found(h, part, i);
        if (blob != SL_NO_ID)
            set_mark(&h->screened.blobs[blob], r->blob_marks[i], from);
    }
    for (size_t i = 0; i < r->n_paths; i++)
        if (part->paths[i] != SL_NO_ID || sl_map_has(&h->catalogue.paths, path_text(r, i)))
            set_mark(&h->screened.paths[path_of(h, part, (uint32_t)i)], r->path_marks[i], from);
    for (size_t i = 0; i < r->n_tags; i++) {
        uint32_t tag = sl_ids_find(&h->tag_ids, r->tags + i * id_bytes);
        if (tag != SL_NO_ID)
            set_mark(&h->screened.tags[tag], r->tag_marks[i], from);
    }
}

/* Who found a content clean at its paths did not know of those that it got since. */
static void doubt_moved(sl_history *h)
{
    const sl_catalogue *c = &h->catalogue;
    bool *is_known = sl_alloc_array(h->mem, c->versions.n + 1, sizeof *is_known);
    for (int p = 0; p < SL_KNOWN_PARTS; p++)
        for (size_t i = 0; i < h->known->parts[p].record.n_versions; i++)
            if (h->known->parts[p].versions[i] != SL_NO_ID)
                is_known[h->known->parts[p].versions[i]] = true;
    for (size_t i = 0; i < c->versions.n; i++) {
        unsigned char *mark = &h->screened.blobs[c->versions.v[i].blob];
        if (!is_known[i] && (*mark & SL_MARK_WORD) == SL_MARK_HERE)
            *mark = SL_MARK_SUSPECT;
    }
}

void sl_known_marks(sl_history *h)
{
    if (!h->known)
        return;
    mark_part(h, &h->known->parts[SL_KNOWN_BULK], SL_MARK_BULK);
    mark_part(h, &h->known->parts[SL_KNOWN_LATE], SL_MARK_LATE);
    doubt_moved(h);
}

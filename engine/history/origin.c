/* Where findings come from, and which of them are the same. */
#include <stdlib.h>

#include "base/digest.h"
#include "base/path.h"
#include "engine/objects/commit.h"
#include "engine/history/past.h"

enum { ROW_KEY_MAX = 65536 };

/* Findings that are the same secret at the same path. */
typedef struct group {
    sl_finding finding; /* the oldest */
    sl_origin *origin;
    uint32_t place; /* in the order of commits; greater is older */
    size_t order;   /* in which it came */
    size_t n_objects;
    bool is_at_tip;
} group;

typedef struct telling {
    sl_history *h;
    sl_map groups;
    sl_map at_tip; /* "PATH\0ID" of versions with findings to telling, where a tip has them */
    sl_buf key;
    sl_map rows; /* tree and name to the id of the row; NULL: there is none */
} telling;

static sl_str hex_of(sl_arena *mem, const sl_id *id)
{
    char hex[65];
    sl_id_hex(hex, id);
    return sl_dup(mem, sl_str_of(hex));
}

static sl_str reach_name(sl_tip_kind kind)
{
    static const char *const names[] = {"branch", "remote", "tag",    "note",       "stash",
                                        "ref",    "reflog", "reflog", "unreachable"};
    return sl_str_of(names[kind]);
}

/* The oldest commit with the path at line `line` (1-based) of their list. */
static uint32_t first_of_path(const sl_history *h, size_t line)
{
    uint32_t best = SL_NO_ID;
    if (!line || line > h->catalogue.paths.n)
        return best;
    for (size_t i = 0; i < h->catalogue.versions.n; i++) {
        const sl_version *v = &h->catalogue.versions.v[i];
        if (v->path != h->path_lines[line - 1])
            continue;
        bool is_older = best == SL_NO_ID || best & SL_FIRST_START ||
                        (!(v->first & SL_FIRST_START) && h->place[v->first] > h->place[best]);
        best = is_older ? v->first : best;
    }
    return best;
}

/* The commit or start that the finding's unit came with. */
static uint32_t first_of(const sl_history *h, const sl_finding *f)
{
    const sl_past_unit *unit = &h->units.v[f->unit];
    size_t line = f->region.line;
    switch (unit->kind) {
    case SL_PAST_VERSION:
        return h->catalogue.versions.v[unit->number].first;
    case SL_PAST_COMMIT:
        return unit->number;
    case SL_PAST_TAG:
        return SL_FIRST_START | h->tags.v[unit->number].start;
    case SL_PAST_PATHS:
        return first_of_path(h, line);
    default:
        break;
    }
    if (unit->kind != SL_PAST_REFS || !line || line > h->tips.n_refs)
        return SL_NO_ID;
    uint32_t start = sl_ids_find(&h->start_ids, h->tips.v[line - 1].id.bytes);
    return start == SL_NO_ID ? start : SL_FIRST_START | start;
}

static void sign(sl_history *h, sl_origin *o, sl_str line, const sl_id *id)
{
    if (sl_ids_find(&h->shy_authors, id->bytes) != SL_NO_ID)
        return;
    sl_signature s = sl_signature_read(line);
    o->author = sl_dup(h->mem, s.name);
    o->mail = sl_dup(h->mem, s.mail);
    o->date = s.seconds ? sl_signature_date(h->mem, &s) : (sl_str){0};
}

static void fill_commit(sl_history *h, sl_origin *o, uint32_t commit)
{
    sl_content content;
    sl_commit_text text;
    sl_id id = sl_graph_id(&h->graph, commit);
    o->commit = hex_of(h->mem, &id);
    if (!sl_objects_get_as(&content, h->objects, &id, SL_TYPE_COMMIT, NULL))
        return;
    if (sl_commit_read(&text, content.text, h->folder.id_bytes, NULL))
        sign(h, o, text.author, &id);
    sl_content_close(&content);
}

static void fill_tag(sl_history *h, sl_origin *o, const sl_id *id)
{
    sl_content content;
    sl_tag_text text;
    if (!sl_objects_get_as(&content, h->objects, id, SL_TYPE_TAG, NULL))
        return;
    if (sl_tag_read(&text, content.text, h->folder.id_bytes, NULL))
        sign(h, o, text.tagger, id);
    sl_content_close(&content);
}

static void fill_way(sl_history *h, sl_origin *o, uint32_t start)
{
    if (start == SL_NO_ID)
        return;
    o->reach = reach_name(h->starts.v[start].kind);
    if (!sl_map_has(&h->shy_refs, h->starts.v[start].name))
        o->ref = h->starts.v[start].name;
}

static sl_origin *origin_of(sl_history *h, const sl_finding *f)
{
    sl_origin *o = sl_alloc(h->mem, sizeof *o);
    const sl_past_unit *unit = &h->units.v[f->unit];
    uint32_t first = first_of(h, f);
    bool is_start = first != SL_NO_ID && first & SL_FIRST_START;
    uint32_t start = is_start ? first & ~SL_FIRST_START : SL_NO_ID;
    o->n_objects = 1;
    if (unit->kind == SL_PAST_TAG) {
        o->object = hex_of(h->mem, &h->tags.v[unit->number].id);
        fill_tag(h, o, &h->tags.v[unit->number].id);
    } else if (unit->kind == SL_PAST_VERSION) {
        sl_id blob = sl_catalogue_blob(&h->catalogue, &h->catalogue.versions.v[unit->number]);
        o->object = hex_of(h->mem, &blob);
    }
    if (first != SL_NO_ID && !is_start) {
        fill_commit(h, o, first);
        start = h->best[first];
    }
    if (!o->object.n)
        o->object = o->commit;
    fill_way(h, o, start);
    if (unit->kind == SL_PAST_REFS && start != SL_NO_ID)
        o->object = hex_of(h->mem, &h->starts.v[start].id);
    return o;
}

/* A secret in a name: the line, which is redacted, stands for the file. */
static void name_itself(sl_finding *f)
{
    if (!f->snippet.n || f->snippet_column > 1 || sl_str_chr(f->snippet, '\n') != SIZE_MAX)
        return;
    f->file = f->snippet;
    f->region = (sl_region){0};
    f->snippet = (sl_str){0};
}

static sl_str key_of(sl_history *h, const sl_finding *f)
{
    return sl_printf(h->mem, "%.*s %s %.*s", SL_FMT(f->rule->id), f->fingerprint, SL_FMT(f->file));
}

static sl_str version_key(sl_arena *mem, sl_str path, const sl_id *id)
{
    char hex[65];
    sl_id_hex(hex, id);
    return sl_printf(mem, "%s %.*s", hex, SL_FMT(path));
}

static bool is_at_tip(telling *t, const sl_finding *f)
{
    sl_history *h = t->h;
    const sl_past_unit *unit = &h->units.v[f->unit];
    if (unit->kind != SL_PAST_VERSION)
        return false;
    const sl_version *v = &h->catalogue.versions.v[unit->number];
    sl_id id = sl_catalogue_blob(&h->catalogue, v);
    return sl_map_get(&t->at_tip, version_key(h->mem, sl_catalogue_path(&h->catalogue, v), &id)) !=
           NULL;
}

static void enter(telling *t, const sl_finding *f, size_t order)
{
    sl_history *h = t->h;
    uint32_t first = first_of(h, f);
    uint32_t place = first == SL_NO_ID || first & SL_FIRST_START ? 0 : h->place[first];
    void **slot = sl_map_at(&t->groups, h->mem, key_of(h, f));
    group *g = *slot;
    if (!g) {
        g = sl_alloc(h->mem, sizeof *g);
        *slot = g;
        g->order = order;
        g->finding = *f;
        g->place = place;
    }
    g->n_objects++;
    g->is_at_tip |= is_at_tip(t, f);
    if (place > g->place) {
        g->finding = *f;
        g->place = place;
    }
}

static sl_id *read_row(const sl_history *h, const sl_id *tree, sl_str name)
{
    sl_content content;
    sl_tree_row row;
    sl_id *id = NULL;
    if (!sl_objects_get_as(&content, h->objects, tree, SL_TYPE_TREE, NULL))
        return NULL;
    for (sl_str rest = content.text; !id && sl_tree_row_at(&row, rest, h->folder.id_bytes);
         rest = sl_str_sub(rest, row.n, SIZE_MAX))
        if (sl_str_eq(row.name, name)) {
            id = sl_alloc(h->mem, sizeof *id);
            *id = sl_id_at(row.id, h->folder.id_bytes);
        }
    sl_content_close(&content);
    return id;
}

/* Many tips have the same trees, and many paths the same folders: each row is sought once. */
static const sl_id *row_of(telling *t, const sl_id *tree, sl_str name)
{
    sl_history *h = t->h;
    sl_buf_reset(&t->key);
    if (!sl_buf_add(&t->key, sl_str_at((const char *)tree->bytes, sizeof tree->bytes)) ||
        !sl_buf_add(&t->key, name))
        return read_row(h, tree, name);
    sl_str key = sl_buf_str(&t->key);
    if (!sl_map_has(&t->rows, key))
        sl_map_put(&t->rows, h->mem, sl_dup(h->mem, key), read_row(h, tree, name));
    return sl_map_get(&t->rows, key);
}

/* The content at a path below a tree. */
static bool find_in_tree(sl_id *out, telling *t, sl_id tree, sl_str path)
{
    sl_str part;
    while (sl_str_cut(&path, '/', &part)) {
        const sl_id *row = row_of(t, &tree, part);
        if (!row)
            return false;
        tree = *row;
    }
    *out = tree;
    return true;
}

/* The tree of the commit that a tip leads to. */
static bool tip_tree(sl_id *out, sl_history *h, const sl_id *tip)
{
    sl_content content;
    sl_commit_text text;
    if (!sl_objects_get_as(&content, h->objects, tip, SL_TYPE_COMMIT, NULL))
        return false;
    bool ok = sl_commit_read(&text, content.text, h->folder.id_bytes, NULL);
    *out = text.tree;
    sl_content_close(&content);
    return ok;
}

static void look_at_tip(telling *t, const sl_id *tip, const sl_map *paths)
{
    sl_id tree;
    sl_id found;
    if (!tip_tree(&tree, t->h, tip))
        return;
    for (size_t i = 0; i < paths->n; i++)
        if (find_in_tree(&found, t, tree, paths->v[i].key))
            sl_map_put(&t->at_tip, t->h->mem, version_key(t->h->mem, paths->v[i].key, &found), t);
}

/* What the tips of branches have at the paths of findings. */
static void look_at_tips(telling *t, const sl_findings *findings)
{
    sl_history *h = t->h;
    sl_map paths = {0};
    sl_map seen = {0};
    for (size_t i = 0; i < findings->n; i++) {
        const sl_past_unit *unit = &h->units.v[findings->v[i].unit];
        if (unit->kind == SL_PAST_VERSION)
            sl_map_put(&paths, h->mem,
                       sl_catalogue_path(&h->catalogue, &h->catalogue.versions.v[unit->number]),
                       NULL);
    }
    for (size_t i = 0; paths.n && i < h->tips.n; i++) {
        const sl_tip *tip = &h->tips.v[i];
        sl_str key = sl_str_at((const char *)tip->id.bytes, sizeof tip->id.bytes);
        if (tip->kind <= SL_TIP_REMOTE && sl_map_put(&seen, h->mem, key, NULL))
            look_at_tip(t, &tip->id, &paths);
    }
    for (size_t i = 0; paths.n && i < h->range.n; i++)
        if (!h->range.v[i].is_excluded)
            look_at_tip(t, &h->range.v[i].id, &paths);
}

static int by_order(const void *a, const void *b)
{
    const group *x = *(group *const *)a;
    const group *y = *(group *const *)b;
    return (x->order > y->order) - (x->order < y->order);
}

void sl_history_tell(sl_history *h, sl_findings *findings)
{
    telling t = {.h = h};
    sl_past_redact(h, findings);
    sl_buf_init(&t.key, ROW_KEY_MAX);
    look_at_tips(&t, findings);
    sl_buf_clear(&t.key);
    for (size_t i = 0; i < findings->n; i++) {
        sl_finding *f = &findings->v[i];
        f->origin = NULL;
        enter(&t, f, i);
    }
    group **all = sl_alloc_array(h->mem, t.groups.n + 1, sizeof(group *));
    for (size_t i = 0; i < t.groups.n; i++)
        all[i] = t.groups.v[i].value;
    if (t.groups.n > 1)
        qsort(all, t.groups.n, sizeof *all, by_order);
    findings->n = 0;
    for (size_t i = 0; i < t.groups.n; i++) {
        sl_origin *o = origin_of(h, &all[i]->finding);
        sl_past_kind kind = h->units.v[all[i]->finding.unit].kind;
        o->n_objects = all[i]->n_objects;
        o->is_at_tip = all[i]->is_at_tip;
        all[i]->finding.origin = o;
        if (kind == SL_PAST_PATHS || kind == SL_PAST_REFS)
            name_itself(&all[i]->finding);
        findings->v[findings->n++] = all[i]->finding;
    }
}

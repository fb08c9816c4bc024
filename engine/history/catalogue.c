/* Trees are compared row by row; rows that are the same bytes on both sides, which most are, cost a
   memcmp. */
#include "engine/history/catalogue.h"

#include "engine/source/unit.h"

enum { FIRST_SLOTS = 1024, DEPTH_MAX = 2048, PATH_MAX_BYTES = 65536, MODE_DIGITS_MAX = 7 };

typedef struct walk {
    sl_catalogue *catalogue;
    sl_buf path;
    uint32_t first;
    unsigned depth;
    sl_err *e;
} walk;

void sl_catalogue_init(sl_catalogue *catalogue, sl_arena *mem, sl_objects *objects)
{
    *catalogue = (sl_catalogue){.mem = mem, .objects = objects};
    sl_ids_init(&catalogue->blobs, mem, sl_objects_id_bytes(objects));
    sl_ids_init(&catalogue->trees, mem, sl_objects_id_bytes(objects));
}

bool sl_tree_row_at(sl_tree_row *out, sl_str text, size_t id_bytes)
{
    size_t i = 0;
    out->mode = 0;
    for (; i < text.n && text.p[i] >= '0' && text.p[i] <= '7' && i < MODE_DIGITS_MAX; i++)
        out->mode = out->mode << 3 | (uint32_t)(text.p[i] - '0');
    if (i == 0 || i >= text.n || text.p[i] != ' ')
        return false;
    const char *name = text.p + i + 1;
    const char *end = memchr(name, 0, text.n - i - 1);
    if (!end || end == name || (size_t)(text.p + text.n - end) <= id_bytes)
        return false;
    out->name = sl_str_at(name, (size_t)(end - name));
    out->id = (const unsigned char *)end + 1;
    out->n = (size_t)(end - text.p) + 1 + id_bytes;
    return true;
}

static bool is_folder(const sl_tree_row *row)
{
    return (row->mode & SL_MODE_TYPE) == SL_MODE_FOLDER;
}

/* git's order: a folder's name counts with a '/'. */
static int order_of(const sl_tree_row *a, const sl_tree_row *b)
{
    size_t n = a->name.n < b->name.n ? a->name.n : b->name.n;
    int order = memcmp(a->name.p, b->name.p, n);
    if (order)
        return order;
    unsigned char x = n < a->name.n ? (unsigned char)a->name.p[n] : is_folder(a) ? '/' : 0;
    unsigned char y = n < b->name.n ? (unsigned char)b->name.p[n] : is_folder(b) ? '/' : 0;
    return (x > y) - (x < y);
}

static size_t hash_of(uint32_t path, uint32_t blob)
{
    uint64_t h = ((uint64_t)path << 32 | blob) * 0x9e3779b97f4a7c15u;
    return (size_t)(h ^ h >> 29);
}

static uint32_t *slot_of(const sl_catalogue *c, uint32_t path, uint32_t blob)
{
    size_t i = hash_of(path, blob) & (c->n_slots - 1);
    for (; c->slots[i]; i = (i + 1) & (c->n_slots - 1)) {
        const sl_version *v = &c->versions.v[c->slots[i] - 1];
        if (v->path == path && v->blob == blob)
            break;
    }
    return &c->slots[i];
}

static void set_slots(sl_catalogue *c, size_t n)
{
    c->n_slots = n;
    c->slots = sl_alloc_array(c->mem, c->n_slots, sizeof *c->slots);
    for (size_t i = 0; i < c->versions.n; i++)
        *slot_of(c, c->versions.v[i].path, c->versions.v[i].blob) = (uint32_t)i + 1;
}

void sl_catalogue_reserve(sl_catalogue *c, size_t n)
{
    size_t slots = FIRST_SLOTS;
    while (slots < n * 2)
        slots *= 2;
    set_slots(c, slots);
    sl_list_reserve(c->mem, &c->versions, n);
}

uint32_t sl_catalogue_path_number(sl_catalogue *c, sl_str path)
{
    void **known = sl_map_at(&c->paths, c->mem, path);
    if (!*known)
        *known = (void *)(uintptr_t)c->paths.n;
    return (uint32_t)((uintptr_t)*known - 1);
}

void sl_catalogue_meet(sl_catalogue *c, uint32_t version, uint32_t first)
{
    if (version >= c->n_settled)
        c->versions.v[version].first = first;
}

bool sl_catalogue_enter(uint32_t *version, sl_catalogue *c, const sl_version *like, sl_err *e)
{
    if (c->versions.n >= SL_VERSIONS_MAX)
        return sl_fail(e, SL_ETOOBIG, "more than %d versions of files in the history",
                       SL_VERSIONS_MAX);
    if (c->versions.n * 2 >= c->n_slots)
        set_slots(c, c->n_slots ? c->n_slots * 2 : FIRST_SLOTS);
    uint32_t *slot = slot_of(c, like->path, like->blob);
    if (*slot) {
        *version = *slot - 1;
        sl_catalogue_meet(c, *version, like->first);
        return true;
    }
    *sl_list_add(c->mem, &c->versions) = *like;
    *slot = (uint32_t)c->versions.n;
    *version = *slot - 1;
    return true;
}

bool sl_catalogue_add(sl_catalogue *c, sl_str path, uint32_t mode, const sl_id *blob,
                      uint32_t first, sl_err *e)
{
    bool is_new;
    uint32_t version;
    sl_str own = sl_map_has(&c->paths, path) ? path : sl_dup(c->mem, path);
    const sl_version like = {.path = sl_catalogue_path_number(c, own),
                             .blob = sl_ids_add(&c->blobs, blob->bytes, &is_new),
                             .first = first,
                             .mode = mode};
    if (!sl_catalogue_enter(&version, c, &like, e))
        return false;
    if (c->keeps_entrances)
        *sl_list_add(c->mem, &c->entrances) = (sl_entrance){version, mode};
    return true;
}

sl_str sl_catalogue_path(const sl_catalogue *c, const sl_version *version)
{
    return c->paths.v[version->path].key;
}

sl_id sl_catalogue_blob(const sl_catalogue *c, const sl_version *version)
{
    return sl_id_at(sl_ids_at(&c->blobs, version->blob), c->blobs.id_bytes);
}

const sl_version *sl_catalogue_find(const sl_catalogue *c, sl_str path, const sl_id *blob)
{
    void *known = sl_map_get(&c->paths, path);
    uint32_t blob_no = sl_ids_find(&c->blobs, blob->bytes);
    if (!known || blob_no == SL_NO_ID || !c->n_slots)
        return NULL;
    const uint32_t *slot = slot_of(c, (uint32_t)((uintptr_t)known - 1), blob_no);
    return *slot ? &c->versions.v[*slot - 1] : NULL;
}

static void note_lack(sl_catalogue *c, const sl_id *id, const sl_err *why)
{
    if (c->lacks.n && sl_id_eq(&c->lacks.v[c->lacks.n - 1].id, id))
        return;
    *sl_list_add(c->mem, &c->lacks) =
        (sl_lack){.id = *id, .what = SL_S("tree"), .reason = sl_dup(c->mem, sl_str_of(why->text))};
}

static bool compare(walk *w, const sl_id *before, const sl_id *after);

static bool push_name(walk *w, sl_str name)
{
    return (!w->path.n || sl_buf_addc(&w->path, '/')) && (sl_buf_add(&w->path, name) || true) &&
           !w->path.is_over;
}

/* A row of the newer tree; `old` is that of the same name in the older, or NULL. */
static bool visit(walk *w, const sl_tree_row *row, const sl_tree_row *old)
{
    sl_catalogue *c = w->catalogue;
    size_t n = w->path.n;
    sl_id id = sl_id_at(row->id, c->blobs.id_bytes);
    bool is_same = old && memcmp(old->id, row->id, c->blobs.id_bytes) == 0;
    bool ok = true;
    if (!push_name(w, row->name)) {
        w->path.n = n;
        w->path.is_over = false;
        return sl_fail(w->e, SL_ETOOBIG, "a path of more than %d bytes", PATH_MAX_BYTES);
    }
    if (!is_folder(row)) {
        ok = sl_catalogue_add(c, sl_buf_str(&w->path), row->mode, &id, w->first, w->e);
    } else if (!is_same || !is_folder(old)) {
        sl_id from = old ? sl_id_at(old->id, c->blobs.id_bytes) : (sl_id){0};
        ok = compare(w, old && is_folder(old) ? &from : NULL, &id);
    }
    w->path.n = n;
    return ok;
}

/* How many bytes the texts have in common at their beginning. */
static size_t common_bytes(sl_str a, sl_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    size_t i = 0;
    uint64_t x;
    uint64_t y;
    for (; i + sizeof x <= n; i += sizeof x) {
        memcpy(&x, a.p + i, sizeof x);
        memcpy(&y, b.p + i, sizeof y);
        if (x != y)
            break;
    }
    while (i < n && a.p[i] == b.p[i])
        i++;
    return i;
}

/* The bytes of the rows at the beginning that both trees have. Most trees differ in one row. */
static size_t common_rows(sl_str a, sl_str b, size_t id_bytes)
{
    sl_tree_row row;
    size_t at = 0;
    size_t n = common_bytes(a, b);
    if (n == a.n && n == b.n)
        return n;
    while (sl_tree_row_at(&row, sl_str_at(b.p + at, n - at), id_bytes))
        at += row.n;
    return at;
}

/* Rows of `b` that `a` has not. */
static bool compare_rows(walk *w, sl_str a, sl_str b, bool *is_malformed)
{
    size_t id_bytes = w->catalogue->blobs.id_bytes;
    sl_tree_row old;
    sl_tree_row row;
    for (;;) {
        size_t same = a.n ? common_rows(a, b, id_bytes) : 0;
        a = sl_str_sub(a, same, a.n);
        b = sl_str_sub(b, same, b.n);
        *is_malformed = b.n && !sl_tree_row_at(&row, b, id_bytes);
        if (!b.n || *is_malformed)
            return true;
        int order = sl_tree_row_at(&old, a, id_bytes) ? order_of(&old, &row) : 1;
        if (order <= 0)
            a = sl_str_at(a.p + old.n, a.n - old.n);
        if (order < 0)
            continue;
        if (!visit(w, &row, order ? NULL : &old))
            return false;
        b = sl_str_at(b.p + row.n, b.n - row.n);
    }
}

static bool compare(walk *w, const sl_id *before, const sl_id *after)
{
    sl_catalogue *c = w->catalogue;
    sl_content from = {0};
    sl_content to;
    sl_err why = {0};
    bool is_malformed;
    bool is_new;
    if (w->depth == DEPTH_MAX)
        return sl_fail(w->e, SL_ETOOBIG, "folders nested deeper than %d", DEPTH_MAX);
    if (++c->n_folders > SL_FOLDERS_MAX)
        return sl_fail(w->e, SL_ETOOBIG, "more than %d folders in the history", SL_FOLDERS_MAX);
    if (c->keeps_trees)
        sl_ids_add(&c->trees, after->bytes, &is_new);
    if (!sl_objects_get_as(&to, c->objects, after, SL_TYPE_TREE, &why)) {
        note_lack(c, after, &why);
        return true;
    }
    if (before)
        sl_objects_get_as(&from, c->objects, before, SL_TYPE_TREE, NULL);
    w->depth++;
    bool ok = compare_rows(w, from.text, to.text, &is_malformed);
    w->depth--;
    if (ok && is_malformed) {
        sl_fail(&why, SL_EPARSE, "the tree is malformed");
        note_lack(c, after, &why);
    }
    sl_content_close(&from);
    sl_content_close(&to);
    return ok;
}

bool sl_catalogue_compare(sl_catalogue *catalogue, const sl_id *before, const sl_id *after,
                          uint32_t first, sl_err *e)
{
    walk w = {.catalogue = catalogue, .first = first, .e = e};
    if (before && sl_id_eq(before, after))
        return true;
    sl_buf_init(&w.path, PATH_MAX_BYTES);
    bool ok = compare(&w, before, after);
    sl_buf_clear(&w.path);
    return ok;
}

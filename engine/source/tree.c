/* Reading and comparing trees: two sorted lists side by side, folders entered where they differ. */
#include "engine/source/tree.h"

#include "engine/source/object.h"
#include "engine/source/unit.h"

enum { ID_BYTES = 20 };

static bool read_mode(uint32_t *mode, sl_str digits)
{
    *mode = 0;
    for (size_t i = 0; i < digits.n; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '7')
            return false;
        *mode = *mode << 3 | (uint32_t)(digits.p[i] - '0');
    }
    return digits.n > 0 && digits.n <= 7;
}

bool sl_tree_next(sl_tree_entry *out, sl_str *rest, sl_err *e)
{
    *out = (sl_tree_entry){.id.kind = SL_ID_GIT_SHA1};
    if (rest->n == 0)
        return true;
    size_t blank = sl_str_chr(*rest, ' ');
    size_t end = sl_str_chr(*rest, 0);
    if (blank == SIZE_MAX || end == SIZE_MAX || end <= blank + 1 || rest->n - end - 1 < ID_BYTES ||
        !read_mode(&out->mode, sl_str_sub(*rest, 0, blank)))
        return sl_fail(e, SL_EPARSE, "the tree object is malformed");
    out->name = sl_str_sub(*rest, blank + 1, end);
    memcpy(out->id.bytes, rest->p + end + 1, ID_BYTES);
    *rest = sl_str_sub(*rest, end + 1 + ID_BYTES, SIZE_MAX);
    return true;
}

static bool is_folder(const sl_tree_entry *entry)
{
    return (entry->mode & SL_MODE_TYPE) == SL_MODE_FOLDER;
}

int sl_tree_order(const sl_tree_entry *a, const sl_tree_entry *b)
{
    size_t n = a->name.n < b->name.n ? a->name.n : b->name.n;
    int order = n ? memcmp(a->name.p, b->name.p, n) : 0;
    if (order)
        return order;
    int next_a = a->name.n > n ? (unsigned char)a->name.p[n] : is_folder(a) ? '/' : 0;
    int next_b = b->name.n > n ? (unsigned char)b->name.p[n] : is_folder(b) ? '/' : 0;
    return next_a - next_b;
}

/* A comparison under way. */
typedef struct compare {
    sl_repo *repo;
    const sl_tree_visit *visit;
    sl_buf path;
    int depth, folders;
} compare;

/* One of the two trees of a folder: the entry at hand, and the text behind it. */
typedef struct side {
    sl_object object;
    sl_str rest;
    sl_tree_entry entry; /* its name is empty at the end */
} side;

static bool side_open(side *s, sl_repo *repo, const sl_id *tree, sl_err *e)
{
    if (!tree)
        return true;
    if (!sl_object_open(&s->object, repo, tree, SL_OBJECT_TREE, e))
        return false;
    s->rest = s->object.text;
    return sl_tree_next(&s->entry, &s->rest, e);
}

static bool compare_folder(compare *c, const sl_id *from, const sl_id *to, sl_err *e);

static const sl_id *folder_id(const sl_tree_entry *entry)
{
    return entry && is_folder(entry) ? &entry->id : NULL;
}

/* The two entries have one name and are both folders or both not, or one is NULL. */
static bool compare_entry(compare *c, const sl_tree_entry *from, const sl_tree_entry *to, sl_err *e)
{
    const sl_tree_entry *any = to ? to : from;
    size_t length = c->path.n;
    bool ok = true;
    if (from && to && from->mode == to->mode && memcmp(from->id.bytes, to->id.bytes, ID_BYTES) == 0)
        return true;
    if ((length && !sl_buf_addc(&c->path, '/')) || !sl_buf_add(&c->path, any->name))
        return sl_fail(e, SL_ETOOBIG, "a path in a tree is longer than %d bytes", SL_TREE_PATH_MAX);
    sl_str path = sl_buf_str(&c->path);
    if (c->visit->wants && !c->visit->wants(c->visit->context, path, any))
        ok = true;
    else if (is_folder(any))
        ok = compare_folder(c, folder_id(from), folder_id(to), e);
    else
        ok = c->visit->entry(c->visit->context, path, from, to, e);
    c->path.n = length;
    c->path.p[length] = 0;
    return ok;
}

static bool compare_sides(compare *c, side *from, side *to, sl_err *e)
{
    while (from->entry.name.n || to->entry.name.n) {
        int order = !from->entry.name.n ? 1 : !to->entry.name.n ? -1 : 0;
        if (!order)
            order = sl_tree_order(&from->entry, &to->entry);
        if (!compare_entry(c, order <= 0 ? &from->entry : NULL, order >= 0 ? &to->entry : NULL, e))
            return false;
        if (order <= 0 && !sl_tree_next(&from->entry, &from->rest, e))
            return false;
        if (order >= 0 && !sl_tree_next(&to->entry, &to->rest, e))
            return false;
    }
    return true;
}

static bool compare_folder(compare *c, const sl_id *from, const sl_id *to, sl_err *e)
{
    side a = {0};
    side b = {0};
    if (c->depth >= SL_TREE_DEPTH_MAX)
        return sl_fail(e, SL_ETOOBIG, "folders are nested deeper than %d", SL_TREE_DEPTH_MAX);
    if (c->folders++ >= SL_TREE_FOLDERS_MAX)
        return sl_fail(e, SL_ETOOBIG, "more than %d folders in one tree", SL_TREE_FOLDERS_MAX);
    c->depth++;
    bool ok = side_open(&a, c->repo, from, e) && side_open(&b, c->repo, to, e) &&
              compare_sides(c, &a, &b, e);
    c->depth--;
    sl_object_close(&b.object);
    sl_object_close(&a.object);
    return ok;
}

bool sl_tree_compare(sl_repo *repo, const sl_id *from, const sl_id *to, const sl_tree_visit *visit,
                     sl_err *e)
{
    compare c = {.repo = repo, .visit = visit};
    if (from && to && memcmp(from->bytes, to->bytes, ID_BYTES) == 0)
        return true;
    sl_buf_init(&c.path, SL_TREE_PATH_MAX);
    bool ok = compare_folder(&c, from, to, e);
    sl_buf_clear(&c.path);
    return ok;
}

/* The entry `name` of one tree; its name is empty when there is none. */
static bool find_entry(sl_tree_entry *out, sl_repo *repo, const sl_id *tree, sl_str name, sl_err *e)
{
    sl_object object;
    if (!sl_object_open(&object, repo, tree, SL_OBJECT_TREE, e))
        return false;
    sl_str rest = object.text;
    bool ok;
    do
        ok = sl_tree_next(out, &rest, e);
    while (ok && out->name.n && !sl_str_eq(out->name, name));
    if (ok && out->name.n)
        out->name = name;
    else
        out->name = (sl_str){0};
    sl_object_close(&object);
    return ok;
}

bool sl_tree_find(sl_tree_entry *out, sl_repo *repo, const sl_id *tree, sl_str path, sl_err *e)
{
    sl_str rest = path;
    sl_str part;
    *out = (sl_tree_entry){.mode = SL_MODE_FOLDER, .id = *tree};
    while (sl_str_cut(&rest, '/', &part)) {
        if (!is_folder(out))
            return sl_fail(e, SL_ENOENT, "%.*s: no such file in the commit", SL_FMT(path));
        sl_id folder = out->id;
        if (!find_entry(out, repo, &folder, part, e))
            return false;
        if (out->name.n == 0)
            return sl_fail(e, SL_ENOENT, "%.*s: no such file in the commit", SL_FMT(path));
    }
    return true;
}

bool sl_tree_of(sl_id *out, const sl_repo *repo, const sl_commit *commit, sl_err *e)
{
    sl_object object;
    if (!sl_object_open(&object, repo, &commit->id, SL_OBJECT_COMMIT, e))
        return false;
    bool ok = sl_commit_tree(out, object.text, e);
    sl_object_close(&object);
    return ok || sl_fail_more(e, "commit %s", commit->hex);
}

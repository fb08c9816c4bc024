/* Nodes in blocks, found by (parent, name) in one hash table. Nothing here recurses: how deep the
   tree is, the image decides. */
#include "engine/image/fs.h"

enum { BLOCK_BITS = 12, BLOCK = 1 << BLOCK_BITS, BUCKETS_FIRST = 1024, HOPS_MAX = 40 };

struct sl_fs {
    sl_arena *mem;
    struct {
        sl_fs_node **v;
        size_t n, cap;
    } blocks;
    uint32_t n;
    uint32_t *buckets;
    uint32_t n_buckets;
    uint16_t layer;
    bool has_layer;
    sl_fs_notes notes;
};

static sl_fs_node *at(const sl_fs *t, uint32_t node)
{
    return &t->blocks.v[node >> BLOCK_BITS][node & (BLOCK - 1)];
}

static sl_str name_of(const sl_fs_node *node)
{
    return sl_str_at(node->name, node->name_n);
}

static uint32_t bucket(const sl_fs *t, uint32_t parent, sl_str name)
{
    uint64_t hash = sl_str_hash(name) ^ (uint64_t)parent * 0x9e3779b97f4a7c15u;
    return (uint32_t)((hash ^ hash >> 32) & (t->n_buckets - 1));
}

static uint32_t child(const sl_fs *t, uint32_t parent, sl_str name)
{
    uint32_t i = t->buckets[bucket(t, parent, name)];
    while (i != SL_FS_NONE && !(at(t, i)->parent == parent && sl_str_eq(name_of(at(t, i)), name)))
        i = at(t, i)->chain;
    return i;
}

static void hash_in(sl_fs *t, uint32_t node)
{
    uint32_t *head = &t->buckets[bucket(t, at(t, node)->parent, name_of(at(t, node)))];
    at(t, node)->chain = *head;
    *head = node;
}

static void grow(sl_fs *t)
{
    uint32_t n_old = t->n_buckets;
    const uint32_t *old = t->buckets;
    t->n_buckets = n_old ? n_old * 2 : BUCKETS_FIRST;
    t->buckets = sl_alloc_array(t->mem, t->n_buckets, sizeof *t->buckets);
    for (uint32_t i = 0; i < t->n_buckets; i++)
        t->buckets[i] = SL_FS_NONE;
    for (uint32_t i = 0; i < n_old; i++)
        for (uint32_t node = old[i], then; node != SL_FS_NONE; node = then) {
            then = at(t, node)->chain;
            hash_in(t, node);
        }
}

static uint32_t add(sl_fs *t, uint32_t parent, sl_str name)
{
    if (t->n >> BLOCK_BITS == t->blocks.n)
        *sl_list_add(t->mem, &t->blocks) = sl_alloc_array(t->mem, BLOCK, sizeof(sl_fs_node));
    if (t->n == t->n_buckets)
        grow(t);
    uint32_t node = t->n++;
    *at(t, node) = (sl_fs_node){.parent = parent,
                                .first = SL_FS_NONE,
                                .next = SL_FS_NONE,
                                .before = SL_FS_NONE,
                                .name = sl_dup(t->mem, name).p,
                                .name_n = (uint16_t)name.n,
                                .layer = t->layer,
                                .mode = 0755,
                                .type = SL_TAR_FOLDER};
    if (node == 0)
        return node;
    at(t, node)->depth = (uint16_t)(at(t, parent)->depth + 1);
    at(t, node)->next = at(t, parent)->first;
    if (at(t, parent)->first != SL_FS_NONE)
        at(t, at(t, parent)->first)->before = node;
    at(t, parent)->first = node;
    hash_in(t, node);
    return node;
}

sl_fs *sl_fs_new(sl_arena *mem)
{
    sl_fs *t = sl_alloc(mem, sizeof *t);
    t->mem = mem;
    grow(t);
    add(t, 0, (sl_str){0});
    return t;
}

void sl_fs_layer(sl_fs *t)
{
    t->layer = (uint16_t)(t->layer + t->has_layer);
    t->has_layer = true;
}

static void note_gone(sl_fs *t, uint32_t node)
{
    if (!at(t, node)->note)
        return;
    sl_fs_note *note = &t->notes.v[at(t, node)->note - 1];
    note->is_gone = true;
    note->gone_in = t->layer;
    at(t, node)->note = 0;
}

static void unlink_node(sl_fs *t, uint32_t node)
{
    sl_fs_node *n = at(t, node);
    uint32_t *chain = &t->buckets[bucket(t, n->parent, name_of(n))];
    note_gone(t, node);
    while (*chain != node)
        chain = &at(t, *chain)->chain;
    *chain = n->chain;
    *(n->before == SL_FS_NONE ? &at(t, n->parent)->first : &at(t, n->before)->next) = n->next;
    if (n->next != SL_FS_NONE)
        at(t, n->next)->before = n->before;
}

static uint32_t deepest(const sl_fs *t, uint32_t node)
{
    while (at(t, node)->first != SL_FS_NONE)
        node = at(t, node)->first;
    return node;
}

/* Removes what is below `top` and, with `self`, `top`: all of it, or what lower layers have put
   there. Children first, so that a folder that keeps something stays. */
static void prune(sl_fs *t, uint32_t top, bool self, bool all)
{
    for (uint32_t node = deepest(t, top);;) {
        const sl_fs_node *n = at(t, node);
        uint32_t then = n->next;
        uint32_t up = n->parent;
        bool is_top = node == top;
        bool goes = all || (n->layer < t->layer && n->first == SL_FS_NONE);
        if (goes && (!is_top || self))
            unlink_node(t, node);
        if (is_top)
            return;
        node = then != SL_FS_NONE ? deepest(t, then) : up;
    }
}

/* Hides what is lower, once for a layer. */
static void hide_lower(sl_fs *t, uint32_t node, bool self)
{
    if (at(t, node)->pruned == t->layer + 1)
        return;
    at(t, node)->pruned = (uint16_t)(t->layer + 1);
    prune(t, node, self, false);
}

void sl_fs_whiteout(sl_fs *t, uint32_t folder, sl_str name)
{
    uint32_t node = child(t, folder, name);
    if (node != SL_FS_NONE)
        hide_lower(t, node, true);
}

void sl_fs_opaque(sl_fs *t, uint32_t folder)
{
    hide_lower(t, folder, false);
}

/* A walk along a path; targets of links are walked before the rest of the path that led there. */
typedef struct walk {
    sl_str rest[HOPS_MAX + 1];
    size_t n, hops;
    uint32_t node;
} walk;

static bool next_part(walk *w, sl_str *part)
{
    while (w->n) {
        sl_str *rest = &w->rest[w->n - 1];
        while (rest->n && rest->p[0] == '/')
            *rest = sl_str_sub(*rest, 1, rest->n);
        size_t slash = sl_str_chr(*rest, '/');
        *part = sl_str_sub(*rest, 0, slash);
        *rest = sl_str_sub(*rest, part->n, rest->n);
        if (part->n)
            return true;
        w->n--;
    }
    return false;
}

/* Goes on behind a link. False when it is one too many (a loop): then it is walked like a folder
   that has nothing in it. */
static bool enter_link(walk *w, const sl_fs *t, uint32_t link)
{
    sl_str target = sl_str_of(at(t, link)->link);
    if (w->hops == HOPS_MAX || !target.n)
        return false;
    w->hops++;
    w->node = target.p[0] == '/' ? 0 : at(t, link)->parent;
    while (w->n && !w->rest[w->n - 1].n)
        w->n--; /* finished rests make room */
    w->rest[w->n++] = target;
    return true;
}

static bool is_dot(walk *w, const sl_fs *t, sl_str part)
{
    if (sl_str_is(part, ".."))
        w->node = at(t, w->node)->parent;
    return sl_str_is(part, "..") || sl_str_is(part, ".");
}

uint32_t sl_fs_find(const sl_fs *t, sl_str path)
{
    walk w = {.rest = {path}, .n = 1};
    sl_str part;
    while (next_part(&w, &part)) {
        if (is_dot(&w, t, part))
            continue;
        uint32_t node = child(t, w.node, part);
        if (node == SL_FS_NONE)
            return SL_FS_NONE;
        if (at(t, node)->type != SL_TAR_LINK || !enter_link(&w, t, node))
            w.node = node;
    }
    return w.node;
}

uint32_t sl_fs_follow(const sl_fs *t, uint32_t node)
{
    if (at(t, node)->type != SL_TAR_LINK)
        return node;
    walk w = {.node = node};
    if (!enter_link(&w, t, node))
        return SL_FS_NONE;
    sl_str part;
    while (next_part(&w, &part)) {
        if (is_dot(&w, t, part))
            continue;
        uint32_t then = child(t, w.node, part);
        if (then == SL_FS_NONE)
            return SL_FS_NONE;
        if (at(t, then)->type != SL_TAR_LINK)
            w.node = then;
        else if (!enter_link(&w, t, then))
            return SL_FS_NONE;
    }
    return w.node;
}

/* A part of the way to an entry: a folder, made where there is none. */
static bool step(sl_fs *t, walk *w, sl_str part, sl_err *e)
{
    uint32_t node = child(t, w->node, part);
    if (node != SL_FS_NONE && at(t, node)->type == SL_TAR_LINK && enter_link(w, t, node))
        return true;
    if (node != SL_FS_NONE && at(t, node)->type != SL_TAR_FOLDER) {
        prune(t, node, true, true);
        node = SL_FS_NONE;
    }
    if (node == SL_FS_NONE && at(t, w->node)->depth >= SL_IMAGE_DEPTH_MAX)
        return sl_fail(e, SL_ETOOBIG, "folders nest more than %d deep (limit depth)",
                       SL_IMAGE_DEPTH_MAX);
    w->node = node != SL_FS_NONE ? node : add(t, w->node, part);
    return true;
}

/* Takes the last part off a path. */
static sl_str take_last(sl_str *path)
{
    while (path->n && path->p[path->n - 1] == '/')
        path->n--;
    size_t from = sl_str_rchr(*path, '/') + 1; /* 0 without a slash */
    sl_str part = sl_str_sub(*path, from, path->n);
    path->n = from ? from - 1 : 0;
    return part;
}

/* The path without its last part that is one, and that part: "a/b/" is "a" and "b". */
static sl_str split(sl_str path, sl_str *name)
{
    size_t depth = 0;
    *name = (sl_str){0};
    while (path.n) {
        sl_str part = take_last(&path);
        if (sl_str_is(part, ".."))
            depth++;
        else if (part.n && !sl_str_is(part, ".") && depth-- == 0) {
            *name = part;
            return path;
        }
        if (depth == SIZE_MAX)
            depth = 0;
    }
    return path;
}

bool sl_fs_folder(sl_fs *t, sl_str path, uint32_t *folder, sl_str *name, sl_err *e)
{
    walk w = {.n = 1};
    sl_str part;
    w.rest[0] = split(path, name);
    while (next_part(&w, &part))
        if (!is_dot(&w, t, part) && !step(t, &w, part, e))
            return false;
    *folder = w.node;
    return true;
}

/* Fills a node from its entry; a hard link is what it links to. */
static void fill(sl_fs *t, uint32_t node, const sl_tar_entry *entry, uint32_t target)
{
    sl_fs_node *n = at(t, node);
    n->layer = t->layer;
    if (target != SL_FS_NONE) {
        const sl_fs_node *other = at(t, target);
        n->type = other->type;
        n->mode = other->mode;
        n->uid = other->uid;
        n->size = other->size;
        n->link = other->link;
        n->has_capability = other->has_capability;
        return;
    }
    n->type = (uint8_t)(entry->type == SL_TAR_HARD_LINK ? SL_TAR_OTHER : entry->type);
    n->mode = (uint16_t)entry->mode;
    n->uid = entry->uid;
    n->size = entry->size;
    n->link = entry->type == SL_TAR_LINK ? sl_dup(t->mem, entry->link).p : NULL;
    n->has_capability = entry->has_capability;
}

uint32_t sl_fs_put(sl_fs *t, uint32_t folder, sl_str name, const sl_tar_entry *entry)
{
    uint32_t node = name.n ? child(t, folder, name) : folder;
    uint32_t target = entry->type == SL_TAR_HARD_LINK ? sl_fs_find(t, entry->link) : SL_FS_NONE;
    bool is_folder = entry->type == SL_TAR_FOLDER;
    if (target != SL_FS_NONE && (target == node || at(t, target)->type == SL_TAR_FOLDER))
        target = SL_FS_NONE;
    if (node == 0 && !is_folder)
        return node; /* the root is a folder whatever an entry says */
    if (node != SL_FS_NONE && !(is_folder && at(t, node)->type == SL_TAR_FOLDER)) {
        prune(t, node, true, true);
        node = SL_FS_NONE;
    }
    if (node == SL_FS_NONE)
        node = add(t, folder, name);
    note_gone(t, node);
    fill(t, node, entry, target);
    return node;
}

void sl_fs_note_add(sl_fs *t, uint32_t node, void *mark)
{
    sl_fs_node *n = at(t, node);
    *sl_list_add(t->mem, &t->notes) = (sl_fs_note){.path = sl_fs_path(t, node, t->mem),
                                                   .mark = mark,
                                                   .size = n->size,
                                                   .mode = n->mode,
                                                   .layer = n->layer};
    n->note = (uint32_t)t->notes.n;
}

const sl_fs_notes *sl_fs_notes_of(const sl_fs *t)
{
    return &t->notes;
}

const sl_fs_note *sl_fs_note_of(const sl_fs *t, uint32_t node)
{
    return at(t, node)->note ? &t->notes.v[at(t, node)->note - 1] : NULL;
}

const sl_fs_node *sl_fs_at(const sl_fs *t, uint32_t node)
{
    return at(t, node);
}

sl_str sl_fs_path(const sl_fs *t, uint32_t node, sl_arena *mem)
{
    size_t n = 0;
    for (uint32_t i = node; i; i = at(t, i)->parent)
        n += at(t, i)->name_n + 1u;
    if (!n)
        return (sl_str){0};
    char *path = sl_alloc(mem, n);
    size_t end = n - 1;
    for (uint32_t i = node; i; i = at(t, i)->parent) {
        end -= at(t, i)->name_n;
        memcpy(path + end, at(t, i)->name, at(t, i)->name_n);
        if (end)
            path[--end] = '/';
    }
    return sl_str_at(path, n - 1);
}

uint32_t sl_fs_next(const sl_fs *t, uint32_t node)
{
    if (at(t, node)->first != SL_FS_NONE)
        return at(t, node)->first;
    while (node && at(t, node)->next == SL_FS_NONE)
        node = at(t, node)->parent;
    return node ? at(t, node)->next : SL_FS_NONE;
}

/* The files of a folder: a walk by descriptors that follows no link and enters no `.git`, and
   reading of what it found. What .gitignore names is left out unless git tracks it, as git itself
   does. */
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "engine/source/ground.h"
#include "engine/source/open.h"
#include "engine/source/place.h"
#include "engine/source/unit.h"

enum { DEPTH_MAX = 256, ENTRIES_BYTES = 1 << 15 };

/* A folder that paths are opened below. The source's own has no prefix, unless the source is a
   single file; one for each path named that lies outside has what its units' paths begin with. */
typedef struct spot {
    sl_place place; /* the folder, or the top of the work tree around it */
    sl_str prefix;
    sl_str below; /* the folder below the place */
    sl_ground ground;
} spot;

/* The source's own state. */
typedef struct state {
    sl_arena *mem;
    sl_str root;
    sl_walk_options options;
    struct {
        spot **v;
        size_t n, cap;
    } spots;
} state;

/* A walk under way; `path` is that of the folder at hand, below the spot's place. */
typedef struct walk {
    sl_arena *mem;
    sl_units *units;
    spot *spot;
    bool use_ignores, only_ignored;
    sl_buf path;
    sl_arena *scratch;
    char *entries; /* of the folder being listed, as the kernel gives them */
    int depth;
} walk;

typedef struct file_name {
    sl_str text;
    unsigned char type; /* DT_… */
} file_name;

typedef struct names {
    file_name *v;
    size_t n, cap;
} names;

/* The path at hand as the unit's: below the folder and behind the spot's prefix. */
static sl_str unit_path(walk *w)
{
    size_t skip = w->spot->below.n ? w->spot->below.n + 1 : 0;
    sl_str path = sl_str_sub(sl_buf_str(&w->path), skip, SIZE_MAX);
    if (!w->spot->prefix.n)
        return sl_dup(w->mem, path);
    return sl_printf(w->mem, "%.*s%.*s", SL_FMT(w->spot->prefix), SL_FMT(path));
}

static bool add_failed(walk *w, const sl_err *why, sl_err *e)
{
    sl_str path = unit_path(w);
    if (!sl_units_add(w->units, w->mem, path.n ? path : SL_S("."), SL_MODE_FILE, NULL, e))
        return false;
    w->units->v[w->units->n - 1].error = sl_dup(w->mem, sl_str_of(why->text));
    return true;
}

static sl_str reason_to_skip(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFIFO:
        return SL_S("a FIFO, not a file");
    case S_IFSOCK:
        return SL_S("a socket, not a file");
    case S_IFCHR:
    case S_IFBLK:
        return SL_S("a device, not a file");
    default:
        return (sl_str){0};
    }
}

/* Adds the file, link or special file at the walk's path. */
static bool add_file(walk *w, const struct stat *st, sl_err *e)
{
    uint32_t mode = S_ISLNK(st->st_mode) ? SL_MODE_LINK : SL_MODE_FILE | (st->st_mode & 0100);
    if (!sl_units_add(w->units, w->mem, unit_path(w), mode, NULL, e))
        return false;
    sl_unit *unit = &w->units->v[w->units->n - 1];
    unit->skip = reason_to_skip(st->st_mode);
    unit->size = unit->skip.n ? 0 : (uint64_t)st->st_size;
    return true;
}

/* Names in the order of paths: a folder's counts with the '/' that follows it. */
static int by_name(const void *a, const void *b)
{
    const file_name *x = a;
    const file_name *y = b;
    size_t n = x->text.n < y->text.n ? x->text.n : y->text.n;
    int order = memcmp(x->text.p, y->text.p, n);
    if (order)
        return order;
    int next_x = x->text.n > n ? (unsigned char)x->text.p[n] : x->type == DT_DIR ? '/' : 0;
    int next_y = y->text.n > n ? (unsigned char)y->text.p[n] : y->type == DT_DIR ? '/' : 0;
    return next_x - next_y;
}

/* Adds a name unless it is ".", ".." or ".git". */
static bool add_name(names *out, walk *w, int dir, const struct dirent64 *entry, sl_err *e)
{
    struct stat st;
    sl_str text = sl_str_of(entry->d_name);
    unsigned char type = entry->d_type;
    if (sl_str_is(text, ".") || sl_str_is(text, "..") || sl_str_is(text, ".git"))
        return true;
    if (type == DT_UNKNOWN && !fstatat(dir, entry->d_name, &st, AT_SYMLINK_NOFOLLOW))
        type = IFTODT(st.st_mode);
    if (out->n >= SL_SOURCE_UNITS_MAX)
        return sl_fail(e, SL_ETOOBIG, "more than %d names in a folder", SL_SOURCE_UNITS_MAX);
    *sl_list_add(w->scratch, out) = (file_name){.text = sl_dup(w->scratch, text), .type = type};
    return true;
}

/* All names in the folder, in order. (getdents64 without readdir: two calls of the kernel less for
   each folder.) */
static bool list(names *out, walk *w, int dir, sl_err *e)
{
    ssize_t n;
    if (!w->entries)
        w->entries = sl_alloc(w->scratch, ENTRIES_BYTES);
    while ((n = getdents64(dir, w->entries, ENTRIES_BYTES)) > 0) {
        for (ssize_t at = 0; at < n;) {
            const struct dirent64 *entry = (const void *)(w->entries + at);
            if (!add_name(out, w, dir, entry, e))
                return false;
            at += entry->d_reclen;
        }
    }
    if (n < 0)
        return sl_fail_errno(e, "the folder cannot be listed");
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, by_name);
    return true;
}

static bool has_ignore_file(const names *all)
{
    for (size_t i = 0; i < all->n; i++)
        if (sl_str_is(all->v[i].text, ".gitignore"))
            return true;
    return false;
}

/* Puts `path` behind the walk's. */
static bool go_to(walk *w, sl_str path, sl_err *e)
{
    if (path.n == 0 ||
        ((w->path.n == 0 || sl_buf_addc(&w->path, '/')) && sl_buf_add(&w->path, path)))
        return true;
    return sl_fail(e, SL_ETOOBIG, "a path of %zu bytes, more than %zu", path.n, w->path.max);
}

static bool walk_folder(walk *w, int parent, const char *name, bool is_hidden, sl_err *e);

static bool respects_ignores(const walk *w)
{
    return w->use_ignores || w->only_ignored;
}

/* The file at the walk's path is one to take. */
static bool is_wanted(walk *w, bool is_hidden)
{
    if (!respects_ignores(w))
        return true;
    sl_str path = sl_buf_str(&w->path);
    is_hidden = is_hidden || sl_ignores_match(w->spot->ground.ignores, path, false);
    bool is_taken_out = is_hidden && !sl_index_file_get(&w->spot->ground.index, path);
    return is_taken_out == w->only_ignored;
}

static bool is_submodule(const walk *w)
{
    const sl_index_entry *entry = sl_index_file_get(&w->spot->ground.index, sl_buf_str(&w->path));
    return entry && entry->mode == SL_MODE_COMMIT;
}

static bool enter(walk *w, int parent, const char *name, bool is_hidden, sl_err *e)
{
    sl_str path = sl_buf_str(&w->path);
    const sl_ground *ground = &w->spot->ground;
    bool respects = respects_ignores(w);
    if (respects && is_submodule(w))
        return w->only_ignored ||
               sl_units_add(w->units, w->mem, unit_path(w), SL_MODE_COMMIT, NULL, e);
    if (respects && !is_hidden)
        is_hidden = sl_ignores_match(ground->ignores, path, true);
    if (is_hidden && !w->only_ignored && respects &&
        !sl_index_file_has_below(&ground->index, w->scratch, path))
        return true;
    return walk_folder(w, parent, name, is_hidden, e);
}

/* A regular file's size and mode are left to the one who reads it: asking for them costs as much as
   the rest of the walk. */
static bool take(walk *w, int folder, const file_name *n, bool is_hidden, sl_err *e)
{
    struct stat st;
    if (n->type == DT_DIR)
        return enter(w, folder, n->text.p, is_hidden, e);
    if (!is_wanted(w, is_hidden))
        return true;
    if (n->type == DT_REG)
        return sl_units_add(w->units, w->mem, unit_path(w), SL_MODE_FILE, NULL, e);
    if (fstatat(folder, n->text.p, &st, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(st.st_mode))
        return add_file(w, &st, e);
    sl_err why = {0};
    sl_fail_errno(&why, "changed while it was listed");
    return add_failed(w, &why, e);
}

static bool read_ignores(walk *w, sl_err *e)
{
    sl_err why = {0};
    return sl_ground_add(&w->spot->ground, &w->spot->place, sl_buf_str(&w->path), &why) ||
           add_failed(w, &why, e);
}

static bool take_all(walk *w, int dir, bool is_hidden, sl_err *e)
{
    names all = {0};
    sl_err why = {0};
    size_t length = w->path.n;
    if (!list(&all, w, dir, &why) && !add_failed(w, &why, e))
        return false;
    if (!is_hidden && respects_ignores(w) && has_ignore_file(&all) && !read_ignores(w, e))
        return false;
    for (size_t i = 0; i < all.n; i++) {
        if (!go_to(w, all.v[i].text, e) || !take(w, dir, &all.v[i], is_hidden, e))
            return false;
        w->path.n = length;
        w->path.p[length] = 0;
    }
    return true;
}

/* Walks the folder `name` of `parent`, whose path is the walk's. One that cannot be listed is a
   unit that has failed. */
static bool walk_folder(walk *w, int parent, const char *name, bool is_hidden, sl_err *e)
{
    sl_err why = {0};
    if (w->depth >= DEPTH_MAX) {
        sl_fail(&why, SL_ETOOBIG, "folders are nested deeper than %d", DEPTH_MAX);
        return add_failed(w, &why, e);
    }
    int dir = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (dir < 0) {
        sl_fail_errno(&why, "the folder cannot be listed");
        return add_failed(w, &why, e);
    }
    size_t n_ignores = sl_ignores_count(w->spot->ground.ignores);
    w->depth++;
    bool ok = take_all(w, dir, is_hidden, e);
    w->depth--;
    sl_ignores_drop(w->spot->ground.ignores, n_ignores);
    close(dir);
    return ok;
}

/* Opens what a walk of `real` (absolute, no links) needs; with `plain` nothing of git. */
static bool open_spot(spot **out, state *f, sl_str real, sl_str prefix, bool plain, sl_err *e)
{
    spot *s = sl_alloc(f->mem, sizeof *s);
    s->prefix = prefix;
    s->place.root = s->place.parent = -1;
    *sl_list_add(f->mem, &f->spots) = s;
    *out = s;
    if (plain)
        s->ground.ignores = sl_ignores_new(f->mem);
    else if (!sl_ground_find(&s->ground, f->mem, real, e))
        return false;
    s->below = s->ground.below;
    return sl_place_open(&s->place, s->ground.top.n ? s->ground.top : real, e);
}

static void walk_init(walk *w, const state *f, sl_units *units, spot *s)
{
    bool in_repository = s->ground.top.n != 0;
    *w = (walk){.mem = f->mem, .units = units, .spot = s, .scratch = sl_arena_new()};
    w->use_ignores = in_repository && f->options.use_ignores;
    w->only_ignored = f->options.only_ignored;
    sl_buf_init(&w->path, SL_PLACE_PATH_MAX - 1);
    sl_buf_add(&w->path, s->below);
}

static void walk_end(walk *w)
{
    sl_buf_clear(&w->path);
    sl_arena_free(w->scratch);
}

/* Adds the ignore files of the folders between the walk's and the one at `path`. */
static bool add_ignores_above(walk *w, sl_str path, sl_err *e)
{
    for (size_t i = w->spot->below.n; i < path.n; i++)
        if ((i == w->spot->below.n || path.p[i] == '/') &&
            !sl_ground_add(&w->spot->ground, &w->spot->place, sl_str_sub(path, 0, i), e))
            return false;
    return true;
}

/* Walks the folder at the walk's path; the place's own descriptor moves on meanwhile. */
static bool walk_here(walk *w, sl_err *e)
{
    char last[NAME_MAX + 1];
    int parent;
    if (!sl_place_parent(&parent, last, &w->spot->place, sl_buf_str(&w->path), false, e))
        return false;
    int fd = dup(parent);
    if (fd < 0)
        return sl_fail_errno(e, "dup");
    bool ok = walk_folder(w, fd, last, false, e);
    close(fd);
    return ok;
}

/* Takes what is at `path` below the spot's folder ("": all of it), hidden or not. */
static bool take_path(walk *w, sl_str path, sl_err *e)
{
    struct stat st;
    if (!go_to(w, path, e))
        return false;
    sl_str whole = sl_buf_str(&w->path);
    if (whole.n == 0)
        return walk_folder(w, w->spot->place.root, ".", false, e);
    if (!sl_place_stat(&st, &w->spot->place, whole, e) ||
        ((S_ISDIR(st.st_mode) ? respects_ignores(w) : w->only_ignored) &&
         !add_ignores_above(w, whole, e)))
        return false;
    if (S_ISDIR(st.st_mode))
        return walk_here(w, e);
    return (w->only_ignored && !is_wanted(w, false)) || add_file(w, &st, e);
}

static bool walk_spot(state *f, sl_units *units, spot *s, sl_str path, sl_err *e)
{
    walk w;
    walk_init(&w, f, units, s);
    size_t n_ignores = sl_ignores_count(s->ground.ignores);
    bool ok = take_path(&w, path, e);
    sl_ignores_drop(s->ground.ignores, n_ignores);
    walk_end(&w);
    return ok;
}

/* "x/" for "x", as what the paths below begin with. */
static sl_str as_prefix(sl_arena *mem, sl_str path)
{
    if (!path.n || path.p[path.n - 1] == '/')
        return path;
    return sl_printf(mem, "%.*s/", SL_FMT(path));
}

/* Takes a folder or file outside the root, reported by the path given. */
static bool take_outside(sl_source *source, sl_str given, sl_str path, sl_err *e)
{
    state *f = source->self;
    sl_str real;
    spot *s = NULL;
    bool is_folder = sl_path_is_folder(path);
    sl_str prefix = as_prefix(f->mem, is_folder ? given : sl_path_parent(given));
    if (!sl_path_real(&real, f->mem, is_folder ? path : sl_path_parent(path), e))
        return false;
    for (size_t i = 1; i < f->spots.n && !s; i++)
        if (sl_str_eq(f->spots.v[i]->prefix, prefix) && !is_folder == !f->spots.v[i]->ground.top.n)
            s = f->spots.v[i];
    if (!s && !open_spot(&s, f, real, prefix, !is_folder, e))
        return false;
    *sl_list_add(f->mem, &source->also) =
        is_folder ? real : sl_path_join(f->mem, real, sl_path_name(path));
    return walk_spot(f, &source->units, s, is_folder ? (sl_str){0} : sl_path_name(path), e);
}

/* True when `real` is the root or below it, and then the path below. */
static bool is_inside(sl_str *below, sl_str root, sl_str real)
{
    if (!sl_str_starts(real, root))
        return false;
    *below = sl_str_sub(real, root.n + (root.n > 1), real.n);
    return real.n == root.n || root.n == 1 || real.p[root.n] == '/';
}

static bool take_given(sl_source *source, sl_str given, sl_err *e)
{
    state *f = source->self;
    sl_str clean;
    sl_str real;
    while (given.n > 1 && given.p[given.n - 1] == '/')
        given.n--;
    if (sl_path_clean(&clean, f->mem, given))
        return walk_spot(f, &source->units, f->spots.v[0], clean, e);
    sl_str path = sl_path_join(f->mem, f->root, given);
    if (sl_path_is_folder(path)) {
        if (!sl_path_real(&real, f->mem, path, e))
            return false;
        if (is_inside(&clean, f->root, real))
            return walk_spot(f, &source->units, f->spots.v[0], clean, e);
    }
    return take_outside(source, given, path, e);
}

/* The place below which a unit lies, and its path there. */
static bool find_unit(sl_place **place, char path[SL_PLACE_PATH_MAX], const sl_source *source,
                      size_t i, sl_err *e)
{
    const state *f = source->self;
    const sl_unit *unit = &source->units.v[i];
    spot *best = f->spots.v[0];
    for (size_t k = 1; k < f->spots.n; k++)
        if (f->spots.v[k]->prefix.n > best->prefix.n &&
            sl_str_starts(unit->path, f->spots.v[k]->prefix))
            best = f->spots.v[k];
    sl_str rest = sl_str_sub(unit->path, best->prefix.n, SIZE_MAX);
    size_t n = best->below.n ? best->below.n + 1 : 0;
    if (n + rest.n >= SL_PLACE_PATH_MAX)
        return sl_fail(e, SL_ETOOBIG, "a path of %zu bytes", n + rest.n);
    if (n) {
        memcpy(path, best->below.p, best->below.n);
        path[n - 1] = '/';
    }
    memcpy(path + n, rest.p, rest.n);
    path[n + rest.n] = 0;
    *place = &best->place;
    return true;
}

static bool read_unit(const sl_source *source, size_t i, sl_buf *out, sl_err *e)
{
    char path[SL_PLACE_PATH_MAX];
    sl_place *place;
    if (!find_unit(&place, path, source, i, e))
        return false;
    return source->units.v[i].kind == SL_UNIT_SYMLINK
               ? sl_place_read_link(out, place, sl_str_of(path), e)
               : sl_place_read(out, place, sl_str_of(path), e);
}

static int64_t nanoseconds(const struct timespec *t)
{
    return (int64_t)t->tv_sec * 1000000000 + t->tv_nsec;
}

static bool stamp_unit(const sl_source *source, size_t i, sl_stamp *out)
{
    char path[SL_PLACE_PATH_MAX];
    sl_place *place;
    struct stat st;
    struct timespec now;
    sl_err why = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    if (!find_unit(&place, path, source, i, &why) ||
        !sl_place_stat(&st, place, sl_str_of(path), &why) || !S_ISREG(st.st_mode))
        return false;
    *out = (sl_stamp){.device = st.st_dev,
                      .inode = st.st_ino,
                      .size = (uint64_t)st.st_size,
                      .modified = nanoseconds(&st.st_mtim),
                      .changed = nanoseconds(&st.st_ctim),
                      .taken = nanoseconds(&now)};
    return true;
}

static void close_folder(sl_source *source)
{
    state *f = source->self;
    for (size_t i = 0; i < f->spots.n; i++)
        sl_place_close(&f->spots.v[i]->place);
    f->spots.n = 0;
}

static bool take_everything(sl_source *source, sl_err *e)
{
    state *f = source->self;
    const sl_strs *only = &f->options.only;
    if (only->n == 0)
        return walk_spot(f, &source->units, f->spots.v[0], (sl_str){0}, e);
    for (size_t i = 0; i < only->n; i++)
        if (!take_given(source, only->v[i], e))
            return sl_fail_more(e, "%.*s", SL_FMT(only->v[i]));
    return true;
}

/* A single file: its folder is the root, and nothing else in it is looked at. */
static bool open_file(sl_source *source, sl_str path, sl_err *e)
{
    state *f = source->self;
    spot *s;
    sl_str parent = sl_path_parent(path);
    f->options = (sl_walk_options){0};
    source->kind = "folder";
    return sl_path_real(&f->root, f->mem, parent.n ? parent : SL_S("."), e) &&
           open_spot(&s, f, f->root, as_prefix(f->mem, parent), true, e) &&
           walk_spot(f, &source->units, s, sl_path_name(path), e);
}

static bool open_folder(sl_source *source, sl_str path, sl_err *e)
{
    state *f = source->self;
    spot *s;
    if (!sl_path_real(&f->root, f->mem, path, e) ||
        !open_spot(&s, f, f->root, (sl_str){0}, false, e) || !take_everything(source, e))
        return false;
    source->kind = s->ground.top.n ? "worktree" : "folder";
    sl_units_sort(&source->units);
    sl_units_unique(&source->units);
    return true;
}

bool sl_source_folder(sl_source **out, sl_arena *mem, sl_str path, const sl_walk_options *options,
                      sl_err *e)
{
    sl_source *source = sl_alloc(mem, sizeof *source);
    state *f = sl_alloc(mem, sizeof *f);
    *source = (sl_source){.self = f, .read = read_unit, .stamp = stamp_unit, .close = close_folder};
    *f = (state){.mem = mem, .options = options ? *options : (sl_walk_options){0}};
    *out = NULL;
    bool is_file = !sl_path_is_folder(path) && sl_path_exists(path);
    if (is_file ? !open_file(source, path, e) : !open_folder(source, path, e)) {
        close_folder(source);
        return false;
    }
    source->root = f->root;
    *out = source;
    return true;
}

/* Sources without git: an image on disk, texts in memory, and several sources as one. */
#include <sys/stat.h>

#include "base/path.h"
#include "engine/source/open.h"
#include "engine/source/unit.h"

static void close_nothing(sl_source *source)
{
    source->self = NULL;
}

static bool read_image(const sl_source *source, size_t i, sl_buf *out, sl_err *e)
{
    (void)out;
    return sl_fail(e, SL_ENOTSUP, "an image is opened by its path, %.*s",
                   SL_FMT(source->units.v[i].path));
}

static uint64_t size_on_disk(sl_arena *mem, sl_str path)
{
    struct stat st;
    bool is_file = stat(sl_dup_z(mem, path), &st) == 0 && S_ISREG(st.st_mode);
    return is_file ? (uint64_t)st.st_size : UINT64_MAX;
}

bool sl_source_image(sl_source **out, sl_arena *mem, sl_str path, sl_err *e)
{
    sl_source *source = sl_alloc(mem, sizeof *source);
    *out = NULL;
    if (!sl_path_real(&source->root, mem, path, e))
        return sl_fail_more(e, "image %.*s", SL_FMT(path));
    *source = (sl_source){
        .kind = "image", .root = source->root, .read = read_image, .close = close_nothing};
    if (!sl_units_add(&source->units, mem, sl_dup(mem, path), SL_MODE_FILE, NULL, e))
        return false;
    source->units.v[0].kind = SL_UNIT_IMAGE;
    source->units.v[0].size = size_on_disk(mem, source->root);
    *out = source;
    return true;
}

static bool add_text(sl_buf *out, sl_str text, sl_err *e)
{
    return sl_buf_add(out, text) ||
           sl_fail(e, SL_ETOOBIG, "%zu bytes, over the limit of %zu for one file", text.n,
                   out->max);
}

static bool read_memory(const sl_source *source, size_t i, sl_buf *out, sl_err *e)
{
    const sl_str *texts = source->self;
    return add_text(out, texts[i], e);
}

bool sl_source_memory(sl_source **out, sl_arena *mem, const sl_str *paths, const sl_str *texts,
                      size_t n, sl_err *e)
{
    sl_source *source = sl_alloc(mem, sizeof *source);
    sl_str *copies = sl_alloc_array(mem, n, sizeof *copies);
    *source =
        (sl_source){.kind = "memory", .self = copies, .read = read_memory, .close = close_nothing};
    *out = NULL;
    for (size_t i = 0; i < n; i++) {
        if (!sl_units_add(&source->units, mem, paths[i], SL_MODE_FILE, NULL, e))
            return false;
        source->units.v[i].size = texts[i].n;
        copies[i] = texts[i];
    }
    *out = source;
    return true;
}

/* Where a unit of the joined source comes from. */
typedef struct origin {
    const sl_source *source;
    size_t unit;
} origin;

typedef struct joined {
    sl_source *const *sources;
    size_t n;
    origin *origins;
} joined;

static bool read_joined(const sl_source *source, size_t i, sl_buf *out, sl_err *e)
{
    const joined *j = source->self;
    const origin *from = &j->origins[i];
    return from->source->read(from->source, from->unit, out, e);
}

static bool stamp_joined(const sl_source *source, size_t i, sl_stamp *out)
{
    const joined *j = source->self;
    const origin *from = &j->origins[i];
    return from->source->stamp && from->source->stamp(from->source, from->unit, out);
}

static void close_joined(sl_source *source)
{
    joined *j = source->self;
    for (size_t i = 0; i < j->n; i++)
        sl_source_close(j->sources[i]);
    j->n = 0;
}

/* The source whose next unit (at[k]) has the smallest path, the first of equals; n: all are done.
 */
static size_t smallest(sl_source *const *sources, const size_t *at, size_t n)
{
    size_t best = n;
    for (size_t k = 0; k < n; k++) {
        if (at[k] >= sources[k]->units.n)
            continue;
        if (best == n ||
            sl_str_cmp(sources[k]->units.v[at[k]].path, sources[best]->units.v[at[best]].path) < 0)
            best = k;
    }
    return best;
}

static void add_folders(sl_source *out, sl_arena *mem, const sl_source *from)
{
    if (from->root.n && !out->root.n)
        out->root = from->root;
    else if (from->root.n)
        *sl_list_add(mem, &out->also) = from->root;
    out->mapped += from->mapped;
    for (size_t i = 0; i < from->also.n; i++)
        *sl_list_add(mem, &out->also) = from->also.v[i];
}

/* True when the unit at hand is one that the list has already; equals are at its end. */
static bool is_known(const sl_units *units, const joined *j, const sl_source *source,
                     const sl_unit *unit)
{
    for (size_t i = units->n; i-- > 0 && sl_str_eq(units->v[i].path, unit->path);) {
        const sl_unit *other = &units->v[i];
        bool is_same_place = sl_str_eq(j->origins[i].source->root, source->root);
        bool is_same_id = other->id.kind == unit->id.kind &&
                          memcmp(other->id.bytes, unit->id.bytes, sizeof unit->id.bytes) == 0;
        if (is_same_id && (unit->id.kind != SL_ID_NONE || is_same_place))
            return true;
    }
    return false;
}

bool sl_source_joined(sl_source **out, sl_arena *mem, sl_source *const *sources, size_t n,
                      sl_err *e)
{
    sl_source *source = sl_alloc(mem, sizeof *source);
    joined *j = sl_alloc(mem, sizeof *j);
    size_t *at = sl_alloc_array(mem, n, sizeof *at);
    sl_source **own = sl_alloc_array(mem, n, sizeof *own);
    size_t total = 0;
    *source = (sl_source){.kind = "joined",
                          .self = j,
                          .read = read_joined,
                          .stamp = stamp_joined,
                          .close = close_joined};
    *out = NULL;
    for (size_t k = 0; k < n; k++) {
        own[k] = sources[k];
        total += sources[k]->units.n;
        add_folders(source, mem, sources[k]);
    }
    if (total > SL_SOURCE_UNITS_MAX)
        return sl_fail(e, SL_ETOOBIG, "more than %d files in the sources together",
                       SL_SOURCE_UNITS_MAX);
    *j = (joined){.sources = own, .n = n, .origins = sl_alloc_array(mem, total, sizeof(origin))};
    for (size_t k; (k = smallest(own, at, n)) < n; at[k]++) {
        const sl_unit *unit = &own[k]->units.v[at[k]];
        if (is_known(&source->units, j, own[k], unit))
            continue;
        j->origins[source->units.n] = (origin){.source = own[k], .unit = at[k]};
        *sl_list_add(mem, &source->units) = *unit;
    }
    *out = source;
    return true;
}

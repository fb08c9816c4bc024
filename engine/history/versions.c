/* The units of a history, and reading them. */
#include <stdlib.h>

#include "base/digest.h"
#include "engine/objects/commit.h"
#include "engine/history/known.h"
#include "engine/source/open.h"
#include "engine/source/unit.h"

enum { NAMES_MAX = 64 << 20 };

static sl_str hex_of(sl_arena *mem, const sl_id *id)
{
    char hex[65];
    sl_id_hex(hex, id);
    return sl_dup(mem, sl_str_of(hex));
}

/* What is read of it are the words, not the object: they have a name of their own. */
static sl_id words_id(const sl_id *object)
{
    sl_id id = {.kind = SL_ID_SHA256};
    const sl_str parts[] = {SL_STR("words"),
                            sl_str_at((const char *)object->bytes, sizeof object->bytes)};
    sl_sha256_parts(id.bytes, parts, sizeof parts / sizeof *parts);
    return id;
}

/* Adds a unit; what it stands for is remembered under the same number. */
static sl_unit *add(sl_history *h, sl_source *source, const sl_unit *like, sl_past_unit what,
                    sl_err *e)
{
    if (!sl_units_add(&source->units, h->mem, like->path, like->mode, &like->id, e))
        return NULL;
    *sl_list_add(h->mem, &h->units) = what;
    sl_unit *unit = &source->units.v[source->units.n - 1];
    if (what.kind == SL_PAST_COMMIT || what.kind == SL_PAST_TAG)
        unit->id = words_id(&like->id);
    return unit;
}

/* Notes lie in trees of their own, where paths are ids: told with the ref. */
static sl_str label_of(const sl_history *h, const sl_version *version, sl_str path)
{
    uint32_t start = version->first & SL_FIRST_START ? version->first & ~SL_FIRST_START
                                                     : h->best[version->first];
    if (start == SL_NO_ID || h->starts.v[start].kind != SL_TIP_NOTE)
        return sl_path_label(h->mem, path);
    return sl_path_label(
        h->mem, sl_printf(h->mem, "%.*s:%.*s", SL_FMT(h->starts.v[start].name), SL_FMT(path)));
}

/* Counts what need not be scanned. `mark` and `other` say so together; the one of its content says
   since when. */
static bool is_clean(sl_history *h, unsigned char mark, unsigned char other)
{
    unsigned char word = mark & SL_MARK_WORD;
    if ((word != SL_MARK_QUIET && word != SL_MARK_HERE) || (other & SL_MARK_WORD) != SL_MARK_QUIET)
        return false;
    h->clean.n_cached += (mark & SL_MARK_KNOWN) != 0;
    h->clean.n_scanned += !(mark & SL_MARK_KNOWN);
    return true;
}

static bool add_versions(sl_history *h, sl_source *source, sl_err *e)
{
    const sl_catalogue *c = &h->catalogue;
    for (uint32_t i = 0; i < c->versions.n; i++) {
        const sl_version *version = &c->versions.v[i];
        if (h->screened.is_done &&
            is_clean(h, h->screened.blobs[version->blob], h->screened.paths[version->path]))
            continue;
        sl_id id = sl_catalogue_blob(c, version);
        sl_str path = sl_catalogue_path(c, version);
        sl_unit like = {.path = path, .mode = version->mode, .id = id};
        if (!path.n)
            like.path = sl_printf(h->mem, "git:blob/%.*s", SL_FMT(hex_of(h->mem, &id)));
        sl_unit *unit = add(h, source, &like, (sl_past_unit){SL_PAST_VERSION, i}, e);
        if (!unit)
            return false;
        if (path.n)
            unit->label = label_of(h, version, path);
    }
    return true;
}

static bool add_commits(sl_history *h, sl_source *source, sl_err *e)
{
    for (size_t i = 0; i < h->n_order; i++) {
        sl_id id = sl_graph_id(&h->graph, h->order[i]);
        if (h->screened.is_done && is_clean(h, h->screened.commits[h->order[i]], SL_MARK_QUIET))
            continue;
        sl_unit like = {.mode = SL_MODE_FILE, .id = id};
        like.path = sl_printf(h->mem, "git:commit/%.*s", SL_FMT(hex_of(h->mem, &id)));
        if (!add(h, source, &like, (sl_past_unit){SL_PAST_COMMIT, h->order[i]}, e))
            return false;
    }
    for (uint32_t i = 0; i < h->tags.n; i++) {
        if (h->screened.is_done && is_clean(h, h->screened.tags[i], SL_MARK_QUIET))
            continue;
        sl_unit like = {.mode = SL_MODE_FILE, .id = h->tags.v[i].id};
        like.path = sl_printf(h->mem, "git:tag/%.*s", SL_FMT(hex_of(h->mem, &like.id)));
        if (!add(h, source, &like, (sl_past_unit){SL_PAST_TAG, i}, e))
            return false;
    }
    return true;
}

static bool add_lacks(sl_history *h, sl_source *source, const sl_lacks *lacks, sl_err *e)
{
    for (size_t i = 0; i < lacks->n; i++) {
        const sl_lack *lack = &lacks->v[i];
        bool is_new;
        sl_ids_add(&h->lack_ids, lack->id.bytes, &is_new);
        if (!is_new)
            continue;
        sl_unit like = {.mode = SL_MODE_FILE, .id = lack->id};
        like.path = sl_printf(h->mem, "git:%.*s/%.*s", SL_FMT(lack->what),
                              SL_FMT(hex_of(h->mem, &lack->id)));
        sl_unit *unit = add(h, source, &like, (sl_past_unit){SL_PAST_LACK, (uint32_t)i}, e);
        if (!unit)
            return false;
        unit->error = lack->reason;
    }
    return true;
}

/* A path and its number. */
typedef struct named {
    sl_str name;
    uint32_t number;
} named;

static int by_name(const void *a, const void *b)
{
    return sl_str_cmp(((const named *)a)->name, ((const named *)b)->name);
}

/* Paths in the order of their names, which a new commit leaves as it is. What is remembered has
   them so already; the rest is sorted in. */
static void order_paths(sl_history *h)
{
    const sl_map *paths = &h->catalogue.paths;
    size_t n_old;
    size_t n_new = 0;
    const uint32_t *old = sl_known_paths(&n_old, h);
    named *new = sl_alloc_array(h->mem, paths->n + 1, sizeof *new);
    bool *is_old = sl_alloc_array(h->mem, paths->n + 1, sizeof *is_old);
    for (size_t i = 0; i < n_old; i++)
        is_old[old[i]] = true;
    for (uint32_t i = 0; i < paths->n; i++)
        if (!is_old[i])
            new[n_new++] = (named){paths->v[i].key, i};
    if (n_new > 1)
        qsort(new, n_new, sizeof *new, by_name);
    h->path_lines = sl_alloc_array(h->mem, n_old + n_new + 1, sizeof *h->path_lines);
    for (size_t a = 0, b = 0; a < n_old || b < n_new;) {
        bool takes_old =
            a < n_old && (b == n_new || sl_str_cmp(paths->v[old[a]].key, new[b].name) < 0);
        h->path_lines[a + b] = takes_old ? old[a] : new[b].number;
        a += takes_old;
        b += !takes_old;
    }
}

/* All names as one text, as far as they fit. */
static sl_str names_of(sl_history *h, bool is_paths, bool *is_over)
{
    size_t n_names = is_paths ? h->catalogue.paths.n : h->tips.n_refs;
    size_t n = 0;
    if (is_paths)
        order_paths(h);
    for (size_t i = 0; i < n_names; i++)
        n += (is_paths ? h->catalogue.paths.v[i].key.n : h->tips.v[i].name.n) + 1;
    *is_over = n > NAMES_MAX;
    char *text = sl_alloc(h->mem, n + 1);
    char *to = text;
    for (size_t i = 0; i < n_names; i++) {
        sl_str name = is_paths ? h->catalogue.paths.v[h->path_lines[i]].key : h->tips.v[i].name;
        for (size_t k = 0; k < name.n; k++)
            *to++ = (char)(name.p[k] == '\n' ? ' ' : name.p[k]);
        *to++ = '\n';
    }
    return sl_str_at(text, n > NAMES_MAX ? NAMES_MAX : n);
}

static bool add_names(sl_history *h, sl_source *source, sl_past_kind kind, sl_err *e)
{
    bool is_over;
    bool is_paths = kind == SL_PAST_PATHS;
    sl_unit like = {.mode = SL_MODE_FILE, .path = is_paths ? SL_S("git:paths") : SL_S("git:refs")};
    sl_str names = names_of(h, is_paths, &is_over);
    if (!names.n)
        return true;
    *(is_paths ? &h->paths : &h->refs) = names;
    sl_unit *unit = add(h, source, &like, (sl_past_unit){kind, 0}, e);
    if (!unit)
        return false;
    unit->id = (sl_id){.kind = SL_ID_SHA256};
    sl_sha256(unit->id.bytes, names);
    if (is_over)
        unit->error = sl_printf(h->mem, "more than %d bytes of names", NAMES_MAX);
    return true;
}

static bool read_words(const sl_history *h, sl_id id, sl_buf *out, sl_err *e)
{
    sl_content content;
    sl_arena *mem = sl_arena_new();
    bool ok = sl_objects_get(&content, h->objects, &id, SL_STRUCTURE_MAX, e);
    if (ok) {
        ok = sl_buf_add(out, sl_commit_words(mem, content.text)) ||
             sl_fail(e, SL_ETOOBIG, "over the limit of %zu bytes for one text", out->max);
        sl_content_close(&content);
    }
    sl_arena_free(mem);
    return ok;
}

static bool read_unit(const sl_source *source, size_t i, sl_buf *out, sl_err *e)
{
    const sl_history *h = source->self;
    const sl_unit *unit = &source->units.v[i];
    switch (h->units.v[i].kind) {
    case SL_PAST_VERSION:
        return sl_objects_read(out, h->objects, &unit->id, e);
    case SL_PAST_COMMIT:
        return read_words(h, sl_graph_id(&h->graph, h->units.v[i].number), out, e);
    case SL_PAST_TAG:
        return read_words(h, h->tags.v[h->units.v[i].number].id, out, e);
    default:
        return sl_buf_add(out, h->units.v[i].kind == SL_PAST_PATHS ? h->paths : h->refs) ||
               sl_fail(e, SL_ETOOBIG, "over the limit of %zu bytes for one text", out->max);
    }
}

static void close_nothing(sl_source *source)
{
    source->self = NULL;
}

bool sl_history_source(sl_source **out, sl_history *h, sl_err *e)
{
    sl_source *source = sl_alloc(h->mem, sizeof *source);
    const sl_strs *folders = sl_objects_folders(h->objects);
    *source = (sl_source){.kind = "history",
                          .root = h->folder.common,
                          .also = *folders,
                          .is_history = true,
                          .self = h,
                          .read = read_unit,
                          .close = close_nothing};
    *out = h->source = source;
    sl_ids_init(&h->lack_ids, h->mem, h->folder.id_bytes);
    return sl_objects_map(h->objects, &source->mapped, e) && add_versions(h, source, e) &&
           add_commits(h, source, e) && add_names(h, source, SL_PAST_PATHS, e) &&
           (h->spec.ranges.n || add_names(h, source, SL_PAST_REFS, e)) &&
           add_lacks(h, source, &h->lacks, e) && add_lacks(h, source, &h->graph.lacks, e) &&
           add_lacks(h, source, &h->catalogue.lacks, e);
}

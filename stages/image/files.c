/* File rules: what an entry matches is noted on it while its layer passes by, since its content is
   gone afterwards; whether it is still there is known when all layers are through. */
#include "stages/image/state.h"

#include "base/glob.h"
#include "base/path.h"

enum {
    TEXT_MAX = 1 << 20,     /* of a file that rules read */
    DATABASE_MAX = 48 << 20 /* of a package database */
};

/* A rule that an entry matches. */
typedef struct sighting {
    size_t match; /* index */
    sl_span region, secret;
} sighting;

/* What is noted on an entry. */
typedef struct entry_mark {
    struct {
        sighting *v;
        size_t n, cap;
    } sightings;
    sl_str text; /* that sightings point into */
    sl_str kept; /* content for other checks; p is NULL when none is kept */
} entry_mark;

static sl_str name_of(const sl_layer_file *file)
{
    return sl_str_at(file->entry->name, file->entry->name_n);
}

static bool is_literal(sl_str glob)
{
    for (size_t i = 0; i < glob.n; i++)
        if (memchr("*?[\\", glob.p[i], 4))
            return false;
    return true;
}

static void index_match(sl_map *map, sl_arena *mem, sl_str key, size_t match)
{
    void **at = sl_map_at(map, mem, key);
    if (!*at)
        *at = sl_alloc(mem, sizeof(struct sl_image_indices));
    struct sl_image_indices *list = *at;
    *sl_list_add(mem, list) = match;
}

/* The key that the last part of a glob gives: a name, an extension, or none. */
static void index_glob(sl_image_state *s, sl_str glob, size_t match)
{
    sl_str last = sl_path_name(glob);
    sl_str extension = sl_str_sub(last, 1, last.n);
    if (last.n && is_literal(last))
        index_match(&s->names.by_name, s->mem, last, match);
    else if (sl_str_starts(last, SL_S("*.")) && is_literal(extension) &&
             sl_str_rchr(extension, '.') == 0)
        index_match(&s->names.by_extension, s->mem, extension, match);
    else
        *sl_list_add(s->mem, &s->names.always) = match;
}

void sl_image_names_init(sl_image_state *s)
{
    for (size_t i = 0; i < s->matches.n; i++) {
        const sl_image_files *f = &s->matches.v[i].files;
        if (s->matches.v[i].subject != SL_IMAGE_FILES)
            continue;
        for (size_t k = 0; k < f->names.n; k++)
            index_glob(s, f->names.v[k], i);
        for (size_t k = 0; k < f->paths.n; k++)
            index_glob(s, f->paths.v[k], i);
        if (!f->names.n && !f->paths.n)
            *sl_list_add(s->mem, &s->names.always) = i;
    }
}

static unsigned kind_of(const sl_fs_node *entry)
{
    return entry->type == SL_TAR_FILE     ? SL_IMAGE_FILE
           : entry->type == SL_TAR_LINK   ? SL_IMAGE_LINK
           : entry->type == SL_TAR_FOLDER ? SL_IMAGE_FOLDER
                                          : 0;
}

static bool in_globs(const sl_strs *globs, sl_str path)
{
    for (size_t i = 0; i < globs->n; i++)
        if (sl_glob_match(globs->v[i], path))
            return true;
    return false;
}

static bool is_program(const sl_layer_file *file)
{
    sl_str folder = sl_path_name(sl_path_parent(file->path));
    return (sl_str_is(folder, "bin") || sl_str_is(folder, "sbin")) &&
           (file->entry->type == SL_TAR_LINK || file->entry->mode & 0111);
}

static bool is_allowed_tool(const sl_image_look *look, sl_str name)
{
    sl_strs tools = sl_options_list(look->state->options, "tools");
    for (size_t i = 0; i < tools.n; i++)
        if (sl_str_eq(tools.v[i], name))
            return true;
    return false;
}

/* All conditions but those on the content. */
static bool fits(const sl_image_look *look, const sl_image_match *m, const sl_layer_file *file)
{
    const sl_image_files *f = &m->files;
    const sl_fs_node *entry = file->entry;
    bool is_link = entry->type == SL_TAR_LINK;
    if (!(f->kinds & kind_of(entry)) || (f->has_capability && !entry->has_capability))
        return false;
    if (f->mode && (is_link || !(entry->mode & f->mode) || (entry->mode & f->without)))
        return false;
    if (f->is_program && !is_program(file))
        return false;
    bool is_named = (!f->names.n && !f->paths.n) || in_globs(&f->names, name_of(file)) ||
                    in_globs(&f->paths, file->path);
    return is_named && !in_globs(&f->except, file->path) &&
           !(f->is_tool && is_allowed_tool(look, name_of(file)));
}

/* Calls `call` for each match whose conditions the entry meets, each once. */
static bool each_fitting(sl_image_look *look, const sl_layer_file *file,
                         bool (*call)(sl_image_look *, const sl_layer_file *, size_t, void *),
                         void *context)
{
    const sl_image_names *names = &look->state->names;
    sl_str name = name_of(file);
    const struct sl_image_indices *lists[] = {
        sl_map_get(&names->by_name, name),
        sl_map_get(&names->by_extension, sl_path_extension(name)), &names->always};
    size_t last = SIZE_MAX;
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
        for (size_t i = 0; lists[l] && i < lists[l]->n; i++) {
            size_t match = lists[l]->v[i];
            if (match != last && fits(look, &look->state->matches.v[match], file) &&
                call(look, file, match, context))
                return true;
            last = match;
        }
    return false;
}

/* Files that other checks read whole. */
static size_t kept_size(sl_str path)
{
    static const struct {
        const char *path;
        size_t max;
    } files[] = {{"var/lib/dpkg/status", DATABASE_MAX},
                 {"lib/apk/db/installed", DATABASE_MAX},
                 {"usr/lib/apk/db/installed", DATABASE_MAX},
                 {"etc/os-release", TEXT_MAX},
                 {"usr/lib/os-release", TEXT_MAX},
                 {"etc/passwd", TEXT_MAX},
                 {"etc/shadow", TEXT_MAX}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (sl_str_is(path, files[i].path))
            return files[i].max;
    bool is_status =
        sl_str_starts(path, SL_S("var/lib/dpkg/status.d/")) && !sl_str_ends(path, SL_S(".md5sums"));
    return is_status ? TEXT_MAX : 0;
}

static bool has_text_rule(sl_image_look *look, const sl_layer_file *file, size_t match,
                          void *context)
{
    (void)file;
    (void)context;
    return look->state->matches.v[match].value != NULL;
}

static size_t wants(void *context, const sl_layer_file *file)
{
    sl_image_look *look = context;
    size_t n = kept_size(file->path);
    return n ? n : each_fitting(look, file, has_text_rule, NULL) ? TEXT_MAX : 0;
}

static void see_text(sl_image_look *look, const sl_layer_file *file, size_t match, entry_mark *mark)
{
    const sl_image_match *m = &look->state->matches.v[match];
    sl_regex_search search = {file->text, 0, SIZE_MAX, false};
    sl_match found;
    bool is_found = true;
    for (;;) {
        if (!sl_regex_find(m->value, look->state->room, &search, &found, &is_found, look->broken)) {
            sl_str id = sl_ruleset_rule(look->state->rules, m->rule)->id;
            sl_fail_more(look->broken, "%.*s: rule '%.*s'", SL_FMT(file->path), SL_FMT(id));
            return;
        }
        if (!is_found)
            return;
        sl_span region = found.groups[0];
        sl_span secret =
            m->has_secret && m->secret < found.n ? found.groups[m->secret] : (sl_span){0, 0};
        search.from = region.end > region.start ? region.end : region.end + 1;
        if (secret.start == SIZE_MAX)
            secret = region;
        if (!sl_image_matches_text(look, m->not_value,
                                   sl_str_sub(file->text, region.start, region.end), false))
            *sl_list_add(look->mem, &mark->sightings) = (sighting){match, region, secret};
    }
}

static bool see(sl_image_look *look, const sl_layer_file *file, size_t match, void *context)
{
    entry_mark *mark = context;
    if (look->state->matches.v[match].value)
        see_text(look, file, match, mark);
    else
        *sl_list_add(look->mem, &mark->sightings) = (sighting){.match = match};
    return false;
}

static bool keep(sl_image_look *look, const sl_layer_file *file, sl_str *out)
{
    look->meter->n_kept += file->text.n;
    if (look->meter->n_kept > SL_IMAGE_KEPT_MAX)
        return sl_fail(look->broken, SL_ETOOBIG,
                       "the contents to look at have more than %d bytes (limit kept)",
                       SL_IMAGE_KEPT_MAX);
    *out = sl_dup(look->mem, file->text);
    return true;
}

static void *seen(void *context, const sl_layer_file *file)
{
    sl_image_look *look = context;
    sl_layer_file shown = *file;
    entry_mark mark = {0};
    bool keeps = kept_size(file->path) && kind_of(file->entry) == SL_IMAGE_FILE;
    const entry_mark *linked = file->linked ? file->linked->mark : NULL;
    if (linked)
        shown.text = linked->text.n ? linked->text : linked->kept;
    if (look->broken->kind)
        return NULL;
    if (file->is_cut)
        sl_sink_partial(look->sink, sl_printf(look->mem, "%.*s: only the first %zu bytes were read",
                                              SL_FMT(file->path), file->text.n));
    each_fitting(look, &shown, see, &mark);
    if (keeps && !keep(look, &shown, &mark.kept))
        return NULL;
    if (mark.sightings.n && shown.text.n && !keep(look, &shown, &mark.text))
        return NULL;
    if (!mark.sightings.n && !mark.kept.p)
        return NULL;
    entry_mark *kept = sl_alloc(look->mem, sizeof *kept);
    *kept = mark;
    return kept;
}

const sl_layer_visitor sl_image_visitor = {.wants = wants, .seen = seen};

sl_str sl_image_kept_at(const sl_image_look *look, uint32_t node, unsigned *layer)
{
    const sl_fs_note *note = node == SL_FS_NONE ? NULL : sl_fs_note_of(look->tree, node);
    if (!note)
        return (sl_str){0};
    if (layer)
        *layer = note->layer;
    return ((const entry_mark *)note->mark)->kept;
}

sl_str sl_image_kept(const sl_image_look *look, sl_str path, unsigned *layer)
{
    return sl_image_kept_at(look, sl_fs_find(look->tree, path), layer);
}

/* A link to nothing is no tool. */
static bool leads_somewhere(const sl_image_look *look, const sl_fs_note *note)
{
    uint32_t node = sl_fs_find(look->tree, note->path);
    return node != SL_FS_NONE && sl_fs_at(look->tree, node)->type == SL_TAR_FILE;
}

static sl_str message(const sl_image_look *look, const sl_rule *rule, const sl_fs_note *note,
                      size_t n_more)
{
    sl_str more = n_more ? sl_printf(look->mem, ", and %zu more", n_more) : (sl_str){0};
    size_t n_layers = look->platform->layers.n;
    if (note->is_gone)
        return sl_printf(look->mem,
                         "%.*s (in layer %u of %zu; layer %u hides it, but who has the image has "
                         "the layer%.*s)",
                         SL_FMT(rule->message), note->layer + 1u, n_layers, note->gone_in + 1u,
                         SL_FMT(more));
    return sl_printf(look->mem, "%.*s (layer %u of %zu%.*s)", SL_FMT(rule->message),
                     note->layer + 1u, n_layers, SL_FMT(more));
}

static void tell(sl_image_look *look, const sl_fs_note *note, const sighting *s, size_t n_more)
{
    const entry_mark *mark = note->mark;
    const sl_image_match *m = &look->state->matches.v[s->match];
    const sl_rule *rule = sl_ruleset_rule(look->state->rules, m->rule);
    bool has_text = m->value != NULL;
    sl_hit hit = {.rule = m->rule,
                  .inner = note->path,
                  .text = mark->text,
                  .start = s->region.start,
                  .end = s->region.end,
                  .secret_start = s->secret.start,
                  .secret_end = s->secret.end,
                  .is_whole = !has_text,
                  .resource = look->platforms};
    hit.message = message(look, rule, note, n_more);
    if (!has_text)
        hit.identity = sl_printf(look->mem, "%.*s %.*s", SL_FMT(rule->id),
                                 SL_FMT(m->files.is_once ? SL_S("once") : note->path));
    sl_str key = sl_printf(look->mem, "%.*s %zu %zu %.*s", SL_FMT(rule->id), s->region.start,
                           s->region.end, SL_FMT(note->path));
    sl_arena *mem = sl_sink_mem(look->sink);
    if (sl_map_put(look->told, mem, sl_dup(mem, key), NULL))
        sl_sink_hit(look->sink, &hit);
}

static bool counts(const sl_image_look *look, const sl_fs_note *note, const sighting *s,
                   bool is_gone)
{
    const sl_image_files *f = &look->state->matches.v[s->match].files;
    if (note->is_gone != is_gone || (is_gone && !f->see_deleted))
        return false;
    return !f->is_program || leads_somewhere(look, note);
}

/* The first entry of a rule that tells once, and how many there are. */
typedef struct first {
    const sl_fs_note *note;
    const sighting *sighting;
    size_t n;
} first;

static void check_note(sl_image_look *look, const sl_fs_note *note, bool is_gone, first *firsts)
{
    const entry_mark *mark = note->mark;
    for (size_t i = 0; i < mark->sightings.n; i++) {
        const sighting *s = &mark->sightings.v[i];
        first *f = &firsts[s->match];
        if (!counts(look, note, s, is_gone))
            continue;
        if (!look->state->matches.v[s->match].files.is_once)
            tell(look, note, s, 0);
        else if (f->n++ == 0)
            *f = (first){note, s, 1};
    }
}

/* What is visible first, so that it is told rather than an older state of the same file. */
void sl_image_check_files(sl_image_look *look)
{
    const sl_fs_notes *notes = sl_fs_notes_of(look->tree);
    size_t n = look->state->matches.n;
    first *firsts = sl_alloc_array(look->mem, n, sizeof *firsts);
    for (size_t i = 0; i < notes->n; i++)
        check_note(look, &notes->v[i], false, firsts);
    for (size_t i = 0; i < notes->n; i++)
        check_note(look, &notes->v[i], true, firsts);
    for (size_t i = 0; i < n; i++)
        if (firsts[i].n)
            tell(look, firsts[i].note, firsts[i].sighting, firsts[i].n - 1);
}

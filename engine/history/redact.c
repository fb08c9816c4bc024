/* Names can be secrets themselves: those of files, refs and authors in which something was found
   are not told in clear anywhere else. */
#include "engine/history/past.h"

/* Redacted lines stand whole in their snippets unless they were too long. */
static bool is_whole_line(const sl_finding *f)
{
    return f->snippet.n && f->snippet_column <= 1 && sl_str_chr(f->snippet, '\n') == SIZE_MAX;
}

static void hide(sl_history *h, sl_map *names, sl_str name, const sl_finding *f)
{
    sl_str *shown = sl_alloc(h->mem, sizeof *shown);
    *shown = is_whole_line(f) ? f->snippet : SL_S("(a name that holds a secret)");
    sl_map_put(names, h->mem, name, shown);
}

/* The lines before the first empty one say who wrote a commit. */
static bool is_in_head(const sl_history *h, const sl_finding *f, const sl_id *id)
{
    sl_content content;
    size_t n = 0;
    if (!sl_objects_get(&content, h->objects, id, SL_STRUCTURE_MAX, NULL))
        return true;
    sl_str text = content.text;
    for (sl_str line; sl_str_cut(&text, '\n', &line) && line.n;)
        n++;
    sl_content_close(&content);
    return f->region.line <= n;
}

static void hide_author(sl_history *h, const sl_finding *f, const sl_id *id)
{
    bool is_new;
    if (is_in_head(h, f, id))
        sl_ids_add(&h->shy_authors, id->bytes, &is_new);
}

/* Findings in the names of files call those by their redacted names. */
static void rename_files(sl_history *h, sl_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++) {
        sl_finding *f = &findings->v[i];
        const sl_past_unit *unit = &h->units.v[f->unit];
        if (unit->kind != SL_PAST_VERSION)
            continue;
        const sl_str *shown =
            sl_map_get(&h->shy_paths,
                       sl_catalogue_path(&h->catalogue, &h->catalogue.versions.v[unit->number]));
        if (shown)
            f->file = *shown;
    }
    for (size_t i = 0; i < h->units.n; i++) {
        if (h->units.v[i].kind != SL_PAST_VERSION)
            continue;
        const sl_version *version = &h->catalogue.versions.v[h->units.v[i].number];
        const sl_str *shown = sl_map_get(&h->shy_paths, sl_catalogue_path(&h->catalogue, version));
        if (shown)
            h->source->units.v[i].label = *shown;
    }
}

void sl_past_redact(sl_history *h, sl_findings *findings)
{
    sl_ids_init(&h->shy_authors, h->mem, h->folder.id_bytes);
    for (size_t i = 0; i < findings->n; i++) {
        const sl_finding *f = &findings->v[i];
        const sl_past_unit *unit = &h->units.v[f->unit];
        sl_id commit = unit->kind == SL_PAST_COMMIT ? sl_graph_id(&h->graph, unit->number)
                       : unit->kind == SL_PAST_TAG  ? h->tags.v[unit->number].id
                                                    : (sl_id){0};
        size_t line = f->region.line - (size_t)1; /* of no line: past every list */
        if (unit->kind == SL_PAST_PATHS && line < h->catalogue.paths.n)
            hide(h, &h->shy_paths, h->catalogue.paths.v[h->path_lines[line]].key, f);
        else if (unit->kind == SL_PAST_REFS && line < h->tips.n_refs)
            hide(h, &h->shy_refs, h->tips.v[line].name, f);
        else if (commit.kind != SL_ID_NONE)
            hide_author(h, f, &commit);
    }
    if (h->shy_paths.n)
        rename_files(h, findings);
}

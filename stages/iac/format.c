/* Which files are infrastructure, and reading them into documents. */
#include "stages/iac/iac.h"

#include "base/json.h"
#include "base/path.h"
#include "base/yaml.h"
#include "engine/dockerfile/dockerfile.h"

enum { RETRIES_MAX = 64, RETRY_BYTES_MAX = 1 << 20, NOTES_SHOWN = 10 };

static bool starts_word(sl_str name, const char *word)
{
    sl_str w = sl_str_of(word);
    return name.n >= w.n && sl_str_eq_case(sl_str_sub(name, 0, w.n), w) &&
           (name.n == w.n || memchr(".-_", name.p[w.n], 3));
}

static bool has_extension(sl_str path, const char *const *extensions)
{
    sl_str extension = sl_path_extension(path);
    for (; *extensions; extensions++)
        if (sl_str_eq_case(extension, sl_str_of(*extensions)))
            return true;
    return false;
}

static bool is_dockerfile(sl_str path)
{
    static const char *const ours[] = {".dockerfile", ".containerfile", NULL};
    static const char *const others[] = {
        ".md", ".txt",  ".dockerignore", ".yml",  ".yaml", ".json", ".sh", ".py",   ".go", ".js",
        ".ts", ".html", ".rst",          ".adoc", ".c",    ".h",    ".rs", ".java", ".rb", NULL};
    sl_str name = sl_path_name(path);
    if (has_extension(path, ours))
        return true;
    return (starts_word(name, "dockerfile") || starts_word(name, "containerfile")) &&
           !has_extension(path, others);
}

sl_iac_format sl_iac_format_of(sl_str path)
{
    static const char *const documents[] = {".yml", ".yaml", ".json", NULL};
    if (is_dockerfile(path))
        return SL_IAC_DOCKERFILE;
    return has_extension(path, documents) ? SL_IAC_DOCUMENTS : SL_IAC_NONE;
}

bool sl_iac_read_dockerfile(sl_model *model, sl_sink *sink, sl_err *e)
{
    sl_docker_notes notes = {0};
    if (!sl_dockerfile_read(model, &notes, e))
        return false;
    sl_str all = {0};
    for (size_t i = 0; i < notes.n && i < NOTES_SHOWN; i++)
        all = sl_printf(model->mem, "%.*s%sline %zu: %.*s", SL_FMT(all), i ? "; " : "",
                        notes.v[i].line, SL_FMT(notes.v[i].what));
    if (notes.n > NOTES_SHOWN)
        all = sl_printf(model->mem, "%.*s; %zu more", SL_FMT(all), notes.n - NOTES_SHOWN);
    if (notes.n)
        sl_sink_partial(sink, all);
    return true;
}

static bool has(sl_str text, const char *word)
{
    return sl_str_find(text, sl_str_of(word), 0) != SIZE_MAX;
}

/* Words without which a document is none of ours: files without them are not parsed at all. */
static bool may_be_ours(const sl_model *model)
{
    sl_str text = model->text;
    return (has(text, "apiVersion") && has(text, "kind")) || has(text, "services") ||
           sl_compose_is_name(model->file);
}

/* The error without the name of the file: "12:3: what". */
static sl_str place_of(const sl_model *model, const sl_err *e)
{
    sl_str text = sl_str_of(e->text);
    size_t n = model->file.n + 1;
    if (sl_str_starts(text, model->file) && text.n > n)
        text = sl_str_sub(text, n, text.n);
    return sl_printf(model->mem, "line %.*s", SL_FMT(text));
}

/* Where the next document begins at or after `from`: behind a line "---". */
static size_t next_document(sl_str text, size_t from)
{
    size_t at = sl_str_find(text, SL_S("\n---"), from);
    return at == SIZE_MAX ? text.n : at + 1;
}

/* One document at a time, so that a broken one costs only itself. What is in front of a document is
   blanked, which keeps its positions. */
static void read_singly(sl_documents *docs, const sl_model *model)
{
    sl_str text = model->text;
    docs->n = 0;
    if (text.n > RETRY_BYTES_MAX)
        return;
    char *copy = sl_alloc(model->mem, text.n + 1);
    memcpy(copy, text.p, text.n);
    size_t start = 0;
    for (unsigned i = 0; i < RETRIES_MAX && start < text.n; i++) {
        size_t end = next_document(text, start);
        sl_documents some = {0};
        if (sl_yaml_read(&some, model->mem, model->file, sl_str_at(copy, end), NULL, NULL))
            for (size_t d = 0; d < some.n; d++)
                *sl_list_add(model->mem, docs) = some.v[d];
        for (size_t b = start; b < end; b++)
            copy[b] = copy[b] == '\n' || copy[b] == '\r' ? copy[b] : ' ';
        start = end == start ? next_document(text, end + 1) : end;
    }
}

static bool read_yaml(sl_documents *docs, const sl_model *model, sl_str *what)
{
    sl_err error = {0};
    if (sl_yaml_read(docs, model->mem, model->file, model->text, NULL, &error))
        return true;
    *what = place_of(model, &error);
    read_singly(docs, model);
    return false;
}

static bool read_json(sl_documents *docs, const sl_model *model, sl_str *what)
{
    sl_err error = {0};
    sl_node *doc = NULL;
    if (sl_json_read(&doc, model->mem, model->file, model->text, &error)) {
        *sl_list_add(model->mem, docs) = doc;
        return true;
    }
    *what = place_of(model, &error);
    return read_yaml(docs, model, what); /* comments, several documents */
}

/* Values with template expressions in them are not known. */
static void mark_templates(sl_node *node, unsigned depth)
{
    if (depth > 200)
        return;
    if (node->kind == SL_TEXT && has(node->text, "{{"))
        node->tag = sl_unknown_tag;
    for (size_t i = 0; node->kind == SL_SEQ && i < node->n; i++)
        mark_templates(node->items[i], depth + 1);
    for (size_t i = 0; node->kind == SL_MAP && i < node->n; i++)
        mark_templates(node->pairs[i].value, depth + 1);
}

static bool read_document(sl_model *model, const sl_tree *tree, sl_node *doc, size_t *n_ours,
                          sl_err *e)
{
    bool is_ours = false;
    if (has(model->text, "{{"))
        mark_templates(doc, 0);
    if (!sl_kubernetes_read(model, tree, doc, &is_ours, e))
        return false;
    if (!is_ours &&
        !sl_compose_read(model, tree, doc, sl_compose_is_name(model->file), &is_ours, e))
        return false;
    *n_ours += is_ours;
    return true;
}

bool sl_iac_read_documents(sl_model *model, sl_sink *sink, sl_err *e)
{
    static const sl_str none = SL_STR("no infrastructure definition");
    sl_documents docs = {0};
    sl_str what = {0};
    if (!may_be_ours(model)) {
        sl_sink_skip(sink, none);
        return true;
    }
    bool is_json = sl_str_eq_case(sl_path_extension(model->file), SL_S(".json"));
    bool ok = is_json ? read_json(&docs, model, &what) : read_yaml(&docs, model, &what);
    sl_tree tree;
    size_t n_ours = 0;
    sl_tree_init(&tree, model->mem, model->text);
    for (size_t i = 0; i < docs.n; i++)
        if (!read_document(model, &tree, docs.v[i], &n_ours, e))
            return false;
    if (!ok && !n_ours && has(model->text, "{{"))
        sl_sink_skip(sink, SL_S("a template that only its tool can render"));
    else if (!ok)
        sl_sink_partial(sink, what);
    else if (!n_ours)
        sl_sink_skip(sink, none);
    return true;
}

/* Reads rule files and tells rules from what stands beside them. Knows the shapes of the formats
   (which key lists the rules), not what a rule means: that is its kind's. */
#include "engine/rules/documents.h"

#include "base/json.h"
#include "base/path.h"
#include "base/toml.h"
#include "base/yaml.h"

static bool read_yaml(sl_documents *out, sl_arena *mem, const sl_rule_file *file, sl_err *e)
{
    return sl_yaml_read(out, mem, file->path, file->text, NULL, e);
}

static bool read_json(sl_documents *out, sl_arena *mem, const sl_rule_file *file, sl_err *e)
{
    return sl_json_read(sl_list_add(mem, out), mem, file->path, file->text, e);
}

static bool read_toml(sl_documents *out, sl_arena *mem, const sl_rule_file *file, sl_err *e)
{
    return sl_toml_read(sl_list_add(mem, out), mem, file->path, file->text, e);
}

/* By extension; everything else is YAML. */
static const struct {
    const char *extension;
    bool (*read)(sl_documents *out, sl_arena *mem, const sl_rule_file *file, sl_err *e);
} formats[] = {{".json", read_json}, {".toml", read_toml}, {NULL, read_yaml}};

bool sl_rule_docs_read(sl_rule_docs *docs, sl_arena *mem, const sl_rule_file *file, sl_err *e)
{
    sl_str extension = sl_path_extension(file->path);
    size_t f = 0;
    while (formats[f].extension && !sl_str_eq_case(extension, sl_str_of(formats[f].extension)))
        f++;
    sl_documents roots = {0};
    if (!formats[f].read(&roots, mem, file, e)) {
        if (e)
            e->kind = SL_EUSAGE; /* whatever is wrong with it, the rule file is */
        return false;
    }
    bool is_extra = sl_str_starts(sl_path_name(file->path), SL_S("_"));
    for (size_t i = 0; i < roots.n; i++)
        if (!sl_node_empty(roots.v[i]))
            *sl_list_add(mem, docs) = (sl_rule_doc){file->path, roots.v[i], is_extra, false};
    return true;
}

const sl_stage_kind *sl_rule_doc_kind(const sl_rule_doc *doc)
{
    size_t n;
    const sl_stage_kind *const *kinds = sl_stage_kinds(&n);
    for (size_t i = 0; i < n; i++)
        if (kinds[i]->rules && kinds[i]->rules->claims && kinds[i]->rules->claims(doc->root))
            return kinds[i];
    return NULL;
}

/* The map without one of its keys; NULL when nothing is left. */
static const sl_node *without(sl_arena *mem, const sl_node *map, const sl_node *value)
{
    if (map->n < 2)
        return NULL;
    sl_node *rest = sl_alloc(mem, sizeof *rest);
    *rest = *map;
    rest->n = 0;
    rest->pairs = sl_alloc_array(mem, map->n, sizeof *rest->pairs);
    for (size_t i = 0; i < map->n; i++)
        if (map->pairs[i].value != value)
            rest->pairs[rest->n++] = map->pairs[i];
    return rest;
}

static const sl_node *list_of(const sl_node *root)
{
    static const char *const keys[] = {"rules", "checks"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const sl_node *list = sl_node_get(root, keys[i]);
        if (list && list->kind == SL_SEQ)
            return list;
    }
    return NULL;
}

/* A gitleaks configuration without rules of its own. */
static bool is_settings(const sl_node *root)
{
    return sl_node_get(root, "extend") || sl_node_get(root, "allowlist") ||
           sl_node_get(root, "allowlists");
}

bool sl_rule_doc_split(sl_node *const **rules, size_t *n, const sl_node **extra, sl_arena *mem,
                       const sl_rule_doc *doc, sl_err *e)
{
    *n = 0;
    *extra = doc->root;
    if (doc->is_extra)
        return true;
    const sl_node *list = list_of(doc->root);
    if (list) {
        *rules = list->items;
        *n = list->n;
        *extra = without(mem, doc->root, list);
        return true;
    }
    if (is_settings(doc->root))
        return true;
    if (!sl_node_get(doc->root, "definition"))
        return sl_fail(e, SL_EUSAGE,
                       "%.*s:%u:%u: a rule file lists its rules under 'rules' or "
                       "'checks'; this document has neither",
                       SL_FMT(doc->file), doc->root->line, doc->root->column);
    sl_node **self = sl_alloc(mem, sizeof *self);
    *self = (sl_node *)(uintptr_t)doc->root;
    *rules = self;
    *n = 1;
    *extra = NULL;
    return true;
}

/* From rule files to the bytes of a pack. */
#include "engine/rules/compile.h"

#include "base/path.h"
#include "engine/rules/builder.h"
#include "engine/rules/documents.h"
#include "engine/rules/extend.h"
#include "engine/rules/layout.h"

static bool add_doc(sl_pack_builder *builder, const sl_rule_doc *doc, sl_err *e)
{
    sl_node *const *rules = NULL;
    const sl_node *extra = NULL;
    size_t n = 0;
    if (!sl_rule_doc_split(&rules, &n, &extra, sl_pack_builder_mem(builder), doc, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!sl_pack_builder_add(builder, doc->file, rules[i], e))
            return false;
    if (extra)
        sl_pack_builder_add_extra(builder, doc->file, extra);
    return true;
}

void sl_rules_input_digest(unsigned char out[SL_SHA256_BYTES], const sl_rules_input *input)
{
    sl_arena *mem = sl_arena_new();
    sl_pack_head head;
    sl_pack_head_init(&head, sl_str_of(input->kind->name));
    sl_strs parts = {0};
    *sl_list_add(mem, &parts) = sl_str_at((const char *)&head, sizeof head);
    *sl_list_add(mem, &parts) =
        sl_str_sub(sl_builtin_pack(sl_str_of(input->kind->name)), 0, sizeof head);
    for (size_t i = 0; i < input->n; i++) {
        *sl_list_add(mem, &parts) = input->files[i].path;
        *sl_list_add(mem, &parts) = input->files[i].text;
    }
    sl_sha256_parts(out, parts.v, parts.n);
    sl_arena_free(mem);
}

/* Extra documents that no kind claims belong to the kinds that have rules in the same folder. */
static bool is_neighbour(const sl_rule_docs *docs, const sl_rule_doc *extra,
                         const sl_stage_kind *kind)
{
    sl_str folder = sl_path_parent(extra->file);
    for (size_t i = 0; i < docs->n; i++)
        if (!docs->v[i].is_extra && sl_str_eq(sl_path_parent(docs->v[i].file), folder) &&
            (!kind || sl_rule_doc_kind(&docs->v[i]) == kind))
            return true;
    return false;
}

/* Whether the document is of the kind that is being compiled; one of no kind is an error. */
static bool is_ours(bool *out, const sl_rules_input *input, const sl_rule_docs *docs,
                    const sl_rule_doc *doc, sl_err *e)
{
    const sl_stage_kind *kind = input->is_mixed ? sl_rule_doc_kind(doc) : input->kind;
    *out = kind == input->kind;
    if (kind)
        return true;
    *out = doc->is_extra && is_neighbour(docs, doc, input->kind);
    if (*out || (doc->is_extra && is_neighbour(docs, doc, NULL)))
        return true;
    return sl_fail(e, SL_EUSAGE,
                   "%.*s:%u: not a rule of any kind that sluice knows (it reads Semgrep YAML, "
                   "gitleaks TOML, Checkov YAML policies and its own)",
                   SL_FMT(doc->file), doc->root->line);
}

/* What another file extends has no say of its own. */
static void mark_support(sl_rule_docs *docs, sl_arena *mem)
{
    for (size_t i = 0; i < docs->n; i++) {
        sl_str path;
        sl_str named = sl_node_text(sl_node_path(docs->v[i].root, "extend.path"));
        if (!sl_extend_path(&path, mem, docs->v[i].file, named))
            continue;
        for (size_t k = 0; k < docs->n; k++)
            docs->v[k].is_support |= k != i && sl_str_eq(docs->v[k].file, path);
    }
}

static bool add_docs(sl_pack_builder *builder, const sl_rules_input *input, sl_err *e)
{
    sl_rule_docs docs = {0};
    for (size_t i = 0; i < input->n; i++)
        if (!sl_rule_docs_read(&docs, sl_pack_builder_mem(builder), &input->files[i], e))
            return false;
    mark_support(&docs, sl_pack_builder_mem(builder));
    for (size_t i = 0; i < docs.n; i++)
        if (docs.v[i].is_support)
            sl_pack_builder_add_support(builder, docs.v[i].file, docs.v[i].root);
    for (size_t i = 0; i < docs.n; i++) {
        bool ours;
        if (docs.v[i].is_support)
            continue;
        if (!is_ours(&ours, input, &docs, &docs.v[i], e) ||
            (ours && !add_doc(builder, &docs.v[i], e)))
            return false;
    }
    return true;
}

bool sl_rules_input_compile(sl_buf *out, const sl_rules_input *input, sl_err *e)
{
    sl_arena *mem = sl_arena_new();
    sl_pack_builder *builder = sl_pack_builder_new(mem, input->kind);
    sl_pack_builder_try(builder, input->is_trial);
    unsigned char source[SL_SHA256_BYTES];
    sl_rules_input_digest(source, input);
    bool ok = add_docs(builder, input, e) && sl_pack_builder_finish(builder, out, source, e);
    sl_arena_free(mem);
    return ok;
}

bool sl_pack_compile(sl_buf *out, const sl_stage_kind *kind, const sl_rule_file *files, size_t n,
                     sl_err *e)
{
    sl_rules_input input = {.kind = kind, .files = files, .n = n};
    return sl_rules_input_compile(out, &input, e);
}

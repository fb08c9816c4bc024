/* Rule files of any bytes: the first says the format, the rest is read as a rule file of every
   kind. Pattern sets are not compiled here. */
#include "engine/rules/builder.h"
#include "engine/rules/documents.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_as(sl_arena *mem, const sl_stage_kind *kind, const sl_rule_docs *docs)
{
    sl_pack_builder *builder = sl_pack_builder_new(mem, kind);
    for (size_t i = 0; i < docs->n; i++) {
        sl_node *const *rules = NULL;
        const sl_node *extra = NULL;
        size_t n = 0;
        sl_err e = {0};
        if (!sl_rule_doc_split(&rules, &n, &extra, mem, &docs->v[i], &e))
            continue;
        for (size_t k = 0; k < n; k++)
            sl_pack_builder_add(builder, docs->v[i].file, rules[k], &e);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"a.yml", "a.toml", "a.json", "_a.yml"};
    if (!size)
        return 0;
    sl_arena *mem = sl_arena_new();
    sl_rule_file file = {sl_str_of(names[data[0] % 4]),
                         sl_str_at((const char *)data + 1, size - 1)};
    sl_rule_docs docs = {0};
    sl_err e = {0};
    size_t n;
    const sl_stage_kind *const *kinds = sl_stage_kinds(&n);
    if (sl_rule_docs_read(&docs, mem, &file, &e)) {
        for (size_t i = 0; i < docs.n; i++)
            sl_rule_doc_kind(&docs.v[i]);
        for (size_t i = 0; i < n; i++)
            if (kinds[i]->rules)
                read_as(mem, kinds[i], &docs);
    }
    sl_arena_free(mem);
    return 0;
}

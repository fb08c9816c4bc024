/* YAML of any bytes is read or refused; places of nodes lie in the text. */
#include "base/yaml.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const sl_node *node, size_t size)
{
    if (node->start > node->end || node->end > size || !node->line || !node->column)
        abort();
    for (size_t i = 0; node->kind == SL_SEQ && i < node->n; i++)
        check(node->items[i], size);
    for (size_t i = 0; node->kind == SL_MAP && i < node->n; i++) {
        check(node->pairs[i].key, size);
        check(node->pairs[i].value, size);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const sl_yaml_limits limits = {.nodes = 20000};
    sl_arena *mem = sl_arena_new();
    sl_err e = {0};
    sl_documents docs = {0};
    bool ok = sl_yaml_read(&docs, mem, SL_S("fuzz.yml"), sl_str_at((const char *)data, size),
                           &limits, &e);
    if (!ok && !e.text[0])
        abort();
    for (size_t i = 0; i < docs.n; i++)
        check(docs.v[i], size);
    sl_arena_free(mem);
    return 0;
}

/* JSON of any bytes is read or refused, and what was read is written and read back the same. */
#include "base/json.h"

#include <stdint.h>
#include <stdlib.h>

enum { TEXT_MAX = 1 << 24, DEEPEST = 60 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_node(sl_json *j, const char *key, const sl_node *node)
{
    if (node->kind == SL_SEQ && j->depth < DEEPEST) {
        sl_json_list(j, key);
        for (size_t i = 0; i < node->n; i++)
            write_node(j, NULL, node->items[i]);
        sl_json_list_end(j);
    } else if (node->kind == SL_MAP && j->depth < DEEPEST) {
        sl_json_object(j, key);
        for (size_t i = 0; i < node->n; i++)
            write_node(j, node->pairs[i].key->text.p, node->pairs[i].value);
        sl_json_object_end(j);
    } else if (node->kind == SL_INT) {
        sl_json_int(j, key, node->integer);
    } else {
        sl_json_str(j, key, sl_node_text(node));
    }
}

static void check_places(const sl_node *node, size_t from, size_t to)
{
    if (node->start < from || node->end > to || node->start > node->end || !node->line)
        abort();
    for (size_t i = 0; node->kind == SL_SEQ && i < node->n; i++)
        check_places(node->items[i], node->start, node->end);
    for (size_t i = 0; node->kind == SL_MAP && i < node->n; i++)
        check_places(node->pairs[i].value, node->start, node->end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    sl_err e = {0};
    sl_node *doc;
    sl_node *again;
    sl_buf out;
    sl_buf_init(&out, TEXT_MAX);
    if (sl_json_read(&doc, mem, SL_S("fuzz.json"), sl_str_at((const char *)data, size), &e)) {
        sl_json j = {.out = &out};
        check_places(doc, 0, size);
        write_node(&j, NULL, doc);
        if (!out.is_over && !sl_json_read(&again, mem, SL_S("again"), sl_buf_str(&out), &e))
            abort();
    }
    sl_buf_clear(&out);
    sl_arena_free(mem);
    return 0;
}

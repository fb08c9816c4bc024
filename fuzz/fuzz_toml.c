/* TOML: any bytes are read or refused. */
#include "base/toml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    sl_err e = {0};
    sl_node *doc = NULL;
    bool ok = sl_toml_read(&doc, mem, SL_S("f"), sl_str_at((const char *)data, size), &e);
    if (ok != (doc && doc->kind == SL_MAP) || (!ok && e.kind == SL_OK))
        __builtin_trap();
    sl_arena_free(mem);
    return 0;
}

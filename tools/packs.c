/* The table of built-in packs; compiled with the packs.def that tools/pack_main.c wrote. */
#include "engine/rules/ruleset.h"

#define PACK(name, size) extern const char sl_pack_##name[];
#include "packs.def"
#undef PACK

static const struct {
    const char *kind, *bytes;
    size_t size;
} packs[] = {
#define PACK(name, size) {#name, sl_pack_##name, size},
#include "packs.def"
#undef PACK
    {0},
};

sl_str sl_builtin_pack(sl_str kind)
{
    for (size_t i = 0; packs[i].kind; i++)
        if (sl_str_is(kind, packs[i].kind))
            return sl_str_at(packs[i].bytes, packs[i].size);
    return (sl_str){0};
}

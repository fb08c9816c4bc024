/* Build step: compiles rules/KIND/ of every stage kind into OUT/KIND.pack and writes the sources
   that link the packs into the program. KEEP has the compiled pattern sets of
   earlier runs. Usage: sluice-pack OUT RULES KEEP. Not installed. */
#include <stdio.h>

#include "base/path.h"
#include "engine/match/patterns.h"
#include "engine/rules/compile.h"
#include "engine/rules/layout.h"
#include "engine/rules/ruleset.h"

enum { SOURCE_BYTES_MAX = 1 << 16 };

/* This program is what makes the built-in packs, so it has none. */
sl_str sl_builtin_pack(sl_str kind)
{
    (void)kind;
    return (sl_str){0};
}

typedef struct output {
    sl_arena *mem;
    sl_str folder, rules;
    sl_buf assembler, table;
} output;

static bool write_pack(output *o, const sl_stage_kind *kind, sl_err *e)
{
    const sl_rule_file *files = NULL;
    size_t n = 0;
    sl_str folder = sl_path_join(o->mem, o->rules, sl_str_of(kind->name));
    if (sl_path_exists(folder) && !sl_rule_files_read(&files, &n, o->mem, folder, e))
        return false;
    sl_buf pack;
    sl_buf_init(&pack, SL_PACK_BYTES_MAX);
    bool ok = sl_pack_compile(&pack, kind, files, n, e);
    if (ok && n) {
        sl_str name = sl_printf(o->mem, "%s.pack", kind->name);
        ok = sl_file_write(sl_path_join(o->mem, o->folder, name), sl_buf_str(&pack), e);
        sl_buf_addf(&o->assembler,
                    ".balign %d\n.global sl_pack_%s\nsl_pack_%s:\n.incbin \"%s.pack\"\n",
                    SL_PACK_ALIGN, kind->name, kind->name, kind->name);
        sl_buf_addf(&o->table, "    PACK(%s, %zu)\n", kind->name, pack.n);
    }
    sl_buf_clear(&pack);
    return ok;
}

static bool write_sources(output *o, sl_err *e)
{
    sl_buf_addz(&o->assembler, ".section .note.GNU-stack, \"\", %progbits\n");
    return sl_file_write(sl_path_join(o->mem, o->folder, SL_S("packs.S")),
                         sl_buf_str(&o->assembler), e) &&
           sl_file_write(sl_path_join(o->mem, o->folder, SL_S("packs.def")), sl_buf_str(&o->table),
                         e);
}

static bool write_all(output *o, sl_err *e)
{
    size_t n;
    const sl_stage_kind *const *kinds = sl_stage_kinds(&n);
    sl_buf_addz(&o->assembler, ".section .rodata, \"a\", %progbits\n");
    sl_buf_addz(&o->table, "/* Kinds with built-in rules and the sizes of their packs. */\n");
    for (size_t i = 0; i < n; i++)
        if (kinds[i]->rules && !write_pack(o, kinds[i], e))
            return false;
    return write_sources(o, e);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return fprintf(stderr, "usage: sluice-pack OUT RULES KEEP\n"), 2;
    output o = {.mem = sl_arena_new(), .folder = sl_str_of(argv[1]), .rules = sl_str_of(argv[2])};
    sl_patterns_keep(sl_str_of(argv[3]));
    sl_buf_init(&o.assembler, SOURCE_BYTES_MAX);
    sl_buf_init(&o.table, SOURCE_BYTES_MAX);
    sl_err e = {0};
    bool ok = write_all(&o, &e);
    if (!ok)
        fprintf(stderr, "%s\n", e.text);
    sl_buf_clear(&o.assembler);
    sl_buf_clear(&o.table);
    sl_arena_free(o.mem);
    return ok ? 0 : 1;
}

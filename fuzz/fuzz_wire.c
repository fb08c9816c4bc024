/* Reports of workers: any bytes are read or refused, and what was read is written and read the
   same. */
#include <stdint.h>
#include <stdlib.h>

#include "engine/rules/common.h"
#include "engine/rules/compile.h"
#include "engine/rules/layout.h"
#include "engine/rules/ruleset.h"
#include "engine/work/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_rule(sl_rule *rule, sl_arena *mem, sl_err *e)
{
    return sl_rule_read_common(rule, mem, e);
}

static const sl_rule_kind rules = {.read = read_rule};
static const sl_stage_kind kind = {.name = "fuzz", .rules = &rules};

/* Two rules, compiled once. */
sl_str sl_builtin_pack(sl_str name)
{
    static _Alignas(SL_PACK_ALIGN) char pack[16384];
    static size_t n;
    static bool is_compiling;
    sl_rule_file file = {SL_S("a.yml"),
                         SL_S("rules: [{id: a, severity: high, message: m}, {id: b, severity: low, "
                              "message: n}]")};
    if (is_compiling || !sl_str_is(name, "fuzz"))
        return (sl_str){0};
    if (!n) {
        sl_buf bytes;
        sl_buf_init(&bytes, sizeof pack);
        is_compiling = true;
        if (!sl_pack_compile(&bytes, &kind, &file, 1, NULL))
            abort();
        is_compiling = false;
        memcpy(pack, bytes.p, bytes.n);
        n = bytes.n;
        sl_buf_clear(&bytes);
    }
    return sl_str_at(pack, n);
}

/* Reads one report and, when it is one, the bytes that it is written to. */
static void read_twice(sl_arena *mem, const sl_pass_spec *spec, sl_str bytes)
{
    sl_report first;
    sl_report second;
    sl_buf out;
    sl_buf again;
    char type;
    if (!sl_report_read(&first, mem, spec, 0, bytes, NULL))
        return;
    sl_buf_init(&out, 1 << 24);
    sl_buf_init(&again, 1 << 24);
    if (!sl_report_write(&out, &first))
        abort();
    sl_str rest = sl_buf_str(&out);
    if (sl_frame_take(&rest, &type, &bytes) != 1 || rest.n ||
        !sl_report_read(&second, mem, spec, 0, bytes, NULL) || !sl_report_write(&again, &second) ||
        !sl_str_eq(sl_buf_str(&out), sl_buf_str(&again)))
        abort();
    sl_buf_clear(&out);
    sl_buf_clear(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    sl_ruleset *set = NULL;
    sl_rules_spec none = {0};
    if (!sl_ruleset_load(&set, mem, &kind, &none, NULL))
        abort();
    sl_unit unit = {.path = SL_S("a"), .label = SL_S("a")};
    sl_source source = {.units = {&unit, 1, 1}};
    sl_pass_scanner scanners[] = {{&kind, NULL, set, SL_S("one")}, {&kind, NULL, set, SL_S("two")}};
    sl_pass_spec spec = {.source = &source, .scanners = scanners, .n_scanners = 2};
    sl_str bytes = sl_str_at((const char *)data, size);
    sl_str content;
    char type;
    read_twice(mem, &spec, bytes);
    while (sl_frame_take(&bytes, &type, &content) == 1)
        read_twice(mem, &spec, content);
    sl_arena_free(mem);
    return 0;
}

/* What the cache remembers of a unit: whatever the sections say, they are read or refused, and what
   was read of a scanner takes its bit away. */
#include <stdint.h>
#include <stdlib.h>

#include "engine/rules/common.h"
#include "engine/rules/compile.h"
#include "engine/rules/layout.h"
#include "engine/rules/ruleset.h"
#include "engine/work/memo.h"

enum { ID = 16, IDS = 5, HEAD = ID + 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_rule(sl_rule *rule, sl_arena *mem, sl_err *e)
{
    return sl_rule_read_common(rule, mem, e);
}

static const sl_rule_kind rules = {.read = read_rule};
static const sl_scanner scanner;
static const sl_stage_kind kinds[] = {{.name = "one", .scanner = &scanner, .rules = &rules},
                                      {.name = "two", .scanner = &scanner, .rules = &rules}};

/* A rule, compiled once. */
sl_str sl_builtin_pack(sl_str name)
{
    static _Alignas(SL_PACK_ALIGN) char packs[2][16384];
    static size_t n[2];
    static bool is_compiling;
    sl_rule_file file = {SL_S("a.yml"), SL_S("rules: [{id: a, severity: high, message: m}]")};
    size_t i = sl_str_is(name, "two");
    if (is_compiling)
        return (sl_str){0};
    if (!n[i]) {
        sl_buf bytes;
        sl_buf_init(&bytes, sizeof packs[i]);
        is_compiling = true;
        if (!sl_pack_compile(&bytes, &kinds[i], &file, 1, NULL))
            abort();
        is_compiling = false;
        memcpy(packs[i], bytes.p, bytes.n);
        n[i] = bytes.n;
        sl_buf_clear(&bytes);
    }
    return sl_str_at(packs[i], n[i]);
}

/* A report of both scanners, with a hit of the first where `has_hit`. */
static sl_report report_of(sl_arena *mem, bool has_hit)
{
    sl_report report = {0};
    sl_report_state(&report, mem, 0, SL_UNIT_SCANNED, (sl_str){0});
    sl_report_state(&report, mem, 1, SL_UNIT_SCANNED, (sl_str){0});
    if (has_hit) {
        sl_report_hit *hit = sl_list_add(mem, &report.hits);
        memset(hit->finding.fingerprint, 'a', SL_FINGERPRINT_TEXT - 1);
    }
    return report;
}

/* The ids that sections can have, taken from memos that were written. */
static void find_ids(char ids[IDS][ID], sl_arena *mem, const sl_memos *memos)
{
    static const unsigned char both[] = {3};
    const sl_memo_unit unit = {0, both, both};
    sl_report skipped = {0};
    sl_report_state(&skipped, mem, SIZE_MAX, SL_UNIT_SKIPPED, SL_S("x"));
    const sl_report reports[] = {report_of(mem, false), report_of(mem, true), skipped};
    size_t n = 0;
    for (size_t i = 0; i < 3; i++) {
        sl_buf memo;
        sl_buf_init(&memo, 1 << 16);
        if (!sl_memo_write(&memo, mem, memos, &unit, &reports[i], (sl_str){0}))
            abort();
        for (sl_str rest = sl_buf_str(&memo); rest.n && n < IDS;) {
            const unsigned char *length = (const unsigned char *)rest.p + ID;
            memcpy(ids[n++], rest.p, ID);
            rest = sl_str_sub(rest, HEAD + (length[0] | (size_t)length[1] << 8), rest.n);
        }
        sl_buf_clear(&memo);
    }
}

/* Input is a list of sections: which id, a length (16 bits), and as many bytes. */
static void make_memo(sl_buf *memo, char ids[IDS][ID], sl_str data)
{
    while (data.n > 3) {
        const unsigned char *head = (const unsigned char *)data.p;
        size_t n = head[1] | (size_t)head[2] << 8;
        n = n < data.n - 3 ? n : data.n - 3;
        const char length[] = {(char)n, (char)(n >> 8), 0, 0};
        sl_buf_add(memo, sl_str_at(ids[head[0] % IDS], ID));
        sl_buf_add(memo, sl_str_at(length, sizeof length));
        sl_buf_add(memo, sl_str_sub(data, 3, 3 + n));
        data = sl_str_sub(data, 3 + n, data.n);
    }
    sl_buf_add(memo, data); /* what is no section */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const unsigned char engine[32] = {1};
    sl_arena *mem = sl_arena_new();
    sl_ruleset *sets[2] = {NULL};
    for (size_t i = 0; i < 2; i++)
        if (!sl_ruleset_load(&sets[i], mem, &kinds[i], &(sl_rules_spec){0}, NULL))
            abort();
    sl_unit unit = {.path = SL_S("a"), .label = SL_S("a")};
    sl_source source = {.units = {&unit, 1, 1}};
    const sl_pass_scanner scanners[] = {{&kinds[0], NULL, sets[0], SL_S("one")},
                                        {&kinds[1], NULL, sets[1], SL_S("two")}};
    sl_pass_spec spec = {.source = &source, .scanners = scanners, .n_scanners = 2};
    sl_memos *memos = sl_memos_new(mem, &spec, engine);
    char ids[IDS][ID];
    unsigned char asked = 3;
    sl_report report;
    sl_buf memo;
    sl_buf_init(&memo, 1 << 24);
    find_ids(ids, mem, memos);
    make_memo(&memo, ids, sl_str_at((const char *)data, size));
    bool found = sl_memo_read(&report, mem, memos, 0, &asked, sl_buf_str(&memo));
    if (found != (asked != 3) || (found && !report.states.n))
        abort();
    for (size_t i = 0; i < report.hits.n; i++)
        if (report.hits.v[i].scanner > 1 || asked || !report.hits.v[i].finding.rule)
            abort();
    sl_buf_clear(&memo);
    sl_arena_free(mem);
    return 0;
}

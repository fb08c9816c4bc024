/* The stage kind `sast`: patterns of code that invite attacks. */
#include "engine/rules/common.h"
#include "sluice/stage.h"
#include "stages/sast/scan.h"
#include "stages/sast/sets.h"
#include "stages/sast/why.h"

static bool read_rule(sl_rule *rule, sl_arena *mem, sl_err *e)
{
    sl_sast_rule *read;
    sl_sast_tables tables = {.mem = mem};
    sl_str why;
    if (!sl_rule_read_common(rule, mem, e))
        return false;
    bool is_extract = sl_str_is(sl_node_text(sl_node_get(rule->doc, "mode")), "extract");
    if (!rule->message.n && !is_extract)
        return sl_rule_fail(e, rule, NULL, "a rule needs a 'message'");
    if (!sl_node_get(rule->doc, "severity") && !is_extract)
        return sl_rule_fail(e, rule, NULL, "a rule needs a 'severity'");
    if (!rule->title.n)
        rule->title = rule->id;
    return !sl_sast_rule_fits(&why, mem, rule) ||
           (sl_sast_rule_read(&read, mem, rule, e) && sl_sast_rule_check(read, &tables, e));
}

/* Semgrep's rules name their languages; nobody else's do. */
static bool claims(const sl_node *doc)
{
    const sl_node *rules = sl_node_get(doc, "rules");
    if (!rules || rules->kind != SL_SEQ || !rules->n)
        return false;
    static const char *const keys[] = {"languages",      "pattern",       "patterns",
                                       "pattern-either", "pattern-regex", "pattern-sources",
                                       "match",          "join"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (sl_node_get(rules->items[0], keys[i]))
            return true;
    return false;
}

static const sl_rule_kind rules = {
    .stands_alone = true,
    .read = read_rule,
    .compile = sl_sast_sets_compile,
    .claims = claims,
    .why = sl_sast_why,
};

static const sl_option_spec options[] = {
    {.name = "without_rules",
     .type = SL_OPT_LIST,
     .help = "ids of rules that are not used ('*' matches anything)"},
    {.name = "rule_timeout",
     .type = SL_OPT_DURATION,
     .fallback = "10s",
     .help = "processor time of one rule in one file; a file where a rule takes longer has failed"},
    {.name = "file_timeout",
     .type = SL_OPT_DURATION,
     .fallback = "25s",
     .help = "processor time of all rules in one file"},
    {.name = "prefilter",
     .type = SL_OPT_BOOL,
     .fallback = "yes",
     .help = "whether rules are tried only where a text is that their matches need (no: slow, and "
             "with the same findings)"},
    {0},
};

const sl_stage_kind sl_stage_sast = {
    .name = "sast",
    .summary = "find patterns of code that invite attacks",
    .traits = SL_SCANS,
    .options = options,
    .scanner = &sl_sast_scanner,
    .rules = &rules,
};

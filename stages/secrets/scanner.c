/* Opening what a scan needs from the rule set: pattern databases at once, rules when they are seen.
 */
#include "stages/secrets/scanner.h"

#include "base/map.h"
#include "engine/rules/freeze.h"
#include "stages/secrets/compile.h"

static bool read_settings(sl_secret_scanner *scanner, sl_secret_pack *pack, sl_err *e)
{
    sl_str bytes = sl_pack_blob(pack->pack, "settings");
    const sl_node *settings = bytes.n ? sl_thaw_node(scanner->mem, bytes) : NULL;
    if (!settings)
        return true;
    const sl_rule nobody = {.file = SL_STR(".toml")}; /* checked when it was compiled */
    const sl_secret_fields f = {&nobody, settings, scanner->mem, e, true};
    if (!sl_secret_allowlists_read(&f, &pack->allowlists))
        return false;
    sl_strs disabled = sl_node_texts(scanner->mem, sl_node_get(settings, "disabledRules"));
    bool extends = sl_node_true(sl_node_get(settings, "useDefault"));
    for (size_t p = 0; extends && p < scanner->n_packs; p++) {
        sl_secret_pack *other = &scanner->packs[p];
        sl_map off = {0};
        if (other == pack)
            continue;
        other->other = pack->allowlists;
        for (size_t i = 0; i < disabled.n; i++)
            sl_map_put(&off, scanner->mem, disabled.v[i], NULL);
        for (size_t i = 0; i < sl_pack_count(pack->pack); i++)
            sl_map_put(&off, scanner->mem, sl_pack_rule_id(pack->pack, i), NULL);
        for (size_t i = 0; i < sl_pack_count(other->pack); i++)
            other->off[i] |= sl_map_has(&off, sl_pack_rule_id(other->pack, i));
    }
    return true;
}

static bool open_pack(sl_secret_scanner *scanner, sl_secret_pack *pack, sl_err *e)
{
    size_t n = sl_pack_count(pack->pack);
    sl_str patterns = sl_pack_blob(pack->pack, "patterns");
    pack->pattern_rules = sl_pack_blob(pack->pack, "pattern-rules");
    pack->anchor_rules = sl_pack_blob(pack->pack, "anchor-rules");
    pack->path_rules = sl_pack_blob(pack->pack, "path-rules");
    pack->required_rules = sl_pack_blob(pack->pack, "required-rules");
    pack->keyword_patterns = sl_pack_blob(pack->pack, "keyword-patterns");
    pack->rules = sl_alloc_array(scanner->mem, n, sizeof *pack->rules);
    pack->off = sl_alloc_array(scanner->mem, n, sizeof *pack->off);
    if (sl_pack_blob(pack->pack, "unbounded").n)
        scanner->is_unbounded = true;
    if (!patterns.n)
        return true;
    if (!sl_patterns_open(&pack->patterns, scanner->mem, patterns, e))
        return false;
    if (sl_patterns_count(pack->patterns) * sizeof(uint32_t) ==
        pack->pattern_rules.n + pack->anchor_rules.n)
        return true;
    return sl_fail(e, SL_EPARSE, "the rule pack is damaged: its patterns belong to no rules");
}

bool sl_secret_scanner_open(sl_secret_scanner *scanner, const sl_scan_setup *setup, sl_err *e)
{
    scanner->mem = setup->mem;
    scanner->matcher.mem = scanner->matcher.scratch = setup->mem;
    scanner->n_packs = setup->rules ? sl_ruleset_packs(setup->rules) : 0;
    scanner->packs = sl_alloc_array(setup->mem, scanner->n_packs, sizeof *scanner->packs);
    scanner->matcher.room = sl_regex_room_open(setup->mem);
    bool ok = true;
    for (size_t p = 0; ok && p < scanner->n_packs; p++) {
        sl_secret_pack *pack = &scanner->packs[p];
        pack->pack = sl_ruleset_pack(setup->rules, p, &pack->first);
        ok = open_pack(scanner, pack, e);
    }
    for (size_t p = 0; ok && p < scanner->n_packs; p++)
        ok = read_settings(scanner, &scanner->packs[p], e);
    return ok;
}

sl_secret_rule *sl_secret_rule_at(sl_secret_scanner *scanner, sl_secret_pack *pack, size_t i,
                                  sl_err *e)
{
    const sl_rule *rule = sl_pack_rule(pack->pack, i);
    if (!rule) {
        sl_fail(e, SL_EPARSE, "the rule pack is damaged: it has no rule %zu", i);
        return NULL;
    }
    if (pack->rules[i])
        return pack->rules[i];
    sl_secret_rule *opened = sl_alloc(scanner->mem, sizeof *opened);
    if (!sl_secret_rule_read(opened, rule, scanner->mem, true, e))
        return NULL;
    opened->index = pack->first + i;
    opened->is_off = pack->off[i];
    return pack->rules[i] = opened;
}

sl_secret_pack *sl_secret_pack_of(const sl_secret_scanner *scanner, size_t index)
{
    for (size_t p = 0; p < scanner->n_packs; p++) {
        sl_secret_pack *pack = &scanner->packs[p];
        if (index >= pack->first && index - pack->first < sl_pack_count(pack->pack))
            return pack;
    }
    return NULL;
}

void sl_secret_scanner_close(sl_secret_scanner *scanner)
{
    for (size_t p = 0; p < scanner->n_packs; p++) {
        sl_patterns_close(scanner->packs[p].patterns);
    }
    sl_secret_matcher_clear(&scanner->matcher);
}

/* Allowlists that were read for one finding; the rule's own, or of its configuration. */
static bool has_commit(sl_arena *mem, const sl_node *doc, const sl_finding *finding)
{
    const sl_rule nobody = {.file = SL_STR(".toml")}; /* checked when it was compiled */
    sl_err e = {0};
    const sl_secret_fields f = {&nobody, doc, mem, &e, true};
    sl_secret_allowlists lists = {0};
    const sl_secret_sight sight = {.rule = finding->rule->id,
                                   .confidence = finding->rule->confidence,
                                   .path = finding->file,
                                   .commit = finding->origin->commit};
    sl_secret_matcher matcher = {.mem = mem, .scratch = mem, .room = sl_regex_room_open(mem)};
    bool found = doc && sl_secret_allowlists_read(&f, &lists) &&
                 sl_secret_commit_allowed(&lists, &matcher, &sight);
    sl_secret_matcher_clear(&matcher);
    return found;
}

bool sl_secrets_accepts(const sl_ruleset *rules, const sl_finding *finding)
{
    if (!finding->origin || !finding->origin->commit.n || !rules)
        return false;
    sl_arena *mem = sl_arena_new();
    bool found = has_commit(mem, finding->rule->doc, finding);
    for (size_t p = 0; !found && p < sl_ruleset_packs(rules); p++) {
        size_t first;
        sl_str bytes = sl_pack_blob(sl_ruleset_pack(rules, p, &first), "settings");
        found = bytes.n && has_commit(mem, sl_thaw_node(mem, bytes), finding);
    }
    sl_arena_free(mem);
    return found;
}

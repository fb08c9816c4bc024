/* The scanner: what is opened once, what workers tell, and what is known when all files are seen.
 */
#include "stages/sast/scan.h"

#include "base/path.h"
#include "engine/rules/common.h"
#include "stages/sast/session.h"
#include "stages/sast/ways.h"

enum { MS = 1000000 };

bool sl_sast_session_rule(sl_sast_rule **out, sl_sast_session *self, sl_sast_pack *pack, size_t i,
                          sl_err *e)
{
    *out = pack->rules[i];
    if (*out)
        return true;
    const sl_rule *rule = sl_pack_rule(pack->sets.pack, i);
    if (!rule)
        return sl_fail(e, SL_EFAIL, "the rule pack is damaged");
    if (!sl_sast_rule_read(out, self->mem, rule, e))
        return false;
    pack->rules[i] = *out;
    return true;
}

/* The number of the rule that is meant by its id, or by its file: the first of that. */
static size_t rule_meant(const sl_sast_session *self, sl_str name)
{
    sl_str file = sl_str_starts(name, SL_S("./")) ? sl_str_sub(name, 2, name.n) : name;
    for (size_t i = 0; i < sl_ruleset_count(self->rules); i++) {
        const sl_rule *rule = sl_ruleset_rule(self->rules, i);
        if (rule && (sl_str_eq(rule->id, name) || sl_str_ends(rule->file, file)))
            return i;
    }
    return SIZE_MAX;
}

/* Looks up the rules that a join refers to. */
static bool open_join(sl_sast_session *self, const sl_sast_rule *rule, size_t number, sl_err *e)
{
    for (size_t i = 0; i < rule->join->collections.n; i++) {
        sl_sast_collection *c = &rule->join->collections.v[i];
        c->index = c->rule ? SIZE_MAX : rule_meant(self, c->refers);
        if (!c->rule && c->index == SIZE_MAX)
            return sl_rule_fail(e, rule->rule, c->at, "'%.*s' is none of the rules that are loaded",
                                SL_FMT(c->refers));
    }
    *sl_list_add(self->mem, &self->joins) = (sl_sast_joined){number, rule->join};
    return true;
}

static bool open_joins(sl_sast_session *self, sl_sast_pack *pack, sl_err *e)
{
    sl_str blob = sl_pack_blob(pack->sets.pack, SL_SAST_JOINS);
    for (size_t at = 0; at + sizeof(uint32_t) <= blob.n; at += sizeof(uint32_t)) {
        uint32_t i;
        sl_sast_rule *rule;
        memcpy(&i, blob.p + at, sizeof i);
        if (i >= pack->n_rules)
            return sl_fail(e, SL_EFAIL, "the rule pack is damaged");
        if (!sl_sast_session_rule(&rule, self, pack, i, e) ||
            (rule->join && !open_join(self, rule, pack->first + i, e)))
            return false;
    }
    return true;
}

static bool open_scanner(void **state, const sl_scan_setup *setup, sl_err *e)
{
    sl_sast_session *self = sl_alloc(setup->mem, sizeof *self);
    self->mem = self->tables.mem = setup->mem;
    self->without = sl_options_list(setup->options, "without_rules");
    self->rule_ns = sl_options_number(setup->options, "rule_timeout") * MS;
    self->file_ns = sl_options_number(setup->options, "file_timeout") * MS;
    self->has_prefilter = sl_options_bool(setup->options, "prefilter");
    self->profile = setup->profile;
    self->rules = setup->rules;
    sl_language_names_init(&self->names, setup->mem);
    self->n_packs = sl_ruleset_packs(setup->rules);
    self->packs = sl_alloc_array(setup->mem, self->n_packs, sizeof *self->packs);
    for (size_t p = 0; p < self->n_packs; p++) {
        sl_sast_pack *pack = &self->packs[p];
        const sl_pack *compiled = sl_ruleset_pack(setup->rules, p, &pack->first);
        sl_sast_sets_init(&pack->sets, compiled);
        pack->is_trial = sl_pack_blob(compiled, SL_SAST_TRIAL).n > 0;
        pack->n_rules = sl_pack_count(compiled);
        pack->rules = sl_alloc_array(setup->mem, pack->n_rules, sizeof(sl_sast_rule *));
        self->languages |= pack->sets.languages;
        *sl_list_add(setup->mem, &self->tables.ways) = sl_pack_blob(compiled, SL_SAST_WAYS);
        self->has_generic |= pack->sets.v[SL_SAST_GENERIC].compiled.n > 0;
    }
    *state = self;
    for (size_t p = 0; p < self->n_packs; p++)
        if (!open_joins(self, &self->packs[p], e))
            return false;
    return true;
}

/* A script may have no extension; then its first line tells. */
static bool may_be_script(const sl_unit *unit)
{
    return (unit->mode & 0111) && sl_path_extension(unit->path).n == 0;
}

static bool wants(const void *state, const sl_unit *unit)
{
    const sl_sast_session *self = state;
    if (unit->kind != SL_UNIT_FILE)
        return false;
    return self->has_generic || may_be_script(unit) ||
           (sl_languages_of_path(&self->names, unit->path) & self->languages);
}

static bool gather(void *state, const sl_unit *unit, sl_str fact, sl_err *e)
{
    sl_sast_session *self = state;
    if (self->joins.n && fact.n && fact.p[0] == 'J')
        return sl_sast_join_gather(&self->rows, self->mem, unit->path, fact, e);
    size_t n = fact.n / sizeof(sl_sast_time);
    if (!self->profile || !n || fact.n % sizeof(sl_sast_time))
        return sl_fail(e, SL_EFAIL, "a worker told times that are none");
    for (size_t i = 0; i < n; i++) {
        sl_sast_time one;
        memcpy(&one, fact.p + i * sizeof one, sizeof one);
        const sl_rule *rule = i ? sl_ruleset_rule(self->rules, (size_t)one.rule) : NULL;
        if (i && !rule)
            return sl_fail(e, SL_EFAIL, "a worker told the time of a rule that is not there");
        if (i)
            sl_profile_rule(self->profile, rule->id, one.ns);
        else
            sl_profile_file(self->profile, unit->label, one.ns, n - 1);
    }
    return true;
}

static bool finish(void *state, sl_sink *sink, sl_err *e)
{
    sl_sast_session *self = state;
    for (size_t i = 0; i < self->joins.n; i++)
        if (!sl_sast_join_finish(self->joins.v[i].join, self->joins.v[i].number, &self->rows, sink,
                                 e))
            return sl_fail_more(e, "rule '%.*s'",
                                SL_FMT(sl_ruleset_rule(self->rules, self->joins.v[i].number)->id));
    return true;
}

static void close_pack(sl_sast_pack *pack)
{
    sl_sast_sets_close(&pack->sets);
    for (size_t i = 0; i < pack->n_rules; i++) {
        sl_sast_rule *rule = pack->rules[i];
        for (size_t k = 0; rule && k < rule->leaves.n; k++)
            sl_regex_close(rule->leaves.v[k].regex);
    }
}

static void close_scanner(void *state)
{
    sl_sast_session *self = state;
    for (size_t p = 0; p < self->n_packs; p++)
        close_pack(&self->packs[p]);
    sl_regex_room_close(self->room);
}

const sl_scanner sl_sast_scanner = {
    .open = open_scanner,
    .wants = wants,
    .scan = sl_sast_file_scan,
    .gather = gather,
    .finish = finish,
    .close = close_scanner,
};

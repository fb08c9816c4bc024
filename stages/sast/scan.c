/* One pass per language over a file tells which rules may match; these are read, evaluated and
   reported. A rule that fails fails the file, but not before all others had their say. */
#include "stages/sast/scan.h"

#include "base/clock.h"
#include "base/glob.h"
#include "base/path.h"
#include "engine/match/lexer.h"
#include "stages/sast/follow.h"
#include "stages/sast/sets.h"
#include "stages/sast/wording.h"

enum { BINARY_LOOK = 8192, MS = 1000000 };

/* What a rule took in a file, as a fact. */
typedef struct rule_time {
    uint64_t rule, ns;
} rule_time;

typedef struct pack_state {
    sl_sast_sets sets;
    bool is_trial;
    size_t first; /* index in the rule set of its first rule */
    size_t n_rules;
    sl_sast_rule **rules; /* read on first use */
} pack_state;

typedef struct sast {
    sl_arena *mem;
    sl_language_names names;
    sl_regex_room *room; /* made on first use */
    pack_state *packs;
    size_t n_packs;
    sl_languages languages;
    bool has_generic;
    uint64_t rule_ns, file_ns; /* limits; 0: none */
    bool has_prefilter;
    sl_profile *profile;
    const sl_ruleset *rules;
    sl_strs without; /* ids of rules that are not wanted */
    sl_sast_tables tables;
} sast;

/* What was seen of one rule. */
typedef struct candidate {
    const sl_sighting **seen; /* by positive expression; NULL: nothing */
} candidate;

/* One file. */
typedef struct job {
    sast *self;
    const sl_unit *unit;
    sl_str text;
    sl_sink *sink;
    sl_arena *mem;
    sl_languages languages;
    candidate *candidates;  /* by rule of the pack at hand */
    sl_sast_code codes[64]; /* by language */
    bool is_lexed;
    sl_lexemes lexemes;
    sl_err first_error;
    size_t n_errors;
    uint64_t began_ns, deadline_ns, limit_ns; /* of the file; of the rule at hand */
    struct {
        rule_time *v;
        size_t n, cap;
    } times; /* where they are asked for; the first is the whole file's */
} job;

static bool open_scanner(void **state, const sl_scan_setup *setup, sl_err *e)
{
    (void)e;
    sast *self = sl_alloc(setup->mem, sizeof *self);
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
        pack_state *pack = &self->packs[p];
        const sl_pack *compiled = sl_ruleset_pack(setup->rules, p, &pack->first);
        sl_sast_sets_init(&pack->sets, compiled);
        pack->is_trial = sl_pack_blob(compiled, SL_SAST_TRIAL).n > 0;
        pack->n_rules = sl_pack_count(compiled);
        pack->rules = sl_alloc_array(setup->mem, pack->n_rules, sizeof(sl_sast_rule *));
        self->languages |= pack->sets.languages;
        self->has_generic |= pack->sets.v[SL_SAST_GENERIC].compiled.n > 0;
    }
    *state = self;
    return true;
}

/* A script may have no extension; then its first line tells. */
static bool may_be_script(const sl_unit *unit)
{
    return (unit->mode & 0111) && sl_path_extension(unit->path).n == 0;
}

static bool wants(const void *state, const sl_unit *unit)
{
    const sast *self = state;
    if (unit->kind != SL_UNIT_FILE)
        return false;
    return self->has_generic || may_be_script(unit) ||
           (sl_languages_of_path(&self->names, unit->path) & self->languages);
}

bool sl_sast_is_binary(sl_str text)
{
    return sl_str_chr(sl_str_sub(text, 0, BINARY_LOOK), 0) != SIZE_MAX;
}

bool sl_sast_scope_has(sl_sast_scope scope, const sl_lexemes *lexemes, size_t at)
{
    const sl_lexeme *lexeme = sl_lexeme_at(lexemes, at);
    bool is_comment = lexeme && lexeme->kind == SL_LEX_COMMENT;
    bool is_string = lexeme && lexeme->kind == SL_LEX_STRING;
    if (scope == SL_SCOPE_CODE)
        return !is_comment && !(is_string && at > lexeme->start);
    if (scope == SL_SCOPE_STRINGS)
        return is_string;
    return scope == SL_SCOPE_ANY || is_comment == (scope == SL_SCOPE_COMMENTS);
}

static bool is_in_scope(job *j, sl_sast_scope scope, size_t at)
{
    if (scope == SL_SCOPE_ANY)
        return true;
    if (!j->is_lexed) {
        sl_lex(&j->lexemes, j->mem, sl_languages_syntax(j->languages), j->text);
        j->is_lexed = true;
    }
    return sl_sast_scope_has(scope, &j->lexemes, at);
}

static void note(job *j, const sl_err *e)
{
    if (j->first_error.kind == SL_OK)
        j->first_error = *e;
    j->n_errors++;
}

static bool report(job *j, const sl_sast_trial *trial, size_t rule, const sl_sast_match *match,
                   sl_err *e)
{
    sl_hit hit = {.rule = rule, .start = match->span.start, .end = match->span.end};
    sl_str message = trial->rule->rule->message;
    sl_str filled = sl_sast_fill(trial, match, message);
    if (filled.p != message.p)
        hit.message = filled;
    if (!sl_sast_fix(&hit.fix, trial, match, e))
        return false;
    sl_sink_hit(j->sink, &hit);
    return true;
}

/* One that was bound in several ways is one finding, when its message is the same. */
static bool is_told(const sl_sast_trial *trial, const sl_sast_matches *matches, size_t k)
{
    const sl_sast_match *match = &matches->v[k];
    sl_str message = trial->rule->rule->message;
    for (size_t i = 0; i < k; i++) {
        const sl_sast_match *other = &matches->v[i];
        if (other->span.start == match->span.start && other->span.end == match->span.end &&
            sl_str_eq(sl_sast_fill(trial, other, message), sl_sast_fill(trial, match, message)))
            return true;
    }
    return false;
}

static bool read_rule(sl_sast_rule **out, sast *self, pack_state *pack, size_t i, sl_err *e)
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

static bool is_unwanted(const sast *self, sl_str id)
{
    for (size_t i = 0; i < self->without.n; i++)
        if (sl_glob_match_name(self->without.v[i], id))
            return true;
    return false;
}

static sl_sast_code *code_of(job *j, const sl_sast_rule *rule)
{
    size_t language;
    const sl_dialect *dialect = sl_sast_rule_dialect(rule, j->languages, j->unit->path, &language);
    if (!dialect)
        return NULL;
    sl_sast_code *code = &j->codes[language];
    code->dialect = dialect;
    code->mem = j->mem;
    code->tables = &j->self->tables;
    code->text = j->text;
    code->deadline_ns = j->deadline_ns;
    return code;
}

/* A sentence that names the limit, whatever it was that noticed. */
static bool fail_late(const job *j, const sl_sast_rule *rule, sl_err *e)
{
    *e = (sl_err){0};
    return sl_fail(e, SL_ETOOBIG,
                   "rule '%.*s' took more than %llu ms of processor time in this file (options "
                   "rule_timeout, file_timeout)",
                   SL_FMT(rule->rule->id), (unsigned long long)(j->limit_ns / MS));
}

static bool try_rule(job *j, pack_state *pack, size_t i, sl_err *e)
{
    sl_sast_rule *rule;
    if (!read_rule(&rule, j->self, pack, i, e))
        return false;
    if (!(pack->is_trial || sl_sast_rule_wants_path(rule, j->unit->path)) ||
        is_unwanted(j->self, rule->rule->id))
        return true;
    if (!j->self->room)
        j->self->room = sl_regex_room_open(j->self->mem);
    sl_sast_trial trial = {.mem = j->mem,
                           .kept = j->self->mem,
                           .room = j->self->room,
                           .rule = rule,
                           .tables = &j->self->tables,
                           .seen = j->candidates[i].seen,
                           .is_unlimited = !j->self->has_prefilter,
                           .text = j->text,
                           .code = code_of(j, rule),
                           .deadline_ns = j->deadline_ns};
    sl_sast_matches matches;
    if (!(rule->taint ? sl_sast_follow(&matches, &trial, e)
                      : sl_sast_evaluate(&matches, &trial, e)))
        return (j->deadline_ns && sl_clock_ns() > j->deadline_ns) ? fail_late(j, rule, e) : false;
    for (size_t k = 0; k < matches.n; k++)
        if (is_in_scope(j, rule->scope, matches.v[k].span.start) && !is_told(&trial, &matches, k) &&
            !report(j, &trial, pack->first + i, &matches.v[k], e))
            return false;
    return true;
}

/* The candidate of what the sighting is of. */
static bool note_seen(job *j, pack_state *pack, const sl_sast_entry *entry,
                      const sl_sighting *sighting, sl_err *e)
{
    candidate *c = &j->candidates[entry->rule];
    sl_sast_rule *rule;
    if (!read_rule(&rule, j->self, pack, entry->rule, e))
        return false;
    if (entry->positive >= rule->leaves.n_positive)
        return sl_fail(e, SL_EFAIL, "the rule pack is damaged");
    if (!c->seen)
        c->seen = sl_alloc_array(j->mem, rule->leaves.n_positive, sizeof(const sl_sighting *));
    c->seen[entry->positive] = sighting;
    return true;
}

/* One pass of one set over the text. */
static bool see(job *j, pack_state *pack, size_t set, sl_err *e)
{
    sl_patterns *patterns;
    if (!sl_sast_set_open(&patterns, &pack->sets, set, j->self->mem, e))
        return false;
    if (!patterns)
        return true;
    sl_sightings *seen = sl_alloc(j->mem, sizeof *seen);
    if (!sl_patterns_see(seen, j->mem, patterns, j->text, e))
        return false;
    for (size_t i = 0; i < seen->n; i++) {
        sl_sast_entry entry = {.next = (uint32_t)seen->v[i].pattern + 1};
        while (entry.next) {
            if (!sl_sast_set_entry(&entry, &pack->sets, set, entry.next - 1))
                return sl_fail(e, SL_EFAIL, "the rule pack is damaged");
            if (!note_seen(j, pack, &entry, &seen->v[i], e))
                return false;
        }
    }
    return true;
}

/* Without the pass over literals all rules of the set are candidates. */
static bool see_all(job *j, pack_state *pack, size_t set, sl_err *e)
{
    sl_sast_entry entry;
    for (size_t i = 0; sl_sast_set_entry(&entry, &pack->sets, set, i); i++)
        if (!note_seen(j, pack, &entry, NULL, e))
            return false;
    return true;
}

/* Tries the rule within its time; false when there is none left for others. */
static bool try_in_time(job *j, pack_state *pack, size_t i)
{
    const sast *self = j->self;
    sl_err why = {0};
    uint64_t start = sl_clock_ns();
    uint64_t file_end = self->file_ns ? j->began_ns + self->file_ns : UINT64_MAX;
    uint64_t rule_end = self->rule_ns ? start + self->rule_ns : UINT64_MAX;
    uint64_t end = rule_end < file_end ? rule_end : file_end;
    if (start >= file_end) {
        sl_fail(&why, SL_ETOOBIG,
                "more than %llu ms of processor time in this file (option file_timeout); rules "
                "from '%.*s' on were not tried",
                (unsigned long long)(self->file_ns / MS),
                SL_FMT(sl_pack_rule_id(pack->sets.pack, i)));
        note(j, &why);
        return false;
    }
    j->limit_ns = end - start;
    j->deadline_ns = end == UINT64_MAX ? 0 : end;
    if (!try_rule(j, pack, i, &why))
        note(j, &why);
    if (self->profile)
        *sl_list_add(j->mem, &j->times) = (rule_time){pack->first + i, sl_clock_ns() - start};
    return true;
}

static bool scan_pack(job *j, pack_state *pack, sl_err *e)
{
    j->candidates = sl_alloc_array(j->mem, pack->n_rules, sizeof *j->candidates);
    for (size_t set = 0; set < SL_SAST_SETS; set++) {
        bool is_ours = set == SL_SAST_GENERIC || (j->languages >> set & 1);
        if (is_ours && !(j->self->has_prefilter ? see : see_all)(j, pack, set, e))
            return false;
    }
    for (size_t i = 0; i < pack->n_rules; i++)
        if (j->candidates[i].seen && !try_in_time(j, pack, i))
            break;
    return true;
}

/* The times as a fact, the whole file's in front. */
static void tell_times(job *j)
{
    if (!j->self->profile)
        return;
    rule_time *v = sl_alloc_array(j->mem, j->times.n + 1, sizeof *v);
    v[0] = (rule_time){0, sl_clock_ns() - j->began_ns};
    if (j->times.n)
        memcpy(v + 1, j->times.v, j->times.n * sizeof *v);
    sl_sink_fact(j->sink, sl_str_at((const char *)v, (j->times.n + 1) * sizeof *v));
}

static bool gather(void *state, const sl_unit *unit, sl_str fact, sl_err *e)
{
    sast *self = state;
    size_t n = fact.n / sizeof(rule_time);
    if (!self->profile || !n || fact.n % sizeof(rule_time))
        return sl_fail(e, SL_EFAIL, "a worker told times that are none");
    for (size_t i = 0; i < n; i++) {
        rule_time one;
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

/* What was parsed in part is told once. */
static void tell_gaps(job *j)
{
    for (size_t i = 0; i < sizeof j->codes / sizeof *j->codes; i++)
        if (j->codes[i].gaps.n)
            sl_sink_partial(j->sink, j->codes[i].gaps);
}

static bool scan(void *state, const sl_unit *unit, sl_str text, sl_sink *sink, sl_err *e)
{
    sast *self = state;
    job j = {.self = self,
             .unit = unit,
             .text = text,
             .sink = sink,
             .mem = sl_sink_mem(sink),
             .began_ns = sl_clock_ns()};
    if (sl_sast_is_binary(text)) {
        sl_sink_skip(sink, SL_S("binary"));
        return true;
    }
    j.languages = sl_languages_of_path(&self->names, unit->path);
    if (!j.languages)
        j.languages = sl_languages_of_script(text);
    if (!self->has_generic && !(j.languages & self->languages)) {
        sl_sink_skip(sink, SL_S("in no language that there are rules for"));
        return true;
    }
    for (size_t p = 0; p < self->n_packs; p++)
        if (!scan_pack(&j, &self->packs[p], e))
            return false;
    tell_gaps(&j);
    tell_times(&j);
    if (j.first_error.kind == SL_OK)
        return true;
    *e = j.first_error;
    return j.n_errors == 1 ? false
                           : sl_fail(e, e->kind, "%.200s; and %zu more rules failed",
                                     j.first_error.text, j.n_errors - 1);
}

static void close_pack(pack_state *pack)
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
    sast *self = state;
    for (size_t p = 0; p < self->n_packs; p++)
        close_pack(&self->packs[p]);
    sl_regex_room_close(self->room);
}

const sl_scanner sl_sast_scanner = {
    .open = open_scanner,
    .wants = wants,
    .scan = scan,
    .gather = gather,
    .close = close_scanner,
};

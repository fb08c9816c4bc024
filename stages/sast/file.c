/* One file: a pass per language tells which rules may match; these are evaluated and reported. A
   rule that fails fails the file, but not before all others had their say. */
#include "base/clock.h"
#include "base/glob.h"
#include "stages/sast/follow.h"
#include "stages/sast/scan.h"
#include "stages/sast/session.h"
#include "stages/sast/wording.h"

enum { BINARY_LOOK = 8192, MS = 1000000 };

/* What was seen of one rule. */
typedef struct candidate {
    const sl_sighting **seen; /* by positive expression, once all its parts are; NULL: nothing */
    uint8_t *parts;           /* of it that were seen, a bit each */
} candidate;

/* One file. */
typedef struct job {
    sl_sast_session *self;
    const sl_unit *unit;
    sl_str text;
    sl_sink *sink;
    sl_arena *mem;
    sl_languages languages;
    sl_sast_file file;
    candidate *candidates;          /* by rule of the pack at hand */
    const sl_sast_cutting *cutting; /* what the text was taken out of the file as; NULL: it is it */
    sl_sast_cuttings cuttings;
    sl_sast_code codes[64]; /* by language */
    bool is_lexed;
    sl_lexemes lexemes;
    sl_err first_error;
    size_t n_errors;
    uint64_t began_ns, deadline_ns, limit_ns; /* of the file; of the rule at hand */
    struct {
        sl_sast_time *v;
        size_t n, cap;
    } times; /* where they are asked for; the first is the whole file's */
} job;

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
    sl_span place = match->span;
    bool is_whole = !j->cutting || sl_sast_cutting_place(j->cutting, &place);
    sl_hit hit = {.rule = rule, .start = place.start, .end = place.end};
    sl_str message = trial->rule->rule->message;
    sl_str filled = sl_sast_fill(trial, match, message);
    if (filled.p != message.p)
        hit.message = filled;
    if (is_whole && !sl_sast_fix(&hit.fix, trial, match, e))
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

static bool is_unwanted(const sl_sast_session *self, sl_str id)
{
    for (size_t i = 0; i < self->without.n; i++)
        if (sl_glob_match_name(self->without.v[i], id))
            return true;
    return false;
}

static sl_sast_code *code_of(job *j, const sl_sast_rule *rule)
{
    size_t language;
    const sl_dialect *dialect = sl_sast_rule_dialect(rule, &j->file, &language);
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

/* The matches that a rule has in the text at hand. */
static bool match(sl_sast_matches *out, job *j, sl_sast_rule *rule, sl_sast_trial *trial, sl_err *e)
{
    trial->rule = rule;
    trial->code = code_of(j, rule);
    if (rule->taint ? sl_sast_follow(out, trial, e) : sl_sast_evaluate(out, trial, e))
        return true;
    return (j->deadline_ns && sl_clock_ns() > j->deadline_ns) ? fail_late(j, rule, e) : false;
}

/* What the inner rules of a join find is told to the parent. */
static bool tell_inner(job *j, const sl_sast_rule *rule, size_t number, sl_sast_trial *trial,
                       sl_err *e)
{
    for (size_t i = 0; i < rule->join->collections.n; i++) {
        sl_sast_rule *inner = rule->join->collections.v[i].rule;
        sl_sast_join_place of = {(uint32_t)number, (uint32_t)i};
        sl_sast_matches matches;
        if (!inner)
            continue;
        if (!match(&matches, j, inner, trial, e))
            return false;
        for (size_t k = 0; k < matches.n; k++)
            if (!sl_sast_join_tell(j->sink, &of, &matches.v[k], j->text, e))
                return false;
    }
    return true;
}

/* What joins refer to is told as well as reported. */
static bool tell_joined(job *j, size_t number, const sl_sast_match *found, sl_err *e)
{
    for (size_t i = 0; i < j->self->joins.n; i++) {
        const sl_sast_joined *one = &j->self->joins.v[i];
        for (size_t k = 0; k < one->join->collections.n; k++) {
            sl_sast_join_place of = {(uint32_t)one->number, (uint32_t)k};
            if (one->join->collections.v[k].index == number &&
                !sl_sast_join_tell(j->sink, &of, found, j->text, e))
                return false;
        }
    }
    return true;
}

static bool report_all(job *j, const sl_sast_trial *trial, size_t number,
                       const sl_sast_matches *matches, sl_err *e)
{
    for (size_t k = 0; k < matches->n; k++) {
        if (!is_in_scope(j, trial->rule->scope, matches->v[k].span.start) ||
            is_told(trial, matches, k))
            continue;
        if (!report(j, trial, number, &matches->v[k], e) ||
            (!j->cutting && !tell_joined(j, number, &matches->v[k], e)))
            return false;
    }
    return true;
}

/* Of what was taken out of a file the rules that its rule wants, and none that take out more. */
static bool is_for_text(const job *j, const sl_sast_rule *rule)
{
    return !j->cutting || (!rule->extract && !rule->join &&
                           sl_sast_extract_wants(j->cutting->extract, rule->rule->id));
}

static bool try_rule(job *j, sl_sast_pack *pack, size_t i, sl_err *e)
{
    sl_sast_rule *rule;
    if (!sl_sast_session_rule(&rule, j->self, pack, i, e))
        return false;
    if (rule->leaves.n_positive != sl_sast_set_positives(&pack->sets, i))
        return sl_fail(e, SL_EFAIL, "the rule pack is damaged");
    if (!(pack->is_trial || sl_sast_rule_wants_path(rule, j->unit->path)) ||
        is_unwanted(j->self, rule->rule->id) || !is_for_text(j, rule))
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
                           .deadline_ns = j->deadline_ns};
    sl_sast_matches matches;
    if (rule->join)
        return tell_inner(j, rule, pack->first + i, &trial, e);
    if (!match(&matches, j, rule, &trial, e))
        return false;
    if (rule->extract)
        return sl_sast_extract_cut(&j->cuttings, j->mem, rule->extract, &matches, rule->rule->id,
                                   j->text, e);
    return report_all(j, &trial, pack->first + i, &matches, e);
}

/* The candidate of what the sighting is of. */
static bool note_seen(job *j, sl_sast_pack *pack, const sl_sast_entry *entry,
                      const sl_sighting *sighting, sl_err *e)
{
    candidate *c = &j->candidates[entry->rule];
    size_t n = sl_sast_set_positives(&pack->sets, entry->rule);
    if (n == SIZE_MAX || entry->positive >= n)
        return sl_fail(e, SL_EFAIL, "the rule pack is damaged");
    if (!c->seen) {
        c->seen = sl_alloc_array(j->mem, n, sizeof(const sl_sighting *));
        c->parts = sl_alloc_array(j->mem, n, sizeof *c->parts);
    }
    c->parts[entry->positive] |= (uint8_t)(1u << entry->part);
    if (c->parts[entry->positive] == (1u << entry->n_parts) - 1)
        c->seen[entry->positive] = sighting;
    return true;
}

/* One pass of one set over the text. */
static bool see(job *j, sl_sast_pack *pack, size_t set, sl_err *e)
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
static bool see_all(job *j, sl_sast_pack *pack, size_t set, sl_err *e)
{
    sl_sast_entry entry;
    for (size_t i = 0; sl_sast_set_entry(&entry, &pack->sets, set, i); i++)
        if (!note_seen(j, pack, &entry, NULL, e))
            return false;
    return true;
}

/* Tries the rule within its time; false when there is none left for others. */
static bool try_in_time(job *j, sl_sast_pack *pack, size_t i)
{
    const sl_sast_session *self = j->self;
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
        *sl_list_add(j->mem, &j->times) = (sl_sast_time){pack->first + i, sl_clock_ns() - start};
    return true;
}

/* Most rules are told to be out of question before they are read. */
static bool is_candidate(const job *j, const sl_sast_pack *pack, size_t i)
{
    const sl_sighting *const *seen = (const sl_sighting *const *)j->candidates[i].seen;
    return seen && (!j->self->has_prefilter || sl_sast_set_may_match(&pack->sets, i, seen));
}

static bool scan_pack(job *j, sl_sast_pack *pack, sl_err *e)
{
    j->candidates = sl_alloc_array(j->mem, pack->n_rules, sizeof *j->candidates);
    for (size_t set = 0; set < SL_SAST_SETS; set++) {
        bool is_any = !j->cutting || j->cutting->extract->language == SIZE_MAX;
        bool is_ours = set == SL_SAST_GENERIC ? is_any : (j->languages >> set & 1) != 0;
        if (is_ours && !(j->self->has_prefilter ? see : see_all)(j, pack, set, e))
            return false;
    }
    for (size_t i = 0; i < pack->n_rules; i++)
        if (is_candidate(j, pack, i) && !try_in_time(j, pack, i))
            break;
    return true;
}

/* The times as a fact, the whole file's in front. */
static void tell_times(job *j)
{
    if (!j->self->profile)
        return;
    sl_sast_time *v = sl_alloc_array(j->mem, j->times.n + 1, sizeof *v);
    v[0] = (sl_sast_time){0, sl_clock_ns() - j->began_ns};
    if (j->times.n)
        memcpy(v + 1, j->times.v, j->times.n * sizeof *v);
    sl_sink_fact(j->sink, sl_str_at((const char *)v, (j->times.n + 1) * sizeof *v));
}

/* What was parsed in part is told once. */
static void tell_gaps(job *j)
{
    for (size_t i = 0; i < sizeof j->codes / sizeof *j->codes; i++)
        if (j->codes[i].gaps.n)
            sl_sink_partial(j->sink, j->codes[i].gaps);
}

/* Scans a text that was taken out of the file, with the rules of its language. */
static bool scan_cutting(job *outer, sl_sast_cutting *cutting, sl_err *e)
{
    job *j = sl_alloc(outer->mem, sizeof *j);
    size_t language = cutting->extract->language;
    bool ok = true;
    *j = (job){.self = outer->self,
               .unit = outer->unit,
               .text = sl_buf_str(&cutting->text),
               .sink = outer->sink,
               .mem = outer->mem,
               .languages = language == SIZE_MAX ? 0 : (sl_languages)1 << language,
               .cutting = cutting,
               .began_ns = outer->began_ns};
    j->file = (sl_sast_file){.languages = j->languages, .path = j->unit->path};
    for (size_t p = 0; ok && p < j->self->n_packs; p++)
        ok = scan_pack(j, &j->self->packs[p], e);
    for (size_t i = 0; i < sizeof j->codes / sizeof *j->codes; i++)
        if (j->codes[i].gaps.n)
            sl_sink_partial(j->sink, sl_printf(j->mem, "in what rule '%.*s' takes out: %.*s",
                                               SL_FMT(cutting->rule), SL_FMT(j->codes[i].gaps)));
    if (j->n_errors)
        note(outer, &j->first_error);
    for (size_t i = 0; i < j->times.n; i++)
        *sl_list_add(outer->mem, &outer->times) = j->times.v[i];
    return ok;
}

static bool scan_cuttings(job *j, sl_err *e)
{
    bool ok = true;
    for (size_t i = 0; i < j->cuttings.n; i++) {
        ok = ok && scan_cutting(j, j->cuttings.v[i], e);
        sl_buf_clear(&j->cuttings.v[i]->text);
    }
    return ok;
}

static bool scan_packs(job *j, sl_err *e)
{
    bool ok = true;
    for (size_t p = 0; ok && p < j->self->n_packs; p++)
        ok = scan_pack(j, &j->self->packs[p], e);
    return scan_cuttings(j, e) && ok;
}

bool sl_sast_file_scan(void *state, const sl_unit *unit, sl_str text, sl_sink *sink, sl_err *e)
{
    sl_sast_session *self = state;
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
    j.file = sl_sast_file_of(j.languages, unit->path, text);
    if (!scan_packs(&j, e))
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

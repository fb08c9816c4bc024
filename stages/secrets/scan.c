/* From a text to matches: one pass of the pattern database, then each rule that it saw is asked
   exactly; then the same for what is encoded in the text, level by level. */
#include <stdlib.h>

#include "stages/secrets/scanner.h"

#include "stages/secrets/content/escape.h"
#include "stages/secrets/content/notebook.h"

enum { NEAR_BEFORE = 256, NEAR_ENDS = 4, TRIES_MAX = 4096 };

/* One level of one file under one pack. */
typedef struct walk {
    sl_secret_scan *scan;
    sl_secret_pack *pack;
    const sl_secret_level *level;
} walk;

static uint32_t number_at(sl_str numbers, size_t i)
{
    uint32_t n;
    memcpy(&n, numbers.p + i * sizeof n, sizeof n);
    return n;
}

static bool has_number(sl_str numbers, uint32_t n)
{
    for (size_t i = 0; i < numbers.n / sizeof n; i++)
        if (number_at(numbers, i) == n)
            return true;
    return false;
}

static bool has_any(const sl_strs *words, sl_str lower)
{
    for (size_t i = 0; i < words->n; i++)
        if (sl_str_find(lower, words->v[i], 0) != SIZE_MAX)
            return true;
    return false;
}

/* Keywords mostly stand where the expression matched. */
static bool has_keyword_near(const walk *w, const sl_secret_rule *rule, const sl_sighting *sighting)
{
    char lower[NEAR_BEFORE];
    sl_str text = w->level->text;
    for (size_t i = 0; i < sighting->ends.n && i < NEAR_ENDS; i++) {
        size_t end = sighting->ends.v[i];
        size_t from = end > NEAR_BEFORE ? end - NEAR_BEFORE : 0;
        for (size_t k = from; k < end; k++) {
            char c = text.p[k];
            lower[k - from] = (char)(c | (c >= 'A' && c <= 'Z' ? 0x20 : 0));
        }
        if (has_any(&rule->keywords, sl_str_at(lower, end - from)))
            return true;
    }
    return false;
}

/* The level's text in lower case, made once, when a keyword needs it. */
static sl_str lower_of(sl_secret_scan *scan, const sl_secret_level *level)
{
    size_t i = 0;
    for (; i < scan->lowered.n; i++)
        if (scan->lowered.v[i].level == level)
            return scan->lowered.v[i].text;
    sl_str text = sl_secret_lower(scan->mem, level->text);
    (void)sl_list_add(scan->mem, &scan->lowered);
    scan->lowered.v[i].level = level;
    scan->lowered.v[i].text = text;
    return text;
}

/* A decoded text is an excerpt; a keyword may stand anywhere in the file. */
static bool has_keyword(walk *w, const sl_secret_rule *rule, const sl_sighting *sighting)
{
    if (!rule->keywords.n || has_keyword_near(w, rule, sighting))
        return true;
    for (const sl_secret_level *level = w->level; level; level = level->above)
        if (has_any(&rule->keywords, lower_of(w->scan, level)))
            return true;
    return false;
}

static bool keep(walk *w, const sl_secret_match *match)
{
    sl_secret_scan *scan = w->scan;
    if (scan->matches.n == SL_SECRET_MATCHES_MAX)
        return sl_fail(scan->e, SL_ETOOBIG, "more than %d secrets in one file",
                       SL_SECRET_MATCHES_MAX);
    *sl_list_add(scan->mem, &scan->matches) = *match;
    return true;
}

static sl_confirm confirm_at(const walk *w, sl_secret_rule *rule, const sl_sighting *sighting)
{
    sl_secret_matcher *matcher = &w->scan->scanner->matcher;
    const sl_regex *regex = sl_secret_regex_open(&rule->regex, matcher); /* may make the room */
    return (sl_confirm){
        .regex = regex, .room = matcher->room, .sighting = sighting, .text = w->level->text};
}

static bool has_reason(const sl_screened *screened, uint32_t reason)
{
    for (uint32_t i = 0; i < screened->n_reasons && i < SL_SCREEN_REASONS; i++)
        if (screened->reasons[i] == reason)
            return true;
    return false;
}

static void add_reason(sl_screened *screened, uint32_t reason)
{
    if (has_reason(screened, reason))
        return;
    if (screened->n_reasons < SL_SCREEN_REASONS)
        screened->reasons[screened->n_reasons] = reason;
    screened->n_reasons++;
}

/* Whether nothing that is still to be seen could change the answer. */
static bool is_over(const sl_secret_scan *scan)
{
    return scan->screened && scan->screened->n_reasons > SL_SCREEN_REASONS;
}

/* What was decoded in several places of a text stands together in the decoded one only. */
static bool is_together(const walk *w, const sl_match *match)
{
    return sl_secret_is_together(w->level, match->groups[0].start, match->groups[0].end);
}

/* While screening, matches that overlap are all asked about: which of them a search comes upon
   depends on what stands before. One that is a secret is enough. */
static bool seek(walk *w, sl_secret_rule *rule, const sl_sighting *sighting)
{
    sl_confirm c = confirm_at(w, rule, sighting);
    bool ok = c.regex != NULL;
    bool is_seen = false;
    size_t n = 0;
    for (bool found = ok; found && !is_seen; n++) {
        sl_match match;
        sl_secret_match out;
        ok = sl_confirm_next(&c, &match, &found, w->scan->e);
        found = found && ok;
        if (!found)
            break;
        c.at = match.groups[0].start + 1;
        const sl_secret_candidate candidate = {w->pack, rule, w->level, &match};
        is_seen = n >= TRIES_MAX ||
                  (is_together(w, &match) && sl_secret_judge(&out, w->scan, &candidate));
    }
    if (is_seen)
        add_reason(w->scan->screened, (uint32_t)rule->index);
    return ok || sl_fail_more(w->scan->e, "rule '%.*s'", SL_FMT(rule->rule->id));
}

static bool confirm(walk *w, sl_secret_rule *rule, const sl_sighting *sighting, bool is_silent)
{
    sl_confirm c = confirm_at(w, rule, sighting);
    bool ok = c.regex != NULL;
    for (bool found = ok; found;) {
        sl_match match;
        sl_secret_match out;
        ok = sl_confirm_next(&c, &match, &found, w->scan->e);
        found = found && ok;
        if (found && !is_together(w, &match)) {
            c.at = match.groups[0].start + 1;
            continue;
        }
        const sl_secret_candidate candidate = {w->pack, rule, w->level, &match};
        if (found && sl_secret_judge(&out, w->scan, &candidate)) {
            out.is_silent = is_silent;
            ok = found = keep(w, &out);
        }
    }
    return ok || sl_fail_more(w->scan->e, "rule '%.*s'", SL_FMT(rule->rule->id));
}

/* What is no text is looked at by own rules that are sure of themselves, and by gitleaks' where
   gitleaks would. */
static bool is_passed_over(const sl_secret_scan *scan, const sl_secret_rule *rule)
{
    return rule->is_theirs ? scan->is_application
                           : scan->is_binary && rule->rule->confidence < SL_CONFIDENCE_HIGH;
}

static bool ask(walk *w, const sl_sighting *sighting)
{
    uint32_t i = number_at(w->pack->pattern_rules, sighting->pattern);
    sl_secret_rule *rule = sl_secret_rule_at(w->scan->scanner, w->pack, i, w->scan->e);
    if (!rule)
        return false;
    sl_secret_matcher *matcher = &w->scan->scanner->matcher;
    if (w->scan->screened)
        return rule->is_off || has_reason(w->scan->screened, (uint32_t)rule->index) ||
               seek(w, rule, sighting);
    if (rule->is_off || is_passed_over(w->scan, rule) ||
        (rule->path.re2.n && !sl_secret_regex_in(&rule->path, matcher, w->scan->path)))
        return true;
    bool is_told = !rule->skip_report && has_keyword(w, rule, sighting);
    if (!is_told && !has_number(w->pack->required_rules, i))
        return true;
    return confirm(w, rule, sighting, !is_told);
}

/* A rule without bounds may match, here or in a text that is told from this one. */
static void note_anchor(walk *w, size_t anchor)
{
    uint32_t i = number_at(w->pack->anchor_rules, anchor);
    if (w->scan->screened && !w->pack->off[i])
        add_reason(w->scan->screened, (uint32_t)(w->pack->first + i) | SL_SCREEN_MAYBE);
}

/* What is decoded is an excerpt: keywords that were seen above it count in it too. Remembers those
   that were seen here. */
static bool ask_by_keywords(walk *w, const sl_sightings *seen)
{
    sl_secret_scan *scan = w->scan;
    size_t n = scan->by_keywords.n;
    for (size_t i = 0; i < n && !is_over(scan); i++) {
        const sl_sighting above = {.pattern = scan->by_keywords.v[i].pattern, .is_anywhere = true};
        if (scan->by_keywords.v[i].pack == w->pack && !sl_sightings_of(seen, above.pattern) &&
            !ask(w, &above))
            return false;
    }
    for (size_t i = 0; i < w->pack->keyword_patterns.n / sizeof(uint32_t); i++) {
        uint32_t pattern = number_at(w->pack->keyword_patterns, i);
        bool is_known = false;
        for (size_t k = 0; k < n; k++)
            is_known = is_known || (scan->by_keywords.v[k].pack == w->pack &&
                                    scan->by_keywords.v[k].pattern == pattern);
        if (is_known || !sl_sightings_of(seen, pattern))
            continue;
        (void)sl_list_add(scan->mem, &scan->by_keywords);
        scan->by_keywords.v[scan->by_keywords.n - 1].pack = w->pack;
        scan->by_keywords.v[scan->by_keywords.n - 1].pattern = pattern;
    }
    return true;
}

static bool scan_level(sl_secret_scan *scan, const sl_secret_level *level)
{
    sl_secret_scanner *scanner = scan->scanner;
    scan->has_forms = scan->has_forms || level->forms != 0;
    for (size_t p = 0; p < scanner->n_packs; p++) {
        walk w = {scan, &scanner->packs[p], level};
        sl_sightings seen;
        if (!w.pack->patterns)
            continue;
        if (!sl_patterns_see(&seen, scan->mem, w.pack->patterns, level->text, scan->e))
            return false;
        size_t n_rules = w.pack->pattern_rules.n / sizeof(uint32_t);
        for (size_t i = 0; i < seen.n && !is_over(scan); i++)
            if (seen.v[i].pattern >= n_rules)
                note_anchor(&w, seen.v[i].pattern - n_rules);
            else if (!ask(&w, &seen.v[i]))
                return false;
        if (!ask_by_keywords(&w, &seen))
            return false;
    }
    return true;
}

/* A level, and what is encoded in it, level by level. */
static bool scan_below(sl_secret_scan *scan, const sl_secret_level *level)
{
    if (!scan_level(scan, level))
        return false;
    for (size_t depth = 0; depth < scan->scanner->depth && !is_over(scan); depth++) {
        sl_secret_level *below = sl_alloc(scan->mem, sizeof *below);
        if (!sl_secret_decode(below, scan->mem, level))
            break;
        if (!scan_level(scan, below))
            return false;
        level = below;
    }
    return true;
}

bool sl_secret_scan_text(sl_secret_scan *scan, sl_str text)
{
    sl_secret_matcher *matcher = &scan->scanner->matcher;
    sl_secret_matcher_begin(matcher, scan->mem);
    scan->text = text;
    sl_secret_level *level = sl_alloc(scan->mem, sizeof *level);
    scan->lowered = (sl_secret_lowered){0};
    scan->by_keywords.n = 0;
    sl_secret_level *cells = sl_alloc(scan->mem, sizeof *cells);
    level->text = text;
    level->forms = sl_secret_escape_forms(text);
    bool has_cells = sl_secret_is_notebook(scan->path) &&
                     sl_secret_notebook(cells, level, scan->mem, scan->path);
    if (!scan_below(scan, level) || (has_cells && !scan_below(scan, cells)))
        return false;
    if (matcher->has_failed)
        return sl_fail(scan->e, matcher->e.kind, "%s", matcher->e.text);
    sl_secret_resolve(scan);
    return true;
}

/* Is what an expression matched a secret? The cheap questions come first. */
#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "stages/secrets/scanner.h"

enum { LINE_MAX_HALF = 32 << 10, PLACEHOLDER_BYTES = 512, DISTINCT_MIN = 4 };

sl_str sl_secret_of(const sl_secret_match *match)
{
    return sl_str_sub(match->level->text, match->secret_start, match->secret_end);
}

/* The match without line breaks at its end, and the group that holds the secret: the one that the
   rule names, else the first that is not empty, else the whole. */
static void set_spans(sl_secret_match *m, const sl_secret_candidate *c)
{
    const sl_span *groups = c->match->groups;
    sl_str text = c->level->text;
    m->start = groups[0].start;
    m->end = groups[0].end;
    while (m->end > m->start && text.p[m->end - 1] == '\n')
        m->end--;
    m->secret_start = m->start;
    while (m->secret_start < m->end && text.p[m->secret_start] == '\n')
        m->secret_start++;
    m->secret_end = m->end;
    size_t group = c->rule->group;
    for (size_t i = 1; !group && i < c->match->n; i++)
        if (groups[i].start != SIZE_MAX && groups[i].end > groups[i].start)
            group = i;
    if (group && group < c->match->n && groups[group].start != SIZE_MAX) {
        m->secret_start = groups[group].start;
        m->secret_end = groups[group].end;
    }
}

/* Where the match and the secret stand in the file. A match that begins with the break of a line is
   told in the line behind, as gitleaks does. */
static void set_origin(sl_secret_match *m)
{
    sl_str text = m->level->text;
    unsigned codings = 0;
    m->from = m->secret_start;
    m->to = m->secret_end;
    sl_secret_origin(m->level, &m->from, &m->to, &m->codings);
    m->seen_from = m->start + (m->start < m->end && text.p[m->start] == '\n');
    m->seen_to = m->end;
    sl_secret_origin(m->level, &m->seen_from, &m->seen_to, &codings);
}

static double bits_of(size_t count, size_t n)
{
    double share = (double)count / (double)n;
    return count ? -share * log2(share) : 0;
}

/* Shannon's entropy in bits a byte. */
static double entropy_of(sl_str s)
{
    unsigned counts[256] = {0};
    for (size_t i = 0; i < s.n; i++)
        counts[(unsigned char)s.p[i]]++;
    double bits = 0;
    for (size_t i = 0; i < 256; i++)
        bits += bits_of(counts[i], s.n);
    return bits;
}

static int by_value(const void *a, const void *b)
{
    const uint32_t *x = a;
    const uint32_t *y = b;
    return (*x > *y) - (*x < *y);
}

/* The bytes of the character at `at` as a number; a byte that is no UTF-8 counts as U+FFFD. */
static uint32_t character_at(sl_str s, size_t at, size_t *length)
{
    uint32_t bytes = 0;
    *length = sl_utf8_length(s, at);
    for (size_t i = 0; i < *length; i++)
        bytes = bytes << 8 | (unsigned char)s.p[at + i];
    if (*length)
        return bytes;
    *length = 1;
    return 0xefbfbd;
}

/* gitleaks counts characters and divides by bytes. */
static double entropy_of_theirs(sl_str s, sl_arena *mem)
{
    size_t n = 0;
    size_t length;
    for (size_t i = 0; i < s.n && (unsigned char)s.p[i] < 0x80; i++)
        n++;
    if (n == s.n)
        return entropy_of(s);
    uint32_t *characters = sl_alloc_array(mem, s.n, sizeof *characters);
    n = 0;
    for (size_t i = 0; i < s.n; i += length)
        characters[n++] = character_at(s, i, &length);
    qsort(characters, n, sizeof *characters, by_value);
    double bits = 0;
    for (size_t i = 0, from = 0; i < n; i++)
        if (i + 1 == n || characters[i + 1] != characters[i]) {
            bits += bits_of(i + 1 - from, s.n);
            from = i + 1;
        }
    return bits;
}

static bool has_entropy(const sl_secret_rule *rule, sl_arena *mem, sl_str secret)
{
    if (rule->entropy <= 0)
        return true;
    double bits = rule->is_theirs ? entropy_of_theirs(secret, mem) : entropy_of(secret);
    return secret.n && bits > rule->entropy;
}

static sl_str line_of(sl_str text, size_t start, size_t end)
{
    size_t from = start;
    size_t to = end;
    while (from > 0 && start - from < LINE_MAX_HALF && text.p[from - 1] != '\n')
        from--;
    while (to < text.n && to - end < LINE_MAX_HALF && text.p[to] != '\n')
        to++;
    return sl_str_sub(text, from, to);
}

static bool is_allowed(sl_secret_scan *scan, const sl_secret_candidate *c, const sl_secret_match *m)
{
    sl_str text = m->level->text;
    sl_secret_matcher *matcher = &scan->scanner->matcher;
    const sl_secret_sight sight = {.rule = c->rule->rule->id,
                                   .confidence = c->rule->rule->confidence,
                                   .path = scan->path,
                                   .secret = sl_secret_of(m),
                                   .match = sl_str_sub(text, m->start, m->end),
                                   .line = line_of(text, m->start, m->end)};
    const sl_secret_allowlists *lists[] = {&c->pack->allowlists, &c->pack->other,
                                           &c->rule->allowlists};
    for (size_t i = 0; scan->screened && i < sizeof lists / sizeof *lists; i++)
        if (sl_secret_allowed_anywhere(lists[i], matcher, &sight))
            return true;
    for (size_t i = 0; !scan->screened && i < sizeof lists / sizeof *lists; i++)
        if (sl_secret_path_allowed(lists[i], matcher, &sight) ||
            sl_secret_allowed(lists[i], matcher, &sight))
            return true;
    return false;
}

bool sl_secret_looks_at(sl_secret_scanner *scanner, const sl_secret_pack *pack,
                        sl_secret_rule *rule, sl_str path)
{
    const sl_secret_sight sight = {
        .rule = rule->rule->id, .confidence = rule->rule->confidence, .path = path};
    sl_secret_matcher *matcher = &scanner->matcher;
    return (!rule->path.re2.n || sl_secret_regex_in(&rule->path, matcher, path)) &&
           !sl_secret_path_allowed(&pack->allowlists, matcher, &sight) &&
           !sl_secret_path_allowed(&pack->other, matcher, &sight) &&
           !sl_secret_path_allowed(&rule->allowlists, matcher, &sight);
}

/* What stands where a secret would: a variable, a mask, a word of documentation. */
static bool is_placeholder(sl_str secret)
{
    static const char *const marks[] = {"${",    "{{",    "$(",      "<%",          "xxxxx",
                                        "*****", ".....", "example", "placeholder", "changeme"};
    char lower[PLACEHOLDER_BYTES];
    size_t n = secret.n < sizeof lower ? secret.n : sizeof lower;
    bool is_seen[256] = {false};
    size_t n_distinct = 0;
    for (size_t i = 0; i < n; i++) {
        char c = secret.p[i];
        lower[i] = (char)(c | (c >= 'A' && c <= 'Z' ? 0x20 : 0));
        n_distinct += !is_seen[(unsigned char)c];
        is_seen[(unsigned char)c] = true;
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (sl_str_find(sl_str_at(lower, n), sl_str_of(marks[i]), 0) != SIZE_MAX)
            return true;
    return n_distinct < DISTINCT_MIN;
}

/* Whether a word stands in [from, to) of the level's text, and together with the match in the file:
   what was decoded elsewhere is near in the decoded text only. */
static bool has_word(const sl_secret_context *context, sl_arena *mem, const sl_secret_match *m,
                     size_t from, size_t to)
{
    sl_str lower = sl_secret_lower(mem, sl_str_sub(m->level->text, from, to));
    for (size_t i = 0; i < context->words.n; i++) {
        sl_str word = context->words.v[i];
        for (size_t at = sl_str_find(lower, word, 0); at != SIZE_MAX;
             at = sl_str_find(lower, word, at + 1)) {
            size_t start = from + at < m->start ? from + at : m->start;
            size_t end = from + at + word.n > m->end ? from + at + word.n : m->end;
            if (sl_secret_is_together(m->level, start, end))
                return true;
        }
    }
    return false;
}

static bool has_context(sl_secret_scan *scan, const sl_secret_context *context,
                        const sl_secret_match *m)
{
    sl_str text = m->level->text;
    if (!context->words.n)
        return true;
    size_t from = m->start > context->before ? m->start - context->before : 0;
    size_t to = text.n - m->end > context->after ? m->end + context->after : text.n;
    return has_word(context, scan->mem, m, from, m->secret_start) ||
           has_word(context, scan->mem, m, m->secret_end, to);
}

bool sl_secret_judge(sl_secret_match *m, sl_secret_scan *scan, const sl_secret_candidate *c)
{
    *m = (sl_secret_match){.rule = c->rule, .level = c->level, .proof = SL_PROOF_PLAUSIBLE};
    set_spans(m, c);
    if (!sl_secret_is_decoded(c->level, m->start, m->end))
        return false;
    sl_str secret = sl_secret_of(m);
    if (!has_entropy(c->rule, scan->mem, secret))
        return false;
    if (!c->rule->is_theirs && is_placeholder(secret))
        return false;
    if (c->rule->validator)
        m->proof = c->rule->validator->check(scan->mem, secret);
    if (m->proof == SL_PROOF_NONE || !has_context(scan, &c->rule->context, m) ||
        is_allowed(scan, c, m))
        return false;
    set_origin(m);
    return true;
}

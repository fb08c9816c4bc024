/* The operators on metavariables. */
#include <math.h>

#include "stages/sast/comparison.h"
#include "stages/sast/evaluate.h"

enum { ENTROPY_LENGTH_MIN = 8 };

/* metavariable-regex sees a string as it is written, and a constant as its value. */
static sl_str text_of(const sl_sast_trial *t, const sl_bound *b)
{
    const sl_term *one = b->v && b->n == 1 ? b->v[0] : NULL;
    if (one && one->facts && one->facts->value && !(one->facts->value->flags & SL_TERM_ANY_TEXT))
        return one->facts->value->text;
    return sl_str_sub(t->text, b->start, b->end);
}

static bool matches(bool *out, sl_sast_trial *t, size_t leaf, sl_str text, sl_err *e)
{
    const sl_regex *regex;
    if (!sl_sast_leaf_regex(&regex, t->kept, t->rule, leaf, e))
        return false;
    sl_regex_search search = {text, 0, SIZE_MAX, true};
    sl_match found;
    return sl_regex_find(regex, t->room, &search, &found, out, e) ||
           sl_fail_more(e, "rule '%.*s'", SL_FMT(t->rule->rule->id));
}

static bool holds_pattern(bool *out, sl_sast_trial *t, const sl_sast_condition *c,
                          const sl_sast_match *match, sl_err *e)
{
    const sl_bound *bound = sl_sast_binding_of(match, c->name);
    sl_sast_matches found = {0};
    sl_sast_trial nested = *t;
    sl_sast_code other = {.mem = t->mem, .text = sl_str_sub(t->text, bound->start, bound->end)};
    nested.is_nested = true;
    nested.outer = match;
    nested.scope = (sl_span){bound->start, bound->end};
    if (c->language != SIZE_MAX) {
        const sl_language *language = sl_language_at(c->language);
        const sl_term *one = bound->v && bound->n == 1 ? bound->v[0] : NULL;
        other.dialect = sl_dialect_of(sl_str_of(language->name), (sl_str){0});
        other.tables = t->code ? t->code->tables : NULL;
        if (!other.dialect || !other.tables)
            return sl_fail(e, SL_ENOTSUP, "rule '%.*s': there are no syntax trees for %s",
                           SL_FMT(t->rule->rule->id), language->name);
        if (one && one->kind == SL_T_STRING)
            other.text = one->text;
        nested.code = &other;
        nested.text = other.text;
        nested.scope = (sl_span){0, other.text.n};
        nested.outer = NULL;
        nested.found = sl_alloc_array(t->mem, t->rule->leaves.n, sizeof *nested.found);
    }
    if (!sl_sast_evaluate_formula(&found, &nested, c->formula, e))
        return false;
    *out = found.n > 0;
    return true;
}

typedef struct lookup_context {
    const sl_sast_trial *trial;
    const sl_sast_match *match;
} lookup_context;

static bool lookup(const void *context, sl_str name, sl_str *text)
{
    const lookup_context *l = context;
    const sl_bound *bound = sl_sast_binding_of(l->match, name);
    if (bound)
        *text = text_of(l->trial, bound);
    return bound != NULL;
}

/* Shannon's entropy in bits a character, against what words have. */
static bool looks_random(sl_str text)
{
    size_t counts[256] = {0};
    double bits = 0;
    if (text.n < ENTROPY_LENGTH_MIN)
        return false;
    for (size_t i = 0; i < text.n; i++)
        counts[(unsigned char)text.p[i]]++;
    for (size_t i = 0; i < 256; i++)
        if (counts[i]) {
            double share = (double)counts[i] / (double)text.n;
            bits -= share * log2(share);
        }
    return bits >= 3.0 && bits >= 0.75 * log2((double)text.n);
}

/* A repetition of something that ends in a repetition: (a+)+, (a|b*)*. */
static bool runs_away(sl_str text)
{
    bool had_repeat[64] = {false};
    size_t depth = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        char next = i + 1 < text.n ? text.p[i + 1] : 0;
        if (c == '\\') {
            i++;
        } else if (c == '(' && depth + 1 < 64) {
            had_repeat[++depth] = false;
        } else if (c == ')' && depth) {
            bool inner = had_repeat[depth--];
            if (inner && (next == '+' || next == '*' || next == '{'))
                return true;
            had_repeat[depth] |= inner;
        } else if (c == '+' || c == '*') {
            had_repeat[depth] = true;
        }
    }
    return false;
}

static bool holds_type(bool *out, sl_sast_trial *t, const sl_sast_condition *c,
                       const sl_sast_match *match, sl_err *e)
{
    sl_sast_matches found = {0};
    sl_sast_trial nested = *t;
    const sl_bound *bound = sl_sast_binding_of(match, c->name);
    nested.is_nested = true;
    nested.outer = NULL;
    nested.scope = (sl_span){bound->start, bound->end};
    if (!sl_sast_evaluate_formula(&found, &nested, c->formula, e))
        return false;
    *out = false;
    for (size_t i = 0; i < found.n; i++)
        *out |= found.v[i].span.start == bound->start && found.v[i].span.end == bound->end;
    return true;
}

static bool holds(bool *out, sl_sast_trial *t, const sl_sast_condition *c,
                  const sl_sast_match *match, sl_err *e)
{
    const sl_bound *bound = sl_sast_binding_of(match, c->name);
    *out = false;
    if (c->kind == SL_COND_COMPARISON) {
        lookup_context context = {t, match};
        *out = sl_comparison_holds(c->comparison, t->mem, lookup, &context);
        return true;
    }
    if (!bound)
        return true;
    switch (c->kind) {
    case SL_COND_REGEX:
        return matches(out, t, c->leaf, text_of(t, bound), e);
    case SL_COND_PATTERN:
        return holds_pattern(out, t, c, match, e);
    case SL_COND_TYPE:
        return holds_type(out, t, c, match, e);
    case SL_COND_REDOS:
        *out = runs_away(sl_sast_unquote(text_of(t, bound)));
        return true;
    default:
        *out = looks_random(sl_sast_unquote(text_of(t, bound)));
        return true;
    }
}

bool sl_sast_keep_where(sl_sast_matches *m, sl_sast_trial *t, const sl_sast_condition *c, sl_err *e)
{
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++) {
        bool is_kept;
        if (!holds(&is_kept, t, c, &m->v[i], e))
            return false;
        if (is_kept)
            m->v[n++] = m->v[i];
    }
    m->n = n;
    return true;
}

/* Expressions of rules: written for RE2 (Go), matched by Vectorscan and PCRE2. */
#ifndef SLUICE_STAGES_SECRETS_EXPRESSION_H
#define SLUICE_STAGES_SECRETS_EXPRESSION_H

#include "engine/match/regex.h"
#include "sluice/buf.h"

/** The PCRE2 spelling of an RE2 expression (https://github.com/google/re2/wiki/Syntax): `$` without
    (?m) is the end of the text only, `\s` has no vertical tab. The rest reads the same in both;
    texts are matched as bytes unless the expression itself has characters past ASCII. */
sl_str sl_secret_expression(sl_arena *mem, sl_str re2);

/** What matching needs, and the first error that it met: a search that fails counts as no match and
    is told once, at the end. */
typedef struct sl_secret_matcher {
    sl_arena *mem;     /* for compiled expressions */
    sl_arena *scratch; /* for the unit at hand */
    sl_regex_room *room;
    struct {
        sl_regex **v;
        size_t n, cap;
    } opened; /* what was compiled, to be released at the end */
    bool has_failed;
    sl_err e;
} sl_secret_matcher;

/** Forgets a failure, before the next unit. */
static inline void sl_secret_matcher_begin(sl_secret_matcher *matcher, sl_arena *scratch)
{
    matcher->scratch = scratch;
    matcher->has_failed = false;
}

/** Releases what was compiled, and the room. */
void sl_secret_matcher_clear(sl_secret_matcher *matcher);

/** An expression that is compiled when it is first needed. */
typedef struct sl_secret_regex {
    sl_str re2; /* empty: there is none, which matches nothing */
    sl_regex *compiled;
} sl_secret_regex;

/** The compiled expression; NULL when it does not compile, which the matcher then knows. */
const sl_regex *sl_secret_regex_open(sl_secret_regex *regex, sl_secret_matcher *matcher);
/** True when the expression matches anywhere in the text. */
bool sl_secret_regex_in(sl_secret_regex *regex, sl_secret_matcher *matcher, sl_str text);

#endif

/* Sets of matches: regions with what is bound in them, and Semgrep's operations on them. */
#ifndef SLUICE_STAGES_SAST_MATCHES_MATCHES_H
#define SLUICE_STAGES_SAST_MATCHES_MATCHES_H

#include "engine/match/regex.h"
#include "engine/pattern/match.h"

enum { SL_SAST_MATCHES_MAX = 20000 /* of one formula in one text */ };

/** A match: a region and what is bound in it. */
typedef struct sl_sast_match {
    sl_span span;
    const sl_bound *bindings;
    size_t n_bindings;
    bool is_inside; /* of a pattern-inside alone: it gives way to what lies in it */
    bool is_text;   /* of a regular expression */
    bool is_member; /* a name of a field or definition: no expression, but what a metavariable may
                       be */
} sl_sast_match;

/** Matches in the order of their starts, then ends. */
typedef struct sl_sast_matches {
    sl_sast_match *v;
    size_t n, cap;
} sl_sast_matches;

/** Adds one; SL_ETOOBIG past the limit. */
bool sl_sast_matches_add(sl_sast_matches *out, sl_arena *mem, const sl_sast_match *match,
                         sl_err *e);
/** Sorts, and keeps one of those that are the same in region and bindings. */
void sl_sast_matches_unite(sl_sast_matches *m);
/** Matches of one set inside a match of the other, which agree: the inner one stays, with the
    bindings of both. */
bool sl_sast_matches_intersect(sl_sast_matches *out, sl_arena *mem, const sl_sast_matches *xs,
                               const sl_sast_matches *ys, sl_str text, sl_err *e);
/** Matches of `xs`, each with the bindings of those of `ys` that agree, wherever these are. */
bool sl_sast_matches_beside(sl_sast_matches *out, sl_arena *mem, const sl_sast_matches *xs,
                            const sl_sast_matches *ys, sl_str text, sl_err *e);
/** Takes out of `m` what lies in one of `nots` that agrees. */
void sl_sast_matches_subtract(sl_sast_matches *m, const sl_sast_matches *nots, sl_str text);
/** True when both bind the same to the metavariables that they share. */
bool sl_sast_agree(const sl_sast_match *a, const sl_sast_match *b, sl_str text);
/** What a metavariable stands for; NULL. */
const sl_bound *sl_sast_binding_of(const sl_sast_match *match, sl_str name);
/** The bytes that it stands for; empty when it is not bound. */
sl_str sl_sast_bound(const sl_sast_match *match, sl_str name, sl_str text, bool *is_bound);
/** True when the inner region is in the outer one. */
static inline bool sl_sast_is_within(const sl_span *inner, const sl_span *outer)
{
    return inner->start >= outer->start && inner->end <= outer->end;
}

#endif

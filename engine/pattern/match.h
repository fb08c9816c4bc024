/* Matching patterns with code: where a pattern occurs, and what its metavariables stand for. */
#ifndef SLUICE_ENGINE_PATTERN_MATCH_H
#define SLUICE_ENGINE_PATTERN_MATCH_H

#include "engine/pattern/pattern.h"

enum {
    SL_MATCH_STEPS_MAX = 20000000, /* of one pattern on one file */
    SL_MATCH_FOUND_MAX = 20000,    /* of one pattern in one file */
    SL_MATCH_WAYS_MAX = 200,       /* in which one pattern matches at one place */
    SL_MATCH_BOUND_MAX = 100       /* metavariables of one pattern */
};

/** What a metavariable stands for. */
typedef struct sl_bound {
    sl_str name;
    const sl_term *const *v; /* terms; NULL: a text */
    size_t n;
    uint32_t start, end; /* bytes of the file */
} sl_bound;

/** A place where a pattern matches. */
typedef struct sl_found {
    uint32_t start, end;
    const sl_bound *bounds;
    size_t n_bounds;
    const sl_term *term; /* what matched; the first of a sequence */
} sl_found;

/** Places, in no order. */
typedef struct sl_founds {
    sl_found *v;
    size_t n, cap;
} sl_founds;

/** A parsed file, shared by all patterns. */
typedef struct sl_code {
    sl_str text;
    const sl_term *root;
    const sl_term **all; /* in pre-order */
    size_t n;
    struct {
        const sl_term **v;
        size_t n;
    } kinds[SL_T_COUNT];
    struct {
        const sl_term **v;
        size_t n;
    } known; /* terms that may be something else: with facts */
    sl_str language;
    uint64_t deadline_ns; /* of sl_clock_ns: searches end as if they had taken too many steps */
} sl_code;

/** True when the deadline of the rule at hand is over. */
bool sl_code_is_late(const sl_code *code);

/** Makes ready what matching needs of a tree. */
void sl_code_init(sl_code *code, sl_arena *mem, sl_str text, const sl_term *root, sl_str language);
/** All matches of `pattern`; SL_ETOOBIG names the limit that was reached. */
bool sl_code_search(sl_founds *out, sl_arena *mem, const sl_code_pattern *pattern,
                    const sl_code *code, sl_err *e);
/** True when what two metavariables stand for is the same code. */
bool sl_bound_equal(const sl_bound *a, const sl_bound *b, sl_str text);

#endif

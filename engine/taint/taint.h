/* Taint: data followed from sources to sinks through assignments, calls and fields of one file.
   What sources, sinks, sanitizers and propagators are comes as regions of the file; the walk is in
   the order of execution, functions of the file are run where they are called. */
#ifndef SLUICE_ENGINE_TAINT_TAINT_H
#define SLUICE_ENGINE_TAINT_TAINT_H

#include "engine/pattern/match.h"

enum {
    SL_TAINT_LABELS_MAX = 63,     /* of one rule, besides the one that all without a label have */
    SL_TAINT_LATE = 1 << 12,      /* steps after which the clock is asked */
    SL_TAINT_STEPS_MAX = 3000000, /* terms looked at for one rule in one file */
    SL_TAINT_CALLS_MAX = 12,      /* functions inside one another */
    SL_TAINT_DEPTH_MAX = 1500     /* of terms */
};

/** Labels as a set; bit 0 is the label of sources that name none. */
typedef uint64_t sl_taint_labels;

/** A condition on labels ("a and not b"); empty: any label will do. */
typedef struct sl_taint_requires {
    sl_str text;
    const sl_strs *names; /* label i + 1 */
} sl_taint_requires;

/** What a region is. */
typedef enum sl_taint_kind { SL_TAINT_SOURCE, SL_TAINT_SANITIZER, SL_TAINT_SINK } sl_taint_kind;

/** A region that taints, cleans or must stay clean. */
typedef struct sl_taint_mark {
    sl_taint_kind kind;
    uint32_t start, end;
    bool is_exact;       /* the expression of this region only, not those in it */
    bool has_effect;     /* the variable there is tainted or clean from then on */
    bool is_effect_only; /* … and the expression itself is not */
    sl_taint_labels label;
    sl_taint_requires requires;
    size_t first_part, n_parts; /* a sink: among `parts`, all of which have to be satisfied */
    bool is_control;            /* a source: all that is run after it is tainted */
    bool is_at_exit; /* a sink: where the function is left, and any variable is tainted */
    bool is_value;   /* a sink: a call there counts by what it returns, not by what it is given */
    sl_taint_labels accepts; /* a sink: labels that count for it */
    size_t match;            /* the caller's */
    bool is_hit;             /* a sink: tainted data comes here */
    sl_taint_labels hit;     /* with these labels */
} sl_taint_mark;

/** What a metavariable of a sink stands for, and the labels that it needs. */
typedef struct sl_taint_part {
    uint32_t start, end;
    sl_taint_requires requires;
    sl_taint_labels labels; /* the walk's: that it had last */
} sl_taint_part;

/** In a region, what taints one place taints another. */
typedef struct sl_taint_propagator {
    uint32_t from_start, from_end, to_start, to_end;
    bool has_no_effect;      /* what is there is tainted, the variable there is not */
    sl_taint_labels label;   /* what it becomes; 0: what it was */
    sl_taint_labels replace; /* labels that become it, others do not go on; 0: all do */
    sl_taint_requires requires;
    const sl_term *target; /* found by the walk: the place that it goes to; NULL: none */
    bool is_sought;
} sl_taint_propagator;

/** Options of a rule. */
enum {
    SL_TAINT_ASSIGNMENTS_ONLY = 1, /* nothing but assignments carries taint on */
    SL_TAINT_SAFE_FUNCTIONS = 2,   /* what unknown functions return is clean */
    SL_TAINT_SAFE_INDEXES = 4,
    SL_TAINT_SAFE_COMPARISONS = 8,
    SL_TAINT_SAFE_BOOLEANS = 16,
    SL_TAINT_SAFE_NUMBERS = 32,
    SL_TAINT_UNGUARDED = 64 /* functions are run whatever literals they are given */
};

/** What to follow. */
typedef struct sl_taint_spec {
    struct {
        sl_taint_mark *v;
        size_t n, cap;
    } marks;
    struct {
        sl_taint_propagator *v;
        size_t n, cap;
    } propagators;
    struct {
        sl_taint_part *v;
        size_t n, cap;
    } parts;
    unsigned options;
} sl_taint_spec;

/** What rules have to know of a file. */
typedef struct sl_taint_file sl_taint_file;

/** Looks at a file, once for all rules. */
const sl_taint_file *sl_taint_file_of(sl_arena *mem, const sl_code *code);
/** Follows all, and sets `is_hit` of sinks. SL_ETOOBIG when a limit was reached. */
bool sl_taint_run(sl_taint_spec *spec, sl_arena *mem, const sl_taint_file *file, sl_err *e);
/** Whether labels satisfy a condition; `*ok` false when it is not understood. */
bool sl_taint_holds(const sl_taint_requires *requires, sl_taint_labels labels, bool *ok);

#endif

/* Rules of `mode: join`: findings of several rules, in any files, that have to go together. */
#ifndef SLUICE_STAGES_SAST_BEYOND_JOIN_H
#define SLUICE_STAGES_SAST_BEYOND_JOIN_H

#include "sluice/scanner.h"
#include "stages/sast/matches/matches.h"

struct sl_sast_rule;

/** A metavariable with another name in the conditions. */
typedef struct sl_sast_rename {
    sl_str from, to;
} sl_sast_rename;

/** The findings of one rule: of an inner one, or of another of the set. */
typedef struct sl_sast_collection {
    sl_str name;               /* that conditions have for it */
    struct sl_sast_rule *rule; /* an inner one; NULL */
    sl_str refers;             /* the id or file of another rule */
    size_t index;              /* of that in the rule set; SIZE_MAX: not looked up */
    struct {
        sl_sast_rename *v;
        size_t n, cap;
    } renames;
    const sl_node *at;
} sl_sast_collection;

typedef enum sl_sast_join_op {
    SL_JOIN_EQUAL,
    SL_JOIN_UNEQUAL,
    SL_JOIN_WITHIN, /* the left is in the right */
    SL_JOIN_HOLDS,  /* the right is in the left */
    SL_JOIN_CHAIN   /* the left leads to the right over other findings */
} sl_sast_join_op;

/** COLLECTION.PROPERTY OPERATOR COLLECTION.PROPERTY. */
typedef struct sl_sast_join_on {
    size_t a, b; /* collections */
    sl_str x, y; /* metavariables, or "path" */
    sl_sast_join_op op;
} sl_sast_join_on;

/** A rule of the mode. */
typedef struct sl_sast_join {
    struct {
        sl_sast_collection *v;
        size_t n, cap;
    } collections;
    struct {
        sl_sast_join_on *v;
        size_t n, cap;
    } on;
} sl_sast_join;

enum {
    SL_JOIN_RULES_MAX = 20,
    SL_JOIN_ROWS_MAX = 20000, /* findings of one collection */
    SL_JOIN_STEPS_MAX = 20000000,
    SL_JOIN_FACT_MAX = 1 << 20
};

/** Which collection of which rule of the set a fact is of. */
typedef struct sl_sast_join_place {
    uint32_t rule, collection;
} sl_sast_join_place;

/** A finding as facts have it. */
typedef struct sl_sast_row {
    sl_sast_join_place of;
    sl_str path;
    uint32_t start, end;
    struct {
        sl_bound *v;
        size_t n;
    } bounds;
    sl_str *values; /* what the metavariables stand for, without quotes */
} sl_sast_row;

/** All rows. */
typedef struct sl_sast_rows {
    sl_sast_row *v;
    size_t n, cap;
} sl_sast_rows;

/** Reads `refs` and `on`; inner rules are collections already. */
bool sl_sast_join_read(sl_sast_join *join, sl_arena *mem, const sl_rule *rule, sl_err *e);
/** Tells a match as a fact. */
bool sl_sast_join_tell(sl_sink *sink, const sl_sast_join_place *of, const sl_sast_match *match,
                       sl_str text, sl_err *e);
/** Takes such a fact of the file at `path`. */
bool sl_sast_join_gather(sl_sast_rows *out, sl_arena *mem, sl_str path, sl_str fact, sl_err *e);
/** Reports what fulfils all conditions of the rule, which has that number in the set. */
bool sl_sast_join_finish(const sl_sast_join *join, size_t rule, const sl_sast_rows *rows,
                         sl_sink *sink, sl_err *e);

#endif

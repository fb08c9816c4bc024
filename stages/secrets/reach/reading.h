/* Reading an expression: how much it can match, and which parts can go on for ever. Lengths are
   weighed as texts are: a run of blanks counts as one, and a line counts at most as
   SL_READING_LINE. */
#ifndef SLUICE_STAGES_SECRETS_REACH_READING_H
#define SLUICE_STAGES_SECRETS_REACH_READING_H

#include "sluice/str.h"

enum { SL_READING_DEPTH = 32, SL_READING_LINE = 128 };

/** What one part of an expression can match. */
typedef struct sl_stretch {
    size_t n;    /* so much at most */
    bool breaks; /* it may hold the end of a line */
} sl_stretch;

/** Stretches one behind the other: whole lines, and what stands in the line that is being read. */
typedef struct sl_stretches {
    size_t lines, line;
    bool breaks;
} sl_stretches;

/** Adds a stretch. */
void sl_stretches_add(sl_stretches *all, sl_stretch one);
/** What they come to. */
sl_stretch sl_stretches_sum(const sl_stretches *all);

/** An expression (RE2's syntax) while it is read; begins as {.rest = expression}. */
typedef struct sl_reading {
    sl_str rest;
    struct {
        sl_stretches now;   /* the alternative that is being read */
        sl_stretch longest; /* of those before it */
    } level[SL_READING_DEPTH + 1];
    size_t depth;     /* of groups; those too deep make it unbounded */
    size_t n_literal; /* characters that stand for themselves */
    sl_stretch last;  /* the last atom or group */
    bool is_blank;    /* the last atom takes blanks only */
    bool is_group;
    bool dot_breaks;
    bool has_choice; /* "|" outside of groups */
    bool is_unbounded;
} sl_reading;

/** Reads one token: an atom, a bracket of a group, a quantifier. `rest` must not be empty. */
void sl_reading_one(sl_reading *reading);
/** How much can be matched by what was read outside of open groups. */
sl_stretch sl_reading_sum(const sl_reading *reading);

#endif

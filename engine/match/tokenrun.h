/* Long runs of the characters that tokens are made of: letters, digits and _ + / - . = ~. Most text
   has few, and most expressions that describe secrets match none without one: such expressions need
   to be looked for around the runs only. */
#ifndef SLUICE_ENGINE_MATCH_TOKENRUN_H
#define SLUICE_ENGINE_MATCH_TOKENRUN_H

#include "sluice/str.h"

enum {
    SL_TOKEN_RUN_MOST = 64,   /* what can be asked for */
    SL_TOKEN_RUN_MIN = 28,    /* shorter runs are words, names and paths */
    SL_TOKEN_RUN_AROUND = 160 /* bytes of a match on either side of its run, at most */
};

/** What an expression says about the runs in its matches. */
typedef struct sl_token_need {
    bool is_needed;       /* each match has a run of SL_TOKEN_RUN_MIN characters or more */
    size_t before, after; /* so many bytes of the match stand before and behind it, at most */
} sl_token_need;

/** Reads an expression (PCRE2's syntax, bytes not characters). What it does not understand, such as
    look-arounds and references, needs no run: that is always right. */
sl_token_need sl_token_need_of(sl_str expression);

/** Where a run stands. */
typedef struct sl_token_run {
    size_t from, to;
} sl_token_run;

/** The first run of at least `least` token characters (1 to SL_TOKEN_RUN_MOST) that is not over
    before `at`; of one that began earlier the part from `at` on. False when there is none. */
bool sl_token_run_next(sl_token_run *run, sl_str text, size_t at, size_t least);
/** Likewise of base64's digits, of both alphabets: letters, digits and _ + / -. */
bool sl_base64_run_next(sl_token_run *run, sl_str text, size_t at, size_t least);

#endif

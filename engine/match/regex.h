/* One regular expression through PCRE2 with JIT: exact spans and groups. Steps and stack are
   bounded, so that a catastrophic expression ends in an error and not in a hang. */
#ifndef SLUICE_ENGINE_MATCH_REGEX_H
#define SLUICE_ENGINE_MATCH_REGEX_H

#include "sluice/arena.h"
#include "sluice/err.h"

/** How an expression is read; inline settings such as (?i) work as well. */
enum {
    SL_REGEX_CASELESS = 1,
    SL_REGEX_MULTILINE = 2, /* ^ and $ at every line, as Semgrep has it */
    SL_REGEX_DOTALL = 4,
    SL_REGEX_ANCHORED = 8 /* matches where the search begins only */
};

enum {
    SL_REGEX_STEPS_MAX = 2000000,     /* of one attempt at one place */
    SL_REGEX_STACK_MAX = 1 << 20,     /* bytes */
    SL_REGEX_HEAP_MAX_KIB = 64 << 10, /* of the interpreter, where there is no JIT */
    SL_REGEX_GROUPS_MAX = 64,         /* groups whose spans are told, the whole match included */
    SL_REGEX_BYTES_MAX = 1 << 16      /* of an expression */
};

/** A compiled expression. */
typedef struct sl_regex sl_regex;
/** What matching needs besides: stack and results. One serves many expressions. */
typedef struct sl_regex_room sl_regex_room;

/** The bytes [start, end) of a text; start is SIZE_MAX for a group that took no part. */
typedef struct sl_span {
    size_t start, end;
} sl_span;

/** A match: group 0 is the whole. Points into the room, until the next search. */
typedef struct sl_match {
    const sl_span *groups;
    size_t n;
} sl_match;

/** Where a search may find matches: those that begin in [from, last]. */
typedef struct sl_regex_search {
    sl_str text;
    size_t from, last; /* last SIZE_MAX: to the end */
    bool may_be_empty; /* a match of no bytes counts */
} sl_regex_search;

/** Compiles an expression for matching, its handle in `mem`; the SL_EPARSE error says what is wrong
    and at which byte of it. */
bool sl_regex_open(sl_regex **out, sl_arena *mem, sl_str expression, unsigned flags, sl_err *e);
/** Compiles it only to say what is wrong with it. */
bool sl_regex_check(sl_str expression, unsigned flags, sl_err *e);
/** Releases what the library holds. NULL is fine. */
void sl_regex_close(sl_regex *regex);
/** Number of groups, the whole match included. */
size_t sl_regex_groups(const sl_regex *regex);
/** The name of a group; empty when it has none. */
sl_str sl_regex_group_name(const sl_regex *regex, size_t group);
/** True when the expression has to be read as UTF-8 (it has non-ASCII characters or Unicode
    classes); all others are matched byte by byte. */
bool sl_regex_needs_utf(sl_str expression);
/** A new room, in `mem`; close it. */
sl_regex_room *sl_regex_room_open(sl_arena *mem);
/** Releases what the library holds. NULL is fine. */
void sl_regex_room_close(sl_regex_room *room);
/** The leftmost match; `*found` false when there is none. SL_ETOOBIG when a limit was reached. */
bool sl_regex_find(const sl_regex *regex, sl_regex_room *room, const sl_regex_search *search,
                   sl_match *match, bool *found, sl_err *e);

#endif

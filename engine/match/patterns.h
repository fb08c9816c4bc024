/* Many patterns in one pass: a Vectorscan database says which patterns occur, and where each match
   of theirs ends; PCRE2 then says exactly what matched. The database is compiled for any processor
   of its family, so that what one machine built another can use. */
#ifndef SLUICE_ENGINE_MATCH_PATTERNS_H
#define SLUICE_ENGINE_MATCH_PATTERNS_H

#include "engine/match/regex.h"

enum {
    SL_PATTERNS_MAX = 200000,
    SL_SIGHTING_ENDS_MAX = 256 /* ends told of one pattern in one text; past it, "anywhere" */
};

/** Beside the flags of regex.h: where the matches end need not be known. Such a pattern compiles
   and runs much faster when it has large bounded repetitions. */
enum { SL_PATTERN_ANYWHERE = 256 };

/** One pattern: an expression that PCRE2 takes, and flags. */
typedef struct sl_pattern {
    sl_str expression;
    unsigned flags;
} sl_pattern;

/** A compiled set of patterns, opened. */
typedef struct sl_patterns sl_patterns;

/** That a pattern occurs in a text. */
typedef struct sl_sighting {
    size_t pattern;   /* its index in the set */
    bool is_anywhere; /* it may match anywhere; else only matches that end at `ends` are left */
    struct {
        size_t *v; /* ascending */
        size_t n, cap;
    } ends;
    size_t width; /* no match is longer; SIZE_MAX: not known */
} sl_sighting;

/** The patterns that occur, in the order of their indices. */
typedef struct sl_sightings {
    sl_sighting *v;
    size_t n, cap;
} sl_sightings;

/** Compiles the patterns to a blob in `mem`. Those that Vectorscan cannot express are matched
    loosely by it, or always taken for seen: PCRE2 has the last word on each. */
bool sl_patterns_compile(sl_str *blob, sl_arena *mem, const sl_pattern *patterns, size_t n,
                         sl_err *e);
/** Keeps what the library made of sets in a folder (it exists; borrowed) and takes it from there
    when the same set is compiled again: the build links the compiler often and changes rules
    rarely. Call it before the first set; {0}: nothing is kept, as in the program itself. */
void sl_patterns_keep(sl_str folder);
/** Opens a compiled set. Refuses a blob of another version or machine. */
bool sl_patterns_open(sl_patterns **out, sl_arena *mem, sl_str blob, sl_err *e);
/** Releases what the library holds. NULL is fine. */
void sl_patterns_close(sl_patterns *patterns);
/** Number of patterns in the set. */
size_t sl_patterns_count(const sl_patterns *patterns);
/** No match of the pattern is longer; SIZE_MAX: not known. */
size_t sl_patterns_width(const sl_patterns *patterns, size_t i);
/** One pass over `text`; the sightings are in `mem`. */
bool sl_patterns_see(sl_sightings *out, sl_arena *mem, sl_patterns *patterns, sl_str text,
                     sl_err *e);
/** The sighting of a pattern; NULL when it was not seen. */
const sl_sighting *sl_sightings_of(const sl_sightings *sightings, size_t pattern);

/** Walks the matches of a seen pattern in a text; start it as `{regex, room, sighting, text}`. */
typedef struct sl_confirm {
    const sl_regex *regex;
    sl_regex_room *room;
    const sl_sighting *sighting; /* NULL: anywhere */
    sl_str text;
    size_t at, next_end;
} sl_confirm;

/** The next match, left to right without overlap, as one search over the whole text would give it;
    `*found` false after the last. Matches of no bytes are passed over. */
bool sl_confirm_next(sl_confirm *confirm, sl_match *match, bool *found, sl_err *e);

#endif

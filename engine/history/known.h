/* What is known of a history from scans before: a record of its bulk, which is seldom written, and
   one of what came since. For this folder only. */
#ifndef SLUICE_ENGINE_HISTORY_KNOWN_H
#define SLUICE_ENGINE_HISTORY_KNOWN_H

#include "engine/cache/shelf.h"
#include "engine/history/past.h"
#include "engine/history/record.h"

/** The records: what most is in, and what came later. */
enum { SL_KNOWN_BULK, SL_KNOWN_LATE, SL_KNOWN_PARTS };

/** A record, and the numbers that its things have in this history. */
typedef struct sl_known_part {
    sl_record record;
    size_t bytes;
    bool has_packs;     /* all packs that were there then still are */
    uint32_t *commits;  /* by id: the commit in the graph; NULL: they have the same numbers */
    uint32_t *paths;    /* the path in the catalogue; SL_NO_ID: it was not met */
    uint32_t *blobs;    /* the content in the catalogue; NULL: they have the same numbers */
    uint32_t *versions; /* and for versions */
} sl_known_part;

/** What is known. */
struct sl_known {
    sl_cache *cache;
    sl_cache_key keys[SL_KNOWN_PARTS];
    sl_known_part parts[SL_KNOWN_PARTS];
    sl_shelf *shelf;
    size_t n_commits; /* numbers below this one are of commits that a record names */
    uint32_t *at;     /* of those: their number in the record; with SL_AT_LATE, in the later one */
    uint32_t *new_ends; /* by place in the order: where the commit's entrances end */
};

/** In sl_known.at. */
enum { SL_AT_LATE = 0x80000000u };

/** Looks up what is known of the history, and enters its commits; NULL in `history->known` where
    nothing is to be remembered. */
bool sl_known_open(sl_history *history, sl_err *e);
/** `n` numbers of nothing (SL_NO_ID). */
uint32_t *sl_known_unmet(sl_arena *mem, size_t n);
/** True when it is known what the commit brought. */
bool sl_known_has(const sl_history *history, uint32_t commit);
/** True when the commit is known, and there for all that can be told without opening it. */
bool sl_known_is_there(const sl_history *history, const sl_id *commit);
/** Enters what a known commit brought into the catalogue. */
bool sl_known_replay(sl_history *history, uint32_t commit, sl_err *e);
/** Numbers of paths that were remembered, in the order of their names, and how many. */
const uint32_t *sl_known_paths(size_t *n, const sl_history *history);
/** Sets the marks of what was looked through before. */
void sl_known_marks(sl_history *history);
/** The names of the packs, one a line, in `mem`. */
sl_str sl_known_packs(sl_arena *mem, const sl_history *history);
/** The record of one part from what the history has now, in `mem`. */
void sl_known_gather(sl_record *out, sl_arena *mem, sl_history *history, int part);

#endif

/* What the cache remembers of a unit: for each scanner what it said, under an id of all that its
   answer depended on besides the unit. Written and read as bytes; knows no cache. */
#ifndef SLUICE_ENGINE_WORK_MEMO_H
#define SLUICE_ENGINE_WORK_MEMO_H

#include "engine/work/report.h"

/** Ids of the scanners of a pass. */
typedef struct sl_memos sl_memos;

/** The ids for a pass that this engine (sl_engine_id) makes. */
sl_memos *sl_memos_new(sl_arena *mem, const sl_pass_spec *spec, const unsigned char engine[32]);
/** The digest of all that answers of the pass depend on besides its source; false when this program
    is no engine whose answers can be kept. */
bool sl_memos_digest(unsigned char out[32], sl_arena *mem, const sl_pass_spec *spec);
/** True when what the scanner says may be kept. */
bool sl_memos_keeps(const sl_memos *memos, size_t scanner);

/** A unit in a pass and which scanners want it, as bits. */
typedef struct sl_memo_unit {
    size_t unit;
    const unsigned char *wanted; /* by whom it is to be seen */
    const unsigned char *asked;  /* who was asked, since nothing was remembered of him */
} sl_memo_unit;

/** Fills the report from a memo: states, hits, facts and secrets of the scanners whose bits it then
    takes out of `asked`, which has those of `wanted` at first. True when anything was found. What a
    scanner found in the unit is remembered only together with all others that looked at it then,
    since each has the secrets in its snippets redacted that another finds; nothing found stands
    for itself. */
bool sl_memo_read(sl_report *out, sl_arena *mem, const sl_memos *memos, size_t unit,
                  unsigned char *asked, sl_str memo);
/** Appends the memo of a unit: what the report says of scanners that were asked, and what the memo
    before (may be empty) has of others. What failed is never remembered. False when there is
    nothing new to remember. */
bool sl_memo_write(sl_buf *out, sl_arena *mem, const sl_memos *memos, const sl_memo_unit *unit,
                   const sl_report *report, sl_str before);

#endif

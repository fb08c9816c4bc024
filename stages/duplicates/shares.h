/* How many lines of each folder stand in clones. */
#ifndef SLUICE_STAGES_DUPLICATES_SHARES_H
#define SLUICE_STAGES_DUPLICATES_SHARES_H

#include "base/map.h"
#include "sluice/scanner.h"

/** Lines of a folder. */
typedef struct sl_clone_share {
    uint64_t part, whole;
} sl_clone_share;

/** Shares by folder. */
typedef struct sl_clone_shares {
    sl_arena *mem;
    sl_map folders; /* label to sl_clone_share */
    sl_clone_share total;
} sl_clone_shares;

/** Counts a file's lines for all folders that it is in; the label has to stay. */
void sl_clone_shares_add(sl_clone_shares *shares, sl_str label, uint64_t part, uint64_t whole);
/** Tells the total and each folder with copies, in the order of their names. */
void sl_clone_shares_tell(const sl_clone_shares *shares, sl_sink *sink);

#endif

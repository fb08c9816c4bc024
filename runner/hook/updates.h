/* The lines that git hands to pre-push and pre-receive: which refs are to change, and how. */
#ifndef SLUICE_RUNNER_HOOK_UPDATES_H
#define SLUICE_RUNNER_HOOK_UPDATES_H

#include "sluice/arena.h"
#include "sluice/err.h"

/** More updates in one push are SL_ETOOBIG errors; more bytes of lines as well. */
enum { SL_REF_UPDATES_MAX = 1 << 20, SL_REF_LINES_MAX = 256 << 20 };

/** One ref that is to change; ids are hex digits, empty for none. */
typedef struct sl_ref_update {
    sl_str ref;      /* at the side that is pushed to: "refs/heads/main" */
    sl_str old, new; /* what it points to there (empty: nothing yet) and will (empty: deleted) */
} sl_ref_update;

/** Updates in the order of their lines; texts borrow from what was read. */
typedef struct sl_ref_updates {
    sl_ref_update *v;
    size_t n, cap;
} sl_ref_updates;

/** Reads the lines of pre-push ("LOCAL-REF NEW REF OLD", the first may hold blanks) or of
    pre-receive ("OLD NEW REF"). A line that is neither is an SL_EPARSE error with its number. */
bool sl_ref_updates_read(sl_ref_updates *out, sl_arena *mem, sl_str text, bool is_push, sl_err *e);

#endif

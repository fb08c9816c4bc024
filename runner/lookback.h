/* The history of a repository as a source of `sluice scan`: what of it is left to be scanned after
   a first look, and what is to be said of it. */
#ifndef SLUICE_RUNNER_LOOKBACK_H
#define SLUICE_RUNNER_LOOKBACK_H

#include "engine/history/history.h"
#include "runner/session.h"

/** A look at a history. Whoever sets it up fills what is above the line. */
typedef struct sl_lookback {
    sl_session *session;
    sl_arena *mem;
    const sl_part *parts; /* all that scan; those that see no history are passed over */
    size_t n_parts;
    bool is_hook; /* of what is pushed: the range is git's, not the user's */
    /* --- */
    sl_history *history; /* to be closed; NULL: there is none */
    sl_str name;         /* of the source in the ledger */
} sl_lookback;

/** Whether a part looks at histories. */
bool sl_lookback_takes(const sl_part *part);
/** Opens the history and looks through it; notices go to the session. `spec` needs no screen. */
bool sl_lookback_open(sl_source **out, sl_lookback *back, const sl_history_spec *spec, sl_err *e);
/** After the scan: counts what was clean, and remembers what was learnt. */
void sl_lookback_finish(const sl_lookback *back);

#endif

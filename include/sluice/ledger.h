/* The coverage ledger: what happened to every input. */
#ifndef SLUICE_LEDGER_H
#define SLUICE_LEDGER_H

#include "sluice/arena.h"

/** Ordered by how bad it is; a unit has the worst state over the scanners that should see it.
    (A unit that one scanner scanned and another skipped is scanned.) */
typedef enum sl_unit_state {
    SL_UNIT_SKIPPED, /* nobody looked, for the reason given */
    SL_UNIT_CACHED,
    SL_UNIT_SCANNED,
    SL_UNIT_PARTIAL, /* scanned as far as it goes; counted with the scanned */
    SL_UNIT_FAILED
} sl_unit_state;

/** One unit in the ledger. */
typedef struct sl_entry {
    sl_str path;   /* as reported */
    sl_str source; /* name of the source: "commit abc…", "image …" */
    sl_unit_state state;
    sl_str reason; /* for skipped, partial and failed */
    sl_str stage;  /* the stage whose scanner gave the worst state; empty for the source itself */
} sl_entry;

/** The ledger of a run. `total` is scanned + cached + skipped + failed. */
typedef struct sl_ledger {
    sl_entry *v;
    size_t n, cap;
    size_t n_scanned, n_cached, n_skipped, n_failed, n_partial; /* n_partial is within n_scanned */
} sl_ledger;

/** "scanned", "cached", "skipped", "partial" or "failed". */
const char *sl_unit_state_name(sl_unit_state state);

#endif

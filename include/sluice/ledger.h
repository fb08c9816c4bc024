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
    size_t source; /* index in the ledger's sources */
    sl_unit_state state;
    sl_str reason; /* for skipped, partial and failed */
    sl_str stage;  /* the stage whose scanner gave the worst state; empty for the source itself */
} sl_entry;

/** Counts of units by state: scanned + cached + skipped + failed is all of them. */
typedef struct sl_ledger_counts {
    size_t n_scanned, n_cached, n_skipped, n_failed;
    size_t n_partial; /* within n_scanned */
} sl_ledger_counts;

/** A source and what became of its units. */
typedef struct sl_ledger_source {
    sl_str name;      /* "commit 1f0c…", "folder .", "image build/image" */
    bool is_extra;    /* an image: stands beside the files and is not part of the totals */
    sl_ledger_counts counts;
} sl_ledger_source;

/** The ledger of a run. `counts` are over the sources that are not extra. */
typedef struct sl_ledger {
    sl_entry *v;
    size_t n, cap;
    struct {
        sl_ledger_source *v;
        size_t n, cap;
    } sources;
    sl_ledger_counts counts;
} sl_ledger;

/** scanned + cached + skipped + failed. */
size_t sl_ledger_total(const sl_ledger_counts *counts);
/** "scanned", "cached", "skipped", "partial" or "failed". */
const char *sl_unit_state_name(sl_unit_state state);

#endif

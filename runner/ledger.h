/* Keeping the coverage ledger: each unit once, with its worst state. */
#ifndef SLUICE_RUNNER_LEDGER_H
#define SLUICE_RUNNER_LEDGER_H

#include "engine/work/pass.h"
#include "sluice/ledger.h"

/** Builds a ledger over several passes; lives in an arena. */
typedef struct sl_ledger_book sl_ledger_book;

/** A book that writes into `ledger` (zeroed by the caller). */
sl_ledger_book *sl_ledger_open(sl_arena *mem, sl_ledger *ledger);
/** Enters what a pass made of its units. `name` names the source; the same name again adds to the
    same units. `is_extra`: an image. */
void sl_ledger_enter(sl_ledger_book *book, sl_str name, bool is_extra, const sl_pass_spec *spec,
                     const sl_pass_result *result);
/** Adds units of a source that are counted and not listed. */
void sl_ledger_add(sl_ledger_book *book, sl_str name, const sl_ledger_counts *counts);
/** Counts the states; call when all passes are entered (may be called again). */
void sl_ledger_count(sl_ledger_book *book);

#endif

/* Looking through a large history before anything is scanned: most contents are quiet, which costs
   little to find out in the order of the pack, and need no name. What is not is left to scan. */
#ifndef SLUICE_ENGINE_HISTORY_SCREEN_H
#define SLUICE_ENGINE_HISTORY_SCREEN_H

#include "engine/history/history.h"
#include "engine/work/pass.h"

/** Who looks, and how. */
typedef struct sl_screen_spec {
    const sl_pass_scanner *scanners;
    size_t n_scanners;
    unsigned jobs;
    bool require_sandbox;
    sl_pass_limits limits;
    void (*progress)(void *context, size_t done, size_t total); /* may be NULL */
    void *context;
} sl_screen_spec;

/** Histories with fewer contents than this are scanned without being looked through. */
enum { SL_SCREEN_MIN = 2000 };

/** Looks through the history, before sl_history_source. Scanners without `screen` want to scan
    everything. */
bool sl_history_screen(sl_history *history, sl_err *e);

#endif

/* The workers of a pass as the parent sees them: forked, fed with batches, watched by deadline,
   replaced when they end. Knows units as numbers only; what to do and what came of it is asked of
   and told to its owner. */
#ifndef SLUICE_ENGINE_WORK_CREW_H
#define SLUICE_ENGINE_WORK_CREW_H

#include "base/loop.h"
#include "engine/work/worker.h"

typedef struct sl_crew sl_crew;

/** A worker ended with a unit in hand. */
typedef struct sl_loss {
    size_t unit;
    size_t scanner; /* that had it; SIZE_MAX: it was being read */
    sl_str reason;
} sl_loss;

/** What the crew asks and tells. */
typedef struct sl_crew_spec {
    sl_worker_job job; /* without `progress` and `fd` */
    unsigned n_workers;
    void *context;
    /** Writes the next items to `batch` (room for SL_BATCH_ITEMS); their number, 0 for none. */
    size_t (*next)(void *context, unsigned char *batch);
    /** A report on `unit` came; false when it cannot be read: then the worker is ended. */
    bool (*report)(void *context, size_t unit, sl_str bytes);
    /** A unit has brought a worker down (once for each worker). */
    void (*lost)(void *context, const sl_loss *loss);
    /** A unit was handed out and not begun, or its report is lost: it has to be done again; `alone`
        in a batch of its own, so that what goes wrong then is surely its doing. */
    void (*again)(void *context, size_t unit, bool alone);
    /** No worker is left and nothing is to be done; `e` is NULL unless no worker could be kept. */
    void (*ended)(void *context, const sl_err *e);
} sl_crew_spec;

/** Forks the workers. */
bool sl_crew_start(sl_crew **out, sl_arena *mem, sl_loop *loop, const sl_crew_spec *spec,
                   sl_err *e);
/** Ends all workers now; `ended` follows. */
void sl_crew_stop(sl_crew *crew);
/** How long a unit may take, in milliseconds. */
uint64_t sl_unit_limit_ms(const sl_pass_limits *limits, const sl_unit *unit);

#endif

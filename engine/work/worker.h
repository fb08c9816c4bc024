/* The child side of a pass: takes batches of units from its socket, scans them, sends reports. */
#ifndef SLUICE_ENGINE_WORK_WORKER_H
#define SLUICE_ENGINE_WORK_WORKER_H

#include <stdatomic.h>

#include "engine/work/report.h"
#include "engine/sandbox/sandbox.h"

/** What a worker is doing, in memory that it shares with its parent: a report is sent now and then,
    this says which unit was in hand when the worker ended. The parent believes none of it blindly.
 */
typedef struct sl_progress {
    _Atomic uint32_t item;      /* units begun since the start of the worker */
    _Atomic uint32_t scanner;   /* that has the unit; UINT32_MAX: it is being read */
    _Atomic uint64_t began_ms;  /* sl_now_ms when the unit was begun */
    volatile int violation;     /* number of a forbidden system call, or -1 */
    char sentence[SL_ERR_TEXT]; /* why the sandbox could not be entered */
} sl_progress;

/** What a worker is forked with; it is in the parent's memory, copied on write. */
typedef struct sl_worker_job {
    const sl_pass_spec *spec;
    void *const *states; /* of the scanners */
    const sl_sandbox *sandbox;
    sl_progress *progress;
    int parent, fd; /* process id; the worker's end of the socket */
} sl_worker_job;

/** One unit of a batch, followed by the bits of the scanners that want it. */
typedef struct sl_batch_item {
    uint32_t unit;
    unsigned char scanners[];
} sl_batch_item;

enum { SL_BATCH_ITEMS = 64 };

/** Exit statuses of a worker besides those of the process's end. */
enum { SL_WORKER_DONE = 0, SL_WORKER_MEMORY = 3, SL_WORKER_SANDBOX = 158 };

/** Bytes of one item in a batch. */
size_t sl_batch_item_size(size_t n_scanners);
/** Runs the worker to its end; never returns. */
_Noreturn void sl_worker_run(const sl_worker_job *job);

#endif

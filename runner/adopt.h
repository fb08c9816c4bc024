/* `sluice baseline`: adopting a repository as it is. Today's open findings become known ones in the
   file that the policy names; they are counted from then on, and block no more. */
#ifndef SLUICE_RUNNER_ADOPT_H
#define SLUICE_RUNNER_ADOPT_H

#include "runner/look.h"

/** What `sluice baseline` was asked to do. */
typedef struct sl_adopt_spec {
    sl_look_spec look; /* what to scan; its `adopts` is set by sl_adopt */
    sl_str file;       /* to write; empty: the one that the policy names */
    bool prune;        /* drop known findings that are not there any more */
    bool force;        /* write although something could not be scanned */
    bool dry_run;      /* write nothing */
} sl_adopt_spec;

/** What came of it. */
typedef struct sl_adoption {
    sl_str file;       /* as written to */
    bool is_named;     /* by the policy, so that scans and runs read it */
    bool is_written;   /* false also when the file already says all this */
    bool is_refused;   /* the scan is incomplete, and nothing was forced */
    sl_findings added; /* in the order of the report */
    size_t n_known;    /* found again */
    size_t n_gone;     /* not found any more, and kept */
    size_t n_dropped;  /* not found any more, and dropped */
} sl_adoption;

/** Scans and writes the baseline. `result` is that of the scan. */
bool sl_adopt(sl_adoption *out, sl_result *result, sl_arena *mem, const sl_adopt_spec *spec,
              sl_err *e);

#endif

/* Child processes: own process group, clean environment and descriptors, output line by line,
   TERM then KILL at the deadline. Whatever a child started ends with it (see keeper.h). */
#ifndef SLUICE_BASE_PROCESS_H
#define SLUICE_BASE_PROCESS_H

#include "base/loop.h"
#include "sluice/arena.h"
#include "sluice/buf.h"

typedef struct sl_process sl_process;

/** How a child ended. */
typedef struct sl_process_end {
    bool is_timeout; /* the deadline passed, the group was ended by us */
    bool is_signal;  /* ended by a signal */
    int code;        /* exit status, or the signal's number */
} sl_process_end;

/** What to start. Nothing is inherited but what stands here. */
typedef struct sl_process_spec {
    const char *const *argv; /* NULL-terminated; argv[0] is looked up in the PATH of `env` */
    const char *const *env;  /* "NAME=VALUE", NULL-terminated: the whole environment */
    const char *folder;      /* working directory; NULL: ours */
    sl_str input;            /* given on stdin; empty: /dev/null */
    uint64_t timeout_ms;     /* 0: none */
    uint64_t grace_ms;       /* between TERM and KILL; 0: 5000 */
    sl_strs secrets;         /* values masked as *** in each line */
    size_t max_line;         /* longer lines are handed over in pieces; 0: 65536 */
    void (*line)(void *context, sl_str line, bool is_error); /* without the newline */
    void (*end)(void *context, const sl_process_end *end);   /* once, after all output */
    void *context;
} sl_process_spec;

/** Starts the child on the loop. */
bool sl_process_start(sl_process **out, sl_loop *loop, const sl_process_spec *spec, sl_err *e);
/** Ends the whole group early: TERM, then KILL after the grace; `end` follows. */
void sl_process_stop(sl_process *process);
/** Runs a child to its end on a loop of its own; stdout and stderr go to the buffers (may be NULL).
 */
bool sl_process_run(const sl_process_spec *spec, sl_buf *output, sl_buf *errors,
                    sl_process_end *end, sl_err *e);

#endif

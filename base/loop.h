/* The event loop: one thread, file descriptors, deadlines and child processes. A run has one. */
#ifndef SLUICE_BASE_LOOP_H
#define SLUICE_BASE_LOOP_H

#include "sluice/err.h"
#include "sluice/str.h"

typedef struct sl_loop sl_loop;
/** One thing the loop watches. */
typedef struct sl_watch sl_watch;

/** Called when the descriptor is readable (or writable, or its peer is gone). */
typedef void (*sl_on_ready)(void *context);
/** Called once when the deadline is over. */
typedef void (*sl_on_time)(void *context);
/** Called once when the child has ended, with the status of waitpid(2). */
typedef void (*sl_on_exit)(void *context, int status);

/** A loop, heap memory. */
bool sl_loop_new(sl_loop **out, sl_err *e);
/** Frees the loop and what it still watches. NULL is fine. */
void sl_loop_free(sl_loop *loop);
/** Watches a descriptor; `for_write` asks for writability instead of readability. */
sl_watch *sl_loop_fd(sl_loop *loop, int fd, bool for_write, sl_on_ready call, void *context);
/** Calls once after `ms` milliseconds. */
sl_watch *sl_loop_timer(sl_loop *loop, uint64_t ms, sl_on_time call, void *context);
/** Calls once when the child `pid` ends (and reaps it). */
sl_watch *sl_loop_child(sl_loop *loop, int pid, sl_on_exit call, void *context);
/** Stops watching; fine inside a callback, fine for a watch that has fired once. NULL is fine. */
void sl_loop_drop(sl_loop *loop, sl_watch *watch);
/** Waits for the next event and calls back; false when nothing is watched any more (`e` is left as
    it was) or on error. A signal handler that ran makes it return true, so that the caller can look
    at what the handler noted. */
bool sl_loop_step(sl_loop *loop, sl_err *e);
/** Milliseconds of the monotonic clock. */
uint64_t sl_now_ms(void);

#endif

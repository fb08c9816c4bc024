/* The seccomp filter of a worker: an allow-list of system calls. */
#ifndef SLUICE_ENGINE_SANDBOX_FILTER_H
#define SLUICE_ENGINE_SANDBOX_FILTER_H

#include <linux/filter.h>

#include "sluice/arena.h"
#include "sluice/err.h"

/** Builds the filter's program in the arena: a call that is not allowed raises SIGSYS. SL_ENOTSUP
    where the kernel has no filters. */
bool sl_filter_build(struct sock_fprog *out, sl_arena *mem, sl_err *e);
/** Binds this process to the program for good; needs PR_SET_NO_NEW_PRIVS. */
bool sl_filter_enter(const struct sock_fprog *program, sl_err *e);

#endif

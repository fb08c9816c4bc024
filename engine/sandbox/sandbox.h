/* What a process that reads hostile bytes may still do: compute, read below the source, and write
   to its socket. Made once in the parent, entered by each child after fork(2). */
#ifndef SLUICE_ENGINE_SANDBOX_SANDBOX_H
#define SLUICE_ENGINE_SANDBOX_SANDBOX_H

#include "sluice/arena.h"
#include "sluice/err.h"

typedef struct sl_sandbox sl_sandbox;

/** What the sandbox leaves open, and its limits. */
typedef struct sl_sandbox_spec {
    sl_strs readable; /* folders and files that may be read; those that do not exist are left out */
    bool may_connect; /* network and its libraries' system calls: no filter, all else as below */
    uint64_t memory;  /* RLIMIT_AS; not set under sanitizers */
    uint64_t cpu_seconds; /* RLIMIT_CPU */
    bool is_required;     /* a kernel that cannot give all of it is an error, not a note */
} sl_sandbox_spec;

/** Prepares the Landlock rules and the seccomp filter. What the kernel would not give is added to
    `notes`, one sentence each. */
bool sl_sandbox_open(sl_sandbox **out, sl_arena *mem, const sl_sandbox_spec *spec, sl_strs *notes,
                     sl_err *e);
/** Releases the descriptors. NULL is fine. */
void sl_sandbox_close(sl_sandbox *sandbox);
/** In the child `parent` has just forked: dies with its parent, drops privileges to gain others,
    closes every descriptor but `keep`, stderr under sanitizers, and regular files and folders that
    are open for reading; then limits, Landlock and the filter. `violation` gets the number of the
    first forbidden system call, which ends the process with status SL_SANDBOX_EXIT. */
bool sl_sandbox_enter(const sl_sandbox *sandbox, int parent, int keep, volatile int *violation,
                      sl_err *e);
/** The name of a system call for messages. */
sl_str sl_syscall_name(sl_arena *mem, int number);

/** Exit status of a process that made a forbidden system call. */
enum { SL_SANDBOX_EXIT = 159 };

#endif

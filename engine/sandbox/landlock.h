/* Landlock (Documentation/userspace-api/landlock.rst of Linux): files below given paths may be
   read, nothing else of the file system, and no TCP. */
#ifndef SLUICE_ENGINE_SANDBOX_LANDLOCK_H
#define SLUICE_ENGINE_SANDBOX_LANDLOCK_H

#include "sluice/arena.h"
#include "sluice/err.h"

/** A ruleset that lets `readable` be read and, with `may_connect`, TCP be used; -1 with SL_ENOTSUP
   where the kernel has no Landlock. What this kernel's version leaves open is added to `notes`. */
int sl_landlock_open(sl_arena *mem, const sl_strs *readable, bool may_connect, sl_strs *notes,
                     sl_err *e);
/** Binds this process to the ruleset for good. */
bool sl_landlock_enter(int ruleset, sl_err *e);

#endif

/* Libraries that load late: a table of function pointers filled by dlopen on first need, so that a
   command which never touches a repository or an archive does not pay for their libraries. */
#ifndef SLUICE_BASE_LATE_H
#define SLUICE_BASE_LATE_H

#include "sluice/err.h"

/** Loads the shared object `soname` and writes the addresses of `names` (`n`) to `table`, which is
   a struct of `n` function pointers in the same order. Loading again is cheap. The error names the
    Debian package `package` that has the library. */
bool sl_late_load(void *table, const char *soname, const char *const *names, size_t n,
                  const char *package, sl_err *e);

#endif

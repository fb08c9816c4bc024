/* Fixes of a result's findings, by file: chosen, shown as a diff, and made. */
#ifndef SLUICE_RUNNER_FIX_FIXES_H
#define SLUICE_RUNNER_FIX_FIXES_H

#include "base/edit.h"
#include "sluice/result.h"

/** The fixes of one file. */
typedef struct sl_file_fixes {
    sl_str file, path; /* as reported; on disk */
    sl_str before, after;
    sl_edits edits; /* chosen, in the order of their places */
} sl_file_fixes;

/** All fixes. */
typedef struct sl_fixes {
    struct {
        sl_file_fixes *v;
        size_t n, cap;
    } files;              /* that change */
    size_t n_made;        /* fixes that are chosen */
    size_t n_overlapping; /* that have to wait for another run */
    sl_strs left;         /* sentences: files that cannot be fixed */
} sl_fixes;

/** Reads the files of open findings that bring a fix and makes the fixes in memory. A file that is
    not what was scanned is left as it is. Files of the result are relative to `folder`. */
void sl_fixes_gather(sl_fixes *out, sl_arena *mem, const sl_result *result, sl_str folder);
/** Appends a unified diff that `git apply` and `patch -p1` take. */
void sl_fixes_diff(sl_buf *out, const sl_fixes *fixes);
/** Writes the files, each at once or not at all; the first error is returned after all were tried.
 */
bool sl_fixes_apply(const sl_fixes *fixes, sl_err *e);

#endif

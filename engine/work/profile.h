/* Where a scan's time goes: by rule and by file. Scanners that know the time of their rules tell it
   (sl_scan_setup's `profile`). */
#ifndef SLUICE_ENGINE_WORK_PROFILE_H
#define SLUICE_ENGINE_WORK_PROFILE_H

#include "base/map.h"
#include "sluice/buf.h"
#include "sluice/scanner.h"

/** Time that one rule, or one file, took. */
typedef struct sl_time {
    sl_str name;         /* of the rule, or of the file */
    uint64_t ns, max_ns; /* in all files; in the one that took longest */
    size_t n;            /* files that the rule was tried on, rules tried on the file */
} sl_time;

/** Times. */
struct sl_profile {
    sl_arena *mem;
    sl_map index; /* rule ids to places in `rules`, plus 1 */
    struct {
        sl_time *v;
        size_t n, cap;
    } rules, files;
};

/** A new profile in `mem`. */
sl_profile *sl_profile_new(sl_arena *mem);
/** Appends what took longest, for people; rules that are slow in every file come last, by name. */
void sl_profile_text(sl_buf *out, const sl_profile *profile);
/** Appends all of it as JSON. */
void sl_profile_json(sl_buf *out, const sl_profile *profile);

#endif

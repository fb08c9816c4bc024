/* The whole history of a repository as a source: every content that was ever at a path, the words
   of commits and tags, the names of files and refs; and for each finding where it comes from.
   Objects are walked, not differences of two commits: what a merge adds by itself is there, too. */
#ifndef SLUICE_ENGINE_HISTORY_HISTORY_H
#define SLUICE_ENGINE_HISTORY_HISTORY_H

#include "engine/cache/shelf.h"
#include "sluice/finding.h"
#include "sluice/ledger.h"
#include "sluice/source.h"

/** What of the history is asked for. */
typedef struct sl_history_spec {
    sl_str path;      /* of the repository, or below it */
    bool is_asked;    /* what refs, reflogs and heads of work trees reach */
    sl_strs ranges;   /* together one range, as git rev-list takes it; none: all */
    bool unreachable; /* also what nothing reaches any more */
    sl_cache *cache;  /* what is remembered of the whole history; NULL: nothing */
    const struct sl_screen_spec *screen; /* who looks through it and scans it; stays */
} sl_history_spec;

typedef struct sl_history sl_history;

/** Looks at the repository: lists refs, walks commits and trees. Objects that are missing or
   damaged become units that have failed. SL_EUSAGE: a range names nothing. */
bool sl_history_open(sl_history **out, sl_arena *mem, const sl_history_spec *spec, sl_err *e);
/** Releases what is mapped. NULL is fine. */
void sl_history_close(sl_history *history);
/** The units: versions of files, "git:commit/ID", "git:tag/ID", "git:blob/ID" for contents without
   a path, "git:paths" and "git:refs". The history has to stay open as long as the source. */
bool sl_history_source(sl_source **out, sl_history *history, sl_err *e);
/** Whether what was asked for goes on behind the border of a shallow clone. */
bool sl_history_is_cut(const sl_history *history);
/** Contents of the history that are no units because they were found to be clean, now or before. */
const sl_ledger_counts *sl_history_clean(const sl_history *history);
/** Answers on units from scans before, for the pass; NULL where nothing is remembered. */
sl_shelf *sl_history_shelf(const sl_history *history);
/** Remembers what was learnt, after the pass. */
void sl_history_keep(sl_history *history);
/** Gives each finding its origin, and of findings that are the same (rule, secret, path) keeps the
    one of the oldest commit. `unit` of the findings is that of the source. */
void sl_history_tell(sl_history *history, sl_findings *findings);
/** Where the repository is read from, for messages. */
sl_str sl_history_folder(const sl_history *history);

#endif

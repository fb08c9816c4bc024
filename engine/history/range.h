/* Which part of a history: what git rev-list takes on its command line (gitrevisions(7)). */
#ifndef SLUICE_ENGINE_HISTORY_RANGE_H
#define SLUICE_ENGINE_HISTORY_RANGE_H

#include "engine/history/tips.h"
#include "engine/objects/objects.h"

/** One end of a range. */
typedef struct sl_range_end {
    sl_str name; /* as written */
    sl_id id;
    sl_tip_kind kind;
    bool is_excluded;
} sl_range_end;

/** A range: what its ends reach, less what the excluded ones reach. */
typedef struct sl_range {
    sl_range_end *v;
    size_t n, cap;
} sl_range;

/** What names are resolved with. */
typedef struct sl_range_ground {
    const sl_gitfolder *folder;
    const sl_tips *tips;
    sl_objects *objects;
} sl_range_ground;

/** Adds what `text` says: "A..B", "A...B", "^X", "X", "--not", "--all", "--branches", "--tags",
    "--remotes", separated by blanks or commas. An excluded id that the repository does not have
    excludes nothing. SL_EUSAGE: it names nothing. */
bool sl_range_read(sl_range *out, sl_arena *mem, const sl_range_ground *ground, sl_str text,
                   sl_err *e);
/** The object that one revision names: an id or the beginning of one, a ref, with ~N, ^N, ^{commit}
    behind it. SL_ENOENT: none. */
bool sl_revision_id(sl_id *out, const sl_range_ground *ground, sl_str rev, sl_err *e);

#endif

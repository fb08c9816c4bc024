/* Where histories start: refs, the heads of all work trees, and what reflogs remember. */
#ifndef SLUICE_ENGINE_HISTORY_TIPS_H
#define SLUICE_ENGINE_HISTORY_TIPS_H

#include "engine/objects/gitfolder.h"
#include "engine/objects/id.h"

/** What a tip is, the most telling first. */
typedef enum sl_tip_kind {
    SL_TIP_BRANCH, /* refs/heads/ and the HEAD of a work tree */
    SL_TIP_REMOTE, /* refs/remotes/ */
    SL_TIP_TAG,
    SL_TIP_NOTE,
    SL_TIP_STASH,
    SL_TIP_OTHER,      /* any other ref */
    SL_TIP_REFLOG,     /* was a ref's value once */
    SL_TIP_PSEUDO,     /* FETCH_HEAD, ORIG_HEAD and the like, which keep nothing alive */
    SL_TIP_UNREACHABLE /* none of all these */
} sl_tip_kind;

/** A starting point. */
typedef struct sl_tip {
    sl_tip_kind kind;
    sl_str name; /* "refs/heads/main", "HEAD"; of a reflog the name of its ref */
    sl_id id;
} sl_tip;

/** Starting points; refs are in the order of their names, and before all else. */
typedef struct sl_tips {
    sl_tip *v;
    size_t n, cap;
    size_t n_refs;
} sl_tips;

/** More tips, or larger files of refs or logs, are SL_ETOOBIG errors. */
enum { SL_TIPS_MAX = 4000000, SL_REFS_BYTES_MAX = 512 << 20 };

/** Reads all of them; texts live in `mem`. A ref that holds no id is left out. */
bool sl_tips_read(sl_tips *out, sl_arena *mem, const sl_gitfolder *folder, sl_err *e);
/** The tip that a name means, as gitrevisions(7) has it ("main", "v1", "origin/main", "HEAD"); NULL
    when there is none. */
const sl_tip *sl_tips_named(const sl_tips *tips, sl_str name);

#endif

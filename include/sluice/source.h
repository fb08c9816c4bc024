/* Where units come from: a commit, the index, the work tree, a folder, a difference, an image. */
#ifndef SLUICE_SOURCE_H
#define SLUICE_SOURCE_H

#include "sluice/arena.h"
#include "sluice/buf.h"
#include "sluice/err.h"
#include "sluice/unit.h"

typedef struct sl_source sl_source;

/** What a file system says of a file. Times are nanoseconds since 1970. */
typedef struct sl_stamp {
    uint64_t device, inode, size;
    int64_t modified, changed;
    int64_t taken; /* when it was asked */
} sl_stamp;

/** What a source implements. `self` is its own state, which lives in the arena that it was opened
    with. `read` is called in worker processes after a fork and must not need the network. */
struct sl_source {
    const char *kind; /* "commit", "index", "worktree", "folder", "difference", "history" … */
    sl_str root;     /* the folder or repository on disk, absolute, for the sandbox; may be empty */
    sl_strs also;    /* further paths that `read` opens (object stores of linked work trees …) */
    sl_units units;  /* the inventory, complete when the source is open */
    bool is_change;  /* what is not listed is as it was before … */
    sl_strs gone;    /* … but for these paths, which were there */
    uint64_t mapped; /* bytes of address space that `read` has mapped already */
    bool is_history; /* units are versions: paths repeat, and most are only counted */
    void *self;
    /** Appends the content of units.v[i] to `out`. A content larger than `out->max` is SL_ETOOBIG;
        a symbolic link's content is its target. */
    bool (*read)(const sl_source *source, size_t i, sl_buf *out, sl_err *e);
    /** May be NULL: the stamp of the file units.v[i] as it is now; false where it has none. */
    bool (*stamp)(const sl_source *source, size_t i, sl_stamp *out);
    void (*close)(sl_source *source);
};

/** Releases what the source holds open. NULL is fine. */
void sl_source_close(sl_source *source);

#endif

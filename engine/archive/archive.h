/* Archives in memory, taken apart file by file and nested to a depth, through libarchive. Nothing
   is written to a disk; links are not followed. */
#ifndef SLUICE_ENGINE_ARCHIVE_ARCHIVE_H
#define SLUICE_ENGINE_ARCHIVE_ARCHIVE_H

#include "engine/archive/kind.h"
#include "sluice/err.h"

enum { SL_ARCHIVE_DEPTH_MAX = 16, SL_ARCHIVE_RATIO_FROM = 32 << 20 };

/** What one archive may make its reader do, with all that is nested in it. */
typedef struct sl_archive_limits {
    uint64_t depth;   /* archives within archives that are opened */
    uint64_t entries; /* files and folders */
    uint64_t bytes;   /* that come out */
    uint64_t ratio;   /* of what comes out to what went in, from SL_ARCHIVE_RATIO_FROM bytes on */
} sl_archive_limits;

/** A part of an archive that is no file's content, or all of one that is damaged. */
typedef struct sl_archive_rest {
    sl_str path;  /* of the archive in the one that is walked ("inner.zip"); empty: that one */
    sl_str bytes; /* of the archive, all of them */
    size_t from, to;
} sl_archive_rest;

/** Who takes the files. */
typedef struct sl_archive_visitor {
    void *context;
    /** One file: its path in the archive ("inner.zip!/a.txt" when nested) and its bytes, both valid
        during the call. False ends the walk with the error. */
    bool (*file)(void *context, sl_str path, sl_str bytes, sl_err *e);
    /** A comment, or what stands before, between or behind the files. An archive within, that is
        damaged, is given to `file` instead: it may be none. */
    bool (*rest)(void *context, const sl_archive_rest *rest, sl_err *e);
    /** Something could not be read: a sentence that names the entry. */
    void (*partial)(void *context, sl_str what);
} sl_archive_visitor;

/** Loads the library ahead of a sandbox that would not let it load. */
bool sl_archive_prepare(sl_err *e);
/** True when it is loaded in this process. */
bool sl_archive_is_prepared(void);
/** Walks the files of the archive `bytes`, which is called `path`. What is damaged or encrypted is
    told by `partial`; a limit reached is SL_ETOOBIG with its name, after the files before it. */
bool sl_archive_walk(sl_str path, sl_str bytes, const sl_archive_limits *limits,
                     const sl_archive_visitor *visitor, sl_err *e);

#endif

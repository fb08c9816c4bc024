/* How bytes are packed, told by their first ones; names are only a hint to load a library early. */
#ifndef SLUICE_ENGINE_ARCHIVE_KIND_H
#define SLUICE_ENGINE_ARCHIVE_KIND_H

#include "sluice/arena.h"

/** What a kind of packing is. */
typedef enum sl_archive_kind {
    SL_ARCHIVE_NONE,
    SL_ARCHIVE_STREAM, /* one packed stream, in which a tar archive may be: gzip, bzip2, xz, zstd …
                        */
    SL_ARCHIVE_FILES   /* files in one: zip, tar, 7-Zip, ar, cpio, RAR, cabinet */
} sl_archive_kind;

/** The kind of these bytes; a look at a few of them. */
sl_archive_kind sl_archive_kind_of(sl_str bytes);
/** True for a zip archive, also one that stands behind something else, such as a script that
   unpacks it. */
bool sl_archive_is_zip(sl_str bytes);
/** True when the name may be that of an archive: its end is one that archives have (".zip", ".jar",
    ".tgz", ".docx" …), or says nothing (none at all, ".bin", ".bak" …). */
bool sl_archive_is_name(sl_str path);
/** What a packed stream's content is called: "a.sql" for "dir/a.sql.gz", "a.tar" for "a.tgz". */
sl_str sl_archive_stem(sl_str path, sl_arena *mem);

#endif

/* What a scan of a history learnt of objects, as bytes: facts that hold for ever, since objects do
   not change. A record stands for itself: it has numbers of its own for all that it names. */
#ifndef SLUICE_ENGINE_HISTORY_RECORD_H
#define SLUICE_ENGINE_HISTORY_RECORD_H

#include "sluice/arena.h"
#include "sluice/buf.h"

/** A content at a path. */
typedef struct sl_record_version {
    uint32_t path, blob, mode;
} sl_record_version;

/** The facts; all are views. Lists of lists are one list, and where each ends in it. */
typedef struct sl_record {
    size_t n_commits, n_ids, n_parents, n_entrances, n_versions, n_blobs, n_paths, n_tags;
    size_t path_bytes, pack_bytes;
    const int64_t *times; /* of commits */
    const sl_record_version *versions;
    const uint32_t *parents_end;   /* of each commit */
    const uint32_t *parents;       /* numbers of ids */
    const uint32_t *entrances_end; /* of each commit */
    const uint32_t *entrances;     /* the versions that the commit has and its first parent not */
    const uint32_t *paths_end;     /* of each path */
    const unsigned char *ids;      /* of commits, then of parents that are none of them */
    const unsigned char *blobs, *tags;                                       /* ids */
    const unsigned char *commit_marks, *blob_marks, *path_marks, *tag_marks; /* sl_past_mark */
    const char *paths; /* in the order of their bytes, in a record of the bulk */
    const char *packs; /* names of the packs that were there, one a line */
    sl_str answers;    /* an sl_shelf */
} sl_record;

/** Appends the record. */
void sl_record_write(sl_buf *out, const sl_record *record, size_t id_bytes);
/** Reads what sl_record_write wrote, whose bytes have to stay (and to be aligned for 64 bits);
   false when it is malformed. */
bool sl_record_read(sl_record *out, sl_str bytes, size_t id_bytes);

#endif

/* Objects of a repository as they are stored: bytes by id, and the few facts of a commit. */
#ifndef SLUICE_ENGINE_SOURCE_OBJECT_H
#define SLUICE_ENGINE_SOURCE_OBJECT_H

#include "engine/objects/objects.h"
#include "engine/source/repo.h"

typedef enum sl_object_kind { SL_OBJECT_COMMIT, SL_OBJECT_TREE, SL_OBJECT_BLOB } sl_object_kind;

/** An object held open; its text is valid until it is closed. */
typedef struct sl_object {
    sl_content content;
    sl_str text;
} sl_object;

/** Commits and trees, and blobs that are opened whole, larger than this are SL_ETOOBIG errors. */
enum { SL_OBJECT_MAX = 64 << 20, SL_BLOB_MAX = 1 << 30 };

/** Opens the object, which has to be of the kind. SL_ENOENT: the repository does not have it. */
bool sl_object_open(sl_object *out, const sl_repo *repo, const sl_id *id, sl_object_kind kind,
                    sl_err *e);
/** One that is not open is fine. */
void sl_object_close(sl_object *object);
/** Appends the content of a blob; over `out->max` is SL_ETOOBIG, found before it is unpacked. */
bool sl_object_read(sl_buf *out, const sl_repo *repo, const sl_id *blob, sl_err *e);
/** The tree of a commit, whose text this is (gitformat: "tree ", 40 digits, newline). */
bool sl_commit_tree(sl_id *tree, sl_str text, sl_err *e);
/** Takes the next "parent" line off `*rest` (start with the commit's text); false at the end. */
bool sl_commit_next_parent(sl_id *parent, sl_str *rest);
/** The committer's time in seconds; 0 when the commit is malformed. */
int64_t sl_commit_time(sl_str text);
/** Reads 40 hex digits. */
bool sl_id_read(sl_id *out, sl_str hex);

#endif

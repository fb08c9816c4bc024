/* Reading objects; sizes are asked for first, since a small pack can hold a huge blob. */
#include "engine/source/object.h"

#include "base/digest.h"
#include "engine/objects/commit.h"
#include "engine/source/git2.h"

static bool missing(const sl_repo *repo, const sl_id *id, int code, sl_err *e)
{
    char hex[65];
    sl_id_hex(hex, id);
    if (code != GIT_ENOTFOUND) {
        sl_git2_fail(&repo->git, SL_EIO, e);
        return sl_fail_more(e, "git object %s", hex);
    }
    return sl_fail(e, SL_ENOENT,
                   "git object %s is missing from the repository; if it is a partial or shallow "
                   "clone, fetch the rest (git fetch --unshallow, git fetch --refetch --no-filter)",
                   hex);
}

/* The header of the object: of the kind, and at most `max` bytes. */
static bool check_header(const sl_repo *repo, const sl_id *id, git_object_t kind, size_t max,
                         sl_err *e)
{
    git_oid oid = sl_git2_oid(id);
    char hex[65];
    size_t size = 0;
    git_object_t found = GIT_OBJECT_ANY;
    int code = repo->git.odb_read_header(&size, &found, repo->odb, &oid);
    sl_id_hex(hex, id);
    if (code != 0)
        return missing(repo, id, code, e);
    if (found != kind)
        return sl_fail(e, SL_EPARSE, "git object %s is a %s, not a %s", hex,
                       repo->git.object_type2string(found), repo->git.object_type2string(kind));
    if (size > max)
        return sl_fail(e, SL_ETOOBIG, "%zu bytes, over the limit of %zu for one %s", size, max,
                       kind == GIT_OBJECT_BLOB ? "file" : "git object");
    return true;
}

static bool open_object(sl_object *out, const sl_repo *repo, const sl_id *id, git_object_t kind,
                        size_t max, sl_err *e)
{
    git_oid oid = sl_git2_oid(id);
    git_odb_object *object = NULL;
    *out = (sl_object){.repo = repo};
    if (!check_header(repo, id, kind, max, e))
        return false;
    int code = repo->git.odb_read(&object, repo->odb, &oid);
    if (code != 0)
        return missing(repo, id, code, e);
    out->handle = object;
    out->text = sl_str_at(repo->git.odb_object_data(object), repo->git.odb_object_size(object));
    return true;
}

bool sl_object_open(sl_object *out, const sl_repo *repo, const sl_id *id, sl_object_kind kind,
                    sl_err *e)
{
    static const git_object_t kinds[] = {GIT_OBJECT_COMMIT, GIT_OBJECT_TREE, GIT_OBJECT_BLOB};
    size_t max = kind == SL_OBJECT_BLOB ? SL_BLOB_MAX : SL_OBJECT_MAX;
    return open_object(out, repo, id, kinds[kind], max, e);
}

void sl_object_close(sl_object *object)
{
    if (object->handle)
        object->repo->git.odb_object_free(object->handle);
    object->handle = NULL;
}

bool sl_object_read(sl_buf *out, const sl_repo *repo, const sl_id *blob, sl_err *e)
{
    sl_object object;
    if (!open_object(&object, repo, blob, GIT_OBJECT_BLOB, out->max - out->n, e))
        return false;
    bool ok = sl_buf_add(out, object.text);
    sl_object_close(&object);
    return ok || sl_fail(e, SL_ETOOBIG, "over the limit of %zu bytes for one file", out->max);
}

bool sl_id_read(sl_id *out, sl_str hex)
{
    *out = (sl_id){.kind = SL_ID_GIT_SHA1};
    return sl_id_of_hex(out, hex, SL_SHA1_ID);
}

bool sl_commit_tree(sl_id *tree, sl_str text, sl_err *e)
{
    sl_commit_text commit;
    bool ok = sl_commit_read(&commit, text, SL_SHA1_ID, e);
    *tree = commit.tree;
    return ok;
}

bool sl_commit_next_parent(sl_id *parent, sl_str *rest)
{
    sl_str hex;
    sl_id tree;
    if (sl_head_line(&hex, rest, SL_S("tree ")) && !sl_id_read(&tree, hex))
        return false;
    return sl_head_line(&hex, rest, SL_S("parent ")) && sl_id_read(parent, hex);
}

int64_t sl_commit_time(sl_str text)
{
    sl_commit_text commit;
    return sl_commit_read(&commit, text, SL_SHA1_ID, NULL) ? commit.time : 0;
}

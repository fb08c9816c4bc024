/* Objects of an open repository, and the heads of commits. */
#include "engine/source/object.h"

#include "base/digest.h"
#include "engine/objects/commit.h"
#include "engine/source/git2.h"

bool sl_object_open(sl_object *out, const sl_repo *repo, const sl_id *id, sl_object_kind kind,
                    sl_err *e)
{
    static const sl_object_type types[] = {SL_TYPE_COMMIT, SL_TYPE_TREE, SL_TYPE_BLOB};
    *out = (sl_object){0};
    if (!sl_objects_get_as(&out->content, repo->objects, id, types[kind], e))
        return false;
    out->text = out->content.text;
    return true;
}

void sl_object_close(sl_object *object)
{
    sl_content_close(&object->content);
}

bool sl_object_read(sl_buf *out, const sl_repo *repo, const sl_id *blob, sl_err *e)
{
    size_t max = out->max - out->n;
    sl_err why = {0};
    if (sl_objects_read(out, repo->objects, blob, &why))
        return true;
    if (why.kind == SL_ETOOBIG)
        return sl_fail(e, SL_ETOOBIG, "over the limit of %zu bytes for one file", max);
    return sl_fail(e, why.kind, "%s", why.text);
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

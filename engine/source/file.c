/* One file below a folder, which may be a stranger's: messages quote what is read, so that a link
   that leads out of it would show a file of ours. */
#include "base/path.h"
#include "engine/source/open.h"
#include "engine/source/place.h"

enum { LINKS_MAX = 5 };

/* Where the link at `path` leads. */
static bool follow(sl_str *path, sl_arena *mem, sl_place *place, sl_err *e)
{
    sl_buf target;
    sl_buf_init(&target, SL_PLACE_PATH_MAX);
    bool ok = sl_place_read_link(&target, place, *path, e);
    sl_str to = sl_path_join(mem, sl_path_parent(*path), sl_buf_str(&target));
    sl_buf_clear(&target);
    *path = to;
    return ok;
}

/* A link is followed while it stays in the folder. */
static bool read_below(sl_buf *out, sl_arena *mem, sl_place *place, sl_str path, sl_err *e)
{
    struct stat st;
    for (int i = 0; i < LINKS_MAX; i++) {
        if (!sl_path_clean(&path, mem, path))
            return sl_fail(e, SL_EDENIED, "it is outside of the repository");
        if (!sl_place_stat(&st, place, path, e))
            return false;
        if (S_ISREG(st.st_mode))
            return sl_place_read(out, place, path, e);
        if (!S_ISLNK(st.st_mode))
            return sl_fail(e, SL_EIO, "no regular file");
        if (!follow(&path, mem, place, e))
            return false;
    }
    return sl_fail(e, SL_EDENIED, "more than %d links lead to one another", LINKS_MAX);
}

bool sl_folder_read(sl_buf *out, sl_str folder, sl_str path, sl_err *e)
{
    sl_place place;
    if (!sl_place_open(&place, folder, e))
        return false;
    sl_arena *mem = sl_arena_new();
    bool ok = read_below(out, mem, &place, path, e) || sl_fail_more(e, "%.*s", SL_FMT(path));
    sl_arena_free(mem);
    sl_place_close(&place);
    return ok;
}

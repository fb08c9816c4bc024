/* A repository is trusted with a cache when it is ours to write to. */
#include "engine/cache/place.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"

static bool is_ours(const char *folder)
{
    struct stat st;
    return stat(folder, &st) == 0 && st.st_uid == geteuid() && access(folder, W_OK) == 0;
}

sl_str sl_cache_place(sl_arena *mem, sl_str common)
{
    sl_str cache = sl_str_of(getenv("XDG_CACHE_HOME"));
    sl_str home = sl_str_of(getenv("HOME"));
    if (common.n && is_ours(sl_dup_z(mem, common)))
        return sl_path_join(mem, common, SL_S("sluice"));
    if (cache.n)
        return sl_path_join(mem, cache, SL_S("sluice"));
    return home.n ? sl_path_join(mem, home, SL_S(".cache/sluice")) : (sl_str){0};
}

/* Finding the folders of objects and their packs (gitrepository-layout(5)). */
#include "engine/objects/database.h"

#include <dirent.h>
#include <stdlib.h>

#include "base/path.h"
#include "engine/objects/alternates.h"
#include "engine/objects/mapping.h"

enum { ALTERNATES_BYTES_MAX = 1 << 16 };

static bool is_known(const sl_objects *objects, sl_str folder)
{
    for (size_t i = 0; i < objects->folders.n; i++)
        if (sl_str_eq(objects->folders.v[i], folder))
            return true;
    return false;
}

static int by_text(const void *a, const void *b)
{
    return sl_str_cmp(*(const sl_str *)a, *(const sl_str *)b);
}

/* The names of the indices in a folder of packs, without their ending, in order. */
static void list_packs(sl_strs *out, sl_arena *mem, sl_str folder)
{
    const sl_str ending = SL_STR(".idx");
    DIR *list = opendir(sl_dup_z(mem, folder));
    if (!list)
        return;
    for (struct dirent *entry; (entry = readdir(list));) {
        sl_str name = sl_str_of(entry->d_name);
        if (sl_str_ends(name, ending) && name.p[0] != '.')
            *sl_list_add(mem, out) =
                sl_path_join(mem, folder, sl_dup(mem, sl_str_sub(name, 0, name.n - ending.n)));
    }
    closedir(list);
    if (out->n > 1)
        qsort(out->v, out->n, sizeof *out->v, by_text);
}

/* An index without its pack is a pack that is being made, or removed: no object of ours. */
static bool add_pack(sl_objects *objects, sl_str name, sl_err *e)
{
    sl_database_pack pack = {.name = name};
    sl_arena *mem = objects->mem;
    if (!sl_path_exists(sl_printf(mem, "%.*s.pack", SL_FMT(name))))
        return true;
    if (objects->packs.n == SL_PACKS_MAX)
        return sl_fail(e, SL_ETOOBIG, "more than %d packs; pack them together (git gc)",
                       SL_PACKS_MAX);
    sl_str path = sl_printf(mem, "%.*s.idx", SL_FMT(name));
    if (!sl_mapping_open(&pack.index_bytes, path.p, e))
        return false;
    *sl_list_add(mem, &objects->packs) = pack;
    sl_database_pack *kept = &objects->packs.v[objects->packs.n - 1];
    return sl_packindex_read(&kept->index, kept->index_bytes, objects->id_bytes, e) ||
           sl_fail_more(e, "%.*s", SL_FMT(path));
}

static bool add_alternates(sl_objects *objects, sl_str folder, unsigned depth, sl_err *e)
{
    sl_buf text;
    sl_str line;
    sl_err why = {0};
    bool ok = true;
    sl_buf_init(&text, ALTERNATES_BYTES_MAX);
    sl_str path = sl_path_join(objects->mem, folder, SL_S("info/alternates"));
    if (!sl_file_read(&text, path, &why))
        ok = why.kind == SL_ENOENT || sl_fail(e, why.kind, "%s", why.text);
    sl_str rest = sl_buf_str(&text);
    while (ok && sl_alternates_next(&line, objects->mem, &rest, '\n'))
        ok = sl_database_add(objects, sl_path_join(objects->mem, folder, line), depth + 1, e);
    sl_buf_clear(&text);
    return ok;
}

bool sl_database_add(sl_objects *objects, sl_str folder, unsigned depth, sl_err *e)
{
    sl_str real;
    sl_strs names = {0};
    if (depth > SL_ALTERNATES_DEPTH_MAX || !sl_path_real(&real, objects->mem, folder, NULL) ||
        is_known(objects, real))
        return true;
    if (objects->folders.n == SL_STORES_MAX)
        return sl_fail(e, SL_ETOOBIG, "more than %d object folders", SL_STORES_MAX);
    *sl_list_add(objects->mem, &objects->folders) = real;
    list_packs(&names, objects->mem, sl_path_join(objects->mem, real, SL_S("pack")));
    for (size_t i = 0; i < names.n; i++)
        if (!add_pack(objects, names.v[i], e))
            return false;
    return add_alternates(objects, real, depth, e);
}

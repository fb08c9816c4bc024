/* A change and what it is made in: the tree of the base beside what is under test. */
#include "base/map.h"
#include "engine/source/open.h"

static bool is_same(const sl_unit *a, const sl_unit *b)
{
    return a->id.kind != SL_ID_NONE && a->id.kind == b->id.kind &&
           memcmp(a->id.bytes, b->id.bytes, sizeof a->id.bytes) == 0;
}

static void give_roles(sl_source *around, sl_arena *mem, sl_source *tested)
{
    sl_map units = {0};
    sl_map gone = {0};
    for (size_t i = 0; i < tested->units.n; i++)
        sl_map_put(&units, mem, tested->units.v[i].path, &tested->units.v[i]);
    for (size_t i = 0; i < tested->gone.n; i++)
        sl_map_put(&gone, mem, tested->gone.v[i], tested);
    for (size_t i = 0; i < around->units.n; i++) {
        sl_unit *unit = &around->units.v[i];
        sl_unit *now = sl_map_get(&units, unit->path);
        bool is_left = tested->is_change && !now && !sl_map_has(&gone, unit->path);
        unit->role = is_left ? SL_ROLE_CONTEXT : SL_ROLE_OLD;
        if (now && is_same(now, unit))
            now->is_unchanged = true;
    }
}

bool sl_source_around(sl_source **out, sl_source **around, sl_arena *mem, sl_repo *repo,
                      const sl_commit *base, sl_source *tested, sl_err *e)
{
    if (!sl_source_commit(around, mem, repo, base, NULL, e))
        return false;
    give_roles(*around, mem, tested);
    sl_source *both[] = {tested, *around};
    return sl_source_joined(out, mem, both, 2, e);
}

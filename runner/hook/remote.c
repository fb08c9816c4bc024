/* A refspec is "+SOURCE:TARGET"; one '*' in the target stands for any text. */
#include "runner/hook/remote.h"

static bool read_row(sl_tracking *out, sl_str row)
{
    const sl_str first = SL_STR("remote.");
    const sl_str last = SL_STR(".fetch");
    sl_str key;
    if (!sl_str_cut(&row, '\n', &key) || key.n <= first.n + last.n || !sl_str_starts(key, first) ||
        !sl_str_ends(key, last))
        return false;
    size_t colon = sl_str_rchr(row, ':');
    sl_str target = colon == SIZE_MAX ? (sl_str){0} : sl_str_sub(row, colon + 1, SIZE_MAX);
    if (!sl_str_starts(target, SL_S("refs/remotes/")))
        return false;
    size_t star = sl_str_chr(target, '*');
    *out = (sl_tracking){.remote = sl_str_sub(key, first.n, key.n - last.n),
                         .before = sl_str_sub(target, 0, star),
                         .is_one = star == SIZE_MAX};
    if (!out->is_one)
        out->behind = sl_str_sub(target, star + 1, SIZE_MAX);
    return true;
}

void sl_trackings_read(sl_trackings *out, sl_arena *mem, sl_str rows)
{
    sl_tracking tracking;
    *out = (sl_trackings){0};
    for (sl_str row; sl_str_cut(&rows, '\0', &row);)
        if (read_row(&tracking, row))
            *sl_list_add(mem, out) = tracking;
}

static bool keeps(const sl_tracking *t, sl_str ref)
{
    if (t->is_one)
        return sl_str_eq(ref, t->before);
    return ref.n >= t->before.n + t->behind.n && sl_str_starts(ref, t->before) &&
           sl_str_ends(ref, t->behind);
}

bool sl_trackings_is_of(const sl_trackings *all, sl_str remote, sl_str ref)
{
    bool is_kept = false;
    for (size_t i = 0; i < all->n; i++) {
        if (!keeps(&all->v[i], ref))
            continue;
        if (!sl_str_eq(all->v[i].remote, remote))
            return false;
        is_kept = true;
    }
    return is_kept;
}

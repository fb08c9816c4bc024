/* Measures in words: the total, then the folders where most of it lies. */
#include "runner/measures.h"

#include <stdlib.h>

bool sl_measure_is_total(const sl_measure *measure)
{
    return sl_str_is(measure->folder, ".");
}

sl_str sl_measure_text(sl_arena *mem, const sl_measure *measure)
{
    return sl_printf(mem, "%.2f %% %.*s (%llu of %llu)", sl_measure_percent(measure),
                     SL_FMT(measure->name), (unsigned long long)measure->part,
                     (unsigned long long)measure->whole);
}

static int by_part(const void *left, const void *right)
{
    const sl_measure *a = left;
    const sl_measure *b = right;
    if (a->part != b->part)
        return a->part > b->part ? -1 : 1;
    return sl_str_cmp(a->folder, b->folder);
}

sl_measures sl_measures_largest(sl_arena *mem, const sl_result *result, const sl_measure *total,
                                size_t max)
{
    sl_measures some = {0};
    for (size_t i = 0; i < result->measures.n; i++) {
        const sl_measure *m = &result->measures.v[i];
        if (!sl_measure_is_total(m) && sl_str_eq(m->stage, total->stage) &&
            sl_str_eq(m->name, total->name))
            *sl_list_add(mem, &some) = *m;
    }
    if (some.n)
        qsort(some.v, some.n, sizeof *some.v, by_part);
    some.n = some.n < max ? some.n : max;
    return some;
}

sl_str sl_measures_sentence(sl_arena *mem, const sl_result *result, const sl_measure *total)
{
    sl_str text = sl_measure_text(mem, total);
    sl_measures folders = sl_measures_largest(mem, result, total, SL_MEASURES_SHOWN);
    for (size_t i = 0; i < folders.n; i++)
        text = sl_printf(mem, "%.*s%s%.*s %.2f %%", SL_FMT(text), i ? ", " : "; most in ",
                         SL_FMT(folders.v[i].folder), sl_measure_percent(&folders.v[i]));
    return text;
}

void sl_measures_put(sl_json *j, const sl_result *result)
{
    sl_json_list(j, "measures");
    for (size_t i = 0; i < result->measures.n; i++) {
        const sl_measure *m = &result->measures.v[i];
        sl_json_object(j, NULL);
        sl_json_str(j, "stage", m->stage);
        sl_json_str(j, "name", m->name);
        sl_json_str(j, "folder", m->folder);
        sl_json_int(j, "part", (int64_t)m->part);
        sl_json_int(j, "whole", (int64_t)m->whole);
        sl_json_object_end(j);
    }
    sl_json_list_end(j);
}

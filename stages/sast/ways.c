/* The ways in the order of the hashes of their keys, then the choices of all. A way that is another
   pattern's leads to no pattern, or is told apart by its number of holes. */
#include "stages/sast/ways.h"

#include <stdlib.h>

#include "sluice/buf.h"

typedef struct record {
    uint64_t hash;
    uint32_t typed, choices; /* where they begin */
    uint16_t frame, n;
    uint32_t is_other;
} record;

typedef struct head {
    uint64_t n;
} head;

static int by_hash(const void *a, const void *b)
{
    uint64_t x = ((const record *)a)->hash;
    uint64_t y = ((const record *)b)->hash;
    return (x > y) - (x < y);
}

sl_str sl_sast_ways_write(sl_arena *mem, const sl_map *patterns)
{
    head begin = {patterns->n};
    sl_buf choices;
    sl_buf out;
    record *all = sl_alloc_array(mem, patterns->n + 1, sizeof *all);
    sl_buf_init(&choices, SIZE_MAX / 4);
    sl_buf_init(&out, SIZE_MAX / 4);
    for (size_t i = 0; i < patterns->n; i++) {
        const sl_code_pattern *pattern = patterns->v[i].value;
        const sl_code_way *way = &pattern->way;
        all[i] = (record){.hash = sl_str_hash(patterns->v[i].key),
                          .typed = way->typed,
                          .choices = (uint32_t)choices.n,
                          .frame = way->frame,
                          .n = (uint16_t)way->n,
                          .is_other = way->is_other};
        sl_buf_add(&choices, sl_str_at((const char *)way->choices, way->n));
    }
    qsort(all, patterns->n, sizeof *all, by_hash);
    sl_buf_add(&out, sl_str_at((const char *)&begin, sizeof begin));
    sl_buf_add(&out, sl_str_at((const char *)all, patterns->n * sizeof *all));
    sl_buf_add(&out, sl_buf_str(&choices));
    sl_str made = sl_dup(mem, sl_buf_str(&out));
    sl_buf_clear(&choices);
    sl_buf_clear(&out);
    return made;
}

static record at(sl_str ways, size_t i)
{
    record r;
    memcpy(&r, ways.p + sizeof(head) + i * sizeof r, sizeof r);
    return r;
}

bool sl_sast_ways_find(sl_code_way *out, sl_str ways, sl_str key)
{
    head begin;
    uint64_t hash = sl_str_hash(key);
    if (ways.n < sizeof begin)
        return false;
    memcpy(&begin, ways.p, sizeof begin);
    if (begin.n > (ways.n - sizeof begin) / sizeof(record))
        return false;
    size_t low = 0;
    size_t high = (size_t)begin.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (at(ways, middle).hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == begin.n)
        return false;
    record r = at(ways, low);
    sl_str choices = sl_str_sub(ways, sizeof begin + (size_t)begin.n * sizeof r, ways.n);
    if (r.hash != hash || r.choices > choices.n || r.n > choices.n - r.choices)
        return false;
    *out = (sl_code_way){.typed = r.typed,
                         .frame = r.frame,
                         .is_other = r.is_other != 0,
                         .n = r.n,
                         .choices = (const uint8_t *)choices.p + r.choices};
    return true;
}

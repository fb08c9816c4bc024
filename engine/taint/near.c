/* Cells are made larger until wide regions do not fill too many of them. */
#include "engine/taint/near.h"

enum { SHIFT_MIN = 6, SHIFT_MAX = 40, ENTRIES_MAX = 1 << 20 };

static size_t cells_of(const sl_span *region, unsigned shift)
{
    return (region->end >> shift) - (region->start >> shift) + 1;
}

static bool is_small(const sl_span *regions, size_t n, unsigned shift)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++) {
        total += cells_of(&regions[i], shift);
        if (total > ENTRIES_MAX + n || regions[i].end >> shift >= ENTRIES_MAX)
            return false;
    }
    return true;
}

void sl_near_build(sl_near *out, sl_arena *mem, const sl_span *regions, size_t n)
{
    size_t total = 0;
    *out = (sl_near){.shift = SHIFT_MIN};
    while (out->shift < SHIFT_MAX && !is_small(regions, n, out->shift))
        out->shift++;
    for (size_t i = 0; i < n; i++) {
        size_t last = (regions[i].end >> out->shift) + 1;
        out->n_cells = last > out->n_cells ? last : out->n_cells;
        total += cells_of(&regions[i], out->shift);
    }
    uint32_t *first = sl_alloc_array(mem, out->n_cells + 1, sizeof *first);
    uint32_t *numbers = sl_alloc_array(mem, total + 1, sizeof *numbers);
    uint32_t *next = sl_alloc_array(mem, out->n_cells + 1, sizeof *next);
    for (size_t i = 0; i < n; i++)
        for (size_t c = regions[i].start >> out->shift; c <= regions[i].end >> out->shift; c++)
            first[c + 1]++;
    for (size_t c = 0; c < out->n_cells; c++)
        next[c + 1] = first[c + 1] += first[c];
    for (size_t i = 0; i < n; i++)
        for (size_t c = regions[i].start >> out->shift; c <= regions[i].end >> out->shift; c++)
            numbers[next[c]++] = (uint32_t)i;
    out->first = first;
    out->numbers = numbers;
}

sl_near_list sl_near_at(const sl_near *near, size_t place)
{
    size_t cell = place >> near->shift;
    if (cell >= near->n_cells)
        return (sl_near_list){0};
    return (sl_near_list){near->numbers + near->first[cell],
                          near->first[cell + 1] - near->first[cell]};
}

/* A rolling hash (Karp and Rabin 1987) modulo 2^61-1 with a random base, so that nobody can write
   text that makes it slow. Each run is looked up in a table of the first run of its kind. */
#include "stages/duplicates/windows.h"

#include <sys/random.h>

enum { BLOCK = 64, NONE = 0 };
static const uint64_t prime = ((uint64_t)1 << 61) - 1;

__extension__ typedef unsigned __int128 wide;

/* An entry of the table: a position + 1 (0: free) and bits of its hash. */
typedef struct slot {
    uint32_t position, tag;
} slot;

typedef struct finder {
    sl_windows *w;
    slot *slots;
    size_t mask;
    uint64_t base, gone, seed; /* gone: base to the power of k */
    uint64_t hash;             /* of the run that ends at `end` */
    size_t end, run;           /* tokens read; those since the last border */
    uint32_t *first;           /* by position: the first equal run's position + 1; 0: no run */
} finder;

static uint64_t times(uint64_t a, uint64_t b)
{
    wide product = (wide)a * b;
    uint64_t sum = (uint64_t)(product & prime) + (uint64_t)(product >> 61);
    return sum >= prime ? sum - prime : sum;
}

static uint64_t plus(uint64_t a, uint64_t b)
{
    uint64_t sum = a + b;
    return sum >= prime ? sum - prime : sum;
}

/* A token as a number below the prime. */
static uint64_t value_of(const finder *f, uint32_t id)
{
    return times((uint64_t)id + 1, f->seed);
}

/* Takes one token in; the hash is that of the last k, once so many have come. */
static void roll(finder *f)
{
    const sl_windows *w = f->w;
    uint32_t id = w->ids[f->end];
    f->hash = plus(times(f->hash, f->base), value_of(f, id));
    if (f->run >= w->k)
        f->hash = plus(f->hash, prime - times(value_of(f, w->ids[f->end - w->k]), f->gone));
    f->end++;
    f->run++;
    if (id == 0) {
        f->run = 0;
        f->hash = 0;
    }
}

static void init(finder *f, sl_arena *mem, sl_arena *scratch)
{
    sl_windows *w = f->w;
    uint64_t random[2] = {0x5bd1e995, 0x9747b28c};
    size_t n_slots = BLOCK;
    if (getrandom(random, sizeof random, GRND_NONBLOCK) < 0)
        random[0] ^= (uint64_t)(uintptr_t)f; /* slower at worst, never wrong */
    f->base = random[0] % (prime - 2) + 2;
    f->seed = random[1] % (prime - 1) + 1;
    f->gone = 1;
    for (size_t i = 0; i < w->k; i++)
        f->gone = times(f->gone, f->base);
    while (n_slots < w->n + w->n / 3)
        n_slots *= 2;
    f->slots = sl_alloc_array(scratch, n_slots, sizeof *f->slots);
    f->mask = n_slots - 1;
    f->first = sl_alloc_array(mem, w->n + 1, sizeof *f->first);
}

static void look_up(finder *f, size_t position, uint64_t hash)
{
    const sl_windows *w = f->w;
    uint32_t tag = (uint32_t)(hash >> 29);
    for (size_t i = hash & f->mask;; i = (i + 1) & f->mask) {
        slot *s = &f->slots[i];
        if (!s->position)
            *s = (slot){(uint32_t)position + 1, tag};
        size_t other = s->position - 1;
        if (s->tag != tag)
            continue;
        if (other != position &&
            memcmp(w->ids + other, w->ids + position, w->k * sizeof *w->ids) != 0)
            continue;
        f->first[position] = s->position;
        return;
    }
}

/* Hashes go ahead of look-ups by a block, so that the table's lines are on their way. */
static void find_first(finder *f)
{
    const sl_windows *w = f->w;
    uint64_t hashes[BLOCK];
    size_t positions[BLOCK];
    while (f->end < w->n) {
        size_t n = 0;
        while (n < BLOCK && f->end < w->n) {
            roll(f);
            if (f->run < w->k)
                continue;
            hashes[n] = f->hash;
            positions[n] = f->end - w->k;
            __builtin_prefetch(&f->slots[hashes[n++] & f->mask], 1);
        }
        for (size_t i = 0; i < n; i++)
            look_up(f, positions[i], hashes[i]);
    }
}

/* How often each first run stands; then, in its place, the number of its class + 1. */
static uint32_t *count_classes(finder *f, sl_arena *mem, sl_arena *scratch)
{
    sl_windows *w = f->w;
    uint32_t *counts = sl_alloc_array(scratch, w->n + 1, sizeof *counts);
    uint32_t n_members = 0;
    for (size_t i = 0; i < w->n; i++)
        if (f->first[i] != NONE)
            counts[f->first[i] - 1]++;
    for (size_t i = 0; i < w->n; i++)
        w->n_classes += counts[i] > 1;
    w->classes = sl_alloc_array(mem, w->n_classes + 1, sizeof *w->classes);
    w->n_classes = 0;
    for (size_t i = 0; i < w->n; i++) {
        bool is_class = counts[i] > 1;
        if (is_class) {
            w->classes[w->n_classes].from = n_members;
            n_members += counts[i];
        }
        counts[i] = is_class ? (uint32_t)++w->n_classes : 0;
    }
    w->members = sl_alloc_array(mem, (size_t)n_members + 1, sizeof *w->members);
    return counts;
}

/* Members that overlap the one before are left out: a text that repeats itself at a distance less
   than a run's length is its own copy only from that length on. */
static void fill(finder *f, const uint32_t *number)
{
    sl_windows *w = f->w;
    w->class_of = f->first;
    for (size_t i = 0; i < w->n; i++) {
        uint32_t c = f->first[i] != NONE ? number[f->first[i] - 1] : 0;
        w->class_of[i] = 0;
        if (!c)
            continue;
        sl_window_class *class = &w->classes[c - 1];
        uint32_t *members = w->members + class->from;
        if (class->n && i - members[class->n - 1] < w->k)
            continue;
        members[class->n++] = (uint32_t)i;
        w->class_of[i] = c;
    }
    for (size_t c = 0; c < w->n_classes; c++)
        if (w->classes[c].n == 1)
            w->class_of[w->members[w->classes[c].from]] = 0;
}

void sl_windows_find(sl_windows *w, sl_arena *mem, const uint32_t *ids, size_t n, size_t k)
{
    *w = (sl_windows){.ids = ids, .n = n, .k = k};
    finder f = {.w = w};
    sl_arena *scratch = sl_arena_new();
    init(&f, mem, scratch);
    find_first(&f);
    sl_arena_free(scratch);
    scratch = sl_arena_new();
    fill(&f, count_classes(&f, mem, scratch));
    sl_arena_free(scratch);
}

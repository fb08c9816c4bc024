/* A table in which each place has one slot. */
#include "stages/secrets/reach/seen.h"

#include <sys/random.h>

enum { BLOCK_WORDS = 128, SLOTS = 1 << 18, TERM_BITS = 32 };
enum {
    PIECE_MIN = 3 << 10,
    PIECE_MAX = 16 << 10, /* without its last line */
    PIECE_LINES = 12,     /* past the first bytes, of so many lines one ends a piece */
    CUT_BYTES = sizeof(uint64_t)
};

static const uint64_t prime = ((uint64_t)1 << 61) - 1;
static const uint64_t mix_before = 0x9e3779b97f4a7c15;
static const uint64_t mix_behind = 0xc2b2ae3d27d4eb4f;

__extension__ typedef unsigned __int128 wide;

struct sl_secret_seen {
    uint64_t block_key[BLOCK_WORDS];
    uint64_t key[2];
    sl_secret_place slots[SLOTS]; /* {0, 0}: free */
};

sl_secret_seen *sl_secret_seen_new(sl_arena *mem)
{
    sl_secret_seen *seen = sl_alloc(mem, sizeof *seen);
    const size_t n_keys = offsetof(sl_secret_seen, slots);
    size_t n = 0;
    while (n < n_keys) {
        ssize_t got = getrandom((char *)seen + n, n_keys - n, 0);
        if (got <= 0)
            return NULL;
        n += (size_t)got;
    }
    seen->key[0] %= prime;
    seen->key[1] %= prime;
    return seen;
}

static uint64_t word_at(const char *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

/* NH over at most one block, whose last bytes may be missing. */
static wide block_of(const sl_secret_seen *seen, sl_str block)
{
    wide sum = 0;
    char last[2 * sizeof(uint64_t)] = {0};
    size_t whole = block.n / sizeof last;
    const uint64_t *key = seen->block_key;
    for (size_t i = 0; i < whole; i++, key += 2) {
        const char *p = block.p + i * sizeof last;
        sum += (wide)(word_at(p) + key[0]) * (word_at(p + sizeof(uint64_t)) + key[1]);
    }
    size_t rest = block.n % sizeof last;
    if (!rest)
        return sum;
    memcpy(last, block.p + whole * sizeof last, rest);
    return sum + (wide)(word_at(last) + key[0]) * (word_at(last + sizeof(uint64_t)) + key[1]);
}

static uint64_t reduce(wide x)
{
    uint64_t sum = (uint64_t)(x & prime) + (uint64_t)(x >> 61);
    return sum >= prime ? sum - prime : sum;
}

static void add_term(const sl_secret_seen *seen, sl_secret_place *place, uint64_t term)
{
    place->a = reduce((wide)place->a * seen->key[0] + term);
    place->b = reduce((wide)place->b * seen->key[1] + term);
}

sl_secret_place sl_secret_place_of(const sl_secret_seen *seen, sl_str around, size_t from)
{
    sl_secret_place place = {1, 1};
    add_term(seen, &place, around.n);
    add_term(seen, &place, from);
    for (size_t at = 0; at < around.n; at += sizeof seen->block_key) {
        wide block = block_of(seen, sl_str_sub(around, at, at + sizeof seen->block_key));
        for (int i = 0; i < 128; i += TERM_BITS)
            add_term(seen, &place, (uint32_t)(block >> i));
    }
    return place;
}

bool sl_secret_seen_has(const sl_secret_seen *seen, sl_secret_place place)
{
    const sl_secret_place *slot = &seen->slots[place.a % SLOTS];
    return slot->a == place.a && slot->b == place.b;
}

void sl_secret_seen_add(sl_secret_seen *seen, sl_secret_place place)
{
    seen->slots[place.a % SLOTS] = place;
}

/* Whether a piece ends there: the bytes on both sides say so, whatever stands before. */
static bool is_cut(sl_str text, size_t at)
{
    if (text.n - at < CUT_BYTES)
        return false;
    uint64_t mixed = word_at(text.p + at - CUT_BYTES) * mix_before ^ word_at(text.p + at);
    return mixed * mix_behind >> 32 < UINT32_MAX / PIECE_LINES;
}

static size_t piece_end(sl_str text, size_t from)
{
    size_t end = from + PIECE_MIN;
    while (end < text.n) {
        const char *line = memchr(text.p + end, '\n', text.n - end);
        if (!line)
            break;
        end = (size_t)(line - text.p) + 1;
        if (end - from >= PIECE_MAX || is_cut(text, end))
            return end;
    }
    return text.n;
}

bool sl_secret_seen_find(sl_secret_windows *windows, sl_secret_places *places,
                         const sl_secret_seen *seen, sl_arena *mem, sl_str text)
{
    for (size_t from = 0, end; from < text.n; from = end) {
        sl_change window;
        end = piece_end(text, from);
        if (!sl_secret_reach(&window, text, from, end))
            return false;
        sl_str around = sl_str_sub(text, window.start, window.end);
        sl_secret_place place = sl_secret_place_of(seen, around, from - window.start);
        if (sl_secret_seen_has(seen, place))
            continue;
        sl_secret_windows_add(windows, mem, window);
        *sl_list_add(mem, places) = place;
    }
    return true;
}

/* Lines are added on either side until they weigh enough. */
#include "stages/secrets/reach/windows.h"

#include "base/chars.h"
#include "base/lanes.h"
#include "stages/secrets/reach/bounds.h"
#include "stages/secrets/reach/reading.h"

/* How far a match that takes part in a change can reach from it, and what of a line counts: runs of
   one kind of character may be longer, but not in more lines than fit. */
enum {
    REACH = SL_SECRET_REACH,
    LINE_COUNTS = SL_READING_LINE,
    WINDOW_MAX = 64 << 10, /* on one side */
    WRAP_MIN = 60
};

static bool is_coded(char c)
{
    return sl_is_alnum(c) || c == '+' || c == '/' || c == '=' || c == '-' || c == '_';
}

/* A line with digits as those who wrap base64 write them: lines around it may belong to them. */
static bool is_wrapped(sl_str line)
{
    size_t n = 0;
    if (line.n < WRAP_MIN)
        return false;
    for (size_t i = 0; i < line.n && n < WRAP_MIN; i++)
        n = is_coded(line.p[i]) ? n + 1 : 0;
    return n >= WRAP_MIN;
}

static bool is_blank(sl_str line)
{
    return sl_str_trim(line).n == 0;
}

/* Up to so many bytes, as bits: those that weigh something, and breaks of lines. */
enum { BLOCK = 64 };

typedef struct block {
    uint64_t weighs, breaks;
} block;

static bool is_blank_byte(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The bytes [from, from + n). A blank behind a blank weighs nothing. */
static inline block block_at(sl_str text, size_t from, size_t n, bool is_behind_blank)
{
    char last[BLOCK] = {0};
    const char *p = text.p + from;
    uint64_t blanks = 0;
    uint64_t breaks = 0;
    if (text.n - from < BLOCK)
        p = memcpy(last, p, n);
    for (size_t i = 0; i < BLOCK; i += SL_LANES) {
        sl_lanes c;
        memcpy(&c, p + i, sizeof c);
        sl_lanes is_blank = (sl_lanes)(c == ' ') | (sl_lanes)(c - '\t' < '\r' - '\t' + 1);
        breaks |= (uint64_t)sl_lanes_bits((sl_lanes)(c == '\n')) << i;
        blanks |= (uint64_t)sl_lanes_bits(is_blank) << i;
    }
    uint64_t there = UINT64_MAX >> (BLOCK - n);
    return (block){~(blanks & (blanks << 1 | is_behind_blank)) & there, breaks & there};
}

static inline size_t count_of(uint64_t bits)
{
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return bits * 0x0101010101010101 >> 56;
}

static inline size_t lowest(uint64_t bits)
{
    return (size_t)__builtin_ctzll(bits);
}

static inline size_t highest(uint64_t bits)
{
    return BLOCK - 1 - (size_t)__builtin_clzll(bits);
}

/* What the bytes of one line, or a part of one, weigh. */
static size_t weight_of(sl_str text, size_t from, size_t to)
{
    size_t n = 0;
    bool is_behind_blank = true;
    for (size_t n_bytes; from < to && n < LINE_COUNTS; from += n_bytes) {
        n_bytes = to - from < BLOCK ? to - from : BLOCK;
        n += count_of(block_at(text, from, n_bytes, is_behind_blank).weighs);
        is_behind_blank = is_blank_byte(text.p[from + n_bytes - 1]);
    }
    return n < LINE_COUNTS ? n : LINE_COUNTS;
}

/* Where the lines behind `at` end that weigh enough, or a place too far away; false where one is so
   long that not all of it may count. */
static bool enough_forward(size_t *out, sl_str text, size_t at)
{
    size_t count = 0;
    size_t passed = 0; /* of the line at hand */
    bool is_behind_blank = true;
    size_t most = text.n - at < WINDOW_MAX ? text.n : at + WINDOW_MAX;
    for (size_t n; at < most; at += n) {
        n = text.n - at < BLOCK ? text.n - at : BLOCK;
        block b = block_at(text, at, n, is_behind_blank);
        if (passed + (b.breaks ? lowest(b.breaks) : n) >= LINE_COUNTS)
            return false;
        size_t all = count + count_of(b.weighs);
        for (uint64_t left = all < REACH ? 0 : b.breaks; left; left &= left - 1) {
            size_t i = lowest(left);
            *out = at + i + 1;
            if (count + count_of(b.weighs << (BLOCK - 1 - i)) >= REACH)
                return true;
        }
        count = all;
        passed = b.breaks ? n - 1 - highest(b.breaks) : passed + n;
        is_behind_blank = is_blank_byte(text.p[at + n - 1]);
    }
    *out = at;
    return true;
}

/* Likewise where those before `at` begin. A break right before `at` ends the last of them. */
static bool enough_back(size_t *out, sl_str text, size_t at)
{
    size_t count = 0;
    size_t passed = 0;
    uint64_t ignored = at < BLOCK ? ((uint64_t)1 << at) >> 1 : (uint64_t)1 << (BLOCK - 1);
    size_t least = at < WINDOW_MAX ? 0 : at - WINDOW_MAX;
    for (size_t n; at > least; at -= n, ignored = 0) {
        n = at < BLOCK ? at : BLOCK;
        size_t from = at - n;
        block b = block_at(text, from, n, !from || is_blank_byte(text.p[from - 1]));
        uint64_t breaks = b.breaks & ~ignored;
        if (passed + (breaks ? n - 1 - highest(breaks) : n) >= LINE_COUNTS)
            return false;
        size_t all = count + count_of(b.weighs);
        for (uint64_t left = all < REACH ? 0 : breaks; left;) {
            size_t i = highest(left);
            left &= ~((uint64_t)1 << i);
            *out = from + i + 1;
            if (count + count_of(b.weighs >> i >> 1) >= REACH)
                return true;
        }
        count = all;
        passed = breaks ? lowest(breaks) + 1 : passed + n;
    }
    *out = at;
    return true;
}

/* Where the line that ends before `at` begins. */
static size_t line_before(sl_str text, size_t at)
{
    const char *p = at ? memrchr(text.p, '\n', at - 1) : NULL;
    return p ? (size_t)(p - text.p) + 1 : 0;
}

static size_t line_after(sl_str text, size_t at)
{
    const char *p = at < text.n ? memchr(text.p + at, '\n', text.n - at) : NULL;
    return p ? (size_t)(p - text.p) + 1 : text.n;
}

static size_t reach_back(sl_str text, size_t at)
{
    size_t count = REACH;
    size_t start;
    if (!enough_back(&start, text, at)) {
        start = line_before(text, at);
        count = weight_of(text, start, at);
    }
    while (start > 0 && at - start < WINDOW_MAX) {
        size_t before = line_before(text, start);
        sl_str line = sl_str_sub(text, before, start);
        if (count >= REACH && !is_wrapped(line) && !is_blank(line))
            break;
        count += weight_of(text, before, start);
        start = before;
    }
    return start;
}

static size_t reach_forward(sl_str text, size_t at)
{
    size_t count = REACH;
    size_t end;
    if (!enough_forward(&end, text, at)) {
        end = line_after(text, at);
        count = weight_of(text, at, end);
    }
    while (end < text.n && end - at < WINDOW_MAX) {
        size_t after = line_after(text, end);
        sl_str line = sl_str_sub(text, end, after);
        if (count >= REACH && !is_wrapped(line) && !is_blank(line))
            break;
        count += weight_of(text, end, after);
        end = after;
    }
    return end;
}

bool sl_secret_reach(sl_change *out, sl_str text, size_t start, size_t end)
{
    *out = (sl_change){reach_back(text, start), reach_forward(text, end)};
    return start - out->start < WINDOW_MAX && out->end - end < WINDOW_MAX;
}

void sl_secret_windows_add(sl_secret_windows *windows, sl_arena *mem, sl_change window)
{
    sl_change *last = windows->n ? &windows->v[windows->n - 1] : NULL;
    if (!last || window.start > last->end) {
        *sl_list_add(mem, windows) = window;
        windows->n_bytes += window.end - window.start;
    } else if (window.end > last->end) {
        windows->n_bytes += window.end - last->end;
        last->end = window.end;
    }
}

/* Change `*i` and those after it that lie within its reach; `*i` goes past them. Measuring the
   reach of each would look at the same lines over and over. */
static sl_change cluster_at(const sl_change *changes, size_t n, size_t *i)
{
    sl_change all = changes[(*i)++];
    for (; *i < n; (*i)++) {
        const sl_change *next = &changes[*i];
        if (next->start > all.end && next->start - all.end > REACH)
            break;
        all.end = next->end > all.end ? next->end : all.end;
    }
    return all;
}

bool sl_secret_windows_around(sl_secret_windows *out, sl_arena *mem, sl_str text,
                              const sl_change *changes, size_t n)
{
    for (size_t i = 0; i < n;) {
        sl_change window;
        sl_change change = cluster_at(changes, n, &i);
        if (!sl_secret_reach(&window, text, change.start, change.end))
            return false;
        sl_secret_windows_add(out, mem, window);
    }
    return true;
}

void sl_secret_windows_both(sl_secret_windows *out, sl_arena *mem, const sl_secret_windows *a,
                            const sl_secret_windows *b)
{
    for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
        const sl_change *x = &a->v[i];
        const sl_change *y = &b->v[k];
        sl_change both = {x->start > y->start ? x->start : y->start,
                          x->end < y->end ? x->end : y->end};
        if (both.start < both.end)
            sl_secret_windows_add(out, mem, both);
        i += x->end <= y->end;
        k += x->end > y->end;
    }
}

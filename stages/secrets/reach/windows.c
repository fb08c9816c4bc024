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

typedef sl_lanes lanes;

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

/* Which of sixteen bytes are blanks, as bits. */
static inline unsigned blanks_of(const char *p)
{
    lanes c;
    memcpy(&c, p, sizeof c);
    return sl_lanes_bits((lanes)(c == ' ') | (lanes)(c - '\t' < '\r' - '\t' + 1));
}

static inline unsigned count_of(unsigned bits)
{
    bits -= bits >> 1 & 0x5555;
    bits = (bits & 0x3333) + (bits >> 2 & 0x3333);
    bits = (bits + (bits >> 4)) & 0x0f0f;
    return (bits + (bits >> 8)) & 0x1f;
}

/* What the bytes [from, to), of one line, weigh: a run of blanks counts as one. */
static size_t weight_of(sl_str text, size_t from, size_t to)
{
    char last[SL_LANES];
    unsigned was_blank = 1;
    size_t n = 0;
    for (size_t n_bytes; from < to && n < LINE_COUNTS; from += n_bytes) {
        const char *p = text.p + from;
        if (text.n - from < SL_LANES)
            p = memcpy(last, p, text.n - from);
        n_bytes = to - from < SL_LANES ? to - from : SL_LANES;
        unsigned blanks = blanks_of(p) & ((1u << n_bytes) - 1);
        n += n_bytes - count_of(blanks & (blanks << 1 | was_blank));
        was_blank = blanks >> (SL_LANES - 1);
    }
    return n < LINE_COUNTS ? n : LINE_COUNTS;
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
    size_t start = line_before(text, at);
    size_t count = weight_of(text, start, at);
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
    size_t end = line_after(text, at);
    size_t count = weight_of(text, at, end);
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

/* Views of text: comparing, searching, cutting. Nothing here allocates. */
#include "sluice/str.h"

#include <strings.h>

enum { NEAREST_MAX = 64 };

bool sl_str_eq_case(sl_str a, sl_str b)
{
    return a.n == b.n && (a.n == 0 || strncasecmp(a.p, b.p, a.n) == 0);
}

int sl_str_cmp(sl_str a, sl_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    if (order)
        return order;
    return (a.n > b.n) - (a.n < b.n);
}

bool sl_str_starts(sl_str s, sl_str prefix)
{
    return s.n >= prefix.n && sl_str_eq(sl_str_at(s.p, prefix.n), prefix);
}

bool sl_str_ends(sl_str s, sl_str suffix)
{
    return s.n >= suffix.n && sl_str_eq(sl_str_sub(s, s.n - suffix.n, s.n), suffix);
}

size_t sl_str_find(sl_str s, sl_str needle, size_t from)
{
    if (from > s.n || needle.n > s.n - from)
        return SIZE_MAX;
    if (needle.n == 0)
        return from;
    const char *hit = memmem(s.p + from, s.n - from, needle.p, needle.n);
    return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

size_t sl_str_chr(sl_str s, char c)
{
    const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
    return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

size_t sl_str_rchr(sl_str s, char c)
{
    const char *hit = s.n ? memrchr(s.p, c, s.n) : NULL;
    return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

sl_str sl_str_sub(sl_str s, size_t from, size_t to)
{
    to = to < s.n ? to : s.n;
    from = from < to ? from : to;
    return sl_str_at(s.p ? s.p + from : NULL, to - from);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

sl_str sl_str_trim(sl_str s)
{
    size_t from = 0;
    size_t to = s.n;
    while (from < to && is_space(s.p[from]))
        from++;
    while (to > from && is_space(s.p[to - 1]))
        to--;
    return sl_str_sub(s, from, to);
}

bool sl_str_cut(sl_str *rest, char sep, sl_str *part)
{
    if (rest->n == 0)
        return false;
    size_t at = sl_str_chr(*rest, sep);
    *part = sl_str_sub(*rest, 0, at);
    *rest =
        at == SIZE_MAX ? sl_str_sub(*rest, rest->n, rest->n) : sl_str_sub(*rest, at + 1, rest->n);
    return true;
}

size_t sl_str_skip(sl_str s, size_t at, const char *bytes)
{
    size_t n = strlen(bytes);
    while (at < s.n && memchr(bytes, s.p[at], n))
        at++;
    return at;
}

bool sl_str_among(sl_str s, const char *words)
{
    sl_str rest = sl_str_of(words);
    sl_str word;
    while (s.n && sl_str_cut(&rest, ' ', &word))
        if (sl_str_eq(word, s))
            return true;
    return false;
}

bool sl_str_int(sl_str s, int64_t *out)
{
    bool is_negative = s.n > 1 && s.p[0] == '-';
    int64_t value = 0;
    size_t i = is_negative || (s.n > 1 && s.p[0] == '+');
    if (i == s.n)
        return false;
    for (; i < s.n; i++) {
        int digit = s.p[i] - '0';
        if (digit < 0 || digit > 9 || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, digit, &value))
            return false;
    }
    if (!is_negative && __builtin_sub_overflow(0, value, &value))
        return false;
    *out = value;
    return true;
}

uint64_t sl_str_hash(sl_str s)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.n; i++)
        hash = (hash ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    return hash;
}

static size_t min2(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance (Levenshtein's, and two neighbours exchanged count as one) of
   two texts of at most NEAREST_MAX bytes. */
static size_t distance(sl_str a, sl_str b)
{
    size_t rows[3][NEAREST_MAX + 1];
    for (size_t j = 0; j <= b.n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t *row = rows[i % 3];
        const size_t *up = rows[(i + 2) % 3];
        const size_t *before = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            row[j] = min2(min2(up[j], row[j - 1]) + 1, up[j - 1] + (a.p[i - 1] != b.p[j - 1]));
            if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1])
                row[j] = min2(row[j], before[j - 2] + 1);
        }
    }
    return rows[a.n % 3][b.n];
}

size_t sl_str_nearest(sl_str s, const sl_str *names, size_t n)
{
    size_t best = SIZE_MAX;
    size_t limit = s.n / 3 > 1 ? s.n / 3 : 1;
    for (size_t i = 0; i < n && s.n <= NEAREST_MAX; i++) {
        if (names[i].n > NEAREST_MAX)
            continue;
        size_t d = distance(s, names[i]);
        if (d > limit)
            continue;
        best = i;
        limit = d ? d - 1 : 0;
        if (d == 0)
            break;
    }
    return best;
}

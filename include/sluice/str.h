/* Borrowed text: a view of bytes that somebody else owns. Knows no encoding and never allocates. */
#ifndef SLUICE_STR_H
#define SLUICE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/** Borrowed bytes; `p` may be NULL when `n` is 0 and is not terminated in general. */
typedef struct sl_str {
    const char *p;
    size_t n;
} sl_str;

/** A list of borrowed texts. */
typedef struct sl_strs {
    sl_str *v;
    size_t n, cap;
} sl_strs;

/** The view of a string literal, usable in constant initialisers. */
#define SL_STR(literal)                                                                            \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }
/** The view of a string literal as an expression. */
#define SL_S(literal) ((sl_str)SL_STR(literal))
/** The two arguments of "%.*s" for a view. */
#define SL_FMT(s) ((int)((s).n > 0x7fffffff ? 0x7fffffff : (s).n)), ((s).n ? (s).p : "")

/** The view of a terminated string; the empty view for NULL. */
static inline sl_str sl_str_of(const char *z)
{
    return (sl_str){z, z ? strlen(z) : 0};
}

/** The `n` bytes at `p` as a view. */
static inline sl_str sl_str_at(const char *p, size_t n)
{
    return (sl_str){p, n};
}

/** True when both views hold the same bytes. */
static inline bool sl_str_eq(sl_str a, sl_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/** True when the view holds exactly the terminated string `z`. */
static inline bool sl_str_is(sl_str a, const char *z)
{
    return sl_str_eq(a, sl_str_of(z));
}

/** Equal without regard to the case of ASCII letters. */
bool sl_str_eq_case(sl_str a, sl_str b);
/** Byte order: negative, 0 or positive, the shorter first when one begins the other. */
int sl_str_cmp(sl_str a, sl_str b);
/** True when `s` begins with `prefix`. */
bool sl_str_starts(sl_str s, sl_str prefix);
/** True when `s` ends with `suffix`. */
bool sl_str_ends(sl_str s, sl_str suffix);
/** Offset of the first `needle` in `s` at or after `from`, or SIZE_MAX when there is none. */
size_t sl_str_find(sl_str s, sl_str needle, size_t from);
/** Offset of the first byte `c`, or SIZE_MAX. */
size_t sl_str_chr(sl_str s, char c);
/** The first offset at or after `at` whose byte is none of `bytes`; the length when all are. */
size_t sl_str_skip(sl_str s, size_t at, const char *bytes);
/** Offset of the last byte `c`, or SIZE_MAX. */
size_t sl_str_rchr(sl_str s, char c);
/** The bytes [from, to) of `s`, both cut to its length. */
sl_str sl_str_sub(sl_str s, size_t from, size_t to);
/** `s` without ASCII white space at both ends. */
sl_str sl_str_trim(sl_str s);
/** Takes the text up to `sep` off the front of `*rest` into `*part`; false when nothing is left.
    A line loop is `while (sl_str_cut(&rest, '\n', &line))`. */
bool sl_str_cut(sl_str *rest, char sep, sl_str *part);
/** True when `s` is one of the words of a list with single spaces between them, and not empty. */
bool sl_str_among(sl_str s, const char *words);
/** Reads the whole view as a decimal integer; false when it is not one or does not fit. */
bool sl_str_int(sl_str s, int64_t *out);
/** The 64-bit FNV-1a hash of the bytes; for tables, not for security. */
uint64_t sl_str_hash(sl_str s);
/** The index in `names` (`n` of them) nearest to `s` by edit distance when close enough to be a
    typing error (at most a third of its length, at least 1), else SIZE_MAX: for "did you mean". */
size_t sl_str_nearest(sl_str s, const sl_str *names, size_t n);

#endif

/* UTF-8 by the table of well-formed byte sequences. */
#include "base/utf8.h"

static bool is_tail(sl_str s, size_t from, size_t n)
{
    for (size_t i = from; i < from + n; i++)
        if (((unsigned char)s.p[i] & 0xc0) != 0x80)
            return false;
    return true;
}

size_t sl_utf8_length(sl_str s, size_t at)
{
    static const struct {
        unsigned char from, to, n, low, high; /* lead bytes, length, range of the second byte */
    } table[] = {
        {0xc2, 0xdf, 2, 0x80, 0xbf}, {0xe0, 0xe0, 3, 0xa0, 0xbf}, {0xe1, 0xec, 3, 0x80, 0xbf},
        {0xed, 0xed, 3, 0x80, 0x9f}, {0xee, 0xef, 3, 0x80, 0xbf}, {0xf0, 0xf0, 4, 0x90, 0xbf},
        {0xf1, 0xf3, 4, 0x80, 0xbf}, {0xf4, 0xf4, 4, 0x80, 0x8f},
    };
    if (at >= s.n)
        return 0;
    unsigned char lead = (unsigned char)s.p[at];
    if (lead < 0x80)
        return 1;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (lead < table[i].from || lead > table[i].to)
            continue;
        if (s.n - at < table[i].n)
            return 0;
        unsigned char second = (unsigned char)s.p[at + 1];
        bool ok = second >= table[i].low && second <= table[i].high &&
                  is_tail(s, at + 2, (size_t)table[i].n - 2);
        return ok ? table[i].n : 0;
    }
    return 0;
}

size_t sl_utf8_check(sl_str s)
{
    size_t at = 0;
    for (size_t n; (n = sl_utf8_length(s, at)) > 0;)
        at += n;
    return at;
}

size_t sl_utf8_encode(char out[SL_UTF8_MAX], uint32_t code)
{
    if (code > SL_UNICODE_MAX || (code >= 0xd800 && code <= 0xdfff))
        return 0;
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = n - 1; i > 0; i--, code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3f));
    out[0] = (char)(leads[n] | code);
    return n;
}

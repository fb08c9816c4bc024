/* Text for reports: valid UTF-8 (Unicode 15, section 3.9, table 3-7), no control characters, so
   that nothing in a file can drive a terminal. */
#include "engine/work/wire.h"

/* Bytes of the character at `at`, 0 where there is none that may be printed. */
static size_t length_of(sl_str s, size_t at)
{
    static const struct {
        unsigned char from, to, n, low, high; /* lead bytes, length, range of the second byte */
    } table[] = {
        {0xc2, 0xdf, 2, 0x80, 0xbf}, {0xe0, 0xe0, 3, 0xa0, 0xbf}, {0xe1, 0xec, 3, 0x80, 0xbf},
        {0xed, 0xed, 3, 0x80, 0x9f}, {0xee, 0xef, 3, 0x80, 0xbf}, {0xf0, 0xf0, 4, 0x90, 0xbf},
        {0xf1, 0xf3, 4, 0x80, 0xbf}, {0xf4, 0xf4, 4, 0x80, 0x8f},
    };
    const unsigned char *p = (const unsigned char *)s.p + at;
    size_t left = s.n - at;
    if (p[0] < 0x80)
        return (p[0] >= 0x20 && p[0] != 0x7f) || p[0] == '\n' || p[0] == '\t';
    if (p[0] == 0xc2 && left > 1 && p[1] < 0xa0) /* C1 controls */
        return 0;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (p[0] < table[i].from || p[0] > table[i].to)
            continue;
        size_t n = table[i].n;
        if (left < n || p[1] < table[i].low || p[1] > table[i].high)
            return 0;
        for (size_t k = 2; k < n; k++)
            if ((p[k] & 0xc0) != 0x80)
                return 0;
        return n;
    }
    return 0;
}

static size_t clean_part(sl_str text, size_t from)
{
    for (size_t n; from < text.n && (n = length_of(text, from)) > 0;)
        from += n;
    return from;
}

sl_str sl_text_clean(sl_arena *mem, sl_str text)
{
    size_t at = clean_part(text, 0);
    if (at == text.n)
        return sl_dup(mem, text);
    sl_buf out;
    sl_buf_init(&out, SIZE_MAX);
    size_t from = 0;
    while (at < text.n) {
        sl_buf_add(&out, sl_str_sub(text, from, at));
        sl_buf_addz(&out, "\xef\xbf\xbd");
        from = at + 1;
        at = clean_part(text, from);
    }
    sl_buf_add(&out, sl_str_sub(text, from, text.n));
    sl_str clean = sl_dup(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return clean;
}

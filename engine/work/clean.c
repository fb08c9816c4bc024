/* Nothing in a file may drive a terminal or break a report. */
#include "engine/work/clean.h"

#include "base/utf8.h"
#include "sluice/buf.h"

/* Bytes of the character at `at`; 0 where there is none or it is a control (C0, DEL, C1). */
static size_t length_of(sl_str s, size_t at)
{
    size_t n = sl_utf8_length(s, at);
    unsigned char first = n ? (unsigned char)s.p[at] : 0;
    if (n == 1)
        return (first >= 0x20 && first != 0x7f) || first == '\n' || first == '\t';
    bool is_c1 = n == 2 && first == 0xc2 && (unsigned char)s.p[at + 1] < 0xa0;
    return is_c1 ? 0 : n;
}

static size_t clean_part(sl_str text, size_t from)
{
    for (size_t n; from < text.n && (n = length_of(text, from)) > 0;)
        from += n;
    return from;
}

bool sl_text_is_clean(sl_str text)
{
    return clean_part(text, 0) == text.n;
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

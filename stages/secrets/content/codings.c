/* Small decoders; speed is in giving up early on what is no text. */
#include "stages/secrets/content/codings.h"

#include <libdeflate.h>

#include "base/chars.h"
#include "base/utf8.h"

const signed char sl_base64_values[256] = {
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 62, -1, 62, -1, 63,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, -1, -1, -1, -1, -1, -1, -1, 0,  1,  2,  3,  4,  5,  6,
    7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, -1, -1, -1, -1, 63,
    -1, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48,
    49, 50, 51, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
};

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What may follow the last digit: padding to a multiple of four, and white space. */
static bool is_padding(sl_str rest, size_t n_digits)
{
    size_t n = 0;
    for (size_t i = 0; i < rest.n; i++) {
        if (!is_space(rest.p[i]) && rest.p[i] != '=')
            return false;
        n += rest.p[i] == '=';
    }
    return n == 0 || (n_digits + n) % 4 == 0;
}

bool sl_base64_read(sl_str *out, sl_arena *mem, sl_str text)
{
    char *p = sl_alloc(mem, text.n / 4 * 3 + 4);
    size_t n = 0;
    size_t n_digits = 0;
    size_t at = 0;
    uint32_t bits = 0;
    for (; at < text.n; at++) {
        int value = sl_base64_value(text.p[at]);
        if (value < 0 && is_space(text.p[at]))
            continue;
        if (value < 0)
            break;
        bits = bits << 6 | (uint32_t)value;
        if (++n_digits % 4 != 1)
            p[n++] = (char)(bits >> (n_digits % 4 == 2 ? 4 : n_digits % 4 == 3 ? 2 : 0));
    }
    *out = sl_str_at(p, n);
    uint32_t left = n_digits % 4 == 2 ? bits & 0xf : n_digits % 4 == 3 ? bits & 0x3 : 0;
    return n_digits % 4 != 1 && !left && is_padding(sl_str_sub(text, at, text.n), n_digits);
}

bool sl_hex_read(sl_str *out, sl_arena *mem, sl_str text)
{
    if (text.n % 2)
        return false;
    char *p = sl_alloc(mem, text.n / 2 + 1);
    for (size_t i = 0; i < text.n; i += 2) {
        int high = sl_hex_value(text.p[i]);
        int low = sl_hex_value(text.p[i + 1]);
        if (high < 0 || low < 0)
            return false;
        p[i / 2] = (char)(high << 4 | low);
    }
    *out = sl_str_at(p, text.n / 2);
    return true;
}

bool sl_is_text(sl_str bytes)
{
    for (size_t i = 0; i < bytes.n;) {
        unsigned char c = (unsigned char)bytes.p[i];
        size_t n = sl_utf8_length(bytes, i);
        if (!n || (c < 0x20 && !is_space((char)c)) || c == 0x7f)
            return false;
        i += n;
    }
    return true;
}

void sl_base62_six(char out[6], uint32_t value)
{
    static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (size_t i = 6; i-- > 0; value /= 62)
        out[i] = digits[value % 62];
}

uint32_t sl_crc32(sl_str bytes)
{
    return libdeflate_crc32(0, bytes.p, bytes.n);
}

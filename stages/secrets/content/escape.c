/* Each form by its first bytes. */
#include "stages/secrets/content/escape.h"

#include "base/chars.h"
#include "base/utf8.h"
#include "stages/secrets/content/codings.h"

enum { BRACE_DIGITS_MAX = 6 };

static char byte(sl_str s, size_t at)
{
    return at < s.n ? s.p[at] : 0;
}

/* `n` hex digits; false when there are fewer. */
static bool read_hex(sl_str s, size_t at, size_t n, uint32_t *out)
{
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        int value = sl_hex_value(byte(s, at + i));
        if (value < 0)
            return false;
        *out = *out << 4 | (uint32_t)value;
    }
    return true;
}

/* Controls and what is no character are not worth a text of their own. */
static bool is_good(uint32_t code, bool may_be_wide)
{
    char bytes[SL_UTF8_MAX];
    return sl_secret_is_printable(code) ||
           (may_be_wide && code >= 0xa0 && sl_utf8_encode(bytes, code));
}

/* "{41}" at `at`; bytes of it. */
static size_t read_braces(sl_str s, size_t at, uint32_t *code)
{
    for (size_t n = 1; n <= BRACE_DIGITS_MAX; n++)
        if (byte(s, at + 1 + n) == '}')
            return read_hex(s, at + 1, n, code) ? n + 2 : 0;
    return 0;
}

static size_t read_backslash(sl_str s, size_t at, unsigned forms, uint32_t *code)
{
    size_t mark = at + 1 + (byte(s, at + 1) == '\\');
    char kind = byte(s, mark);
    size_t n = kind == 'u' ? 4 : kind == 'x' ? 2 : kind == 'U' ? 8 : 0;
    if (kind == '/' && (forms & SL_ESCAPE_SLASH)) {
        *code = '/';
        return mark + 1 - at;
    }
    if (kind == 'u' && byte(s, mark + 1) == '{') {
        n = read_braces(s, mark + 1, code);
        return n && is_good(*code, true) ? mark + 1 + n - at : 0;
    }
    if (!n || !read_hex(s, mark + 1, n, code) || !is_good(*code, kind != 'x'))
        return 0;
    return mark + 1 + n - at;
}

static size_t read_equals(sl_str s, size_t at, uint32_t *code)
{
    size_t end = at + 1 + (byte(s, at + 1) == '\r');
    if (byte(s, end) == '\n') {
        *code = SL_SECRET_NO_CHARACTER;
        return end + 1 - at;
    }
    return read_hex(s, at + 1, 2, code) && is_good(*code, false) ? 3 : 0;
}

bool sl_secret_is_code_point(sl_str s, size_t at)
{
    uint32_t code;
    return byte(s, at) == 'U' && byte(s, at + 1) == '+' && read_hex(s, at + 2, 4, &code) &&
           sl_hex_value(byte(s, at + 6)) < 0 && is_good(code, true);
}

/* The blank between two belongs to the first. */
static size_t read_code_point(sl_str s, size_t at, uint32_t *code)
{
    if (!sl_secret_is_code_point(s, at) || !read_hex(s, at + 2, 4, code))
        return 0;
    return byte(s, at + 6) == ' ' && sl_secret_is_code_point(s, at + 7) ? 7 : 6;
}

size_t sl_secret_escape(sl_str s, size_t at, unsigned forms, uint32_t *code)
{
    switch (byte(s, at)) {
    case '%':
        return read_hex(s, at + 1, 2, code) && is_good(*code, false) ? 3 : 0;
    case '\\':
        return read_backslash(s, at, forms, code);
    case 'U':
        return read_code_point(s, at, code);
    case '=':
        return forms & SL_ESCAPE_QUOTED_PRINTABLE ? read_equals(s, at, code) : 0;
    default:
        return 0;
    }
}

static bool says_quoted_printable(sl_str s, char first)
{
    static const sl_str word = SL_STR("quoted-printable");
    enum { DASH_AT = 6 };
    for (size_t at = sl_str_chr(s, first); at < s.n;) {
        if (byte(s, at + DASH_AT) == '-' && sl_str_eq_case(sl_str_sub(s, at, at + word.n), word))
            return true;
        const char *next = memchr(s.p + at + 1, first, s.n - at - 1);
        at = next ? (size_t)(next - s.p) : SIZE_MAX;
    }
    return false;
}

/* A head of a mail, at the start of the text; the letters may be of any case. */
static bool is_quoted_printable(sl_str s)
{
    s = sl_str_sub(s, 0, SL_ESCAPE_HEAD_MAX);
    return says_quoted_printable(s, 'q') || says_quoted_printable(s, 'Q');
}

/* "https:\/\/": found by its backslashes, which are rarer than its colon. */
static bool has_escaped_slashes(sl_str s)
{
    for (size_t at = sl_str_chr(s, '\\'); at < s.n;) {
        if (at && s.p[at - 1] == ':' && sl_str_starts(sl_str_sub(s, at, s.n), SL_S("\\/\\/")))
            return true;
        const char *next = memchr(s.p + at + 1, '\\', s.n - at - 1);
        at = next ? (size_t)(next - s.p) : SIZE_MAX;
    }
    return false;
}

unsigned sl_secret_escape_forms(sl_str s)
{
    return (is_quoted_printable(s) ? SL_ESCAPE_QUOTED_PRINTABLE : 0) |
           (has_escaped_slashes(s) ? SL_ESCAPE_SLASH : 0);
}

/* One walk over the text, driven by what each byte can begin. */
#include "stages/secrets/content/find.h"

#include "base/chars.h"
#include "base/utf8.h"
#include "engine/match/tokenrun.h"
#include "stages/secrets/content/codings.h"
#include "stages/secrets/content/escape.h"

enum {
    BASE64_MIN = 16, /* digits */
    HEX_MIN = 32,    /* digits */
    UTF16_MIN = 8,   /* characters */
    WRAP_MIN = 60,   /* digits of a line that base64 writers wrap */
};

/* Bytes at which something else than digits can begin. */
enum { PERCENT, BACKSLASH, ZERO, EQUALS, PLUS, MARKS };
static const char mark_bytes[MARKS] = {'%', '\\', '\0', '=', '+'};

typedef struct finder {
    sl_arena *mem;
    sl_str in;
    size_t at;
    size_t done;         /* no run begins before: it belongs to one already */
    size_t lines;        /* wrapped lines up to here do not belong together */
    size_t marks[MARKS]; /* the next of each; the text's length when there is none */
    unsigned forms;      /* of escapes that the text has */
    sl_secret_runs *out;
} finder;

static char byte(const finder *f, size_t at)
{
    return at < f->in.n ? f->in.p[at] : 0;
}

static void add(finder *f, sl_secret_coding coding, size_t end, sl_str text)
{
    *sl_list_add(f->mem, f->out) = (sl_secret_run){coding, f->at, end, text};
    f->at = f->done = end;
}

/* Base64 and hex. */

static size_t digits_end(sl_str s, size_t at)
{
    while (at < s.n && sl_base64_value(s.p[at]) >= 0)
        at++;
    return at;
}

/* Past a line break, real or written as \n, and indentation to the digits that go on behind; 0 when
   none do. */
static size_t next_line(sl_str s, size_t at)
{
    bool is_break = false;
    for (; at < s.n; at++) {
        char next = at + 1 < s.n ? s.p[at + 1] : 0;
        bool is_written = s.p[at] == '\\' && (next == 'n' || next == 'r');
        if (!is_written && (!s.p[at] || !strchr("\r\n\t ", s.p[at])))
            break;
        is_break |= s.p[at] == '\n' || is_written;
        at += is_written;
    }
    return is_break && at < s.n && sl_base64_value(s.p[at]) >= 0 ? at : 0;
}

static size_t padding_end(sl_str s, size_t at)
{
    size_t n = 0;
    while (n < 2 && at + n < s.n && s.p[at + n] == '=')
        n++;
    return at + n;
}

/* Whether a line of a wrapped run may end here: `KEY: value` and `KEY=value` are no such lines. */
static bool is_line_end(sl_str s, size_t at)
{
    at = padding_end(s, at);
    return at >= s.n || (s.p[at] && strchr(" \t\r\n\"'`,;)]}<\\", s.p[at]));
}

/* Whether the digits of a line may be a part of a text: characters may be cut at its ends. What is
   no text is known by its first lines, not after all of it was put together. */
static bool is_line_of_text(sl_str digits)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < digits.n; i++) {
        bits = bits << 6 | (uint32_t)sl_base64_value(digits.p[i]);
        if (i % 4 == 0)
            continue;
        unsigned char c = (unsigned char)(bits >> (i % 4 == 1 ? 4 : i % 4 == 2 ? 2 : 0));
        if (c == 0x7f || (c < 0x20 && c && (c < '\t' || c > '\r')))
            return false;
    }
    return true;
}

/* The end of a run that was wrapped to lines of one length; `*digits` gets them without breaks. */
static size_t wrapped_end(sl_arena *mem, sl_str s, size_t from, size_t end, sl_str *digits)
{
    size_t width = end - from;
    char *p = NULL;
    size_t n = width;
    size_t cap = 0;
    bool goes_on = width >= WRAP_MIN && width % 4 == 0 && is_line_of_text(sl_str_sub(s, from, end));
    while (goes_on) {
        size_t next = next_line(s, end);
        size_t next_end = next ? digits_end(s, next) : 0;
        if (!next || next_end - next > width || !is_line_end(s, next_end) ||
            !is_line_of_text(sl_str_sub(s, next, next_end)))
            break;
        size_t need = n + (next_end - next);
        if (need > cap) {
            char *more = sl_alloc(mem, cap = 2 * need);
            memcpy(more, p ? p : s.p + from, n);
            p = more;
        }
        memcpy(p + n, s.p + next, next_end - next);
        n = need;
        goes_on = next_end - next == width;
        end = next_end;
    }
    *digits = p ? sl_str_at(p, n) : sl_str_sub(s, from, end);
    return end;
}

static bool is_wide(sl_str s)
{
    if (s.n < 2 * UTF16_MIN || s.n % 2)
        return false;
    for (size_t i = 1; i < s.n; i += 2)
        if (s.p[i])
            return false;
    return true;
}

/* The first digits tell most words and random keys from text. */
static bool may_be_text(sl_str digits)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < 4; i++)
        bits = bits << 6 | (uint32_t)sl_base64_value(digits.p[i]);
    unsigned char first = (unsigned char)(bits >> 16);
    unsigned char second = (unsigned char)(bits >> 8);
    bool ok = first >= 0x20 ? first != 0x7f : first == '\n' || first == '\t' || first == '\r';
    return ok &&
           (second >= 0x20 || second == 0 || second == '\n' || second == '\t' || second == '\r');
}

static bool has_digit(sl_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '+')
            return true;
    return false;
}

static bool take_base64(finder *f, sl_str digits, size_t end)
{
    sl_str text;
    size_t padded = padding_end(f->in, end);
    bool is_padded = padded > end && (digits.n + padded - end) % 4 == 0;
    if (!may_be_text(digits) || !(is_padded || has_digit(digits)) ||
        !sl_base64_read(&text, f->mem, digits) || !(sl_is_text(text) || is_wide(text)))
        return false;
    add(f, SL_CODING_BASE64, is_padded ? padded : end, text);
    return true;
}

/* Lines of one length may also be values of their own. */
static bool find_base64(finder *f, size_t end)
{
    sl_str digits = sl_str_sub(f->in, f->at, end);
    size_t wrapped = end;
    if (f->at >= f->lines)
        wrapped = wrapped_end(f->mem, f->in, f->at, end, &digits);
    if (take_base64(f, digits, wrapped))
        return true;
    f->lines = wrapped != end ? wrapped : f->lines;
    return wrapped != end && take_base64(f, sl_str_sub(f->in, f->at, end), end);
}

/* The first run of hex digits in [at, end) that decodes to text. */
static bool find_hex(finder *f, size_t end)
{
    size_t from = f->at;
    for (size_t i = f->at; i <= end; i++) {
        if (i < end && sl_hex_value(f->in.p[i]) >= 0)
            continue;
        sl_str text;
        sl_str run = sl_str_sub(f->in, from, i);
        if (run.n >= HEX_MIN && sl_hex_read(&text, f->mem, run) && sl_is_text(text)) {
            f->at = from;
            add(f, SL_CODING_HEX, i, text);
            return true;
        }
        from = i + 1;
    }
    return false;
}

/* Whether an escape for a digit stands right before or behind: then this is part of a run only. */
static bool is_taken_apart(const finder *f, size_t end)
{
    uint32_t code;
    const sl_secret_run *last = f->out->n ? &f->out->v[f->out->n - 1] : NULL;
    if (last && last->from_end == f->at && last->coding != SL_CODING_BASE64 &&
        last->coding != SL_CODING_HEX && last->text.n == 1 && sl_base64_value(last->text.p[0]) >= 0)
        return true;
    return sl_secret_escape(f->in, end, f->forms, &code) && code < 0x80 &&
           sl_base64_value((char)code) >= 0;
}

static void find_digits(finder *f, size_t end)
{
    bool may_be_hex = end - f->at >= HEX_MIN;
    if (is_taken_apart(f, end) || !((may_be_hex && find_hex(f, end)) || find_base64(f, end)))
        f->at = end;
}

/* Escapes of one character. */

static void find_escape(finder *f)
{
    uint32_t code = 0;
    size_t n = sl_secret_escape(f->in, f->at, f->forms, &code);
    if (!n) {
        size_t letter = f->at + 1 + (byte(f, f->at + 1) == '\\');
        char c = byte(f, f->at) == '\\' ? byte(f, letter) : 0;
        /* a break, not a digit */
        f->at = c == 'n' || c == 'r' || c == 't' ? letter + 1 : f->at + 1;
        return;
    }
    bool is_char = code != SL_SECRET_NO_CHARACTER;
    char *p = sl_alloc(f->mem, SL_UTF8_MAX);
    add(f, byte(f, f->at) == '%' ? SL_CODING_PERCENT : SL_CODING_ESCAPE, f->at + n,
        sl_str_at(p, is_char ? sl_utf8_encode(p, code) : 0));
}

/* UTF-16: characters of ASCII with a zero on one side, the same for all; others between them. */

static uint32_t wide_at(const finder *f, size_t at, bool is_little)
{
    unsigned char a = (unsigned char)byte(f, at);
    unsigned char b = (unsigned char)byte(f, at + 1);
    return at + 1 < f->in.n ? is_little ? (uint32_t)(a | b << 8) : (uint32_t)(a << 8 | b) : 0;
}

static size_t wide_end(const finder *f, size_t from, bool is_little)
{
    while (sl_secret_is_printable(wide_at(f, from, is_little)))
        from += 2;
    return from;
}

static void add_wide(finder *f, size_t end, bool is_little)
{
    size_t n = (end - f->at) / 2;
    char *p = sl_alloc(f->mem, n);
    for (size_t i = 0; i < n; i++)
        p[i] = f->in.p[f->at + 2 * i + !is_little];
    add(f, SL_CODING_UTF16, end, sl_str_at(p, n));
}

/* A character beyond ASCII, if ASCII goes on behind it. */
static bool add_other(finder *f, bool is_little)
{
    uint32_t code = wide_at(f, f->at, is_little);
    char *p = sl_alloc(f->mem, SL_UTF8_MAX);
    size_t n = code >= 0xa0 ? sl_utf8_encode(p, code) : 0;
    if (!n || !sl_secret_is_printable(wide_at(f, f->at + 2, is_little)))
        return false;
    add(f, SL_CODING_UTF16, f->at + 2, sl_str_at(p, n));
    return true;
}

static void take_wide(finder *f, bool is_little)
{
    do {
        add_wide(f, wide_end(f, f->at, is_little), is_little);
    } while (add_other(f, is_little));
}

static void find_wide(finder *f)
{
    bool is_little = f->at > f->done && sl_secret_is_printable((unsigned char)byte(f, f->at - 1));
    size_t from = f->at - is_little;
    size_t end = wide_end(f, from, is_little);
    if ((end - from) / 2 < UTF16_MIN) {
        f->at++;
        return;
    }
    f->at = from;
    take_wide(f, is_little);
}

static size_t next_byte(sl_str s, size_t at, char c)
{
    const char *p = at < s.n ? memchr(s.p + at, c, s.n - at) : NULL;
    return p ? (size_t)(p - s.p) : s.n;
}

/* "U+0041" where its U is not the end of other digits: the place of its U. */
static size_t next_code_point(const finder *f)
{
    size_t plus = next_byte(f->in, f->at + 1, '+');
    for (; plus < f->in.n; plus = next_byte(f->in, plus + 1, '+')) {
        size_t at = plus - 1;
        bool is_first = at == f->at || sl_base64_value(f->in.p[at - 1]) < 0;
        if (is_first && sl_secret_is_code_point(f->in, at))
            return at;
    }
    return plus;
}

/* The next byte at which something else than digits can begin. */
static size_t next_mark(finder *f)
{
    size_t first = f->in.n;
    for (unsigned m = 0; m < MARKS; m++) {
        if (m == EQUALS && !(f->forms & SL_ESCAPE_QUOTED_PRINTABLE))
            continue;
        if (f->marks[m] < f->at || (f->marks[m] == 0 && f->at == 0))
            f->marks[m] = m == PLUS ? next_code_point(f) : next_byte(f->in, f->at, mark_bytes[m]);
        first = f->marks[m] < first ? f->marks[m] : first;
    }
    return first;
}

void sl_secret_find_runs(sl_secret_runs *out, sl_arena *mem, sl_str text, unsigned forms)
{
    finder f = {.mem = mem, .in = text, .out = out, .forms = forms};
    if (sl_str_starts(text, SL_S("\xff\xfe")) || sl_str_starts(text, SL_S("\xfe\xff"))) {
        f.at = 2;
        take_wide(&f, text.p[0] == '\xff');
    }
    sl_token_run run = {0};
    bool is_more = sl_base64_run_next(&run, text, f.at, BASE64_MIN);
    while (f.at < text.n) {
        size_t mark = next_mark(&f);
        if (is_more && run.from < f.at)
            is_more = sl_base64_run_next(&run, text, f.at, BASE64_MIN);
        bool is_digits = is_more && run.from < mark;
        f.at = is_digits ? run.from : mark;
        if (is_digits)
            find_digits(&f, run.to);
        else if (f.at < text.n && text.p[f.at])
            find_escape(&f);
        else if (f.at < text.n)
            find_wide(&f);
    }
}

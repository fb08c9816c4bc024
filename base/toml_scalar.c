/* TOML scalars by the grammar of the specification: small matchers over one token. */
#include "base/toml_scalar.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/chars.h"
#include "base/utf8.h"

enum { NUMBER_BYTES_MAX = 512 };

int sl_toml_peek(const sl_toml *t)
{
    return t->at < t->text.n ? (unsigned char)t->text.p[t->at] : -1;
}

bool sl_toml_newline(sl_toml *t)
{
    sl_str rest = sl_str_sub(t->text, t->at, t->text.n);
    size_t n = sl_str_starts(rest, SL_S("\r\n")) ? 2 : sl_str_starts(rest, SL_S("\n"));
    if (!n)
        return false;
    t->at += n;
    t->line++;
    t->line_at = t->at;
    return true;
}

bool sl_toml_fail(const sl_toml *t, const char *format, ...)
{
    char text[SL_ERR_TEXT];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return sl_fail(t->e, SL_EPARSE, "%.*s:%u:%zu: %s", SL_FMT(t->file), t->line,
                   t->at - t->line_at + 1, text);
}

sl_node *sl_toml_node(const sl_toml *t, sl_node_kind kind)
{
    sl_node *node = sl_alloc(t->mem, sizeof *node);
    node->kind = kind;
    node->start = t->at;
    node->line = t->line;
    node->column = (uint32_t)(t->at - t->line_at + 1);
    return node;
}

void sl_toml_node_end(const sl_toml *t, sl_node *node)
{
    node->end = t->at;
    node->end_line = t->line;
    node->end_column = (uint32_t)(t->at - t->line_at + 1);
}

/* Strings. */

enum { NO_DIGIT = 99 };

static int digit_of(char c)
{
    int value = sl_hex_value(c);
    return value < 0 ? NO_DIGIT : value;
}

static bool read_code(sl_toml *t, sl_buf *out, unsigned n_digits)
{
    uint32_t code = 0;
    for (unsigned i = 0; i < n_digits; i++, t->at++) {
        int c = sl_toml_peek(t);
        int digit = c < 0 ? NO_DIGIT : digit_of((char)c);
        if (digit > 15)
            return sl_toml_fail(t, "a unicode escape has %u hexadecimal digits", n_digits);
        code = code << 4 | (uint32_t)digit;
    }
    char bytes[SL_UTF8_MAX];
    size_t n = sl_utf8_encode(bytes, code);
    if (!n)
        return sl_toml_fail(t, "U+%04X is no character", (unsigned)code);
    return sl_buf_add(out, sl_str_at(bytes, n));
}

static bool is_blank(int c)
{
    return c == ' ' || c == '\t';
}

/* A backslash at the end of a line takes the break and all white space after it away. */
static bool skip_fold(sl_toml *t)
{
    size_t at = t->at;
    while (is_blank(sl_toml_peek(t)))
        t->at++;
    if (!sl_toml_newline(t)) {
        t->at = at;
        return false;
    }
    while (is_blank(sl_toml_peek(t)) || sl_toml_newline(t))
        t->at += is_blank(sl_toml_peek(t));
    return true;
}

static bool read_escape(sl_toml *t, sl_buf *out, bool is_block)
{
    static const char names[] = "btnfr\"\\";
    static const char values[] = "\b\t\n\f\r\"\\";
    t->at++;
    int c = sl_toml_peek(t);
    const char *name = c > 0 ? strchr(names, c) : NULL;
    if (name) {
        t->at++;
        return sl_buf_addc(out, values[name - names]);
    }
    if (c == 'u' || c == 'U') {
        t->at++;
        return read_code(t, out, c == 'u' ? 4 : 8);
    }
    if (is_block && skip_fold(t))
        return true;
    return sl_toml_fail(t, "an unknown escape; a backslash itself is written '\\\\', or in single "
                           "quotes");
}

static size_t count_quotes(const sl_toml *t, char quote)
{
    size_t n = 0;
    while (t->at + n < t->text.n && t->text.p[t->at + n] == quote)
        n++;
    return n;
}

typedef struct quotes {
    char mark;
    bool is_block;
} quotes;

/* One step inside the quotes; `*is_end` after the closing ones. */
static bool read_piece(sl_toml *t, sl_buf *out, quotes q, bool *is_end)
{
    int c = sl_toml_peek(t);
    size_t n = c == q.mark ? count_quotes(t, q.mark) : 0;
    if (n && (!q.is_block || n >= 3)) {
        size_t n_text = q.is_block ? n - 3 : 0; /* up to two quotes stand before the closing ones */
        if (n_text > 2)
            return sl_toml_fail(t, "more than five quotes in a row");
        sl_buf_add(out, sl_str_at(t->text.p + t->at, n_text));
        t->at += q.is_block ? n : 1;
        *is_end = true;
        return true;
    }
    if (c == '\\' && q.mark == '"')
        return read_escape(t, out, q.is_block);
    size_t at = t->at;
    if (q.is_block && sl_toml_newline(t))
        return sl_buf_add(out, sl_str_sub(t->text, at, t->at));
    if (c < 0)
        return sl_toml_fail(t, "the text ends inside a string");
    if (c == '\n' || c == '\r')
        return sl_toml_fail(t, "a string ends on its line; three quotes begin one of many lines");
    if ((c < 0x20 && c != '\t') || c == 0x7f)
        return sl_toml_fail(t, "a control character in a string; write it as an escape");
    t->at++;
    return sl_buf_addc(out, (char)c);
}

bool sl_toml_string(sl_toml *t, sl_str *out, bool *is_block)
{
    quotes q = {t->text.p[t->at], false};
    size_t n = count_quotes(t, q.mark);
    q.is_block = *is_block = n >= 3;
    t->at += q.is_block ? 3 : 1;
    if (q.is_block)
        sl_toml_newline(t); /* the first break is not part of the text */
    sl_buf text;
    sl_buf_init(&text, t->text.n + 1);
    bool is_end = false;
    bool ok = true;
    while (ok && !is_end)
        ok = read_piece(t, &text, q, &is_end);
    *out = sl_dup(t->mem, sl_buf_str(&text));
    sl_buf_clear(&text);
    return ok;
}

/* Numbers. A matcher takes its part off the front of `*s`; false when it is not there. */

static bool take_char(sl_str *s, const char *set)
{
    if (!s->n || !s->p[0] || !strchr(set, s->p[0]))
        return false;
    *s = sl_str_sub(*s, 1, s->n);
    return true;
}

/* Digits of a base; one underscore may stand between two. */
static bool take_digits(sl_str *s, int base)
{
    size_t n = 0;
    while (n < s->n &&
           (digit_of(s->p[n]) < base || (s->p[n] == '_' && n > 0 && s->p[n - 1] != '_' &&
                                         n + 1 < s->n && digit_of(s->p[n + 1]) < base)))
        n++;
    *s = sl_str_sub(*s, n, s->n);
    return n > 0;
}

static bool take_decimal(sl_str *s)
{
    sl_str first = *s;
    return take_digits(s, 10) && (first.p[0] != '0' || first.n - s->n == 1);
}

/* The token without underscores, terminated. */
static bool plain(char out[NUMBER_BYTES_MAX], sl_str token)
{
    size_t n = 0;
    for (size_t i = 0; i < token.n; i++) {
        if (token.p[i] == '_')
            continue;
        if (n + 1 == NUMBER_BYTES_MAX)
            return false;
        out[n++] = token.p[i];
    }
    out[n] = 0;
    return true;
}

static bool set_integer(sl_node *node, sl_str token, int base, bool is_negative)
{
    uint64_t value = 0;
    for (size_t i = 0; i < token.n; i++)
        if (token.p[i] != '_' &&
            (__builtin_mul_overflow(value, (uint64_t)base, &value) ||
             __builtin_add_overflow(value, (uint64_t)digit_of(token.p[i]), &value)))
            return false;
    if (value > (uint64_t)INT64_MAX + is_negative)
        return false;
    node->kind = SL_INT;
    node->integer = is_negative ? (int64_t)(0 - value) : (int64_t)value;
    node->number = (double)node->integer;
    return true;
}

static int base_of(sl_str token)
{
    static const struct {
        const char *prefix;
        int base;
    } table[] = {{"0x", 16}, {"0o", 8}, {"0b", 2}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (sl_str_starts(token, sl_str_of(table[i].prefix)))
            return table[i].base;
    return 10;
}

/* inf and nan, with or without a sign. */
static bool read_special(sl_node *node, sl_str rest, bool is_negative)
{
    bool is_inf = sl_str_is(rest, "inf");
    if (!is_inf && !sl_str_is(rest, "nan"))
        return false;
    node->kind = SL_FLOAT;
    node->number = copysign(is_inf ? HUGE_VAL : (double)NAN, is_negative ? -1 : 1);
    return true;
}

static bool read_float(sl_node *node, sl_str token, sl_str rest)
{
    if (take_char(&rest, ".") && !take_digits(&rest, 10))
        return false;
    if (take_char(&rest, "eE")) {
        take_char(&rest, "+-");
        if (!take_digits(&rest, 10))
            return false;
    }
    char text[NUMBER_BYTES_MAX];
    if (rest.n || !plain(text, token))
        return false;
    node->kind = SL_FLOAT;
    node->number = strtod(text, NULL);
    return true;
}

static const char range[] = "the number does not fit into 64 bits";

/* "0x2a", "0o52", "0b101010". */
static bool read_based(sl_toml *t, sl_node *node, sl_str token, int base)
{
    sl_str digits = sl_str_sub(token, 2, token.n);
    sl_str rest = digits;
    if (!take_digits(&rest, base) || rest.n)
        return sl_toml_fail(t, "'%.*s' is no number", SL_FMT(token));
    return set_integer(node, digits, base, false) || sl_toml_fail(t, "%s", range);
}

static bool read_number(sl_toml *t, sl_node *node, sl_str token)
{
    sl_str rest = token;
    int base = base_of(token);
    if (base != 10)
        return read_based(t, node, token, base);
    bool is_negative = token.p[0] == '-';
    take_char(&rest, "+-");
    if (read_special(node, rest, is_negative))
        return true;
    sl_str digits = rest;
    bool ok = take_decimal(&rest);
    if (ok && !rest.n)
        return set_integer(node, digits, 10, is_negative) || sl_toml_fail(t, "%s", range);
    if (ok && read_float(node, token, rest))
        return true;
    return sl_toml_fail(t, "'%.*s' is no value; texts stand in quotes", SL_FMT(token));
}

/* Dates and times (RFC 3339, with or without their parts). */

static bool take_number(sl_str *s, size_t n_digits, unsigned low, unsigned high, unsigned *out)
{
    unsigned value = 0;
    for (size_t i = 0; i < n_digits; i++) {
        if (i >= s->n || digit_of(s->p[i]) > 9)
            return false;
        value = value * 10 + (unsigned)digit_of(s->p[i]);
    }
    *s = sl_str_sub(*s, n_digits, s->n);
    *out = value;
    return value >= low && value <= high;
}

static unsigned days_of(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && is_leap);
}

static bool take_date(sl_str *s)
{
    unsigned year, month, day;
    return take_number(s, 4, 0, 9999, &year) && take_char(s, "-") &&
           take_number(s, 2, 1, 12, &month) && take_char(s, "-") &&
           take_number(s, 2, 1, days_of(year, month), &day);
}

static bool take_time(sl_str *s)
{
    unsigned part;
    if (!take_number(s, 2, 0, 23, &part) || !take_char(s, ":") ||
        !take_number(s, 2, 0, 59, &part) || !take_char(s, ":") || !take_number(s, 2, 0, 60, &part))
        return false;
    if (!take_char(s, "."))
        return true;
    size_t n = s->n;
    while (take_char(s, "0123456789"))
        ;
    return s->n < n;
}

static bool take_offset(sl_str *s)
{
    unsigned part;
    return take_char(s, "Zz") || (take_char(s, "+-") && take_number(s, 2, 0, 23, &part) &&
                                  take_char(s, ":") && take_number(s, 2, 0, 59, &part));
}

static bool is_moment(sl_str s)
{
    sl_str rest = s;
    if (take_time(&rest) && !rest.n)
        return true;
    if (!take_date(&s))
        return false;
    if (!s.n)
        return true;
    return take_char(&s, "Tt ") && take_time(&s) && (!s.n || (take_offset(&s) && !s.n));
}

static bool looks_like_moment(sl_str token)
{
    size_t n = 0;
    while (n < token.n && digit_of(token.p[n]) < 10)
        n++;
    return n < token.n && ((n == 4 && token.p[n] == '-') || (n == 2 && token.p[n] == ':'));
}

/* A bare value up to what can follow one; the space of a date with a time belongs to it. */
static sl_str bare_token(const sl_toml *t)
{
    size_t at = t->at;
    while (at < t->text.n && !memchr(" \t\r\n,]}#", t->text.p[at], 9))
        at++;
    sl_str date = sl_str_sub(t->text, t->at, at);
    sl_str rest = date;
    bool is_date = take_date(&rest) && !rest.n;
    if (is_date && at + 1 < t->text.n && t->text.p[at] == ' ' && digit_of(t->text.p[at + 1]) < 10)
        for (at++; at < t->text.n && !memchr(" \t\r\n,]}#", t->text.p[at], 9);)
            at++;
    return sl_str_sub(t->text, t->at, at);
}

static bool read_bare(sl_toml *t, sl_node *node)
{
    sl_str token = bare_token(t);
    if (!token.n)
        return sl_toml_fail(t, "a value is missing here");
    node->text = sl_dup(t->mem, token);
    if (sl_str_is(token, "true") || sl_str_is(token, "false")) {
        node->kind = SL_BOOL;
        node->integer = token.n == 4;
    } else if (looks_like_moment(token)) {
        if (!is_moment(token))
            return sl_toml_fail(t, "'%.*s' is no date or time", SL_FMT(token));
    } else if (!read_number(t, node, token)) {
        return false;
    }
    t->at += token.n;
    return true;
}

bool sl_toml_scalar(sl_toml *t, sl_node **out)
{
    int c = sl_toml_peek(t);
    sl_node *node = *out = sl_toml_node(t, SL_TEXT);
    bool is_block;
    node->is_quoted = c == '"' || c == '\'';
    bool ok = node->is_quoted ? sl_toml_string(t, &node->text, &is_block) : read_bare(t, node);
    sl_toml_node_end(t, node);
    return ok;
}

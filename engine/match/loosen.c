/* Reads an expression only as far as to tell quantifiers from the same bytes in classes, escapes
   and look-arounds; in the last, a looser expression could make the whole a stricter one. */
#include "engine/match/loosen.h"

#include <limits.h>

#include "sluice/buf.h"

enum { DEPTH_MAX = 64, OUT_MAX = 1 << 17, DIGITS_MAX = 6 };

typedef struct reader {
    sl_str text;
    size_t at;
    sl_buf out;
    unsigned limit;
    bool is_look[DEPTH_MAX]; /* the group is a look-around */
    size_t depth, n_looks;
    bool is_changed, is_beyond;
} reader;

static char peek(const reader *r, size_t ahead)
{
    return ahead < r->text.n - r->at ? r->text.p[r->at + ahead] : 0;
}

static void copy(reader *r, size_t n)
{
    sl_str part = sl_str_sub(r->text, r->at, r->at + n);
    sl_buf_add(&r->out, part);
    r->at += part.n;
}

/* A class up to its bracket; a first ']' and named classes inside are part of it. */
static void copy_class(reader *r)
{
    copy(r, peek(r, 1) == '^' ? 2 : 1);
    if (peek(r, 0) == ']')
        copy(r, 1);
    while (r->at < r->text.n && peek(r, 0) != ']') {
        size_t named = peek(r, 0) == '[' && peek(r, 1) == ':'
                           ? sl_str_find(r->text, SL_S(":]"), r->at + 2)
                           : SIZE_MAX;
        if (named != SIZE_MAX)
            copy(r, named + 2 - r->at);
        else
            copy(r, peek(r, 0) == '\\' ? 2 : 1);
    }
    copy(r, 1);
}

static bool is_look(const reader *r)
{
    return peek(r, 1) == '?' && (peek(r, 2) == '=' || peek(r, 2) == '!' ||
                                 (peek(r, 2) == '<' && (peek(r, 3) == '=' || peek(r, 3) == '!')));
}

/* Settings may be (?i), (?s:…); extended syntax and conditions are beyond us. */
static bool is_group_beyond(const reader *r)
{
    if (peek(r, 1) != '?')
        return peek(r, 1) == '*';
    if (peek(r, 2) == '(' || peek(r, 2) == '#')
        return true;
    for (size_t i = 2; peek(r, i) >= 'a' && peek(r, i) <= 'z'; i++)
        if (peek(r, i) == 'x')
            return true;
    return false;
}

static void open_group(reader *r)
{
    if (r->depth == DEPTH_MAX || is_group_beyond(r)) {
        r->is_beyond = true;
        return;
    }
    r->is_look[r->depth] = is_look(r);
    r->n_looks += r->is_look[r->depth++];
    copy(r, 1);
}

static void close_group(reader *r)
{
    if (r->depth == 0)
        r->is_beyond = true;
    else
        r->n_looks -= r->is_look[--r->depth];
    copy(r, 1);
}

/* Digits at `*at`; false when there are none or too many. */
static bool read_number(const reader *r, size_t *at, unsigned *out)
{
    size_t start = *at;
    *out = 0;
    for (; peek(r, *at) >= '0' && peek(r, *at) <= '9' && *at - start < DIGITS_MAX; ++*at)
        *out = *out * 10 + (unsigned)(peek(r, *at) - '0');
    return *at > start;
}

/* "{2}", "{2,}" and "{2,300}" at the brace; `*most` is UINT_MAX without a bound, `*n` the bytes. */
static bool read_repeat(const reader *r, unsigned *least, unsigned *most, size_t *n)
{
    size_t at = 1;
    if (!read_number(r, &at, least))
        return false;
    *most = *least;
    if (peek(r, at) == ',') {
        at++;
        if (!read_number(r, &at, most))
            *most = UINT_MAX;
    }
    *n = at + 1;
    return peek(r, at) == '}';
}

/* "{2,300}" becomes "{2,}", and "{500}" as many as the limit or more. */
static void read_brace(reader *r)
{
    unsigned least;
    unsigned most;
    size_t n;
    bool is_repeat = read_repeat(r, &least, &most, &n) && !r->n_looks;
    if (!is_repeat || most < r->limit || (most == UINT_MAX && least <= r->limit)) {
        copy(r, 1);
        return;
    }
    least = least < r->limit ? least : r->limit;
    if (least < 2)
        sl_buf_addc(&r->out, least ? '+' : '*');
    else
        sl_buf_addf(&r->out, "{%u,}", least);
    r->at += n;
    r->is_changed = true;
}

static void read_one(reader *r)
{
    char c = peek(r, 0);
    if (c == '\\') {
        r->is_beyond |= peek(r, 1) == 'Q';
        copy(r, 2);
    } else if (c == '[') {
        copy_class(r);
    } else if (c == '(') {
        open_group(r);
    } else if (c == ')') {
        close_group(r);
    } else if (c == '{') {
        read_brace(r);
    } else {
        copy(r, 1);
    }
}

sl_str sl_regex_loosen(sl_arena *mem, sl_str expression, unsigned limit)
{
    reader r = {.text = expression, .limit = limit};
    sl_buf_init(&r.out, OUT_MAX);
    while (r.at < expression.n && !r.is_beyond)
        read_one(&r);
    bool is_good = r.is_changed && !r.is_beyond && r.depth == 0 && !r.out.is_over;
    sl_str made = is_good ? sl_dup(mem, sl_buf_str(&r.out)) : expression;
    sl_buf_clear(&r.out);
    return made;
}

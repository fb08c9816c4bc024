/* Owned, bounded, always terminated text. */
#include "sluice/buf.h"

#include "base/chars.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void sl_buf_init(sl_buf *b, size_t max)
{
    *b = (sl_buf){.max = max < SIZE_MAX ? max : SIZE_MAX - 1};
}

void sl_buf_clear(sl_buf *b)
{
    if (b->p && b->is_secret)
        explicit_bzero(b->p, b->cap);
    free(b->p);
    *b = (sl_buf){.max = b->max, .is_secret = b->is_secret};
}

void sl_buf_reset(sl_buf *b)
{
    sl_buf_wipe(b, 0);
    b->n = 0;
    b->is_over = false;
    if (b->p)
        b->p[0] = 0;
}

void sl_buf_wipe(sl_buf *b, size_t from)
{
    if (b->p && b->is_secret && from < b->cap)
        explicit_bzero(b->p + from, b->cap - from);
}

/* realloc(3) would leave the old bytes where they were. */
static char *grow(sl_buf *b, size_t cap)
{
    if (!b->is_secret || !b->p)
        return realloc(b->p, cap);
    char *grown = malloc(cap);
    if (!grown)
        return NULL;
    memcpy(grown, b->p, b->n);
    explicit_bzero(b->p, b->cap);
    free(b->p);
    return grown;
}

char *sl_buf_room(sl_buf *b, size_t n)
{
    if (b->is_over || n > b->max - b->n) {
        b->is_over = true;
        return NULL;
    }
    size_t want = b->n + n + 1;
    if (want <= b->cap)
        return b->p + b->n;
    size_t cap = b->cap ? b->cap : 64;
    while (cap < want)
        cap = cap > SIZE_MAX / 2 ? want : cap * 2;
    if (cap > b->max + 1)
        cap = b->max + 1;
    char *grown = grow(b, cap);
    if (!grown) {
        b->is_over = true;
        return NULL;
    }
    b->p = grown;
    b->cap = cap;
    b->p[b->n] = 0;
    return b->p + b->n;
}

bool sl_buf_add(sl_buf *b, sl_str s)
{
    char *to = sl_buf_room(b, s.n);
    if (!to)
        return false;
    if (s.n)
        memcpy(to, s.p, s.n);
    b->n += s.n;
    b->p[b->n] = 0;
    return true;
}

bool sl_buf_addz(sl_buf *b, const char *z)
{
    return sl_buf_add(b, sl_str_of(z));
}

bool sl_buf_addc(sl_buf *b, char c)
{
    return sl_buf_add(b, sl_str_at(&c, 1));
}

bool sl_buf_addf(sl_buf *b, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *to = n < 0 ? NULL : sl_buf_room(b, (size_t)n);
    if (to) {
        vsnprintf(to, (size_t)n + 1, format, again);
        b->n += (size_t)n;
    }
    va_end(again);
    return to != NULL;
}

bool sl_buf_add_percent(sl_buf *b, sl_str s, const char *plain)
{
    bool ok = true;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool is_plain = sl_is_alnum((char)c) || (c && strchr(plain, c));
        ok = is_plain ? sl_buf_addc(b, (char)c) : sl_buf_addf(b, "%%%02X", c);
    }
    return ok;
}

/* Masking: the longest value first, so that one which holds another does not leave a rest. */
#include "base/mask.h"

#include "sluice/buf.h"

#include <stdlib.h>
#include <string.h>

enum { SHORTEST = 4, LINE_MAX_BYTES = 1 << 22 };

struct sl_mask {
    sl_arena *mem;
    sl_strs values;
    sl_buf line;
};

static void add(sl_mask *mask, sl_str value)
{
    if (value.n >= SHORTEST)
        *sl_list_add(mask->mem, &mask->values) = sl_dup(mask->mem, value);
}

static void add_base64(sl_mask *mask, sl_str value)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *to = sl_alloc(mask->mem, value.n / 3 * 4 + 5);
    size_t n = 0;
    for (size_t i = 0; i + 2 < value.n; i += 3) {
        const unsigned char *p = (const unsigned char *)value.p + i;
        to[n++] = digits[p[0] >> 2];
        to[n++] = digits[(p[0] & 3) << 4 | p[1] >> 4];
        to[n++] = digits[(p[1] & 15) << 2 | p[2] >> 6];
        to[n++] = digits[p[2] & 63];
    }
    if (n >= 2 * SHORTEST) /* without the last group, which depends on what follows */
        add(mask, sl_str_at(to, n));
}

static void add_percent(sl_mask *mask, sl_str value)
{
    sl_buf encoded;
    sl_buf_init(&encoded, SIZE_MAX);
    encoded.is_secret = true;
    sl_buf_add_percent(&encoded, value, "-._~");
    if (encoded.n != value.n)
        add(mask, sl_buf_str(&encoded));
    sl_buf_clear(&encoded);
}

static int longest_first(const void *left, const void *right)
{
    const sl_str *a = left;
    const sl_str *b = right;
    return (a->n < b->n) - (a->n > b->n);
}

sl_mask *sl_mask_new(const sl_strs *values)
{
    sl_arena *mem = sl_arena_new();
    sl_mask *mask = sl_alloc(mem, sizeof *mask);
    mask->mem = mem;
    sl_buf_init(&mask->line, LINE_MAX_BYTES);
    for (size_t i = 0; i < values->n; i++) {
        sl_str rest = values->v[i];
        add_base64(mask, rest);
        add_percent(mask, rest);
        for (sl_str line; sl_str_cut(&rest, '\n', &line);)
            add(mask, sl_str_trim(line));
    }
    if (mask->values.n)
        qsort(mask->values.v, mask->values.n, sizeof *mask->values.v, longest_first);
    return mask;
}

void sl_mask_free(sl_mask *mask)
{
    if (!mask)
        return;
    for (size_t i = 0; i < mask->values.n; i++)
        explicit_bzero((char *)(uintptr_t)mask->values.v[i].p, mask->values.v[i].n);
    sl_buf_clear(&mask->line);
    sl_arena_free(mask->mem);
}

static size_t value_at(const sl_mask *mask, sl_str rest)
{
    for (size_t i = 0; i < mask->values.n; i++)
        if (sl_str_starts(rest, mask->values.v[i]))
            return mask->values.v[i].n;
    return 0;
}

sl_str sl_mask_line(sl_mask *mask, sl_str line)
{
    if (!mask->values.n)
        return line;
    sl_buf_reset(&mask->line);
    for (size_t i = 0; i < line.n;) {
        size_t n = value_at(mask, sl_str_sub(line, i, line.n));
        if (n)
            sl_buf_addz(&mask->line, "***");
        else
            sl_buf_addc(&mask->line, line.p[i]);
        i += n ? n : 1;
    }
    return sl_buf_str(&mask->line);
}

size_t sl_mask_longest(const sl_mask *mask)
{
    return mask->values.n ? mask->values.v[0].n : 0;
}

size_t sl_mask_cut(const sl_mask *mask, sl_str text, size_t max)
{
    size_t i = 0;
    while (i < max) {
        size_t n = value_at(mask, sl_str_sub(text, i, text.n));
        if (n && i + n > max)
            return i ? i : n;
        i += n ? n : 1;
    }
    return max;
}

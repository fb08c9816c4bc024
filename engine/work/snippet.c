/* Cutting lines around a hit, and covering what must not be shown. */
#include "engine/work/snippet.h"

#include <stdlib.h>

#include "sluice/buf.h"

enum { LEAD = 100, SHOWN_OF_LONG = 4, LONG = 16 };

static bool is_continuation(sl_str text, size_t at)
{
    return at < text.n && ((unsigned char)text.p[at] & 0xc0) == 0x80;
}

/* Adds the line [from, to), the part of it that shows `focus`. */
static void add_line(sl_snippet *snippet, sl_arena *mem, sl_str text, size_t focus,
                     const size_t line[2])
{
    size_t from = line[0];
    size_t to = line[1];
    if (to > from && text.p[to - 1] == '\r')
        to--;
    if (to - from > SL_SNIPPET_WIDTH) {
        if (focus > from + LEAD)
            from = focus - LEAD;
        if (to - from < SL_SNIPPET_WIDTH)
            from = to - SL_SNIPPET_WIDTH;
        for (int i = 0; i < 3 && from > line[0] && is_continuation(text, from); i++)
            from--;
        if (to - from > SL_SNIPPET_WIDTH)
            to = from + SL_SNIPPET_WIDTH;
        for (int i = 0; i < 3 && to > from && is_continuation(text, to); i++)
            to--;
    }
    snippet->lines[snippet->n].offset = from;
    snippet->lines[snippet->n++].raw = sl_dup(mem, sl_str_sub(text, from, to));
}

void sl_snippet_cut(sl_snippet *snippet, sl_arena *mem, sl_lines *lines, size_t start, size_t end)
{
    size_t at = sl_lines_find(lines, start).start;
    size_t begin = at;
    *snippet = (sl_snippet){0};
    while (snippet->n < SL_SNIPPET_LINES) {
        size_t stop = sl_lines_end(lines, at);
        add_line(snippet, mem, lines->text, start > at ? start : at, (const size_t[]){at, stop});
        at = stop + 1;
        if (at >= end || at >= lines->text.n)
            break;
    }
    snippet->column = snippet->lines[0].offset - begin + 1;
}

static int compare_secrets(const void *a, const void *b)
{
    const sl_secret *s = a;
    const sl_secret *t = b;
    if (s->start != t->start)
        return s->start < t->start ? -1 : 1;
    return s->end < t->end ? -1 : s->end > t->end;
}

/* Sorts the secrets, joins those that overlap, and settles how much of each may be shown: nothing
   where a short one lies in the bytes that a long one would show. */
static void join(sl_secrets *secrets)
{
    size_t n = 0;
    if (secrets->is_joined || secrets->n == 0)
        return;
    qsort(secrets->v, secrets->n, sizeof *secrets->v, compare_secrets);
    for (size_t i = 0; i < secrets->n; i++) {
        sl_secret s = secrets->v[i];
        s.shown = s.end - s.start >= LONG ? SHOWN_OF_LONG : 0;
        sl_secret *last = n ? &secrets->v[n - 1] : NULL;
        if (!last || s.start >= last->end) {
            secrets->v[n++] = s;
            continue;
        }
        if (s.shown == 0 && s.start < last->start + last->shown)
            last->shown = 0;
        last->end = s.end > last->end ? s.end : last->end;
    }
    secrets->n = n;
    secrets->is_joined = true;
}

/* The first secret that ends after `offset`. */
static size_t first_after(const sl_secrets *secrets, size_t offset)
{
    size_t from = 0;
    size_t to = secrets->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (secrets->v[middle].end <= offset)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static void add_covered(sl_buf *out, size_t offset, sl_str raw, const sl_secrets *secrets)
{
    size_t done = 0; /* of `raw` */
    for (size_t i = first_after(secrets, offset); i < secrets->n; i++) {
        const sl_secret *s = &secrets->v[i];
        if (s->start >= offset + raw.n)
            break;
        if (s->start >= offset) {
            size_t shown = s->start - offset + s->shown;
            sl_buf_add(out, sl_str_sub(raw, done, shown));
        }
        sl_buf_addz(out, "******");
        done = s->end - offset;
    }
    if (done < raw.n)
        sl_buf_add(out, sl_str_sub(raw, done, raw.n));
}

sl_str sl_snippet_text(const sl_snippet *snippet, sl_arena *mem, sl_secrets *secrets)
{
    sl_buf out;
    sl_buf_init(&out, SIZE_MAX);
    join(secrets);
    for (size_t i = 0; i < snippet->n; i++) {
        if (i)
            sl_buf_addc(&out, '\n');
        add_covered(&out, snippet->lines[i].offset, snippet->lines[i].raw, secrets);
    }
    sl_str text = sl_dup(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return text;
}

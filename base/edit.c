/* Edits in the order of their places; of two that meet one has to wait for another run. */
#include "base/edit.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

void sl_edit_take_lines(sl_edit *edit, sl_str text)
{
    size_t start = edit->start;
    size_t end = edit->end;
    if (edit->text.n || start >= end || end > text.n)
        return;
    while (start && is_blank(text.p[start - 1]))
        start--;
    while (end < text.n && is_blank(text.p[end]))
        end++;
    bool is_whole = (!start || text.p[start - 1] == '\n') && (end == text.n || text.p[end] == '\n');
    if (!is_whole)
        return;
    edit->start = start;
    edit->end = end < text.n ? end + 1 : end;
}

static bool is_before(const sl_edit *a, const sl_edit *b)
{
    return a->start < b->start;
}

/* Stable: edits of one place stay in the order in which they came. Most come sorted. */
static void sort(sl_edits *edits)
{
    for (size_t i = 1; i < edits->n; i++) {
        sl_edit one = edits->v[i];
        size_t k = i;
        for (; k && is_before(&one, &edits->v[k - 1]); k--)
            edits->v[k] = edits->v[k - 1];
        edits->v[k] = one;
    }
}

/* Two insertions at one place overlap as well: which comes first would be an accident. */
static bool overlap(const sl_edit *last, const sl_edit *next)
{
    return next->start < last->end || next->start == last->start;
}

static bool is_same(const sl_edit *a, const sl_edit *b)
{
    return a->start == b->start && a->end == b->end && sl_str_eq(a->text, b->text);
}

size_t sl_edits_choose(sl_edits *edits, size_t n_bytes)
{
    const sl_edit *last = NULL;
    size_t n = 0;
    sort(edits);
    for (size_t i = 0; i < edits->n; i++) {
        sl_edit *one = &edits->v[i];
        bool is_outside = one->start > one->end || one->end > n_bytes;
        one->is_left_out = is_outside || (last && overlap(last, one));
        if (!one->is_left_out)
            last = one;
        else if (is_outside || !is_same(last, one))
            n++;
    }
    return n;
}

bool sl_edits_apply(sl_buf *out, sl_str text, const sl_edits *edits)
{
    size_t copied = 0;
    bool ok = true;
    for (size_t i = 0; i < edits->n; i++) {
        const sl_edit *one = &edits->v[i];
        if (one->is_left_out)
            continue;
        ok = ok && sl_buf_add(out, sl_str_sub(text, copied, one->start)) &&
             sl_buf_add(out, one->text);
        copied = one->end;
    }
    return ok && sl_buf_add(out, sl_str_sub(text, copied, text.n));
}

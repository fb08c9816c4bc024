/* Unified diffs from edits: what changes is known, so nothing has to be compared but the ends of
   each change. */
#include "runner/fix/fixes.h"

enum { CONTEXT = 3 };

/** Lines [from, to) of the old text become lines [new_from, new_to) of the new one. */
typedef struct change {
    size_t from, to, new_from, new_to;
} change;

/** One file. */
typedef struct diffing {
    sl_arena *mem;
    sl_buf *out;
    sl_strs before, after; /* lines, each with its end */
    struct {
        change *v;
        size_t n, cap;
    } changes;
} diffing;

static sl_strs lines_of(sl_arena *mem, sl_str text)
{
    sl_strs lines = {0};
    while (text.n) {
        size_t end = sl_str_chr(text, '\n');
        size_t n = end == SIZE_MAX ? text.n : end + 1;
        *sl_list_add(mem, &lines) = sl_str_sub(text, 0, n);
        text = sl_str_sub(text, n, text.n);
    }
    return lines;
}

/* The line that byte `at` is in. */
static size_t line_at(const sl_strs *lines, size_t at, size_t *line, size_t *start)
{
    while (*line + 1 < lines->n && *start + lines->v[*line].n <= at)
        *start += lines->v[(*line)++].n;
    return *line;
}

/* Drops lines at both ends that stay as they are. */
static void trim(diffing *d, change *c)
{
    while (c->from < c->to && c->new_from < c->new_to &&
           sl_str_eq(d->before.v[c->from], d->after.v[c->new_from])) {
        c->from++;
        c->new_from++;
    }
    while (c->from < c->to && c->new_from < c->new_to &&
           sl_str_eq(d->before.v[c->to - 1], d->after.v[c->new_to - 1])) {
        c->to--;
        c->new_to--;
    }
}

static size_t count_lines(sl_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n';
    return n;
}

/* Edits that share a line are one change. A change takes whole lines, the last with its end. */
static void add_changes(diffing *d, const sl_file_fixes *f)
{
    size_t line = 0;
    size_t start = 0;
    for (size_t i = 0; i < f->edits.n; i++) {
        const sl_edit *e = &f->edits.v[i];
        if (e->is_left_out)
            continue;
        size_t from = line_at(&d->before, e->start, &line, &start);
        size_t last = line_at(&d->before, e->end, &line, &start);
        change *before = d->changes.n ? &d->changes.v[d->changes.n - 1] : NULL;
        int64_t more = (int64_t)count_lines(e->text) -
                       (int64_t)count_lines(sl_str_sub(f->before, e->start, e->end));
        if (before && from < before->to) {
            before->to = last + 1 > before->to ? last + 1 : before->to;
            before->new_to = (size_t)((int64_t)before->new_to + more); /* lines more or fewer */
            continue;
        }
        *sl_list_add(d->mem, &d->changes) =
            (change){from, last + 1, 0, (size_t)((int64_t)0 + more)};
    }
}

/* `new_to` holds how many lines more each change has; from these the places follow. */
static void place_changes(diffing *d)
{
    int64_t shift = 0;
    size_t n = 0;
    for (size_t i = 0; i < d->changes.n; i++) {
        change *c = &d->changes.v[i];
        int64_t more = (int64_t)c->new_to;
        c->to = c->to < d->before.n ? c->to : d->before.n;
        c->new_from = (size_t)((int64_t)c->from + shift);
        c->new_to = (size_t)((int64_t)c->to + shift + more);
        if (c->to == d->before.n || c->new_to > d->after.n)
            c->new_to = d->after.n;
        shift += more;
        trim(d, c);
        if (c->from < c->to || c->new_from < c->new_to)
            d->changes.v[n++] = *c;
    }
    d->changes.n = n;
}

static void put_line(diffing *d, char sign, sl_str line)
{
    sl_buf_addc(d->out, sign);
    sl_buf_add(d->out, line);
    if (!sl_str_ends(line, SL_S("\n")))
        sl_buf_addz(d->out, "\n\\ No newline at end of file\n");
}

static void put_range(diffing *d, char sign, size_t from, size_t to)
{
    size_t n = to - from;
    sl_buf_addf(d->out, " %c%zu", sign, n ? from + 1 : from);
    if (n != 1)
        sl_buf_addf(d->out, ",%zu", n);
}

/* The changes [i, k), which are near one another. */
static void put_hunk(diffing *d, size_t i, size_t k)
{
    const change *first = &d->changes.v[i];
    const change *last = &d->changes.v[k - 1];
    size_t lead = first->from < CONTEXT ? first->from : CONTEXT;
    size_t left = d->before.n - last->to;
    size_t trail = left < CONTEXT ? left : CONTEXT;
    sl_buf_addz(d->out, "@@");
    put_range(d, '-', first->from - lead, last->to + trail);
    put_range(d, '+', first->new_from - lead, last->new_to + trail);
    sl_buf_addz(d->out, " @@\n");
    size_t at = first->from - lead;
    for (; i < k; i++) {
        const change *c = &d->changes.v[i];
        for (; at < c->from; at++)
            put_line(d, ' ', d->before.v[at]);
        for (; at < c->to; at++)
            put_line(d, '-', d->before.v[at]);
        for (size_t n = c->new_from; n < c->new_to; n++)
            put_line(d, '+', d->after.v[n]);
    }
    for (size_t n = 0; n < trail; n++)
        put_line(d, ' ', d->before.v[at + n]);
}

/* Names with blanks or odd bytes are quoted as git does. */
static void put_name(sl_buf *out, const char *head, const char *side, sl_str file)
{
    bool is_odd = false;
    bool has_blank = sl_str_chr(file, ' ') != SIZE_MAX;
    while (sl_str_starts(file, SL_S("./")) || sl_str_starts(file, SL_S("/")))
        file = sl_str_sub(file, 1, file.n);
    for (size_t i = 0; i < file.n; i++)
        is_odd |= (unsigned char)file.p[i] < ' ' || file.p[i] == '"' || file.p[i] == '\\';
    sl_buf_addf(out, "%s %s%s/", head, is_odd ? "\"" : "", side);
    for (size_t i = 0; i < file.n; i++) {
        unsigned char c = (unsigned char)file.p[i];
        if (c < ' ')
            sl_buf_addf(out, "\\%03o", c);
        else if (c == '"' || c == '\\')
            sl_buf_addf(out, "\\%c", c);
        else
            sl_buf_addc(out, (char)c);
    }
    sl_buf_addz(out, is_odd ? "\"\n" : has_blank ? "\t\n" : "\n");
}

static void put_file(sl_buf *out, const sl_file_fixes *f)
{
    diffing d = {.mem = sl_arena_new(), .out = out};
    d.before = lines_of(d.mem, f->before);
    d.after = lines_of(d.mem, f->after);
    add_changes(&d, f);
    place_changes(&d);
    put_name(out, "---", "a", f->path);
    put_name(out, "+++", "b", f->path);
    for (size_t i = 0, k; i < d.changes.n; i = k) {
        for (k = i + 1; k < d.changes.n; k++)
            if (d.changes.v[k].from - d.changes.v[k - 1].to > 2 * CONTEXT)
                break;
        put_hunk(&d, i, k);
    }
    sl_arena_free(d.mem);
}

void sl_fixes_diff(sl_buf *out, const sl_fixes *fixes)
{
    for (size_t i = 0; i < fixes->files.n; i++)
        put_file(out, &fixes->files.v[i]);
}

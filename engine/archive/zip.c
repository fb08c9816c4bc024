/* Records and their fields by APPNOTE.TXT 4.3 to 4.5. The list tells where its files are from the
   archive's beginning, which is not the file's when something stands before it. */
#include "engine/archive/zip.h"

#include <stdlib.h>

enum {
    END_BYTES = 22,
    END_SIZE_AT = 12,
    END_OFFSET_AT = 16,
    END_COMMENT_AT = 20,
    WIDE_BYTES = 56,
    WIDE_SIZE_AT = 40,
    WIDE_OFFSET_AT = 48,
    WIDE_PLACE_BYTES = 20,
    ROW_BYTES = 46,
    ROW_FLAGS_AT = 8,
    ROW_SIZE_AT = 20,
    ROW_FULL_AT = 24,
    ROW_NAME_AT = 28,
    ROW_EXTRA_AT = 30,
    ROW_COMMENT_AT = 32,
    ROW_HEAD_AT = 42,
    HEAD_BYTES = 30,
    HEAD_NAME_AT = 26,
    HEAD_EXTRA_AT = 28,
    FIELD_HEAD = 4,
    SUMS_BYTES = 12,
    WIDE_SUMS_BYTES = 20,
    SUMS_FOLLOW = 8
};

static const uint64_t is_elsewhere = 0xffffffff; /* a number that is in the extra field */

/* A zip archive while its list is read. */
typedef struct zip {
    sl_archive_ranges *out;
    sl_arena *mem;
    sl_str bytes;
    size_t first, list, list_end, end; /* of the archive, its list, the record behind the list */
    struct {
        struct file *v;
        size_t n, cap;
    } files;
} zip;

/* A file: its head and content, and the extra fields between them. */
typedef struct file {
    size_t from, extra, content, to;
    bool is_told; /* the fields are those of its row */
} file;

/* A row of the list: where its parts are. */
typedef struct row {
    size_t at, extra, comment, next;
} row;

static uint64_t number(const zip *z, size_t at, size_t n)
{
    return sl_archive_number(z->bytes, at, n);
}

static bool has_mark(const zip *z, size_t at, const char *mark)
{
    return sl_str_starts(sl_str_sub(z->bytes, at, SIZE_MAX), sl_str_of(mark));
}

static void add(zip *z, size_t from, size_t to)
{
    if (from < to)
        sl_archive_range_add(z->out, z->mem, z->bytes, (sl_archive_range){from, to});
}

/* The list is right before its end, or where it says. */
static bool find_list(zip *z, uint64_t size, uint64_t offset)
{
    bool is_before = size <= z->list_end && offset <= z->list_end - size &&
                     (!size || has_mark(z, z->list_end - (size_t)size, "PK\1\2"));
    if (is_before) {
        z->list = z->list_end - (size_t)size;
        z->first = z->list - (size_t)offset;
        return true;
    }
    if (offset >= z->list_end || size > z->list_end - offset ||
        !has_mark(z, (size_t)offset, "PK\1\2"))
        return false;
    z->list = (size_t)offset;
    z->list_end = z->list + (size_t)size;
    z->first = 0;
    return true;
}

static bool read_end(zip *z, size_t at)
{
    uint64_t size = number(z, at + END_SIZE_AT, 4);
    uint64_t offset = number(z, at + END_OFFSET_AT, 4);
    z->end = z->list_end = at;
    size_t wide = at - WIDE_PLACE_BYTES - WIDE_BYTES;
    if (at >= WIDE_PLACE_BYTES + WIDE_BYTES && has_mark(z, at - WIDE_PLACE_BYTES, "PK\6\7") &&
        has_mark(z, wide, "PK\6\6")) {
        z->list_end = wide;
        size = number(z, wide + WIDE_SIZE_AT, 8);
        offset = number(z, wide + WIDE_OFFSET_AT, 8);
    }
    return find_list(z, size, offset);
}

static bool find_end(zip *z)
{
    for (size_t n = z->bytes.n < END_BYTES ? 0 : z->bytes.n - END_BYTES + 1; n-- > 0;)
        if (z->bytes.p[n] == 'P' && has_mark(z, n, "PK\5\6") && read_end(z, n))
            return true;
    return false;
}

static bool read_row(row *r, const zip *z, size_t at)
{
    if (z->list_end - at < ROW_BYTES || !has_mark(z, at, "PK\1\2"))
        return false;
    *r = (row){.at = at, .extra = at + ROW_BYTES + number(z, at + ROW_NAME_AT, 2)};
    r->comment = r->extra + number(z, at + ROW_EXTRA_AT, 2);
    r->next = r->comment + number(z, at + ROW_COMMENT_AT, 2);
    return r->next <= z->list_end;
}

/* What is too large for the row stands in its extra field 1, one behind the other: the full size,
   the packed one, the place. */
static void read_place(const zip *z, const row *r, uint64_t *size, uint64_t *head)
{
    *size = number(z, r->at + ROW_SIZE_AT, 4);
    *head = number(z, r->at + ROW_HEAD_AT, 4);
    for (size_t at = r->extra; r->comment - at > FIELD_HEAD;) {
        size_t value = at + FIELD_HEAD;
        size_t n = number(z, at + 2, 2);
        if (n > r->comment - value)
            return;
        bool is_wide = number(z, at, 2) == 1;
        if (is_wide && number(z, r->at + ROW_FULL_AT, 4) == is_elsewhere)
            value += 8;
        if (is_wide && *size == is_elsewhere) {
            *size = number(z, value, 8);
            value += 8;
        }
        if (is_wide && *head == is_elsewhere)
            *head = number(z, value, 8);
        at += FIELD_HEAD + n;
    }
}

/* Behind a file that was written without knowing its size. */
static size_t sums_bytes(const zip *z, size_t at)
{
    size_t mark = has_mark(z, at, "PK\7\b") ? 4 : 0;
    bool is_wide = !has_mark(z, at + mark + SUMS_BYTES, "PK") &&
                   has_mark(z, at + mark + WIDE_SUMS_BYTES, "PK");
    return mark + (is_wide ? WIDE_SUMS_BYTES : SUMS_BYTES);
}

static void add_file(zip *z, const row *r)
{
    uint64_t size;
    uint64_t offset;
    read_place(z, r, &size, &offset);
    if (offset > z->list - z->first)
        return;
    size_t head = z->first + (size_t)offset;
    if (z->list - head < HEAD_BYTES || !has_mark(z, head, "PK\3\4"))
        return;
    size_t extra = head + HEAD_BYTES + number(z, head + HEAD_NAME_AT, 2);
    size_t content = extra + number(z, head + HEAD_EXTRA_AT, 2);
    if (content > z->list || size > z->list - content)
        return;
    bool is_told =
        sl_str_eq(sl_str_sub(z->bytes, extra, content), sl_str_sub(z->bytes, r->extra, r->comment));
    size_t to = content + (size_t)size;
    if (number(z, r->at + ROW_FLAGS_AT, 2) & SUMS_FOLLOW)
        to += sums_bytes(z, to);
    *sl_list_add(z->mem, &z->files) = (file){head, extra, content, to, is_told};
}

static int by_place(const void *a, const void *b)
{
    size_t x = ((const file *)a)->from;
    size_t y = ((const file *)b)->from;
    return x < y ? -1 : x > y;
}

/* Files that lie in others are not looked at: rows may all name one place. */
static void add_gaps(zip *z)
{
    size_t at = 0;
    if (z->files.n)
        qsort(z->files.v, z->files.n, sizeof *z->files.v, by_place);
    for (size_t i = 0; i < z->files.n; i++) {
        const file *f = &z->files.v[i];
        if (f->from < at)
            continue;
        add(z, at, f->from);
        if (!f->is_told)
            sl_archive_range_fields(z->out, z->mem, z->bytes,
                                    (sl_archive_range){f->extra, f->content});
        at = f->to;
    }
    add(z, at, z->list);
}

bool sl_zip_rests(sl_archive_ranges *out, sl_arena *mem, sl_str bytes)
{
    row r;
    zip z = {.out = out, .mem = mem, .bytes = bytes};
    if (!find_end(&z))
        return false;
    for (size_t at = z.list; read_row(&r, &z, at); at = r.next) {
        add(&z, r.comment, r.next);
        sl_archive_range_fields(out, mem, bytes, (sl_archive_range){r.extra, r.comment});
        add_file(&z, &r);
    }
    add_gaps(&z);
    size_t comment = z.end + END_BYTES;
    size_t behind = comment + number(&z, z.end + END_COMMENT_AT, 2);
    behind = behind < bytes.n ? behind : bytes.n;
    add(&z, comment, behind);
    add(&z, behind, bytes.n);
    return true;
}

sl_str sl_zip_without_front(sl_str bytes)
{
    zip z = {.bytes = bytes};
    return find_end(&z) ? sl_str_sub(bytes, z.first, bytes.n) : bytes;
}

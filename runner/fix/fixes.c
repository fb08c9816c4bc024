/* Findings become edits of the files that they are in. */
#include "runner/fix/fixes.h"

#include "base/path.h"

enum { FILE_MAX = 100 << 20 };

static int hex_value(char c)
{
    static const char digits[] = "0123456789ABCDEF";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* A label as it is, or with its %XX as bytes where only that is there. */
static sl_str path_of(sl_arena *mem, sl_str root, sl_str label)
{
    sl_str path = sl_path_join(mem, root, label);
    char *bytes = sl_alloc(mem, label.n + 1);
    size_t n = 0;
    if (sl_path_exists(path))
        return path;
    for (size_t i = 0; i < label.n; i++) {
        int high = i + 2 < label.n ? hex_value(label.p[i + 1]) : -1;
        int low = i + 2 < label.n ? hex_value(label.p[i + 2]) : -1;
        bool is_byte = label.p[i] == '%' && high >= 0 && low >= 0;
        bytes[n++] = is_byte ? (char)(high << 4 | low) : label.p[i];
        i += is_byte ? 2 : 0;
    }
    return sl_path_join(mem, root, sl_str_at(bytes, n));
}

static bool is_fixed(const sl_finding *f)
{
    return f->fix.p && f->standing == SL_OPEN && f->region.line && f->unit != SIZE_MAX;
}

/* The line and column of the region's first byte have to be what they were. */
static bool is_unchanged(sl_str text, const sl_region *region)
{
    uint32_t line = 1;
    size_t start = 0;
    if (region->offset > text.n || region->length > text.n - region->offset)
        return false;
    for (size_t i = 0; i < region->offset; i++)
        if (text.p[i] == '\n') {
            line++;
            start = i + 1;
        }
    return line == region->line && region->offset - start + 1 == region->column;
}

static void leave(sl_fixes *out, sl_arena *mem, sl_str file, const char *why)
{
    *sl_list_add(mem, &out->left) = sl_printf(mem, "%.*s is not fixed: %s", SL_FMT(file), why);
}

static bool read(sl_file_fixes *f, sl_arena *mem, sl_fixes *out)
{
    sl_buf text;
    sl_err e = {0};
    sl_buf_init(&text, FILE_MAX);
    bool ok = sl_file_read(&text, f->path, &e);
    if (ok)
        f->before = sl_dup(mem, sl_buf_str(&text));
    else
        leave(out, mem, f->file, e.text);
    sl_buf_clear(&text);
    return ok;
}

static void add_edit(sl_file_fixes *f, sl_arena *mem, const sl_finding *finding)
{
    sl_edit edit = {.start = (size_t)finding->region.offset,
                    .end = (size_t)(finding->region.offset + finding->region.length),
                    .text = finding->fix};
    if (sl_str_eq(sl_str_sub(f->before, edit.start, edit.end), edit.text))
        return; /* nothing would change, now or later */
    sl_edit_take_lines(&edit, f->before);
    *sl_list_add(mem, &f->edits) = edit;
}

static void make(sl_fixes *out, sl_arena *mem, sl_file_fixes *f)
{
    sl_buf after;
    sl_buf_init(&after, FILE_MAX);
    out->n_overlapping += sl_edits_choose(&f->edits, f->before.n);
    if (!sl_edits_apply(&after, f->before, &f->edits)) {
        leave(out, mem, f->file, "it would become too large");
    } else if (!sl_str_eq(sl_buf_str(&after), f->before)) {
        f->after = sl_dup(mem, sl_buf_str(&after));
        *sl_list_add(mem, &out->files) = *f;
        for (size_t i = 0; i < f->edits.n; i++)
            out->n_made += !f->edits.v[i].is_left_out;
    }
    sl_buf_clear(&after);
}

/* Findings come by file. */
void sl_fixes_gather(sl_fixes *out, sl_arena *mem, const sl_result *result, sl_str folder)
{
    const sl_findings *all = &result->findings;
    size_t next;
    for (size_t i = 0; i < all->n; i = next) {
        sl_file_fixes f = {.file = all->v[i].file};
        bool is_wanted = false;
        for (next = i; next < all->n && sl_str_eq(all->v[next].file, f.file); next++)
            is_wanted |= is_fixed(&all->v[next]);
        if (!is_wanted)
            continue;
        f.path = path_of(mem, folder, f.file);
        bool ok = read(&f, mem, out);
        for (size_t k = i; ok && k < next; k++) {
            if (!is_fixed(&all->v[k]))
                continue;
            ok = is_unchanged(f.before, &all->v[k].region);
            if (ok)
                add_edit(&f, mem, &all->v[k]);
            else
                leave(out, mem, f.file, "it has changed since it was scanned");
        }
        if (ok)
            make(out, mem, &f);
    }
}

bool sl_fixes_apply(const sl_fixes *fixes, sl_err *e)
{
    bool ok = true;
    for (size_t i = 0; i < fixes->files.n; i++) {
        const sl_file_fixes *f = &fixes->files.v[i];
        ok = sl_file_write(f->path, f->after, ok ? e : NULL) && ok;
    }
    return ok;
}

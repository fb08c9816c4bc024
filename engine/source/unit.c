/* Units of all sources: labels that a report can print, the kinds of git's modes, order. */
#include "engine/source/unit.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "engine/source/open.h"

enum { LFS_POINTER_MAX = 1024, SHA256_DIGITS = 64 };

/* The character of the well-formed sequence of `n` bytes at p. */
static uint32_t decoded(const char *p, size_t n)
{
    uint32_t c = n == 1 ? (unsigned char)p[0] : (unsigned char)p[0] & (0x7fU >> n);
    for (size_t i = 1; i < n; i++)
        c = c << 6 | ((unsigned char)p[i] & 0x3f);
    return c;
}

/* Control characters, line separators and marks that turn the direction of what follows: a report
   that prints them shows another name than the file has. */
static bool is_hidden(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* How many bytes at the front of `s` are shown as they are; 0 when the first has to be encoded. */
static size_t shown(sl_str s)
{
    size_t n = sl_utf8_length(s, 0);
    uint32_t character = n ? decoded(s.p, n) : 0;
    if (n == 0 || is_hidden(character))
        return 0;
    bool looks_encoded = s.n > 2 && character == '%' && is_hex(s.p[1]) && is_hex(s.p[2]);
    return looks_encoded ? 0 : n;
}

sl_str sl_path_label(sl_arena *mem, sl_str path)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t at = 0;
    size_t n;
    while (at < path.n && (n = shown(sl_str_sub(path, at, path.n))) != 0)
        at += n;
    if (at == path.n)
        return path;
    char *out = sl_alloc_array(mem, path.n + 1, 3);
    size_t length = 0;
    for (at = 0; at < path.n; at += n) {
        n = shown(sl_str_sub(path, at, path.n));
        if (n) {
            memcpy(out + length, path.p + at, n);
            length += n;
            continue;
        }
        n = 1;
        unsigned char c = (unsigned char)path.p[at];
        out[length++] = '%';
        out[length++] = digits[c >> 4];
        out[length++] = digits[c & 15];
    }
    return sl_str_at(out, length);
}

static bool take(sl_str *rest, const char *prefix)
{
    if (!sl_str_starts(*rest, sl_str_of(prefix)))
        return false;
    *rest = sl_str_sub(*rest, strlen(prefix), SIZE_MAX);
    return true;
}

/* "sha256:" and 64 hex digits, all of the text. */
static bool is_sha256(sl_str text)
{
    if (!take(&text, "sha256:") || text.n != SHA256_DIGITS)
        return false;
    for (size_t i = 0; i < text.n; i++)
        if (!is_hex(text.p[i]))
            return false;
    return true;
}

/* "ext-0-name sha256:…": the line of an extension. */
static bool is_extension(sl_str line)
{
    size_t blank = sl_str_chr(line, ' ');
    return blank != SIZE_MAX && blank <= 32 && take(&line, "ext-") &&
           is_sha256(sl_str_sub(line, blank - 4 + 1, SIZE_MAX));
}

static bool is_size(sl_str line)
{
    int64_t size;
    return take(&line, "size ") && sl_str_int(line, &size) && size >= 0;
}

bool sl_is_lfs_pointer(sl_str text)
{
    if (text.n >= LFS_POINTER_MAX || !take(&text, "version https://git-lfs.github.com/spec/v1\n"))
        return false;
    sl_str line = {0};
    while (sl_str_cut(&text, '\n', &line) && is_extension(line))
        continue;
    if (!take(&line, "oid ") || !is_sha256(line))
        return false;
    return sl_str_cut(&text, '\n', &line) && is_size(line) && text.n == 0;
}

static uint32_t canonical(uint32_t mode)
{
    uint32_t type = mode & SL_MODE_TYPE;
    if (type == SL_MODE_LINK || type == SL_MODE_COMMIT)
        return type;
    return mode & 0100 ? SL_MODE_RUNNABLE : SL_MODE_FILE;
}

bool sl_units_add(sl_units *units, sl_arena *mem, sl_str path, uint32_t mode, const sl_id *id,
                  sl_err *e)
{
    if (units->n >= SL_SOURCE_UNITS_MAX)
        return sl_fail(e, SL_ETOOBIG, "more than %d files in one source", SL_SOURCE_UNITS_MAX);
    if (sl_arena_used(mem) >> 20 >= SL_SOURCE_MEGABYTES_MAX)
        return sl_fail(e, SL_ETOOBIG, "the paths of a source take more than %d MiB",
                       SL_SOURCE_MEGABYTES_MAX);
    sl_unit *unit = sl_list_add(mem, units);
    unit->path = path;
    unit->label = sl_path_label(mem, path);
    unit->mode = canonical(mode);
    unit->size = UINT64_MAX;
    if (id)
        unit->id = *id;
    if (unit->mode == SL_MODE_LINK)
        unit->kind = SL_UNIT_SYMLINK;
    if (unit->mode == SL_MODE_COMMIT) {
        unit->kind = SL_UNIT_SUBMODULE;
        unit->skip = SL_S("git submodule: a commit of another repository");
    }
    return true;
}

static int by_path(const void *a, const void *b)
{
    const sl_unit *x = a;
    const sl_unit *y = b;
    int order = sl_str_cmp(x->path, y->path);
    return order ? order : memcmp(x->id.bytes, y->id.bytes, sizeof x->id.bytes);
}

void sl_units_sort(sl_units *units)
{
    for (size_t i = 1; i < units->n; i++) {
        if (sl_str_cmp(units->v[i - 1].path, units->v[i].path) <= 0)
            continue;
        qsort(units->v, units->n, sizeof *units->v, by_path);
        return;
    }
}

void sl_units_unique(sl_units *units)
{
    size_t kept = 0;
    for (size_t i = 0; i < units->n; i++)
        if (kept == 0 || !sl_str_eq(units->v[kept - 1].path, units->v[i].path))
            units->v[kept++] = units->v[i];
    units->n = kept;
}

void sl_source_close(sl_source *source)
{
    if (source && source->close)
        source->close(source);
}

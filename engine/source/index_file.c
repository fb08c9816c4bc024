/* Parsing the index: big-endian records, paths cut to prefixes in version 4, cached trees. */
#include "engine/source/index_file.h"

#include "base/digest.h"
#include "base/path.h"
#include "engine/source/unit.h"

enum {
    HEAD_BYTES = 12,
    STAT_BYTES = 40, /* of an entry, up to its id; the mode is at 24 */
    MODE_AT = 24,
    EXTENDED = 0x4000,
    INTENT_TO_ADD = 0x2000, /* in the extended flags */
    VERSION_PACKED = 4,
    PATH_BYTES_MAX = 65536,
    WORD_BITS = 64
};

/* Reading forward; `ok` goes false where bytes are missing. */
typedef struct reader {
    sl_str rest;
    bool ok;
} reader;

static sl_str bytes(reader *r, size_t n)
{
    if (r->rest.n < n) {
        r->ok = false;
        r->rest.n = 0;
        return (sl_str){0};
    }
    sl_str out = sl_str_sub(r->rest, 0, n);
    r->rest = sl_str_sub(r->rest, n, SIZE_MAX);
    return out;
}

static uint32_t number(reader *r, size_t n)
{
    sl_str b = bytes(r, n);
    uint32_t value = 0;
    for (size_t i = 0; i < b.n; i++)
        value = value << 8 | (unsigned char)b.p[i];
    return value;
}

/* The text up to a NUL, which is taken too. */
static sl_str text_to_nul(reader *r)
{
    size_t end = sl_str_chr(r->rest, 0);
    if (end == SIZE_MAX) {
        r->ok = false;
        return (sl_str){0};
    }
    sl_str out = sl_str_sub(r->rest, 0, end);
    bytes(r, end + 1);
    return out;
}

static size_t offset_number(reader *r)
{
    uint32_t c = number(r, 1);
    size_t value = c & 127;
    while (r->ok && c & 128) {
        c = number(r, 1);
        if (value > SIZE_MAX >> 8)
            r->ok = false;
        value = ((value + 1) << 7) + (c & 127);
    }
    return value;
}

static sl_id id_of(sl_str raw)
{
    sl_id id = {0};
    if (raw.n == 20) {
        id.kind = SL_ID_GIT_SHA1;
        memcpy(id.bytes, raw.p, raw.n);
    }
    return id;
}

/* The path in version 4: how much of the one before falls away, then what follows. */
static sl_str packed_path(reader *r, sl_arena *mem, sl_str before)
{
    size_t cut = offset_number(r);
    sl_str tail = text_to_nul(r);
    if (!r->ok || cut > before.n || tail.n > PATH_BYTES_MAX - (before.n - cut)) {
        r->ok = false;
        return (sl_str){0};
    }
    size_t kept = before.n - cut;
    char *path = sl_alloc(mem, kept + tail.n + 1);
    if (kept)
        memcpy(path, before.p, kept);
    if (tail.n)
        memcpy(path + kept, tail.p, tail.n);
    return sl_str_at(path, kept + tail.n);
}

typedef struct format {
    uint32_t version;
    size_t id_bytes;
} format;

static bool read_entry(sl_index_entry *out, reader *r, sl_arena *mem, const format *f,
                       sl_str before)
{
    size_t start = r->rest.n;
    reader stat = {.rest = bytes(r, STAT_BYTES), .ok = true};
    bytes(&stat, MODE_AT);
    out->mode = number(&stat, 4);
    out->id = id_of(bytes(r, f->id_bytes));
    uint32_t flags = number(r, 2);
    uint32_t more = flags & EXTENDED ? number(r, 2) : 0;
    out->stage = flags >> 12 & 3;
    out->is_intent = more & INTENT_TO_ADD;
    if (f->version == VERSION_PACKED) {
        out->path = packed_path(r, mem, before);
    } else {
        out->path = text_to_nul(r);
        r->ok = r->ok && out->path.n <= PATH_BYTES_MAX;
        size_t used = start - r->rest.n;
        bytes(r, (8 - used % 8) % 8);
    }
    return r->ok;
}

static int entry_order(const sl_index_entry *a, const sl_index_entry *b)
{
    int order = sl_str_cmp(a->path, b->path);
    return order ? order : a->stage - b->stage;
}

/* One record of the TREE extension (a folder, then its subfolders); `above` is the parent's path.
 */
typedef struct tree_frame {
    sl_str path;
    int64_t left;
} tree_frame;

/* Reads "NAME\0COUNT SUBTREES\n" and the id of a folder whose tree is up to date. */
static bool read_tree(sl_index_file *out, reader *r, sl_arena *mem, size_t id_bytes,
                      tree_frame *frame)
{
    sl_str name = text_to_nul(r);
    size_t blank = sl_str_chr(r->rest, ' ');
    size_t end = sl_str_chr(r->rest, '\n');
    int64_t count;
    if (!r->ok || end == SIZE_MAX || blank > end ||
        !sl_str_int(sl_str_sub(r->rest, 0, blank), &count) ||
        !sl_str_int(sl_str_sub(r->rest, blank + 1, end), &frame->left) || frame->left < 0)
        return false;
    bytes(r, end + 1);
    frame->path =
        frame->path.n ? sl_printf(mem, "%.*s/%.*s", SL_FMT(frame->path), SL_FMT(name)) : name;
    if (count < 0)
        return true;
    sl_id *id = sl_alloc(mem, sizeof *id);
    *id = id_of(bytes(r, id_bytes));
    sl_map_put(&out->trees, mem, frame->path, id);
    return r->ok;
}

/* The cached trees are a help and no more: a malformed extension is the same as none. */
static void read_trees(sl_index_file *out, sl_arena *mem, sl_str text, size_t id_bytes)
{
    reader r = {.rest = text, .ok = true};
    struct {
        tree_frame *v;
        size_t n, cap;
    } open = {0};
    do {
        tree_frame frame = {.path = open.n ? open.v[open.n - 1].path : (sl_str){0}};
        if (open.n)
            open.v[open.n - 1].left--;
        if (!read_tree(out, &r, mem, id_bytes, &frame)) {
            out->trees = (sl_map){0};
            return;
        }
        *sl_list_add(mem, &open) = frame;
        while (open.n && open.v[open.n - 1].left == 0)
            open.n--;
    } while (open.n);
}

static bool read_extensions(sl_index_file *out, reader *r, sl_arena *mem, size_t id_bytes,
                            sl_err *e)
{
    while (r->rest.n > id_bytes) {
        sl_str name = bytes(r, 4);
        sl_str data = bytes(r, number(r, 4));
        if (!r->ok)
            return sl_fail(e, SL_EPARSE, "the index is cut off in an extension");
        if (sl_str_is(name, "TREE"))
            read_trees(out, mem, data, id_bytes);
        else if (sl_str_is(name, "link"))
            out->link = data;
        else if (!(name.p[0] >= 'A' && name.p[0] <= 'Z') && !sl_str_is(name, "sdir"))
            return sl_fail(e, SL_ENOTSUP, "the index has the extension '%.*s', which is not known",
                           SL_FMT(name));
    }
    return true;
}

static bool read_entries(sl_index_file *out, reader *r, sl_arena *mem, const format *f, sl_err *e)
{
    sl_str before = {0};
    for (size_t i = 0; i < out->n; i++) {
        if (!read_entry(&out->v[i], r, mem, f, before))
            return sl_fail(e, SL_EPARSE, "the index is cut off or malformed at entry %zu", i + 1);
        before = out->v[i].path;
    }
    return true;
}

/* Every entry has a path, and they are in order. */
static bool check_entries(const sl_index_file *index, sl_err *e)
{
    for (size_t i = 0; i < index->n; i++)
        if (index->v[i].path.n == 0 || (i && entry_order(&index->v[i - 1], &index->v[i]) >= 0))
            return sl_fail(e, SL_EPARSE, "the index is not in order at entry %zu", i + 1);
    return true;
}

bool sl_index_file_read(sl_index_file *out, sl_arena *mem, sl_str text, size_t id_bytes, sl_err *e)
{
    reader r = {.rest = text, .ok = true};
    format f = {.id_bytes = id_bytes};
    *out = (sl_index_file){0};
    if (!sl_str_is(bytes(&r, 4), "DIRC"))
        return sl_fail(e, SL_EPARSE, "not an index file");
    f.version = number(&r, 4);
    size_t n = number(&r, 4);
    if (f.version < 2 || f.version > VERSION_PACKED)
        return sl_fail(e, SL_ENOTSUP, "the index has version %u; 2 to 4 are read", f.version);
    if (!r.ok || n > text.n / (STAT_BYTES + id_bytes))
        return sl_fail(e, SL_EPARSE, "the index is cut off: it has no room for %zu entries", n);
    out->v = sl_alloc_array(mem, n, sizeof *out->v);
    out->n = n;
    return read_entries(out, &r, mem, &f, e) && read_extensions(out, &r, mem, id_bytes, e) &&
           (out->link.n || check_entries(out, e));
}

static bool set_bits(bool *bits, size_t n, size_t *at, size_t count, uint64_t word)
{
    for (size_t i = 0; i < count; i++, ++*at) {
        bool is_set = word >> (i % WORD_BITS) & 1;
        if (is_set && *at >= n)
            return false;
        if (is_set)
            bits[*at] = true;
    }
    return true;
}

static uint64_t word(reader *r)
{
    uint64_t high = number(r, 4);
    return high << 32 | number(r, 4);
}

/* An EWAH bitmap (gitformat-bitmap(5)): markers, each telling of a run of equal words and of the
   literal words behind it. False: malformed, or a bit at or behind `n` is set. */
static bool read_bitmap(bool *bits, size_t n, reader *r)
{
    size_t at = 0;
    size_t limit = n + WORD_BITS; /* rounded up by at most a word */
    number(r, 4);
    uint64_t left = number(r, 4);
    while (r->ok && left--) {
        uint64_t marker = word(r);
        uint64_t run = marker >> 1 & UINT32_MAX;
        uint64_t literals = marker >> 33;
        if (run > limit / WORD_BITS || literals > left ||
            !set_bits(bits, n, &at, run * WORD_BITS, marker & 1 ? UINT64_MAX : 0))
            return false;
        for (left -= literals; literals && r->ok; literals--)
            if (!set_bits(bits, n, &at, WORD_BITS, word(r)))
                return false;
    }
    number(r, 4);
    return r->ok;
}

/* Two lists of entries being put together; the split index has replacements first, then additions.
 */
typedef struct joint {
    const sl_index_file *split;
    size_t replacement, addition; /* the next of each in the split index */
    sl_index_entry *v;
    size_t n;
} joint;

static void add_before(joint *j, const sl_index_entry *entry)
{
    while (j->addition < j->split->n &&
           (!entry || entry_order(&j->split->v[j->addition], entry) < 0))
        j->v[j->n++] = j->split->v[j->addition++];
}

static bool replace(joint *j, sl_index_entry *entry)
{
    if (j->replacement >= j->split->n || j->split->v[j->replacement].path.n)
        return false;
    sl_str path = entry->path;
    *entry = j->split->v[j->replacement++];
    entry->path = path;
    return true;
}

bool sl_index_file_join(sl_index_file *split, sl_arena *mem, const sl_index_file *shared,
                        size_t id_bytes, sl_err *e)
{
    reader r = {.rest = split->link, .ok = true};
    bool *gone = sl_alloc_array(mem, shared->n + 1, sizeof *gone);
    bool *replaced = sl_alloc_array(mem, shared->n + 1, sizeof *replaced);
    joint j = {.split = split, .v = sl_alloc_array(mem, split->n + shared->n, sizeof *j.v)};
    bytes(&r, id_bytes);
    if (r.rest.n && (!read_bitmap(gone, shared->n, &r) || !read_bitmap(replaced, shared->n, &r)))
        return sl_fail(e, SL_EPARSE, "the link of the split index is malformed");
    while (j.addition < split->n && split->v[j.addition].path.n == 0)
        j.addition++;
    for (size_t i = 0; i < shared->n; i++) {
        sl_index_entry entry = shared->v[i];
        if (replaced[i] && !replace(&j, &entry))
            return sl_fail(e, SL_EPARSE, "the split index lacks a replacement");
        add_before(&j, &entry);
        if (!gone[i])
            j.v[j.n++] = entry;
    }
    add_before(&j, NULL);
    split->v = j.v;
    split->n = j.n;
    split->link = (sl_str){0};
    return check_entries(split, e);
}

static bool load(sl_index_file *out, sl_arena *mem, sl_str path, size_t id_bytes, sl_err *e)
{
    sl_buf text;
    sl_buf_init(&text, SL_INDEX_MAX);
    bool ok = sl_file_read(&text, path, e) &&
              sl_index_file_read(out, mem, sl_dup(mem, sl_buf_str(&text)), id_bytes, e);
    sl_buf_clear(&text);
    return ok;
}

/* The shared index is beside the other, named by its id; an id of zeros is none. */
static bool load_shared(sl_index_file *out, sl_arena *mem, sl_str folder, size_t id_bytes,
                        sl_err *e)
{
    static const unsigned char none[32];
    char hex[65];
    sl_index_file shared = {0};
    if (out->link.n < id_bytes)
        return sl_fail(e, SL_EPARSE, "the link of the split index is malformed");
    if (memcmp(out->link.p, none, id_bytes) != 0) {
        sl_hex(hex, (const unsigned char *)out->link.p, id_bytes);
        sl_str name = sl_printf(mem, "sharedindex.%s", hex);
        if (!load(&shared, mem, sl_path_join(mem, folder, name), id_bytes, e))
            return false;
    }
    return sl_index_file_join(out, mem, &shared, id_bytes, e);
}

bool sl_index_file_load(sl_index_file *out, sl_arena *mem, sl_str path, size_t id_bytes, sl_err *e)
{
    *out = (sl_index_file){0};
    if (!sl_path_exists(path))
        return true;
    bool ok = load(out, mem, path, id_bytes, e) &&
              (!out->link.n || load_shared(out, mem, sl_path_parent(path), id_bytes, e));
    return ok || sl_fail_more(e, "%.*s", SL_FMT(path));
}

size_t sl_index_file_find(const sl_index_file *index, sl_str path)
{
    size_t from = 0;
    size_t to = index->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (sl_str_cmp(index->v[middle].path, path) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

const sl_index_entry *sl_index_file_get(const sl_index_file *index, sl_str path)
{
    size_t at = sl_index_file_find(index, path);
    return at < index->n && sl_str_eq(index->v[at].path, path) ? &index->v[at] : NULL;
}

bool sl_index_file_has_below(const sl_index_file *index, sl_arena *scratch, sl_str folder)
{
    sl_str prefix = sl_printf(scratch, "%.*s/", SL_FMT(folder));
    size_t at = sl_index_file_find(index, prefix);
    return at < index->n && sl_str_starts(index->v[at].path, prefix);
}

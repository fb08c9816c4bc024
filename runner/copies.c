/* Clones are findings of the kind `duplicates` with their copies as related places. */
#include "runner/copies.h"

#include "base/map.h"

enum { COPIES_MAX = 100, NAMED_MAX = 3 };

/* A copy: place `number` of a clone; 0 is the finding itself, i the related place i - 1. */
typedef struct copy {
    const sl_finding *clone;
    size_t number;
} copy;

typedef struct copies {
    copy *v;
    size_t n, cap;
} copies;

static bool is_clone(const sl_finding *f)
{
    return sl_str_is(f->rule->kind, "duplicates") && f->related.n;
}

static sl_str file_of(const copy *c)
{
    return c->number ? c->clone->related.v[c->number - 1].file : c->clone->file;
}

static const sl_region *region_of(const copy *c)
{
    return c->number ? &c->clone->related.v[c->number - 1].region : &c->clone->region;
}

/* All copies by the file that they are in. */
static void index_copies(sl_map *files, sl_arena *mem, const sl_result *result)
{
    for (size_t i = 0; i < result->findings.n; i++) {
        const sl_finding *f = &result->findings.v[i];
        for (size_t k = 0; is_clone(f) && k <= f->related.n; k++) {
            const copy c = {f, k};
            void **at = sl_map_at(files, mem, file_of(&c));
            if (!*at)
                *at = sl_alloc(mem, sizeof(copies));
            copies *list = *at;
            *sl_list_add(mem, list) = c;
        }
    }
}

/* The lines in `to` that are those of the finding in `from`: the same ones where both copies have
   as many lines, else all of the copy. */
static sl_region same_lines(const sl_finding *f, const sl_region *from, const sl_region *to)
{
    sl_region r = {.line = to->line, .end_line = to->end_line};
    if (from->end_line - from->line == to->end_line - to->line) {
        r.line = to->line + (f->region.line - from->line);
        r.end_line = to->line + (f->region.end_line - from->line);
    }
    return r;
}

static bool has_place(const sl_finding *f, sl_str file, uint32_t line)
{
    if (sl_str_eq(f->file, file) && f->region.line == line)
        return true;
    for (size_t i = 0; i < f->related.n; i++)
        if (sl_str_eq(f->related.v[i].file, file) && f->related.v[i].region.line == line)
            return true;
    return false;
}

/* Adds the other copies of the clone that the finding lies in with copy `self`; how many. */
static size_t add_places(sl_finding *f, sl_arena *mem, const copy *self, size_t room)
{
    size_t n = 0;
    for (size_t k = 0; k <= self->clone->related.n && n < room; k++) {
        const copy other = {self->clone, k};
        sl_region region = same_lines(f, region_of(self), region_of(&other));
        if (k == self->number || has_place(f, file_of(&other), region.line))
            continue;
        *sl_list_add(mem, &f->related) = (sl_place){
            .file = file_of(&other), .region = region, .message = SL_S("a copy of this code")};
        n++;
    }
    return n;
}

static void add_sentence(sl_finding *f, sl_arena *mem, size_t n)
{
    size_t first = f->related.n - n;
    sl_str text = sl_printf(mem, "%.*s This code has copies: ", SL_FMT(f->message));
    for (size_t i = 0; i < n && i < NAMED_MAX; i++) {
        const sl_place *p = &f->related.v[first + i];
        text = sl_printf(mem, "%.*s%s%.*s:%u", SL_FMT(text), i ? ", " : "", SL_FMT(p->file),
                         p->region.line);
        if (p->region.end_line > p->region.line)
            text = sl_printf(mem, "%.*s-%u", SL_FMT(text), p->region.end_line);
    }
    if (n > NAMED_MAX)
        text = sl_printf(mem, "%.*s and %zu more", SL_FMT(text), n - NAMED_MAX);
    f->message = sl_printf(mem, "%.*s.", SL_FMT(text));
}

static void tell(sl_finding *f, sl_arena *mem, const copies *list)
{
    size_t n = 0;
    /* A copy of one's own: the list below grows from what is shared with the scanner's report. */
    sl_places places = {0};
    for (size_t i = 0; i < f->related.n; i++)
        *sl_list_add(mem, &places) = f->related.v[i];
    f->related = places;
    for (size_t i = 0; list && i < list->n && n < COPIES_MAX; i++) {
        const sl_region *r = region_of(&list->v[i]);
        if (f->region.line >= r->line && f->region.end_line <= r->end_line)
            n += add_places(f, mem, &list->v[i], COPIES_MAX - n);
    }
    if (n)
        add_sentence(f, mem, n);
}

void sl_copies_tell(sl_result *result, sl_arena *mem)
{
    sl_map files = {0};
    sl_arena *scratch = sl_arena_new();
    index_copies(&files, scratch, result);
    for (size_t i = 0; files.n && i < result->findings.n; i++) {
        sl_finding *f = &result->findings.v[i];
        if (f->blocks && f->region.line && !sl_str_is(f->rule->kind, "duplicates"))
            tell(f, mem, sl_map_get(&files, f->file));
    }
    sl_arena_free(scratch);
}

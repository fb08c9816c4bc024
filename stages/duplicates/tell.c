/* Places are looked up file by file, in the order of copies; lines are counted once however many
   clones they stand in. */
#include "stages/duplicates/tell.h"

#include <stdlib.h>

#include "base/digest.h"
#include "stages/duplicates/alike.h"
#include "stages/duplicates/shares.h"

enum { RELATED_MAX = 500, NAMED_MAX = 3 };

/* One copy of a clone. */
typedef struct copy {
    uint32_t clone, number; /* which copy of it */
    uint32_t from, to;      /* tokens */
    const sl_clone_file *file;
    sl_clone_spot first, last;
} copy;

typedef struct telling {
    sl_arena *mem;
    const sl_clones *clones;
    const sl_clone_index *index;
    const sl_clone_taste *taste;
    sl_sink *sink;
    copy *copies; /* of clone i: at[i] … */
    size_t *at;
    size_t n_copies;
    bool *is_counted, *is_told; /* by clone */
    sl_clone_shares shares;
} telling;

/* ---- places ---- */

static void list_copies(telling *t)
{
    t->at = sl_alloc_array(t->mem, t->clones->n + 1, sizeof *t->at);
    for (size_t i = 0; i < t->clones->n; i++) {
        t->at[i] = t->n_copies;
        t->n_copies += t->clones->v[i].n;
    }
    t->at[t->clones->n] = t->n_copies;
    t->copies = sl_alloc_array(t->mem, t->n_copies + 1, sizeof *t->copies);
    for (size_t i = 0; i < t->clones->n; i++)
        for (uint32_t k = 0; k < t->clones->v[i].n; k++) {
            const sl_clone *c = &t->clones->v[i];
            uint32_t from = c->places[k] - c->before;
            t->copies[t->at[i] + k] =
                (copy){.clone = (uint32_t)i, .number = k, .from = from, .to = from + c->length};
        }
}

static int by_token(const void *left, const void *right)
{
    const copy *a = *(const copy *const *)left;
    const copy *b = *(const copy *const *)right;
    return (a->from > b->from) - (a->from < b->from);
}

static copy **copies_in_order(telling *t)
{
    copy **order = sl_alloc_array(t->mem, t->n_copies + 1, sizeof *order);
    for (size_t i = 0; i < t->n_copies; i++)
        order[i] = &t->copies[i];
    if (t->n_copies)
        qsort(order, t->n_copies, sizeof *order, by_token);
    return order;
}

static void place_copies(telling *t, copy **order)
{
    size_t next = 0;
    for (size_t f = 0; f < t->index->files.n; f++) {
        const sl_clone_file *file = &t->index->files.v[f];
        size_t end = (size_t)file->first + file->n;
        if (next == t->n_copies || order[next]->from >= end)
            continue;
        sl_arena *scratch = sl_arena_new();
        const sl_clone_spot *spots = sl_clone_index_spots(t->index, scratch, file);
        for (; next < t->n_copies && order[next]->from < end; next++) {
            copy *c = order[next];
            c->file = file;
            c->first = spots[c->from - file->first];
            c->last = spots[c->to - 1 - file->first];
        }
        sl_arena_free(scratch);
    }
}

static uint32_t lines_of(const copy *c)
{
    return c->last.end_line - c->first.line + 1;
}

/* A clone counts when all its copies have the lines that are asked for; it is told when no larger
   one says the same. */
static void choose(telling *t)
{
    size_t n_tokens;
    sl_clone_index_ids(t->index, &n_tokens);
    const bool *alike = sl_clones_alike(t->mem, t->clones, n_tokens);
    t->is_counted = sl_alloc_array(t->mem, t->clones->n + 1, sizeof *t->is_counted);
    t->is_told = sl_alloc_array(t->mem, t->clones->n + 1, sizeof *t->is_told);
    for (size_t i = 0; i < t->clones->n; i++) {
        t->is_counted[i] = true;
        for (size_t k = t->at[i]; k < t->at[i + 1]; k++)
            if (!t->copies[k].file || lines_of(&t->copies[k]) < t->taste->min_lines)
                t->is_counted[i] = false;
        t->is_told[i] =
            t->is_counted[i] && !alike[i] && !(t->taste->new_only && t->clones->v[i].is_old);
    }
}

/* ---- shares ---- */

static void count_lines(telling *t, copy **order)
{
    size_t next = 0;
    for (size_t f = 0; f < t->index->files.n; f++) {
        const sl_clone_file *file = &t->index->files.v[f];
        uint32_t last = 0; /* counted up to here */
        uint64_t part = 0;
        for (; next < t->n_copies && order[next]->from < (size_t)file->first + file->n; next++) {
            const copy *c = order[next];
            uint32_t from = c->first.line > last ? c->first.line : last + 1;
            if (!t->is_counted[c->clone] || c->last.end_line < from)
                continue;
            part += c->last.end_line - from + 1;
            last = c->last.end_line;
        }
        if (file->unit->role == SL_ROLE_TESTED)
            sl_clone_shares_add(&t->shares, file->unit->label, part, file->n_lines);
    }
    sl_clone_shares_tell(&t->shares, t->sink);
}

/* ---- hits ---- */

static sl_region region_of(const copy *c)
{
    return (sl_region){.line = c->first.line,
                       .end_line = c->last.end_line,
                       .offset = c->first.start,
                       .length = c->last.end - c->first.start};
}

static sl_str message_of(telling *t, size_t clone, size_t self)
{
    const sl_clone *c = &t->clones->v[clone];
    sl_str text = sl_printf(t->mem, "%u tokens on %u lines stand in %u places: also ", c->length,
                            lines_of(&t->copies[self]), c->n);
    uint32_t n_named = 0;
    for (size_t i = t->at[clone]; i < t->at[clone + 1] && n_named < NAMED_MAX; i++) {
        if (i == self)
            continue;
        const copy *other = &t->copies[i];
        text = sl_printf(t->mem, "%.*s%s%.*s:%u-%u", SL_FMT(text), n_named ? ", " : "",
                         SL_FMT(other->file->unit->label), other->first.line, other->last.end_line);
        n_named++;
    }
    if (c->n - 1 > n_named)
        text = sl_printf(t->mem, "%.*s and %u more", SL_FMT(text), c->n - 1 - n_named);
    return text;
}

/* The same tokens are the same clone, wherever they stand. */
static sl_str identity_of(telling *t, size_t clone)
{
    size_t n;
    unsigned char digest[SL_SHA256_BYTES];
    char hex[2 * SL_SHA256_BYTES + 1];
    const uint32_t *ids = sl_clone_index_ids(t->index, &n);
    const copy *first = &t->copies[t->at[clone]];
    sl_sha256_state *state = sl_sha256_new(t->mem);
    for (uint32_t i = first->from; i < first->to; i++) {
        uint64_t one = sl_clone_index_digest(t->index, ids[i]);
        sl_sha256_add(state, sl_str_at((const char *)&one, sizeof one));
    }
    sl_sha256_end(state, digest);
    sl_hex(hex, digest, SL_SHA256_BYTES);
    return sl_dup(t->mem, sl_str_of(hex));
}

/* One hit names up to 500 copies; a clone with more is told by several. */
static void tell_part(telling *t, size_t clone, size_t from, size_t to)
{
    const copy *first = &t->copies[from];
    sl_hit hit = {.rule = t->taste->clone_rule,
                  .inner = first->file->unit->path,
                  .start = first->first.start,
                  .end = first->last.end,
                  .is_old = t->clones->v[clone].is_old,
                  .message = message_of(t, clone, from),
                  .identity = identity_of(t, clone)};
    for (size_t i = from == t->at[clone] ? from + 1 : t->at[clone]; i < to; i++) {
        const copy *c = &t->copies[i];
        if (i > t->at[clone] && i <= from)
            continue;
        *sl_list_add(t->mem, &hit.related) = (sl_place){
            .file = c->file->unit->label, .region = region_of(c), .message = SL_S("the same code")};
    }
    sl_sink_hit(t->sink, &hit);
}

static void tell_clone(telling *t, size_t clone)
{
    size_t end = t->at[clone + 1];
    for (size_t from = t->at[clone]; from < end; from += RELATED_MAX) {
        size_t to = end - from > RELATED_MAX ? from + RELATED_MAX : end;
        tell_part(t, clone, from, to);
    }
}

/* A hit for the scan as a whole. */
static void tell_whole(telling *t, size_t rule, sl_str identity, sl_str message)
{
    if (rule == SIZE_MAX)
        return;
    const sl_hit hit = {.rule = rule,
                        .is_whole = true,
                        .inner = SL_S("."),
                        .identity = identity,
                        .message = message};
    sl_sink_hit(t->sink, &hit);
}

/* Takes the smaller ones back where there are more than may be listed; how many. */
static size_t leave_out(telling *t)
{
    size_t n;
    size_t n_kept = 0;
    size_t n_places = 0;
    const sl_clone **order = sl_clones_by_weight(t->mem, t->clones, t->is_told, &n);
    for (size_t i = 0; i < n; i++) {
        bool has_room =
            n_kept < t->taste->max_clones && n_places + order[i]->n <= SL_CLONE_PLACES_MAX;
        t->is_told[order[i] - t->clones->v] = has_room;
        n_kept += has_room;
        n_places += has_room ? order[i]->n : 0;
    }
    return n - n_kept;
}

static void tell_clones(telling *t)
{
    size_t n_left = leave_out(t);
    for (size_t i = 0; i < t->clones->n; i++)
        if (t->is_told[i])
            tell_clone(t, i);
    if (n_left)
        tell_whole(t, t->taste->more_rule, SL_S("more"),
                   sl_printf(t->mem,
                             "%zu smaller clones are not listed (limit max_clones, which is %zu, "
                             "with %d places in all); their lines are counted",
                             n_left, t->taste->max_clones, SL_CLONE_PLACES_MAX));
}

static void tell_threshold(telling *t)
{
    const sl_clone_share *total = &t->shares.total;
    double percent = total->whole ? 100.0 * (double)total->part / (double)total->whole : 0;
    if (t->taste->threshold < 0 || percent <= t->taste->threshold)
        return;
    tell_whole(t, t->taste->threshold_rule, SL_S("threshold"),
               sl_printf(t->mem,
                         "%.2f %% of the lines are duplicated (%llu of %llu); the threshold is "
                         "%g %%",
                         percent, (unsigned long long)total->part, (unsigned long long)total->whole,
                         t->taste->threshold));
}

void sl_clones_tell(const sl_clones *clones, const sl_clone_index *index,
                    const sl_clone_taste *taste, sl_sink *sink)
{
    telling t = {.mem = sl_sink_mem(sink),
                 .clones = clones,
                 .index = index,
                 .taste = taste,
                 .sink = sink,
                 .shares = {.mem = sl_sink_mem(sink)}};
    list_copies(&t);
    copy **order = copies_in_order(&t);
    place_copies(&t, order);
    choose(&t);
    count_lines(&t, order);
    if (taste->clone_rule != SIZE_MAX)
        tell_clones(&t);
    tell_threshold(&t);
}

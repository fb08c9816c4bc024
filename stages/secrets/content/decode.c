/* One walk over a text finds encoded runs; those that decode to text are put together with the line
   around them, so that a rule sees `key = VALUE` with the value in clear. */
#include "stages/secrets/content/decode.h"

#include "stages/secrets/content/escape.h"
#include "stages/secrets/content/find.h"

/* Bytes kept before and after a run, at most to the ends of the line. */
enum { CONTEXT = 256 };

/* Putting the runs together. */

typedef struct placer {
    sl_arena *mem;
    sl_str in;
    sl_secret_level *out;
    char *text;
    size_t n;
    bool is_apart; /* the next piece is */
} placer;

static void place(placer *p, const sl_secret_run *run)
{
    if (!run->text.n)
        return;
    *sl_list_add(p->mem, &p->out->pieces) = (sl_secret_piece){.coding = run->coding,
                                                              .from = run->from,
                                                              .from_end = run->from_end,
                                                              .at = p->n,
                                                              .end = p->n + run->text.n,
                                                              .is_apart = p->is_apart};
    p->is_apart = false;
    memcpy(p->text + p->n, run->text.p, run->text.n);
    p->n += run->text.n;
}

static void place_copy(placer *p, size_t from, size_t to)
{
    const sl_secret_run run = {SL_CODING_NONE, from, to, sl_str_sub(p->in, from, to)};
    place(p, &run);
}

static size_t context_start(sl_str s, size_t at, size_t least)
{
    size_t from = at > least + CONTEXT ? at - CONTEXT : least;
    while (at > from && s.p[at - 1] != '\n')
        at--;
    return at;
}

static size_t context_end(sl_str s, size_t at, size_t most)
{
    size_t to = most - at > CONTEXT ? at + CONTEXT : most;
    while (at < to && s.p[at] != '\n')
        at++;
    return at < to ? at + 1 : at; /* with the break, which keeps lines apart */
}

static void place_all(placer *p, const sl_secret_runs *runs)
{
    size_t done = 0;
    for (size_t i = 0; i < runs->n; i++) {
        const sl_secret_run *run = &runs->v[i];
        size_t next = i + 1 < runs->n ? runs->v[i + 1].from : p->in.n;
        size_t start = context_start(p->in, run->from, done);
        p->is_apart = p->is_apart || (p->n && start > done);
        place_copy(p, start, run->from);
        place(p, run);
        done = context_end(p->in, run->from_end, next);
        place_copy(p, run->from_end, done);
    }
}

/* How long the decoded text can be at most. */
static size_t room_for(const sl_secret_runs *runs)
{
    size_t n = 1;
    for (size_t i = 0; i < runs->n; i++)
        n += runs->v[i].text.n + 2 * CONTEXT + 1;
    return n;
}

bool sl_secret_decode(sl_secret_level *out, sl_arena *mem, const sl_secret_level *above)
{
    sl_secret_runs runs = {0};
    sl_secret_find_runs(&runs, mem, above->text, above->forms);
    *out = (sl_secret_level){.above = above};
    if (!runs.n)
        return false;
    size_t room = room_for(&runs);
    size_t most = above->text.n + above->text.n / 2 + 1; /* UTF-16 may grow by half */
    placer p = {mem, above->text, out, sl_alloc(mem, room < most ? room : most), 0, false};
    place_all(&p, &runs);
    out->text = sl_str_at(p.text, p.n);
    out->forms = sl_secret_escape_forms(out->text);
    return true;
}

/* The first piece that ends behind `at`. */
static size_t piece_at(const sl_secret_level *level, size_t at)
{
    size_t from = 0;
    size_t to = level->pieces.n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (level->pieces.v[middle].end <= at)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

bool sl_secret_is_decoded(const sl_secret_level *level, size_t start, size_t end)
{
    if (!level->above)
        return true;
    for (size_t i = piece_at(level, start); i < level->pieces.n && level->pieces.v[i].at < end; i++)
        if (level->pieces.v[i].coding != SL_CODING_NONE)
            return true;
    return false;
}

/* Bytes of the text above for each byte of the piece; 0: only the whole can be told. */
static size_t ratio_of(const sl_secret_piece *piece)
{
    size_t n = piece->end - piece->at;
    size_t n_above = piece->from_end - piece->from;
    bool is_even = piece->coding == SL_CODING_UTF16 || piece->coding == SL_CODING_HEX;
    return n_above == n ? 1 : is_even && n_above == 2 * n ? 2 : 0;
}

static size_t above_start(const sl_secret_piece *piece, size_t at)
{
    return piece->from + (at > piece->at ? (at - piece->at) * ratio_of(piece) : 0);
}

static size_t above_end(const sl_secret_piece *piece, size_t end)
{
    size_t ratio = ratio_of(piece);
    return ratio && end < piece->end ? piece->from + (end - piece->at) * ratio : piece->from_end;
}

/* The pieces that [start, end) lies in; of a level that has a text above. */
static void pieces_of(size_t *first, size_t *last, const sl_secret_level *level, size_t start,
                      size_t end)
{
    *first = piece_at(level, start);
    *last = piece_at(level, end > start ? end - 1 : end);
    if (*last >= level->pieces.n)
        *last = level->pieces.n - 1;
    if (*first > *last)
        *first = *last;
}

static void go_above(const sl_secret_level *level, size_t *start, size_t *end)
{
    size_t first;
    size_t last;
    const sl_secret_piece *v = level->pieces.v;
    pieces_of(&first, &last, level, *start, *end);
    *start = above_start(&v[first], *start);
    *end = above_end(&v[last], *end);
    if (*end < *start) /* strings of a notebook need not stand in its order */
        *end = v[first].from_end;
}

bool sl_secret_is_together(const sl_secret_level *level, size_t start, size_t end)
{
    for (; level->above; level = level->above) {
        size_t first;
        size_t last;
        pieces_of(&first, &last, level, start, end);
        for (size_t i = first + 1; i <= last; i++)
            if (level->pieces.v[i].is_apart)
                return false;
        go_above(level, &start, &end);
    }
    return true;
}

void sl_secret_origin(const sl_secret_level *level, size_t *start, size_t *end, unsigned *codings)
{
    for (; level->above; level = level->above) {
        size_t first;
        size_t last;
        pieces_of(&first, &last, level, *start, *end);
        for (size_t i = first; i <= last; i++)
            *codings |= 1u << level->pieces.v[i].coding;
        go_above(level, start, end);
    }
}

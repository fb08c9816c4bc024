/* The objects on the way from a root to the one at hand are kept unpacked: each is unpacked once,
   and a text that is told from a quiet one is looked at where it differs. */
#include "engine/history/sift.h"

#include "engine/objects/commit.h"
#include "engine/objects/delta.h"
#include "engine/objects/mapping.h"
#include "engine/source/open.h"

/* Bytes of the texts on the way that are kept. */
enum { KEPT_MAX = 32 << 20, FORGET_EVERY = 4 << 20, PARTS_MAX = 4 };

/* A text on the way. */
typedef struct rung {
    uint32_t number;
    sl_buf text;
    sl_screened known[PARTS_MAX]; /* by scanner */
} rung;

struct sl_sifter {
    sl_arena *mem, *scratch;
    sl_inflater inflater;
    sl_buf delta;
    struct {
        rung *v;
        size_t n, cap;
    } way;
    struct {
        uint32_t *v;
        size_t n, cap;
    } missing; /* bases to be unpacked first, the nearest first */
    struct {
        sl_change *v;
        size_t n, cap;
    } changes;
    size_t n_kept;    /* bytes of the texts */
    size_t forgotten; /* of the pack, up to there */
};

/* One run in hand. */
typedef struct work {
    sl_sift *sift;
    struct sl_sifter *w;
    const sl_sift_pack *pack;
} work;

static bool start(sl_sift *sift, sl_err *e)
{
    sl_arena *mem = sl_arena_new();
    struct sl_sifter *w = sl_alloc(mem, sizeof *w);
    w->mem = mem;
    w->scratch = sl_arena_new();
    sl_buf_init(&w->delta, SL_UNPACKED_MAX);
    sift->worker = w;
    return sl_inflater_open(&w->inflater, e);
}

static void drop_top(struct sl_sifter *w)
{
    rung *top = &w->way.v[--w->way.n];
    w->n_kept -= top->text.n;
    sl_buf_clear(&top->text);
}

/* The way is cut at its root when it takes too much; who needs the root again unpacks it again. */
static void drop_bottom(struct sl_sifter *w)
{
    w->n_kept -= w->way.v[0].text.n;
    sl_buf_clear(&w->way.v[0].text);
    w->way.n--;
    memmove(w->way.v, w->way.v + 1, w->way.n * sizeof *w->way.v);
}

static rung *top_of(struct sl_sifter *w)
{
    return w->way.n ? &w->way.v[w->way.n - 1] : NULL;
}

static bool is_on_way(const struct sl_sifter *w, uint32_t number)
{
    for (size_t i = w->way.n; i-- > 0;)
        if (w->way.v[i].number == number)
            return true;
    return false;
}

static void note_change(struct sl_sifter *w, size_t start, size_t end)
{
    sl_change *last = w->changes.n ? &w->changes.v[w->changes.n - 1] : NULL;
    if (last && start <= last->end)
        last->end = end > last->end ? end : last->end;
    else
        *sl_list_add(w->mem, &w->changes) = (sl_change){start, end};
}

/* Where the result differs from its base: what is inserted, and wherever bytes meet that did not
   stand together in the base. */
static void find_changes(struct sl_sifter *w, const sl_delta *delta)
{
    sl_str steps = delta->steps;
    sl_delta_step step;
    size_t at = 0;
    uint64_t expected = 0; /* where the next copy has to begin to go on with the last */
    w->changes.n = 0;
    while (sl_delta_next(&step, &steps) > 0) {
        size_t end = at + (size_t)step.n;
        if (step.insert.p)
            note_change(w, at, end);
        else if (step.from != expected)
            note_change(w, at, at);
        expected = step.insert.p ? UINT64_MAX : step.from + step.n;
        at = end;
    }
    if (expected != delta->base_size)
        note_change(w, at, at);
}

static bool unpack_told(work *k, sl_buf *out, const sl_packentry *entry, size_t max, sl_err *e)
{
    struct sl_sifter *w = k->w;
    sl_delta delta;
    sl_str base = sl_buf_str(&top_of(w)->text);
    sl_buf_reset(&w->delta);
    if (!sl_packfile_inflate(&w->delta, &w->inflater, k->pack->file, entry, e) ||
        !sl_delta_open(&delta, sl_buf_str(&w->delta), e))
        return false;
    if (delta.size > max)
        return sl_fail(e, SL_ETOOBIG, "over the limit of %zu bytes", max);
    sl_buf_init(out, (size_t)delta.size);
    char *to = sl_buf_room(out, (size_t)delta.size);
    if (!to)
        return sl_fail(e, SL_ETOOBIG, "no memory for a text");
    if (!sl_delta_apply(to, &delta, base, e))
        return false;
    out->n = (size_t)delta.size;
    to[out->n] = 0;
    find_changes(w, &delta);
    return true;
}

/* Unpacks an object whose base, if it has one, is on top of the way, and puts it there. */
static bool climb(work *k, uint32_t number, sl_err *e)
{
    struct sl_sifter *w = k->w;
    const sl_forest *f = &k->pack->forest;
    size_t max = (size_t)k->sift->spec->limits.unit_bytes;
    sl_packentry entry;
    sl_buf text = {0};
    if (!sl_packfile_entry(&entry, k->pack->file, f->offsets[number], e))
        return false;
    if (f->is_told[number] && f->base[number] == SL_NO_BASE)
        return sl_fail(e, SL_ENOTSUP, "told from an object of another pack");
    if (entry.size > max)
        return sl_fail(e, SL_ETOOBIG, "over the limit of %zu bytes", max);
    bool ok;
    if (f->is_told[number]) {
        ok = unpack_told(k, &text, &entry, max, e);
    } else {
        sl_buf_init(&text, (size_t)entry.size);
        ok = sl_packfile_inflate(&text, &w->inflater, k->pack->file, &entry, e);
        w->changes.n = 0;
    }
    if (!ok) {
        sl_buf_clear(&text);
        return false;
    }
    while (w->way.n && w->n_kept + text.n > KEPT_MAX)
        drop_bottom(w);
    *sl_list_add(w->mem, &w->way) = (rung){.number = number, .text = text};
    w->n_kept += text.n;
    return true;
}

/* Brings an object to the top of the way, by way of its bases. */
static bool reach(work *k, uint32_t number, sl_err *e)
{
    struct sl_sifter *w = k->w;
    const sl_forest *f = &k->pack->forest;
    uint32_t base = f->base[number];
    w->missing.n = 0;
    for (; base != SL_NO_BASE && !is_on_way(w, base); base = f->base[base]) {
        if (w->missing.n > f->n)
            return sl_fail(e, SL_EPARSE, "deltas go round in circles");
        *sl_list_add(w->mem, &w->missing) = base;
    }
    while (w->way.n && (base == SL_NO_BASE || top_of(w)->number != base))
        drop_top(w);
    while (w->missing.n)
        if (!climb(k, w->missing.v[--w->missing.n], e))
            return false;
    return climb(k, number, e);
}

static sl_screen_verdict worse(sl_screen_verdict a, sl_screen_verdict b)
{
    return a < b ? a : b;
}

/* Asks one scanner; `base` is what it knows of the text that this one is told from. */
static sl_screened judge(work *k, size_t scanner, const sl_screening *text, const sl_screened *base)
{
    const sl_scanner *s = k->sift->spec->scanners[scanner].kind->scanner;
    sl_screening what = *text;
    sl_screened out = {.verdict = SL_SCREEN_SUSPECT};
    what.mem = k->w->scratch;
    if (base && base->is_settled) {
        what.base = base;
        what.changes = k->w->changes.v;
        what.n_changes = k->w->changes.n;
    }
    if (s->screen && !s->screen(k->sift->states[scanner], &what, &out, NULL))
        out = (sl_screened){.verdict = SL_SCREEN_SUSPECT};
    sl_arena_reset(k->w->scratch);
    return out;
}

/* Paths without a name stand for what is in no tree: it is told by another. */
static void take_paths(sl_screening *what, const sl_sift *sift, uint32_t blob)
{
    uint32_t from = blob ? sift->at.ends[blob - 1] : 0;
    what->paths = sift->at.paths + from;
    what->n_paths = sift->at.ends[blob] - from;
    for (size_t i = 0; i < what->n_paths; i++)
        if (!what->paths[i].n)
            what->n_paths = 0;
}

/* Asks all about a text. `known` gets what they say; `below` is what they said of the text that it
   is told from, or NULL. */
static sl_past_mark ask_about(work *k, uint32_t want, sl_str text, const rung *below,
                              sl_screened known[PARTS_MAX])
{
    bool is_blob = (want & SL_WANT_KIND) == SL_WANT_BLOB;
    sl_screening what = {.text = text};
    sl_screen_verdict verdict = SL_SCREEN_CLEAN;
    sl_arena *words = is_blob ? NULL : sl_arena_new();
    if (is_blob)
        take_paths(&what, k->sift, want & ~SL_WANT_KIND);
    else
        what.text = sl_commit_words(words, text);
    for (size_t i = 0; i < k->sift->spec->n_scanners; i++) {
        sl_screened said = judge(k, i, &what, below && i < PARTS_MAX ? &below->known[i] : NULL);
        verdict = worse(verdict, said.verdict);
        if (i < PARTS_MAX)
            known[i] = said;
    }
    sl_arena_free(words);
    if (verdict == SL_SCREEN_SUSPECT || (is_blob && sl_is_lfs_pointer(text)))
        return SL_MARK_SUSPECT;
    return verdict == SL_SCREEN_CLEAN ? SL_MARK_QUIET : SL_MARK_HERE;
}

/* About the text on top. */
static sl_past_mark ask(work *k, uint32_t want)
{
    struct sl_sifter *w = k->w;
    rung *top = top_of(w);
    const rung *below = w->way.n > 1 ? &w->way.v[w->way.n - 2] : NULL;
    bool is_told = (want & SL_WANT_KIND) == SL_WANT_BLOB && below &&
                   k->pack->forest.base[top->number] == below->number;
    return ask_about(k, want, sl_buf_str(&top->text), is_told ? below : NULL, top->known);
}

/* What of the pack lies behind is not needed soon. */
static void forget(work *k, uint64_t offset)
{
    struct sl_sifter *w = k->w;
    if (offset < w->forgotten + FORGET_EVERY)
        return;
    sl_mapping_forget(k->pack->file->bytes, w->forgotten, (size_t)offset);
    w->forgotten = (size_t)offset;
}

sl_id sl_sift_wanted(const sl_history *h, uint32_t want)
{
    uint32_t number = want & ~SL_WANT_KIND;
    if ((want & SL_WANT_KIND) == SL_WANT_TAG)
        return h->tags.v[number].id;
    if ((want & SL_WANT_KIND) == SL_WANT_COMMIT)
        return sl_graph_id(&h->graph, number);
    return sl_id_at(sl_ids_at(&h->catalogue.blobs, number), h->folder.id_bytes);
}

static bool is_minded(const sl_sift *sift, sl_str path)
{
    for (size_t s = 0; s < sift->spec->n_scanners; s++) {
        const sl_scanner *scanner = sift->spec->scanners[s].kind->scanner;
        if (!scanner->minds || scanner->minds(sift->states[s], path))
            return true;
    }
    return false;
}

/* An object for itself, wherever it lies. */
static sl_past_mark look_alone(work *k, uint32_t want)
{
    const sl_history *h = k->sift->history;
    sl_id id = sl_sift_wanted(h, want);
    sl_content content;
    sl_screened known[PARTS_MAX];
    if (!sl_objects_get(&content, h->objects, &id, (size_t)k->sift->spec->limits.unit_bytes, NULL))
        return SL_MARK_SUSPECT;
    sl_past_mark mark = ask_about(k, want, content.text, NULL, known);
    sl_content_close(&content);
    return mark;
}

static bool look_at_singles(work *k, const sl_sift_run *run, unsigned char *out)
{
    for (size_t i = run->from; i < run->to; i++) {
        uint32_t want = k->sift->singles.v[i];
        uint32_t number = want & ~SL_WANT_KIND;
        sl_past_mark mark = SL_MARK_QUIET;
        if ((want & SL_WANT_KIND) != SL_WANT_PATH)
            mark = look_alone(k, want);
        else if (is_minded(k->sift, k->sift->history->catalogue.paths.v[number].key))
            mark = SL_MARK_SUSPECT;
        out[i - run->from] = (unsigned char)mark;
    }
    return true;
}

bool sl_sift_run_look(sl_sift *sift, const sl_sift_run *run, unsigned char *out, sl_err *e)
{
    size_t n = 0;
    if (!sift->worker && !start(sift, e))
        return false;
    work k = {sift, sift->worker, run->pack == SIZE_MAX ? NULL : &sift->packs[run->pack]};
    if (!k.pack)
        return look_at_singles(&k, run, out);
    while (k.w->way.n)
        drop_top(k.w);
    k.w->forgotten = (size_t)k.pack->forest.offsets[k.pack->forest.order[run->from]];
    for (size_t i = run->from; i < run->to; i++) {
        uint32_t number = k.pack->forest.order[i];
        uint32_t want = k.pack->wants[number];
        if (want == SL_WANT_NOTHING)
            continue;
        out[n++] = (unsigned char)(reach(&k, number, NULL) ? ask(&k, want) : SL_MARK_SUSPECT);
        forget(&k, k.pack->forest.offsets[number]);
    }
    return true;
}

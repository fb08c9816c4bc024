/* The parent's side: which objects are wanted, in which order they are looked through, and what the
   workers say of them. A run that fails leaves its objects to be scanned. */
#include "engine/history/screen.h"

#include "engine/history/known.h"
#include "engine/history/sift.h"

enum {
    RUN_BYTES = 1 << 20,
    RUN_OBJECTS = 4096,
    RUN_PATHS = 20000,
    RUN_SINGLES = 64,
    RUN_MS = 600000
};
enum { CUT = 4 }; /* a run goes on to the end of a family, but not past so many times its size */
enum { UNIT_BYTES = 100 << 20 };

static bool open_scanner(void **state, const sl_scan_setup *setup, sl_err *e)
{
    sl_sift *sift = setup->context;
    *state = sift;
    for (; sift->n_open < sift->spec->n_scanners; sift->n_open++) {
        const sl_pass_scanner *part = &sift->spec->scanners[sift->n_open];
        const sl_scan_setup own = {.mem = setup->mem,
                                   .options = part->options,
                                   .rules = part->rules,
                                   .stage = part->stage};
        if (!part->kind->scanner->open(&sift->states[sift->n_open], &own, e))
            return false;
    }
    return true;
}

static void close_scanner(void *state)
{
    sl_sift *sift = state;
    while (sift->n_open-- > 0)
        if (sift->spec->scanners[sift->n_open].kind->scanner->close)
            sift->spec->scanners[sift->n_open].kind->scanner->close(sift->states[sift->n_open]);
    sift->n_open = 0;
}

static bool wants(const void *state, const sl_unit *unit)
{
    (void)state, (void)unit;
    return true;
}

static size_t run_of(const sl_unit *unit)
{
    uint32_t number;
    memcpy(&number, unit->id.bytes, sizeof number);
    return number;
}

static bool scan(void *state, const sl_unit *unit, sl_str text, sl_sink *sink, sl_err *e)
{
    sl_sift *sift = state;
    const sl_sift_run *run = &sift->runs.v[run_of(unit)];
    unsigned char *out = sl_alloc(sl_sink_mem(sink), run->n_wanted + 1);
    (void)text;
    if (!sl_sift_run_look(sift, run, out, e))
        return false;
    sl_sink_fact(sink, sl_str_at((const char *)out, run->n_wanted));
    return true;
}

/* The byte in the history's tables that stands for what is wanted. */
static unsigned char *mark_of(sl_history *h, uint32_t want)
{
    uint32_t number = want & ~SL_WANT_KIND;
    if ((want & SL_WANT_KIND) == SL_WANT_BLOB)
        return &h->screened.blobs[number];
    if ((want & SL_WANT_KIND) == SL_WANT_PATH)
        return &h->screened.paths[number];
    return (want & SL_WANT_KIND) == SL_WANT_COMMIT ? &h->screened.commits[number]
                                                   : &h->screened.tags[number];
}

static unsigned char mark_told(char byte)
{
    bool is_clean = byte == SL_MARK_QUIET || byte == SL_MARK_HERE;
    return is_clean ? (unsigned char)byte : SL_MARK_SUSPECT;
}

/* A worker's word on a run; only what it says to be clean is believed to be so. */
static bool gather(void *state, const sl_unit *unit, sl_str fact, sl_err *e)
{
    sl_sift *sift = state;
    const sl_sift_run *run = &sift->runs.v[run_of(unit)];
    size_t n = 0;
    if (fact.n != run->n_wanted)
        return sl_fail(e, SL_EPARSE, "the worker's answer has another length");
    for (size_t i = run->from; i < run->to; i++) {
        const sl_sift_pack *pack = run->pack == SIZE_MAX ? NULL : &sift->packs[run->pack];
        uint32_t want = pack ? pack->wants[pack->forest.order[i]] : sift->singles.v[i];
        if (want == SL_WANT_NOTHING)
            continue;
        *mark_of(sift->history, want) = mark_told(fact.p[n++]);
    }
    return true;
}

static const sl_scanner scanner_of_screen = {
    .open = open_scanner, .wants = wants, .scan = scan, .gather = gather, .close = close_scanner};

static const sl_stage_kind kind_of_screen = {.name = "screen",
                                             .summary = "look through a history",
                                             .traits = SL_SCANS,
                                             .scanner = &scanner_of_screen};

/* What the object of that id is wanted for, once. */
static uint32_t want_of(sl_history *h, const unsigned char *id)
{
    uint32_t number = sl_ids_find(&h->catalogue.blobs, id);
    uint32_t want = SL_WANT_NOTHING;
    if (number != SL_NO_ID) {
        want = SL_WANT_BLOB | number;
    } else if ((number = sl_ids_find(&h->graph.ids, id)) != SL_NO_ID) {
        if (h->place[number] != SL_NO_ID)
            want = SL_WANT_COMMIT | number;
    } else if ((number = sl_ids_find(&h->tag_ids, id)) != SL_NO_ID) {
        want = SL_WANT_TAG | number;
    }
    if (want == SL_WANT_NOTHING || *mark_of(h, want) != SL_MARK_UNSEEN)
        return SL_WANT_NOTHING;
    *mark_of(h, want) = SL_MARK_SUSPECT;
    return want;
}

static bool read_pack(sl_sift *sift, sl_arena *mem, size_t pack, sl_err *e)
{
    sl_history *h = sift->history;
    sl_sift_pack *p = &sift->packs[pack];
    const sl_packindex *index = sl_objects_index(h->objects, pack);
    if (!sl_objects_pack(&p->file, h->objects, pack, e) ||
        !sl_forest_read(&p->forest, mem, h->objects, pack, e))
        return false;
    p->wants = sl_alloc_array(mem, p->forest.n + 1, sizeof *p->wants);
    for (size_t i = 0; i < p->forest.n; i++)
        p->wants[i] = want_of(h, sl_packindex_id(index, p->forest.at[i]));
    return true;
}

/* Cuts the forest's order into runs, between families where it can. */
static void cut_runs(sl_sift *sift, sl_arena *mem, size_t pack)
{
    const sl_sift_pack *p = &sift->packs[pack];
    const sl_forest *f = &p->forest;
    sl_sift_run run = {.pack = pack};
    uint64_t bytes = 0;
    for (size_t i = 0; i <= f->n; i++) {
        bool is_root = i == f->n || f->base[f->order[i]] == SL_NO_BASE;
        bool is_full = bytes >= RUN_BYTES || run.n_wanted >= RUN_OBJECTS;
        bool is_over = bytes >= (uint64_t)CUT * RUN_BYTES || run.n_wanted >= CUT * RUN_OBJECTS;
        if (i == f->n || is_over || (is_full && is_root)) {
            run.to = i;
            if (run.n_wanted)
                *sl_list_add(mem, &sift->runs) = run;
            run = (sl_sift_run){.pack = pack, .from = i};
            bytes = 0;
        }
        if (i == f->n || p->wants[f->order[i]] == SL_WANT_NOTHING)
            continue;
        if (!run.n_wanted)
            run.from = i;
        run.n_wanted++;
        bytes += f->offsets[f->order[i] + 1] - f->offsets[f->order[i]];
    }
}

/* Cuts the list of what is looked at one by one, from that number on. */
static void cut_singles(sl_sift *sift, sl_arena *mem, size_t from, size_t most)
{
    for (size_t i = from; i < sift->singles.n; i += most) {
        size_t to = i + most < sift->singles.n ? i + most : sift->singles.n;
        *sl_list_add(mem, &sift->runs) =
            (sl_sift_run){.pack = SIZE_MAX, .from = i, .to = to, .n_wanted = to - i};
    }
}

/* What would be looked at in the order of the packs, too: an object that is in one, and for what it
   is there first (see want_of; a submodule can be of the same repository). */
static bool is_in_pack(const sl_history *h, uint32_t want)
{
    sl_place_in_pack place;
    sl_id id = sl_sift_wanted(h, want);
    bool is_first = (want & SL_WANT_KIND) == SL_WANT_BLOB ||
                    sl_ids_find(&h->catalogue.blobs, id.bytes) == SL_NO_ID;
    return is_first && sl_objects_find(&place, h->objects, &id);
}

static void list_single(sl_sift *sift, sl_arena *mem, uint32_t want)
{
    sl_history *h = sift->history;
    bool is_path = (want & SL_WANT_KIND) == SL_WANT_PATH;
    if (*mark_of(h, want) != SL_MARK_UNSEEN || (!is_path && !is_in_pack(h, want)))
        return;
    *sl_list_add(mem, &sift->singles) = want;
    *mark_of(h, want) = SL_MARK_SUSPECT;
}

/* Objects in packs that nobody has looked at; loose ones are scanned as they are. */
static void list_objects(sl_sift *sift, sl_arena *mem)
{
    sl_history *h = sift->history;
    for (size_t i = 0; i < h->catalogue.versions.n; i++)
        list_single(sift, mem, SL_WANT_BLOB | h->catalogue.versions.v[i].blob);
    for (uint32_t i = 0; i < h->n_order; i++)
        list_single(sift, mem, SL_WANT_COMMIT | h->order[i]);
    for (uint32_t i = 0; i < h->tags.n; i++)
        list_single(sift, mem, SL_WANT_TAG | i);
}

static void list_paths(sl_sift *sift, sl_arena *mem)
{
    size_t from = sift->singles.n;
    for (uint32_t i = 0; i < sift->history->catalogue.paths.n; i++)
        list_single(sift, mem, SL_WANT_PATH | i);
    cut_singles(sift, mem, from, RUN_PATHS);
}

static bool list_packs(sl_sift *sift, sl_arena *mem, sl_err *e)
{
    size_t n = sl_objects_packs(sift->history->objects);
    sift->packs = sl_alloc_array(mem, n + 1, sizeof *sift->packs);
    for (size_t i = 0; i < n; i++) {
        if (!read_pack(sift, mem, i, e))
            return false;
        cut_runs(sift, mem, i);
    }
    return true;
}

/* The paths of each content. */
static void list_places(sl_sift *sift, sl_arena *mem)
{
    const sl_catalogue *c = &sift->history->catalogue;
    uint32_t *ends = sl_alloc_array(mem, c->blobs.n + 1, sizeof *ends);
    sl_str *paths = sl_alloc_array(mem, c->versions.n + 1, sizeof *paths);
    for (size_t i = 0; i < c->versions.n; i++)
        ends[c->versions.v[i].blob + 1]++;
    for (size_t i = 1; i <= c->blobs.n; i++)
        ends[i] += ends[i - 1];
    for (size_t i = 0; i < c->versions.n; i++)
        paths[ends[c->versions.v[i].blob]++] = sl_catalogue_path(c, &c->versions.v[i]);
    sift->at.ends = ends;
    sift->at.paths = paths;
}

static unsigned char *unseen(sl_arena *mem, size_t n)
{
    unsigned char *marks = sl_alloc(mem, n + 1);
    memset(marks, SL_MARK_UNSEEN, n + 1);
    return marks;
}

/* Where little is new it is looked at one by one, else in the order of the packs. */
static bool list_runs(sl_sift *sift, sl_arena *mem, sl_err *e)
{
    sl_history *h = sift->history;
    bool is_known = h->known && h->known->parts[SL_KNOWN_BULK].bytes;
    h->screened.blobs = unseen(h->mem, h->catalogue.blobs.n);
    h->screened.commits = unseen(h->mem, h->graph.nodes.n);
    h->screened.tags = unseen(h->mem, h->tags.n);
    h->screened.paths = unseen(h->mem, h->catalogue.paths.n);
    sl_known_marks(h);
    list_places(sift, mem);
    if (is_known)
        list_objects(sift, mem);
    if (!is_known || sift->singles.n >= SL_SCREEN_MIN) {
        while (sift->singles.n)
            *mark_of(h, sift->singles.v[--sift->singles.n]) = SL_MARK_UNSEEN;
        if (!list_packs(sift, mem, e))
            return false;
    }
    cut_singles(sift, mem, 0, RUN_SINGLES);
    list_paths(sift, mem);
    return true;
}

static bool read_nothing(const sl_source *source, size_t i, sl_buf *out, sl_err *e)
{
    (void)source, (void)i, (void)out, (void)e;
    return true;
}

/* A run is a unit; the number of the run is its id. */
static bool list_units(sl_source *source, sl_sift *sift, sl_arena *mem, sl_err *e)
{
    for (uint32_t i = 0; i < sift->runs.n; i++) {
        const sl_sift_run *run = &sift->runs.v[i];
        const sl_id id = {.kind = SL_ID_SHA256};
        if (!sl_units_add(&source->units, mem, sl_printf(mem, "run/%08u", i), SL_MODE_FILE, &id, e))
            return false;
        memcpy(source->units.v[i].id.bytes, &i, sizeof i);
        source->units.v[i].size = run->pack == SIZE_MAX ? run->n_wanted : RUN_BYTES;
    }
    return true;
}

static bool run_pass(sl_sift *sift, sl_arena *mem, sl_err *e)
{
    const sl_screen_spec *spec = sift->spec;
    const sl_history *h = sift->history;
    sl_source source = {.kind = "screen",
                        .root = h->folder.common,
                        .also = *sl_objects_folders(h->objects),
                        .read = read_nothing};
    sl_pass_scanner part = {.kind = &kind_of_screen, .stage = SL_S("screen")};
    sl_pass_spec pass = {.source = &source,
                         .scanners = &part,
                         .n_scanners = 1,
                         .scanners_context = sift,
                         .jobs = spec->jobs,
                         .limits = spec->limits,
                         .require_sandbox = spec->require_sandbox,
                         .progress = spec->progress,
                         .context = spec->context};
    sl_pass_result result = {0};
    pass.limits.unit_ms = RUN_MS;
    return sl_objects_map(h->objects, &source.mapped, e) && list_units(&source, sift, mem, e) &&
           sl_pass_run(&result, mem, &pass, e);
}

bool sl_history_screen(sl_history *history, sl_err *e)
{
    sl_arena *mem = sl_arena_new();
    const sl_screen_spec *spec = history->spec.screen;
    sl_screen_spec own = *spec;
    sl_sift sift = {.history = history, .spec = &own};
    bool ok = true;
    if (!own.limits.unit_bytes)
        own.limits.unit_bytes = UNIT_BYTES;
    sift.states = sl_alloc_array(mem, spec->n_scanners + 1, sizeof *sift.states);
    if (history->catalogue.versions.n + history->n_order >= SL_SCREEN_MIN)
        ok = list_runs(&sift, mem, e) && (!sift.runs.n || run_pass(&sift, mem, e));
    history->screened.is_done = ok && history->screened.blobs;
    sl_arena_free(mem);
    return ok;
}

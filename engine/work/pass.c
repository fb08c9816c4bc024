/* A pass: sorts units into those that somebody scans and those that nobody does, hands them to the
   crew, and puts reports into the order of units, so that the number of workers leaves no trace. */
#include "engine/work/pass.h"

#include <sched.h>
#include <unistd.h>

#include "engine/objects/id.h"
#include "engine/work/clean.h"
#include "engine/work/crew.h"
#include "engine/work/recall.h"
#include "engine/work/sink.h"
#include "engine/work/wire.h"

enum { SCANNERS_MAX = 1024, WORKERS_MAX = 256, CPU_SECONDS = 600, UNIT_HITS = 10000 };
static const uint64_t unit_bytes = (uint64_t)100 << 20;
static const uint64_t worker_memory = (uint64_t)2 << 30;
/* What a unit costs besides its bytes, what an image costs, and how much is worth a worker. */
static const uint64_t unit_weight = 8 << 10;
static const uint64_t image_weight = 64 << 20;
static const uint64_t worker_weight = 512 << 10;
static const uint64_t batch_weight = 256 << 10;

/* What has come of one unit so far. */
typedef struct record {
    sl_report report;
    sl_buf facts; /* the bytes of the report's facts, until all units before it are done */
    bool is_done;
} record;

struct sl_pass {
    sl_arena *mem;
    sl_loop *loop;
    sl_pass_spec spec;
    sl_pass_result *result;
    void **states; /* of the scanners */
    size_t n_open;
    unsigned char *wanted; /* item_bytes for each unit: which scanners are to see it */
    size_t mask_bytes;
    record **records;           /* by unit; NULL until something is known */
    const sl_secrets **secrets; /* by unit */
    sl_recall *recall;
    size_t n_emitted, n_done;
    struct {
        size_t *v;
        size_t n, cap;
    } queue;     /* units to scan, in order */
    size_t head; /* of the queue */
    struct {
        size_t *v;
        size_t n, cap;
    } again, alone; /* units to scan once more, taken first; the latter in batches of one */
    uint64_t weight_left;
    unsigned n_workers;
    sl_sandbox *sandbox;
    sl_crew *crew;
    bool is_stopped;
    bool has_failed;
    sl_err failure;
};

static uint64_t or_default(uint64_t value, uint64_t fallback)
{
    return value ? value : fallback;
}

static void set_limits(sl_pass_limits *limits)
{
    limits->unit_bytes = or_default(limits->unit_bytes, unit_bytes);
    limits->memory = or_default(limits->memory, worker_memory);
    limits->cpu_seconds = or_default(limits->cpu_seconds, CPU_SECONDS);
    limits->unit_hits = (size_t)or_default(limits->unit_hits, UNIT_HITS);
}

static const sl_unit *unit_at(const sl_pass *pass, size_t i)
{
    return &pass->spec.source->units.v[i];
}

static record *record_of(sl_pass *pass, size_t unit)
{
    if (!pass->records[unit]) {
        record *r = sl_alloc(pass->mem, sizeof *r);
        r->report.unit = unit;
        sl_buf_init(&r->facts, SL_FRAME_MAX);
        pass->records[unit] = r;
    }
    return pass->records[unit];
}

static bool is_wanted(const sl_pass *pass, size_t unit, size_t scanner)
{
    return pass->wanted[unit * pass->mask_bytes + scanner / 8] >> scanner % 8 & 1;
}

/* Which scanners want the unit; false when none does. */
static bool ask_scanners(sl_pass *pass, size_t unit)
{
    bool any = false;
    for (size_t s = 0; s < pass->spec.n_scanners; s++) {
        const sl_scanner *scanner = pass->spec.scanners[s].kind->scanner;
        bool is_around = unit_at(pass, unit)->role != SL_ROLE_TESTED;
        if ((is_around && !scanner->compares) ||
            !scanner->wants(pass->states[s], unit_at(pass, unit)))
            continue;
        pass->wanted[unit * pass->mask_bytes + s / 8] |= (unsigned char)(1u << s % 8);
        any = true;
    }
    return any;
}

static void settle(sl_pass *pass, size_t unit, sl_unit_state state, sl_str reason)
{
    record *r = record_of(pass, unit);
    sl_report_state(&r->report, pass->mem, SIZE_MAX, state, reason);
    r->is_done = true;
    pass->n_done++;
}

static uint64_t weight_of(const sl_unit *unit)
{
    if (unit->kind == SL_UNIT_IMAGE)
        return image_weight;
    return unit_weight + (unit->size < image_weight ? unit->size : unit_weight);
}

/* Takes from the cache what is known of the unit; true when nobody has to look at it. */
static bool recall_unit(sl_pass *pass, size_t i)
{
    unsigned char *asked = pass->wanted + i * pass->mask_bytes;
    sl_report report;
    if (!sl_recall_unit(&report, pass->recall, i, asked))
        return false;
    record *r = record_of(pass, i);
    r->report = report;
    for (size_t k = 0; k < pass->mask_bytes; k++)
        if (asked[k])
            return false;
    pass->spec.source->units.v[i].id = report.id;
    if (report.secrets.n)
        pass->secrets[i] = &r->report.secrets;
    r->is_done = true;
    pass->n_done++;
    return true;
}

/* Decides what is known before anything is read; the rest is queued. */
static void sort_unit(sl_pass *pass, size_t i)
{
    const sl_unit *unit = unit_at(pass, i);
    uint64_t limit = pass->spec.limits.unit_bytes;
    if (unit->error.n) {
        settle(pass, i, SL_UNIT_FAILED, unit->error);
    } else if (unit->skip.n) {
        settle(pass, i, SL_UNIT_SKIPPED, unit->skip);
    } else if (unit->kind == SL_UNIT_SUBMODULE) {
        settle(pass, i, SL_UNIT_SKIPPED, SL_S("git submodule"));
    } else if (!ask_scanners(pass, i)) {
        settle(pass, i, SL_UNIT_SKIPPED, SL_S("no scanner takes this kind of file"));
    } else if (unit->kind != SL_UNIT_IMAGE && unit->size != UINT64_MAX && unit->size > limit) {
        settle(pass, i, SL_UNIT_FAILED,
               sl_printf(pass->mem, "%llu bytes, at most %llu are read (limit unit_bytes)",
                         (unsigned long long)unit->size, (unsigned long long)limit));
    } else if (!recall_unit(pass, i)) {
        *sl_list_add(pass->mem, &pass->queue) = i;
        pass->weight_left += weight_of(unit);
    }
}

/* The fact is handed over when its turn has come; what the scanner refuses fails the unit. */
static void gather(sl_pass *pass, record *r)
{
    const sl_unit *unit = unit_at(pass, r->report.unit);
    for (size_t i = 0; i < r->report.facts.n; i++) {
        const sl_report_fact *fact = &r->report.facts.v[i];
        const sl_scanner *scanner = pass->spec.scanners[fact->scanner].kind->scanner;
        sl_err e = {0};
        if (!scanner->gather || scanner->gather(pass->states[fact->scanner], unit, fact->bytes, &e))
            continue;
        sl_report_state(&r->report, pass->mem, fact->scanner, SL_UNIT_FAILED,
                        sl_dup(pass->mem, sl_str_of(e.text)));
    }
    sl_buf_clear(&r->facts);
}

/* States by scanner; of several for one scanner the worst. */
static void emit_states(sl_pass *pass, const sl_report *report)
{
    for (size_t s = 0; s <= pass->spec.n_scanners; s++) {
        size_t scanner = s < pass->spec.n_scanners ? s : SIZE_MAX;
        const sl_unit_result *worst = NULL;
        for (size_t i = 0; i < report->states.n; i++)
            if (report->states.v[i].scanner == scanner &&
                (!worst || report->states.v[i].state > worst->state))
                worst = &report->states.v[i];
        if (worst)
            *sl_list_add(pass->mem, &pass->result->units) = *worst;
    }
}

static void emit_measures(sl_pass *pass, const sl_measures *measures)
{
    for (size_t i = 0; i < measures->n; i++) {
        sl_measure *m = sl_list_add(pass->mem, &pass->result->measures);
        *m = measures->v[i];
        m->name = sl_dup(pass->mem, m->name);
        m->folder = sl_text_clean(pass->mem, m->folder);
    }
}

static void emit_hits(sl_pass *pass, const sl_report *report)
{
    for (size_t i = 0; i < report->hits.n; i++)
        *sl_list_add(pass->mem, &pass->result->findings) = report->hits.v[i].finding;
}

/* Passes on all units that are done and have no undone one before them. */
static void emit(sl_pass *pass)
{
    while (pass->n_emitted < pass->spec.source->units.n) {
        record *r = pass->records[pass->n_emitted];
        if (!r || !r->is_done)
            break;
        gather(pass, r);
        emit_states(pass, &r->report);
        emit_hits(pass, &r->report);
        pass->n_emitted++;
    }
    if (pass->spec.progress)
        pass->spec.progress(pass->spec.context, pass->n_done, pass->spec.source->units.n);
}

static size_t next_unit(sl_pass *pass)
{
    if (pass->alone.n)
        return pass->alone.v[--pass->alone.n];
    if (pass->again.n)
        return pass->again.v[--pass->again.n];
    size_t unit = pass->queue.v[pass->head++];
    pass->weight_left -= weight_of(unit_at(pass, unit));
    return unit;
}

/* Batches shrink towards the end, so that the workers end together. */
static size_t on_next(void *context, unsigned char *batch)
{
    sl_pass *pass = context;
    size_t size = sl_batch_item_size(pass->spec.n_scanners);
    uint64_t share = pass->weight_left / (4 * (uint64_t)pass->n_workers);
    uint64_t weight = 0;
    size_t n_left = pass->queue.n - pass->head + pass->again.n;
    size_t most = (n_left + pass->n_workers - 1) / pass->n_workers;
    size_t n = 0;
    most = most < SL_BATCH_ITEMS ? most : SL_BATCH_ITEMS;
    n_left += pass->alone.n;
    if (pass->alone.n)
        most = 1;
    share = share > batch_weight ? share : batch_weight;
    for (; n < most && n_left && weight < share; n_left--) {
        size_t unit = next_unit(pass);
        sl_batch_item *item = (sl_batch_item *)(void *)(batch + n++ * size);
        item->unit = (uint32_t)unit;
        memcpy(item->scanners, pass->wanted + unit * pass->mask_bytes, pass->mask_bytes);
        weight += weight_of(unit_at(pass, unit));
    }
    return n;
}

static bool is_of_source(const sl_report *report, sl_unit_state state)
{
    return report->states.n == 1 && report->states.v[0].scanner == SIZE_MAX &&
           report->states.v[0].state == state;
}

/* Where the source knows the content, what is said has to be about it: it is kept under that id. */
static bool is_of_content(const sl_pass *pass, const sl_report *report)
{
    const sl_id *asked = &unit_at(pass, report->unit)->id;
    return asked->kind == SL_ID_NONE || sl_id_eq(asked, &report->id) ||
           is_of_source(report, SL_UNIT_FAILED);
}

/* A report has to speak of the scanners that were asked, of each once, or of the source. */
static bool is_answer(const sl_pass *pass, const sl_report *report)
{
    size_t n_wanted = 0;
    if (!is_of_content(pass, report))
        return false;
    for (size_t s = 0; s < pass->spec.n_scanners; s++)
        n_wanted += is_wanted(pass, report->unit, s);
    for (size_t i = 0; i < report->hits.n; i++)
        if (!is_wanted(pass, report->unit, report->hits.v[i].scanner))
            return false;
    for (size_t i = 0; i < report->facts.n; i++)
        if (!is_wanted(pass, report->unit, report->facts.v[i].scanner))
            return false;
    if (is_of_source(report, SL_UNIT_SKIPPED) || is_of_source(report, SL_UNIT_FAILED))
        return true;
    for (size_t i = 0; i < report->states.n; i++) {
        size_t scanner = report->states.v[i].scanner;
        if (scanner == SIZE_MAX || !is_wanted(pass, report->unit, scanner) ||
            (i && scanner <= report->states.v[i - 1].scanner))
            return false;
    }
    return report->states.n == n_wanted;
}

/* Keeps the bytes of facts beyond the message that they came in. */
static bool keep_facts(record *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->report.facts.n; i++)
        n += r->report.facts.v[i].bytes.n;
    if (n && !sl_buf_room(&r->facts, n))
        return false;
    for (size_t i = 0; i < r->report.facts.n; i++) {
        sl_str *bytes = &r->report.facts.v[i].bytes;
        size_t at = r->facts.n;
        sl_buf_add(&r->facts, *bytes);
        if (bytes->n)
            bytes->p = r->facts.p + at;
    }
    return true;
}

/* What is known already: of scanners that were lost before, or recalled. */
static void add_known(sl_pass *pass, sl_report *report, const sl_report *known)
{
    for (size_t i = 0; i < known->states.n; i++)
        *sl_list_add(pass->mem, &report->states) = known->states.v[i];
    for (size_t i = 0; i < known->facts.n; i++)
        *sl_list_add(pass->mem, &report->facts) = known->facts.v[i];
}

static bool on_report(void *context, size_t unit, sl_str bytes)
{
    sl_pass *pass = context;
    sl_report report;
    if (!sl_report_read(&report, pass->mem, &pass->spec, unit, bytes, NULL) ||
        !is_answer(pass, &report))
        return false;
    record *r = record_of(pass, unit);
    sl_recall_keep(pass->recall, &report);
    add_known(pass, &report, &r->report);
    r->report = report;
    if (unit != pass->n_emitted && !keep_facts(r))
        return false;
    sl_unit *asked = &pass->spec.source->units.v[unit];
    if (asked->id.kind == SL_ID_NONE)
        asked->id = report.id;
    if (report.secrets.n)
        pass->secrets[unit] = &r->report.secrets;
    r->is_done = true;
    pass->n_done++;
    emit(pass);
    return true;
}

static void on_again(void *context, size_t unit, bool alone)
{
    sl_pass *pass = context;
    if (alone)
        *sl_list_add(pass->mem, &pass->alone) = unit;
    else
        *sl_list_add(pass->mem, &pass->again) = unit;
}

/* The scanner that the worker ended in never sees the unit again; the others do. */
static void on_lost(void *context, const sl_loss *loss)
{
    sl_pass *pass = context;
    unsigned char *mask = pass->wanted + loss->unit * pass->mask_bytes;
    if (loss->scanner == SIZE_MAX || !is_wanted(pass, loss->unit, loss->scanner)) {
        settle(pass, loss->unit, SL_UNIT_FAILED, loss->reason);
        emit(pass);
        return;
    }
    record *r = record_of(pass, loss->unit);
    sl_report_state(&r->report, pass->mem, loss->scanner, SL_UNIT_FAILED, loss->reason);
    mask[loss->scanner / 8] &= (unsigned char)~(1u << loss->scanner % 8);
    for (size_t i = 0; i < pass->mask_bytes; i++)
        if (mask[i]) {
            on_again(pass, loss->unit, false);
            return;
        }
    r->is_done = true;
    pass->n_done++;
    emit(pass);
}

static void fail(sl_pass *pass, const sl_err *e)
{
    if (!pass->has_failed)
        pass->failure = *e;
    pass->has_failed = true;
}

/* Hits that a scanner could only make when it had seen everything go the way of all others. */
static bool finish_scanner(sl_pass *pass, size_t s, sl_arena *mem, sl_err *e)
{
    const sl_scanner *scanner = pass->spec.scanners[s].kind->scanner;
    sl_sink *sink = sl_sink_new(mem, &pass->spec, NULL, (sl_str){0});
    sl_report report;
    sl_buf bytes;
    char type = 0;
    sl_str content = {0};
    sl_sink_secrets(sink, pass->secrets);
    sl_sink_begin(sink, s);
    bool ok = scanner->finish(pass->states[s], sink, e);
    sl_sink_end(sink, ok, e);
    sl_report *made = sl_sink_report(sink);
    made->unit = SIZE_MAX;
    sl_buf_init(&bytes, (size_t)SL_FRAME_MAX + SL_FRAME_HEAD);
    if (made->states.v[0].state == SL_UNIT_FAILED) {
        ok = sl_fail(e, SL_EFAIL, "%.*s", SL_FMT(made->states.v[0].reason));
    } else if (ok && !sl_report_write(&bytes, made)) {
        ok = sl_fail(e, SL_ETOOBIG, "more than %d bytes of results", SL_FRAME_MAX);
    } else if (ok) {
        sl_str rest = sl_buf_str(&bytes);
        ok = sl_frame_take(&rest, &type, &content) == 1 &&
             sl_report_read(&report, pass->mem, &pass->spec, SIZE_MAX, content, e);
        if (ok) {
            emit_hits(pass, &report);
            emit_measures(pass, sl_sink_measures(sink));
        }
    }
    sl_buf_clear(&bytes);
    return ok || sl_fail_more(e, "stage %.*s", SL_FMT(pass->spec.scanners[s].stage));
}

static void finish_scanners(sl_pass *pass)
{
    for (size_t s = 0; s < pass->spec.n_scanners && !pass->has_failed && !pass->is_stopped; s++) {
        sl_err e = {0};
        if (!pass->spec.scanners[s].kind->scanner->finish)
            continue;
        sl_arena *mem = sl_arena_new();
        if (!finish_scanner(pass, s, mem, &e))
            fail(pass, &e);
        sl_arena_free(mem);
    }
}

static void close_all(sl_pass *pass)
{
    for (size_t s = 0; s < pass->n_open; s++)
        if (pass->spec.scanners[s].kind->scanner->close)
            pass->spec.scanners[s].kind->scanner->close(pass->states[s]);
    pass->n_open = 0;
    sl_recall_end(pass->recall);
    pass->recall = NULL;
    sl_sandbox_close(pass->sandbox);
    pass->sandbox = NULL;
}

/* Units that nobody got to see have failed. */
static void settle_rest(sl_pass *pass, sl_str reason)
{
    for (size_t i = pass->n_emitted; i < pass->spec.source->units.n; i++)
        if (!pass->records[i] || !pass->records[i]->is_done)
            settle(pass, i, SL_UNIT_FAILED, reason);
    emit(pass);
}

static void on_ended(void *context, const sl_err *e)
{
    sl_pass *pass = context;
    if (e)
        fail(pass, e);
    settle_rest(pass, e ? sl_dup(pass->mem, sl_str_of(e->text)) : SL_S("interrupted"));
    finish_scanners(pass);
    close_all(pass);
    pass->spec.done(pass->spec.context, !pass->has_failed,
                    pass->has_failed ? &pass->failure : NULL);
}

static void on_nothing(void *context)
{
    on_ended(context, NULL);
}

static bool open_scanners(sl_pass *pass, sl_err *e)
{
    for (size_t s = 0; s < pass->spec.n_scanners; s++) {
        const sl_pass_scanner *part = &pass->spec.scanners[s];
        sl_scan_setup setup = {.mem = pass->mem,
                               .options = part->options,
                               .rules = part->rules,
                               .stage = part->stage,
                               .context = pass->spec.scanners_context,
                               .profile = pass->spec.profile};
        if (!part->kind->scanner->open(&pass->states[s], &setup, e))
            return sl_fail_more(e, "stage %.*s", SL_FMT(part->stage));
        pass->n_open++;
    }
    return true;
}

static unsigned processors(void)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) < 0)
        return 1;
    int n = CPU_COUNT(&set);
    return n > 0 ? (unsigned)n : 1;
}

/* As many as were asked for, or one a processor where there is work for them; never idle ones. */
static unsigned count_workers(const sl_pass *pass)
{
    uint64_t useful = pass->weight_left / worker_weight + 1;
    uint64_t n = pass->spec.jobs ? pass->spec.jobs : processors();
    if (!pass->spec.jobs && n > useful)
        n = useful;
    n = n < pass->queue.n ? n : pass->queue.n;
    return n < WORKERS_MAX ? (unsigned)n : WORKERS_MAX;
}

static bool start_crew(sl_pass *pass, sl_err *e)
{
    const sl_source *source = pass->spec.source;
    sl_sandbox_spec sandbox = {.memory = pass->spec.limits.memory + source->mapped,
                               .cpu_seconds = pass->spec.limits.cpu_seconds,
                               .is_required = pass->spec.require_sandbox};
    if (source->root.n)
        *sl_list_add(pass->mem, &sandbox.readable) = source->root;
    for (size_t i = 0; i < source->also.n; i++)
        *sl_list_add(pass->mem, &sandbox.readable) = source->also.v[i];
    if (!sl_sandbox_open(&pass->sandbox, pass->mem, &sandbox, &pass->result->sandbox_notes, e))
        return false;
    pass->n_workers = count_workers(pass);
    sl_crew_spec crew = {
        .job = {.spec = &pass->spec,
                .states = pass->states,
                .sandbox = pass->sandbox,
                .parent = getpid()},
        .n_workers = pass->n_workers,
        .context = pass,
        .next = on_next,
        .report = on_report,
        .lost = on_lost,
        .again = on_again,
        .ended = on_ended,
    };
    return sl_crew_start(&pass->crew, pass->mem, pass->loop, &crew, e);
}

static sl_pass *new_pass(sl_arena *mem, sl_loop *loop, const sl_pass_spec *spec)
{
    sl_pass *pass = sl_alloc(mem, sizeof *pass);
    size_t n = spec->source->units.n;
    pass->mem = mem;
    pass->loop = loop;
    pass->spec = *spec;
    set_limits(&pass->spec.limits);
    pass->mask_bytes = (spec->n_scanners + 7) / 8;
    pass->states = sl_alloc_array(mem, spec->n_scanners, sizeof *pass->states);
    pass->wanted = sl_alloc_array(mem, n, pass->mask_bytes);
    pass->records = sl_alloc_array(mem, n, sizeof(record *));
    pass->secrets = sl_alloc_array(mem, n, sizeof(sl_secrets *));
    return pass;
}

bool sl_pass_start(sl_pass **out, sl_arena *mem, sl_loop *loop, const sl_pass_spec *spec,
                   sl_pass_result *result, sl_err *e)
{
    if (spec->n_scanners > SCANNERS_MAX)
        return sl_fail(e, SL_ETOOBIG, "%zu scanning stages at once, at most %d are possible",
                       spec->n_scanners, SCANNERS_MAX);
    if (spec->source->units.n >= UINT32_MAX)
        return sl_fail(e, SL_ETOOBIG, "%zu files, at most %u are possible", spec->source->units.n,
                       UINT32_MAX);
    sl_pass *pass = new_pass(mem, loop, spec);
    pass->result = result;
    *out = pass;
    bool ok = open_scanners(pass, e);
    pass->recall = ok ? sl_recall_new(mem, &pass->spec) : NULL;
    for (size_t i = 0; ok && i < spec->source->units.n; i++)
        sort_unit(pass, i);
    sl_recall_rest(pass->recall);
    if (ok && pass->queue.n == 0)
        sl_loop_timer(loop, 0, on_nothing, pass);
    else if (ok)
        ok = start_crew(pass, e);
    if (!ok)
        close_all(pass);
    return ok;
}

void sl_pass_stop(sl_pass *pass)
{
    pass->is_stopped = true;
    if (pass->crew)
        sl_crew_stop(pass->crew);
}

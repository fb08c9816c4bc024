/* One worker: reads each unit once, shows it to every scanner that wants it, and reports. Reports
   are gathered and sent when they are many or old; the shared progress word says where it stands.
 */
#include "engine/work/worker.h"

#include <errno.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/loop.h"
#include "engine/source/open.h"
#include "engine/work/sink.h"
#include "engine/work/wire.h"

enum { FLUSH_BYTES = 32 << 10, FLUSH_MS = 20, KEPT_CONTENT = 4 << 20 };

typedef struct worker {
    const sl_worker_job *job;
    sl_arena *mem; /* of one unit */
    sl_buf content;
    sl_buf out; /* frames to send */
    uint64_t sent_ms;
    unsigned char *batch;
} worker;

size_t sl_batch_item_size(size_t n_scanners)
{
    size_t align = _Alignof(sl_batch_item);
    return (sizeof(sl_batch_item) + (n_scanners + 7) / 8 + align - 1) / align * align;
}

/* The parent is gone: so is the reason to be here. */
static void flush(worker *w)
{
    size_t done = 0;
    while (done < w->out.n) {
        ssize_t n = send(w->job->fd, w->out.p + done, w->out.n - done, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR)
            _exit(SL_WORKER_DONE);
        done += n > 0 ? (size_t)n : 0;
    }
    sl_buf_reset(&w->out);
    w->sent_ms = sl_now_ms();
}

static bool receive(worker *w, void *to, size_t n)
{
    size_t done = 0;
    while (done < n) {
        ssize_t got = recv(w->job->fd, (char *)to + done, n - done, 0);
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        done += got > 0 ? (size_t)got : 0;
    }
    return true;
}

/* Sends the report, or one that says why it cannot be sent. */
static void send_report(worker *w, const sl_report *report)
{
    if (!sl_report_write(&w->out, report)) {
        sl_report failed = {.unit = report->unit};
        sl_report_state(&failed, w->mem, SIZE_MAX, SL_UNIT_FAILED,
                        sl_printf(w->mem, "more than %d bytes of results", SL_FRAME_MAX));
        flush(w);
        sl_report_write(&w->out, &failed);
    }
    if (w->out.n >= FLUSH_BYTES || sl_now_ms() - w->sent_ms >= FLUSH_MS)
        flush(w);
}

static void send_state(worker *w, size_t unit, const sl_id *id, sl_unit_state state, sl_str reason)
{
    sl_report report = {.unit = unit, .id = *id};
    sl_report_state(&report, w->mem, SIZE_MAX, state, reason);
    send_report(w, &report);
}

/* The id of what was read. Results are kept under it, so that where they are, one that the source
   gave is checked. */
static bool name_content(worker *w, size_t index, sl_unit *unit)
{
    const sl_pass_spec *spec = w->job->spec;
    bool is_given = unit->id.kind != SL_ID_NONE;
    bool has_memory = spec->source->is_history ? spec->shelf != NULL : spec->cache != NULL;
    bool is_kept = has_memory && !spec->vault && !spec->reveals;
    if (is_given && (!is_kept || unit->id.kind != SL_ID_GIT_SHA1))
        return true;
    sl_id read = sl_git_blob_id(sl_buf_str(&w->content));
    if (is_given && memcmp(read.bytes, unit->id.bytes, sizeof read.bytes) != 0) {
        send_state(w, index, &(sl_id){0}, SL_UNIT_FAILED,
                   SL_S("the object does not have the content of its name: the repository is "
                        "damaged (see git fsck)"));
        return false;
    }
    unit->id = read;
    return true;
}

/* Reads the content of a file or link; false when there is nothing to scan, which is reported. */
static bool read_unit(worker *w, size_t index, sl_unit *unit)
{
    const sl_pass_spec *spec = w->job->spec;
    sl_err e = {0};
    sl_buf_reset(&w->content);
    if (unit->kind == SL_UNIT_IMAGE)
        return true;
    if (!spec->source->read(spec->source, index, &w->content, &e)) {
        if (e.kind == SL_ETOOBIG)
            sl_fail_more(&e, "limit unit_bytes of %llu bytes",
                         (unsigned long long)spec->limits.unit_bytes);
        send_state(w, index, &unit->id, SL_UNIT_FAILED, sl_str_of(e.text));
        return false;
    }
    if (!name_content(w, index, unit))
        return false;
    unit->size = w->content.n;
    if (!sl_is_lfs_pointer(sl_buf_str(&w->content)))
        return true;
    send_state(w, index, &unit->id, SL_UNIT_SKIPPED,
               SL_S("Git LFS pointer: the content is not in the repository"));
    return false;
}

static void scan_unit(worker *w, const sl_batch_item *item)
{
    const sl_pass_spec *spec = w->job->spec;
    sl_unit unit = spec->source->units.v[item->unit];
    sl_arena_reset(w->mem);
    if (!read_unit(w, item->unit, &unit))
        return;
    sl_str text = sl_buf_str(&w->content);
    sl_sink *sink = sl_sink_new(w->mem, spec, &unit, text);
    for (size_t i = 0; i < spec->n_scanners; i++) {
        if (!(item->scanners[i / 8] >> i % 8 & 1))
            continue;
        sl_err e = {0};
        atomic_store(&w->job->progress->scanner, (uint32_t)i);
        sl_sink_begin(sink, i);
        bool ok = spec->scanners[i].kind->scanner->scan(w->job->states[i], &unit, text, sink, &e);
        sl_sink_end(sink, ok, &e);
    }
    sl_report *report = sl_sink_report(sink);
    report->unit = item->unit;
    report->id = unit.id;
    send_report(w, report);
    if (w->content.cap > KEPT_CONTENT)
        sl_buf_clear(&w->content);
}

static void begin(worker *w)
{
    sl_progress *progress = w->job->progress;
    atomic_store(&progress->scanner, UINT32_MAX);
    atomic_store(&progress->began_ms, sl_now_ms());
    atomic_fetch_add(&progress->item, 1);
}

/* A worker that has used half of its processor time makes room for a fresh one, so that the limit
   only ever ends a unit that runs wild. */
static bool is_worn(const worker *w)
{
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (uint64_t)used.tv_sec * 2 >= w->job->spec->limits.cpu_seconds;
}

static bool run_batch(worker *w)
{
    uint32_t n = 0;
    size_t size = sl_batch_item_size(w->job->spec->n_scanners);
    if (!receive(w, &n, sizeof n) || n > SL_BATCH_ITEMS || !receive(w, w->batch, n * size))
        return false;
    w->sent_ms = sl_now_ms();
    for (size_t i = 0; i < n; i++) {
        begin(w);
        scan_unit(w, (const sl_batch_item *)(const void *)(w->batch + i * size));
    }
    bool goes_on = !is_worn(w);
    if (!goes_on)
        sl_frame_write(&w->out, SL_FRAME_RETIRE);
    flush(w);
    return goes_on;
}

_Noreturn void sl_worker_run(const sl_worker_job *job)
{
    worker w = {.job = job, .mem = sl_arena_new()};
    sl_err e = {0};
    size_t size = sl_batch_item_size(job->spec->n_scanners);
    w.batch = sl_alloc_array(sl_arena_new(), SL_BATCH_ITEMS, size);
    sl_buf_init(&w.content, (size_t)job->spec->limits.unit_bytes);
    sl_buf_init(&w.out, (size_t)SL_FRAME_MAX + FLUSH_BYTES + SL_FRAME_HEAD);
    if (!sl_sandbox_enter(job->sandbox, job->parent, job->fd, &job->progress->violation, &e)) {
        memcpy(job->progress->sentence, e.text, sizeof e.text);
        _exit(SL_WORKER_SANDBOX);
    }
    while (run_batch(&w))
        ;
    _exit(SL_WORKER_DONE);
}

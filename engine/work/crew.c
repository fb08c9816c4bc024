/* Each worker has a batch; it reports on its units in order. When it ends with units outstanding,
   the one that it had in hand is lost, the others are done again by somebody else. */
#include "engine/work/crew.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/work/clean.h"
#include "engine/work/wire.h"

enum { UNIT_MS = 30000, IMAGE_MS = 600000, BARREN_MAX = 3, READ_STEP = 64 << 10 };

typedef struct member {
    sl_crew *crew;
    int pid; /* 0: no process */
    int fd;
    sl_watch *readable, *exit, *deadline;
    sl_buf in;
    sl_progress *progress;
    unsigned char *batch;
    size_t n_items, n_reported;
    uint32_t begun_before; /* items begun before this batch */
    uint64_t given_ms, heard_ms;
    bool is_late, is_broken, is_retiring;
} member;

struct sl_crew {
    sl_arena *mem;
    sl_loop *loop;
    sl_crew_spec spec;
    member *members;
    size_t n_running;
    unsigned n_barren; /* workers in a row that ended without having done anything */
    bool is_stopping;
    bool has_failed;
    sl_err failure;
};

static void feed(member *m);
static void on_deadline(void *context);

uint64_t sl_unit_limit_ms(const sl_pass_limits *limits, const sl_unit *unit)
{
    if (limits->unit_ms)
        return limits->unit_ms;
    return unit->kind == SL_UNIT_IMAGE ? IMAGE_MS : UNIT_MS;
}

static size_t unit_of(const member *m, size_t i)
{
    size_t size = sl_batch_item_size(m->crew->spec.job.spec->n_scanners);
    return ((const sl_batch_item *)(const void *)(m->batch + i * size))->unit;
}

/* Index in the batch of the unit that the worker has in hand; n_items when it has none. */
static size_t in_hand(const member *m)
{
    uint32_t begun = atomic_load(&m->progress->item) - m->begun_before;
    if (begun > m->n_items)
        begun = (uint32_t)m->n_reported + 1;
    return begun > m->n_reported ? begun - 1 : m->n_items;
}

static uint64_t limit_of(const member *m, size_t i)
{
    const sl_pass_spec *spec = m->crew->spec.job.spec;
    return sl_unit_limit_ms(&spec->limits, &spec->source->units.v[unit_of(m, i)]);
}

/* Milliseconds until the unit in hand is late; 0 when it is. A worker that makes its clock lie
   still has the time of its batch only. */
static uint64_t time_left(const member *m)
{
    uint64_t now = sl_now_ms();
    size_t i = in_hand(m);
    uint64_t since = m->heard_ms;
    uint64_t limit = limit_of(m, i < m->n_items ? i : m->n_reported);
    if (i < m->n_items) {
        since = atomic_load(&m->progress->began_ms);
        since = since < m->given_ms ? m->given_ms : since;
        since = since < now ? since : now;
    }
    uint64_t whole = m->given_ms + limit * m->n_items;
    uint64_t due = since + limit < whole ? since + limit : whole;
    return due > now ? due - now : 0;
}

static void watch_deadline(member *m)
{
    sl_loop_drop(m->crew->loop, m->deadline);
    m->deadline = NULL;
    if (m->n_reported < m->n_items)
        m->deadline = sl_loop_timer(m->crew->loop, time_left(m), on_deadline, m);
}

static void on_deadline(void *context)
{
    member *m = context;
    m->deadline = NULL;
    if (m->n_reported < m->n_items && time_left(m) == 0) {
        m->is_late = true;
        kill(m->pid, SIGKILL);
        return;
    }
    watch_deadline(m);
}

/* Takes the frames that are whole; false when the worker does not speak our language. */
static bool take_frames(member *m)
{
    sl_str rest = sl_buf_str(&m->in);
    sl_str content = {0};
    char type = 0;
    int taken;
    while ((taken = sl_frame_take(&rest, &type, &content)) > 0) {
        if (type == SL_FRAME_RETIRE) {
            m->is_retiring = true;
            continue;
        }
        if (m->n_reported == m->n_items ||
            !m->crew->spec.report(m->crew->spec.context, unit_of(m, m->n_reported), content))
            return false;
        m->n_reported++;
        m->heard_ms = sl_now_ms();
        m->crew->n_barren = 0;
    }
    if (rest.n && rest.p != m->in.p)
        memmove(m->in.p, rest.p, rest.n);
    if (taken == 0 && rest.n == 0 && m->in.cap > READ_STEP * 4)
        sl_buf_clear(&m->in);
    m->in.n = taken == 0 ? rest.n : 0;
    sl_buf_wipe(&m->in, m->in.n);
    return taken == 0;
}

/* Reads what the worker has sent; false when nothing more can come. */
static bool drain(member *m)
{
    for (;;) {
        char *to = sl_buf_room(&m->in, READ_STEP);
        ssize_t n = to ? recv(m->fd, to, READ_STEP, MSG_DONTWAIT) : 0;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return true;
        if (n <= 0)
            return false;
        m->in.n += (size_t)n;
        if (!take_frames(m)) {
            m->is_broken = true;
            kill(m->pid, SIGKILL);
            return false;
        }
    }
}

static void release(member *m)
{
    sl_loop *loop = m->crew->loop;
    sl_loop_drop(loop, m->readable);
    sl_loop_drop(loop, m->deadline);
    close(m->fd);
    munmap(m->progress, sizeof *m->progress);
    sl_buf_clear(&m->in);
    m->readable = m->deadline = m->exit = NULL;
    m->progress = NULL;
    m->pid = 0;
    m->fd = -1;
    m->crew->n_running--;
}

static sl_str describe_signal(const member *m, int number)
{
    const sl_pass_limits *limits = &m->crew->spec.job.spec->limits;
    const char *text = sigdescr_np(number);
    if (number == SIGXCPU)
        return sl_printf(m->crew->mem,
                         "worker used up its %llu s of processor time while scanning"
                         " (limit cpu_seconds)",
                         (unsigned long long)limits->cpu_seconds);
    return sl_printf(m->crew->mem, "worker ended by signal %d (%s) while scanning", number,
                     text ? text : "unknown");
}

/* Why a worker ended, as a sentence for the ledger. */
static sl_str describe(const member *m, int status)
{
    sl_arena *mem = m->crew->mem;
    const sl_pass_limits *limits = &m->crew->spec.job.spec->limits;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    const char *said = m->progress->sentence;
    sl_str sentence = sl_text_clean(mem, sl_str_at(said, strnlen(said, SL_ERR_TEXT)));
    if (m->is_late)
        return sl_printf(mem, "not scanned within %llu ms (limit unit_ms); the worker was ended",
                         (unsigned long long)limit_of(m, m->n_reported));
    if (m->is_broken)
        return SL_S("worker sent a report that cannot be read");
    if (WIFSIGNALED(status))
        return describe_signal(m, WTERMSIG(status));
    if (code == SL_WORKER_MEMORY)
        return sl_printf(mem,
                         "worker ran out of memory while scanning (limit memory of %llu bytes)",
                         (unsigned long long)limits->memory);
    if (code == SL_SANDBOX_EXIT && m->progress->violation == SYS_tgkill)
        return SL_S("worker aborted while scanning"); /* which is what abort(3) calls */
    if (code == SL_SANDBOX_EXIT)
        return sl_printf(mem, "worker made the forbidden system call %.*s while scanning",
                         SL_FMT(sl_syscall_name(mem, m->progress->violation)));
    if (code == SL_WORKER_SANDBOX)
        return sl_printf(mem, "worker could not enter its sandbox: %.*s", SL_FMT(sentence));
    return sl_printf(mem, "worker ended with status %d while scanning", code);
}

/* Gives back what the worker did not do; what it had in hand is lost. When it has sent what is no
   report, any unit of the batch may have made it do so: they are done again one by one. */
static void settle_batch(member *m, sl_str reason)
{
    const sl_crew_spec *spec = &m->crew->spec;
    size_t culprit = in_hand(m);
    size_t scanner = atomic_load(&m->progress->scanner);
    size_t n_items = m->n_items;
    size_t from = m->n_reported;
    m->n_items = m->n_reported = 0;
    if (m->crew->is_stopping)
        return;
    bool is_unclear = m->is_broken && n_items - from > 1;
    if (m->is_broken)
        culprit = is_unclear ? n_items : from;
    for (size_t i = from; i < n_items; i++)
        if (i != culprit)
            spec->again(spec->context, unit_of(m, i), is_unclear);
    m->crew->n_barren = is_unclear ? 0 : m->crew->n_barren;
    if (culprit >= n_items)
        return;
    m->crew->n_barren = 0;
    spec->lost(spec->context,
               &(sl_loss){.unit = unit_of(m, culprit),
                          .scanner = scanner < spec->job.spec->n_scanners ? scanner : SIZE_MAX,
                          .reason = reason});
}

static void end_all(sl_crew *crew, const sl_err *e)
{
    if (e && !crew->has_failed)
        crew->failure = *e;
    crew->has_failed = crew->has_failed || e;
    crew->is_stopping = true;
    for (unsigned i = 0; i < crew->spec.n_workers; i++)
        if (crew->members[i].pid)
            kill(crew->members[i].pid, SIGKILL);
}

static bool is_busy(const member *m)
{
    return m->n_reported < m->n_items || m->is_retiring;
}

/* Lets the workers go when none has anything to do, and says so when the last is gone. The owner
   may free everything then: nothing is touched after it. */
static void check_end(sl_crew *crew)
{
    bool any_busy = false;
    for (unsigned i = 0; i < crew->spec.n_workers; i++)
        any_busy = any_busy || is_busy(&crew->members[i]);
    if (!any_busy && !crew->is_stopping)
        end_all(crew, NULL);
    if (crew->n_running == 0 && crew->is_stopping)
        crew->spec.ended(crew->spec.context, crew->has_failed ? &crew->failure : NULL);
}

/* Hands work to all who wait: a loss makes new work. */
static void feed_waiting(sl_crew *crew)
{
    for (unsigned i = 0; i < crew->spec.n_workers && !crew->is_stopping; i++)
        if (!is_busy(&crew->members[i]))
            feed(&crew->members[i]);
}

static void on_ended(void *context, int status)
{
    member *m = context;
    sl_crew *crew = m->crew;
    if (!m->is_broken)
        drain(m);
    sl_str reason = describe(m, status);
    crew->n_barren += !m->is_retiring;
    settle_batch(m, reason);
    release(m);
    if (crew->n_barren >= BARREN_MAX && !crew->is_stopping) {
        sl_err e = {0};
        sl_fail(&e, SL_EFAIL, "workers end before they scan anything: %.*s", SL_FMT(reason));
        end_all(crew, &e);
    }
    feed_waiting(crew);
    check_end(crew);
}

static void on_readable(void *context)
{
    member *m = context;
    if (!drain(m)) {
        sl_loop_drop(m->crew->loop, m->readable);
        m->readable = NULL;
        return;
    }
    if (is_busy(m) || m->crew->is_stopping)
        return;
    feed(m);
    check_end(m->crew);
}

_Noreturn static void run_child(const member *m, int fd)
{
    sl_worker_job job = m->crew->spec.job;
    job.progress = m->progress;
    job.fd = fd;
    sl_worker_run(&job);
}

/* Shared by this worker and its parent only: later workers do not inherit the page. */
static bool map_progress(member *m, sl_err *e)
{
    void *page =
        mmap(NULL, sizeof *m->progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        return sl_fail_errno(e, "cannot share memory with a worker");
    m->progress = page;
    m->progress->violation = -1;
    return true;
}

static bool spawn(member *m, sl_err *e)
{
    sl_crew *crew = m->crew;
    int ends[2];
    if (!map_progress(m, e))
        return false;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) {
        munmap(m->progress, sizeof *m->progress);
        return sl_fail_errno(e, "cannot make a socket for a worker");
    }
    int pid = fork();
    if (pid == 0)
        run_child(m, ends[1]);
    close(ends[1]);
    if (pid < 0) {
        sl_fail_errno(e, "cannot start a worker");
        close(ends[0]);
        munmap(m->progress, sizeof *m->progress);
        return false;
    }
    madvise(m->progress, sizeof *m->progress, MADV_DONTFORK);
    m->pid = pid;
    m->fd = ends[0];
    m->is_late = m->is_broken = m->is_retiring = false;
    sl_buf_init(&m->in, (size_t)SL_FRAME_MAX + SL_FRAME_HEAD + READ_STEP);
    m->in.is_secret = crew->spec.job.spec->vault != NULL;
    m->readable = sl_loop_fd(crew->loop, m->fd, false, on_readable, m);
    m->exit = sl_loop_child(crew->loop, pid, on_ended, m);
    crew->n_running++;
    return true;
}

/* A batch is far smaller than a socket's buffer, which is empty: it is sent whole or the worker is
   gone, which its exit will tell. */
static void send_batch(member *m)
{
    uint32_t n = (uint32_t)m->n_items;
    struct iovec parts[] = {
        {&n, sizeof n},
        {m->batch, m->n_items * sl_batch_item_size(m->crew->spec.job.spec->n_scanners)}};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
    m->begun_before = atomic_load(&m->progress->item);
    m->given_ms = m->heard_ms = sl_now_ms();
    if (sendmsg(m->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
        kill(m->pid, SIGKILL);
    watch_deadline(m);
}

static void feed(member *m)
{
    sl_crew *crew = m->crew;
    sl_err e = {0};
    sl_loop_drop(crew->loop, m->deadline);
    m->deadline = NULL;
    m->n_reported = 0;
    m->n_items = crew->spec.next(crew->spec.context, m->batch);
    if (m->n_items == 0)
        return;
    if (m->pid || spawn(m, &e)) {
        send_batch(m);
        return;
    }
    for (size_t i = 0; i < m->n_items; i++)
        crew->spec.again(crew->spec.context, unit_of(m, i), false);
    m->n_items = 0;
    if (crew->n_running == 0)
        end_all(crew, &e);
}

bool sl_crew_start(sl_crew **out, sl_arena *mem, sl_loop *loop, const sl_crew_spec *spec, sl_err *e)
{
    sl_crew *crew = sl_alloc(mem, sizeof *crew);
    size_t size = sl_batch_item_size(spec->job.spec->n_scanners);
    crew->mem = mem;
    crew->loop = loop;
    crew->spec = *spec;
    crew->members = sl_alloc_array(mem, spec->n_workers, sizeof *crew->members);
    for (unsigned i = 0; i < spec->n_workers; i++) {
        crew->members[i] = (member){.crew = crew, .fd = -1};
        crew->members[i].batch = sl_alloc_array(mem, SL_BATCH_ITEMS, size);
    }
    *out = crew;
    feed_waiting(crew);
    if (crew->n_running == 0) {
        if (e)
            *e = crew->failure;
        return false;
    }
    return true;
}

void sl_crew_stop(sl_crew *crew)
{
    end_all(crew, NULL);
}

/* One call in a sandboxed child: its answer is a byte that says whether it worked, and either what
   it wrote or the error. */
#include "engine/work/pass.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/sandbox/sandbox.h"
#include "engine/work/clean.h"

enum { READ_STEP = 64 << 10, CPU_SECONDS = 600, MEMORY_EXIT = 3 };
enum { WORKED = 'K', FAILED = 'E' };
static const uint64_t memory_max = (uint64_t)2 << 30;

typedef bool (*sandboxed_call)(void *context, sl_buf *out, sl_err *e);

/* The child as its parent sees it. */
typedef struct child {
    int pid, fd, status;
    bool is_late, is_over, has_ended;
    sl_buf answer;
    volatile int *violation;
    sl_loop *loop;
    sl_watch *readable;
} child;

static void send_all(int fd, sl_str bytes)
{
    while (bytes.n) {
        ssize_t n = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR)
            _exit(MEMORY_EXIT);
        bytes = sl_str_sub(bytes, n > 0 ? (size_t)n : 0, bytes.n);
    }
}

_Noreturn static void run_child(const child *c, const sl_sandbox *sandbox, int parent,
                                sandboxed_call call, void *context)
{
    sl_err e = {0};
    sl_buf out;
    sl_buf_init(&out, c->answer.max - 1);
    bool ok = sl_sandbox_enter(sandbox, parent, c->fd, c->violation, &e) && call(context, &out, &e);
    if (ok && out.is_over)
        ok = sl_fail(&e, SL_ETOOBIG, "a result of more than %zu bytes", out.max);
    const char head[] = {ok ? WORKED : FAILED, (char)e.kind};
    send_all(c->fd, sl_str_at(head, ok ? 1 : 2));
    send_all(c->fd, ok ? sl_buf_str(&out) : sl_str_of(e.text));
    _exit(0);
}

static void drain(child *c)
{
    for (;;) {
        char *to = sl_buf_room(&c->answer, READ_STEP);
        ssize_t n = to ? recv(c->fd, to, READ_STEP, MSG_DONTWAIT) : 0;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        if (!to) {
            c->is_over = true;
            kill(c->pid, SIGKILL);
        }
        if (n <= 0)
            break;
        c->answer.n += (size_t)n;
    }
    sl_loop_drop(c->loop, c->readable);
    c->readable = NULL;
}

static void on_readable(void *context)
{
    drain(context);
}

static void on_late(void *context)
{
    child *c = context;
    c->is_late = true;
    kill(c->pid, SIGKILL);
}

static void on_ended(void *context, int status)
{
    child *c = context;
    c->status = status;
    c->has_ended = true;
    if (!c->is_over)
        drain(c);
}

/* The sentence for a child that gave no answer. */
static bool blame(const child *c, sl_arena *mem, uint64_t timeout_ms, sl_err *e)
{
    int code = WIFEXITED(c->status) ? WEXITSTATUS(c->status) : -1;
    if (c->is_late)
        return sl_fail(e, SL_ETOOBIG, "not done within %llu ms", (unsigned long long)timeout_ms);
    if (c->is_over)
        return sl_fail(e, SL_ETOOBIG, "a result of more than %zu bytes", c->answer.max);
    if (code == SL_SANDBOX_EXIT)
        return sl_fail(e, SL_EDENIED, "the sandboxed process made the forbidden system call %.*s",
                       SL_FMT(sl_syscall_name(mem, *c->violation)));
    if (code == MEMORY_EXIT)
        return sl_fail(e, SL_ETOOBIG, "the sandboxed process ran out of memory");
    if (WIFSIGNALED(c->status))
        return sl_fail(e, SL_EFAIL, "the sandboxed process ended by signal %d",
                       WTERMSIG(c->status));
    return sl_fail(e, SL_EFAIL, "the sandboxed process ended with status %d", code);
}

static bool read_answer(sl_buf *out, const child *c, sl_arena *mem, sl_err *e)
{
    sl_str answer = sl_buf_str(&c->answer);
    if (answer.p[0] == WORKED)
        return sl_buf_add(out, sl_str_sub(answer, 1, answer.n)) ||
               sl_fail(e, SL_ETOOBIG, "a result of more than %zu bytes", out->max);
    sl_str text = sl_text_clean(mem, sl_str_sub(answer, 2, answer.n));
    unsigned kind = answer.n > 1 ? (unsigned char)answer.p[1] : SL_EFAIL;
    kind = kind > SL_OK && kind <= SL_EINTR ? kind : SL_EFAIL;
    return sl_fail(e, (sl_err_kind)kind, "%.*s", SL_FMT(text));
}

static bool wait_for(child *c, uint64_t timeout_ms, sl_err *e)
{
    sl_watch *deadline = timeout_ms ? sl_loop_timer(c->loop, timeout_ms, on_late, c) : NULL;
    c->readable = sl_loop_fd(c->loop, c->fd, false, on_readable, c);
    sl_loop_child(c->loop, c->pid, on_ended, c);
    bool ok = true;
    while (ok && !c->has_ended)
        ok = sl_loop_step(c->loop, e);
    sl_loop_drop(c->loop, deadline);
    sl_loop_drop(c->loop, c->readable);
    return ok;
}

static bool fork_child(child *c, const sl_sandbox *sandbox, sandboxed_call call, void *context,
                       sl_err *e)
{
    int ends[2];
    int parent = getpid();
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        return sl_fail_errno(e, "cannot make a socket for a sandboxed process");
    c->pid = fork();
    c->fd = ends[c->pid == 0];
    if (c->pid == 0)
        run_child(c, sandbox, parent, call, context);
    close(ends[1]);
    if (c->pid > 0)
        return true;
    sl_fail_errno(e, "cannot start a sandboxed process");
    close(ends[0]);
    return false;
}

bool sl_sandboxed(sl_buf *out, bool (*call)(void *context, sl_buf *out, sl_err *e), void *context,
                  uint64_t timeout_ms, sl_err *e)
{
    sl_arena *mem = sl_arena_new();
    sl_strs notes = {0};
    sl_sandbox *sandbox = NULL;
    sl_sandbox_spec spec = {.memory = memory_max, .cpu_seconds = CPU_SECONDS};
    child c = {.fd = -1};
    void *page = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    bool ok = page != MAP_FAILED || sl_fail_errno(e, "cannot share memory with a process");
    c.violation = page;
    sl_buf_init(&c.answer, out->max - out->n < SIZE_MAX / 2 ? out->max - out->n + 1 + READ_STEP
                                                            : SIZE_MAX / 2);
    ok = ok && sl_sandbox_open(&sandbox, mem, &spec, &notes, e) && sl_loop_new(&c.loop, e) &&
         fork_child(&c, sandbox, call, context, e);
    if (ok) {
        ok = wait_for(&c, timeout_ms, e);
        bool is_answer = ok && !c.is_late && !c.is_over && c.answer.n && WIFEXITED(c.status) &&
                         WEXITSTATUS(c.status) == 0;
        ok = ok && (is_answer ? read_answer(out, &c, mem, e) : blame(&c, mem, timeout_ms, e));
        close(c.fd);
    }
    sl_loop_free(c.loop);
    sl_sandbox_close(sandbox);
    sl_buf_clear(&c.answer);
    if (page != MAP_FAILED)
        munmap(page, sizeof(int));
    sl_arena_free(mem);
    return ok;
}

/* Children on the event loop. The child gets three descriptors, its own process group and a clean
   environment; its output comes back line by line with secrets masked. */
#include "base/process.h"

#include "base/keeper.h"
#include "base/mask.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_LINE = 65536, GRACE_MS = 5000, READ_SIZE = 65536, EXIT_NOT_STARTED = 127 };

/** One of the child's two outputs. */
typedef struct stream {
    sl_process *process;
    int fd;
    bool is_error;
    sl_watch *watch;
    sl_buf line;
} stream;

struct sl_process {
    sl_loop *loop;
    sl_process_spec spec;
    sl_mask *mask;
    pid_t pid;
    stream out, err;
    int input_fd;
    size_t input_at;
    sl_watch *input_watch, *child_watch, *timer;
    int status;
    bool has_ended, is_timeout;
};

static void emit(stream *s, sl_str line)
{
    sl_process *p = s->process;
    if (p->spec.line)
        p->spec.line(p->spec.context, sl_mask_line(p->mask, line), s->is_error);
}

/* Hands over whole lines; a longer one than allowed goes in pieces, none of which ends within a
   secret: so one is only cut when as much of it is there as a secret may take. */
static void hand_over(stream *s, bool at_end)
{
    const sl_mask *mask = s->process->mask;
    sl_str rest = sl_buf_str(&s->line);
    size_t max = s->process->spec.max_line;
    size_t enough = max + (at_end ? 0 : sl_mask_longest(mask));
    for (;;) {
        size_t newline = sl_str_chr(rest, '\n');
        if (newline == SIZE_MAX && rest.n <= enough)
            break;
        size_t n = newline <= max ? newline : sl_mask_cut(mask, sl_str_sub(rest, 0, newline), max);
        emit(s, sl_str_sub(rest, 0, n));
        rest = sl_str_sub(rest, n + (newline == n), rest.n);
    }
    if (at_end && rest.n) {
        emit(s, rest);
        rest.n = 0;
    }
    if (rest.n)
        memmove(s->line.p, rest.p, rest.n);
    s->line.n = rest.n;
    if (s->line.p)
        s->line.p[rest.n] = 0;
}

static void close_stream(stream *s)
{
    if (s->fd < 0)
        return;
    hand_over(s, true);
    sl_loop_drop(s->process->loop, s->watch);
    close(s->fd);
    s->fd = -1;
}

static void free_process(sl_process *p)
{
    sl_buf_clear(&p->out.line);
    sl_buf_clear(&p->err.line);
    sl_mask_free(p->mask);
    free(p);
}

static void close_input(sl_process *p)
{
    if (p->input_fd < 0)
        return;
    sl_loop_drop(p->loop, p->input_watch);
    close(p->input_fd);
    p->input_fd = -1;
}

/* The end is told when the child is gone and both outputs are closed. */
static void finish_if_done(sl_process *p)
{
    if (!p->has_ended || p->out.fd >= 0 || p->err.fd >= 0)
        return;
    bool is_signal = WIFSIGNALED(p->status);
    const sl_process_end end = {.is_timeout = p->is_timeout,
                                .is_signal = is_signal,
                                .code = is_signal ? WTERMSIG(p->status) : WEXITSTATUS(p->status)};
    sl_loop_drop(p->loop, p->timer);
    close_input(p);
    sl_process_spec spec = p->spec;
    free_process(p);
    if (spec.end)
        spec.end(spec.context, &end);
}

static void on_output(void *context)
{
    stream *s = context;
    char *to = sl_buf_room(&s->line, READ_SIZE);
    ssize_t n = to ? read(s->fd, to, READ_SIZE) : 0;
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (n > 0) {
        s->line.n += (size_t)n;
        s->line.p[s->line.n] = 0;
        hand_over(s, false);
        return;
    }
    close_stream(s);
    finish_if_done(s->process);
}

static void on_input(void *context)
{
    sl_process *p = context;
    sl_str left = sl_str_sub(p->spec.input, p->input_at, p->spec.input.n);
    ssize_t n = left.n ? write(p->input_fd, left.p, left.n) : 0;
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (n > 0)
        p->input_at += (size_t)n;
    if (n < 0 || p->input_at == p->spec.input.n)
        close_input(p);
}

/* After KILL nothing of the command writes any more, unless it has done away with its keeper: then
   what is left of it is not waited for. */
static void give_up(void *context)
{
    sl_process *p = context;
    p->timer = NULL;
    if (!p->has_ended) {
        kill(p->pid, SIGKILL);
        p->timer = sl_loop_timer(p->loop, p->spec.grace_ms, give_up, p);
        return;
    }
    close_stream(&p->out);
    close_stream(&p->err);
    finish_if_done(p);
}

static void kill_all(void *context)
{
    sl_process *p = context;
    p->timer = NULL;
    if (!p->has_ended)
        kill(p->pid, SL_KEEPER_KILL);
    p->timer = sl_loop_timer(p->loop, p->spec.grace_ms, give_up, p);
}

void sl_process_stop(sl_process *p)
{
    if (p->has_ended)
        return;
    kill(p->pid, SL_KEEPER_END);
    sl_loop_drop(p->loop, p->timer);
    p->timer = sl_loop_timer(p->loop, p->spec.grace_ms, kill_all, p);
}

static void on_deadline(void *context)
{
    sl_process *p = context;
    p->is_timeout = true;
    p->timer = NULL;
    sl_process_stop(p);
}

/* The keeper has ended, and all that it kept with it. */
static void on_exit_of_child(void *context, int status)
{
    sl_process *p = context;
    p->has_ended = true;
    p->status = status;
    p->child_watch = NULL;
    sl_loop_drop(p->loop, p->timer);
    p->timer = sl_loop_timer(p->loop, p->spec.grace_ms, give_up, p);
    finish_if_done(p);
}

static _Noreturn void child(const sl_process_spec *spec, const int fds[3], int report, pid_t parent)
{
    bool ok = sl_keeper_fork(parent);
    for (int i = 0; ok && i < 3; i++)
        ok = dup2(fds[i], i) == i;
    ok = ok && dup2(report, 3) == 3 && fcntl(3, F_SETFD, FD_CLOEXEC) == 0;
    ok = ok && close_range(4, ~0u, 0) == 0;
    ok = ok && (!spec->folder || chdir(spec->folder) == 0);
    environ = (char **)(uintptr_t)spec->env; /* its PATH is the one to look in */
    if (ok)
        execvp(spec->argv[0], (char *const *)(uintptr_t)spec->argv);
    int number = errno;
    ssize_t written = write(3, &number, sizeof number);
    _exit(written > 0 ? EXIT_NOT_STARTED : EXIT_NOT_STARTED - 1);
}

/** Pipes of a child that is being made; -1 where closed. */
typedef struct pipes {
    int in[2], out[2], err[2], report[2];
} pipes;

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void close_pipes(pipes *p)
{
    int *all[] = {p->in, p->out, p->err, p->report};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        close_fd(&all[i][0]);
        close_fd(&all[i][1]);
    }
}

/* Descriptors below 4 would be written over by the child's own; keep clear of them. */
static bool make_pipe(int fds[2])
{
    int plain[2];
    if (pipe2(plain, O_CLOEXEC) < 0)
        return false;
    for (int i = 0; i < 2; i++) {
        fds[i] = fcntl(plain[i], F_DUPFD_CLOEXEC, 10);
        close(plain[i]);
    }
    return fds[0] >= 0 && fds[1] >= 0;
}

static bool open_pipes(pipes *p, bool has_input)
{
    *p = (pipes){{-1, -1}, {-1, -1}, {-1, -1}, {-1, -1}};
    if (!has_input)
        p->in[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
    bool ok = has_input ? make_pipe(p->in) : p->in[0] >= 0;
    return ok && make_pipe(p->out) && make_pipe(p->err) && make_pipe(p->report);
}

/* Waits for the exec: the report pipe closes with it, or tells why it failed. */
static bool started(pipes *p, const sl_process_spec *spec, pid_t pid, sl_err *e)
{
    int number = 0;
    ssize_t n;
    close_fd(&p->report[1]);
    do
        n = read(p->report[0], &number, sizeof number);
    while (n < 0 && errno == EINTR);
    if (n <= 0)
        return true;
    waitpid(pid, NULL, 0);
    errno = number;
    return sl_fail_errno(e, "%s cannot be started", spec->argv[0]);
}

static void watch_all(sl_process *p, pipes *fds)
{
    p->out = (stream){.process = p, .fd = fds->out[0]};
    p->err = (stream){.process = p, .fd = fds->err[0], .is_error = true};
    p->input_fd = fds->in[1];
    size_t room = p->spec.max_line + sl_mask_longest(p->mask) + 2 * READ_SIZE;
    sl_buf_init(&p->out.line, room);
    sl_buf_init(&p->err.line, room);
    fds->out[0] = fds->err[0] = fds->in[1] = -1;
    p->out.watch = sl_loop_fd(p->loop, p->out.fd, false, on_output, &p->out);
    p->err.watch = sl_loop_fd(p->loop, p->err.fd, false, on_output, &p->err);
    if (p->input_fd >= 0) {
        fcntl(p->input_fd, F_SETFL, O_NONBLOCK);
        p->input_watch = sl_loop_fd(p->loop, p->input_fd, true, on_input, p);
    }
    p->child_watch = sl_loop_child(p->loop, p->pid, on_exit_of_child, p);
    if (p->spec.timeout_ms)
        p->timer = sl_loop_timer(p->loop, p->spec.timeout_ms, on_deadline, p);
}

static bool spawn(sl_process *p, pipes *fds, sl_err *e)
{
    pid_t parent = getpid();
    p->pid = fork();
    if (p->pid < 0)
        return sl_fail_errno(e, "%s cannot be started", p->spec.argv[0]);
    if (p->pid == 0)
        child(&p->spec, (const int[]){fds->in[0], fds->out[1], fds->err[1]}, fds->report[1],
              parent);
    return started(fds, &p->spec, p->pid, e);
}

bool sl_process_start(sl_process **out, sl_loop *loop, const sl_process_spec *spec, sl_err *e)
{
    pipes fds;
    if (!open_pipes(&fds, spec->input.n > 0)) {
        sl_fail_errno(e, "pipes for %s cannot be made", spec->argv[0]);
        close_pipes(&fds);
        return false;
    }
    sl_process *p = calloc(1, sizeof *p);
    if (!p) {
        close_pipes(&fds);
        return sl_fail(e, SL_ETOOBIG, "memory ended while starting %s", spec->argv[0]);
    }
    p->loop = loop;
    p->spec = *spec;
    p->spec.max_line = spec->max_line ? spec->max_line : MAX_LINE;
    p->spec.grace_ms = spec->grace_ms ? spec->grace_ms : GRACE_MS;
    p->input_fd = p->out.fd = p->err.fd = -1;
    p->mask = sl_mask_new(&spec->secrets);
    bool ok = spawn(p, &fds, e);
    if (ok)
        watch_all(p, &fds);
    else
        free_process(p);
    close_pipes(&fds);
    if (ok)
        *out = p;
    return ok;
}

/** What sl_process_run gathers. */
typedef struct gathering {
    sl_buf *output, *errors;
    sl_process_spec spec;
    sl_process_end end;
    bool has_ended;
} gathering;

static void gather_line(void *context, sl_str line, bool is_error)
{
    gathering *g = context;
    sl_buf *to = is_error ? g->errors : g->output;
    if (!to)
        return;
    sl_buf_add(to, line);
    sl_buf_addc(to, '\n');
}

static void gather_end(void *context, const sl_process_end *end)
{
    gathering *g = context;
    g->end = *end;
    g->has_ended = true;
}

bool sl_process_run(const sl_process_spec *spec, sl_buf *output, sl_buf *errors,
                    sl_process_end *end, sl_err *e)
{
    sl_loop *loop;
    sl_process *process;
    gathering g = {.output = output, .errors = errors, .spec = *spec};
    g.spec.line = gather_line;
    g.spec.end = gather_end;
    g.spec.context = &g;
    if (!sl_loop_new(&loop, e))
        return false;
    bool ok = sl_process_start(&process, loop, &g.spec, e);
    while (ok && !g.has_ended)
        ok = sl_loop_step(loop, e);
    sl_loop_free(loop);
    *end = g.end;
    return ok;
}

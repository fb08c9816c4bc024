/* Judgements come back over a socket as small frames: question (32 bits), state (8), and two texts
   with their lengths (16 each). The parent takes the process for hostile: it reads answers from the
   network. */
#include "engine/verify/verifier.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/sandbox/sandbox.h"
#include "engine/work/clean.h"

enum { HEAD = 9, TEXT_MAX = 500, READ_STEP = 16 << 10, ALL_MS = 300000, CPU_SECONDS = 120 };
static const uint64_t memory_max = (uint64_t)1 << 30;

struct sl_verifier {
    sl_arena *mem;
    sl_loop *loop;
    sl_verifier_spec spec;
    sl_sandbox *sandbox;
    int pid, fd;
    sl_watch *readable, *deadline;
    sl_buf in;
    const char *end; /* why what is not told yet is unknown */
};

/* ---- the process that asks ---- */

static void put(char *to, size_t value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = (char)(value >> (8 * i));
}

static void send_all(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t done = send(fd, p, n, MSG_NOSIGNAL);
        if (done < 0 && errno != EINTR)
            _exit(1);
        p += done > 0 ? done : 0;
        n -= done > 0 ? (size_t)done : 0;
    }
}

static void tell(void *context, size_t question, const sl_judgement *j)
{
    const int *fd = context;
    char frame[HEAD + 2 * TEXT_MAX];
    sl_str why = sl_str_sub(j->why, 0, TEXT_MAX);
    sl_str account = sl_str_sub(j->account, 0, TEXT_MAX);
    put(frame, question, 4);
    put(frame + 4, j->state, 1);
    put(frame + 5, why.n, 2);
    put(frame + 7, account.n, 2);
    if (why.n)
        memcpy(frame + HEAD, why.p, why.n);
    if (account.n)
        memcpy(frame + HEAD + why.n, account.p, account.n);
    send_all(*fd, frame, HEAD + why.n + account.n);
}

_Noreturn static void run_child(const sl_verifier *v, int parent, int fd)
{
    volatile int violation = -1; /* no filter, no violations */
    sl_err e = {0};
    sl_ask_spec ask = v->spec.ask;
    if (!sl_sandbox_enter(v->sandbox, parent, fd, &violation, &e))
        _exit(1);
    ask.tell = tell;
    ask.context = &fd;
    sl_ask(sl_arena_new(), &ask);
    _exit(0);
}

/* ---- its parent ---- */

static size_t get(const char *from, size_t n)
{
    size_t value = 0;
    for (size_t i = 0; i < n; i++)
        value |= (size_t)(unsigned char)from[i] << (8 * i);
    return value;
}

/* Whatever a provider or the process says: no value of this secret is in it. */
static sl_str without_values(const sl_verifier *v, size_t question, sl_str text)
{
    const sl_bindings *values = &v->spec.ask.questions[question].values;
    sl_str clean = sl_text_clean(v->mem, text);
    for (size_t i = 0; i < values->n; i++)
        if (values->v[i].value.n && sl_str_find(clean, values->v[i].value, 0) != SIZE_MAX)
            return SL_S("(withheld: it has the secret in it)");
    return clean;
}

/* Takes the frames that are whole; false for what is none. */
static bool take_frames(sl_verifier *v)
{
    sl_str rest = sl_buf_str(&v->in);
    while (rest.n >= HEAD) {
        size_t question = get(rest.p, 4);
        size_t state = get(rest.p + 4, 1);
        size_t n_why = get(rest.p + 5, 2);
        size_t n_account = get(rest.p + 7, 2);
        if (question >= v->spec.ask.n || state < SL_VERIFIED_UNKNOWN ||
            state > SL_VERIFIED_ACTIVE || n_why > TEXT_MAX || n_account > TEXT_MAX)
            return false;
        if (rest.n < HEAD + n_why + n_account)
            break;
        sl_judgement *j = &v->spec.judgements[question];
        j->state = (sl_verified)state;
        j->why = without_values(v, question, sl_str_sub(rest, HEAD, HEAD + n_why));
        j->account =
            without_values(v, question, sl_str_sub(rest, HEAD + n_why, HEAD + n_why + n_account));
        rest = sl_str_sub(rest, HEAD + n_why + n_account, rest.n);
    }
    if (rest.n && rest.p != v->in.p)
        memmove(v->in.p, rest.p, rest.n);
    v->in.n = rest.n;
    return true;
}

static void drain(sl_verifier *v)
{
    for (;;) {
        char *to = sl_buf_room(&v->in, READ_STEP);
        ssize_t n = to ? recv(v->fd, to, READ_STEP, MSG_DONTWAIT) : 0;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        v->in.n += n > 0 ? (size_t)n : 0;
        if (n > 0 && take_frames(v))
            continue;
        if (n > 0) {
            v->end = "the process that asks said what cannot be read";
            kill(v->pid, SIGKILL);
        }
        break;
    }
    sl_loop_drop(v->loop, v->readable);
    v->readable = NULL;
}

static void on_readable(void *context)
{
    drain(context);
}

static void on_late(void *context)
{
    sl_verifier *v = context;
    v->deadline = NULL;
    v->end = "not asked in the time that all secrets have together (limit verify_ms)";
    kill(v->pid, SIGKILL);
}

static void on_ended(void *context, int status)
{
    sl_verifier *v = context;
    (void)status;
    if (v->readable)
        drain(v);
    sl_loop_drop(v->loop, v->readable);
    sl_loop_drop(v->loop, v->deadline);
    close(v->fd);
    sl_buf_clear(&v->in);
    sl_sandbox_close(v->sandbox);
    for (size_t i = 0; i < v->spec.ask.n; i++)
        if (v->spec.judgements[i].state == SL_VERIFIED_NOT)
            v->spec.judgements[i] = (sl_judgement){
                .state = SL_VERIFIED_UNKNOWN,
                .why = sl_str_of(v->end ? v->end : "the process that asks has ended early")};
    v->spec.done(v->spec.context);
}

/* What name lookup and TLS read: settings, authorities, libraries. */
static void add_readable(sl_sandbox_spec *spec, sl_arena *mem, sl_str ca_file)
{
    static const char *const paths[] = {"/etc",
                                        "/usr/lib",
                                        "/usr/lib64",
                                        "/lib",
                                        "/lib64",
                                        "/usr/local/lib",
                                        "/usr/share/ca-certificates",
                                        "/usr/local/share/ca-certificates",
                                        "/run/systemd/resolve",
                                        "/run/resolvconf",
                                        "/dev/urandom"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        *sl_list_add(mem, &spec->readable) = sl_str_of(paths[i]);
    if (ca_file.n)
        *sl_list_add(mem, &spec->readable) = ca_file;
}

static bool fork_child(sl_verifier *v, sl_err *e)
{
    int ends[2];
    int parent = getpid();
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        return sl_fail_errno(e, "cannot make a socket for the process that asks");
    sl_vault_share(v->spec.vault, true);
    v->pid = fork();
    if (v->pid == 0)
        run_child(v, parent, ends[1]);
    sl_vault_share(v->spec.vault, false);
    close(ends[1]);
    v->fd = ends[0];
    if (v->pid > 0)
        return true;
    sl_fail_errno(e, "cannot start the process that asks");
    close(ends[0]);
    return false;
}

bool sl_verifier_start(sl_verifier **out, sl_arena *mem, sl_loop *loop,
                       const sl_verifier_spec *spec, sl_strs *notes, sl_err *e)
{
    sl_verifier *v = *out = sl_alloc(mem, sizeof *v);
    sl_sandbox_spec sandbox = {.may_connect = true,
                               .memory = memory_max,
                               .cpu_seconds = CPU_SECONDS,
                               .is_required = spec->require_sandbox};
    *v = (sl_verifier){.mem = mem, .loop = loop, .spec = *spec};
    add_readable(&sandbox, mem, spec->ask.ca_file);
    if (!sl_sandbox_open(&v->sandbox, mem, &sandbox, notes, e))
        return false;
    if (!fork_child(v, e)) {
        sl_sandbox_close(v->sandbox);
        return false;
    }
    sl_buf_init(&v->in, READ_STEP + (size_t)HEAD + 2 * (size_t)TEXT_MAX + READ_STEP);
    v->readable = sl_loop_fd(loop, v->fd, false, on_readable, v);
    v->deadline = sl_loop_timer(loop, spec->timeout_ms ? spec->timeout_ms : ALL_MS, on_late, v);
    sl_loop_child(loop, v->pid, on_ended, v);
    return true;
}

void sl_verifier_stop(sl_verifier *verifier)
{
    verifier->end = "interrupted";
    kill(verifier->pid, SIGKILL);
}

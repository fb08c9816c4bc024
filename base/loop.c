/* The event loop over poll(2): descriptors, deadlines, and children by pidfd. A watch is a number
   with a generation in it, so that dropping one that is gone already touches nothing. */
#include "base/loop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sluice/arena.h"

enum { SLOT_BITS = 24, CHILD_POLL_MS = 10 };

typedef enum watch_kind { FREE, FD, TIMER, CHILD } watch_kind;

typedef struct watch {
    watch_kind kind;
    uint64_t generation;
    int fd; /* FD: the caller's; CHILD: our pidfd, or -1 where the kernel gives none */
    int pid;
    bool for_write;
    uint64_t due; /* TIMER: on the clock of sl_now_ms */
    void (*call)(void *context);
    sl_on_exit on_exit;
    void *context;
} watch;

struct sl_loop {
    sl_arena *mem;
    watch *v;
    size_t n, cap;
    size_t n_used;
    struct pollfd *polls; /* polls[i] belongs to the watch of handle owners[i] */
    sl_watch **owners;
    size_t n_polls, room;
};

uint64_t sl_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

bool sl_loop_new(sl_loop **out, sl_err *e)
{
    sl_loop *loop = calloc(1, sizeof *loop);
    if (!loop)
        return sl_fail(e, SL_EIO, "no memory for an event loop");
    loop->mem = sl_arena_new();
    *out = loop;
    return true;
}

static void release(sl_loop *loop, watch *w)
{
    if (w->kind == CHILD && w->fd >= 0)
        close(w->fd);
    w->kind = FREE;
    w->generation++;
    loop->n_used--;
}

void sl_loop_free(sl_loop *loop)
{
    if (!loop)
        return;
    for (size_t i = 0; i < loop->n; i++)
        if (loop->v[i].kind != FREE)
            release(loop, &loop->v[i]);
    sl_arena_free(loop->mem);
    free(loop);
}

static sl_watch *handle_of(const sl_loop *loop, const watch *w)
{
    uint64_t slot = (uint64_t)(w - loop->v) + 1;
    return (sl_watch *)(uintptr_t)(w->generation << SLOT_BITS | slot);
}

/* The watch behind a handle; NULL when it is gone. */
static watch *watch_of(sl_loop *loop, sl_watch *handle)
{
    uint64_t number = (uint64_t)(uintptr_t)handle;
    uint64_t slot = number & ((1u << SLOT_BITS) - 1);
    if (slot == 0 || slot > loop->n)
        return NULL;
    watch *w = &loop->v[slot - 1];
    return w->kind != FREE && w->generation == number >> SLOT_BITS ? w : NULL;
}

static watch *add(sl_loop *loop, watch_kind kind, void *context)
{
    watch *w = NULL;
    for (size_t i = 0; i < loop->n && !w && loop->n_used < loop->n; i++)
        if (loop->v[i].kind == FREE)
            w = &loop->v[i];
    if (!w)
        w = sl_list_add(loop->mem, loop);
    *w = (watch){.kind = kind, .generation = w->generation, .fd = -1, .context = context};
    loop->n_used++;
    return w;
}

sl_watch *sl_loop_fd(sl_loop *loop, int fd, bool for_write, sl_on_ready call, void *context)
{
    watch *w = add(loop, FD, context);
    w->fd = fd;
    w->for_write = for_write;
    w->call = call;
    return handle_of(loop, w);
}

sl_watch *sl_loop_timer(sl_loop *loop, uint64_t ms, sl_on_time call, void *context)
{
    watch *w = add(loop, TIMER, context);
    uint64_t now = sl_now_ms();
    w->due = ms < UINT64_MAX - now ? now + ms : UINT64_MAX;
    w->call = call;
    return handle_of(loop, w);
}

sl_watch *sl_loop_child(sl_loop *loop, int pid, sl_on_exit call, void *context)
{
    watch *w = add(loop, CHILD, context);
    w->pid = pid;
    w->fd = (int)syscall(SYS_pidfd_open, pid, 0);
    w->on_exit = call;
    return handle_of(loop, w);
}

void sl_loop_drop(sl_loop *loop, sl_watch *handle)
{
    watch *w = watch_of(loop, handle);
    if (w)
        release(loop, w);
}

/* Fills loop->polls and returns how long to wait: until the next deadline, or -1 for ever. */
static int gather(sl_loop *loop)
{
    if (loop->room < loop->n) {
        loop->room = loop->cap;
        loop->polls = sl_alloc_array(loop->mem, loop->room, sizeof *loop->polls);
        loop->owners = sl_alloc_array(loop->mem, loop->room, sizeof(sl_watch *));
    }
    uint64_t now = sl_now_ms();
    uint64_t wait = UINT64_MAX;
    loop->n_polls = 0;
    for (size_t i = 0; i < loop->n; i++) {
        const watch *w = &loop->v[i];
        uint64_t until = UINT64_MAX;
        if (w->kind == TIMER)
            until = w->due > now ? w->due - now : 0;
        else if (w->kind == CHILD && w->fd < 0)
            until = CHILD_POLL_MS;
        wait = until < wait ? until : wait;
        if (w->kind == FREE || w->fd < 0)
            continue;
        loop->owners[loop->n_polls] = handle_of(loop, w);
        loop->polls[loop->n_polls++] =
            (struct pollfd){.fd = w->fd, .events = w->for_write ? POLLOUT : POLLIN};
    }
    if (wait == UINT64_MAX)
        return -1;
    return wait < INT32_MAX ? (int)wait : INT32_MAX;
}

/* Reaps the child of a watch when it has ended, and says so. A child that somebody else reaped
   ended in a way that nobody knows: as if killed. */
static void reap(sl_loop *loop, watch *w)
{
    int status = 0;
    pid_t pid = waitpid(w->pid, &status, WNOHANG);
    if (pid == 0 || (pid < 0 && errno == EINTR))
        return;
    sl_on_exit call = w->on_exit;
    void *context = w->context;
    release(loop, w);
    call(context, pid < 0 ? SIGKILL : status);
}

static void fire_descriptors(sl_loop *loop)
{
    for (size_t i = 0; i < loop->n_polls; i++) {
        watch *w = loop->polls[i].revents ? watch_of(loop, loop->owners[i]) : NULL;
        if (!w)
            continue;
        if (w->kind == CHILD)
            reap(loop, w);
        else
            w->call(w->context);
    }
}

/* Deadlines that are over, the earliest first; children of kernels without pidfd. A watch that a
   callback adds here waits for the next step. */
/* The timer that was due first; NULL when none is. */
static watch *first_due(sl_loop *loop, uint64_t now)
{
    watch *first = NULL;
    for (size_t i = 0; i < loop->n; i++) {
        watch *w = &loop->v[i];
        if (w->kind == TIMER && w->due <= now && (!first || w->due < first->due))
            first = w;
    }
    return first;
}

static void fire_deadlines(sl_loop *loop)
{
    uint64_t now = sl_now_ms();
    for (size_t left = loop->n; left > 0; left--) {
        watch *first = first_due(loop, now);
        if (!first)
            break;
        sl_on_time call = first->call;
        void *context = first->context;
        release(loop, first);
        call(context);
    }
    for (size_t i = 0, n = loop->n; i < n; i++)
        if (loop->v[i].kind == CHILD && loop->v[i].fd < 0)
            reap(loop, &loop->v[i]);
}

bool sl_loop_step(sl_loop *loop, sl_err *e)
{
    if (loop->n_used == 0)
        return false;
    int wait = gather(loop);
    if (poll(loop->polls, loop->n_polls, wait) < 0) {
        if (errno == EINTR)
            return true;
        return sl_fail_errno(e, "cannot wait for events");
    }
    fire_descriptors(loop);
    fire_deadlines(loop);
    return true;
}

/* Layers, each of which holds alone: descriptors, limits, Landlock, seccomp. */
#include "engine/sandbox/sandbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/sandbox/filter.h"
#include "engine/sandbox/landlock.h"

enum { OPEN_FILES = 256, SWEEP_WITHOUT_PROC = 4096 };

struct sl_sandbox {
    sl_sandbox_spec spec;
    int nothing;               /* /dev/null */
    int ruleset;               /* Landlock; -1: none */
    struct sock_fprog program; /* of length 0: none */
};

/* A layer that is not to be had: an error where the whole sandbox is required, else a note. */
static bool do_without(const sl_sandbox_spec *spec, sl_arena *mem, sl_strs *notes, sl_err *e)
{
    if (spec->is_required)
        return sl_fail_more(e, "the sandbox is required");
    *sl_list_add(mem, notes) = sl_dup(mem, sl_str_of(e->text));
    *e = (sl_err){0};
    return true;
}

bool sl_sandbox_open(sl_sandbox **out, sl_arena *mem, const sl_sandbox_spec *spec, sl_strs *notes,
                     sl_err *e)
{
    sl_sandbox *sandbox = sl_alloc(mem, sizeof *sandbox);
    size_t n_notes = notes->n;
    sl_err missing = {0};
    sandbox->spec = *spec;
    sandbox->nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    sandbox->ruleset = sl_landlock_open(mem, &spec->readable, spec->may_connect, notes, &missing);
    bool ok = sandbox->ruleset >= 0 || do_without(spec, mem, notes, &missing);
    if (ok && notes->n > n_notes && spec->is_required)
        ok = sl_fail(&missing, SL_ENOTSUP, "the sandbox is required: %.*s",
                     SL_FMT(notes->v[n_notes]));
    ok = ok && (spec->may_connect || sl_filter_build(&sandbox->program, mem, &missing) ||
                do_without(spec, mem, notes, &missing));
    *out = sandbox;
    if (ok)
        return true;
    sl_sandbox_close(sandbox);
    *out = NULL;
    if (e)
        *e = missing;
    return false;
}

void sl_sandbox_close(sl_sandbox *sandbox)
{
    if (!sandbox)
        return;
    if (sandbox->nothing >= 0)
        close(sandbox->nothing);
    if (sandbox->ruleset >= 0)
        close(sandbox->ruleset);
    sandbox->nothing = sandbox->ruleset = -1;
}

/* Regular files and folders that are open for reading are the source's. */
static bool may_stay(int fd)
{
    struct stat st;
    int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && (flags & O_ACCMODE) == O_RDONLY && fstat(fd, &st) == 0 &&
           (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode));
}

static void close_others(const sl_sandbox *sandbox, int keep)
{
    DIR *list = opendir("/proc/self/fd");
    if (!list) {
        for (int fd = 3; fd < SWEEP_WITHOUT_PROC; fd++)
            if (fd != keep && fd != sandbox->ruleset && !may_stay(fd))
                close(fd);
        return;
    }
    for (struct dirent *entry; (entry = readdir(list));) {
        int fd = (int)strtol(entry->d_name, NULL, 10);
        if (fd > 2 && fd != keep && fd != sandbox->ruleset && fd != dirfd(list) && !may_stay(fd))
            close(fd);
    }
    closedir(list);
}

static void redirect(const sl_sandbox *sandbox)
{
#ifdef SLUICE_SANITIZED
    const int last = STDOUT_FILENO; /* the sanitizers report to stderr */
#else
    const int last = STDERR_FILENO;
#endif
    for (int fd = STDIN_FILENO; fd <= last; fd++)
        if (sandbox->nothing >= 0)
            dup2(sandbox->nothing, fd);
        else
            close(fd);
}

/* At the soft limit of processor time comes SIGXCPU, which tells what happened; at the hard one
   SIGKILL. */
static bool limit(int what, uint64_t value, sl_err *e)
{
    struct rlimit now;
    struct rlimit then = {.rlim_cur = value, .rlim_max = value + (what == RLIMIT_CPU)};
    if (getrlimit(what, &now) == 0 && now.rlim_max < then.rlim_max)
        then.rlim_max = now.rlim_max;
    if (then.rlim_cur > then.rlim_max)
        then.rlim_cur = then.rlim_max;
    return setrlimit(what, &then) == 0 || sl_fail_errno(e, "cannot set a limit of the process");
}

static bool set_limits(const sl_sandbox_spec *spec, sl_err *e)
{
#ifndef SLUICE_SANITIZED
    if (spec->memory && !limit(RLIMIT_AS, spec->memory, e))
        return false;
#endif
    return (!spec->cpu_seconds || limit(RLIMIT_CPU, spec->cpu_seconds, e)) &&
           limit(RLIMIT_CORE, 0, e) && limit(RLIMIT_FSIZE, 0, e) &&
           limit(RLIMIT_NOFILE, OPEN_FILES, e);
}

/* Where the handler writes the number of the forbidden call; of this process alone. */
static volatile int *violation_of_this_process;

static void on_forbidden(int number, siginfo_t *info, void *context)
{
    (void)number;
    (void)context;
    if (violation_of_this_process)
        *violation_of_this_process = info->si_syscall;
    _exit(SL_SANDBOX_EXIT);
}

/* A handler of the parent must not run here; an interrupt of the terminal is the parent's matter.
 */
static void reset_signals(volatile int *violation)
{
    struct sigaction plain = {.sa_handler = SIG_DFL};
    struct sigaction forbidden = {.sa_sigaction = on_forbidden, .sa_flags = SA_SIGINFO};
    sigset_t none;
    sigemptyset(&none);
    const int ours[] = {SIGTERM, SIGHUP, SIGCHLD, SIGALRM, SIGUSR1, SIGUSR2, SIGPIPE};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        sigaction(ours[i], &plain, NULL);
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    violation_of_this_process = violation;
    sigaction(SIGSYS, &forbidden, NULL);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

bool sl_sandbox_enter(const sl_sandbox *sandbox, int parent, int keep, volatile int *violation,
                      sl_err *e)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return sl_fail_errno(e, "cannot give up privileges");
    if (getppid() != parent)
        return sl_fail(e, SL_EFAIL, "the parent has ended");
    redirect(sandbox);
    close_others(sandbox, keep);
    reset_signals(violation);
    prctl(PR_SET_DUMPABLE, 0);
    if (sandbox->ruleset >= 0 && !sl_landlock_enter(sandbox->ruleset, e))
        return false;
    if (sandbox->ruleset >= 0)
        close(sandbox->ruleset);
    if (!set_limits(&sandbox->spec, e))
        return false;
    return !sandbox->program.len || sl_filter_enter(&sandbox->program, e);
}

sl_str sl_syscall_name(sl_arena *mem, int number)
{
    char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);
    sl_str text = name ? sl_dup(mem, sl_str_of(name)) : sl_printf(mem, "%d", number);
    free(name);
    return text;
}

/* Orphans go to the nearest subreaper (prctl(2), PR_SET_CHILD_SUBREAPER): the keeper is one, so
   that after the command's end its descendants are the keeper's children, whatever they did to
   hide. */
#include "base/keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LIST_ROOM = 65536, EXIT_SIGNAL = 128 };

/* Kills the children that the kernel lists; those of theirs come to us next. False: it lists none.
 */
static bool kill_children(void)
{
    char path[64];
    char list[LIST_ROOM];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, list, sizeof list - 1) : 0;
    if (fd < 0)
        return false;
    close(fd);
    list[n > 0 ? n : 0] = 0;
    char *end = list;
    for (char *at = list; *at; at = *end ? end + 1 : end) {
        long pid = strtol(at, &end, 10);
        if (end == at)
            break;
        if (pid > 1)
            kill((pid_t)pid, SIGKILL);
    }
    return true;
}

/* Until there is no child left; where the kernel does not list them, until the command is gone. */
static void kill_all(pid_t child, int *status)
{
    for (;;) {
        int ended = 0;
        kill(-child, SIGKILL);
        pid_t pid = waitpid(kill_children() ? -1 : child, &ended, 0);
        if (pid == child)
            *status = ended;
        if (pid < 0 && errno != EINTR)
            return;
    }
}

/* Reaps what has ended; true when the command is among it. */
static bool reap(pid_t child, int *status)
{
    bool has_ended = false;
    int ended = 0;
    for (pid_t pid; (pid = waitpid(-1, &ended, WNOHANG)) > 0;) {
        if (pid != child)
            continue;
        *status = ended;
        has_ended = true;
    }
    return has_ended;
}

static void default_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Ends as the command ended, so that whoever waits for us sees that. */
static _Noreturn void end_like(int status)
{
    if (WIFSIGNALED(status)) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        default_signals();
        kill(getpid(), WTERMSIG(status));
        _exit(EXIT_SIGNAL + WTERMSIG(status));
    }
    _exit(WEXITSTATUS(status));
}

static _Noreturn void keep(pid_t child, const sigset_t *signals)
{
    int status = 0;
    bool has_ended = false;
    while (!has_ended) {
        int number = sigwaitinfo(signals, NULL);
        if (number == SL_KEEPER_END)
            kill(-child, SIGTERM);
        if (number == SL_KEEPER_KILL)
            break;
        has_ended = reap(child, &status);
    }
    kill_all(child, &status);
    end_like(status);
}

bool sl_keeper_fork(int parent)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGCHLD);
    sigaddset(&signals, SL_KEEPER_END);
    sigaddset(&signals, SL_KEEPER_KILL);
    setpgid(0, 0);
    signal(SIGCHLD, SIG_DFL); /* ignored, it would reap for us and lose the status */
    sigprocmask(SIG_BLOCK, &signals, NULL);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_PDEATHSIG, SL_KEEPER_KILL);
    prctl(PR_SET_DUMPABLE, 0); /* our memory is sluice's, and no business of the command */
    pid_t keeper = getpid();
    pid_t child = getppid() == parent ? fork() : -1;
    if (child < 0)
        return false;
    if (child) {
        setpgid(child, child);
        close_range(0, ~0u, 0);
        keep(child, &signals);
    }
    setpgid(0, 0);
    default_signals();
    return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == keeper;
}

/* What a worker needs to read files it is pointed to, compute and answer. Two choices deserve a
   word. PCRE2's JIT compiles patterns when they are first used, so that anonymous executable memory
   must be had in a worker (a file mapped executable, or memory made executable later, is refused).
   And a forbidden call is a SIGSYS rather than an instant end, so that the handler can tell which
   it was; the call is not made either way, and the handler cannot be replaced. */
#include "engine/sandbox/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { PROGRAM_MAX = 4096 };

#ifndef SLUICE_SANITIZED
static const int allowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(pread64),
    SCMP_SYS(readv),
    SCMP_SYS(preadv),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(sendto),
    SCMP_SYS(sendmsg),
    SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg),
    SCMP_SYS(close),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(sched_yield),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getppid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getrusage),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(fadvise64),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(rseq),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(dup),
    SCMP_SYS(membarrier),
    SCMP_SYS(get_mempolicy),
};
#else
/* The sanitizers' runtime asks for much more; these stay forbidden, so that tests can see it. */
static const int forbidden[] = {
    SCMP_SYS(socket),   SCMP_SYS(connect),  SCMP_SYS(bind),           SCMP_SYS(execve),
    SCMP_SYS(execveat), SCMP_SYS(fork),     SCMP_SYS(vfork),          SCMP_SYS(ptrace),
    SCMP_SYS(mount),    SCMP_SYS(unlinkat), SCMP_SYS(unlink),         SCMP_SYS(rename),
    SCMP_SYS(mkdir),    SCMP_SYS(creat),    SCMP_SYS(io_uring_setup),
};
#endif

enum { OPEN_CHANGES = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY) };

static bool add_opens(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp third = SCMP_A2(SCMP_CMP_MASKED_EQ, OPEN_CHANGES, O_RDONLY);
    const struct scmp_arg_cmp second = SCMP_A1(SCMP_CMP_MASKED_EQ, OPEN_CHANGES, O_RDONLY);
    return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, &third) == 0 &&
           seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, &second) == 0;
}

#ifndef SLUICE_SANITIZED
/* Calls that depend on their arguments. */
static bool add_conditional(scmp_filter_ctx filter)
{
    const struct {
        int call;
        struct scmp_arg_cmp compare;
    } rules[] = {
        {SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)},
        {SCMP_SYS(mmap), SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS)},
        {SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)},
        {SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_GETFD)},
        {SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_SETFD)},
        {SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_GETFL)},
        {SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_DUPFD_CLOEXEC)},
        {SCMP_SYS(rt_sigaction), SCMP_A0(SCMP_CMP_NE, SIGSYS)},
        {SCMP_SYS(prlimit64), SCMP_A2(SCMP_CMP_EQ, 0)},
        {SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, 0)},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, rules[i].call, 1, &rules[i].compare) < 0)
            return false;
    return true;
}

static scmp_filter_ctx make(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
    bool ok = filter && seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0;
    for (size_t i = 0; ok && i < sizeof allowed / sizeof *allowed; i++)
        ok = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, allowed[i], 0, NULL) == 0;
    ok = ok && add_opens(filter) && add_conditional(filter) &&
         seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl), 0, NULL) == 0;
    if (!ok && filter)
        seccomp_release(filter);
    return ok ? filter : NULL;
}
#else
static scmp_filter_ctx make(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    bool ok = filter != NULL;
    const unsigned changes[] = {O_WRONLY, O_RDWR, O_CREAT};
    for (size_t i = 0; ok && i < sizeof forbidden / sizeof *forbidden; i++)
        ok = seccomp_rule_add_array(filter, SCMP_ACT_TRAP, forbidden[i], 0, NULL) == 0;
    for (size_t i = 0; ok && i < sizeof changes / sizeof *changes; i++) {
        const struct scmp_arg_cmp has = SCMP_A2(SCMP_CMP_MASKED_EQ, changes[i], changes[i]);
        ok = seccomp_rule_add_array(filter, SCMP_ACT_TRAP, SCMP_SYS(openat), 1, &has) == 0;
    }
    (void)add_opens;
    if (!ok && filter)
        seccomp_release(filter);
    return ok ? filter : NULL;
}
#endif

/* libseccomp writes the program to a descriptor: memory that is read back. */
static bool export(struct sock_fprog *out, sl_arena *mem, scmp_filter_ctx filter)
{
    size_t size = sizeof(struct sock_filter);
    int fd = memfd_create("filter", MFD_CLOEXEC);
    if (fd < 0)
        return false;
    bool ok = seccomp_export_bpf(filter, fd) == 0;
    off_t length = ok ? lseek(fd, 0, SEEK_END) : 0;
    ok = length > 0 && (size_t)length <= PROGRAM_MAX * size;
    if (ok) {
        out->filter = sl_alloc(mem, (size_t)length);
        out->len = (unsigned short)((size_t)length / size);
        ok = pread(fd, out->filter, (size_t)length, 0) == length;
    }
    close(fd);
    return ok;
}

bool sl_filter_build(struct sock_fprog *out, sl_arena *mem, sl_err *e)
{
    if (prctl(PR_GET_SECCOMP) < 0)
        return sl_fail(e, SL_ENOTSUP,
                       "this kernel has no seccomp: workers could make any system call");
    scmp_filter_ctx filter = make();
    bool ok = filter && export(out, mem, filter);
    if (filter)
        seccomp_release(filter);
    return ok || sl_fail(e, SL_EFAIL, "cannot build the filter of system calls");
}

bool sl_filter_enter(const struct sock_fprog *program, sl_err *e)
{
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program) < 0)
        return sl_fail_errno(e, "cannot enter the filter of system calls");
    return true;
}

/* Raw system calls: Debian 12's headers are older than the kernels that sluice runs on. */
#include "engine/sandbox/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Versions of the interface and what they brought. */
enum { ABI_REFER = 2, ABI_TRUNCATE = 3, ABI_NET = 4, ABI_IOCTL = 5, ABI_SCOPE = 6 };

/* struct landlock_ruleset_attr as of version 6. */
typedef struct attributes {
    uint64_t fs, net, scoped;
} attributes;

enum { FS_FIRST_BITS = 13, NET_TCP = 3, SCOPES = 3 };

static int interface_version(void)
{
    return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

/* All that a version can deny is denied. */
static size_t fill(attributes *a, int version)
{
    unsigned bits = FS_FIRST_BITS;
    bits += version >= ABI_REFER;
    bits += version >= ABI_TRUNCATE;
    bits += version >= ABI_IOCTL;
    *a = (attributes){.fs = ((uint64_t)1 << bits) - 1};
    if (version < ABI_NET)
        return sizeof a->fs;
    a->net = NET_TCP;
    if (version < ABI_SCOPE)
        return sizeof a->fs + sizeof a->net;
    a->scoped = SCOPES;
    return sizeof *a;
}

/* A path that does not exist needs no right. */
static bool allow(int ruleset, const char *path, sl_err *e)
{
    struct stat st;
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR || errno == EACCES ||
               sl_fail_errno(e, "cannot open %s for the sandbox", path);
    bool is_folder = fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);
    struct landlock_path_beneath_attr rule = {
        .allowed_access =
            LANDLOCK_ACCESS_FS_READ_FILE | (is_folder ? LANDLOCK_ACCESS_FS_READ_DIR : (uint64_t)0),
        .parent_fd = fd,
    };
    long done = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    if (done < 0)
        sl_fail_errno(e, "cannot let %s be read in the sandbox", path);
    close(fd);
    return done == 0;
}

int sl_landlock_open(sl_arena *mem, const sl_strs *readable, bool may_connect, sl_strs *notes,
                     sl_err *e)
{
    attributes a;
    int version = interface_version();
    if (version < 1) {
        sl_fail(e, SL_ENOTSUP, "this kernel has no Landlock: workers could read all files");
        return -1;
    }
    size_t size = fill(&a, version);
    if (may_connect)
        a.net = 0;
    if (version < ABI_TRUNCATE)
        *sl_list_add(mem, notes) = SL_S("this kernel's Landlock cannot deny to truncate files");
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &a, size, 0);
    if (ruleset < 0) {
        sl_fail_errno(e, "cannot make Landlock rules");
        return -1;
    }
    for (size_t i = 0; i < readable->n; i++)
        if (!allow(ruleset, sl_dup_z(mem, readable->v[i]), e)) {
            close(ruleset);
            return -1;
        }
    return ruleset;
}

bool sl_landlock_enter(int ruleset, sl_err *e)
{
    if (syscall(SYS_landlock_restrict_self, ruleset, 0) < 0)
        return sl_fail_errno(e, "cannot enter the Landlock rules");
    return true;
}

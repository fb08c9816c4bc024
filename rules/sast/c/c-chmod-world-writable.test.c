#include <sys/stat.h>

void open_up(const char *path) {
    // ruleid: c-chmod-world-writable
    chmod(path, 0777);
    // ok: c-chmod-world-writable
    chmod(path, 0640);
    // ok: c-chmod-world-writable
    umask(077);
    // ok: c-chmod-world-writable
    chmod("/tmp", 01777);
}

#include <stdio.h>
#include <stdlib.h>

void make(char *path) {
    // ruleid: c-mktemp-used
    mktemp(path);
    // ruleid: c-mktemp-used
    char *name = tmpnam(NULL);
    // ok: c-mktemp-used
    int fd = mkstemp(path);
    // ok: c-mktemp-used
    // mktemp(path);
    // ok: c-mktemp-used
    puts("mktemp(path);");
}

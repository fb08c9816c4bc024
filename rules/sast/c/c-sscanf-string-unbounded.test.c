#include <stdio.h>

int read(const char *line) {
    char name[64];
    // ruleid: c-sscanf-string-unbounded
    sscanf(line, "name=%s", name);
    // ok: c-sscanf-string-unbounded
    sscanf(line, "name=%63s", name);
    // ok: c-sscanf-string-unbounded
    sscanf(line, "%*s");
    // ok: c-sscanf-string-unbounded
    return name[0];
}

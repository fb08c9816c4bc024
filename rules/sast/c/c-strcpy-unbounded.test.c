#include <string.h>

void copy(char *to, const char *from) {
    // ruleid: c-strcpy-unbounded
    strcpy(to, from);
    // ruleid: c-strcpy-unbounded
    strcat(to, from);
    // ok: c-strcpy-unbounded
    strcpy(to, "ok");
    // ok: c-strcpy-unbounded
    snprintf(to, 8, "%s", from);
    // ok: c-strcpy-unbounded
    /* strcpy(to, from); */
}

#include <stdio.h>
#include <stdlib.h>

int run(const char *command) {
    // ruleid: c-system-variable
    FILE *p = popen(command, "r");
    // ruleid: c-system-variable
    return p != NULL && system(command) == 0;
    // ok: c-system-variable
    return system("sync");
    // ok: c-system-variable
    /* system(command); */
}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
    char name[16];
    // ruleid: c-strcpy-from-argv
    strcpy(name, argv[1]);
    // ruleid: c-strcpy-from-argv
    strcat(name, getenv("HOME"));
    // ruleid: c-strcpy-from-argv
    sprintf(name, "<%s>", argv[1]);
    // ok: c-strcpy-from-argv
    snprintf(name, sizeof name, "%s", argv[1]);
    // ok: c-strcpy-from-argv
    strcpy(name, "none");
    return argc;
}

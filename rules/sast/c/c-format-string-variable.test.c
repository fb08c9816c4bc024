#include <stdio.h>
#include <syslog.h>

void show(char *text, char **argv) {
    char out[64];
    // ruleid: c-format-string-variable
    printf(text);
    // ruleid: c-format-string-variable
    printf(argv[1]);
    // ruleid: c-format-string-variable
    fprintf(stderr, text);
    // ruleid: c-format-string-variable
    syslog(LOG_INFO, text);
    // ruleid: c-format-string-variable
    snprintf(out, sizeof out, text);
    // ok: c-format-string-variable
    printf("%s", text);
    // ok: c-format-string-variable
    fprintf(stderr, "%s", text);
    // ok: c-format-string-variable
    printf("done\n");
}

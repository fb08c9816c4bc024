#include <stdio.h>

void show(const char *name) {
    char text[32];
    // ruleid: c-sprintf-string-unbounded
    sprintf(text, "name: %s", name);
    // ok: c-sprintf-string-unbounded
    snprintf(text, sizeof text, "name: %s", name);
    // ok: c-sprintf-string-unbounded
    sprintf(text, "%d", 7);
    // ok: c-sprintf-string-unbounded
    // sprintf(text, "%s", name);
    puts(text);
}

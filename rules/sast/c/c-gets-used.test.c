#include <stdio.h>

int main(void) {
    char line[80];
    // ruleid: c-gets-used
    gets(line);
    // ok: c-gets-used
    fgets(line, sizeof line, stdin);
    // ok: c-gets-used
    // gets(line);
    // ok: c-gets-used
    puts("gets(line);");
    return line[0];
}

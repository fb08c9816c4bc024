#include <stdio.h>

int main(void) {
    char name[64];
    int n;
    // ruleid: c-scanf-string-unbounded
    scanf("%s", name);
    // ruleid: c-scanf-string-unbounded
    fscanf(stdin, "%d %s", &n, name);
    // ruleid: c-scanf-string-unbounded
    scanf("%[^\n]", name);
    // ok: c-scanf-string-unbounded
    scanf("%63s", name);
    // ok: c-scanf-string-unbounded
    scanf("%d", &n);
    // ok: c-scanf-string-unbounded
    // scanf("%s", name);
    return n;
}

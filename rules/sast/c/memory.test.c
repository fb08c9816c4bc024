#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node { int size; char *text; };

void freed(struct node *n, char *p, char *q)
{
    // ruleid: c-use-after-free
    free(n);
    use(n->size);
    // ruleid: c-double-free
    free(p);
    free(p);
    // ok: c-use-after-free, c-double-free
    free(q);
    q = malloc(10);
    free(q);
}

void allocated(void)
{
    // ruleid: c-allocation-unchecked
    struct node *n = malloc(sizeof *n);
    n->size = 0;
    // ok: c-allocation-unchecked
    struct node *m = malloc(sizeof *m);
    if (!m)
        return;
    m->size = 0;
}

void sizes(char *p, const char *from)
{
    char buffer[100];
    // ruleid: c-sizeof-pointer
    memset(p, 0, sizeof(p));
    // ok: c-sizeof-pointer
    memset(buffer, 0, sizeof(buffer));
    // ruleid: c-strncat-size
    strncat(buffer, from, sizeof(buffer));
    // ok: c-strncat-size
    strncat(buffer, from, sizeof(buffer) - strlen(buffer) - 1);
    // ruleid: c-memset-swapped
    memset(buffer, 100, 0);
    // ok: c-memset-swapped
    memset(buffer, 0, 100);
    // ruleid: c-strncpy-unterminated
    strncpy(buffer, from, sizeof(buffer));
}

void terminated(const char *from)
{
    char buffer[100];
    // ok: c-strncpy-unterminated
    strncpy(buffer, from, sizeof(buffer));
    buffer[99] = 0;
}

char *grow(char *p, size_t n)
{
    // ruleid: c-realloc-lost
    p = realloc(p, n);
    // ok: c-realloc-lost
    char *q = realloc(p, n);
    return q;
}

char *local(void)
{
    // ruleid: c-stack-address-returned
    char buffer[100];
    fill(buffer);
    return buffer;
}

char *kept(void)
{
    // ok: c-stack-address-returned
    static char buffer[100];
    fill(buffer);
    return buffer;
}

void loops(void)
{
    int a[10];
    // ruleid: c-off-by-one-loop
    for (int i = 0; i <= 10; i++) {
        a[i] = 0;
    }
    // ok: c-off-by-one-loop
    for (int i = 0; i < 10; i++) {
        a[i] = 0;
    }
}

void received(char *to, const char *from, unsigned wire)
{
    unsigned n = ntohl(wire);
    // ruleid: c-length-from-input
    memcpy(to, from, n);
}

void receivedWell(char *to, const char *from, unsigned wire)
{
    unsigned n = ntohl(wire);
    if (n > 100) {
        return;
    }
    // ok: c-length-from-input
    memcpy(to, from, n);
}

void stack(size_t n)
{
    // ruleid: c-alloca-variable
    char *p = alloca(n);
    // ok: c-alloca-variable
    char *q = alloca(64);
}

int format(char *b, size_t size, int v)
{
    size_t n = 0;
    // ruleid: c-snprintf-sum
    n += snprintf(b + n, size - n, "%d", v);
    // ok: c-snprintf-sum
    int k = snprintf(b, size, "%d", v);
    return k;
}

int wipe(char *password, char *text)
{
    // ok: c-secret-not-wiped
    explicit_bzero(text, 10);
    // ruleid: c-secret-not-wiped
    memset(password, 0, 10);
    return 0;
}

#include <stdlib.h>

void *make(size_t rows, size_t columns) {
    // ruleid: c-alloc-size-product
    void *a = malloc(rows * columns);
    // ok: c-alloc-size-product
    void *b = calloc(rows, columns);
    // ok: c-alloc-size-product
    void *c = malloc(rows * sizeof(int));
    // ok: c-alloc-size-product
    void *d = malloc(16 * 4);
    return a ? a : b ? b : c ? c : d;
}

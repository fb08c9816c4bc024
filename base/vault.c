/* Mapped chunks, filled one after the other. */
#include "base/vault.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>

enum { CHUNK_BYTES = 64 << 10, PAGE = 4096 };

/* The head of a chunk; values follow. */
typedef struct chunk {
    struct chunk *next;
    size_t size, used; /* bytes of the whole mapping */
} chunk;

struct sl_vault {
    chunk *chunks; /* the one being filled first */
    size_t n;
    int was_dumpable;
};

bool sl_vault_open(sl_vault **out, sl_err *e)
{
    sl_vault *vault = calloc(1, sizeof *vault);
    if (!vault)
        return sl_fail(e, SL_EFAIL, "no memory for secret values");
    vault->was_dumpable = prctl(PR_GET_DUMPABLE);
    prctl(PR_SET_DUMPABLE, 0);
    *out = vault;
    return true;
}

static chunk *add_chunk(sl_vault *vault, size_t n)
{
    size_t size = n + sizeof(chunk) > CHUNK_BYTES ? n + sizeof(chunk) : (size_t)CHUNK_BYTES;
    size = (size + PAGE - 1) / PAGE * PAGE;
    if (vault->n + size > SL_VAULT_MAX)
        return NULL;
    chunk *c = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (c == MAP_FAILED)
        return NULL;
    mlock(c, size); /* a small RLIMIT_MEMLOCK only means that it may be swapped */
    madvise(c, size, MADV_DONTDUMP);
    madvise(c, size, MADV_DONTFORK);
    *c = (chunk){.next = vault->chunks, .size = size, .used = sizeof *c};
    vault->chunks = c;
    vault->n += size;
    return c;
}

sl_str sl_vault_keep(sl_vault *vault, sl_str value)
{
    chunk *c = vault->chunks;
    if (value.n >= SL_VAULT_MAX)
        return (sl_str){0};
    if (!c || c->size - c->used <= value.n)
        c = add_chunk(vault, value.n + 1);
    if (!c)
        return (sl_str){0};
    char *to = (char *)c + c->used;
    if (value.n)
        memcpy(to, value.p, value.n);
    to[value.n] = 0;
    c->used += value.n + 1;
    return sl_str_at(to, value.n);
}

void sl_vault_share(sl_vault *vault, bool is_shared)
{
    for (chunk *c = vault->chunks; c; c = c->next)
        madvise(c, c->size, is_shared ? MADV_DOFORK : MADV_DONTFORK);
}

void sl_vault_close(sl_vault *vault)
{
    if (!vault)
        return;
    for (chunk *c = vault->chunks; c;) {
        chunk *next = c->next;
        size_t size = c->size;
        explicit_bzero(c, size);
        munmap(c, size);
        c = next;
    }
    prctl(PR_SET_DUMPABLE, vault->was_dumpable == 1);
    free(vault);
}

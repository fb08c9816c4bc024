/* The arena: blocks that double, released at once. Memory that ends, ends the process (exit 3). */
#include "sluice/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    FIRST_BLOCK = 4096,
    LARGEST_STEP = 1 << 20, /* of arenas that are not large */
    HUGE_STEP = 8 << 20,    /* of those that are: up to a quarter of what they have */
    HUGE_PAGE = 2 << 20,
    EXIT_UNDECIDED = 3
};

typedef struct block {
    struct block *next;
    void *memory; /* what is to be freed */
    size_t size, used;
    _Alignas(max_align_t) char bytes[];
} block;

struct sl_arena {
    block *top;
    block *spare; /* empty, for use again; NULL */
    size_t used;
    size_t step;
};

static _Noreturn void out_of_memory(void)
{
    static const char text[] = "sluice: out of memory; the gate stays shut\n";
    if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
        _exit(EXIT_UNDECIDED);
    _exit(EXIT_UNDECIDED);
}

sl_arena *sl_arena_new(void)
{
    sl_arena *mem = calloc(1, sizeof *mem);
    if (!mem)
        out_of_memory();
    mem->step = FIRST_BLOCK;
    return mem;
}

static void free_blocks(block *b)
{
    while (b) {
        block *next = b->next;
        free(b->memory);
        b = next;
    }
}

void sl_arena_free(sl_arena *mem)
{
    if (!mem)
        return;
    free_blocks(mem->top);
    free_blocks(mem->spare);
    free(mem);
}

void sl_arena_reset(sl_arena *mem)
{
    mem->used = 0;
    if (!mem->top)
        return;
    free_blocks(mem->top->next);
    mem->top->next = NULL;
    memset(mem->top->bytes, 0, mem->top->used);
    mem->top->used = 0;
}

sl_arena_mark sl_arena_note(const sl_arena *mem)
{
    return (sl_arena_mark){mem->top, mem->top ? mem->top->used : 0, mem->used};
}

static void clear_block(block *b, size_t from)
{
    memset(b->bytes + from, 0, b->used - from);
    b->used = from;
}

void sl_arena_rewind(sl_arena *mem, sl_arena_mark mark)
{
    while (mem->top != mark.block) {
        block *b = mem->top;
        mem->top = b->next;
        free_blocks(mem->spare);
        b->next = NULL;
        mem->spare = b;
    }
    if (mem->spare)
        clear_block(mem->spare, 0);
    if (mem->top)
        clear_block(mem->top, mark.used);
    mem->used = mark.total;
}

size_t sl_arena_used(const sl_arena *mem)
{
    return mem->used;
}

/* `n` zeroed bytes. Large ones lie on large pages where the system has them: the first touch of
   each page costs more than filling it. */
static block *make_block(size_t n)
{
    bool is_large = n >= 2 * (size_t)HUGE_PAGE;
    size_t slack = is_large ? 2 * (size_t)HUGE_PAGE : 0;
    if (!sl_add(&n, n, slack))
        out_of_memory();
    char *memory = calloc(1, n);
    if (!memory)
        out_of_memory();
    size_t skip = is_large ? HUGE_PAGE - (uintptr_t)memory % HUGE_PAGE : 0;
    block *b = (void *)(memory + skip);
    if (is_large)
        madvise(b, (n - skip) / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE);
    b->memory = memory;
    return b;
}

static block *add_block(sl_arena *mem, size_t n)
{
    size_t size = mem->step > n ? mem->step : n;
    size_t whole;
    if (mem->spare && mem->spare->size >= n) {
        block *spare = mem->spare;
        mem->spare = NULL;
        spare->next = mem->top;
        mem->top = spare;
        return spare;
    }
    if (!sl_add(&whole, size, sizeof(block)))
        out_of_memory();
    block *b = make_block(whole);
    b->size = size;
    b->next = mem->top;
    mem->top = b;
    if (mem->step < LARGEST_STEP || (mem->step < mem->used / 4 && mem->step < HUGE_STEP))
        mem->step *= 2;
    return b;
}

void *sl_alloc(sl_arena *mem, size_t n)
{
    size_t align = _Alignof(max_align_t);
    if (n > SIZE_MAX - align)
        out_of_memory();
    n = (n + align - 1) / align * align;
    block *b = mem->top;
    if (!b || b->size - b->used < n)
        b = add_block(mem, n);
    void *p = b->bytes + b->used;
    b->used += n;
    mem->used += n;
    return p;
}

void *sl_alloc_array(sl_arena *mem, size_t count, size_t size)
{
    size_t n;
    if (!sl_mul(&n, count, size))
        out_of_memory();
    return sl_alloc(mem, n);
}

sl_str sl_dup(sl_arena *mem, sl_str s)
{
    return sl_str_at(sl_dup_z(mem, s), s.n);
}

char *sl_dup_z(sl_arena *mem, sl_str s)
{
    if (s.n == SIZE_MAX)
        out_of_memory();
    char *p = sl_alloc(mem, s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    return p;
}

sl_str sl_printf(sl_arena *mem, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *p = sl_alloc(mem, n > 0 ? (size_t)n + 1 : 1);
    if (n > 0)
        vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return sl_str_at(p, n > 0 ? (size_t)n : 0);
}

/* The list in storage for `cap` elements. */
static void *moved(sl_arena *mem, const void *v, size_t n, size_t cap, size_t size)
{
    void *grown = sl_alloc_array(mem, cap, size);
    if (n)
        memcpy(grown, v, n * size);
    return grown;
}

void *sl_list_room(sl_arena *mem, void *v, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return v;
    if (!sl_mul(cap, *cap ? *cap : 4, 2))
        out_of_memory();
    return moved(mem, v, n, *cap, size);
}

void *sl_list_widen(sl_arena *mem, void *v, size_t n, size_t *cap, size_t more, size_t size)
{
    if (more <= *cap - n)
        return v;
    if (!sl_add(cap, n, more))
        out_of_memory();
    return moved(mem, v, n, *cap, size);
}

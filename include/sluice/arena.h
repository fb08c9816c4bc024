/* Memory of one run or one unit: many allocations, one release. */
#ifndef SLUICE_ARENA_H
#define SLUICE_ARENA_H

#include "sluice/str.h"

/** A growing region of memory. */
typedef struct sl_arena sl_arena;

/** A new arena. Allocation never returns NULL: where memory ends, the process ends with exit
    status 3 and a sentence on stderr, which keeps the gate shut (in a worker it fails the unit). */
sl_arena *sl_arena_new(void);
/** Releases the arena and all that was allocated in it. NULL is fine. */
void sl_arena_free(sl_arena *mem);
/** Forgets all allocations but keeps one block for use again. */
void sl_arena_reset(sl_arena *mem);
/** Where an arena stood. */
typedef struct sl_arena_mark {
    const void *block;
    size_t used, total;
} sl_arena_mark;

/** Where the arena stands. */
sl_arena_mark sl_arena_note(const sl_arena *mem);
/** Forgets what was allocated since the mark was taken, which has to be of this arena and of no
   time before its last reset. */
void sl_arena_rewind(sl_arena *mem, sl_arena_mark mark);
/** Bytes handed out since the arena was made or reset. */
size_t sl_arena_used(const sl_arena *mem);
/** `n` zeroed bytes, aligned for any type; they live as long as the arena. */
void *sl_alloc(sl_arena *mem, size_t n);
/** `count` zeroed elements of `size` bytes; the product is checked. */
void *sl_alloc_array(sl_arena *mem, size_t count, size_t size);
/** A terminated copy of `s`. */
sl_str sl_dup(sl_arena *mem, sl_str s);
/** A terminated copy of `s` as a C string (bytes after an embedded NUL are unreachable as such). */
char *sl_dup_z(sl_arena *mem, sl_str s);
/** Formatted text in the arena, terminated. */
sl_str sl_printf(sl_arena *mem, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Makes room for one more element and returns the list's storage; use sl_list_add. */
void *sl_list_room(sl_arena *mem, void *v, size_t n, size_t *cap, size_t size);
/** Adds a zeroed element to a list (`struct {T *v; size_t n, cap;}`) and yields its address. */
#define sl_list_add(mem, list)                                                                     \
    ((list)->v = sl_list_room((mem), (list)->v, (list)->n, &(list)->cap, sizeof *(list)->v),       \
     &(list)->v[(list)->n++])

/** Makes room for `more` further elements of a list, so that adding them moves nothing. */
#define sl_list_reserve(mem, list, more)                                                           \
    ((list)->v =                                                                                   \
         sl_list_widen((mem), (list)->v, (list)->n, &(list)->cap, (more), sizeof *(list)->v))
/** Use sl_list_reserve. */
void *sl_list_widen(sl_arena *mem, void *v, size_t n, size_t *cap, size_t more, size_t size);

/** `a + b` into `*out`; false when it does not fit. */
static inline bool sl_add(size_t *out, size_t a, size_t b)
{
    return !__builtin_add_overflow(a, b, out);
}

/** `a * b` into `*out`; false when it does not fit. */
static inline bool sl_mul(size_t *out, size_t a, size_t b)
{
    return !__builtin_mul_overflow(a, b, out);
}

#endif

/* Owned text that grows up to a bound given when it is made. */
#ifndef SLUICE_BUF_H
#define SLUICE_BUF_H

#include "sluice/err.h"
#include "sluice/str.h"

/** A growable buffer; `p` is terminated whenever it is not NULL. Heap memory, owned by the buffer.
 */
typedef struct sl_buf {
    char *p;
    size_t n, cap, max;
    bool is_over;   /* an addition did not fit; nothing was added since */
    bool is_secret; /* set by the caller: bytes are wiped before they are given back or forgotten */
} sl_buf;

/** An empty buffer that will hold at most `max` bytes. */
void sl_buf_init(sl_buf *b, size_t max);
/** Frees the bytes; the buffer can be initialised again. */
void sl_buf_clear(sl_buf *b);
/** Empties the buffer but keeps its storage. */
void sl_buf_reset(sl_buf *b);
/** Wipes the bytes from `from` to the end of the storage, where the buffer is secret. */
void sl_buf_wipe(sl_buf *b, size_t from);
/** Appends; false (and `is_over`) when the bound does not allow it. */
bool sl_buf_add(sl_buf *b, sl_str s);
/** Appends a terminated string. */
bool sl_buf_addz(sl_buf *b, const char *z);
/** Appends one byte. */
bool sl_buf_addc(sl_buf *b, char c);
/** Appends formatted text. */
bool sl_buf_addf(sl_buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** Appends percent-encoded (RFC 3986): letters, digits and the bytes of `plain` as they are. */
bool sl_buf_add_percent(sl_buf *b, sl_str s, const char *plain);
/** Room for `n` more bytes, which the caller writes and then counts into `b->n`; NULL when over. */
char *sl_buf_room(sl_buf *b, size_t n);
/** What the buffer holds. */
static inline sl_str sl_buf_str(const sl_buf *b)
{
    return (sl_str){b->p, b->n};
}

#endif

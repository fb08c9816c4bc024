/* Errors: a kind that callers act on and a sentence that a user can act on, with context in front.
 */
#ifndef SLUICE_ERR_H
#define SLUICE_ERR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/** What a caller may need to tell apart. */
typedef enum sl_err_kind {
    SL_OK = 0,
    SL_EFAIL,   /* it did not work; nothing to act on */
    SL_EUSAGE,  /* the command line, pipeline, policy or a rule is wrong: exit 2 */
    SL_ENOENT,  /* the thing named does not exist */
    SL_EPARSE,  /* input is not in its format */
    SL_ETOOBIG, /* a limit on size, depth, count or time was reached */
    SL_EIO,     /* the disk, network or operating system refused */
    SL_ENOTSUP, /* well-formed, but this build or machine cannot do it */
    SL_EDENIED, /* refused by permission or policy */
    SL_EINTR    /* interrupted by the user: exit 130 */
} sl_err_kind;

enum { SL_ERR_TEXT = 1024 };

/** One error. Start it as `sl_err e = {0}`. The text is a sentence in lower case without full stop.
 */
typedef struct sl_err {
    sl_err_kind kind;
    char text[SL_ERR_TEXT];
} sl_err;

/** Sets the error (printf form) and returns false, so that `return sl_fail(e, ...)` reads well.
    `e` may be NULL. A text longer than the field is cut at a character. */
bool sl_fail(sl_err *e, sl_err_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/** Puts context in front of the error that is already there ("context: old text"); returns false.
 */
bool sl_fail_more(sl_err *e, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** Sets an SL_EIO (SL_ENOENT for a missing file) error "text: strerror(errno)"; returns false. */
bool sl_fail_errno(sl_err *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif

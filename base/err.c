/* Errors as sentences. The place that knows writes the sentence; callers put context before it. */
#include "sluice/err.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Cuts a text that did not fit at a character, so that it stays UTF-8. */
static void close_text(sl_err *e, int length)
{
    if (length < SL_ERR_TEXT)
        return;
    size_t n = SL_ERR_TEXT - 4;
    while (n > 0 && ((unsigned char)e->text[n] & 0xc0) == 0x80)
        n--;
    memcpy(e->text + n, "...", 4);
}

static bool set(sl_err *e, sl_err_kind kind, const char *format, va_list args)
{
    if (!e)
        return false;
    e->kind = kind;
    close_text(e, vsnprintf(e->text, sizeof e->text, format, args));
    return false;
}

bool sl_fail(sl_err *e, sl_err_kind kind, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set(e, kind, format, args);
    va_end(args);
    return false;
}

bool sl_fail_more(sl_err *e, const char *format, ...)
{
    if (!e)
        return false;
    char old[SL_ERR_TEXT];
    memcpy(old, e->text, sizeof old);
    va_list args;
    va_start(args, format);
    int n = vsnprintf(e->text, sizeof e->text, format, args);
    va_end(args);
    if (n < 0 || n >= SL_ERR_TEXT - 8)
        n = SL_ERR_TEXT / 2;
    size_t room = sizeof e->text - (size_t)n;
    close_text(e, n + snprintf(e->text + n, room, ": %s", old));
    if (e->kind == SL_OK)
        e->kind = SL_EFAIL;
    return false;
}

bool sl_fail_errno(sl_err *e, const char *format, ...)
{
    int number = errno;
    if (!e)
        return false;
    va_list args;
    va_start(args, format);
    set(e, number == ENOENT || number == ENOTDIR ? SL_ENOENT : SL_EIO, format, args);
    va_end(args);
    size_t n = strlen(e->text);
    close_text(e, (int)n + snprintf(e->text + n, sizeof e->text - n, ": %s", strerror(number)));
    return false;
}

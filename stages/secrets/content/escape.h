/* Escapes that stand for one character: %41, \u0041, \u{41}, \U00000041, \x41, \/, U+0041, =41. */
#ifndef SLUICE_STAGES_SECRETS_CONTENT_ESCAPE_H
#define SLUICE_STAGES_SECRETS_CONTENT_ESCAPE_H

#include "sluice/str.h"

/** The code of an escape that stands for nothing: quoted-printable's break of a line. */
#define SL_SECRET_NO_CHARACTER UINT32_MAX

/** Forms that a text has to be known for: "=41", when a head says that it is quoted-printable (RFC
    2045), and a backslash before a slash, as some writers of JSON put it into addresses. */
enum { SL_ESCAPE_QUOTED_PRINTABLE = 1, SL_ESCAPE_SLASH = 2 };

enum { SL_ESCAPE_HEAD_MAX = 64 << 10 /* bytes in which a head of a mail is looked for */ };

/** True for printable ASCII, blanks, tabs and breaks. */
static inline bool sl_secret_is_printable(uint32_t c)
{
    return (c >= 0x20 && c < 0x7f) || c == '\n' || c == '\t' || c == '\r';
}

/** Bytes of the escape at `at` and the code of its character, which is printable or beyond ASCII;
    0 when there is none. A backslash may itself be escaped. */
size_t sl_secret_escape(sl_str s, size_t at, unsigned forms, uint32_t *code);
/** True when "U+0041" stands there. */
bool sl_secret_is_code_point(sl_str s, size_t at);
/** Which forms a text has that would be something else in most texts. */
unsigned sl_secret_escape_forms(sl_str s);

#endif

/* UTF-8 one character at a time (Unicode 15, section 3.9). */
#ifndef SLUICE_BASE_UTF8_H
#define SLUICE_BASE_UTF8_H

#include "sluice/str.h"

enum { SL_UTF8_MAX = 4, SL_UNICODE_MAX = 0x10ffff };

/** Bytes of the well-formed character at `at`; 0 where there is none (table 3-7: no overlong forms,
    no surrogates) or `at` is past the end. */
size_t sl_utf8_length(sl_str s, size_t at);
/** Offset of the first byte that is not part of a well-formed character; s.n when all are. */
size_t sl_utf8_check(sl_str s);
/** Writes the character and returns its number of bytes; 0 for a surrogate or past U+10FFFF. */
size_t sl_utf8_encode(char out[SL_UTF8_MAX], uint32_t code);

#endif

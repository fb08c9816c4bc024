/* Kinds of characters. They are those of ASCII, whatever the locale says. */
#ifndef SLUICE_BASE_CHARS_H
#define SLUICE_BASE_CHARS_H

#include <stdbool.h>

/** True for '0' to '9'. */
static inline bool sl_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/** True for 'A' to 'Z'. */
static inline bool sl_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/** True for 'a' to 'z'. */
static inline bool sl_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/** True for a letter of either case. */
static inline bool sl_is_letter(char c)
{
    return sl_is_upper(c) || sl_is_lower(c);
}

/** True for a letter or a digit. */
static inline bool sl_is_alnum(char c)
{
    return sl_is_letter(c) || sl_is_digit(c);
}

/** True for a letter, a digit or '_': what most languages make names of. */
static inline bool sl_is_word(char c)
{
    return sl_is_alnum(c) || c == '_';
}

/** The value of a hex digit of either case, -1 for any other byte. */
static inline int sl_hex_value(char c)
{
    if (sl_is_digit(c))
        return c - '0';
    int low = c | 0x20;
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

#endif

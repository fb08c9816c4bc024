/* What a program text is made of, as far as the lexer tells it apart. */
#ifndef SLUICE_ENGINE_MATCH_LEXEME_H
#define SLUICE_ENGINE_MATCH_LEXEME_H

#include "sluice/arena.h"

typedef enum sl_lexeme_kind { SL_LEX_CODE, SL_LEX_COMMENT, SL_LEX_STRING } sl_lexeme_kind;

/** Bytes [start, end) that are a comment or (a piece of) a string, delimiters included; letters
    before the opening quote are not. Regular expressions between slashes count as strings. */
typedef struct sl_lexeme {
    size_t start, end;
    sl_lexeme_kind kind;
} sl_lexeme;

/** In the order of the text, without overlap. */
typedef struct sl_lexemes {
    sl_lexeme *v;
    size_t n, cap;
} sl_lexemes;

/** Nesting of strings in code in strings that is followed; deeper ones are plain string. */
enum { SL_LEX_DEPTH = 32 };

#endif

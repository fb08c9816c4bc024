/* Comments and strings of a program text, per language and by table: enough to tell code from both,
   without parsing. Code inside a string ("${…}", "#{…}") is code again. */
#ifndef SLUICE_ENGINE_MATCH_LEXER_H
#define SLUICE_ENGINE_MATCH_LEXER_H

#include "engine/match/syntax.h"
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

/** The comments and strings of `text`. Any bytes have an answer; time is linear in them. A NULL
    syntax has neither. */
void sl_lex(sl_lexemes *out, sl_arena *mem, const sl_syntax *syntax, sl_str text);
/** What the byte at `offset` belongs to: the lexeme, or NULL for code. */
const sl_lexeme *sl_lexeme_at(const sl_lexemes *lexemes, size_t offset);

#endif

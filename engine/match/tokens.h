/* A program text as tokens: words, numbers, strings and signs, without comments, white space and
   lines for a preprocessor. Enough to compare code by, without parsing. */
#ifndef SLUICE_ENGINE_MATCH_TOKENS_H
#define SLUICE_ENGINE_MATCH_TOKENS_H

#include "engine/match/lexer.h"

typedef enum sl_token_kind {
    SL_TOKEN_WORD,    /* a name or a keyword */
    SL_TOKEN_LITERAL, /* a number, a string or a piece of one */
    SL_TOKEN_SIGN     /* an operator or a bracket */
} sl_token_kind;

/** The bytes [start, end) of the text. */
typedef struct sl_token {
    size_t start, end;
    sl_token_kind kind;
} sl_token;

/** A text being read; start it with sl_tokens_init. */
typedef struct sl_tokens {
    sl_str text;
    sl_lexemes lexemes;
    size_t lexeme; /* the next one */
    size_t at;
    bool has_directives; /* '#' begins a line for the preprocessor */
    bool is_line_start;  /* nothing but space since the line began */
    size_t dead;         /* levels of #if inside "#if 0" */
} sl_tokens;

/** Reads the comments and strings of the text; the text has to stay. A NULL syntax has neither. */
void sl_tokens_init(sl_tokens *t, sl_arena *mem, const sl_syntax *syntax, sl_str text);
/** The next token; false at the end. */
bool sl_tokens_next(sl_tokens *t, sl_token *out);
/** True for a word that the language reserves ("while", "class" …), or uses like those that are. */
bool sl_token_is_keyword(const sl_syntax *syntax, sl_str word);

#endif

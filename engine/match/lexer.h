/* Comments and strings of a program text, per language and by table: enough to tell code from both,
   without parsing. Code inside a string ("${…}", "#{…}") is code again. */
#ifndef SLUICE_ENGINE_MATCH_LEXER_H
#define SLUICE_ENGINE_MATCH_LEXER_H

#include "engine/match/lexeme.h"
#include "engine/match/syntax.h"

/** The comments and strings of `text`. Any bytes have an answer; time is linear in them. A NULL
    syntax has neither. */
void sl_lex(sl_lexemes *out, sl_arena *mem, const sl_syntax *syntax, sl_str text);
/** What the byte at `offset` belongs to: the lexeme, or NULL for code. */
const sl_lexeme *sl_lexeme_at(const sl_lexemes *lexemes, size_t offset);

#endif

/* Words of shell text: quotes, escapes and expansions (POSIX, section 2.2 and 2.6). */
#ifndef SLUICE_ENGINE_RESOURCE_SHELL_WORD_H
#define SLUICE_ENGINE_RESOURCE_SHELL_WORD_H

#include "sluice/arena.h"

/** A word without its quotes; "$X" and "$(…)" stand in it as written. Offsets are in the text. */
typedef struct sl_shell_word {
    sl_str text;
    size_t start, end;
    bool is_quoted;    /* some of it was in quotes */
    bool has_variable; /* an expansion stands in it, outside of single quotes */
} sl_shell_word;

typedef struct sl_shell_words {
    sl_shell_word *v;
    size_t n, cap;
} sl_shell_words;

/** Where the splitter reads. */
typedef struct sl_shell_lexer {
    sl_arena *mem;
    sl_str text;
    size_t at;
    /** Splits a command substitution: the lexer stands behind its "$(", and behind its ")" when it
        returns. False stops. */
    bool (*nested)(void *self);
    void *self;
} sl_shell_lexer;

/** The byte `ahead` of the lexer, 0 at the end. */
char sl_shell_peek(const sl_shell_lexer *lex, size_t ahead);
/** Reads the word that starts here; the lexer stands behind it and has moved. */
bool sl_shell_word_read(sl_shell_lexer *lex, sl_shell_word *word);

#endif

/* The lexer's state, shared by its parts: lexer.c (code and comments) and lexstring.c (strings). */
#ifndef SLUICE_ENGINE_MATCH_LEXSTATE_H
#define SLUICE_ENGINE_MATCH_LEXSTATE_H

#include "engine/match/lexeme.h"
#include "engine/match/syntax.h"

enum {
    SL_LEX_MARK_MAX = 24, /* bytes of a closing mark */
    SL_LEX_HEREDOCS = 8   /* waiting for the next line */
};

/** One level: a string that is being read, or code inside a string. */
typedef struct sl_lex_frame {
    bool is_code;
    char open, close; /* code: its brackets */
    unsigned depth;   /* open brackets */
    unsigned traits;  /* string */
    size_t start;     /* string: where this piece began */
    char mark[SL_LEX_MARK_MAX];
    size_t n_mark;
    char nest; /* string: an opening bracket that nests (%w[a [b]]) */
} sl_lex_frame;

/** A heredoc whose text begins on the next line. */
typedef struct sl_lex_heredoc {
    sl_str word;
    bool is_indented;
} sl_lex_heredoc;

/** A text while it is read. */
typedef struct sl_lexer {
    sl_arena *mem;
    const sl_syntax *syntax;
    sl_lexemes *out;
    sl_str text;
    size_t at, line_start;
    sl_lex_frame stack[SL_LEX_DEPTH];
    size_t n_stack;
    sl_lex_heredoc heredocs[SL_LEX_HEREDOCS];
    size_t n_heredocs;
    bool is_heredoc_open; /* one never ended: what looks like heredocs is none */
    char last;            /* the last byte of code that was no space; 0: none yet */
    sl_str last_word;     /* the word that ends with it; empty for none */
    bool is_special[256]; /* bytes at which more than a word can begin */
} sl_lexer;

/** The byte that many places ahead; 0 past the end. */
static inline char sl_lexer_peek(const sl_lexer *l, size_t ahead)
{
    return ahead < l->text.n - l->at ? l->text.p[l->at + ahead] : 0;
}

/** The byte before `at`, or a line end where the text begins. */
static inline char sl_lexer_before(const sl_lexer *l, size_t at)
{
    return at > 0 ? l->text.p[at - 1] : '\n';
}

/** True when the mark stands at `at`. */
bool sl_lexer_stands(const sl_lexer *l, size_t at, const char *mark);
/** Where the line of `at` ends. */
size_t sl_lexer_line_end(const sl_lexer *l, size_t at);
/** Adds a lexeme, unless it is empty. */
void sl_lexer_emit(sl_lexer *l, size_t start, size_t end, sl_lexeme_kind kind);
/** Notes that a value ended here, so that a slash after it divides. */
void sl_lexer_value(sl_lexer *l);
/** A letter, digit, underscore or byte of a non-ASCII character. */
bool sl_lexer_is_word(char c);
/** White space and line ends. */
bool sl_lexer_is_space(char c);
/** Begins a string of the language's forms; false when none stands here. */
bool sl_lexer_begin_string(sl_lexer *l);
/** Begins a string whose meaning the word before it changes; false when it changes none. */
bool sl_lexer_begin_prefixed(sl_lexer *l, sl_str word);
/** Ruby's %w[…] and the like; false when this is none. */
bool sl_lexer_begin_percent(sl_lexer *l);
/** Reads a regular expression between slashes; false when this is none. */
bool sl_lexer_read_regex(sl_lexer *l);
/** Lua's long brackets, text or comment; false when this is none. */
bool sl_lexer_read_long_bracket(sl_lexer *l);
/** Reads the string on top of the stack to its end, or to code inside it. */
void sl_lexer_read_string(sl_lexer *l);
/** Notes a heredoc; false when this is none. */
bool sl_lexer_note_heredoc(sl_lexer *l);
/** Reads the texts of the noted heredocs, at the start of a line. */
void sl_lexer_read_heredocs(sl_lexer *l);

#endif

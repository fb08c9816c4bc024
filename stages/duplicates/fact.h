/* What a worker tells about one file: its tokens by the digest of their text, with their places. It
   depends on the text and the language alone, so that it can be kept; what the parent makes of it
   depends on the options. No byte of the text is in it. */
#ifndef SLUICE_STAGES_DUPLICATES_FACT_H
#define SLUICE_STAGES_DUPLICATES_FACT_H

#include "engine/match/tokens.h"
#include "sluice/buf.h"
#include "sluice/err.h"

enum {
    SL_CLONE_FILE_TOKENS = 10000000 /* of one file (limit file_tokens) */
};

/** What a word of a file's dictionary is. */
typedef enum sl_clone_kind {
    SL_CLONE_NAME,
    SL_CLONE_KEYWORD,
    SL_CLONE_LITERAL,
    SL_CLONE_SIGN,
    SL_CLONE_KINDS
} sl_clone_kind;

/** A word of a file's dictionary. */
typedef struct sl_clone_word {
    uint64_t digest; /* of its text */
    uint32_t length, newlines;
    sl_clone_kind kind;
} sl_clone_word;

/** One token, or a border that no clone crosses. */
typedef struct sl_clone_token {
    bool is_border;
    uint32_t word; /* index in the dictionary */
    uint32_t start, end, line, end_line;
} sl_clone_token;

/** A fact being read; it is checked on the way. */
typedef struct sl_clone_reader {
    sl_str rest;
    uint32_t n_bytes, n_lines, n_tokens; /* of the file; borders count as tokens */
    uint32_t max_words;
    sl_clone_word *words;
    uint32_t n_words;
    uint32_t at, line, n_read;
    bool is_bad; /* the fact is none */
} sl_clone_reader;

/** Appends the fact about a text. Regions between ignore marks are borders. */
bool sl_clone_fact_write(sl_buf *out, sl_arena *mem, const sl_syntax *syntax, sl_str text,
                         sl_err *e);
/** Begins to read; the dictionary goes to `mem`. False when the head is no fact's. */
bool sl_clone_fact_open(sl_clone_reader *r, sl_arena *mem, sl_str fact);
/** The next token; false at the end, or (`is_bad`) where the fact is damaged. */
bool sl_clone_fact_next(sl_clone_reader *r, sl_clone_token *out);

#endif

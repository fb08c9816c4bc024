/* Texts of any kind as words and marks in blocks: what is indented further than the line before it
   is a block, and what stands between brackets on one line. */
#ifndef SLUICE_ENGINE_PATTERN_BLOCKS_H
#define SLUICE_ENGINE_PATTERN_BLOCKS_H

#include "sluice/arena.h"

typedef enum sl_word_kind {
    SL_WORD,
    SL_MARK,
    SL_WORD_VARIABLE,
    SL_WORD_REST,
    SL_WORD_DOTS
} sl_word_kind;

/** A word or mark. */
typedef struct sl_word {
    uint32_t start, end, line, column;
    uint32_t block;   /* the innermost that it stands in */
    uint32_t partner; /* of brackets: the other one; UINT32_MAX */
    uint32_t n;       /* of an ellipsis: how many stand in a row */
    uint8_t kind;
    bool is_closer; /* a closing bracket */
} sl_word;

/** A block: words `start` to `end`, in the block `parent`. The first is the whole text. */
typedef struct sl_word_block {
    uint32_t start, end, parent;
    bool is_indented; /* else between brackets */
} sl_word_block;

/** A text. */
typedef struct sl_blocks {
    sl_str text;
    sl_word *v;
    size_t n, cap;
    struct {
        sl_word_block *v;
        size_t n, cap;
    } blocks;
} sl_blocks;

enum { SL_WORDS_MAX = 4000000 };

/** Reads a text; of patterns, metavariables and ellipses, brackets that pair across lines, and
   blocks of indentation only. */
void sl_blocks_read(sl_blocks *out, sl_arena *mem, sl_str text, bool is_pattern);
/** The text of a word. */
static inline sl_str sl_word_text(const sl_blocks *b, size_t i)
{
    return sl_str_sub(b->text, b->v[i].start, b->v[i].end);
}

#endif

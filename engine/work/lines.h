/* Lines of a text: from byte offsets to line and column, without an array of all lines. */
#ifndef SLUICE_ENGINE_WORK_LINES_H
#define SLUICE_ENGINE_WORK_LINES_H

#include "sluice/arena.h"

/** An index over one text, built on the first question. Start it with sl_lines_init. */
typedef struct sl_lines {
    sl_arena *mem;
    sl_str text;
    uint32_t *before; /* newlines before each block; NULL until it is needed */
    size_t last_line; /* the line asked for last (1-based), 0: none, and where it starts */
    size_t last_start;
} sl_lines;

/** Where an offset lies: line and column are 1-based, `start` is the offset of the line's first
    byte. */
typedef struct sl_line_at {
    size_t line, column, start;
} sl_line_at;

/** Makes the index; the text has to stay as long as the index is used. */
void sl_lines_init(sl_lines *lines, sl_arena *mem, sl_str text);
/** The place of an offset; one past the end is the end. */
sl_line_at sl_lines_find(sl_lines *lines, size_t offset);
/** Offset of the newline that ends the line which starts at `start`, or the text's length. */
size_t sl_lines_end(const sl_lines *lines, size_t start);

#endif

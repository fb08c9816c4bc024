/* The lines of a finding, cut to a size that fits a report, with secrets redacted. */
#ifndef SLUICE_ENGINE_WORK_SNIPPET_H
#define SLUICE_ENGINE_WORK_SNIPPET_H

#include "engine/work/lines.h"
#include "engine/work/report.h"

enum { SL_SNIPPET_LINES = 5, SL_SNIPPET_WIDTH = 300 };

/** Raw lines, not redacted yet. */
typedef struct sl_snippet {
    struct {
        size_t offset; /* of the line's first byte that is kept, in the text */
        sl_str raw;
    } lines[SL_SNIPPET_LINES];
    size_t n;
    size_t column; /* 1-based, of the first line's first kept byte */
    size_t order;  /* the caller's */
} sl_snippet;

/** Copies the lines of the bytes [start, end): at most 5, each cut to 300 bytes so that the start
   of the region is seen. */
void sl_snippet_cut(sl_snippet *snippet, sl_arena *mem, sl_lines *lines, size_t start, size_t end);
/** The lines joined by newlines, each secret replaced by ******, after its first four bytes where
   it is 16 or longer. */
sl_str sl_snippet_text(const sl_snippet *snippet, sl_arena *mem, sl_secrets *secrets);

#endif

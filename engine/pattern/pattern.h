/* Patterns: code with metavariables and ellipses, read into terms by the language's own grammar. */
#ifndef SLUICE_ENGINE_PATTERN_PATTERN_H
#define SLUICE_ENGINE_PATTERN_PATTERN_H

#include "engine/pattern/rewrite.h"

enum {
    SL_PATTERN_PARSES_MAX = 4000, /* attempts to read one pattern */
    SL_PATTERN_PARSE_MS = 1000
};

/** More words than these are not told of one pattern. */
enum { SL_CODE_WORDS_MAX = 4 };

/** How a text was read as a pattern: found by trying, told to read it at once. */
typedef struct sl_code_way {
    uint32_t typed; /* which of the texts that look like typed metavariables are some, as bits */
    uint16_t frame;
    bool is_other; /* whose it is may note here that another dialect has read it */
    size_t n;
    const uint8_t *choices; /* by hole, how it is written */
} sl_code_way;

/** A pattern, compiled for one dialect. */
typedef struct sl_code_pattern {
    sl_term *const *v; /* one term, or the statements of a sequence */
    size_t n;
    bool is_sequence; /* statements that follow one another */
    bool is_partial;  /* the end of it is not the pattern's own: a function without its body */
    bool is_data;     /* of a language of documents */
    const sl_holes *holes;
    unsigned options;
    sl_strs words; /* names that every match has in it as they are: the longest, longest first */
    sl_code_way way;
    size_t number; /* whose it is may tell patterns apart by it */
    struct {
        sl_str *names; /* of typed metavariables, with their types */
        const sl_term **types;
        size_t n;
    } typed;
} sl_code_pattern;

/** Compiles `text`. The SL_EPARSE error says which line and column of the pattern is not
    understood. */
bool sl_code_pattern_read(sl_code_pattern **out, sl_arena *mem, const sl_tables *tables,
                          sl_str text, sl_err *e);
/** Compiles `text` in the way that is told; false when it does not lead to a pattern. */
bool sl_code_pattern_read_again(sl_code_pattern **out, sl_arena *mem, const sl_tables *tables,
                                sl_str text, const sl_code_way *way);
/** The declared type of a typed metavariable; NULL. */
const sl_term *sl_code_pattern_type(const sl_code_pattern *pattern, sl_str name);

#endif

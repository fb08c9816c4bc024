/* The scalars of TOML: strings, numbers, booleans, dates. Used by toml.c only. */
#ifndef SLUICE_BASE_TOML_SCALAR_H
#define SLUICE_BASE_TOML_SCALAR_H

#include "sluice/buf.h"
#include "sluice/err.h"
#include "sluice/node.h"

/** A place in a document that is being read. */
typedef struct sl_toml {
    sl_arena *mem;
    sl_str file, text;
    size_t at;
    uint32_t line;
    size_t line_at; /* offset of the line's first byte */
    unsigned depth;
    sl_err *e;
} sl_toml;

/** The byte at the place, -1 at the end. */
int sl_toml_peek(const sl_toml *t);
/** Steps over LF or CRLF; false when neither is here. */
bool sl_toml_newline(sl_toml *t);
/** Sets the error "FILE:LINE:COLUMN: text" for the place and returns false. */
bool sl_toml_fail(const sl_toml *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** A new node that begins at the place. */
sl_node *sl_toml_node(const sl_toml *t, sl_node_kind kind);
/** Notes that the node ends at the place. */
void sl_toml_node_end(const sl_toml *t, sl_node *node);
/** Reads the string that begins here; `*is_block` says whether it was a multi-line one. */
bool sl_toml_string(sl_toml *t, sl_str *out, bool *is_block);
/** Reads the scalar that begins here, whatever its type. */
bool sl_toml_scalar(sl_toml *t, sl_node **out);

#endif

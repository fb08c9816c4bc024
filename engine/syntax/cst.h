/* Concrete syntax trees through tree-sitter, flattened to an array in pre-order. What the grammar
   did not understand is listed. */
#ifndef SLUICE_ENGINE_SYNTAX_CST_H
#define SLUICE_ENGINE_SYNTAX_CST_H

#include <tree_sitter/api.h>

#include "sluice/arena.h"
#include "sluice/buf.h"

enum {
    SL_CST_BYTES_MAX = 16 << 20,
    SL_CST_NODES_MAX = 8000000,
    SL_CST_DEPTH_MAX = 500, /* what nests deeper is taken for one leaf and told as not understood */
    SL_CST_ERRORS_MAX = 1000
};

enum { SL_CST_NAMED = 1, SL_CST_EXTRA = 2, SL_CST_MISSING = 4, SL_CST_ERROR = 8 };

/** Symbols from here on, below the last, are types that a parser of ours makes beyond those of the
    grammar, whose errors have the highest numbers. */
enum { SL_CST_OWN = 0x4000, SL_CST_OWN_END = 0x4100 };

/** A node; its children are the nodes from the one after it up to `next`, each at the `next` of the
    one before. */
typedef struct sl_cst_node {
    uint16_t symbol, field, flags;
    uint32_t start, end;
    uint32_t next; /* index of the node after it and all below it */
} sl_cst_node;

/** Bytes that were not understood. */
typedef struct sl_cst_gap {
    uint32_t start, end;
} sl_cst_gap;

/** A tree. */
typedef struct sl_cst {
    const TSLanguage *grammar;
    const char *const *types; /* names of types from SL_CST_OWN on; NULL: there are none */
    sl_str text;
    sl_cst_node *v;
    size_t n, cap;
    struct {
        sl_cst_gap *v;
        size_t n, cap;
    } gaps;
    size_t errors; /* bytes in them, and one for each mark that is missing */
    bool is_deep;  /* something was nested too deep */
} sl_cst;

/** The grammar of that name; NULL when there is none. */
const TSLanguage *sl_grammar(sl_str name);
/** Parses `text`; SL_ETOOBIG names the limit that was reached. `ms` bounds the time. */
bool sl_cst_parse(sl_cst *out, sl_arena *mem, const TSLanguage *grammar, sl_str text, unsigned ms,
                  sl_err *e);
/* For parsers of ours: nodes in pre-order. */

/** Begins a node of type SL_CST_OWN + `type`, which ends with sl_cst_end; its number. */
size_t sl_cst_begin(sl_cst *cst, sl_arena *mem, uint16_t type, uint32_t start);
/** Ends a node; what was added since is in it. */
void sl_cst_end(sl_cst *cst, size_t node, uint32_t end);
/** Adds the tree of a part of the text that begins at `at`. */
bool sl_cst_append(sl_cst *cst, sl_arena *mem, const sl_cst *part, uint32_t at, sl_err *e);
/** Notes bytes that were not understood. */
void sl_cst_note_gap(sl_cst *cst, sl_arena *mem, sl_cst_gap gap);

/** The first child of node `i`; its `next` when it has none. */
static inline size_t sl_cst_first(const sl_cst *cst, size_t i)
{
    (void)cst;
    return i + 1;
}
/** The first child of node `i` in the field; SIZE_MAX. */
size_t sl_cst_field(const sl_cst *cst, size_t i, const char *field);
/** The first child of node `i` of that type; SIZE_MAX. */
size_t sl_cst_child(const sl_cst *cst, size_t i, const char *type);
/** True for a node with a name that is no comment. */
static inline bool sl_cst_is_named(const sl_cst *cst, size_t i)
{
    return (cst->v[i].flags & (SL_CST_NAMED | SL_CST_EXTRA)) == SL_CST_NAMED;
}
/** The grammar's name of the node's type. */
const char *sl_cst_type(const sl_cst *cst, size_t i);
/** True when the node is of that type. */
bool sl_cst_is(const sl_cst *cst, size_t i, const char *type);
/** The text of a node. */
sl_str sl_cst_text(const sl_cst *cst, size_t i);
/** Appends the tree in brackets, for people who write tables. */
void sl_cst_print(sl_buf *out, const sl_cst *cst, size_t i);

#endif

/* From concrete syntax to terms, by the tables of a dialect; patterns and code go the same way. */
#ifndef SLUICE_ENGINE_SYNTAX_LOWER_H
#define SLUICE_ENGINE_SYNTAX_LOWER_H

#include "base/map.h"
#include "engine/syntax/cst.h"
#include "engine/syntax/dialect.h"

/** What stands in a pattern where code cannot. */
typedef enum sl_hole_kind {
    SL_HOLE_DOTS,
    SL_HOLE_VARIABLE,
    SL_HOLE_REST,
    SL_HOLE_TYPED
} sl_hole_kind;

/** One of these, and the bytes of the rewritten pattern that stand for it. */
typedef struct sl_hole {
    sl_hole_kind kind;
    sl_str name;     /* "$X" */
    sl_str original; /* as the pattern has it */
    sl_str type;     /* of a typed metavariable */
    uint32_t start, end;
    sl_str word;   /* the name that stands for it */
    size_t first;  /* the way of writing it that its place suggests */
    size_t choice; /* which way of writing it is tried */
} sl_hole;

/** The holes of a pattern, in the order of their places. */
typedef struct sl_holes {
    sl_hole *v;
    size_t n, cap;
} sl_holes;

/** The tables of a dialect, made ready for its grammar. */
typedef struct sl_tables sl_tables;

/** The name of the call that deep ellipses are rewritten to, after the dialect's prefix. */
#define SL_HOLE_DEEP "DEEP"

/** Tables in `mem`; NULL when the grammar is missing. */
const sl_tables *sl_tables_open(sl_arena *mem, const sl_dialect *dialect);
/** The dialect of tables. */
const sl_dialect *sl_tables_dialect(const sl_tables *tables);
/** The grammar of tables. */
const TSLanguage *sl_tables_grammar(const sl_tables *tables);
/** The term of a tree; `holes` NULL for code. `typed` lowers the type of a typed metavariable and
    may be NULL without holes. */
sl_term *sl_lower_tree(sl_arena *mem, const sl_tables *tables, const sl_cst *cst,
                       const sl_holes *holes);

/* For hooks. */

/** One lowering. */
struct sl_lowering {
    sl_arena *mem;
    const sl_tables *tables;
    const sl_cst *cst;
    const sl_holes *holes;
    sl_terms kids;  /* a stack: children of the terms that are open */
    unsigned again; /* how often tokens around these were parsed once more */
    sl_map anchors; /* terms that later ones refer to, by name */
    size_t repeats; /* terms that were made for such references */
};

/** Emits the terms of a node. */
void sl_lower_into(sl_lowering *l, size_t node, sl_role role);
/** The one term of a node, not emitted; several become a tuple, none NULL. */
sl_term *sl_lower_one(sl_lowering *l, size_t node, sl_role role);
/** Emits the terms of a node by a kind and roles as a row has them, passing over the node's own
    row. */
void sl_lower_as(sl_lowering *l, size_t node, sl_role role, const sl_lower_row *row);
/** Emits what is in a field, if it is there. */
void sl_lower_field(sl_lowering *l, size_t node, const char *field, sl_role role);
/** Begins a term over the bytes of a node; `*mark` is for the end. */
sl_term *sl_lower_begin(sl_lowering *l, sl_term_kind kind, size_t node, size_t *mark);
/** Takes all that was emitted since as children, and emits the term. */
void sl_lower_end(sl_lowering *l, sl_term *term, size_t mark, sl_role role);
/** Emits a term without children. */
sl_term *sl_lower_leaf(sl_lowering *l, sl_term_kind kind, size_t node, sl_str text, sl_role role);
/** Emits a term that is there already. */
void sl_lower_emit(sl_lowering *l, sl_term *term, sl_role role);
/** The text of a node as the pattern or code has it: holes are written back. */
sl_str sl_lower_text(sl_lowering *l, uint32_t start, uint32_t end);
/** A new term of that kind around one that was not emitted yet. */
sl_term *sl_lower_wrapped(sl_lowering *l, sl_term *term, sl_term_kind kind);
/** The hole of exactly these bytes; NULL. */
const sl_hole *sl_lower_hole(const sl_lowering *l, uint32_t start, uint32_t end);
/** Emits a text with what a pattern has in it: strings and holes. An ellipsis that stands beside
    letters is text. */
void sl_lower_pieces(sl_lowering *l, uint32_t start, uint32_t end);
/** Hook: a string with or without pieces of code in it. */
void sl_lower_string(sl_lowering *l, size_t node, sl_role role);
/** Hook: decorators or the like around a definition, which becomes theirs. */
void sl_lower_decorated(sl_lowering *l, size_t node, sl_role role);

#endif

/* What a language's own file says: how its grammar's nodes become terms, and how pieces of patterns
   can be written in it. See docs/sast-engine.md for how one is added. */
#ifndef SLUICE_ENGINE_SYNTAX_DIALECT_H
#define SLUICE_ENGINE_SYNTAX_DIALECT_H

#include "engine/syntax/cst.h"
#include "engine/syntax/term.h"

typedef struct sl_lowering sl_lowering;

/** Makes the tree of a text in a way that a grammar alone cannot. */
typedef bool (*sl_parse_hook)(sl_cst *out, sl_arena *mem, sl_str text, unsigned ms, sl_err *e);

/** Lowers one node in a way that a table cannot say; emits any number of terms. */
typedef void (*sl_lower_hook)(sl_lowering *l, size_t node, sl_role role);

/** How nodes of some types become terms. `roles` is "WHAT:ROLE …" with WHAT a field of the grammar,
    "@TYPE" for children of that type or "*" for all others, and ROLE a name of roles.def, "text"
    (becomes the term's text) or "-" (left out). Children that nothing is said of are items. */
typedef struct sl_lower_row {
    const char *types; /* separated by spaces; 'WORD for words that are no nodes in the grammar */
    sl_term_kind kind;
    const char *roles;
    sl_lower_hook hook; /* instead of kind and roles */
} sl_lower_row;

/** What changes how patterns match: by the language or by an option of the rule. */
enum {
    SL_MATCH_SYMBOLS = 1,       /* variables also are the expressions that they hold */
    SL_MATCH_WHOLE_RECORDS = 2, /* records have to be named whole */
    SL_MATCH_LET_IS_NO_VAR = 4,
    SL_MATCH_VAR_IS_NO_ASSIGN = 8,
    SL_MATCH_SHALLOW = 16,          /* a statement is no part of another */
    SL_MATCH_WHOLE_ATTRIBUTES = 32, /* of elements */
    SL_MATCH_EMPTY_ELEMENTS = 64,   /* an element without content has none */
    SL_MATCH_ORDERED_MARKS = 128,   /* decorators stand as the pattern has them */
    SL_MATCH_PIECES = 256,          /* a metavariable in a text also is text between code */
    SL_MATCH_NO_SWAP = 512,         /* operands are compared one by one */
    SL_MATCH_SWAP_BOOLS = 1024,     /* those of && and || in any order */
    SL_MATCH_MARKS_APART = 4096,    /* a decorator with arguments is no call */
    SL_MATCH_SWAP_EQUALS = 2048     /* those of == and != in any order */
};

/** What may stand around a pattern so that it parses. */
typedef struct sl_frame {
    const char *before, *after;
    const char *first; /* only for patterns that begin with one of these characters, or that are
                          "name: value" for ":"; NULL: all */
} sl_frame;

/** What an ellipsis on a line is where indentation says what belongs together: the first of `dots`
    where it stands alone. */
enum sl_line_dots { SL_DOTS_VALUE, SL_DOTS_ENTRY, SL_DOTS_ITEM };

/** A language with syntax trees. */
typedef struct sl_dialect {
    const char *language; /* as in engine/match/language.c */
    const char *grammar;
    sl_parse_hook parse;            /* instead of the grammar; NULL */
    const char *const *types;       /* of nodes that `parse` makes beyond the grammar's; NULL */
    const char *extensions;         /* files that this grammar is for; NULL: all of the language */
    const sl_lower_row *rows;       /* ends with types NULL */
    const sl_lower_row *inner_rows; /* of the language that it, or pieces of it, go on from; NULL */
    const struct sl_dialect *fallback; /* for patterns that this grammar does not read; NULL */
    const char *opening; /* what code has in front that other texts it is in have not */
    bool caseless;       /* names are in lower case, however they are written */
    bool labels;         /* f(name: value) has a label: no typed metavariable */
    bool texts_change;   /* a << b and a.concat(b) change a */
    bool typed_first;    /* (T $X) is a typed metavariable before it is a parameter */
    bool is_data; /* documents, not code: keys stand as they are, and a pattern of one entry or item
                     is that entry or item */
    bool open_end;                /* a pattern may end with a comma */
    bool by_lines;                /* an ellipsis on a line of its own is one of sl_line_dots */
    bool bare_names;              /* names stand for nothing beyond their text: no facts */
    const char *const *deep;      /* what stands before and after the e of <... e ...>; NULL: as a
                                     call of SL_HOLE_DEEP */
    bool glued_dots;              /* an ellipsis may stand right before a "$" */
    const char *hole;             /* begins the names that stand for metavariables */
    const char *const *dots;      /* how an ellipsis may be written, best first: % is its name */
    const char *statement_dots;   /* the way for one that is a statement; NULL: as the others */
    const char *const *variables; /* the same for a metavariable */
    const sl_frame *frames;       /* tried in this order; ends with before NULL */
    sl_str (*typed)(sl_arena *mem, sl_str type); /* a text in which `type` stands as a type */
    unsigned options; /* SL_MATCH_… that hold for all of the language */
} sl_dialect;

/** The tables of a dialect under the names that they have in its file. */
#define SL_DIALECT_TABLES                                                                          \
    .rows = rows, .hole = "SL__", .dots = dots, .variables = variables, .frames = frames,          \
    .typed = typed

/** All dialects, by number; NULL past the last. */
const sl_dialect *sl_dialect_at(size_t i);
/** The dialect of a language for a file of that path (empty: for patterns); NULL. */
const sl_dialect *sl_dialect_of(sl_str language, sl_str path);
/** Parses a text in the language; SL_ETOOBIG names the limit that was reached. `ms` bounds the
 * time. */
bool sl_dialect_parse(sl_cst *out, sl_arena *mem, const sl_dialect *dialect, sl_str text,
                      unsigned ms, sl_err *e);
/** Rows for every language that has none of its own for a type. */
extern const sl_lower_row sl_common_rows[];

#endif

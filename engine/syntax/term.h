/* Terms: the generic syntax tree that rules are matched on, the same for all languages. A term has
   a kind, a text where it is a leaf or an operator, and children in roles. */
#ifndef SLUICE_ENGINE_SYNTAX_TERM_H
#define SLUICE_ENGINE_SYNTAX_TERM_H

#include "sluice/arena.h"
#include "sluice/buf.h"

typedef enum sl_term_kind {
#define KIND(constant, name) SL_T_##constant,
#include "engine/syntax/kinds.def"
#undef KIND
    SL_T_COUNT,
    SL_T_SPLICE, /* in tables of languages: the children stand in its place */
    SL_T_SKIP    /* in tables of languages: left out */
} sl_term_kind;

typedef enum sl_role {
#define ROLE(constant, name, discipline) SL_R_##constant,
#include "engine/syntax/roles.def"
#undef ROLE
    SL_R_COUNT,
    SL_R_SKIP, /* in tables of languages: left out */
    SL_R_TEXT  /* in tables of languages: becomes the text of the parent */
} sl_role;

/** How the terms of one role are matched. */
typedef enum sl_discipline {
    SL_D_STRICT,   /* one by one, with ellipses */
    SL_D_OPTIONAL, /* none in the pattern matches whatever is there, else as STRICT */
    SL_D_SOME,     /* each of the pattern has one of its own, in any order */
    SL_D_ARGS      /* one by one, keyword arguments in any order */
} sl_discipline;

typedef struct sl_term sl_term;

/** What is known of an expression beyond its text; NULL members where nothing is. */
typedef struct sl_facts {
    const sl_term *value;  /* the literal that it always is; a STRING without text: some string */
    const sl_term *alias;  /* what the name was imported as */
    const sl_term *type;   /* the declared type of a variable */
    const sl_term *symbol; /* the expression that a variable holds, where it is no literal */
} sl_facts;

enum {
    SL_TERM_ANY_TEXT = 1, /* a literal of its kind of which the value is not known */
    SL_TERM_BARE = 2,     /* a BLOCK made for a single statement without braces */
    SL_TERM_LAMBDA = 4,   /* a FUNCTION that is an expression */
    SL_TERM_TAG = 8,      /* a CAST that says nothing to patterns without one */
    SL_TERM_REPEAT = 16,  /* a copy: what is in it is found where it was copied from */
    SL_TERM_APART = 32, /* a BLOCK that is an expression: its statements are not those around it */
    SL_TERM_ORDERED = 128, /* a RECORD that is a list of things in their order */
    SL_TERM_MAY_CALL = 64  /* a NAME without a variable of that name: a call without arguments */
};

/** The type of a text that stands for bytes; it is no other text. */
#define SL_TERM_BYTES "bytes"

/** A term. */
struct sl_term {
    uint8_t kind, role, flags;
    uint32_t start, end; /* bytes of the text it came from */
    uint32_t n, at;      /* number of children; place among those of the parent */
    sl_str text; /* of leaves: the name, the literal's content, the metavariable; the operator */
    const char *type; /* the grammar's name of the node */
    sl_term **kids;
    sl_term *parent;
    sl_facts *facts;
};

/** A list of terms. */
typedef struct sl_terms {
    sl_term **v;
    size_t n, cap;
} sl_terms;

/** "call", "name" … */
const char *sl_term_kind_name(sl_term_kind kind);
/** The kind of that name; SL_T_COUNT when there is none. */
sl_term_kind sl_term_kind_of(sl_str name);
/** The name of a role. */
const char *sl_role_name(sl_role role);
/** The role of that name; SL_R_COUNT when there is none. */
sl_role sl_role_of(sl_str name);
/** How terms of that role are matched. */
sl_discipline sl_role_discipline(sl_role role);
/** The first child in the role; NULL when there is none. */
sl_term *sl_term_get(const sl_term *term, sl_role role);
/** The children in the role: where they begin, and their number in `*n`. */
sl_term *const *sl_term_all(const sl_term *term, sl_role role, size_t *n);
/** A term without children. */
sl_term *sl_term_new(sl_arena *mem, sl_term_kind kind, sl_role role);
/** A copy of all of it, without parent and facts. */
sl_term *sl_term_copy(sl_arena *mem, const sl_term *term);
/** The facts of a term, made when it has none. */
sl_facts *sl_term_facts(sl_arena *mem, sl_term *term);
/** True when both are the same code, wherever they stand. */
bool sl_term_equal(const sl_term *a, const sl_term *b);
/** The term that comes after `term` in pre-order within `top`; NULL after the last. Walks without a
    stack: start with `top` itself. */
sl_term *sl_term_next(const sl_term *top, const sl_term *term, bool skip_kids);
/** "a.b.c" for names joined by field access; false for everything else. */
bool sl_term_dotted(sl_buf *out, const sl_term *term);
/** Appends the term as an expression in brackets, for people who write tables. */
void sl_term_print(sl_buf *out, const sl_term *term);

#endif

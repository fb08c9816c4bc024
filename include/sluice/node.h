/* A document tree with positions: what YAML, JSON and TOML are read into. Values keep how they were
   written, so that every error can name file:line:column. */
#ifndef SLUICE_NODE_H
#define SLUICE_NODE_H

#include "sluice/arena.h"

typedef enum sl_node_kind {
    SL_NULL,
    SL_BOOL,
    SL_INT,
    SL_FLOAT,
    SL_TEXT,
    SL_SEQ,
    SL_MAP
} sl_node_kind;

typedef struct sl_node sl_node;

/** One entry of a map, in document order; keys are scalars. */
typedef struct sl_pair {
    sl_node *key, *value;
} sl_pair;

/** A value. Lines and columns are 1-based (columns count bytes); `start`/`end` are byte offsets of
    the value in its document. A node lives as long as the arena it was read into. */
struct sl_node {
    sl_node_kind kind;
    bool is_quoted; /* a scalar in quotes or a block scalar: never a null, bool or number */
    bool is_alias;  /* came in through an alias or merge key; the position is the anchor's */
    uint32_t line, column, end_line, end_column;
    size_t start, end;
    sl_str tag;      /* explicit tag such as "!Ref" or "!Sub"; else empty */
    sl_str text;     /* scalars: the text after unescaping */
    int64_t integer; /* SL_INT; SL_BOOL as 0 or 1 */
    double number;   /* SL_FLOAT and SL_INT */
    sl_node **items; /* SL_SEQ */
    sl_pair *pairs;  /* SL_MAP */
    size_t n;        /* number of items or pairs */
};

/** The value of `key` in a map; NULL when `map` is NULL, no map, or has no such key. */
const sl_node *sl_node_get(const sl_node *map, const char *key);
/** The same for a key that is not terminated. */
const sl_node *sl_node_find(const sl_node *map, sl_str key);
/** The value at a dotted path such as "spec.template.spec"; NULL where it ends early. */
const sl_node *sl_node_path(const sl_node *root, const char *path);
/** The text of a scalar (as written, so 0755 stays "0755"); the empty view for NULL or a container.
 */
sl_str sl_node_text(const sl_node *node);
/** True for SL_BOOL true. */
bool sl_node_true(const sl_node *node);
/** True when the node is NULL (absent) or SL_NULL. */
bool sl_node_empty(const sl_node *node);
/** True for a text, a number or a boolean. */
bool sl_node_is_scalar(const sl_node *node);
/** "null", "boolean", "integer", "number", "text", "list" or "map": for messages. */
const char *sl_node_kind_name(const sl_node *node);
/** The texts of a list of scalars, or of one scalar as a list of one. */
sl_strs sl_node_texts(sl_arena *mem, const sl_node *node);

#endif

/* YAML 1.1 through libyaml events into document trees: positions, anchors, merge keys, tags; alias
   bombs and deep nesting are refused. JSON with comments is close enough to YAML to be read here,
   plain JSON has its own reader. */
#ifndef SLUICE_BASE_YAML_H
#define SLUICE_BASE_YAML_H

#include "sluice/err.h"
#include "sluice/node.h"

/** Limits of a reading; 0 takes the default. */
typedef struct sl_yaml_limits {
    size_t depth;     /* nesting: 100 */
    size_t nodes;     /* nodes after aliases are followed: 2,000,000 */
    size_t documents; /* in one stream: 10,000 */
} sl_yaml_limits;

/** The documents of a stream. */
typedef struct sl_documents {
    sl_node **v;
    size_t n, cap;
} sl_documents;

/** Reads all documents of `text` (UTF-8, or UTF-16 with a byte order mark). Plain scalars get the
    types of the YAML 1.2 core schema: `on`, `no` and `yes` are text and only true/false are
    booleans, 0x1f and 0o17 are integers, 12:30 is text. 0755 is the integer 755 by that schema, and
    octal to readers of YAML 1.1: look at its text, which stays "0755". Tags are kept; !!str and
    quotes make text. Aliases and merge keys are followed: a map's own keys win, then the first
    merged map; such values keep the place of their anchor. A duplicate key is an error. Lists and
    maps as keys are not supported (SL_EPARSE). The end of a block list or map is the end of its
   last value. Errors begin "FILE:LINE:COLUMN: ". On an error in a later document the documents
   before it are in `docs`. Text in the tree is copied to `mem` and terminated. */
bool sl_yaml_read(sl_documents *docs, sl_arena *mem, sl_str file, sl_str text,
                  const sl_yaml_limits *limits, sl_err *e);
/** Reads a text that has to be exactly one document (an empty text gives an SL_NULL node). */
bool sl_yaml_read_one(sl_node **doc, sl_arena *mem, sl_str file, sl_str text, sl_err *e);

#endif

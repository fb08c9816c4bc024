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

/** Reads all documents of `text`. Plain scalars get the types of the YAML 1.2 core schema, so `on`,
    `no` and `yes` stay text and only true/false are booleans; 0755 stays text-like: an integer
   whose text is "0755". A duplicate key is an error. Errors begin "FILE:LINE:COLUMN: ". On an error
   in a later document the documents before it are in `docs`. Text in the tree is copied to `mem`.
 */
bool sl_yaml_read(sl_documents *docs, sl_arena *mem, sl_str file, sl_str text,
                  const sl_yaml_limits *limits, sl_err *e);
/** Reads a text that has to be exactly one document (an empty text gives an SL_NULL node). */
bool sl_yaml_read_one(sl_node **doc, sl_arena *mem, sl_str file, sl_str text, sl_err *e);

#endif

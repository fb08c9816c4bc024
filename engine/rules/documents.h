/* Rule files as documents: read by the end of their name and split into rules and the rest. */
#ifndef SLUICE_ENGINE_RULES_DOCUMENTS_H
#define SLUICE_ENGINE_RULES_DOCUMENTS_H

#include "sluice/err.h"
#include "sluice/node.h"
#include "sluice/stage.h"

/** One text that holds rules: YAML, TOML or JSON by the end of its name. */
typedef struct sl_rule_file {
    sl_str path; /* for messages */
    sl_str text;
} sl_rule_file;

/** One document of a rule file. */
typedef struct sl_rule_doc {
    sl_str file;
    const sl_node *root;
    bool is_extra;   /* of a file whose name begins with '_': holds no rules */
    bool is_support; /* of a file that another extends (extend.h); set by who reads them all */
} sl_rule_doc;

/** Documents in the order of their files. */
typedef struct sl_rule_docs {
    sl_rule_doc *v;
    size_t n, cap;
} sl_rule_docs;

/** Adds the documents of `file`: YAML, TOML (".toml") or JSON (".json"). Empty documents are left
    out. Text that is not in its format is SL_EUSAGE with its place. */
bool sl_rule_docs_read(sl_rule_docs *docs, sl_arena *mem, const sl_rule_file *file, sl_err *e);
/** The stage kind that says the document is its own; NULL when none does. */
const sl_stage_kind *sl_rule_doc_kind(const sl_rule_doc *doc);
/** The rules in the document: the members of its list `rules` or `checks`, or the document itself
    where it is a policy with a `definition`. In `*extra` what is left of it, NULL for nothing.
    A document without rules that is no extra one is SL_EUSAGE. */
bool sl_rule_doc_split(sl_node *const **rules, size_t *n, const sl_node **extra, sl_arena *mem,
                       const sl_rule_doc *doc, sl_err *e);

#endif

/* What stands beside the rules of a gitleaks configuration, and what it extends: another file, the
   built-in rules. */
#ifndef SLUICE_STAGES_SECRETS_EXTENSION_H
#define SLUICE_STAGES_SECRETS_EXTENSION_H

#include "stages/secrets/alias.h"

/** A list of values. */
typedef struct sl_secret_nodes {
    sl_node **v;
    size_t n, cap;
} sl_secret_nodes;

/** What has come together; start it with `builder` and `mem`. */
typedef struct sl_secret_extension {
    sl_pack_builder *builder;
    sl_arena *mem;
    const sl_pack *base;        /* the built-in pack, when it is extended */
    sl_secret_nodes allowlists; /* for all rules, or for their targets */
    sl_strs files;              /* … which of them each is from */
    sl_secret_nodes disabled;   /* ids of built-in rules */
    sl_secret_aliases aliases;  /* gitleaks' names of built-in rules, when these are extended */
    bool use_default;
} sl_secret_extension;

/** Reads a document of `file` that is no rule: its allowlists, and with `extend.path` the rules and
    allowlists of the file that it extends. */
bool sl_secret_extension_read(sl_secret_extension *x, sl_str file, const sl_node *doc, sl_err *e);
/** After all documents: opens the built-in pack where it is extended, and merges its rules below
    those of the same id. */
bool sl_secret_extension_merge(sl_secret_extension *x, sl_err *e);

#endif

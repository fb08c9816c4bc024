/* Functions and what they are granted, as deployment files say it. Each reader tells facts. */
#ifndef SLUICE_STAGES_PRIVILEGE_TEMPLATE_H
#define SLUICE_STAGES_PRIVILEGE_TEMPLATE_H

#include "engine/syntax/lower.h"
#include "sluice/scanner.h"
#include "stages/privilege/actions.h"
#include "stages/privilege/fact.h"

/** A deployment file that is read. */
typedef struct sl_grants {
    const sl_actions *table;
    sl_sink *sink;
    sl_arena *mem;
    sl_str path, text;
    sl_str scope; /* begins every key: the file, or the folder of Terraform */
} sl_grants;

/** Code that stands in a template. */
typedef struct sl_inline_code {
    sl_str key, runtime;
    sl_str text;
    size_t at; /* where it begins in the template */
} sl_inline_code;

typedef struct sl_inline_codes {
    sl_inline_code *v;
    size_t n, cap;
} sl_inline_codes;

/** CloudFormation with SAM's types; false where the document is none. */
bool sl_grants_cloudformation(sl_grants *g, const sl_node *doc, sl_inline_codes *codes);
/** The Serverless Framework; false where the document is none. */
bool sl_grants_serverless(sl_grants *g, const sl_node *doc);
/** A file of Terraform, as terms. */
void sl_grants_terraform(sl_grants *g, const sl_term *root);

/* What the readers share. */

/** "SCOPE#KIND:NAME". */
sl_str sl_grants_key(const sl_grants *g, const char *kind, sl_str name);
/** A path that stands in the file, from the root of what is scanned; empty where it leaves that. */
sl_str sl_grants_path(const sl_grants *g, sl_str path);
/** A function; `code` is a path or a key. */
typedef struct sl_granted {
    sl_str key, name, code, handler, runtime;
} sl_granted;
void sl_grants_function(sl_grants *g, const sl_granted *function);
/** A statement that allows `actions`; `origin` is empty or names the policy that it stands for. */
typedef struct sl_allowed {
    sl_str key, origin;
    size_t start, end;
    sl_strs actions;
} sl_allowed;
void sl_grants_statement(sl_grants *g, const sl_allowed *allowed);
/** What has `key` also has what `other` has. */
void sl_grants_link(sl_grants *g, sl_str key, sl_str other);
/** What `key` allows is not all known. */
void sl_grants_open(sl_grants *g, sl_str key, sl_str why);
/** The managed policy of that name or ARN: its statement, or that it is not known. */
void sl_grants_managed(sl_grants *g, sl_str key, sl_str arn, size_t start, size_t end);
/** The statements of a policy document in YAML or JSON. */
void sl_grants_document(sl_grants *g, sl_str key, const sl_node *document);

#endif

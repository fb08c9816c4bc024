/* Fields of rule documents with their types checked; errors name the rule and the place. */
#ifndef SLUICE_STAGES_SECRETS_FIELDS_H
#define SLUICE_STAGES_SECRETS_FIELDS_H

#include "sluice/err.h"
#include "sluice/rule.h"

/** A map whose fields are read, and where errors go. */
typedef struct sl_secret_fields {
    const sl_rule *rule; /* for messages; its id may be empty */
    const sl_node *map;
    sl_arena *mem;
    sl_err *e;
    bool is_checked; /* expressions were compiled before: not again */
} sl_secret_fields;

/** The value of a field, whatever the case of its name (gitleaks reads names so); NULL for none. */
const sl_node *sl_secret_field(const sl_node *map, const char *name);
/** The same for a name that is not terminated. */
const sl_node *sl_secret_find(const sl_node *map, sl_str name);
/** A text; stays as it is when the field is missing. */
bool sl_secret_text(const sl_secret_fields *f, const char *name, sl_str *out);
/** A list of texts. */
bool sl_secret_texts(const sl_secret_fields *f, const char *name, sl_strs *out);
/** A list of texts in lower case (ASCII). */
bool sl_secret_lower_texts(const sl_secret_fields *f, const char *name, sl_strs *out);
/** A number. */
bool sl_secret_number(const sl_secret_fields *f, const char *name, double *out);
/** A whole number, not negative. */
bool sl_secret_count(const sl_secret_fields *f, const char *name, size_t *out);
/** True or false. */
bool sl_secret_bool(const sl_secret_fields *f, const char *name, bool *out);
/** A regular expression: a text that compiles. */
bool sl_secret_regex_text(const sl_secret_fields *f, const char *name, sl_str *out);
/** The expressions of a list as one that matches where any of them does; empty for none. */
bool sl_secret_regex_texts(const sl_secret_fields *f, const char *name, sl_str *out);
/** True when the map has only the `n` names; the error names the nearest. In gitleaks' own files
    other names are allowed, as they are there. */
bool sl_secret_known(const sl_secret_fields *f, const sl_str *names, size_t n);
/** A lower-case copy (ASCII). */
sl_str sl_secret_lower(sl_arena *mem, sl_str text);

#endif

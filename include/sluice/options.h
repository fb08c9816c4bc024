/* Options of a stage: the `with` of the pipeline checked against the kind's table. */
#ifndef SLUICE_OPTIONS_H
#define SLUICE_OPTIONS_H

#include "sluice/arena.h"
#include "sluice/err.h"
#include "sluice/node.h"
#include "sluice/severity.h"

typedef enum sl_option_type {
    SL_OPT_TEXT,
    SL_OPT_BOOL,     /* "yes"/"no", true/false */
    SL_OPT_COUNT,    /* a whole number, not negative */
    SL_OPT_SIZE,     /* bytes: 512, 64k, 10M, 2G (powers of 1024) */
    SL_OPT_DURATION, /* milliseconds: 500ms, 30s, 10m, 2h */
    SL_OPT_SEVERITY,
    SL_OPT_LIST, /* texts; one text is a list of one; "a,b" with --set */
    SL_OPT_MAP   /* names to texts */
} sl_option_type;

/** One option of a stage kind; a table ends with a row whose name is NULL. */
typedef struct sl_option_spec {
    const char *name;
    sl_option_type type;
    const char *fallback; /* as it would be written; NULL: required where is_required, else empty */
    const char *help;     /* a phrase for help, the docs and the JSON schema */
    bool is_required;
    const char *const *choices; /* allowed texts, NULL-terminated; NULL: any */
} sl_option_spec;

typedef struct sl_options sl_options;

/** Checks `with` (may be NULL) against `specs`; errors name `file`:line:column, the unknown key and
    the nearest known one. The result lives in `mem` and borrows from `with`. */
bool sl_options_read(sl_options **out, sl_arena *mem, const sl_option_spec *specs, sl_str file,
                     const sl_node *with, sl_err *e);
/** Sets one option from text (`--set KIND.NAME=VALUE`). */
bool sl_options_set(sl_options *options, sl_str name, sl_str value, sl_err *e);
/** The text of an option; empty when it has none. Asking for a name not in the table is our bug. */
sl_str sl_options_text(const sl_options *options, const char *name);
/** An option of type bool. */
bool sl_options_bool(const sl_options *options, const char *name);
/** An option of type count, size (bytes) or duration (milliseconds). */
uint64_t sl_options_number(const sl_options *options, const char *name);
/** An option of type severity; SL_SEVERITY_NONE for "none" or no value. */
sl_severity sl_options_severity(const sl_options *options, const char *name);
/** An option of type list. */
sl_strs sl_options_list(const sl_options *options, const char *name);
/** An option of type map as its node; NULL when not given. */
const sl_node *sl_options_map(const sl_options *options, const char *name);
/** True when the option was given in `with` or by sl_options_set. */
bool sl_options_given(const sl_options *options, const char *name);
/** The digest text of all values in the table's order: part of cache keys. */
sl_str sl_options_digest(const sl_options *options, sl_arena *mem);
/** Reads "10m", "500ms", "2h" into milliseconds; false when it is no duration. */
bool sl_duration_read(sl_str text, uint64_t *ms);
/** Reads "64k", "10M", "2G" into bytes; false when it is no size. */
bool sl_size_read(sl_str text, uint64_t *bytes);

#endif

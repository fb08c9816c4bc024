/* Image rules in a form that can be asked: the `match` of each rule, read once. A rule whose
   `match` is a list has several of them, any of which may hit. */
#ifndef SLUICE_STAGES_IMAGE_RULES_H
#define SLUICE_STAGES_IMAGE_RULES_H

#include "base/map.h"
#include "engine/match/regex.h"
#include "sluice/scanner.h"

/** What a match looks at. */
typedef enum sl_image_subject {
    SL_IMAGE_USER,     /* `user`: the user part of User is one of the texts */
    SL_IMAGE_MISSING,  /* `missing`: healthcheck, or a label's name */
    SL_IMAGE_VARIABLE, /* `env`: name and value */
    SL_IMAGE_LABEL,    /* `label`: name and value */
    SL_IMAGE_HISTORY,  /* `history`: the command of a step */
    SL_IMAGE_PORTS,    /* `ports`: ranges, or "beyond" what the option allows */
    SL_IMAGE_COMMAND,  /* `command`: "shell" form */
    SL_IMAGE_CREATED,  /* `created_before`: a date */
    SL_IMAGE_BASE,     /* `base`: "untagged", or "beyond" what the option allows */
    SL_IMAGE_RELEASE,  /* `release`: "ended" */
    SL_IMAGE_VOLUME,   /* `volume`: its path */
    SL_IMAGE_ACCOUNT,  /* `account`: password "empty" or "hash" */
    SL_IMAGE_FILES,    /* `files`: entries of layers */
    SL_IMAGE_SUBJECTS
} sl_image_subject;

/** Kinds of entries, as bits. */
enum { SL_IMAGE_FILE = 1, SL_IMAGE_LINK = 2, SL_IMAGE_FOLDER = 4 };

/** Conditions on an entry; all that are given have to hold. */
typedef struct sl_image_files {
    sl_strs names;  /* globs of the last part */
    sl_strs paths;  /* globs of the whole path, from '/' */
    sl_strs except; /* globs of paths that are fine */
    unsigned kinds;
    unsigned mode, without; /* any bit of the one, none of the other */
    bool is_program;        /* in a folder bin or sbin; runnable, or a link */
    bool has_capability;
    bool is_tool;     /* the option `tools` may allow it */
    bool see_deleted; /* also when a later layer hides it */
    bool is_once;     /* one finding for all entries */
} sl_image_files;

/** One match of one rule. */
typedef struct sl_image_match {
    size_t rule; /* index in the rule set */
    sl_image_subject subject;
    sl_strs texts;
    sl_regex *name, *not_name, *value, *not_value;
    size_t secret; /* group of `value` that is redacted */
    bool has_secret;
    sl_image_files files;
} sl_image_match;

/** All matches of a rule set, in its order. */
typedef struct sl_image_matches {
    sl_image_match *v;
    size_t n, cap;
} sl_image_matches;

/** Reads what the rule matches; expressions stay open until sl_image_matches_close. Mistakes are
    SL_EUSAGE with their place. */
bool sl_image_rule_matches(sl_image_matches *out, sl_arena *mem, const sl_rule *rule, size_t index,
                           sl_err *e);
/** Closes the expressions. */
void sl_image_matches_close(sl_image_matches *matches);
/** The kind's `read`. */
bool sl_image_rule_read(sl_rule *rule, sl_arena *mem, sl_err *e);

#endif

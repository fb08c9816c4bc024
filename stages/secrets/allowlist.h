/* Allowlists as gitleaks has them: what is no secret, by path, commit, expression or stop word. */
#ifndef SLUICE_STAGES_SECRETS_ALLOWLIST_H
#define SLUICE_STAGES_SECRETS_ALLOWLIST_H

#include "stages/secrets/expression.h"
#include "stages/secrets/fields.h"

/** What an allowlist's expressions are held against. */
typedef enum sl_secret_target {
    SL_TARGET_SECRET,
    SL_TARGET_MATCH,
    SL_TARGET_LINE
} sl_secret_target;

/** One allowlist. */
typedef struct sl_secret_allowlist {
    bool is_all; /* condition AND: every kind of check that it has must say yes */
    sl_secret_target target;
    sl_strs commits, stopwords; /* lower case */
    sl_strs only;               /* ids of the rules that it is for; none: all */
    sl_confidence confidence;   /* … of these, those of this confidence or less */
    sl_secret_regex path, regex;
} sl_secret_allowlist;

/** Allowlists in their order. */
typedef struct sl_secret_allowlists {
    sl_secret_allowlist *v;
    size_t n, cap;
} sl_secret_allowlists;

/** Where a secret was seen. */
typedef struct sl_secret_sight {
    sl_str rule, path, commit;
    sl_confidence confidence; /* of the rule */
    sl_str secret, match, line;
} sl_secret_sight;

/** Adds the `allowlists` of a map, or its old single `allowlist`. */
bool sl_secret_allowlists_read(const sl_secret_fields *f, sl_secret_allowlists *out);
/** True when an allowlist says that what was seen is no secret. */
bool sl_secret_allowed(const sl_secret_allowlists *lists, sl_secret_matcher *matcher,
                       const sl_secret_sight *sight);
/** The same when nothing is known of path and commit: true when it is no secret at any. */
bool sl_secret_allowed_anywhere(const sl_secret_allowlists *lists, sl_secret_matcher *matcher,
                                const sl_secret_sight *sight);
/** True when an allowlist that names commits says so of the sight's, and of its file. */
bool sl_secret_commit_allowed(const sl_secret_allowlists *lists, sl_secret_matcher *matcher,
                              const sl_secret_sight *sight);
/** True when an allowlist says so of the file, whatever is in it. */
bool sl_secret_path_allowed(const sl_secret_allowlists *lists, sl_secret_matcher *matcher,
                            const sl_secret_sight *sight);

#endif

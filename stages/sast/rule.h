/* A sast rule as it is matched: Semgrep's rule language over regular expressions and syntax trees.
 */
#ifndef SLUICE_STAGES_SAST_RULE_H
#define SLUICE_STAGES_SAST_RULE_H

#include "base/map.h"
#include "engine/pattern/generic.h"
#include "stages/sast/beyond/extract.h"
#include "stages/sast/beyond/join.h"
#include "stages/sast/taint.h"

/** Where a match has to begin for a rule (`options.scope`). */
typedef enum sl_sast_scope {
    SL_SCOPE_ANY,
    SL_SCOPE_NO_COMMENTS,
    SL_SCOPE_CODE,    /* neither in a comment nor inside a string; its opening quote is code */
    SL_SCOPE_STRINGS, /* in a string or at its opening quote */
    SL_SCOPE_COMMENTS
} sl_sast_scope;

/** The version of Semgrep whose rule language is understood. */
#define SL_SAST_LANGUAGE_VERSION "1.185.0"

/** A rule. */
typedef struct sl_sast_rule {
    const sl_rule *rule;
    sl_languages languages;
    bool is_generic; /* `regex` or `generic`: files of every language */
    bool is_text;    /* `generic`: its patterns are for texts of any kind */
    sl_sast_scope scope;
    sl_sast_formula *formula; /* of taint: what has to be seen for it to match */
    sl_sast_taint *taint;     /* NULL: mode search */
    sl_sast_extract *extract; /* NULL: matches are findings */
    sl_sast_join *join;       /* of mode join; its inner rules share the leaves */
    sl_sast_leaves leaves;
    sl_strs include, exclude;
    sl_str fix;              /* `fix`, with metavariables */
    bool has_fix;            /* it may be empty: the match is taken away */
    unsigned options;        /* of matching */
    sl_generic_spec generic; /* options of patterns for texts of any kind */
    size_t fix_leaf;         /* `fix-regex`; SIZE_MAX: none */
    sl_str fix_replacement;
    uint64_t fix_count; /* 0: every match */
} sl_sast_rule;

/** The tables of dialects, opened on first use, and what was compiled with them. */
typedef struct sl_sast_tables {
    sl_arena *mem;
    const sl_tables *v[SL_SAST_DIALECTS];
    sl_map patterns; /* by dialect, options and text: rules share them */
    sl_strs ways;    /* blobs: how they are known to be read */
} sl_sast_tables;

/** The tables of a dialect. */
const sl_tables *sl_sast_tables_of(sl_sast_tables *tables, const sl_dialect *dialect);
/** Reads rule->doc, whose common fields are there, into the form that is matched. Expressions are
    not compiled. Everything not understood is SL_EUSAGE with its place. */
bool sl_sast_rule_read(sl_sast_rule **out, sl_arena *mem, const sl_rule *rule, sl_err *e);
/** Compiles every expression once to see that all are right, and finds the literals of code. */
bool sl_sast_rule_check(sl_sast_rule *rule, sl_sast_tables *tables, sl_err *e);
/** Whether the rule's `paths` let the path pass. */
bool sl_sast_rule_wants_path(const sl_sast_rule *rule, sl_str path);
/** A file as far as it says in what it is read. */
typedef struct sl_sast_file {
    sl_languages languages;
    sl_str path;
    bool is_cpp; /* a header of C, by its name, is C++ */
} sl_sast_file;

/** What a file is read in, by its name and its text. */
sl_sast_file sl_sast_file_of(sl_languages languages, sl_str path, sl_str text);
/** The dialect that the rule is matched in: that of its first language which the file is in, whose
    number `*language` gets. NULL: none. */
const sl_dialect *sl_sast_rule_dialect(const sl_sast_rule *rule, const sl_sast_file *file,
                                       size_t *language);
/** Whether a rule is for versions of Semgrep of which the rule language is this one's; else `*why`
    says which it is for. */
bool sl_sast_rule_fits(sl_str *why, sl_arena *mem, const sl_rule *rule);
/** What every match of a pattern of code needs and the text has not; NULL when it has all. */
const sl_str *sl_sast_leaf_lacks(const sl_sast_leaf *leaf, sl_str text);
/** The compiled expression of a leaf; an error names the rule. */
bool sl_sast_leaf_regex(const sl_regex **out, sl_arena *mem, sl_sast_rule *rule, size_t leaf,
                        sl_err *e);
/** The compiled pattern of a leaf in a dialect; one for all rules that say the same. */
bool sl_sast_leaf_code(const sl_code_pattern **out, sl_sast_tables *tables, sl_sast_rule *rule,
                       size_t leaf, const sl_dialect *dialect, sl_err *e);

#endif

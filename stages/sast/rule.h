/* A sast rule as it is matched: Semgrep's rule language as far as it speaks of regular expressions.
   Operators that need syntax trees are refused by name. */
#ifndef SLUICE_STAGES_SAST_RULE_H
#define SLUICE_STAGES_SAST_RULE_H

#include "engine/match/language.h"
#include "engine/match/regex.h"
#include "sluice/rule.h"

enum {
    SL_SAST_DEPTH = 32,    /* nesting of pattern-either and patterns */
    SL_SAST_LEAVES = 2000, /* expressions of one rule */
};

/** Where a match has to begin for a rule (`options.scope`). */
typedef enum sl_sast_scope {
    SL_SCOPE_ANY,
    SL_SCOPE_NO_COMMENTS,
    SL_SCOPE_CODE,    /* neither in a comment nor inside a string; its opening quote is code */
    SL_SCOPE_STRINGS, /* in a string or at its opening quote */
    SL_SCOPE_COMMENTS
} sl_sast_scope;

/** One expression of a rule. */
typedef struct sl_sast_leaf {
    sl_str expression;
    unsigned flags;
    const sl_node *at;
    size_t positive; /* its number among the expressions that are searched for; SIZE_MAX: none */
    sl_regex *regex; /* compiled on first use */
} sl_sast_leaf;

typedef enum sl_sast_op { SL_SAST_REGEX, SL_SAST_EITHER, SL_SAST_ALL } sl_sast_op;

/** `metavariable-regex`: the text bound to `name` begins with a match of the leaf. */
typedef struct sl_sast_condition {
    sl_str name;
    size_t leaf;
} sl_sast_condition;

/** A formula. */
typedef struct sl_sast_formula {
    sl_sast_op op;
    size_t leaf; /* SL_SAST_REGEX */
    struct {
        struct sl_sast_formula **v;
        size_t n, cap;
    } parts; /* SL_SAST_EITHER, SL_SAST_ALL */
    /* Of SL_SAST_ALL: */
    struct {
        size_t *v;
        size_t n, cap;
    } nots; /* leaves of pattern-not-regex */
    struct {
        sl_sast_condition *v;
        size_t n, cap;
    } conditions;
    struct {
        sl_strs *v;
        size_t n, cap;
    } focus;
} sl_sast_formula;

/** A rule. */
typedef struct sl_sast_rule {
    const sl_rule *rule;
    sl_languages languages;
    bool is_generic; /* `regex` or `generic`: files of every language */
    sl_sast_scope scope;
    sl_sast_formula *formula;
    struct {
        sl_sast_leaf *v;
        size_t n, cap;
    } leaves;
    size_t n_positive;
    sl_strs include, exclude;
    sl_str fix;      /* `fix`, with metavariables */
    size_t fix_leaf; /* `fix-regex`; SIZE_MAX: none */
    sl_str fix_replacement;
    uint64_t fix_count; /* 0: every match */
} sl_sast_rule;

/** Reads rule->doc, whose common fields are there, into the form that is matched. Expressions are
    not compiled. Everything not understood is SL_EUSAGE with its place. */
bool sl_sast_rule_read(sl_sast_rule **out, sl_arena *mem, const sl_rule *rule, sl_err *e);
/** Compiles every expression once to see that all are right. */
bool sl_sast_rule_check(const sl_sast_rule *rule, sl_err *e);
/** The compiled expression of a leaf; an error names the rule. */
bool sl_sast_leaf_regex(const sl_regex **out, sl_arena *mem, sl_sast_rule *rule, size_t leaf,
                        sl_err *e);

#endif

/* Formulas: what a rule looks for, as operators over expressions. An expression is a regular one or
   a pattern of code. */
#ifndef SLUICE_STAGES_SAST_FORMULA_H
#define SLUICE_STAGES_SAST_FORMULA_H

#include "engine/match/language.h"
#include "engine/match/regex.h"
#include "engine/pattern/pattern.h"
#include "sluice/rule.h"

enum {
    SL_SAST_DEPTH = 32,    /* nesting of operators */
    SL_SAST_LEAVES = 2000, /* expressions of one rule */
    SL_SAST_DIALECTS = 40
};

/** One expression of a rule. */
typedef struct sl_sast_leaf {
    bool is_code;    /* a pattern; else a regular expression */
    bool is_generic; /* a pattern for texts of any kind */
    sl_str expression;
    unsigned flags; /* of regular expressions */
    const sl_node *at;
    size_t positive; /* its number among the expressions that are searched for; SIZE_MAX: none */
    sl_regex *regex; /* compiled on first use */
    sl_strs words;   /* of code: texts that every match has in it, as far as they are known */
    const sl_code_pattern **compiled; /* of code, by dialect, on first use */
    size_t language;        /* of a nested pattern in another language; SIZE_MAX: the rule's */
    sl_languages languages; /* of an inner rule of a join; 0: the rule's */
} sl_sast_leaf;

typedef struct sl_sast_formula sl_sast_formula;

/** The operators on metavariables. */
typedef enum sl_sast_condition_kind {
    SL_COND_REGEX,      /* its text begins with a match of `leaf` */
    SL_COND_PATTERN,    /* its code or text has a match of `formula` */
    SL_COND_COMPARISON, /* `expression` is true */
    SL_COND_ENTROPY,    /* its text looks random */
    SL_COND_REDOS,      /* its text is a regular expression that can run away */
    SL_COND_NAME,       /* it is a name of one of `modules` */
    SL_COND_TYPE        /* its type is one of `formulas`' leaves */
} sl_sast_condition_kind;

typedef struct sl_comparison sl_comparison;

/** One condition. */
typedef struct sl_sast_condition {
    sl_sast_condition_kind kind;
    sl_str name;
    size_t leaf;
    sl_sast_formula *formula;
    const sl_comparison *comparison;
    sl_strs modules; /* of SL_COND_NAME */
    bool is_value;   /* of SL_COND_REGEX: a string is its content, without quotes */
    size_t language; /* of SL_COND_PATTERN; SIZE_MAX: the file's, or none */
    bool is_other;   /* … it says a language: strings are read by what is in them */
    bool is_text;    /* … `regex` or `none` */
    const char *key; /* as the rule has it: "metavariable-regex" */
    const sl_node *at;
} sl_sast_condition;

typedef enum sl_sast_op { SL_SAST_LEAF, SL_SAST_EITHER, SL_SAST_ALL } sl_sast_op;

/** A list of formulas. */
typedef struct sl_sast_formulas {
    sl_sast_formula **v;
    size_t n, cap;
} sl_sast_formulas;

/** A formula. */
struct sl_sast_formula {
    const char *name, *as; /* its operator; what it is in the one above ("pattern-not") or NULL */
    const sl_node *at;     /* the operator's value */
    sl_sast_op op;
    bool is_anywhere;       /* has to be in the file, wherever; no match itself */
    bool is_inside;         /* a region that matches have to be in, no match itself */
    size_t leaf;            /* SL_SAST_LEAF */
    sl_sast_formulas parts; /* SL_SAST_EITHER, SL_SAST_ALL */
    sl_sast_formulas nots;  /* of SL_SAST_ALL: matches in one of theirs go */
    struct {
        sl_sast_condition *v;
        size_t n, cap;
    } conditions;
    struct {
        sl_strs *v;
        size_t n, cap;
    } focus;
    struct {
        const sl_node **v;
        size_t n, cap;
    } focus_at; /* where each stands */
};

/** The expressions of one rule. */
typedef struct sl_sast_leaves {
    sl_sast_leaf *v;
    size_t n, cap;
    size_t n_positive;
} sl_sast_leaves;

/** What formulas are read with. */
typedef struct sl_sast_reading {
    sl_arena *mem;
    const sl_rule *rule;
    sl_sast_leaves *leaves;
    bool is_text_only;      /* the rule is for regular expressions alone: patterns are refused */
    bool is_generic;        /* patterns are for texts of any kind */
    bool is_negative;       /* below a negation: nothing is searched for */
    bool is_nested;         /* in a metavariable-pattern */
    size_t language;        /* of a nested formula */
    sl_languages languages; /* of an inner rule; 0: the rule's */
    unsigned depth;
    sl_err *e;
} sl_sast_reading;

/** Reads the operator that `item`, a map, has among its keys; with `is_rule` other keys are passed
    over. Errors name the place. */
bool sl_sast_formula_read(sl_sast_formula **out, const sl_sast_reading *r, const sl_node *item);
/** True for keys that are operators. */
bool sl_sast_is_operator(sl_str key);
/** Adds an expression. */
bool sl_sast_leaf_add(size_t *out, const sl_sast_reading *r, const sl_node *text, bool is_code);

#endif

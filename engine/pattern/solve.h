/* The solver inside the matcher: goals that all have to hold, worked on in order, with branches
   where there is a choice. */
#ifndef SLUICE_ENGINE_PATTERN_SOLVE_H
#define SLUICE_ENGINE_PATTERN_SOLVE_H

#include "engine/pattern/match.h"

typedef const sl_term *const *sl_term_list;

typedef struct sl_goal sl_goal;
typedef struct sl_solver sl_solver;

/** Works on one goal: what is left after it, or SL_GOAL_FAILED or SL_GOAL_STOP. */
typedef const sl_goal *(*sl_goal_step)(sl_solver *s, const sl_goal *goal);

/** A goal: terms `p` of the pattern and `t` of the code that have to match. */
struct sl_goal {
    sl_goal_step step;
    sl_term_list p, t;
    uint32_t np, nt;
    bool may_be_more; /* code may go on after the last of the pattern */
    bool is_outer;    /* statements of the pattern itself: they make the match's region */
    uint32_t taken;   /* a member of `t` that is to go, and the step after that */
    sl_goal_step after;
    const sl_goal *next;
};

/** One pattern being matched at one place. */
struct sl_solver {
    sl_arena *mem;
    const sl_code_pattern *pattern;
    const sl_code *code;
    sl_bound bound[SL_MATCH_BOUND_MAX];
    size_t n_bound;
    uint32_t end; /* of the last statement that an outer sequence has matched */
    uint64_t steps;
    unsigned depth; /* of branches */
    unsigned options, symbols;
    bool is_over;
    bool (*accept)(sl_solver *s); /* all goals hold; true ends the search */
    void *context;
};

extern const sl_goal sl_goal_failed, sl_goal_stop;
#define SL_GOAL_FAILED (&sl_goal_failed)
#define SL_GOAL_STOP   (&sl_goal_stop)

/** Works on the goals; true when the search is to end. */
bool sl_solve(sl_solver *s, const sl_goal *goal);
/** Tries the goals as one of several ways: bindings are undone. True when the search is to end. */
bool sl_branch(sl_solver *s, const sl_goal *goal);
/** A goal of two lists before `next`. */
const sl_goal *sl_goal_lists(sl_solver *s, sl_goal_step step, const sl_goal *like);
/** The goal that one term matches another. */
const sl_goal *sl_goal_term(sl_solver *s, const sl_term *p, const sl_term *t, const sl_goal *next);
/** Binds a metavariable to terms; false when it stands for something else already. */
bool sl_bind(sl_solver *s, sl_str name, sl_term_list v, size_t n);
/** Binds a metavariable to a text of the file. */
bool sl_bind_text(sl_solver *s, sl_str name, uint32_t start, uint32_t end);

/* Steps by file. */

/** Lists with ellipses, in order. */
const sl_goal *sl_step_list(sl_solver *s, const sl_goal *goal);
/** Arguments: as lists, but keyword arguments in any order. */
const sl_goal *sl_step_args(sl_solver *s, const sl_goal *goal);
/** Each of the pattern has one of its own in the code, in any order; ellipses say nothing. */
const sl_goal *sl_step_some(sl_solver *s, const sl_goal *goal);
/** As sl_step_some, but only an ellipsis lets the code have more. */
const sl_goal *sl_step_set(sl_solver *s, const sl_goal *goal);
/** Statements in order. */
const sl_goal *sl_step_statements(sl_solver *s, const sl_goal *goal);
/** Operands of an associative operator, flattened. */
const sl_goal *sl_step_operands(sl_solver *s, const sl_goal *goal);
/** Operands in any order. */
const sl_goal *sl_step_operands_any(sl_solver *s, const sl_goal *goal);
/** One term of each list's begin. */
const sl_goal *sl_step_term(sl_solver *s, const sl_goal *goal);
/** Terms of the same kind, by kind; `next` holds what comes after. */
const sl_goal *sl_step_same(sl_solver *s, const sl_term *p, const sl_term *t, const sl_goal *next);
/** Tries `p` on `t` and all expressions in it. */
const sl_goal *sl_step_deep(sl_solver *s, const sl_term *p, const sl_term *t, const sl_goal *next);
/** Literals: strings, numbers. */
const sl_goal *sl_step_literal(sl_solver *s, const sl_term *p, const sl_term *t,
                               const sl_goal *next);
/** Imports. */
const sl_goal *sl_step_import(sl_solver *s, const sl_term *p, const sl_term *t,
                              const sl_goal *next);
/** The import of a module as a declaration with require() of it. */
const sl_goal *sl_step_required(sl_solver *s, const sl_term *p, const sl_term *t,
                                const sl_goal *next);
/** A typed metavariable. */
const sl_goal *sl_step_typed(sl_solver *s, const sl_term *p, const sl_term *t, const sl_goal *next);
/** All statements below `from`, `n` of them, each followed by those inside it. */
sl_term_list sl_statements_flat(sl_arena *mem, sl_term_list from, size_t n, uint32_t *n_flat);
/** True for what can stand where an expression does. */
bool sl_is_expression(const sl_term *term);

#endif

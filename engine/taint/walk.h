/* The walk over a file, as its parts see it. */
#ifndef SLUICE_ENGINE_TAINT_WALK_H
#define SLUICE_ENGINE_TAINT_WALK_H

#include "engine/taint/near.h"
#include "engine/taint/file.h"
#include "engine/taint/state.h"

/** Taint that waits for the place that a propagator hands it to. */
typedef struct sl_pending {
    uint32_t start, end;
    sl_taint_labels labels;
} sl_pending;

/** Where several ways come together: what holds there, and the value that they came to. */
typedef struct sl_ways {
    const sl_state *state;
    const sl_value *value; /* NULL: none */
    bool has;              /* one came there */
} sl_ways;

/** A function that waits for another. */
typedef struct sl_waiting sl_waiting;
struct sl_waiting {
    const sl_term *function; /* NULL: the file */
    const sl_state *state;
    sl_waiting *outer;
};

enum { SL_RESULTS_MAX = 32 /* values that a function returns at once */ };

/** A function that is run as it is defined, when the one around it is over. */
typedef struct sl_defined {
    const sl_term *function;
    const sl_value *self;
    bool is_run; /* it was called already */
} sl_defined;

/** What holds for functions that outlive the one that made them, from where they were made on. */
typedef struct sl_kept {
    const sl_state *made, *now;
} sl_kept;

/** One walk. */
typedef struct sl_walk {
    sl_arena *mem;
    sl_taint_spec *spec;
    sl_near marks, propagators; /* of the spec, by where they are */
    const sl_taint_file *file;
    const sl_code *code;
    const sl_state *state;
    bool is_dead;             /* the place where the walk is cannot be reached */
    sl_waiting *frames;       /* functions that wait for the one that is run, the innermost first */
    const sl_term *function;  /* that is run; NULL: the file */
    sl_map statics;           /* names of classes to values: what belongs to each as a whole */
    sl_map names;             /* of variables, to their numbers */
    uint32_t run, n_runs;     /* of functions: which one it is, how many there were */
    bool has_control;         /* there are sources that taint what is run after them */
    bool has_at_exit;         /* there are sinks where functions are left */
    bool texts_change;        /* a << b and a.concat(b) change a */
    bool binds_params;        /* names that are assigned to are parameters: marks apply */
    const sl_value *last;     /* what the statement before came to */
    sl_ways broken;           /* where the loop or switch was left */
    sl_ways thrown;           /* where exceptions are caught, and what was thrown */
    sl_ways jumped;           /* where a label is gone to */
    const sl_value *returned; /* of the function that is run; NULL: nothing yet */
    struct {
        sl_kept *v;
        size_t n, cap;
    } kept;
    const sl_term *running[SL_TAINT_CALLS_MAX];
    size_t n_running;
    struct {
        sl_defined *v;
        size_t n, cap;
    } defined;
    struct {
        sl_pending *v;
        size_t n, cap;
    } pending;
    sl_map memo;    /* of functions that were run */
    uint32_t n_cut; /* calls that were not followed */
    uint64_t steps;
    unsigned depth;
    bool is_over;
} sl_walk;

/** What a variable holds; NULL when nothing is known of it. */
const sl_value *sl_walk_get(sl_walk *w, sl_str name);
/** What a variable holds in a state; NULL. */
const sl_value *sl_walk_left(sl_walk *w, const sl_state *state, sl_str name);
/** Sets a variable. */
void sl_walk_set(sl_walk *w, sl_str name, const sl_value *value);
/** The value of an expression; runs what it does. */
const sl_value *sl_walk_value(sl_walk *w, const sl_term *t);
/** Runs a statement. */
void sl_walk_statement(sl_walk *w, const sl_term *t);
/** Runs a branch, loop, switch, try or what ends one; false for other statements. */
bool sl_walk_branch(sl_walk *w, const sl_term *t);
/** Runs a switch. */
void sl_walk_switch(sl_walk *w, const sl_term *t);
/** Runs a switch that the grammar has as an expression of its own. */
void sl_walk_match(sl_walk *w, const sl_term *t);
/** Sets a name to the constants of an enumeration that is no class. */
void sl_walk_enum(sl_walk *w, const sl_term *t);
/** Runs the cases in a body for what they look at. */
void sl_walk_cases(sl_walk *w, const sl_term *body, const sl_value *subject);
/** Sets the names in the pattern of a case to what is looked at. */
void sl_walk_capture(sl_walk *w, const sl_term *pattern, const sl_value *subject);
/** The truth of whether the pattern of a case is that of a literal; NULL when it is not known. */
const sl_term *sl_walk_matches(sl_walk *w, const sl_term *pattern, const sl_term *literal);
/** Adds the way that the walk comes by, if it is not dead. */
void sl_walk_leave(sl_walk *w, sl_ways *out);
/** Goes on where several ways came together. */
void sl_walk_come_out(sl_walk *w, const sl_ways *out);
/** Throws a value: nothing after it is reached. */
void sl_walk_throw(sl_walk *w, const sl_value *v);
/** Adds to what the function that is run returns. */
void sl_walk_returns(sl_walk *w, const sl_value *v);
/** Runs the statements of a block, a member list or a single statement. */
void sl_walk_body(sl_walk *w, const sl_term *t);
/** Assigns to a name, field, index or pattern of them. */
void sl_walk_assign(sl_walk *w, const sl_term *left, const sl_value *value);
/** What a field or item of a value holds. */
const sl_value *sl_walk_field(sl_walk *w, const sl_term *t, const sl_value *v);
/** The key of an index that is always the same; empty where it is not. */
sl_str sl_walk_index_key(sl_walk *w, const sl_term *t);
/** The labels of a value and all its fields, without these. */
const sl_value *sl_walk_whole(sl_walk *w, const sl_value *v);
/** What a name, field or index holds, without running anything. */
const sl_value *sl_walk_held(sl_walk *w, const sl_term *place);
/** The value of "a.f" where that is a call: T.new, or a method of a list. NULL where it is none. */
const sl_value *sl_walk_bare_call(sl_walk *w, const sl_term *t, const sl_value *object);
/** The value of a call or a `new`. */
const sl_value *sl_walk_call(sl_walk *w, const sl_term *t);
/** A call of a function of the file. */
typedef struct sl_run {
    const sl_term *function;
    const sl_value **args; /* in: NULL members for unknown ones; out: what parameters hold */
    const sl_str *names;   /* of arguments that have one; NULL: none has */
    size_t n;
    sl_taint_labels rest;  /* of any number of further arguments */
    const sl_value *self;  /* in and out; NULL: none */
    const sl_state *state; /* where it was made, for when that is over; NULL */
    const sl_state *after; /* out: what it left */
    bool is_definition;    /* seen where it is defined: nobody calls it */
} sl_run;

/** Sees to it that a function is run even when nobody calls it. */
void sl_walk_define(sl_walk *w, const sl_term *function, const sl_value *self);
/** Runs what was defined since there were `n`, and nobody called. */
void sl_walk_defined(sl_walk *w, size_t n);
/** Runs a function; its value. */
const sl_value *sl_walk_run(sl_walk *w, sl_run *run);
/** The method of that name in a class or one that it is based on, for so many arguments if there is
    one (SIZE_MAX: any); NULL. */
const sl_term *sl_walk_method(const sl_walk *w, const sl_term *class, sl_str name, size_t n);
/** The function or variable of that name in a class or one that it is based on, as sl_walk_method.
 */
const sl_term *sl_walk_member(const sl_walk *w, const sl_term *class, sl_str name, size_t n);
/** The i-th class of the file that a class is based on; NULL past the last. */
const sl_term *sl_walk_base(const sl_walk *w, const sl_term *class, size_t i);
/** The class of the file that an object is of, as it was made or declared; NULL. */
const sl_term *sl_walk_class_of(const sl_walk *w, const sl_term *object, const sl_value *v);
/** The object that a variable is declared with braces as; NULL where it is none of a class. */
const sl_value *sl_walk_braces(sl_walk *w, const sl_term *variable, const sl_term *braces);
/** Sets the fields that a constructor names before its body. */
void sl_walk_initializers(sl_walk *w, const sl_term *constructor);
/** Runs what sets the fields of a class, in the run of it. */
void sl_walk_class_body(sl_walk *w, const sl_term *class);
/** What the fields of a class hold before any constructor is run. */
const sl_value *sl_walk_fields(sl_walk *w, const sl_term *class);
/** What a field holds, or what it computes as a getter of the object. */
const sl_value *sl_walk_got(sl_walk *w, const sl_value *v, const sl_value *self);
/** What `with` makes of a value. */
const sl_value *sl_walk_entered(sl_walk *w, const sl_value *v);
/** What a field is that the class computes; NULL where it is none of these. */
const sl_value *sl_walk_property(sl_walk *w, const sl_term *class, sl_str name,
                                 const sl_value *self);
/** Sets a field by what the class does for it; false where it does nothing. */
bool sl_walk_set_property(sl_walk *w, const sl_term *left, const sl_value *value);
/** A part of a value by its place in a pattern. */
const sl_value *sl_walk_part(sl_walk *w, const sl_value *v, uint32_t i);
/** The function that a reference to it is: T::f, ::f, method(:f), f(...); NULL. */
const sl_value *sl_walk_reference(sl_walk *w, const sl_term *t);
/** A bare name that is a member of the class that the walk is in; NULL. */
const sl_value *sl_walk_bare_member(sl_walk *w, const sl_term *name);
/** The constructor of a class for so many arguments; NULL. */
const sl_term *sl_walk_constructor(const sl_walk *w, const sl_term *class, size_t n);
/** The value that is a function or class, as it is made here. */
const sl_value *sl_walk_code(sl_walk *w, const sl_term *t);
/** What the marks make of the value of a term: sources, sanitizers, propagators, sinks. */
const sl_value *sl_walk_mark(sl_walk *w, const sl_term *t, const sl_value *v,
                             sl_taint_labels inside);
/** The labels that a propagator hands to a term. */
sl_taint_labels sl_walk_pending(const sl_walk *w, const sl_term *t);
/** True where the value is a truth that is always the same. */
bool sl_walk_truth(const sl_walk *w, const sl_value *v, bool *is_true);
/** The name of a class member or field as it is kept: without quotes and the like. */
sl_str sl_walk_key(const sl_term *t);

#endif

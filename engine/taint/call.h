/* One call, as the parts that run it see it. */
#ifndef SLUICE_ENGINE_TAINT_CALL_H
#define SLUICE_ENGINE_TAINT_CALL_H

#include "engine/taint/walk.h"

enum { SL_CALL_ARGS_MAX = 32 };

typedef struct sl_call {
    const sl_term *term, *callee, *object; /* object: what a method is called on; NULL */
    sl_str name;                           /* of the method or function; empty: not by name */
    const sl_value *target, *self;
    const sl_term *args[SL_CALL_ARGS_MAX];
    const sl_value *values[SL_CALL_ARGS_MAX];
    sl_str names[SL_CALL_ARGS_MAX]; /* of keyword arguments */
    const sl_value
        *called[SL_CALL_ARGS_MAX]; /* what functions among the arguments returned; NULL */
    size_t n;
    const sl_value *made;   /* the object that a constructor fills; NULL: a new one */
    sl_taint_labels rest;   /* of arguments of which the place is not known */
    sl_taint_labels inside; /* of arguments and receiver */
    sl_taint_labels braces; /* of what stands in braces after `new` */
} sl_call;

/** The function of the file that is called; NULL. */
const sl_term *sl_call_function(sl_walk *w, const sl_call *c);
/** The class of the file that is made one of; NULL. */
const sl_term *sl_call_class(const sl_walk *w, const sl_call *c);
/** Runs the arguments of a call. */
void sl_call_read_args(sl_walk *w, sl_call *c);
/** Makes f.call(x) and the like a call of f. */
void sl_call_invoke(sl_walk *w, sl_call *c);
/** Runs functions among the arguments with what is there besides them; what the call returns where
    that is what they return, else NULL. */
const sl_value *sl_call_back(sl_walk *w, sl_call *c);
/** The value, or the function of the file that its text names where that may be called. */
const sl_value *sl_call_named(sl_walk *w, const sl_value *v);
/** Makes one of a class: what its fields hold at first and its constructor makes of them. */
const sl_value *sl_call_construct(sl_walk *w, sl_call *c, const sl_term *class);
/** Puts what stands in braces after `new` into the object or collection. */
const sl_value *sl_call_initialize(sl_walk *w, const sl_call *c, const sl_value *made);
/** What a place is below "&x" and the like; NULL when it is none. */
const sl_term *sl_call_place(const sl_term *t);
/** True for `super` and `super()`. */
bool sl_call_is_super(const sl_term *t);
/** True for what can be assigned to. */
bool sl_call_is_place(const sl_term *t);
/** What a method of a list or map returns, whose items it may change; NULL when the method or what
    it is called on is not known. */
const sl_value *sl_call_collection(sl_walk *w, const sl_call *c);
/** The collection that `new` or a function of the language's library makes; NULL for all else. */
const sl_value *sl_call_made(sl_walk *w, const sl_call *c);

#endif

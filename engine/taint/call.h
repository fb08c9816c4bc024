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
    size_t n;
    sl_taint_labels rest;   /* of arguments of which the place is not known */
    sl_taint_labels inside; /* of arguments and receiver */
} sl_call;

/** The function of the file that is called; NULL. */
const sl_term *sl_call_function(const sl_walk *w, const sl_call *c);
/** The class of the file that is made one of; NULL. */
const sl_term *sl_call_class(const sl_call *c);
/** True for `super` and `super()`. */
bool sl_call_is_super(const sl_term *t);
/** True when a space-separated list has the name. */
bool sl_call_is(sl_str name, const char *list);
/** True for what can be assigned to. */
bool sl_call_is_place(const sl_term *t);
/** What a method of a list or map returns, whose items it may change; NULL when the method or what
    it is called on is not known. */
const sl_value *sl_call_collection(sl_walk *w, const sl_call *c);
/** The collection that `new` or a function of the language's library makes; NULL for all else. */
const sl_value *sl_call_made(sl_walk *w, const sl_call *c);

#endif

/* Values of the walk: what is known of some data, that is its own labels, the values of its fields
   where these differ, and the literal that it is. They never change once made. */
#ifndef SLUICE_ENGINE_TAINT_VALUE_H
#define SLUICE_ENGINE_TAINT_VALUE_H

#include "engine/taint/taint.h"

typedef struct sl_value sl_value;
typedef struct sl_member sl_member;

/** One field of a value. */
struct sl_member {
    sl_str name;
    const sl_value *value;
    const sl_member *next;
};

/** A parameter of the function that made a function, and what was given for it. */
typedef struct sl_origin sl_origin;
struct sl_origin {
    sl_str name;
    const sl_term *place;
    const sl_origin *next;
};

/** A value. */
struct sl_value {
    sl_taint_labels labels; /* of itself and all fields that it has no member for */
    sl_taint_labels all;    /* and of its members */
    uint32_t size;          /* how many members there are in it, those of members too */
    const sl_member *members;
    const sl_term *code;      /* the function or class that it is; NULL */
    const void *state;        /* of a function: what held where it was made */
    const sl_origin *origins; /* of a function: what names that it sees are for the caller */
    const sl_term *literal;   /* what it always is; NULL */
    bool is_list;             /* all its items are known, their names are 0 to n_items - 1 */
    bool is_record;           /* all its fields were named: what is not among them is any of them */
    uint32_t n_items;
};

/** The clean value of which nothing is known. */
extern const sl_value sl_value_clean;

/** A value of these labels. */
const sl_value *sl_value_of(sl_arena *mem, sl_taint_labels labels);
/** All labels in a value, those of its fields included. */
sl_taint_labels sl_value_labels(const sl_value *v);
/** The field of a value. */
const sl_value *sl_value_field(sl_arena *mem, const sl_value *v, sl_str name);
/** The entry of a map: what it holds besides those that it has by name where this is none. */
const sl_value *sl_value_entry(sl_arena *mem, const sl_value *v, sl_str name);
/** True when the field is known by name. */
bool sl_value_has(const sl_value *v, sl_str name);
/** The value with a field replaced. */
const sl_value *sl_value_with(sl_arena *mem, const sl_value *v, sl_str name, const sl_value *field);
/** The value without a field, whatever it holds. */
const sl_value *sl_value_without(sl_arena *mem, const sl_value *v, sl_str name);
/** The value with labels added to itself. */
const sl_value *sl_value_add(sl_arena *mem, const sl_value *v, sl_taint_labels labels);
/** The value that is, or is of, a function or class. */
const sl_value *sl_value_with_code(sl_arena *mem, const sl_value *v, const sl_term *code);
/** The value that is a literal. */
const sl_value *sl_value_literal(sl_arena *mem, const sl_value *v, const sl_term *literal);
/** The list that is known item for item. */
const sl_value *sl_value_list(sl_arena *mem, const sl_value *const *items, uint32_t n);
/** The value, all fields of which are named. */
const sl_value *sl_value_record(sl_arena *mem, const sl_value *v);
/** The value without what may have changed since: literals and what stands at which place. */
const sl_value *sl_value_unsure(sl_arena *mem, const sl_value *v);
/** What holds when either may be. */
const sl_value *sl_value_join(sl_arena *mem, const sl_value *a, const sl_value *b);

#endif

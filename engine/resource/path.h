/* Attribute paths: "spec.containers[*].image", "metadata.annotations['a.b/c']", "**.password". */
#ifndef SLUICE_ENGINE_RESOURCE_PATH_H
#define SLUICE_ENGINE_RESOURCE_PATH_H

#include "sluice/err.h"
#include "sluice/node.h"

/** Where a path begins. */
typedef enum sl_path_root {
    SL_ROOT_HERE,     /* the value being looked at: the resource, or the item of a loop */
    SL_ROOT_RESOURCE, /* "$resource": the resource being looked at */
    SL_ROOT_PARENT,   /* "$parent": the resource that it is a part of; again for its parent */
    SL_ROOT_OUTER,    /* "$outer": the value that the enclosing loop or relation came from */
    SL_ROOT_SUBJECT   /* "$subject": the resource that the check is about */
} sl_path_root;

typedef enum sl_step_kind {
    SL_STEP_KEY,
    SL_STEP_INDEX,
    SL_STEP_ALL, /* "[*]" or "*": every item of a list, every value of a map */
    SL_STEP_DEEP /* "**": this value and everything below it */
} sl_step_kind;

/** One step. A key applied to a list is applied to each of its items. */
typedef struct sl_step {
    sl_step_kind kind;
    sl_str key;
    int64_t index; /* negative: from the end */
} sl_step;

/** A path as read. */
typedef struct sl_attr_path {
    sl_path_root root;
    unsigned up; /* SL_ROOT_PARENT, SL_ROOT_OUTER: how many times */
    sl_step *v;
    size_t n, cap;
} sl_attr_path;

/** A value that a path led to, with its key where it is an entry of a map. */
typedef struct sl_spot {
    const sl_node *key, *value;
} sl_spot;

/** Values in the order of the document. */
typedef struct sl_spots {
    sl_spot *v;
    size_t n, cap;
} sl_spots;

/** Most values that one walk yields; what is beyond is an SL_ETOOBIG error. */
enum { SL_SPOTS_MAX = 100000 };

/** Reads a path; SL_EUSAGE with the place in it that is wrong. */
bool sl_attr_path_read(sl_attr_path *path, sl_arena *mem, sl_str text, sl_err *e);
/** All values at the path below `from`. A value that is not known ends the walk and is yielded. */
bool sl_attr_path_walk(sl_spots *out, sl_arena *mem, const sl_attr_path *path, const sl_node *from,
                       sl_err *e);
/** The deepest value on the way of the path that exists, `from` where not even the first does. */
sl_spot sl_attr_path_nearest(const sl_attr_path *path, const sl_node *from);

#endif

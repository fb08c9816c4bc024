/* A pack in the order of its deltas: each object before those that are told from it, families
   together, so that a base is unpacked once for all of them. */
#ifndef SLUICE_ENGINE_HISTORY_FOREST_H
#define SLUICE_ENGINE_HISTORY_FOREST_H

#include "engine/objects/objects.h"

/** The base of an object that is whole, or whose base is not in this pack. */
enum { SL_NO_BASE = 0xffffffffu };

/** The objects of a pack, numbered by where they begin. */
typedef struct sl_forest {
    size_t n;
    uint64_t *offsets; /* n + 1: the last is the end of the pack */
    uint32_t *at;      /* the object's number in the index */
    uint32_t *base;    /* the number of its base; SL_NO_BASE */
    bool *is_told;     /* it is a delta */
    uint32_t *order;   /* numbers, parents before children, depth first */
} sl_forest;

/** Reads the heads of all objects. A damaged one counts as whole. */
bool sl_forest_read(sl_forest *out, sl_arena *mem, sl_objects *objects, size_t pack, sl_err *e);

#endif

/* What conditions are evaluated with: the resources of a unit, scopes, and answers in three values.
 */
#ifndef SLUICE_ENGINE_CHECK_EVAL_H
#define SLUICE_ENGINE_CHECK_EVAL_H

#include "base/map.h"
#include "engine/match/regex.h"
#include "engine/resource/path.h"
#include "engine/resource/resource.h"

/** The answer: SL_UNKNOWN where it hangs on a value that is not known. */
typedef enum sl_truth { SL_FALSE, SL_TRUE, SL_UNKNOWN } sl_truth;

/** What conditions are evaluated with: one for each unit. */
typedef struct sl_eval {
    sl_arena *mem; /* scratch: reset between checks */
    const sl_model *model;
    const sl_resource *subject; /* the resource that the check is about */
    sl_map *types;              /* type to list of resources, made by sl_eval_init */
    sl_regex_room *room;
    size_t steps; /* taken so far, at most SL_EVAL_STEPS_MAX */
    bool has_failed;
    sl_err *e; /* why, once has_failed */
} sl_eval;

/** Most conditions that are evaluated for one unit. */
enum { SL_EVAL_STEPS_MAX = 50000000 };

/** What a condition looks at: a value, the resource that it is part of, and where it came from. */
typedef struct sl_scope {
    const sl_resource *resource;
    const sl_node *item;
    const struct sl_scope *outer;
} sl_scope;

/** Resources of one type. */
typedef struct sl_typed {
    const sl_resource **v;
    size_t n, cap;
} sl_typed;

/** Indexes the model's resources by type, in the model's arena; `scratch` is for evaluating. */
void sl_eval_init(sl_eval *eval, sl_arena *scratch, const sl_model *model, sl_regex_room *room,
                  sl_err *e);
/** The values at a path, from the scope. */
bool sl_scope_walk(sl_spots *out, sl_eval *eval, const sl_attr_path *path, const sl_scope *scope);
/** SL_FALSE to SL_TRUE and back. */
sl_truth sl_truth_not(sl_truth truth);

#endif

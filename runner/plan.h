/* The plan: which stage may start when. A stage with `needs` waits for those. Without: a scanning
   stage waits for the executing and deploying stages written before it, an executing or deploying
   stage for all stages before it. A deploying stage always waits for every scanning stage written
   before it and for every mandatory stage as well: never a deployment before the gate. */
#ifndef SLUICE_RUNNER_PLAN_H
#define SLUICE_RUNNER_PLAN_H

#include "sluice/err.h"
#include "runner/pipeline.h"
#include "sluice/result.h"

typedef struct sl_plan sl_plan;

/** What `when` is asked about. */
typedef struct sl_occasion {
    sl_str branch, tag, event;
    const sl_strs *changed; /* paths that differ from the base; NULL: nothing was compared */
} sl_occasion;

/** What the plan says of a stage that waits. */
typedef enum sl_turn {
    SL_TURN_WAIT, /* something that it needs has not ended */
    SL_TURN_START,
    SL_TURN_SKIP /* it will never run: a need did not pass */
} sl_turn;

/** The plan of a pipeline. Errors are SL_EUSAGE: a pipeline without stages; a mandatory stage that
    needs a deploy stage, which waits for it (the circle is named). */
bool sl_plan_new(sl_plan **out, sl_arena *mem, const sl_pipeline *pipeline, sl_err *e);
/** Stage indices that stage `i` waits for, `*n` of them. */
const size_t *sl_plan_needs(const sl_plan *plan, size_t i, size_t *n);
/** What stage `i` may do now; `results` are those of the pipeline's stages, in its order. `*why`
   gets the sentence for SL_TURN_SKIP. */
sl_turn sl_plan_turn(const sl_plan *plan, size_t i, const sl_stage_result *results, sl_str *why);
/** Whether `when` lets the stage run; else `*why` says what does not match. */
bool sl_plan_when(const sl_when *when, const sl_occasion *occasion, sl_arena *mem, sl_str *why);
/** Marks the stages named (all when there are none) and all that they need. */
bool sl_plan_select(const sl_plan *plan, const sl_strs *names, bool *selected, sl_err *e);
/** True when the policy makes the stage mandatory. */
bool sl_stage_is_mandatory(const sl_stage *stage, const sl_policy *policy);

#endif

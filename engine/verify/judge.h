/* What an answer says of a secret. */
#ifndef SLUICE_ENGINE_VERIFY_JUDGE_H
#define SLUICE_ENGINE_VERIFY_JUDGE_H

#include "base/http.h"
#include "engine/verify/recipe.h"

/** What became known of one secret. */
typedef struct sl_judgement {
    sl_verified state;
    sl_str why;     /* a phrase: "answer 401 of api.github.com" */
    sl_str account; /* whose secret it is, as the provider says; empty: not said */
} sl_judgement;

/** Judges the answer of `host` by the recipe: the first of its answers that fits; none fits: it is
    unknown, and why. Texts of the answer are cleaned and cut. */
void sl_judge(sl_judgement *out, sl_arena *mem, const sl_recipe *recipe, sl_str host,
              const sl_http_answer *answer);

#endif

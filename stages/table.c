/* The table of stage kinds, from stages.def. */
#include "sluice/stage.h"

#define SL_STAGE(name) extern const sl_stage_kind sl_stage_##name;
#include "stages/stages.def"
#undef SL_STAGE

static const sl_stage_kind *const kinds[] = {
#define SL_STAGE(name) &sl_stage_##name,
#include "stages/stages.def"
#undef SL_STAGE
    NULL,
};

const sl_stage_kind *const *sl_stage_kinds(size_t *n)
{
    *n = sizeof kinds / sizeof *kinds - 1;
    return kinds;
}

const sl_stage_kind *sl_stage_kind_of(sl_str name)
{
    for (size_t i = 0; kinds[i]; i++)
        if (sl_str_is(name, kinds[i]->name))
            return kinds[i];
    return NULL;
}

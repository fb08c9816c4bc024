/* A pipeline of any bytes, which may include itself, is read and planned or refused. */
#include "runner/plan.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* "a.yml" and "b.yml" are the input again, less its first and second line. */
static bool read_again(void *context, sl_buf *out, sl_str path, sl_err *e)
{
    sl_str text = *(sl_str *)context;
    sl_str line;
    if (!sl_str_is(path, "a.yml") && !sl_str_is(path, "b.yml"))
        return sl_fail(e, SL_ENOENT, "no such file");
    sl_str_cut(&text, '\n', &line);
    if (sl_str_is(path, "b.yml"))
        sl_str_cut(&text, '\n', &line);
    return sl_buf_addz(out, "version: 1\n") && sl_buf_add(out, text);
}

static void plan(sl_arena *mem, const sl_pipeline *pipeline)
{
    sl_err e = {0};
    sl_plan *plan;
    sl_str why;
    size_t n;
    const sl_occasion occasion = {.branch = SL_STR("main"), .event = SL_STR("push")};
    if (!sl_plan_new(&plan, mem, pipeline, &e))
        return;
    sl_stage_result *results = sl_alloc_array(mem, pipeline->stages.n, sizeof *results);
    for (size_t i = 0; i < pipeline->stages.n; i++) {
        const sl_stage *stage = &pipeline->stages.v[i];
        sl_plan_turn(plan, i, results, &why);
        sl_plan_when(&stage->when, &occasion, mem, &why);
        const size_t *needs = sl_plan_needs(plan, i, &n);
        for (size_t k = 0; k < n; k++)
            if (needs[k] >= pipeline->stages.n || needs[k] == i)
                abort();
        sl_options_digest(stage->options, mem);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena *mem = sl_arena_new();
    sl_str text = sl_str_at((const char *)data, size);
    const sl_include_reader reader = {read_again, &text};
    sl_err e = {0};
    sl_pipeline *pipeline;
    if (sl_pipeline_read(&pipeline, mem, SL_S(".sluice.yml"), text, &reader, &e))
        plan(mem, pipeline);
    else if (e.kind == SL_OK || sl_str_chr(sl_str_of(e.text), ':') == SIZE_MAX)
        abort();
    sl_arena_free(mem);
    return 0;
}

/* Stage kinds of the tests: the real names with few options, so that a pipeline can be read before
   and without the real ones. They stand in for stages/table.c, which is then not linked. */
#ifndef SLUICE_TESTS_RUNNER_KINDS_H
#define SLUICE_TESTS_RUNNER_KINDS_H

#include "tests/support/test.h"

#include "runner/pipeline.h"
#include "sluice/stage.h"

static const char *const test_targets[] = {"command", "directory", NULL};

static const sl_option_spec test_scan_options[] = {
    {"history", SL_OPT_BOOL, "no", "also past commits", false, NULL},
    {"path", SL_OPT_TEXT, NULL, "what to look at", false, NULL},
    {"exclude", SL_OPT_LIST, NULL, "globs", false, NULL},
    {"max_size", SL_OPT_SIZE, "10M", "largest file", false, NULL},
    {0},
};

static const sl_option_spec test_shell_options[] = {
    {"run", SL_OPT_TEXT, NULL, "the command", true, NULL},
    {0},
};

static const sl_option_spec test_deploy_options[] = {
    {"target", SL_OPT_TEXT, NULL, "where to", true, test_targets},
    {"run", SL_OPT_TEXT, NULL, "the command", false, NULL},
    {0},
};

static const sl_stage_kind test_kinds[] = {
    {.name = "sast", .summary = "code", .traits = SL_SCANS, .options = test_scan_options},
    {.name = "secrets", .summary = "keys", .traits = SL_SCANS, .options = test_scan_options},
    {.name = "iac", .summary = "config", .traits = SL_SCANS, .options = test_scan_options},
    {.name = "image", .summary = "images", .traits = SL_SCANS, .options = test_scan_options},
    {.name = "shell", .summary = "command", .traits = SL_EXECUTES, .options = test_shell_options},
    {.name = "deploy", .summary = "ships", .traits = SL_DEPLOYS, .options = test_deploy_options},
};

enum { TEST_KINDS = sizeof test_kinds / sizeof *test_kinds };

const sl_stage_kind *const *sl_stage_kinds(size_t *n)
{
    static const sl_stage_kind *const list[] = {&test_kinds[0], &test_kinds[1], &test_kinds[2],
                                                &test_kinds[3], &test_kinds[4], &test_kinds[5]};
    *n = TEST_KINDS;
    return list;
}

const sl_stage_kind *sl_stage_kind_of(sl_str name)
{
    for (size_t i = 0; i < TEST_KINDS; i++)
        if (sl_str_is(name, test_kinds[i].name))
            return &test_kinds[i];
    return NULL;
}

/** Files of a test that pipelines can include: pairs of path and text, ended by NULL. */
static bool test_read(void *context, sl_buf *out, sl_str path, sl_err *e)
{
    for (const char *const *file = context; *file; file += 2)
        if (sl_str_is(path, file[0]))
            return sl_buf_addz(out, file[1]) || sl_fail(e, SL_ETOOBIG, "too large");
    return sl_fail(e, SL_ENOENT, "%.*s: not in the commit", SL_FMT(path));
}

/** Reads the pipeline ".sluice.yml", which may include `files`. */
static inline bool test_pipeline_try(sl_pipeline **out, sl_arena *mem, const char *text,
                                     const char *const *files, sl_err *e)
{
    static const char *const none[] = {NULL};
    const void *context = files ? files : none;
    const sl_include_reader reader = {test_read, (void *)(uintptr_t)context};
    return sl_pipeline_read(out, mem, SL_S(".sluice.yml"), sl_str_of(text), &reader, e);
}

static inline sl_pipeline *test_pipeline(sl_arena *mem, const char *text)
{
    sl_err e = {0};
    sl_pipeline *pipeline;
    assert_ok(test_pipeline_try(&pipeline, mem, text, NULL, &e), &e);
    return pipeline;
}

#endif

/* The pipeline: named stages in order, as read from YAML and checked. */
#ifndef SLUICE_PIPELINE_H
#define SLUICE_PIPELINE_H

#include "sluice/options.h"
#include "sluice/policy.h"
#include "sluice/stage.h"

/** Globs that decide whether a stage runs; an empty list asks nothing. */
typedef struct sl_when {
    sl_strs branch, tag, path, event;
} sl_when;

/** A variable of a stage; `is_secret` when its name or the pipeline says so (value masked in logs).
    With `from_host`, `value` is the name of the variable of sluice's own environment to take. */
typedef struct sl_variable {
    sl_str name, value;
    bool from_host, is_secret;
} sl_variable;

/** The variables of a stage, in order. */
typedef struct sl_variables {
    sl_variable *v;
    size_t n, cap;
} sl_variables;

/** Indices of stages. */
typedef struct sl_needs {
    size_t *v;
    size_t n, cap;
} sl_needs;

/** A stage of the pipeline. A matrix has been expanded: one stage per combination, named
    "NAME (KEY=VALUE, …)", the combination in `env`. */
typedef struct sl_stage {
    sl_str name;
    sl_str written; /* the name in the file: that of all combinations of a matrix */
    const sl_stage_kind *kind;
    sl_options *options;
    sl_needs needs; /* stages that have to end first */
    bool has_needs; /* `needs` was written (else: the stages before it in the file, see the plan) */
    sl_when when;
    uint64_t timeout_ms; /* 0: none of its own */
    bool allow_failure;
    sl_variables env;
    unsigned retries;
    sl_str environment; /* of a deploy stage */
    sl_str file;
    uint32_t line, column;
    const sl_node *doc; /* as written, for comparison with --policy-from */
} sl_stage;

/** A pipeline that has been read, included, expanded and checked. */
typedef struct sl_pipeline {
    sl_str name;
    sl_str file; /* "sluice:default" for a built-in one */
    sl_policy policy;
    struct {
        sl_stage *v;
        size_t n, cap;
    } stages;
} sl_pipeline;

#endif

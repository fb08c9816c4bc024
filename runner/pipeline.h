/* Reading pipelines: YAML to checked stages, with includes, matrices and the policy. */
#ifndef SLUICE_RUNNER_PIPELINE_H
#define SLUICE_RUNNER_PIPELINE_H

#include "sluice/buf.h"
#include "sluice/pipeline.h"

/** How an included local file is read: at the same ref as the pipeline. */
typedef struct sl_include_reader {
    bool (*read)(void *context, sl_buf *out, sl_str path, sl_err *e);
    void *context;
} sl_include_reader;

/** Reads a pipeline with its includes, matrices expanded. Errors are SL_EUSAGE (SL_EIO when an
    included file cannot be read): "FILE:LINE:COLUMN: what is wrong" and, on two more lines, the
   line in question with a caret, values of variables with secret names starred. A file that is
   included twice counts once; a stage replaces an included one of the same name, in its place; the
   policy is that of the outermost file that has one, as a whole. The result lives in `mem` and
   borrows from `text`. */
bool sl_pipeline_read(sl_pipeline **out, sl_arena *mem, sl_str file, sl_str text,
                      const sl_include_reader *reader, sl_err *e);
/** Reads the built-in pipeline "sluice:NAME". */
bool sl_pipeline_read_builtin(sl_pipeline **out, sl_arena *mem, sl_str name,
                              const sl_include_reader *reader, sl_err *e);
/** The text of a built-in pipeline by its name without "sluice:"; false when there is none. */
bool sl_pipeline_builtin(sl_str *text, sl_str name);
/** The name of built-in pipeline `i`; empty past the last. */
sl_str sl_pipeline_builtin_name(size_t i);
/** True for the name of a stage or of the stage whose matrix it comes from. */
bool sl_stage_is_named(const sl_stage *stage, sl_str name);
/** The stage of that name; NULL when there is none. */
sl_stage *sl_pipeline_stage(const sl_pipeline *pipeline, sl_str name);
/** Writes the JSON Schema (draft 2020-12) of pipeline files, made from the tables that reading
 * uses. */
bool sl_pipeline_schema(sl_buf *out, sl_err *e);

#endif

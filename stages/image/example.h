/* Examples of image rules: a description in the rule, an archive of an OCI layout made from it. */
#ifndef SLUICE_STAGES_IMAGE_EXAMPLE_H
#define SLUICE_STAGES_IMAGE_EXAMPLE_H

#include "sluice/buf.h"
#include "sluice/stage.h"

/** The end of the path of a unit that holds a description instead of an image. */
#define SL_IMAGE_EXAMPLE_END ".image-example.json"

/** The kind's `examples`: each as JSON. */
bool sl_image_examples(const sl_rule *rule, sl_arena *mem, sl_example_call call, void *context,
                       sl_err *e);
/** Appends the archive of the image that `description` describes: `config`, `annotations`,
    `history` (texts), `created`, and `files` (one layer) or `layers` of {path, type, mode, text,
   to, capability}. */
bool sl_image_example_write(sl_buf *out, sl_arena *mem, const sl_node *description, sl_err *e);

#endif

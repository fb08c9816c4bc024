/* What the iac stage reads: formats by path and content, and the reader of each. */
#ifndef SLUICE_STAGES_IAC_H
#define SLUICE_STAGES_IAC_H

#include "engine/resource/resource.h"
#include "engine/resource/tree.h"
#include "sluice/scanner.h"

/** How a file is read. */
typedef enum sl_iac_format {
    SL_IAC_NONE,
    SL_IAC_DOCKERFILE, /* Dockerfile, Containerfile, NAME.dockerfile, Dockerfile.NAME */
    SL_IAC_DOCUMENTS   /* YAML or JSON: what it describes is for its content to say */
} sl_iac_format;

/** The format that the path promises. */
sl_iac_format sl_iac_format_of(sl_str path);
/** Reads model->text as a Dockerfile; what it does not understand is partial. */
bool sl_iac_read_dockerfile(sl_model *model, sl_sink *sink, sl_err *e);
/** Reads YAML or JSON documents: each to the reader that knows it. A file in which none does is
    skipped, one that does not parse is partial where it looks like ours. */
bool sl_iac_read_documents(sl_model *model, sl_sink *sink, sl_err *e);

/** Adds the resources of a Kubernetes object (or list of objects): one of its kind, and for
    workloads a `pod` and its `container`s. False in `*is_ours` when it has no apiVersion and kind.
 */
bool sl_kubernetes_read(sl_model *model, const sl_tree *tree, const sl_node *doc, bool *is_ours,
                        sl_err *e);
/** Adds the resources of a compose file: the whole as `project`, and each `service`, `volume`,
    `network`, `secret` and `config`. `is_named` says that the file's name promises one. */
bool sl_compose_read(sl_model *model, const sl_tree *tree, const sl_node *doc, bool is_named,
                     bool *is_ours, sl_err *e);
/** True when the file's name is one that compose looks for. */
bool sl_compose_is_name(sl_str path);

#endif

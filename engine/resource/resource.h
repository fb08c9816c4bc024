/* The resource model: what infrastructure files of every platform are read into, so that one check
   engine can judge them all. A resource is a type, a name and a tree of attributes with positions.
 */
#ifndef SLUICE_ENGINE_RESOURCE_H
#define SLUICE_ENGINE_RESOURCE_H

#include "sluice/err.h"
#include "sluice/node.h"

/** One resource. `body` holds its attributes; names that begin with '@' were derived by the parser
    ("@image" of a container is its image reference taken apart). */
typedef struct sl_resource sl_resource;
struct sl_resource {
    sl_str platform;     /* "dockerfile", "kubernetes", "compose" … */
    sl_str type;         /* "Deployment", "container", "stage", "aws_s3_bucket" */
    sl_str variant;      /* a narrower kind within the type: the name of a command; else empty */
    sl_str name;         /* as a person calls it; may be empty */
    sl_str label;        /* what reports show: "Deployment/web" */
    const sl_node *body; /* a map */
    const sl_node *head; /* the place that stands for the resource as a whole */
    const sl_resource *parent; /* the resource that it is a part of, or NULL */
    size_t index;              /* in the model */
};

/** The resources of one unit, in document order, parents before their parts. */
typedef struct sl_model {
    sl_arena *mem;
    sl_str file, text;
    sl_resource **v;
    size_t n, cap;
} sl_model;

/** The most resources that one unit may hold. */
enum { SL_RESOURCES_MAX = 200000 };

/** Adds a copy of `resource` (its `index` is set); NULL and SL_ETOOBIG past SL_RESOURCES_MAX. */
sl_resource *sl_model_add(sl_model *model, const sl_resource *resource, sl_err *e);

/** The tag of a value that only running the tool would tell (a variable without a default, a
    template expression). No operator is true or false of it. */
extern const sl_str sl_unknown_tag;
/** True for such a value; false for NULL. */
bool sl_node_is_unknown(const sl_node *node);

#endif

/* The configuration of an image (OCI image-spec config.md, with the fields that Docker adds). */
#ifndef SLUICE_ENGINE_IMAGE_CONFIG_H
#define SLUICE_ENGINE_IMAGE_CONFIG_H

#include "sluice/arena.h"
#include "sluice/err.h"
#include "sluice/node.h"

/** A key and its value: a label or a variable. */
typedef struct sl_image_pair {
    sl_str key, value;
} sl_image_pair;

/** Keys with values, in the order of the document. */
typedef struct sl_image_pairs {
    sl_image_pair *v;
    size_t n, cap;
} sl_image_pairs;

/** What built a layer, or changed the configuration only (`is_empty`). */
typedef struct sl_image_step {
    sl_str created_by;
    bool is_empty;
} sl_image_step;

/** A configuration. */
typedef struct sl_image_config {
    sl_str os, architecture, variant;
    sl_str created; /* RFC 3339, empty when not given */
    sl_str user;
    sl_image_pairs env, labels;
    sl_strs ports; /* "80/tcp", "8000-8010/udp" */
    sl_strs volumes;
    sl_strs entrypoint, command;
    bool has_healthcheck; /* and it is not NONE */
    sl_strs diff_ids;     /* digests of the unpacked layers */
    struct {
        sl_image_step *v;
        size_t n, cap;
    } history;
} sl_image_config;

/** Reads a configuration document; `name` is for messages. A member of the wrong type is SL_EPARSE.
 */
bool sl_image_config_read(sl_image_config *out, sl_arena *mem, sl_str name, sl_str text, sl_err *e);
/** The value of a key; empty when it is not there. */
sl_str sl_image_pairs_get(const sl_image_pairs *pairs, const char *key);

#endif

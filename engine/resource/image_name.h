/* References to container images taken apart (the grammar of the OCI distribution project). */
#ifndef SLUICE_ENGINE_RESOURCE_IMAGE_NAME_H
#define SLUICE_ENGINE_RESOURCE_IMAGE_NAME_H

#include "engine/resource/tree.h"

/** The parts of an image reference; empty where it has none. */
typedef struct sl_image_name {
    sl_str registry;   /* "ghcr.io", "localhost:5000"; empty: the default registry */
    sl_str repository; /* "library/nginx" as written: "nginx" */
    sl_str base;       /* the last part of the repository: "nginx" */
    sl_str tag, digest;
} sl_image_name;

/** Takes `text` apart; borrows from it. Never fails: what is no reference is all repository. */
sl_image_name sl_image_name_read(sl_str text);
/** The same as a map (text, registry, repository, base, tag, digest; absent where empty) at the
    place of `written`. Unknown when the text still has variables in its name. */
sl_node *sl_image_name_node(const sl_tree *tree, const sl_node *written);

#endif

/* What an image may make its reader do. Each limit has a name; reaching one fails the image. */
#ifndef SLUICE_ENGINE_IMAGE_LIMITS_H
#define SLUICE_ENGINE_IMAGE_LIMITS_H

#include "sluice/err.h"
#include "sluice/str.h"

enum {
    SL_IMAGE_ENTRIES_MAX = 2000000,  /* entries of all layers of a platform */
    SL_IMAGE_LAYERS_MAX = 1000,      /* of a platform */
    SL_IMAGE_MANIFESTS_MAX = 256,    /* of an image */
    SL_IMAGE_INDEX_DEPTH_MAX = 8,    /* indexes within indexes */
    SL_IMAGE_DOCUMENT_MAX = 8 << 20, /* bytes of an index, manifest or config */
    SL_IMAGE_PATH_MAX = 4096,        /* bytes of a path in a layer */
    SL_IMAGE_DEPTH_MAX = 4096,       /* folders within folders, after links */
    SL_IMAGE_KEPT_MAX = 96 << 20,    /* bytes of contents that are kept of a platform */
    SL_IMAGE_RATIO_MAX = 250,        /* unpacked to packed bytes of a blob … */
    SL_IMAGE_RATIO_FROM_MIB = 512    /* … looked at from here on */
};

/** Counts against the limits while one image is read. */
typedef struct sl_image_meter {
    uint64_t unpacked_max; /* bytes of all that is unpacked */
    uint64_t unpacked;
    size_t n_entries, n_kept;
} sl_image_meter;

/** Counts `n` unpacked bytes; false (SL_ETOOBIG, limit max_unpacked) when they are too many. */
bool sl_image_meter_unpacked(sl_image_meter *meter, size_t n, sl_err *e);

#endif

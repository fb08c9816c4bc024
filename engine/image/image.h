/* What an image consists of: OCI image layouts (image-layout.md, image-index.md, manifest.md of the
   OCI image-spec 1.1), Docker's schema 2 manifests in them, archives of `docker save`, and the
   `dir:` folders of skopeo. Every digest on the way is verified. */
#ifndef SLUICE_ENGINE_IMAGE_IMAGE_H
#define SLUICE_ENGINE_IMAGE_IMAGE_H

#include "engine/image/config.h"
#include "engine/image/store.h"

/** A layer of a platform's image. */
typedef struct sl_image_layer {
    sl_str label;    /* for messages: "blob sha256:…", or the name in a docker archive */
    sl_str name;     /* in the store */
    sl_str digest;   /* of the bytes as stored; empty where only the unpacked ones have one */
    sl_str diff_id;  /* of the unpacked bytes; may be empty */
    uint64_t size;   /* as the manifest says; UINT64_MAX: it does not */
    bool is_foreign; /* kept elsewhere, by the manifest's urls */
} sl_image_layer;

/** The image for one platform. */
typedef struct sl_image_platform {
    sl_str name; /* "linux/amd64", "linux/arm/v7" */
    sl_str tag;  /* as the layout names it; may be empty */
    sl_image_config config;
    sl_image_pairs annotations; /* of the manifest */
    struct {
        sl_image_layer *v;
        size_t n, cap;
    } layers;
} sl_image_platform;

/** All platforms of an image, in the order of its indexes, each manifest once. */
typedef struct sl_image {
    sl_image_platform *v;
    size_t n, cap;
} sl_image;

/** Reads all documents of the image. Attestations and signatures are passed over. `platform`
    ("linux/arm64", empty: all) takes one only; when the image has it not, SL_ENOENT. */
bool sl_image_read(sl_image *out, sl_arena *mem, sl_store *store, sl_str platform, sl_err *e);

#endif

/* The files of a container image, layer by layer: also those that a later layer deletes or
   replaces, since whoever has the image has them. */
#ifndef SLUICE_STAGES_SECRETS_CONTENT_IMAGE_H
#define SLUICE_STAGES_SECRETS_CONTENT_IMAGE_H

#include "sluice/arena.h"
#include "sluice/err.h"

enum { SL_SECRET_IMAGE_FILE_MAX = 64 << 20 };

/** Who takes the files. */
typedef struct sl_secret_image_visitor {
    void *context;
    /** One file: its path in the image, the digest of its layer (empty: the configuration) and its
        bytes, valid during the call. False ends the walk with the error. */
    bool (*file)(void *context, sl_str path, sl_str layer, sl_str bytes, sl_err *e);
    /** A file was not read whole. */
    void (*partial)(void *context, sl_str what);
} sl_secret_image_visitor;

/** Loads what reading needs ahead of a sandbox that would not let it load. */
bool sl_secret_image_prepare(sl_err *e);
/** Walks each layer of the image at `path` once, and the configuration of each platform as the text
    "config": a line for each variable, label, step of its history, and command. An image that
    unpacks to more than `unpacked_max` bytes is SL_ETOOBIG. */
bool sl_secret_image_walk(sl_arena *mem, sl_str path, uint64_t unpacked_max,
                          const sl_secret_image_visitor *visitor, sl_err *e);

#endif

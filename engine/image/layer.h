/* Applying a layer to the tree of its image: unpacked as a stream, its digests verified, contents
   shown to whoever asks for them while they pass by. */
#ifndef SLUICE_ENGINE_IMAGE_LAYER_H
#define SLUICE_ENGINE_IMAGE_LAYER_H

#include "engine/image/image.h"
#include "engine/image/fs.h"

/** An entry of a layer that has found its place. */
typedef struct sl_layer_file {
    const sl_fs *tree;
    uint32_t node;
    const sl_fs_node *entry;
    sl_str path;              /* in the tree, without a leading '/'; valid during the call */
    sl_str text;              /* the content as far as it was asked for */
    bool is_cut;              /* the content is longer than was asked for */
    const sl_fs_note *linked; /* of a hard link: what is noted on its target; else NULL */
} sl_layer_file;

/** Who looks at the entries. */
typedef struct sl_layer_visitor {
    void *context;
    /** How many bytes of a regular file's content are asked for; 0: none. */
    size_t (*wants)(void *context, const sl_layer_file *file);
    /** Called for each entry but whiteouts, with the content asked for. What it returns is noted on
        the node (NULL: nothing). */
    void *(*seen)(void *context, const sl_layer_file *file);
} sl_layer_visitor;

/** What applying works with. */
typedef struct sl_layer_work {
    sl_arena *mem;
    sl_store *store;
    sl_fs *tree;
    sl_image_meter *meter;
    const sl_layer_visitor *visitor;
} sl_layer_work;

/** Applies `layer` as the next one. Errors begin with the layer's label. A layer whose bytes do not
    have their digest, or that ends early, is SL_EPARSE. */
bool sl_layer_apply(const sl_layer_work *work, const sl_image_layer *layer, sl_err *e);
/** Applies the entries of a bare tar stream, for sl_layer_apply and its tests. */
bool sl_layer_entries(const sl_layer_work *work, sl_chunks tar, sl_err *e);

#endif

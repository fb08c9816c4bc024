/* The file system that the layers of an image make together: what each layer adds, replaces and
   takes away (OCI image-spec, layer.md: whiteouts and opaque whiteouts), with links in parent
   folders followed inside the root, as a runtime's unpacking does. Contents stay outside. */
#ifndef SLUICE_ENGINE_IMAGE_FS_H
#define SLUICE_ENGINE_IMAGE_FS_H

#include "engine/image/limits.h"
#include "engine/image/tar.h"
#include "sluice/arena.h"

/** A tree. Its nodes are numbered; 0 is the root. */
typedef struct sl_fs sl_fs;

/** No node. */
#define SL_FS_NONE UINT32_MAX

/** What a node is. `name` is not terminated, `link` is (NULL where there is none). */
typedef struct sl_fs_node {
    uint32_t parent, first, next, before; /* first child, siblings */
    uint32_t chain;                       /* of the hash table */
    uint32_t note;                        /* index + 1 of what is noted on it */
    const char *name;
    const char *link;
    uint64_t size;
    uint32_t uid;
    uint16_t name_n, depth;
    uint16_t layer;  /* that it comes from, from 0 */
    uint16_t pruned; /* layer + 1 that has hidden what was below */
    uint16_t mode;
    uint8_t type; /* sl_tar_type */
    bool has_capability;
} sl_fs_node;

/** Something to remember of an entry, also when a later layer hides it. */
typedef struct sl_fs_note {
    sl_str path; /* without a leading '/' */
    void *mark;  /* the caller's */
    uint64_t size;
    uint32_t mode;
    uint16_t layer;
    bool is_gone;
    uint16_t gone_in; /* the layer that removed or replaced it */
} sl_fs_note;

/** The notes in the order of their making. */
typedef struct sl_fs_notes {
    sl_fs_note *v;
    size_t n, cap;
} sl_fs_notes;

/** A tree of a root folder alone. */
sl_fs *sl_fs_new(sl_arena *mem);
/** Begins the next layer (the first is 0). */
void sl_fs_layer(sl_fs *tree);
/** The folder that an entry of that path goes to, made where it is missing; in `*name` the last
    part of the path, empty for the root itself. `..` stops at the root. Limits are SL_ETOOBIG. */
bool sl_fs_folder(sl_fs *tree, sl_str path, uint32_t *folder, sl_str *name, sl_err *e);
/** Puts an entry of the current layer in place; what was there is replaced, but a folder keeps
    what is below it. A hard link takes over what its target is. */
uint32_t sl_fs_put(sl_fs *tree, uint32_t folder, sl_str name, const sl_tar_entry *entry);
/** Hides what lower layers have put at `name` in `folder`. */
void sl_fs_whiteout(sl_fs *tree, uint32_t folder, sl_str name);
/** Hides what lower layers have put below `folder`. */
void sl_fs_opaque(sl_fs *tree, uint32_t folder);
/** Notes something on a node. */
void sl_fs_note_add(sl_fs *tree, uint32_t node, void *mark);
/** All notes. */
const sl_fs_notes *sl_fs_notes_of(const sl_fs *tree);
/** The note on a node; NULL when there is none. */
const sl_fs_note *sl_fs_note_of(const sl_fs *tree, uint32_t node);
/** The node of a number. */
const sl_fs_node *sl_fs_at(const sl_fs *tree, uint32_t node);
/** The path of a node, without a leading '/'. */
sl_str sl_fs_path(const sl_fs *tree, uint32_t node, sl_arena *mem);
/** The node at a path with all links followed inside the root; SL_FS_NONE when there is none. */
uint32_t sl_fs_find(const sl_fs *tree, sl_str path);
/** The node that a link leads to in the end; itself for everything else. */
uint32_t sl_fs_follow(const sl_fs *tree, uint32_t node);
/** The node after `node` in a walk over all that is visible, parents first; SL_FS_NONE at the
    end. Start it with the root. */
uint32_t sl_fs_next(const sl_fs *tree, uint32_t node);

#endif

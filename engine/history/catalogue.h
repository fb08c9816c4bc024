/* All that was ever where: each pair of a path and a content with the oldest commit that has it,
   found by comparing the tree of each commit with that of its first parent. */
#ifndef SLUICE_ENGINE_HISTORY_CATALOGUE_H
#define SLUICE_ENGINE_HISTORY_CATALOGUE_H

#include "base/map.h"
#include "engine/history/graph.h"

/** A content at a path. */
typedef struct sl_version {
    uint32_t path, blob; /* numbers in the catalogue's `paths` and `blobs` */
    uint32_t first;      /* the oldest commit seen with it, or what the caller gave for it */
    uint32_t mode;       /* git's, of the first sight */
} sl_version;

/** A version that was entered, known before or not. */
typedef struct sl_entrance {
    uint32_t version, mode;
} sl_entrance;

/** The catalogue. */
typedef struct sl_catalogue {
    sl_arena *mem;
    sl_objects *objects;
    sl_map paths; /* in the order of their coming */
    sl_ids blobs; /* ids of contents and of submodules' commits */
    sl_ids trees; /* that were read, where `keeps_trees` */
    bool keeps_trees;
    struct {
        sl_version *v;
        size_t n, cap;
    } versions;
    uint32_t *slots; /* version + 1; 0: free */
    size_t n_slots;
    sl_lacks lacks;
    size_t n_folders; /* looked at, one as often as it is found */
    size_t n_settled; /* versions before this one keep their `first` */
    bool keeps_entrances;
    struct {
        sl_entrance *v;
        size_t n, cap;
    } entrances; /* all that was entered, in that order */
} sl_catalogue;

/** More than this of each are SL_ETOOBIG errors: one tree can stand in many places, so that a small
    repository can hold billions. */
enum { SL_VERSIONS_MAX = 4000000, SL_FOLDERS_MAX = 40000000 };

/** An empty catalogue. */
void sl_catalogue_init(sl_catalogue *catalogue, sl_arena *mem, sl_objects *objects);
/** Enters what the tree `after` has and `before` (NULL: an empty tree) has not. Called for newer
    commits first, so that the oldest stays. What cannot be read is noted in `lacks`. */
bool sl_catalogue_compare(sl_catalogue *catalogue, const sl_id *before, const sl_id *after,
                          uint32_t first, sl_err *e);
/** Enters one content. */
bool sl_catalogue_add(sl_catalogue *catalogue, sl_str path, uint32_t mode, const sl_id *blob,
                      uint32_t first, sl_err *e);
/** The number of a path, which is added when it is new; it has to live as long as the catalogue. */
uint32_t sl_catalogue_path_number(sl_catalogue *catalogue, sl_str path);
/** Enters a content at a path, both by their numbers: `like` has all that a version has; `*version`
    gets its number. */
bool sl_catalogue_enter(uint32_t *version, sl_catalogue *catalogue, const sl_version *like,
                        sl_err *e);
/** Enters a version that has a number once more. */
void sl_catalogue_meet(sl_catalogue *catalogue, uint32_t version, uint32_t first);
/** Makes room for so many versions. */
void sl_catalogue_reserve(sl_catalogue *catalogue, size_t n);
/** The path of a version. */
sl_str sl_catalogue_path(const sl_catalogue *catalogue, const sl_version *version);
/** The content's id of a version. */
sl_id sl_catalogue_blob(const sl_catalogue *catalogue, const sl_version *version);
/** The version of that path and content; NULL when there is none. */
const sl_version *sl_catalogue_find(const sl_catalogue *catalogue, sl_str path, const sl_id *blob);

/** One entry of a tree; views into its text. */
typedef struct sl_tree_row {
    uint32_t mode;
    sl_str name;
    const unsigned char *id;
    size_t n; /* bytes of the row */
} sl_tree_row;

/** Looks at the row at the front of a tree's text; false when it is none. */
bool sl_tree_row_at(sl_tree_row *out, sl_str text, size_t id_bytes);

#endif

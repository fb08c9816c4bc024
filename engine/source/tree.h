/* Trees of commits, read from their raw objects, so that what `git ls-tree -r` lists is what we
   list: nothing is refused, reordered or left out. */
#ifndef SLUICE_ENGINE_SOURCE_TREE_H
#define SLUICE_ENGINE_SOURCE_TREE_H

#include "engine/source/repo.h"

/** Folders nested deeper, longer paths, or more folders (one tree object can stand in many places,
   so a small repository can hold billions) are SL_ETOOBIG errors. */
enum { SL_TREE_DEPTH_MAX = 2048, SL_TREE_PATH_MAX = 65536, SL_TREE_FOLDERS_MAX = 1000000 };

/** One entry of a tree; `name` is borrowed from the tree's text. */
typedef struct sl_tree_entry {
    uint32_t mode;
    sl_str name;
    sl_id id;
} sl_tree_entry;

/** Takes the next entry off a tree's text. At its end `out->name` is empty and the result true. */
bool sl_tree_next(sl_tree_entry *out, sl_str *rest, sl_err *e);
/** Negative, 0 or positive: git's order of entries (a folder's name counts with a '/'). */
int sl_tree_order(const sl_tree_entry *a, const sl_tree_entry *b);

/** What a comparison of trees tells of: entries that are not folders. */
typedef struct sl_tree_visit {
    void *context;
    /** One path: `from` is NULL when it is new, `to` when it is gone. `path` is valid in the call.
     */
    bool (*entry)(void *context, sl_str path, const sl_tree_entry *from, const sl_tree_entry *to,
                  sl_err *e);
    /** May be NULL: false for paths (of files and folders) that are not wanted; asked in the order
       of paths. `entry` is that of the second tree where it has one. */
    bool (*wants)(void *context, sl_str path, const sl_tree_entry *entry);
} sl_tree_visit;

/** Compares two trees; equal subtrees are not read. Either may be NULL, which is an empty one, so
    that (NULL, tree) lists a tree. */
bool sl_tree_compare(sl_repo *repo, const sl_id *from, const sl_id *to, const sl_tree_visit *visit,
                     sl_err *e);
/** Finds what lies at `path` in a tree. SL_ENOENT: nothing. */
bool sl_tree_find(sl_tree_entry *out, sl_repo *repo, const sl_id *tree, sl_str path, sl_err *e);
/** The tree of a commit. */
bool sl_tree_of(sl_id *out, const sl_repo *repo, const sl_commit *commit, sl_err *e);

#endif

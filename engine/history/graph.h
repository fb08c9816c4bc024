/* Commits and their parents, in an order in which every commit stands before its parents. */
#ifndef SLUICE_ENGINE_HISTORY_GRAPH_H
#define SLUICE_ENGINE_HISTORY_GRAPH_H

#include "engine/history/ids.h"
#include "engine/objects/objects.h"

/** What is known of a commit. */
enum {
    SL_COMMIT_WANTED = 1,   /* in the range */
    SL_COMMIT_EXCLUDED = 2, /* behind its border */
    SL_COMMIT_READ = 4,     /* it was read: tree, parents and time are set */
    SL_COMMIT_MISSING = 8,  /* it could not be read */
    SL_COMMIT_RECALLED = 16 /* parents and time are known from before, the tree is not */
};

/** One commit; its number is that of its id. */
typedef struct sl_graph_node {
    int64_t time;
    uint32_t parents, n_parents; /* in sl_graph.parents */
    uint32_t n_children;         /* wanted ones, while they are ordered */
    uint16_t n_queued;
    unsigned char flags;
    uint32_t tree; /* in sl_graph.trees, of one that was read and not recalled */
} sl_graph_node;

/** The id of a commit's tree. */
typedef struct sl_graph_tree {
    unsigned char id[SL_SHA256_ID];
} sl_graph_tree;

/** A commit in the queue. */
typedef struct sl_graph_place {
    int64_t time;
    uint32_t commit;
} sl_graph_place;

/** A commit, tree or tag that could not be read, and why. */
typedef struct sl_lack {
    sl_id id;
    sl_str what; /* "commit", "tree" … */
    sl_str reason;
} sl_lack;

/** What could not be read. */
typedef struct sl_lacks {
    sl_lack *v;
    size_t n, cap;
} sl_lacks;

/** The graph. */
typedef struct sl_graph {
    sl_arena *mem;
    sl_objects *objects;
    sl_ids ids;
    struct {
        sl_graph_node *v;
        size_t n, cap;
    } nodes;
    struct {
        uint32_t *v;
        size_t n, cap;
    } parents;
    struct {
        sl_graph_tree *v;
        size_t n, cap;
    } trees;
    const sl_ids *borders; /* commits of a shallow clone whose parents are not there; may be NULL */
    sl_lacks lacks;
    struct {
        sl_graph_place *v; /* heap, newest first; a stack while `is_in_no_order` */
        size_t n, cap;
    } queue;
    size_t n_live;       /* in the queue, and wanted */
    bool has_border;     /* something is excluded */
    bool is_in_no_order; /* the queue is a stack */
} sl_graph;

/** More commits than this are an SL_ETOOBIG error. */
enum { SL_GRAPH_MAX = 16000000 };

/** An empty graph. */
void sl_graph_init(sl_graph *graph, sl_arena *mem, sl_objects *objects);
/** Gives `n` commits, no two of which are the same, the first numbers of a graph that is empty,
   with room for `more` and for so many parents; the ids have to live as long as the graph. */
void sl_graph_begin(sl_graph *graph, const unsigned char *ids, size_t n, size_t more,
                    size_t n_parents);
/** The number of a commit, which becomes a node without being read or wanted. */
bool sl_graph_name(uint32_t *commit, sl_graph *graph, const void *id, sl_err *e);
/** Enters the time of a commit that has a number; parents follow. False: it is known already. */
bool sl_graph_recall(sl_graph *graph, uint32_t commit, int64_t time);
/** Enters a parent of the commit that was recalled last. */
void sl_graph_recall_parent(sl_graph *graph, uint32_t commit, uint32_t parent);
/** Adds a commit to start from. */
bool sl_graph_start(sl_graph *graph, const sl_id *id, bool is_excluded, sl_err *e);
/** Walks until all that is wanted has been seen. A commit that is missing is noted in `lacks`. */
bool sl_graph_walk(sl_graph *graph, sl_err *e);
/** The wanted commits, each before its parents, newer ones first (of the same second, those with
    the smaller id); `*n` gets their number. */
uint32_t *sl_graph_order(size_t *n, sl_graph *graph);
/** The tree of a commit that was read. */
sl_id sl_graph_tree_of(const sl_graph *graph, uint32_t commit);
/** The id of a commit. */
sl_id sl_graph_id(const sl_graph *graph, uint32_t commit);

#endif

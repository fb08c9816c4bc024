/* What an open history is made of. For this folder only. */
#ifndef SLUICE_ENGINE_HISTORY_PAST_H
#define SLUICE_ENGINE_HISTORY_PAST_H

#include "engine/history/catalogue.h"
#include "engine/history/history.h"
#include "engine/history/range.h"
#include "engine/source/unit.h"

/** `first` of a version that a ref names without a commit: this bit, and the number of the start.
 */
enum { SL_FIRST_START = 0x80000000u };

/** Where the walk started. */
typedef struct sl_start {
    sl_tip_kind kind;
    sl_str name;
    sl_id id;
    uint32_t commit; /* that it leads to; SL_NO_ID: none */
} sl_start;

/** What a unit of the source is. */
typedef enum sl_past_kind {
    SL_PAST_VERSION,
    SL_PAST_COMMIT,
    SL_PAST_TAG,
    SL_PAST_PATHS,
    SL_PAST_REFS,
    SL_PAST_LACK
} sl_past_kind;

/** A unit, and the number of what it stands for. */
typedef struct sl_past_unit {
    sl_past_kind kind;
    uint32_t number;
} sl_past_unit;

/** A tag object on the way from a ref. */
typedef struct sl_past_tag {
    sl_id id;
    uint32_t start;
} sl_past_tag;

/** What is known of an object or a path before it is scanned. */
typedef enum sl_past_mark {
    SL_MARK_QUIET,     /* there is nothing to scan in it */
    SL_MARK_SUSPECT,   /* it is to be scanned */
    SL_MARK_HERE,      /* nothing to scan at the paths that it had when somebody looked */
    SL_MARK_UNSEEN,    /* nobody has looked: it is to be scanned */
    SL_MARK_WORD = 3,  /* the bits of these */
    SL_MARK_BULK = 4,  /* beside them: it is known from the bulk of what is remembered */
    SL_MARK_LATE = 8,  /* … from what came later */
    SL_MARK_KNOWN = 12 /* either */
} sl_past_mark;

typedef struct sl_known sl_known;

struct sl_history {
    sl_arena *mem;
    sl_history_spec spec;
    sl_gitfolder folder;
    sl_objects *objects;
    sl_tips tips;
    sl_range range;
    struct {
        sl_start *v;
        size_t n, cap;
    } starts;
    sl_ids start_ids; /* parallel to `starts` */
    struct {
        sl_past_tag *v;
        size_t n, cap;
    } tags;
    sl_ids tag_ids;
    sl_graph graph;
    uint32_t *order;
    size_t n_order;
    uint32_t *place; /* of each commit in `order`; SL_NO_ID: not wanted */
    uint32_t *best;  /* by commit: the start that reaches it most publicly */
    sl_catalogue catalogue;
    sl_lacks lacks; /* starts that cannot be read */
    sl_ids lack_ids;
    sl_str paths, refs;   /* one a line */
    uint32_t *path_lines; /* numbers of paths in the order of their names, as lines have them */
    sl_source *source;
    sl_map shy_paths, shy_refs; /* names that hold secrets, to what is shown instead (sl_str) */
    sl_ids shy_authors;         /* commits and tags whose author is not told */
    struct {
        unsigned char *blobs, *commits, *tags, *paths; /* sl_past_mark */
        bool is_done;
    } screened;             /* see screen.h */
    sl_ledger_counts clean; /* contents that need not be scanned */
    sl_known *known;        /* NULL: nothing is remembered */
    struct {
        sl_past_unit *v;
        size_t n, cap;
    } units;
};

/** Notes a tag object; each once. */
void sl_past_tag_note(sl_history *history, const sl_id *id, uint32_t start);
/** Adds a start; its number. One that is known may come by a better name. */
uint32_t sl_past_start(sl_history *history, sl_tip_kind kind, sl_str name, const sl_id *id);
/** Orders the wanted commits anew, and finds the best way to each. */
void sl_past_order(sl_history *history);
/** Enters the trees of the commits that come `from` that number on. */
bool sl_past_trees(sl_history *history, uint32_t from, sl_err *e);
/** Adds what is in the database and was not reached. */
bool sl_past_unreachable(sl_history *history, sl_err *e);
/** Learns from findings which names are secrets, and takes these out of the findings. */
void sl_past_redact(sl_history *history, sl_findings *findings);
/** True when start `a` is a more public way than `b`. */
bool sl_start_better(const sl_history *history, uint32_t a, uint32_t b);

#endif

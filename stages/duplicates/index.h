/* What the parent keeps of all files: tokens as numbers, one file behind the other, and the facts
   for their places. Facts come from workers and are taken for hostile. */
#ifndef SLUICE_STAGES_DUPLICATES_INDEX_H
#define SLUICE_STAGES_DUPLICATES_INDEX_H

#include "sluice/unit.h"
#include "stages/duplicates/fact.h"

/** A file with tokens; they are ids[first … first + n), followed by a border. */
typedef struct sl_clone_file {
    const sl_unit *unit;
    size_t fact, n_fact; /* bytes in `facts` */
    uint32_t first, n;
    uint32_t n_lines;
    bool is_unchanged; /* the base has the same */
} sl_clone_file;

/** What is told apart. */
typedef struct sl_clone_eyes {
    bool ignores_names, ignores_literals;
    uint64_t max_tokens; /* of all files */
} sl_clone_eyes;

/** All files. */
typedef struct sl_clone_index {
    sl_arena *mem;
    sl_clone_eyes eyes;
    struct {
        sl_clone_file *v;
        size_t n, cap;
    } files;
    sl_buf ids;      /* uint32_t each; 0: a border */
    sl_buf facts;    /* as they came */
    sl_buf digests;  /* uint64_t, by id */
    uint32_t *slots; /* of the table from digest to id */
    size_t n_slots;
} sl_clone_index;

/** Where a token stands in its file. */
typedef struct sl_clone_spot {
    uint32_t start, end, line, end_line;
} sl_clone_spot;

/** An empty index; what it holds outside of `mem` is released by sl_clone_index_clear. */
void sl_clone_index_init(sl_clone_index *index, sl_arena *mem, const sl_clone_eyes *eyes);
void sl_clone_index_clear(sl_clone_index *index);
/** Adds a file by its fact, which is copied; a fact that is none is an error. */
bool sl_clone_index_add(sl_clone_index *index, const sl_unit *unit, sl_str fact, sl_err *e);
/** The file that has the token. */
const sl_clone_file *sl_clone_index_file(const sl_clone_index *index, uint32_t token);
/** All tokens and their number. */
const uint32_t *sl_clone_index_ids(const sl_clone_index *index, size_t *n);
/** The digest that stands for an id. */
uint64_t sl_clone_index_digest(const sl_clone_index *index, uint32_t id);
/** The places of the file's tokens, in `mem`. */
sl_clone_spot *sl_clone_index_spots(const sl_clone_index *index, sl_arena *mem,
                                    const sl_clone_file *file);

#endif

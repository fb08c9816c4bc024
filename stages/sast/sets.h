/* The pattern sets of a pack of sast rules: one for each language that it has rules for, and one
   for rules that are for every file. */
#ifndef SLUICE_STAGES_SAST_SETS_H
#define SLUICE_STAGES_SAST_SETS_H

#include "engine/match/patterns.h"
#include "engine/rules/pack.h"
#include "stages/sast/rule.h"

/** The number of the set for every file, after those of the languages. */
enum { SL_SAST_GENERIC = 64, SL_SAST_SETS = 65 };

/** Name of a blob that says: the rules are tried on examples, of which `paths` says nothing. */
#define SL_SAST_TRIAL "trial"
/** Name of a blob: the numbers of the rules that join others. */
#define SL_SAST_JOINS "joins"

/** Name of a blob: of each rule what has to be seen for it to match, that is never read before. */
#define SL_SAST_NEEDS "needs"

/** Compiles all rules of the pack into sets; `compile` of the rule kind. */
bool sl_sast_sets_compile(sl_pack_builder *builder, sl_err *e);

/** Which expression of which rule a pattern of a set is. */
typedef struct sl_sast_entry {
    uint32_t rule, positive;
    uint16_t part, n_parts; /* the expression is there when all its parts are */
    uint32_t next; /* one more than the number of another entry of the same pattern; 0: none */
} sl_sast_entry;

/** One pack's sets, opened on first use. */
typedef struct sl_sast_sets {
    const sl_pack *pack;
    struct {
        sl_patterns *patterns;    /* NULL: not opened yet */
        sl_str compiled, entries; /* blobs; empty when the pack has no such set */
    } v[SL_SAST_SETS];
    sl_languages languages; /* that there are sets for */
    sl_str needs;           /* blob: where each rule's words begin, then the words */
} sl_sast_sets;

/** Finds the sets in the pack without opening any. */
void sl_sast_sets_init(sl_sast_sets *sets, const sl_pack *pack);
/** The patterns of one set; `*out` NULL when the pack has none. */
bool sl_sast_set_open(sl_patterns **out, sl_sast_sets *sets, size_t set, sl_arena *mem, sl_err *e);
/** What pattern `i` of a set is; false when the pack is damaged. */
bool sl_sast_set_entry(sl_sast_entry *out, const sl_sast_sets *sets, size_t set, size_t i);
/** How many expressions rule `i` searches for; SIZE_MAX when the pack is damaged. */
size_t sl_sast_set_positives(const sl_sast_sets *sets, size_t rule);
/** Whether rule `i` may match where `seen`, by positive expression, was seen. */
bool sl_sast_set_may_match(const sl_sast_sets *sets, size_t rule, const sl_sighting *const *seen);
/** Releases the sets that were opened. */
void sl_sast_sets_close(sl_sast_sets *sets);

#endif

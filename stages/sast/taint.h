/* Rules of `mode: taint`: their parts. */
#ifndef SLUICE_STAGES_SAST_TAINT_H
#define SLUICE_STAGES_SAST_TAINT_H

#include "engine/taint/taint.h"
#include "stages/sast/formula.h"

enum { SL_SAST_TAINT_PARTS = 500 };

/** A source, sanitizer, sink or propagator. */
typedef struct sl_sast_taint_part {
    sl_sast_formula *formula;
    const char *key; /* "pattern-sources" */
    sl_taint_kind kind;
    bool is_propagator, is_exact, has_effect, is_effect_only;
    bool is_not_conflicting; /* a sanitizer that gives way to sources and sinks of its region */
    sl_str from, to;         /* metavariables of a propagator */
    sl_taint_labels label;
    sl_taint_requires requires;
} sl_sast_taint_part;

/** All of a rule. */
typedef struct sl_sast_taint {
    struct {
        sl_sast_taint_part *v;
        size_t n, cap;
    } parts;
    sl_strs labels;
    unsigned options;
    bool unifies; /* metavariables of source and sink have to agree */
} sl_sast_taint;

/** Reads the parts of a rule; in `*formula` what has to be seen for the rule to match at all. */
bool sl_sast_taint_read(sl_sast_taint **out, sl_sast_formula **formula, const sl_sast_reading *r,
                        const sl_node *doc);
#endif

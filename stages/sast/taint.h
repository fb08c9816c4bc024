/* Rules of `mode: taint`: their parts. */
#ifndef SLUICE_STAGES_SAST_TAINT_H
#define SLUICE_STAGES_SAST_TAINT_H

#include "engine/taint/taint.h"
#include "stages/sast/formula.h"

enum { SL_SAST_TAINT_PARTS = 500 };

/** Labels that what a metavariable stands for must have. */
typedef struct sl_sast_taint_need {
    sl_str name;
    sl_taint_requires requires;
} sl_sast_taint_need;

/** A source, sanitizer, sink or propagator. */
typedef struct sl_sast_taint_part {
    sl_sast_formula *formula;
    const char *key; /* "pattern-sources" */
    sl_taint_kind kind;
    bool is_propagator, is_exact, has_effect, is_effect_only;
    bool is_control, is_at_exit, has_no_effect;
    bool is_not_conflicting; /* a sanitizer that gives way to sources and sinks of its region */
    sl_str from, to;         /* metavariables of a propagator */
    sl_taint_labels label;
    sl_taint_labels replace; /* of a propagator: labels that become its own */
    sl_taint_requires requires;
    struct {
        sl_sast_taint_need *v;
        size_t n, cap;
    } needs; /* of metavariables of a sink */
} sl_sast_taint_part;

/** All of a rule. */
typedef struct sl_sast_taint {
    struct {
        sl_sast_taint_part *v;
        size_t n, cap;
    } parts;
    sl_strs labels;
    unsigned options;
    bool unifies;       /* metavariables of source and sink have to agree */
    bool tells_sources; /* matches are sources that reach a sink, rather than sinks */
} sl_sast_taint;

/** Reads the parts of a rule; in `*formula` what has to be seen for the rule to match at all. */
bool sl_sast_taint_read(sl_sast_taint **out, sl_sast_formula **formula, const sl_sast_reading *r,
                        const sl_node *doc);
#endif

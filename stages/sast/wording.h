/* The texts of a finding: the rule's message with metavariables filled in, and its fix. */
#ifndef SLUICE_STAGES_SAST_WORDING_H
#define SLUICE_STAGES_SAST_WORDING_H

#include "stages/sast/evaluate.h"

/** `text` with each "$NAME" and "$1" that is bound in the match replaced by (the beginning of) what
    it stands for; the view of `text` itself where nothing is. */
sl_str sl_sast_fill(const sl_sast_trial *trial, const sl_sast_match *match, sl_str text);
/** What the rule would write in place of the match; empty where it has no fix. */
bool sl_sast_fix(sl_str *out, const sl_sast_trial *trial, const sl_sast_match *match, sl_err *e);

#endif

/* A taint rule on one text. */
#ifndef SLUICE_STAGES_SAST_FOLLOW_H
#define SLUICE_STAGES_SAST_FOLLOW_H

#include "stages/sast/evaluate.h"

/** The sinks of the text that tainted data reaches. */
bool sl_sast_follow(sl_sast_matches *out, sl_sast_trial *trial, sl_err *e);

#endif

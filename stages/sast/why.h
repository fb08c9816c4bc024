/* Why a rule does or does not find something in a line. */
#ifndef SLUICE_STAGES_SAST_WHY_H
#define SLUICE_STAGES_SAST_WHY_H

#include "sluice/buf.h"
#include "sluice/stage.h"

/** `why` of the rule kind: appends a JSON document (docs/sast.md). */
bool sl_sast_why(sl_buf *out, sl_arena *mem, const sl_why *what, sl_err *e);

#endif

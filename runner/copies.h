/* Findings whose code was copied: where a stage has looked for duplicates, a finding that blocks
   names the other copies of its lines, since the repair is due there too. */
#ifndef SLUICE_RUNNER_COPIES_H
#define SLUICE_RUNNER_COPIES_H

#include "sluice/result.h"

/** Adds related places and a sentence to each blocking finding that lies in a clone. Decides
   nothing: verdict and fingerprints stay. */
void sl_copies_tell(sl_result *result, sl_arena *mem);

#endif

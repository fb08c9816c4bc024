/* Waivers: findings that somebody accepted, with a reason, an owner and an end. */
#ifndef SLUICE_RUNNER_WAIVERS_H
#define SLUICE_RUNNER_WAIVERS_H

#include "sluice/err.h"
#include "sluice/finding.h"
#include "sluice/policy.h"

/** Reads a waiver file: `version: 1` and `waivers`, a list of maps with `rule` or `fingerprint`
    (or both), `path`, `reason` and `owner` (required), `expires`. Errors have file:line:column. */
bool sl_waivers_read(sl_waivers **out, sl_arena *mem, sl_str file, sl_str text, sl_err *e);
/** Marks waivers whose last day is before `today` ("YYYY-MM-DD"); they accept nothing. */
void sl_waivers_expire(sl_waivers *waivers, sl_str today);
/** The first waiver in force that accepts the finding, counted as used; NULL when there is none. */
sl_waiver *sl_waivers_match(sl_waivers *waivers, const sl_finding *finding);
/** True for a real date written YYYY-MM-DD. */
bool sl_date_is(sl_str text);

#endif
